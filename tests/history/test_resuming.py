"""How a sitting stands, from its events alone."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.history.events import Dropped, Event, Hinted, Listed
from quizproof.engine.history.resuming import Progress, Stand, missed, progress
from recording import NOON, attempt, begun, shown, wrong

A, B, C = begun().items


def hinted(number: int, place: int = 0) -> Hinted:
    return Hinted(
        id=f"h{number}", at=NOON, sitting="s1", place=place, topic="pooling", question="abca"[place], number=number
    )


def at(place: int, identity: str = "", **changes: Any) -> Event:
    return attempt(identity or f"a{place}", place=place, question="abcabc"[place], **changes)


GIVEN_UP: dict[str, Any] = {"verdict": None, "score": None, "answers": ()}
MISSED: dict[str, Any] = {"verdict": "wrong", "score": 0.0, "ending": "wrong"}


def test_a_sitting_that_was_just_begun() -> None:
    found = progress(begun(), [begun()])
    assert found == Progress(begun(), (Stand(0, A), Stand(1, B), Stand(2, C)))
    assert (found.place, found.done) == (0, ())


def test_one_that_was_left_in_the_middle_of_a_question() -> None:
    first, second = (
        shown(digest="of-a"),
        shown("q2", place=1, question="b", digest="of-b", variant="n=3", choices=("x", "y")),
    )
    retried = at(1, "a2", verdict="wrong", score=0.0, ending=None, hints=1)
    found = progress(begun(), [begun(), first, at(0), second, hinted(1, 1), retried, hinted(2, 1)])

    drawn = Listed(topic="pooling", question="b", digest="of-b", variant="n=3")
    assert found.stands == (
        Stand(0, Listed(topic="pooling", question="a", digest="of-a"), first, (at(0),)),  # type: ignore[arg-type]
        Stand(1, drawn, second, (retried,), 2),  # type: ignore[arg-type]
        Stand(2, C),
    )
    assert (found.place, found.done) == (1, found.stands[:1])


@pytest.mark.parametrize("ending", ["right", "wrong", "void"])
def test_one_that_is_over(ending: str) -> None:
    verdict = {"right": "correct"}.get(ending, ending)
    found = progress(begun(), [begun(), *[at(place, verdict=verdict, ending=ending) for place in range(3)]])
    assert (found.place, found.done) == (None, found.stands)


def test_a_question_that_is_asked_once_more_makes_the_sitting_longer() -> None:
    events = [begun(), *[at(place) for place in range(3)]]
    again = shown("q4", place=3, digest="of-a")
    longer = progress(begun(), [*events, again])
    assert (longer.place, len(longer.stands)) == (3, 4)
    assert progress(begun(), [*events, again, at(3)]).place is None


def test_one_that_was_begun_anew() -> None:
    assert progress(begun(), [begun(), Dropped(id="d", at=NOON, sitting="s1")]).dropped


def test_a_hint_that_was_seen_stays_seen() -> None:
    """Another terminal may show the first one again."""
    found = progress(begun(), [begun(), hinted(1), hinted(2), hinted(1)])
    assert found.stands[0].hints == 2


def test_what_two_terminals_answer_counts_once() -> None:
    events = [at(0, "a1"), at(0, "b1", **MISSED), at(1, "b2"), at(1, "a2")]
    found = progress(begun(), [begun(), *events])
    assert [one.attempts for one in found.stands] == [(events[0],), (events[2],), ()]


def test_a_question_that_is_shown_again_goes_on() -> None:
    retried = at(0, verdict="wrong", score=0.0, ending=None)
    again = shown("q2", at=NOON + timedelta(days=1))
    found = progress(begun(), [begun(), shown(), hinted(1), retried, again])
    assert found.stands[0] == Stand(0, Listed(topic="pooling", question="a"), again, (retried,), 1)  # type: ignore[arg-type]


@pytest.mark.parametrize("edited", [{"digest": "new"}, {"variant": "n=4"}])
def test_a_question_that_was_edited_begins_anew(edited: dict[str, str]) -> None:
    retried = at(0, verdict="wrong", score=0.0, ending=None)
    again = shown("q2", **edited)
    found = progress(begun(), [begun(), shown(), hinted(1), retried, again])
    assert found.stands[0] == Stand(0, Listed(topic="pooling", question="a", **edited), again)


def test_what_was_missed() -> None:
    endings = [at(0, **MISSED), at(1, ending="shown", **GIVEN_UP), at(2, ending="skipped", **GIVEN_UP)]
    assert missed(progress(begun(), [begun(), *endings])) == (A, B, C)
    fine = [at(0, hints=2), at(1, verdict="void", score=None, ending="void")]
    assert missed(progress(begun(), [begun(), *fine])) == ()


def test_two_terminals_that_ask_different_questions_once_more() -> None:
    """An answer to one is none to the other, though both are asked after the last."""
    mine, others = shown("q1", place=3, question="a"), shown("q2", place=3, question="b")
    found = progress(begun(), [mine, others, hinted(1, 3), at(3, "x")])
    assert found.stands[3] == Stand(3, Listed(topic="pooling", question="b"), others)
    found = progress(begun(), [mine, others, attempt("x", place=3, question="b")])
    assert [one.id for one in found.stands[3].attempts] == ["x"]


def test_what_was_missed_before_is_missed_until_it_is_answered() -> None:
    asked_again = begun(mode="missed")
    assert missed(progress(asked_again, [asked_again])) == (A, B, C)
    assert missed(progress(asked_again, [asked_again, at(0), at(1, **MISSED)])) == (B, C)


def test_what_was_missed_and_found_when_asked_once_more() -> None:
    again = shown("q4", place=3)
    assert missed(progress(begun(), [begun(), wrong("a1"), again, at(3, **MISSED)])) == (
        Listed(topic="pooling", question="a"),
    )
    assert missed(progress(begun(), [begun(), wrong("a1"), again, at(3)])) == ()


EVENTS = st.builds(
    lambda place, kind, number: [
        lambda: shown(f"q{number}", place=place, variant=f"n={number}"),
        lambda: hinted(number + 1, place % 3),
        lambda: at(place, f"a{number}"),
        lambda: at(place, f"w{number}", verdict="wrong", score=0.0, ending=None),
    ][kind](),
    st.integers(0, 5), st.integers(0, 3), st.integers(0, 3),
)  # fmt: skip


@given(st.lists(EVENTS, max_size=30))
def test_whatever_happened_a_place_that_is_over_stays_so(events: list[Event]) -> None:
    over: dict[int, Stand] = {}
    for end in range(len(events) + 1):
        found = progress(begun(), events[:end])
        now = {stand.place: stand for stand in found.stands if stand.ending is not None}
        assert over.items() <= now.items()
        assert found.place is None or found.place not in now
        over = now
