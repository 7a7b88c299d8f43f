"""Samples of other formats: parsed as their own projects say, and every question carried or refused by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.importers import IMPORTERS, format_of
from quizproof.engine.importers.form import Broken, Imported
from quizproof.engine.importers.gift import blocks
from quizproof.engine.importers.giftparts import Parts, Rich, parts_of
from quizproof.engine.recasting import as_text, problem_of

INTEROP = Path(__file__).parent.parent.parent.parent / "shared" / "interop"
pytestmark = pytest.mark.skipif(not INTEROP.is_dir(), reason="the samples of other formats are not beside the project")


def samples(folder: str, suffix: str) -> list[Path]:
    return sorted((INTEROP / folder).glob(f"*{suffix}")) if INTEROP.is_dir() else []


def rich(text: Rich | None) -> Any:
    return None if text is None or not text.text else {"format": text.format, "text": text.text}


def as_expected(parts: Parts) -> dict[str, Any]:
    """Return what we parsed as gift-pegjs would say it."""
    found: dict[str, Any] = {"type": parts.kind, "title": parts.title, "stem": rich(parts.stem)}
    if parts.kind == "TF":
        wrong, right = rich(parts.if_wrong), rich(parts.if_right)
        told = (wrong, right)
        found |= {"isTrue": parts.truth, "told": told}
    if parts.kind in ("MC", "Short"):
        found["choices"] = [(one.right, one.share, rich(one.text), rich(one.why)) for one in parts.answers]
    if parts.kind == "Matching":
        found["pairs"] = [(rich(one.text), one.match) for one in parts.answers]
    if parts.kind == "Numerical":
        found["numbers"] = [(one.low, one.high, one.share) for one in parts.numbers]
    if parts.kind != "Description":
        found["general"] = rich(parts.general)
    return found


def stem(text: dict[str, str]) -> dict[str, str]:
    return {"format": text["format"], "text": text["text"]}


def expected(one: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"type": one["type"], "title": one["title"], "stem": stem(one["stem"])}
    if one["type"] == "TF":
        found |= {"isTrue": one["isTrue"], "told": (one["trueFeedback"], one["falseFeedback"])}
    if one["type"] in ("MC", "Short"):
        found["choices"] = [(c["isCorrect"], c["weight"], c["text"], c["feedback"]) for c in one["choices"]]
    if one["type"] == "Matching":
        found["pairs"] = [(pair["subquestion"], pair["subanswer"]) for pair in one["matchPairs"]]
    if one["type"] == "Numerical":
        found["numbers"] = numbers(one["choices"])
    if one["type"] != "Description":
        found["general"] = one["globalFeedback"]
    return found


def numbers(choices: Any) -> list[tuple[float, float, float | None]]:
    if isinstance(choices, dict):
        choices = [{"text": choices, "weight": None}]
    return [
        (c["text"]["number"] - c["text"].get("range", 0), c["text"]["number"] + c["text"].get("range", 0), c["weight"])
        for c in choices
        if "number" in c["text"]
    ]


@pytest.mark.parametrize("file", samples("gift", ".gift"), ids=lambda file: file.stem)
def test_gift_is_parsed_as_its_own_grammar_does(file: Path) -> None:
    wanted = [expected(one) for one in json.loads(file.with_suffix(".json").read_text()) if one["type"] != "Category"]
    found = [as_expected(parts_of(one.text)) for one in blocks(file.read_text()) if not one.text.startswith("$")]

    assert found == wanted


CANVAS = {
    "canvas_multiple_dropdown": (2, []),
    "canvas_multiple_dropdowns_correct_choice_is_not_the_first": (2, []),
    "canvas_multiple_fib_as_single": (1, []),
    "categorization": (0, ["a categorization has no right answer to choose or to type"]),
    "choice_vary_points_by_answer": "it is not well-formed XML: XML declaration not well-formed, line 1, column 20",
    "essay": (0, ["an essay is graded by people, not by a key"]),
    "fib": "it is not well-formed XML: mismatched tag, line 45, column 5",
    "fib_str": "it is not well-formed XML: mismatched tag, line 45, column 5",
    "formula_mform": (0, ["a formula question draws its numbers: write it with params"]),
    "formula_scientific": (0, ["a formula question draws its numbers: write it with params"]),
    "item_no_title": "it is not well-formed XML: mismatched tag, line 45, column 5",
    "matching_feedback": (2, []),
    "multiple_answer": (1, []),
    "multiple_choice": (1, []),
    "nq_multiple_fib_scoring_algorithms": (
        0,
        ["its blank 1 takes right when it is only part of what is typed: write out what is right"],
    ),
    "numeric_margin_error": (1, []),
    "numeric_precision": (1, []),
    "numeric_within_range": (1, []),
    "ordering": "it declares a DOCTYPE (line 2), which may hide anything: delete the declaration",
    "question_group": (10, []),
    "stimulus": (0, ["a text asks nothing"]),
    "stimulus_with_child_item": (1, ["a text asks nothing"]),
    "true_false": (1, []),
    "upload": (0, ["an upload is graded by people, not by a key"]),
}


@pytest.mark.parametrize("file", samples("canvas-qti12", ".xml"), ids=lambda file: file.stem)
def test_each_item_of_canvas_is_carried_or_refused_by_name(file: Path) -> None:
    raw = file.read_bytes()
    assert format_of(".xml", raw) == "canvas"
    if isinstance(CANVAS[file.stem], str):
        with pytest.raises(Broken) as refused:
            IMPORTERS["canvas"](raw)
        assert str(refused.value) == CANVAS[file.stem]
        return
    found = IMPORTERS["canvas"](raw)

    assert (len(found.asked), [line.sentence for line in found.refused]) == CANVAS[file.stem]
    assert_whole(found)


@pytest.mark.parametrize("file", samples("mdbook-quiz", ".toml"), ids=lambda file: file.stem)
def test_each_question_of_mdbook_is_carried_but_those_for_a_compiler(file: Path) -> None:
    text = file.read_text()
    found = IMPORTERS["mdbook"](file.read_bytes())

    assert {line.sentence for line in found.refused} <= {"a Tracing question is judged by the Rust compiler"}
    assert len(found.refused) == text.count('type = "Tracing"')
    assert len(found.asked) == text.count('type = "MultipleChoice"') + text.count('type = "ShortAnswer"')
    assert_whole(found)


def test_the_example_of_jupyterquiz() -> None:
    found = IMPORTERS["jupyterquiz"]((INTEROP / "jupyterquiz" / "questions.json").read_bytes())

    assert [len(one.options) or one.tolerance for one in found.asked] == [5, 5, 4, 0.005, 5, 3, 4]
    assert [line.sentence for line in found.refused] == [
        "2 different numbers are right: only one range can be said here"
    ]
    assert_whole(found)


def assert_whole(found: Imported) -> None:
    """Each question can be one of ours as it is."""
    for asked in found.asked:
        assert problem_of(as_text(asked, "a-name", "a file").keys) == ""
