"""The misconceptions a learner keeps making: what explains them, what is said of each, which come first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.former import former_ids
from quizproof.engine.history.events import Event, Forgotten, Undone
from quizproof.engine.history.queries import Habit
from quizproof.engine.history.sums import Name, first_tries
from quizproof.engine.stats.facts import Example, Slip
from quizproof.engine.stats.shares import Share
from quizproof.engine.stats.telling import Seen, explained, slips, weight
from quizproof.engine.topic import Topic
from recording import DAY, NOON, attempt, begun, opened, wrong

TODAY = date(2026, 11, 22)
BANK = """\
title: Small pools
questions:
  - id: halved
    was: half
    kind: shape
    prompt: Which shape comes out?
    layer: nn.MaxPool2d(2)
    input: [1, 1, $n, $n]
    params: {n: 8..9}
    distractors: misconceptions
  - id: fixed
    kind: shape
    prompt: Which shape comes out?
    layer: nn.MaxPool2d(2)
    input: [1, 1, 6, 6]
    answer: (1, 1, 3, 3)
"""
OWN = """\
misconceptions:
  - name: our-own-idea
    slip: adding two for luck
    size: L + 2
"""


@pytest.fixture(scope="module")
def topic(tmp_path_factory: pytest.TempPathFactory) -> Topic:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "pooling.yaml").write_text(BANK, encoding="utf-8")
    (folder / "misconceptions.yaml").write_text(OWN, encoding="utf-8")
    [found] = load(folder)
    return found


def habit(slugs: str, count: int, hours: int = 0) -> Habit:
    return Habit(tuple(slugs.split()), count, "pooling", "a", NOON + timedelta(hours=hours))


def seen(slugs: str, count: int, hours: int = 0, others: Sequence[str] = (), perhaps: int = 0) -> Seen:
    names = tuple(slugs.split())
    return Seen(
        names,
        count,
        NOON + timedelta(hours=hours),
        (names,),
        tuple([tuple(one.split()) for one in others]),
        perhaps,
    )


EXPLAINED = {
    "nothing": ([], []),
    "one": ([habit("a", 2)], [seen("a", 2)]),
    "two that have nothing in common": ([habit("a", 2), habit("b", 1)], [seen("a", 2), seen("b", 1)]),
    "either one or the other": ([habit("a b", 2)], [seen("a b", 2)]),
    "one of them was seen alone": ([habit("a b", 2, 5), habit("a", 3)], [seen("a", 3, 5, ["a b"], 2)]),
    "both were: the more frequent one": (
        [habit("b", 1), habit("a b", 2), habit("a", 3)],
        [seen("b", 1), seen("a", 3, 0, ["a b"], 2)],
    ),
    "a pair explains three": ([habit("a b c", 1, 9), habit("b c", 4)], [seen("b c", 4, 9, ["a b c"], 1)]),
    "what overlaps does not explain": ([habit("a b", 1), habit("b c", 2)], [seen("a b", 1), seen("b c", 2)]),
    "all that it explains": (
        [habit("a", 1), habit("a b", 2, 1), habit("c a", 3, 2)],
        [seen("a", 1, 2, ["a b", "c a"], 5)],
    ),
    "the same in another order": (
        [habit("a b", 1, 1), habit("b a", 2)],
        [Seen(("b", "a"), 3, NOON + timedelta(hours=1), (("a", "b"), ("b", "a")))],
    ),
    "the same in two topics": ([habit("a", 1, 1), habit("a", 2)], [seen("a", 3, 1)]),
}


@pytest.mark.parametrize(("habits", "expected"), EXPLAINED.values(), ids=EXPLAINED)
def test_what_explains_the_habits(habits: list[Habit], expected: list[Seen]) -> None:
    found = explained(habits)
    assert sorted(found, key=lambda one: one.slugs) == sorted(expected, key=lambda one: one.slugs)
    assert sum(one.count + one.perhaps for one in found) == sum(one.count for one in habits)


def told(folder: Path, topic: Topic | None, *events: Event, names: Sequence[str] | None = None) -> tuple[Slip, ...]:
    topics = {topic.name: topic} if topic else {}
    with opened(folder) as history:
        history.append(begun(), *events)
        was = former_ids(topics.values())
        tries: dict[Name, Sequence[tuple[int, bool]]] = {}
        for name in names or [None]:
            tries |= first_tries(history, was, name)
        return slips(history, was, topics, names, tries, TODAY)


PADDING = Slip(
    slugs=("padding-once",),
    said=("adding the padding on one side only",),
    count=1,
    perhaps=0,
    last=TODAY,
    since=Share(),
    example=Example("pooling", "a", None, ("1, 64, 28, 28",), (), TODAY),
    practise="padding-once",
)


def test_nothing_is_said_of_a_record_without_misconceptions(tmp_path: Path) -> None:
    assert told(tmp_path, None, attempt(), wrong("a2")) == ()


def test_a_misconception_that_no_bank_knows_the_question_of(tmp_path: Path) -> None:
    assert told(tmp_path, None, wrong("a1", "padding-once")) == (PADDING,)


def test_what_is_right_is_known_of_a_question_that_is_here(tmp_path: Path, topic: Topic) -> None:
    [slip] = told(tmp_path, topic, wrong("a1", "padding-once", question="fixed"))
    assert slip.example == Example("pooling", "fixed", None, ("1, 64, 28, 28",), ("(1, 1, 3, 3)",), TODAY)


VARIANTS = {
    "a variant": ("halved", "n=9", ("(1, 1, 4, 4)",)),
    "under a former id": ("half", "n=9", ("(1, 1, 4, 4)",)),
    "one that is no more": ("halved", "n=30", ()),
    "nonsense": ("halved", "x", ()),
    "none of a question that has some": ("halved", None, ()),
    "one of a question that has none": ("fixed", "n=9", ()),
}


@pytest.mark.parametrize(("question", "variant", "right"), VARIANTS.values(), ids=VARIANTS)
def test_what_is_right_of_a_variant(
    tmp_path: Path, topic: Topic, question: str, variant: str | None, right: tuple[str, ...]
) -> None:
    [slip] = told(tmp_path, topic, wrong("a1", "padding-once", question=question, variant=variant))
    name = "halved" if question == "half" else question
    assert slip.example == Example("pooling", name, variant, ("1, 64, 28, 28",), right, TODAY)


def test_the_example_is_the_newest_that_shows_just_that(tmp_path: Path) -> None:
    [slip] = told(
        tmp_path,
        None,
        wrong("a1", "padding-once", at=NOON - 2 * DAY, answers=("old",)),
        wrong("a2", "padding-once", at=NOON - DAY, answers=("new",)),
        wrong("a3", "no-plus-one", "padding-once", answers=("either",)),
    )
    assert slip == replace(
        PADDING, count=2, perhaps=1, example=Example("pooling", "a", None, ("new",), (), TODAY - DAY)
    )


def test_names_that_nobody_knows(tmp_path: Path) -> None:
    [slip] = told(tmp_path, None, wrong("a1", "not-known-any-more"))
    assert slip == replace(PADDING, slugs=("not-known-any-more",), said=(None,), practise=None)


def test_of_two_the_known_one_is_practised(tmp_path: Path) -> None:
    [slip] = told(tmp_path, None, wrong("a1", "not-known-any-more", "padding-once"))
    assert (slip.said, slip.practise) == ((None, PADDING.said[0]), "padding-once")


def test_a_misconception_of_the_bank(tmp_path: Path, topic: Topic) -> None:
    [slip] = told(tmp_path, topic, wrong("a1", "our-own-idea"))
    assert (slip.said, slip.practise) == (("adding two for luck",), "our-own-idea")


def later(identity: str, days: int, **more: object) -> tuple[Event, ...]:
    """A sitting on a later day with an attempt at the same question."""
    sitting = f"s{identity}"
    return begun(sitting, at=NOON + days * DAY), attempt(identity, sitting=sitting, at=NOON + days * DAY, **more)


SINCE = {
    "not asked": ((), Share(), False),
    "right in the same sitting": ((attempt("b", place=4, at=NOON + timedelta(minutes=5)),), Share(), False),
    "right twice": ((*later("b", 1), *later("c", 2)), Share(2, 2), False),
    "right three times": ((*later("b", 1), *later("c", 2), *later("d", 3)), Share(3, 3), True),
    "with a hint": ((*later("b", 1, hints=1),), Share(0, 1), False),
    "another question": ((*later("b", 1, question="other"),), Share(), False),
    "wrong for another reason": (
        (*later("b", 1), *later("c", 2), *later("d", 3), *later("e", 4, verdict="wrong", score=0.0, ending="wrong")),
        Share(3, 4),
        True,
    ),
    "before it": ((*later("b", -1),), Share(), False),
    "undone": ((*later("b", 1), Undone(id="u", at=NOON + DAY, attempt="b")), Share(), False),
}


@pytest.mark.parametrize(("events", "since", "overcome"), SINCE.values(), ids=SINCE)
def test_how_the_same_questions_went_since_then(
    tmp_path: Path, events: tuple[Event, ...], since: Share, overcome: bool
) -> None:
    [slip] = told(tmp_path, None, wrong("a1", "padding-once"), *events)
    assert slip == replace(PADDING, since=since)
    assert slip.overcome is overcome


GONE: dict[str, Event] = {
    "undone": Undone(id="u", at=NOON, attempt="a1"),
    "forgotten": Forgotten(id="f", at=NOON, topic="pooling"),
    "its question forgotten": Forgotten(id="f", at=NOON, topic="pooling", question="a"),
}


@pytest.mark.parametrize("event", GONE.values(), ids=GONE)
def test_what_does_not_count_is_left_out(tmp_path: Path, event: Event) -> None:
    assert told(tmp_path, None, wrong("a1", "padding-once"), event) == ()


def test_of_some_topics_only(tmp_path: Path) -> None:
    events = [
        wrong("a1", "padding-once"),
        wrong("a2", "padding-once", topic="convolution", at=NOON - DAY),
        wrong("a3", "padding-once", topic="other", at=NOON + DAY),
        wrong("a4", "no-plus-one", topic="other"),
    ]
    assert told(tmp_path, None, *events, names=["pooling", "convolution"]) == (replace(PADDING, count=2),)
    assert told(tmp_path / "again", None, *events, names=["none"]) == ()


ORDER = {
    "the more frequent one": ({"count": 3}, {"count": 2}),
    "the more recent one": ({"count": 2}, {"count": 2, "last": TODAY - timedelta(days=20)}),
    "a recent one before what was frequent long ago": ({"count": 2}, {"count": 9, "last": TODAY - timedelta(days=35)}),
    "what is sure before what may be": ({"count": 3}, {"count": 1, "perhaps": 3}),
    "what is not overcome, however rare": ({"last": TODAY - timedelta(days=90)}, {"count": 9, "since": Share(3, 3)}),
}


@pytest.mark.parametrize(("first", "second"), ORDER.values(), ids=ORDER)
def test_the_most_telling_comes_first(first: dict[str, object], second: dict[str, object]) -> None:
    one, other = replace(PADDING, **first), replace(PADDING, **second)  # type: ignore[arg-type]
    assert (one.overcome, -weight(one, TODAY)) < (other.overcome, -weight(other, TODAY))


def test_a_day_that_has_not_come_yet_weighs_as_today() -> None:
    assert weight(replace(PADDING, last=TODAY + timedelta(days=9)), TODAY) == 1


def test_they_come_in_that_order(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        None,
        wrong("a1", "padding-ignored", question="b", at=NOON - 30 * DAY),
        wrong("a2", "no-plus-one", question="c"),
        wrong("a3", "padding-once", question="d"),
        wrong("a4", "padding-once", question="d", place=1),
    )
    assert [slip.slugs[0] for slip in found] == ["padding-once", "no-plus-one", "padding-ignored"]
