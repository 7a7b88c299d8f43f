"""Sums by SQLite against the same sums made in Python from the events, read one by one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from practised import weeks
from quizproof.engine.history.events import Attempt, Event, Forgotten, Undone
from quizproof.engine.history.queries import NOTHING_WAS, Was
from quizproof.engine.history.rows import microseconds
from quizproof.engine.history.sums import LONGEST, Spent, by_topic, first_tries, newest, showing, since, spent
from recording import NOON, attempt, begun, opened, shown, wrong

TODAY = date(2026, 11, 22)
EVIDENCE = {"right", "hinted", "wrong", "shown"}
WAS: Was = {("pooling", "six-by-six"): ("stride-left-out",), ("pooling", "any"): ("ten-to-three", "six-by-six")}
"""Two questions become one; `ten-to-three` gets another name; `six-by-six` is a question still."""

SCOPES = {"all": None, "a topic": "pooling", "nothing": "none-such"}


def lived() -> list[Event]:
    """Weeks of practice in which something is undone, and something forgotten."""
    events = list(weeks(TODAY))
    attempts = [event for event in events if isinstance(event, Attempt)]
    for place, one in enumerate(Random(1).sample(attempts, 20)):
        events.append(Undone(id=f"u{place}", at=NOON, attempt=one.id))
    middle = attempts[len(attempts) // 2]
    events.append(Forgotten(id="f1", at=middle.at, topic=middle.topic, question=middle.question))
    events.append(Forgotten(id="f2", at=attempts[40].at, topic="convolution"))
    return events


def counting(events: Sequence[Event], was: Was, topic: str | None) -> list[tuple[str, str, Attempt]]:
    """The attempts that count, the oldest first, each with its question of now."""
    undone = {event.attempt for event in events if isinstance(event, Undone)}
    forgotten = [event for event in events if isinstance(event, Forgotten)]
    now = {(its, old): name for (its, name), former in was.items() for old in former if (its, old) not in was}
    found = []
    for event in events:
        if isinstance(event, Attempt) and event.id not in undone and topic in (None, event.topic):
            name = now.get((event.topic, event.question), event.question)
            gone = [
                one
                for one in forgotten
                if one.topic == event.topic and one.question in (None, name) and event.at <= one.at
            ]
            if not gone:
                found.append((event.topic, name, event))
    return sorted(found, key=lambda one: one[2].at)


@pytest.mark.parametrize("was", [NOTHING_WAS, WAS], ids=["as they are", "renamed"])
@pytest.mark.parametrize("topic", SCOPES.values(), ids=SCOPES)
def test_the_sums_are_those_of_the_attempts(tmp_path: Path, topic: str | None, was: Was) -> None:
    events = lived()
    counted = counting(events, was, topic)
    firsts: dict[tuple[str, str, str], Attempt] = {}
    places: defaultdict[tuple[str, str, int], list[Attempt]] = defaultdict(list)
    for its_topic, _, one in counted:
        places[its_topic, one.sitting, one.place].append(one)
        if one.outcome in EVIDENCE:
            firsts.setdefault((its_topic, one.question, one.sitting), one)
    now = {one.id: name for _, name, one in counted}
    tries: defaultdict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for (its_topic, _, _), one in firsts.items():
        tries[its_topic, now[one.id]].append(one)
    days: defaultdict[tuple[date, str], list[int]] = defaultdict(list)
    for (its_topic, _, _), several in places.items():
        took = max(one.milliseconds for one in several)
        days[min(one.day for one in several), its_topic].append(min(took, LONGEST))

    with opened(tmp_path) as history:
        history.append(*events)
        found = first_tries(history, was, topic)
        assert {name: sorted(several) for name, several in found.items()} == {
            name: [(microseconds(one.at), one.outcome == "right") for one in several] for name, several in tries.items()
        }
        assert spent(history, was, topic) == tuple(
            [Spent(its_topic, day, len(took), sum(took)) for (day, its_topic), took in sorted(days.items())]
        )
        for slugs in {one.misconceptions for _, _, one in counted if one.misconceptions}:
            with_it = [(name, one) for _, name, one in counted if one.misconceptions == slugs]
            last = with_it[-1][1]
            assert newest(history, [slugs], was, topic) == last
            names = {(one.topic, name) for name, one in with_it}
            after = [one for key, several in tries.items() if key in names for one in several if one.at > last.at]
            right = sum(one.outcome == "right" for one in after)
            assert showing(history, was, topic)[slugs] == names
            assert since(found, names, last.at) == (len(after), right)


def test_the_generated_weeks_hold_what_the_sums_are_about() -> None:
    counted = counting(lived(), WAS, None)
    outcomes = {one.outcome for _, _, one in counted}
    assert outcomes == EVIDENCE | {"skipped"}
    assert any(one.milliseconds > LONGEST for _, _, one in counted)
    assert {name for topic, name, _ in counted if topic == "pooling"} >= {"any", "six-by-six"}
    assert any(len(one.misconceptions) > 1 for _, _, one in counted)


def test_what_is_asked_once_more_in_a_sitting_is_no_first_try(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), shown(), wrong("a1", at=NOON), attempt("a2", place=3, at=NOON + timedelta(minutes=1)))
        assert first_tries(history) == {("pooling", "a"): [(microseconds(NOON), False)]}


NUMBERS = {
    "words that look like a key": {"answers": ('"milliseconds":99,"place":7', '\\"milliseconds\\":99')},
    "a key in what torch said": {"computed": '{"milliseconds":99}', "feedback": '"place":5'},
    "a bank that looks like a key": {"bank": '"milliseconds":99'},
    "nothing but words": {"answers": ("milliseconds",)},
}


@pytest.mark.parametrize("more", NUMBERS.values(), ids=NUMBERS)
def test_a_learners_words_are_not_taken_for_a_number(tmp_path: Path, more: dict[str, object]) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), attempt("a1", milliseconds=1200, **more), attempt("a2", place=1, **more))
        assert spent(history) == (Spent("pooling", TODAY, 2, 1200),)


TIMES = {
    "the longest that counts": (300_000, 300_000),
    "longer": (300_001, 300_000),
    "a clock that was put back": (-5, 0),
    "none": (0, 0),
}


@pytest.mark.parametrize(("noted", "counted"), TIMES.values(), ids=TIMES)
def test_how_much_of_a_time_counts(tmp_path: Path, noted: int, counted: int) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), attempt("a1", milliseconds=noted))
        assert by_topic(spent(history)) == {"pooling": counted}


def test_the_time_of_a_question_is_that_of_its_last_attempt(tmp_path: Path) -> None:
    """It runs from when the question was shown; an attempt says how far."""
    with opened(tmp_path) as history:
        history.append(begun(), wrong("a1", milliseconds=4000, ending=None), attempt("a2", milliseconds=9000))
        assert spent(history) == (Spent("pooling", TODAY, 1, 9000),)


def test_a_day_is_the_learners(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(begun(), attempt("a1", at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC), zone=60))
        assert [one.day for one in spent(history)] == [date(2026, 11, 23)]


def test_an_empty_record_has_no_sums(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        assert (first_tries(history), spent(history), showing(history)) == ({}, (), {})
        assert newest(history, [("padding-once",)]) is None
        assert since({}, [("pooling", "a")], NOON) == (0, 0)
