"""When a question is asked again: FSRS, by the learner's days. The only module that imports fsrs, which takes 45 ms.

FSRS counts whole periods of 24 hours. It is told how many of the learner's days lie between two answers: 18:05 and
09:00 of the next day are a day apart, and what is due is due on a day, not at an hour.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from .frozen import dataclass
from .history.queries import AGAIN, Review

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION: Final = 0.9
"""A question is due when it would still be answered so often."""

LONGEST: Final = 365
"""So many days pass at most until a question is asked again."""

_LAST_DAY: Final = date.max - timedelta(days=2 * LONGEST)  # a clock may say anything, and a date ends there
_LONG_AGO: Final = datetime(1, 1, 1, 12, tzinfo=UTC)  # FSRS looks at nothing but how long ago a review was


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a question is known: all that the schedule goes on from.

    `stability` is the number of days after which it would be answered nine times in ten, `difficulty` is from 1 to 10.
    `reviews` counts days, the first of which was `first` and the last `last`; `lapses` those, after the first, on which
    it was not known.
    """

    stability: float
    difficulty: float
    due: date
    first: date
    last: date
    reviews: int
    lapses: int


def after(standing: Standing | None, rating: int, day: date) -> Standing:
    """Return how a question stands after the first answer of a day; `standing` is None for a new one.

    What is answered once more on the same day changes nothing, nor does what a clock that was moved back says.

    >>> known = after(after(None, 3, date(2026, 11, 22)), 3, date(2026, 11, 24))
    >>> (known.due - known.last).days, after(known, 1, date(2026, 11, 24)) == known
    (11, True)
    """
    if standing is not None and day <= standing.last:
        return standing
    day = min(day, _LAST_DAY)
    if standing is None:
        stability, difficulty, days = _reviewed(None, None, 0, rating)
        return Standing(stability, difficulty, day + timedelta(days=days), first=day, last=day, reviews=1, lapses=0)
    gap = (day - standing.last).days
    stability, difficulty, days = _reviewed(standing.stability, standing.difficulty, gap, rating)
    return Standing(
        stability,
        difficulty,
        due=day + timedelta(days=days),
        first=standing.first,
        last=day,
        reviews=standing.reviews + 1,
        lapses=standing.lapses + (rating == AGAIN),
    )


def standing(reviews: Iterable[Review]) -> Standing | None:
    """Return how a question stands after all its reviews, in whatever order; None where there are none."""
    return replayed([(review.day, review.rating) for review in reviews])


def replayed(days: Iterable[tuple[date, int]]) -> Standing | None:
    """Return how a question stands after the ratings of some days, in whatever order; None where there are none."""
    made = None
    for day, rating in sorted(days):
        made = after(made, rating, day)
    return made


def recall(standing: Standing, day: date) -> float:
    """Return how likely a question is answered on a day: an estimate, from 0 to 1."""
    card = _card(standing.stability, standing.difficulty)
    return _scheduler().get_card_retrievability(card, _LONG_AGO + max(timedelta(), day - standing.last))


def fading(standing: Standing, day: date) -> float:
    """Return a number that is the greater the less likely a question is answered on a day.

    It puts questions into the order that `recall` does, without loading fsrs before the first of them is shown.
    """
    return max(0, (day - standing.last).days) / standing.stability


def fingerprint() -> str | None:
    """Return what changes when the numbers of a schedule may: without loading fsrs. None where that is not known."""
    try:
        found = find_spec("fsrs")
        if found is None or found.origin is None:
            return None
        code = crc32(Path(found.origin).with_name("scheduler.py").read_bytes())
    except (OSError, ValueError):
        return None
    return f"{code:08x} {RETENTION} {LONGEST}"


@lru_cache(maxsize=2**16)  # the first answers to most questions are alike
def _reviewed(stability: float | None, difficulty: float | None, gap: int, rating: int) -> tuple[float, float, int]:
    """Return the stability and the difficulty after a review so many days after the last, and the days until due."""
    from fsrs import Rating

    day = _LONG_AGO + timedelta(days=gap)
    card, _ = _scheduler().review_card(_card(stability, difficulty), Rating(rating), day)
    if card.stability is None or card.difficulty is None:
        raise AssertionError("FSRS has reviewed a card and does not know how well it is known")
    return card.stability, card.difficulty, (card.due - day).days


@lru_cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),  # nobody waits ten minutes before a terminal: what was missed comes once more in the sitting
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,  # the same attempts always make the same schedule
    )


def _card(stability: float | None, difficulty: float | None) -> "Card":
    """Return a card that was last reviewed long ago; a new one where it was never."""
    from fsrs import Card, State

    if stability is None:
        return Card(card_id=1, due=_LONG_AGO)  # without an id it sleeps for a millisecond, to be the only one
    return Card(1, State.Review, None, stability, difficulty, _LONG_AGO, _LONG_AGO)
