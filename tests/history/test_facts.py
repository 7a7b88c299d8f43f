"""Events as lines: what is written is read again, and nothing else is an event."""

import json
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.history.events import ENDINGS, EVENTS, VERDICTS, Attempt, Event, Listed, new_id
from quizproof.engine.history.facts import Unfit, as_facts, as_line, read_line
from quizproof.engine.history.rows import event_of, moment, row_of
from quizproof.engine.sitting import Ending
from quizproof.engine.verdict import Verdict
from recording import NOON, attempt

TEXTS = st.text(max_size=20) | st.just("\udcff ﬀ\n\x00'")  # a path may have bytes that are no text
IDS = st.text("abcXYZ019_-", min_size=1, max_size=64)
TIMES = st.integers(-(10**16), 10**17).map(moment)
LISTED = st.builds(Listed, topic=TEXTS, question=TEXTS, digest=TEXTS, variant=st.none() | TEXTS)

OF_TYPE = {
    str: TEXTS,
    int: st.integers(),
    bool: st.booleans(),
    datetime: TIMES,
    str | None: st.none() | TEXTS,
    int | None: st.none() | st.integers(),
    float | None: st.none() | st.floats(0, 1),
    tuple[str, ...]: st.lists(TEXTS, max_size=4).map(tuple),
    tuple[Listed, ...]: st.lists(LISTED, max_size=4).map(tuple),
}
OF_NAME = {
    "id": IDS,
    "attempt": IDS,
    "place": st.integers(0, 99_999),
    "zone": st.integers(-1440, 1440),
    "mode": st.sampled_from(["take", "missed", "practice", "learn"]),
    "misconceptions": st.lists(st.text("abc-", min_size=1), max_size=3).map(tuple),
}


def strategy(kind: type[Event]) -> st.SearchStrategy[Event]:
    made = {one.name: OF_NAME.get(one.name, OF_TYPE[one.type]) for one in fields(kind)}
    if "sitting" in made:
        made["sitting"] = IDS | st.none() if fields(kind)[-1].name == "sitting" and kind.__name__ == "Flagged" else IDS
    if kind is Attempt:
        made |= {"verdict": st.sampled_from(VERDICTS), "ending": st.none() | st.sampled_from(ENDINGS)}
    return st.builds(kind, **made)


EVERY_EVENT = st.sampled_from(list(EVENTS.values())).flatmap(strategy)


@given(EVERY_EVENT)
def test_what_is_written_is_read_again(event: Event) -> None:
    line = as_line(as_facts(event))

    assert line.isascii()
    assert "\n" not in line
    assert read_line(line) == event


@given(EVERY_EVENT)
def test_a_row_gives_back_its_event(event: Event) -> None:
    row = row_of(event)

    assert event_of(row[0], row[1], *row[-2:]) == event  # type: ignore[arg-type]


@given(
    st.text()
    | st.recursive(
        st.none() | st.integers() | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)
    ).map(json.dumps)
)
def test_any_other_line_is_refused(line: str) -> None:
    with pytest.raises(Unfit):
        read_line(line)


GOOD = as_facts(attempt())
REFUSED = {
    "nothing": ("", "the line is no JSON: expecting value"),
    "words": ("hello", "the line is no JSON: expecting value"),
    "half a line": ('{"event": "dro', "the line is no JSON: unterminated string starting at"),
    "a list": ("[]", "an event is a JSON object in braces"),
    "a number": ("7", "an event is a JSON object in braces"),
    "no event": ("{}", "the event null is unknown; there are " + ", ".join(EVENTS)),
    "an unknown event": ('{"event": "won"}', "the event 'won' is unknown; there are " + ", ".join(EVENTS)),
    "an event that is a list": ('{"event": []}', "the event [] is unknown; there are " + ", ".join(EVENTS)),
    "a key twice": ('{"event": "dropped", "event": "dropped"}', "a key is there twice"),
    "no number": ('{"event": NaN}', "NaN is no number"),
    "nested deeply": ("[" * 100_000, "the line is no event: it is nested too deeply"),
    "long": (" " * 1_000_001, "the line has 1,000,001 characters; an event has at most 1,000,000"),
    "a huge number": (
        f'{{"event": {"9" * 5000}}}',
        "the line is no JSON: exceeds the limit (4300 digits) for integer string conversion",
    ),
    "a newer key": ({"mood": "good"}, "key 'mood' is unknown; an older Quizproof can't read what a newer one wrote"),
    "a key less": ({"bank": None}, "key 'bank' is missing"),
    "a number as text": ({"topic": 7}, "topic is 7; it should be a text"),
    "a text as number": ({"place": "1"}, "place is '1'; it should be a whole number"),
    "a truth as number": ({"hints": True}, "hints is true; it should be a whole number"),
    "a number as truth": ({"lettered": 1}, "lettered is 1; it should be true or false"),
    "half a place": ({"place": 0.5}, "place is 0.5; it should be a whole number"),
    "a place that is none": ({"place": -1}, "a place in a sitting is from 0 to 99999, not -1"),
    "one answer, unlisted": ({"answers": "1, 2"}, "answers is '1, 2'; it should be a list of texts"),
    "numbers as answers": ({"answers": [1]}, "answers is [1]; it should be a list of texts"),
    "an unknown verdict": ({"verdict": "good"}, "the verdict is 'good'; it can be correct, wrong, void"),
    "unreadable": ({"verdict": "unreadable"}, "the verdict is 'unreadable'; it can be correct, wrong, void"),
    "an unknown ending": ({"ending": "lost"}, "the ending is 'lost'; it can be right, wrong, shown, skipped, void"),
    "a score over 1": ({"score": 1.5}, "a score is from 0 to 1, not 1.5"),
    "a score without end": ('{"event":"attempt","score":1e999}', "key 'id' is missing"),
    "no time": ({"at": "noon"}, "at is 'noon'; it should be a time such as 2026-11-22T09:30:00Z"),
    "a time of another zone": (
        {"at": "2026-11-22T12:00:00+01:00"},
        "at is '2026-11-22T12:00:00+01:00'; it should be a time such as 2026-11-22T09:30:00Z",
    ),
    "a time of two zones": (
        {"at": "2026-11-22T12:00:00+01:00Z"},
        "at is '2026-11-22T12:00:00+01:00Z'; it should be a time such as 2026-11-22T09:30:00Z",
    ),
    "no id": ({"id": ""}, "an id is up to 64 letters and digits, not ''"),
    "an id with a quote": ({"sitting": "x' OR 1"}, 'an id is up to 64 letters and digits, not "x\' OR 1"'),
    "two words as one": ({"misconceptions": ["a b"]}, "a misconception is one word, not ('a b',)"),
    "far away": ({"zone": 1441}, "a time zone is within a day of UTC, not 1441 minutes"),
}


@pytest.mark.parametrize(("line", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_event_is_refused(line: str | dict[str, object], sentence: str) -> None:
    if isinstance(line, dict):
        line = json.dumps({name: value for name, value in (GOOD | line).items() if value is not None})
    with pytest.raises(Unfit) as refused:
        read_line(line)
    assert str(refused.value) == sentence


def test_the_words_are_those_of_verdicts_and_endings() -> None:
    assert set(VERDICTS) == {one.value for one in Verdict} - {"unreadable"}
    assert set(ENDINGS) == {one.value for one in Ending}


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))], ids=["none", "another"])
def test_a_time_is_in_utc(zone: timezone | None) -> None:
    with pytest.raises(ValueError, match="the time of an event is in UTC, not "):
        attempt(at=NOON.replace(tzinfo=zone))


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "right"),
        ({"hints": 1}, "hinted"),
        ({"verdict": "wrong", "score": 0.0, "ending": None}, "wrong"),
        ({"verdict": "wrong", "score": 0.5, "ending": "wrong", "hints": 2}, "wrong"),
        ({"verdict": "void", "score": None, "ending": "void"}, "void"),
        ({"verdict": None, "score": None, "ending": "shown"}, "shown"),
        ({"verdict": None, "score": None, "ending": "skipped"}, "skipped"),
    ],
)
def test_what_an_attempt_says_of_what_is_known(changes: dict[str, Any], outcome: str) -> None:
    assert attempt(**changes).outcome == outcome


def test_an_answer_after_midnight_is_of_the_learners_day() -> None:
    late = NOON.replace(hour=23, minute=30)
    assert [attempt(at=late, zone=zone).day.day for zone in (-60, 0, 60)] == [22, 22, 23]


def test_ids_differ() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {24}
