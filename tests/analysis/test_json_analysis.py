"""An item analysis as JSON. What is in tests/analysis/golden is what is written, to the byte."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from classes import CLASSES, NAMELESS, SMALL
from quizproof.engine.analysis.measures import Measured, Missing, Score
from quizproof.engine.analysis.reasons import Reason
from quizproof.engine.analysis.telling.asjson import analysis_as_json

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["small", "nameless", "empty"])
def test_to_the_byte(name: str) -> None:
    path = GOLDEN / f"{name}.json"
    said = analysis_as_json(CLASSES[name])
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def parts(value: Any) -> Iterator[Any]:
    yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(one)


def keys(value: Any) -> set[str]:
    return {key for part in parts(value) if isinstance(part, dict) for key in part}


@pytest.mark.parametrize("name", CLASSES)
def test_what_is_unknown_is_null_with_the_reason_beside(name: str) -> None:
    found = json.loads(analysis_as_json(CLASSES[name]))
    measured = [part for part in parts(found) if isinstance(part, dict) and "missing" in part]
    assert measured
    for part in measured:
        assert set(part) == {"value", "n", "missing"}
        assert (part["value"] is None) is (part["missing"] is not None)
    reasons = {part["missing"] for part in measured} - {None}
    assert reasons <= {one.value for one in Missing}
    remarks = {remark["reason"] for item in found["items"] for remark in item["remarks"]}
    assert remarks <= {one.value for one in Reason}


def test_the_docstring_names_every_key() -> None:
    found = json.loads(analysis_as_json(SMALL))
    said = analysis_as_json.__doc__ or ""
    assert [key for key in sorted(keys(found)) if f"`{key}`" not in said] == []


def test_every_field_of_the_facts_is_there() -> None:
    found = json.loads(analysis_as_json(SMALL))
    half, two_sides = found["items"][:2]
    assert (half["difficulty"], half["n"], half["discrimination"]["value"]) == (0.666667, 90, 0.46)
    assert half["answers"][0] | {"discrimination": None, "why": ""} == {
        "answer": "(1, 1, 14, 14)", "shown": "", "right": True, "offered": True, "count": 60, "share": 0.666667,
        "thirds": [14, 19, 27], "discrimination": None, "misconceptions": [], "why": "", "variant": "n=28,k=2",
        "variants": 24, "made": False,
    }  # fmt: skip
    assert half["time"]["all"] == {"n": 90, "quartile_1": 12, "median": 31.5, "quartile_3": 55}
    assert two_sides["remarks"][1] == {
        "reason": "best-take-distractor", "value": 0.466667, "limit": 0.3, "n": 30, "few": False,
        "answer": "(1, 1, 4, 4)", "than": "key",
    }  # fmt: skip
    assert found["test"]["coefficient"] == "alpha"
    assert found["look_at"][:2] == ["two-sides", "says-little"]
    assert json.loads(analysis_as_json(NAMELESS))["test"]["coefficient"] == "kr20"


@pytest.mark.parametrize(("number", "said"), [(1 / 3, "0.333333"), (-1e-9, "0.0"), (1.0, "1.0"), (2 / 3, "0.666667")])
def test_numbers_have_six_digits(number: float, said: str) -> None:
    found = replace(SMALL, whole=replace(SMALL.whole, mean=Measured(number, 81), score=Score(number, 1)))
    assert f'"value": {said},' in analysis_as_json(found)
    assert f'"mean_score": {said},' in analysis_as_json(found)
    assert "-0.0," not in analysis_as_json(found)


def test_any_text_comes_through() -> None:
    nasty = CLASSES["hostile"]
    said = analysis_as_json(nasty)
    assert said.isascii()
    assert [item["id"] for item in json.loads(said)["items"]] == [item.id for item in nasty.items]
