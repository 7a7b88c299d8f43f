"""When a question is asked again: known intervals, FSRS itself beside ours, and laws."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import pytest
from fsrs import Card, Rating, ReviewLog, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from quizproof.engine.history.queries import AGAIN, GOOD, HARD, Review
from quizproof.engine.schedule import LONGEST, Standing, after, fading, recall, standing

DAY = date(2026, 11, 22)
RATINGS = {"A": AGAIN, "H": HARD, "G": GOOD}
HISTORIES = st.lists(st.tuples(st.sampled_from([AGAIN, HARD, GOOD]), st.integers(1, 500)), min_size=1, max_size=12)
"""Ratings, each with the days that pass until the next."""


def days_until(made: Standing) -> int:
    return (made.due - made.last).days


def reviewed(day: date, rating: int) -> Review:
    return Review("pooling", "a", day, datetime(day.year, day.month, day.day, 18, 5, tzinfo=UTC), rating)


def reviews_of(history: list[tuple[int, int]]) -> list[Review]:
    days = accumulate([gap for _, gap in history[:-1]], initial=0)
    return [reviewed(DAY + timedelta(days=gone), rating) for gone, (rating, _) in zip(days, history, strict=True)]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ("GGGGGG", [2, 11, 46, 163, 365, 365]),
        ("HGGG", [1, 5, 17, 50]),
        ("AGGG", [1, 2, 6, 17]),
        ("HHHHHH", [1, 3, 7, 12, 18, 25]),
        ("GGGAGG", [2, 11, 46, 3, 8, 19]),
        ("AAAG", [1, 1, 1, 1]),
    ],
)
def test_answered_when_it_is_due(ratings: str, expected: list[int]) -> None:
    made, day, found = None, DAY, []
    for letter in ratings:
        made = after(made, RATINGS[letter], day)
        day = made.due
        found.append(days_until(made))
    assert found == expected


@pytest.mark.parametrize(("late", "expected"), [(0, 11), (1, 14), (2, 16), (6, 23), (58, 45)])
def test_a_late_right_answer_is_worth_more(late: int, expected: int) -> None:
    first = after(None, GOOD, DAY)
    assert days_until(after(first, GOOD, first.due + timedelta(days=late))) == expected


def test_an_early_right_answer_is_worth_less() -> None:
    assert days_until(after(after(None, GOOD, DAY), GOOD, DAY + timedelta(days=1))) == 7


def test_what_is_counted() -> None:
    made = standing([reviewed(DAY + timedelta(days=gone), rating) for gone, rating in enumerate((1, 3, 1, 2, 1))])
    assert made is not None
    assert (made.first, made.last, made.reviews, made.lapses) == (DAY, DAY + timedelta(days=4), 5, 2)
    assert standing([]) is None


def test_the_second_answer_of_a_day_changes_nothing() -> None:
    made = after(after(None, GOOD, DAY), GOOD, DAY + timedelta(days=2))
    assert [after(made, AGAIN, DAY + timedelta(days=gone)) for gone in (2, 1, -400)] == [made] * 3


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_clock_that_says_anything(day: date) -> None:
    made = after(after(None, GOOD, day), GOOD, date.max)
    assert made.last < made.due <= date.max
    assert 0 <= recall(made, date.max) <= 1
    assert recall(made, date.min) == 1


@settings(deadline=None)
@given(HISTORIES)
def test_fsrs_itself_says_the_same(history: list[tuple[int, int]]) -> None:
    """It replays its own logs, at the hours of real answers, here the same on each day."""
    fsrs = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False)
    reviews = reviews_of(history)
    logs = [ReviewLog(7, Rating(one.rating), one.at, None) for one in reviews]
    card = fsrs.reschedule_card(Card(card_id=7, due=reviews[0].at), logs)
    made = standing(reviews)
    assert made is not None
    assert (made.stability, made.difficulty, made.due) == (card.stability, card.difficulty, card.due.date())
    asked = reviews[-1].at + timedelta(days=history[-1][1])
    assert recall(made, asked.date()) == fsrs.get_card_retrievability(card, asked)


@settings(deadline=None)
@given(HISTORIES, st.integers(0, 12))
def test_going_on_is_replaying_all(history: list[tuple[int, int]], cut: int) -> None:
    reviews = reviews_of(history)
    made = standing(reviews[:cut])
    for one in reviews[cut:]:
        made = after(made, one.rating, one.day)
    assert made == standing(reviews) == standing(reversed(reviews))


@settings(deadline=None)
@given(HISTORIES)
def test_worse_answers_never_come_back_later(history: list[tuple[int, int]]) -> None:
    made = standing(reviews_of(history))
    assert made is not None
    day = made.last + timedelta(days=history[-1][1])
    again, hard, good = [days_until(after(made, rating, day)) for rating in (AGAIN, HARD, GOOD)]
    assert 1 <= again <= hard <= good <= LONGEST
    assert days_until(made) >= 1


@settings(deadline=None)
@given(HISTORIES, HISTORIES, st.integers(-10, 800))
def test_what_fades_is_recalled_less(one: list[tuple[int, int]], other: list[tuple[int, int]], gone: int) -> None:
    day = DAY + timedelta(days=gone)
    made = [made for made in (standing(reviews_of(one)), standing(reviews_of(other))) if made]
    assert sorted(made, key=lambda each: (fading(each, day), each.stability)) == sorted(
        made, key=lambda each: (-recall(each, day), each.stability)
    )


def test_nobody_waits_for_fsrs_who_does_not_need_it() -> None:
    code = (
        "import sys, quizproof.engine.schedule as s, quizproof.engine.dealing, quizproof.engine.deck\n"
        "assert s.fingerprint()\nprint(sorted({'fsrs', 'torch', 'rich'} & {*sys.modules}))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
