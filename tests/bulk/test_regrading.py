"""What changes in a row that is graded again: its verdict or its score, and nothing that only reads differently."""

import json
from typing import Any

import pytest

from quizproof.engine.literals import Unreadable
from quizproof.engine.regrading import Changes, changed
from quizproof.engine.responses.rows import Row


def row(verdict: Any, score: Any, **more: Any) -> Row:
    fields = {"question": "q", "answer": "a", "verdict": verdict, "score": score, **more}
    return Row(fields, fields, {})


def said(verdict: str, score: float | None, feedback: str = "") -> str:
    return json.dumps({"verdict": verdict, "score": score, "computed": "", "feedback": feedback, "misconceptions": []})


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"verdict": None}, id="null"),
        pytest.param({"verdict": "right"}, id="another's word"),
        pytest.param({"verdict": ["wrong"]}, id="a list"),
    ],
)
def test_what_was_never_graded_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as caught:
        changed(Row(fields, fields, {}), said("wrong", 0.0), 7)
    assert str(caught.value) == "row 7 has no verdict: give what `quizproof grade` has written"


def test_of_several_files_the_one_is_named_that_was_never_graded() -> None:
    with pytest.raises(Unreadable, match=r"^row 7 of all, in b\.csv, has no verdict: "):
        changed(Row({}, {}, {"file": "b.csv"}), said("wrong", 0.0), 7)


@pytest.mark.parametrize(
    ("was", "now", "gain"),
    [
        pytest.param(("wrong", 0.0), ("correct", 1.0), 1.0, id="a mended key"),
        pytest.param(("correct", 1), ("wrong", 0.0), -1.0, id="a key that was too kind"),
        pytest.param(("correct", "1.0"), ("wrong", 0.0), -1.0, id="from a table"),
        pytest.param(("wrong", 0.5), ("wrong", 0.25), -0.25, id="another part of it"),
        pytest.param(("void", None), ("correct", 1.0), 1.0, id="counted now"),
        pytest.param(("void", ""), ("wrong", 0.0), 0.0, id="counted now, from a table"),
        pytest.param(("unreadable", None), ("void", None), 0.0, id="neither counts"),
        pytest.param(("wrong", "lost"), ("wrong", 0.0), 0.0, id="its score was lost"),
    ],
)
def test_a_change(was: tuple[str, Any], now: tuple[str, float | None], gain: float) -> None:
    change = changed(row(*was), said(*now), 1)

    assert change is not None
    assert (change.was, change.now["verdict"], change.now["score"], change.gain) == (was[0], *now, gain)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        pytest.param(("wrong", 0.0), ("wrong", 0.0), id="the same"),
        pytest.param(("wrong", "0"), ("wrong", 0.0), id="from a table"),
        pytest.param(("wrong", "0.3333333333"), ("wrong", 1 / 3), id="written shorter"),
        pytest.param(("void", ""), ("void", None), id="does not count, from a table"),
    ],
)
def test_no_change(was: tuple[str, Any], now: tuple[str, float | None]) -> None:
    assert changed(row(*was), said(*now, feedback="in other words"), 1) is None


def test_a_line_that_was_never_read_stays_so() -> None:
    fault = Row({}, {}, {"line": 3}, fault="this line is no JSON")
    assert changed(fault, said("unreadable", None), 3) is None


def test_students_gain_by_all_their_rows_together() -> None:
    changes = Changes()
    for student, was, now in [("ada", 0.0, 1.0), ("ada", 1.0, 0.0), ("bob", 0.0, 0.5), ("eve", 1.0, 0.0), ("", 0, 1)]:
        change = changed(row("wrong", was, student=student), said("correct", now), 1)
        assert change is not None
        changes.add(change)
    changes.add(None)

    assert (changes.rows, changes.changed, changes.gain, changes.lose) == (6, 5, 1, 1)
    assert changes.kinds == {("q", "wrong", "correct"): 5}
