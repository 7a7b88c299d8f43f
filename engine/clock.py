"""What time it is: the only place that asks the system, so that a week of practice can be lived through in a test."""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from time import monotonic
from typing import Final

MOVED: Final = "QUIZPROOF_NOW"
"""An environment variable with the time from which the clock goes on, such as 2026-11-22T09:00:00Z."""


class BadClock(Exception):
    """The clock was moved to what is no time. `str()` is one sentence."""


_STARTED: Final = monotonic()


def now(environment: Mapping[str, str] = os.environ) -> datetime:
    """Return the time, in UTC; where QUIZPROOF_NOW moves the clock, by that."""
    moved = environment.get(MOVED)
    if not moved:
        return datetime.now(UTC)
    from datetime import timedelta

    try:
        return datetime.fromisoformat(moved).astimezone(UTC) + timedelta(seconds=monotonic() - _STARTED)
    except ValueError:
        raise BadClock(f"{MOVED} is {moved!r:.60}: write a time such as 2026-11-22T09:00:00Z") from None


def zone(at: datetime) -> int:
    """Return how many minutes east of UTC the learner is at a time."""
    offset = at.astimezone().utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0


def day_of(at: datetime) -> date:
    """Return the learner's day at a time."""
    return at.astimezone().date()
