"""What others ask of a record, with what was renamed, undone, forgotten and suspended."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.history.derived import Derived, derived, events_after, keep
from quizproof.engine.history.events import Dropped, Flagged, Forgotten, Suspended, Undone
from quizproof.engine.history.queries import (
    AGAIN,
    GOOD,
    HARD,
    Habit,
    Review,
    attempts_of,
    example_of,
    flags,
    habits,
    last_attempt,
    last_sitting,
    misses,
    reviews,
    suspended,
    unfinished,
)
from quizproof.engine.history.record import History
from recording import NOON, attempt, begun, opened, wrong

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TODAY = NOON.date()
GIVEN_UP: dict[str, Any] = {"verdict": None, "score": None, "answers": ()}


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with opened(tmp_path) as made:
        yield made


def names(found: tuple[Any, ...]) -> list[str]:
    return [one.id for one in found]


def test_the_last_sitting_of_a_bank(history: History) -> None:
    assert last_sitting(history, "pooling") is None
    history.append(begun("s1"), begun("s2", bank="convolution", at=NOON + MINUTE), begun("s3", at=NOON + HOUR))
    history.append(begun("s4", mode="practice", at=NOON + 2 * HOUR), attempt(sitting="s3"))

    def found(bank: str | None, *modes: str) -> str | None:
        stands = last_sitting(history, bank, modes or ("take",))
        return stands and stands.begun.id

    assert [found(bank) for bank in ("pooling", "convolution", "norms", None)] == ["s3", "s2", None, "s3"]
    assert [found(bank, "practice") for bank in ("pooling", None)] == ["s4", "s4"]
    stands = last_sitting(history, "pooling")
    assert stands is not None
    assert stands.stands[0].attempts == (attempt(sitting="s3"),)


def test_many_sittings_of_another_mode_hide_none(history: History) -> None:
    history.append(begun("take"), *[begun(f"p{n}", mode="practice", at=NOON + n * MINUTE) for n in range(120)])
    found = last_sitting(history, "pooling")
    assert found is not None
    assert found.begun.id == "take"


def test_a_sitting_that_is_not_over(history: History) -> None:
    history.append(begun())
    assert unfinished(history, "pooling") is not None
    for place, question in enumerate("abc"):
        history.append(attempt(f"a{place}", place=place, question=question))
    assert unfinished(history, "pooling") is None


def test_a_sitting_that_was_begun_anew_is_not_gone_on_with(history: History) -> None:
    history.append(begun(), attempt(), Dropped(id="d", at=NOON, sitting="s1"))
    assert unfinished(history, "pooling") is None
    assert names(attempts_of(history, "pooling", "a")) == ["a1"]


def test_the_misses_of_the_last_sitting(history: History) -> None:
    assert misses(history, "pooling") == ()
    history.append(begun("s0"), wrong("old", sitting="s0"), begun("s1", at=NOON + HOUR))
    history.append(attempt("a1"), wrong("a2", place=1, question="b"))
    assert misses(history, "pooling") == (begun().items[1],)


WAS = {("pooling", "new"): ("a", "older"), ("pooling", "b"): (), ("pooling", "c"): ("b",), ("norms", "x"): ("a",)}


def test_a_question_that_was_renamed_keeps_its_attempts(history: History) -> None:
    history.append(
        attempt("a1", question="older"),
        attempt("a2", question="a", at=NOON + MINUTE),
        attempt("a3", question="new", at=NOON + HOUR),
        attempt("a4", question="b"),
        attempt("a5", question="a", topic="norms"),
    )
    assert names(attempts_of(history, "pooling", "new")) == ["a3"]
    assert names(attempts_of(history, "pooling", "new", WAS)) == ["a1", "a2", "a3"]
    assert names(attempts_of(history, "pooling", "b", WAS)) == ["a4"]
    assert names(attempts_of(history, "pooling", "c", WAS)) == []  # another question is called b now
    assert names(attempts_of(history, "norms", "x", WAS)) == ["a5"]
    assert [(one.topic, one.question) for one in reviews(history, WAS)] == [
        ("norms", "x"), ("pooling", "b"), ("pooling", "new")
    ]  # fmt: skip


def test_the_first_attempt_of_a_day_counts(history: History) -> None:
    history.append(
        wrong("a1", at=NOON),
        attempt("a2", at=NOON + MINUTE),
        attempt("a3", at=NOON + 13 * HOUR, hints=1),
        attempt("a4", question="b", at=NOON + HOUR),
        attempt("a5", question="c", ending="shown", **GIVEN_UP),
        attempt("a6", question="d", ending="skipped", **GIVEN_UP),
        attempt("a7", question="d", at=NOON + MINUTE),
        attempt("a8", question="e", verdict="void", score=None, ending="void"),
    )
    expected = [
        Review("pooling", "a", TODAY, NOON, AGAIN),
        Review("pooling", "c", TODAY, NOON, AGAIN),
        Review("pooling", "d", TODAY, NOON + MINUTE, GOOD),
        Review("pooling", "b", TODAY, NOON + HOUR, GOOD),
        Review("pooling", "a", date(2026, 11, 23), NOON + 13 * HOUR, HARD),
    ]
    assert list(reviews(history)) == expected
    assert list(reviews(history, topic="pooling", question="a")) == [expected[0], expected[4]]
    assert list(reviews(history, topic="norms")) == []


def test_the_day_is_the_learners(history: History) -> None:
    late, later = NOON + 11 * HOUR, NOON + 13 * HOUR
    for question, zone in (("a", 30), ("b", 120), ("c", -120)):
        history.append(
            wrong(f"{question}1", question=question, at=late, zone=zone),
            attempt(f"{question}2", question=question, at=later, zone=zone),
        )
    found = [(one.question, one.day.day, one.rating) for one in reviews(history)]
    assert sorted(found) == [("a", 22, AGAIN), ("a", 23, GOOD), ("b", 23, AGAIN), ("c", 22, AGAIN)]


def test_a_clock_that_was_moved_back(history: History) -> None:
    """What happened earlier comes first, in whatever order it was recorded."""
    history.append(attempt("a1", at=NOON), wrong("a2", at=NOON - HOUR))
    assert [one.rating for one in reviews(history)] == [AGAIN]
    assert names(attempts_of(history, "pooling", "a")) == ["a2", "a1"]


def test_what_was_undone_does_not_count(history: History) -> None:
    history.append(wrong("a1", "no-floor"), attempt("a2", at=NOON + MINUTE))
    assert [one.id for one in [last_attempt(history)] if one] == ["a2"]
    history.append(Undone(id="u1", at=NOON + HOUR, attempt="a1"), Undone(id="u2", at=NOON + HOUR, attempt="nobody"))
    assert reviews(history) == (Review("pooling", "a", TODAY, NOON + MINUTE, GOOD),)
    assert habits(history) == ()
    assert names(attempts_of(history, "pooling", "a")) == ["a1", "a2"]
    history.append(Undone(id="u3", at=NOON + HOUR, attempt="a2"))
    assert last_attempt(history) is None


def test_what_was_forgotten_does_not_count(history: History) -> None:
    history.append(
        wrong("a1", "no-floor"),
        wrong("a2", "no-floor", question="b"),
        wrong("a3", "no-floor", topic="norms"),
        Forgotten(id="f1", at=NOON + MINUTE, topic="pooling", question="old"),
        Forgotten(id="f2", at=NOON + MINUTE, topic="norms"),
        attempt("a4", question="b", at=NOON + HOUR),
        attempt("a5", topic="norms", at=NOON + HOUR),
    )
    was = {("pooling", "a"): ("old",), ("pooling", "b"): ()}
    assert [(one.topic, one.question, one.rating) for one in reviews(history, was)] == [
        ("pooling", "b", AGAIN), ("norms", "a", GOOD)
    ]  # fmt: skip
    assert [(one.slugs, one.count) for one in habits(history, was)] == [(("no-floor",), 1)]
    history.append(Forgotten(id="f3", at=NOON + HOUR, topic="pooling", question="b"))
    assert habits(history, was) == ()
    history.append(Forgotten(id="f4", at=NOON + HOUR, topic="pooling"))
    assert habits(history, was) == ()
    assert len(reviews(history, was)) == 1


def test_what_was_forgotten_stays_so_under_another_name(history: History) -> None:
    history.append(wrong("a1", "no-floor", question="old"), attempt("a2", question="new"))
    history.append(Forgotten(id="f1", at=NOON + HOUR, topic="pooling", question="new"))
    assert reviews(history, {("pooling", "new"): ("old",)}) == ()
    assert reviews(history, {("pooling", "newer"): ("new", "old")}) == ()


def test_the_misconceptions_by_count(history: History) -> None:
    history.append(
        wrong("a1", "no-floor"),
        wrong("a2", "padding-once", "no-floor", at=NOON + HOUR),
        wrong("a3", "padding-once", "no-floor", question="old", at=NOON + 2 * HOUR),
        wrong("a4", "stride-one", at=NOON + 3 * HOUR),
        wrong("a5", topic="norms"),
    )
    was = {("pooling", "a"): ("old",)}
    assert habits(history, was) == (
        Habit(("padding-once", "no-floor"), 2, "pooling", "a", NOON + 2 * HOUR),
        Habit(("stride-one",), 1, "pooling", "a", NOON + 3 * HOUR),
        Habit(("no-floor",), 1, "pooling", "a", NOON),
    )
    assert habits(history, topic="norms") == ()
    newest = example_of(history, ("padding-once", "no-floor"))
    assert newest is not None
    assert newest.id == "a3"
    assert example_of(history, ("no-ceil",)) is None


def test_questions_that_are_put_away(history: History) -> None:
    history.append(
        Suspended(id="1", at=NOON, topic="pooling", question="old"),
        Suspended(id="2", at=NOON, topic="pooling", question="b"),
        Suspended(id="3", at=NOON + MINUTE, topic="pooling", question="b", suspended=False),
    )
    assert suspended(history) == {("pooling", "old")}
    assert suspended(history, {("pooling", "a"): ("old",)}) == {("pooling", "a")}


def test_flags(history: History) -> None:
    flag = Flagged(id="f", at=NOON, topic="pooling", question="a", note="two are right", digest="d", sitting="s1")
    history.append(flag)
    assert flags(history) == (flag,)


def test_names_that_are_no_text(history: History) -> None:
    """A file's name may have bytes that are none, and so may its topic's."""
    history.append(begun(bank="b\udcff"), attempt(topic="t\udcff", bank="b\udcff"))
    assert last_sitting(history, "b\udcff") is not None
    assert last_sitting(history, "b\\udcff") is None
    assert names(attempts_of(history, "t\udcff", "a")) == ["a1"]


def test_what_is_derived_is_brought_up_to_date(history: History) -> None:
    history.append(begun(), attempt("a1"))
    found, upto = events_after(history, derived(history, "cards").upto)
    assert (names(found), upto) == (["s1", "a1"], 2)
    keep(history, "cards", Derived(upto, json.dumps({"a": 1})))
    history.append(attempt("a2"))
    kept = derived(history, "cards")
    assert kept == Derived(2, '{"a": 1}')
    assert [names(one) if isinstance(one, tuple) else one for one in events_after(history, kept.upto)] == [["a2"], 3]
    assert events_after(history, 3) == ((), 3)
