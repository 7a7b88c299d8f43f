"""The facts of small records, whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.history.events import Event, Flagged
from quizproof.engine.stats.counting import nothing_yet, statistics
from quizproof.engine.stats.facts import Day, OfDifficulty, OfTopic, Slip, Statistics
from quizproof.engine.stats.shares import Share
from quizproof.engine.topic import Topic
from recording import DAY, NOON, attempt, begun, opened, wrong

TODAY = date(2026, 11, 22)
DAYS = tuple([Day(TODAY - timedelta(days=back)) for back in range(27, -1, -1)])
EMPTY = Statistics(TODAY, None, None, 0, (), (), (), DAYS, None, 0)
BANK = """\
title: {title}
questions:
  - {{id: {name}-a, kind: match, prompt: What?, answer: this, difficulty: 2}}
  - {{id: {name}-b, kind: match, prompt: What?, answer: this, difficulty: 4}}
  - {{id: {name}-c, kind: match, prompt: What?, answer: this}}
"""


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> tuple[Topic, ...]:
    folder = tmp_path_factory.mktemp("bank")
    for name, title in (("one", "First"), ("two", "Second")):
        (folder / f"{name}.yaml").write_text(BANK.format(name=name, title=title), encoding="utf-8")
    (folder / "plain.yaml").write_text(
        "title: Plain\nquestions:\n  - {id: p, kind: match, prompt: What?, answer: this}\n", encoding="utf-8"
    )
    return load(folder)


def counted(folder: Path, topics: Sequence[Topic], *events: Event, names: Sequence[str] | None = None) -> Statistics:
    with opened(folder) as history:
        history.append(begun(), *events)
        return statistics(history, topics, TODAY, names)


def of(name: str, question: str, identity: str, **more: object) -> Event:
    return attempt(identity, topic=name, question=f"{name}-{question}", milliseconds=1000, **more)


def on(day: date, questions: int, milliseconds: int) -> tuple[Day, ...]:
    return tuple([Day(day, questions, milliseconds) if one.day == day else one for one in DAYS])


def test_an_empty_record_says_nothing(tmp_path: Path, topics: tuple[Topic, ...]) -> None:
    assert counted(tmp_path, topics) == EMPTY == nothing_yet(TODAY, None)
    assert counted(tmp_path, topics, names=["one"]) == replace(EMPTY, asked_for=("one",)) == nothing_yet(TODAY, ["one"])
    assert EMPTY.empty


def test_one_answer(tmp_path: Path, topics: tuple[Topic, ...]) -> None:
    found = counted(tmp_path, topics, of("one", "a", "x"))
    share = Share(1, 1)
    assert found == replace(
        EMPTY,
        first=TODAY,
        practised=1,
        topics=(OfTopic("one", "First", 3, 1, share, 1000, TODAY),),
        difficulties=(OfDifficulty(2, 1, 1, share), OfDifficulty(4, 1, 0, Share()), OfDifficulty(None, 1, 0, Share())),
        days=on(TODAY, 1, 1000),
    )
    assert (found.firsts, found.milliseconds, found.recent, found.empty) == (share, 1000, (Day(TODAY, 1, 1000),), False)


def test_topics_come_as_in_the_banks_and_then_those_that_are_gone(tmp_path: Path, topics: tuple[Topic, ...]) -> None:
    events = [
        of("zoo", "a", "x1", at=NOON - 3 * DAY),
        of("attic", "a", "x2", place=1, at=NOON - 2 * DAY),
        of("two", "a", "x3", place=2, at=NOON - DAY),
        wrong("x4", topic="one", question="one-b", place=3),
        of("one", "gone", "x5", place=4),
    ]
    found = counted(tmp_path, topics, *events)
    assert found.topics == (
        OfTopic("one", "First", 3, 1, Share(1, 2), 1000, TODAY),
        OfTopic("two", "Second", 3, 1, Share(1, 1), 1000, TODAY - timedelta(days=1)),
        OfTopic("attic", None, None, 1, Share(1, 1), 1000, TODAY - timedelta(days=2)),
        OfTopic("zoo", None, None, 1, Share(1, 1), 1000, TODAY - timedelta(days=3)),
    )
    assert found.difficulties == (
        OfDifficulty(2, 2, 1, Share(1, 1)),
        OfDifficulty(4, 2, 1, Share(0, 1)),
        OfDifficulty(None, 2, 0, Share()),
    )
    assert (found.first, found.practised) == (TODAY - timedelta(days=3), 4)
    assert [day.questions for day in found.days[-4:]] == [1, 1, 1, 2]
    some = counted(tmp_path, topics, names=["two", "attic"])
    assert [topic.name for topic in some.topics] == ["two", "attic"]
    assert (some.asked_for, some.first, some.practised) == (("two", "attic"), TODAY - timedelta(days=2), 2)


def test_without_any_difficulty_none_is_told(tmp_path: Path, topics: tuple[Topic, ...]) -> None:
    assert counted(tmp_path, topics, attempt(topic="plain", question="p")).difficulties == ()


SEEN = {"today": 0, "four weeks ago less a day": 27, "four weeks ago": 28, "tomorrow, on a clock that was wrong": -1}


@pytest.mark.parametrize("back", SEEN.values(), ids=SEEN)
def test_the_last_28_days(tmp_path: Path, topics: tuple[Topic, ...], back: int) -> None:
    found = counted(tmp_path, topics, of("one", "a", "x", at=NOON - back * DAY))
    day = TODAY - timedelta(days=back)
    assert found.days == on(day, 1, 1000)
    assert bool(found.recent) is (0 <= back <= 27)
    assert (found.first, found.milliseconds) == (day, 1000)


def test_flags_are_counted(tmp_path: Path, topics: tuple[Topic, ...]) -> None:
    flags = [Flagged(id=f"f{name}", at=NOON, topic=name, question="x") for name in ("one", "two")]
    assert counted(tmp_path, topics, *flags).flags == 2
    assert counted(tmp_path, topics, names=["two"]).flags == 1


ONCE = Slip(("a",), (None,), 1, 0, TODAY, Share(), None, None)
AGAIN, PERHAPS = replace(ONCE, slugs=("b",), count=2), replace(ONCE, slugs=("c",), perhaps=1)
OVERCOME = replace(ONCE, slugs=("d",), count=9, since=Share(3, 4))

KEPT = {
    "none": ((), ()),
    "all of them once": ((ONCE, replace(ONCE, slugs=("e",))), (ONCE, replace(ONCE, slugs=("e",)))),
    "one of them again": ((ONCE, AGAIN, PERHAPS), (AGAIN, PERHAPS)),
    "one that is overcome": ((ONCE, OVERCOME), (ONCE,)),
    "nothing but that": ((OVERCOME,), ()),
}


@pytest.mark.parametrize(("slips", "kept"), KEPT.values(), ids=KEPT)
def test_which_misconceptions_are_kept(slips: tuple[Slip, ...], kept: tuple[Slip, ...]) -> None:
    assert replace(EMPTY, slips=slips).kept == kept
