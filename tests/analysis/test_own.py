"""Rows of records: the learner's own, and those that learners send in."""

from datetime import timedelta
from pathlib import Path

import pytest

from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.intake.records import rows_of, rows_of_lines
from quizproof.engine.analysis.measures import Score
from quizproof.engine.history.events import Event, Forgotten, Undone
from quizproof.engine.history.lines import BadLine, export_lines
from recording import DAY, NOON, attempt, begun, opened, wrong

ROW = {
    "topic": "pooling",
    "question": "a",
    "variant": None,
    "answer": "1, 64, 28, 28",
    "student": "me",
    "attempt": NOON.timestamp(),
    "milliseconds": 0,
    "verdict": "correct",
    "score": 1.0,
    "computed": "",
    "feedback": "",
    "misconceptions": [],
}


def kept(folder: Path, *events: Event) -> tuple[list[dict[str, object]], list[str]]:
    with opened(folder) as history:
        history.append(begun(), *events)
        return list(rows_of(history)), list(export_lines(history))


def test_an_answer_is_a_row(tmp_path: Path) -> None:
    fields = attempt()
    expected = ROW | {name: getattr(fields, name) for name in ("milliseconds", "computed", "feedback")}
    rows, lines = kept(tmp_path, fields)
    assert rows == [expected]
    assert rows_of_lines(lines, "ada") == ((expected | {"student": "ada"},), ())


LEFT_OUT: dict[str, tuple[Event, ...]] = {
    "undone": (attempt("x"), Undone(id="u", at=NOON, attempt="x")),
    "forgotten with its topic": (attempt("x"), Forgotten(id="f", at=NOON, topic="pooling")),
    "forgotten by itself": (attempt("x"), Forgotten(id="f", at=NOON, topic="pooling", question="a")),
    "given up": (attempt("x", verdict=None, score=None, answers=(), ending="shown"),),
    "skipped": (attempt("x", verdict=None, score=None, answers=(), ending="skipped"),),
}


@pytest.mark.parametrize("events", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_no_answer_any_more(events: tuple[Event, ...], tmp_path: Path) -> None:
    later = attempt("y", at=NOON + DAY, question="a", answers=("p", "q"))
    rows, lines = kept(tmp_path, *events, later)
    assert [(one["answer"], one["attempt"]) for one in rows] == [(["p", "q"], (NOON + DAY).timestamp())]
    assert [one["answer"] for one in rows_of_lines(lines, "me")[0]] == [["p", "q"]]


def test_a_question_that_was_renamed(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), attempt(question="old"))
        assert [one["question"] for one in rows_of(history, {("pooling", "new"): ("old",)})] == ["new"]


def test_lines_that_are_none_are_told_and_events_that_come_twice_count_once(tmp_path: Path) -> None:
    _, lines = kept(tmp_path, attempt())
    rows, bad = rows_of_lines(["\ufeff" + lines[0], "", "{", *lines[1:], *lines, '{"event": "magic"}'], "ada")
    assert len(rows) == 1
    assert [one.number for one in bad] == [3, 7]
    assert isinstance(bad[0], BadLine)


def test_a_class_that_sends_its_records_in(tmp_path: Path) -> None:
    rows = []
    for number in range(6):
        events = [
            wrong(f"a{number}", question="a", at=NOON) if number < 3 else attempt(f"a{number}", question="a"),
            attempt(f"b{number}", question="a", at=NOON + timedelta(hours=1)),
            attempt(f"c{number}", question="b"),
        ]
        folder = tmp_path / str(number)
        folder.mkdir()
        rows += rows_of_lines(reversed(kept(folder, *events)[1]), f"student-{number}")[0]
    found = analyze(rows)
    assert [(item.id, item.score, item.repeated) for item in found.items] == [
        ("b", Score(6.0, 6), 0),
        ("a", Score(3.0, 6), 6),
    ]
    assert found.whole.students == 6
