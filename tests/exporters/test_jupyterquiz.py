"""What JupyterQuiz asks of its JSON: its schemas, ends of ranges, no formulas and links of its own."""

import json
import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from exporting import BANK, INTEROP, named, pose, sheet_of
from exportreading import Read
from exportreadingtext import READERS
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed


@pytest.fixture(scope="module")
def questions(oracle: Oracle) -> tuple[Posed, ...]:
    return pose(oracle, BANK)


def read(name: str, *questions: Posed) -> list[Read]:
    return READERS[name](EXPORTERS[name](sheet_of(questions)).file)


SCHEMAS = {"multiple_choice": "mc", "many_choice": "mc", "numeric": "num", "string": "string"}


@pytest.mark.skipif(not INTEROP.is_dir(), reason="the official schemas are not at hand")
def test_jupyterquiz_schemas(questions: tuple[Posed, ...]) -> None:
    found = json.loads(EXPORTERS["jupyterquiz"](sheet_of(questions)).file)

    assert {one["type"] for one in found} == set(SCHEMAS)
    for one in found:
        schema = json.loads((INTEROP / "jupyterquiz" / f"{SCHEMAS[one['type']]}_schema.json").read_bytes())
        Draft202012Validator.check_schema(schema)
        assert [error.message for error in Draft202012Validator(schema).iter_errors(one)] == [], one["question"]


def test_numbers_of_jupyterquiz(questions: tuple[Posed, ...]) -> None:
    asked = [named(questions, name) for name in ("count", "one-value")]
    exact = replace(asked[1], question=replace(asked[1].question, tolerance=0.0))
    count, near, float_ = [one.more for one in read("jupyterquiz", *asked, exact)]

    assert [(one.get("value"), one.get("correct")) for one in count["answers"]] == [
        (57, True),
        (54, False),
        (30, False),
        (39, False),
        (None, None),
    ]
    assert "precision" not in count
    [least, most] = near["answers"][0]["range"]
    assert least == 3.39
    assert 3.41 < most < 3.4100000001  # the second is left out
    assert (float_["answers"][0]["value"], float_["precision"]) == (3.4, 10)


def test_no_formula_and_no_link_of_jupyterquizs_own(questions: tuple[Posed, ...]) -> None:
    text = EXPORTERS["jupyterquiz"](sheet_of([named(questions, "marks-of-all-formats")])).file.decode()

    assert "$" not in text
    assert not re.search(r"(?<!: )\[(?!$|\n)", text.replace('"answers": [', ""))
