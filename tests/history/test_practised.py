"""What practice asks of a record."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from quizproof.engine.history import practised
from quizproof.engine.history.events import Flagged, Forgotten, Suspended, Undone
from quizproof.engine.history.practised import Touched, introduced, rated, shown, slips_of_late, touched
from quizproof.engine.history.queries import AGAIN, GOOD, Was, reviews
from quizproof.engine.history.record import History
from recording import DAY, NOON, attempt, begun, opened, wrong
from recording import shown as asked

TODAY = NOON.date()
MINUTE = timedelta(minutes=1)
WAS: Was = {("pooling", "new"): ("a", "older"), ("pooling", "b"): (), ("pooling", "c"): ("b",), ("norms", "x"): ("a",)}


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with opened(tmp_path) as made:
        yield made


def test_what_was_touched(history: History) -> None:
    assert touched(history, 0) == Touched(frozenset(), frozenset(), 0)
    history.append(begun(), asked(), attempt("a1"), attempt("a2", question="b", topic="norms"))
    assert touched(history, 0) == Touched(frozenset({("pooling", "a"), ("norms", "b")}), frozenset(), 4)
    history.append(
        asked("q2", question="c"),
        Suspended(id="s", at=NOON, topic="pooling", question="d"),
        Flagged(id="f", at=NOON, topic="pooling", question="e"),
        Undone(id="u1", at=NOON, attempt="a2"),
        Undone(id="u2", at=NOON, attempt="nobodys"),
        Undone(id="u3", at=NOON, attempt="s1"),
        Forgotten(id="g1", at=NOON, topic="norms"),
        Forgotten(id="g2", at=NOON, topic="pooling", question="x"),
    )
    expected = Touched(frozenset({("norms", "b"), ("pooling", "x")}), frozenset({"norms"}), 12)
    assert touched(history, 4) == expected
    assert touched(history, 12) == touched(history, 40) == Touched(frozenset(), frozenset(), 12)


@pytest.mark.parametrize("many", [0, 400])
def test_reviews_of_some_questions(history: History, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(practised, "_MANY", many)
    history.append(
        wrong("a1", at=NOON + MINUTE),
        attempt("a2", question="older"),
        attempt("a3", at=NOON + DAY, question="new"),
        wrong("a4", at=NOON + 2 * DAY, question="new"),
        attempt("a5", question="b"),
        wrong("a6", topic="norms"),
        attempt("a7", ending="skipped", verdict=None, score=None, answers=(), question="d"),
        Undone(id="u", at=NOON, attempt="a4"),
    )
    new, x = ("pooling", "new"), ("norms", "x")
    assert rated(history, [new, x, ("pooling", "d")], WAS) == {
        new: [(TODAY, GOOD), (TODAY + DAY, GOOD)],
        x: [(TODAY, AGAIN)],
    }
    assert rated(history, [("pooling", "a")]) == {("pooling", "a"): [(TODAY, AGAIN)]}
    everything = defaultdict(list)
    for one in reviews(history, WAS):
        everything[one.topic, one.question].append((one.day, one.rating))
    assert rated(history, everything.keys(), WAS) == everything


def test_what_practice_introduced(history: History) -> None:
    history.append(
        begun("take"),
        begun("practice", mode="practice", at=NOON - 30 * DAY),
        attempt("a1", sitting="take"),
        attempt("a2", sitting="practice", question="b"),
        attempt("a3", sitting="practice", topic="norms"),
        attempt("a4", sitting="practice", question="c", at=NOON - DAY),
        attempt("a5", sitting="lost", question="e"),
        wrong("a6", sitting="take", question="f", at=NOON - DAY),
        attempt("a7", sitting="practice", question="f"),
        attempt("a8", sitting="practice", question="g", ending="skipped", verdict=None, score=None, answers=()),
    )
    names = [("pooling", "a"), ("pooling", "b"), ("norms", "x"), *[("pooling", name) for name in "efg"]]
    assert introduced(history, names, TODAY, WAS) == 2
    assert introduced(history, names, TODAY) == 1
    assert introduced(history, [("pooling", "c")], TODAY) == 0
    assert introduced(history, [("pooling", "c")], TODAY - DAY) == 1
    history.append(Undone(id="u", at=NOON, attempt="a2"))
    assert introduced(history, names, TODAY, WAS) == 1
    assert introduced(history, [], TODAY) == introduced(history, names, date(2026, 11, 1)) == 0


def test_what_was_shown_of_a_question(history: History) -> None:
    history.append(
        wrong("a1", "padding-once", variant="n=1"),
        wrong("a2", "no-floor", "no-plus-one", variant="n=2", at=NOON + DAY, question="older"),
        attempt("a3", variant="n=1", at=NOON - DAY),
        wrong("a4", "stride-one", variant="n=3", at=NOON + 2 * DAY, question="b"),
        attempt("a5", variant=None, at=NOON + 2 * DAY),
    )
    slips = ("height-width-swapped", "no-floor")
    assert shown(history, "pooling", "new", WAS, slips) == (
        ("no-floor", "no-plus-one", "padding-once", "height-width-swapped"),
        ("n=2", "n=1"),
    )
    assert shown(history, "pooling", "a") == (("padding-once",), ("n=1",))
    assert shown(history, "norms", "a") == shown(history, "pooling", "c", WAS) == ((), ())


def test_only_the_newest_attempts_at_a_question_are_read(history: History) -> None:
    history.append(*[attempt(f"a{n}", variant=f"n={n}", at=NOON + n * MINUTE) for n in range(30)])
    assert shown(history, "pooling", "a")[1] == tuple([f"n={n}" for n in range(29, 9, -1)])


def test_what_the_learner_got_wrong_of_late(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_of_late(history) == ()
    history.append(wrong("a0", "stride-one"), wrong("a1", "padding-once"), wrong("a2", "no-floor", "no-plus-one"))
    history.append(attempt("a3"), wrong("a4", "padding-once"))
    assert slips_of_late(history) == ("padding-once", "no-floor", "no-plus-one", "stride-one")
    monkeypatch.setattr(practised, "_LATE", 3)
    assert slips_of_late(history) == ("padding-once", "no-floor", "no-plus-one")
