"""Numbers that are measured: how many answers they are made of, how sure they are, or why they are not there."""

from enum import Enum

from ..frozen import dataclass
from ..stats.shares import Share, wilson


class Missing(Enum):
    """Why a number is not there. The value is its name for other programs, for ever."""

    NOBODY = "nobody"
    """No row says whose answer it is."""
    FEW_QUESTIONS = "few-questions"
    """There are fewer than two questions."""
    FEW_STUDENTS = "few-students"
    """Fewer students than it takes have answered (`Measured.n` says how many have)."""
    NO_VARIANCE = "no-variance"
    """All have the same score, in this question or in the rest: there is nothing to compare."""
    TOO_MANY = "too-many"
    """Students times questions are more than fit in memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number made of `n` students' answers; `value` is None where it can't be made, and `missing` says why."""

    value: float | None
    n: int = 0
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of `n` answers, each from 0 to 1, added up to `total`."""

    total: float = 0.0
    n: int = 0

    @property
    def mean(self) -> float | None:
        """The mean, from 0 to 1; None of none."""
        return self.total / self.n if self.n else None

    @property
    def likely(self) -> tuple[float, float] | None:
        """Between which values the true mean is, with a confidence of 95 %; None where there are too few answers.

        Of right and wrong it is Wilson's interval. With scores between, that is wider than it need be: no scores from
        0 to 1 spread more than 0 and 1 with the same mean do.
        """
        return None if Share(0, self.n).few else wilson(self.total, self.n)


@dataclass(frozen=True, slots=True)
class Spread:
    """How `n` times in seconds spread: the median, and the quartiles beside it."""

    n: int
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Times:
    """How long answers took in seconds: all, those with full score and all others. None where none has a time."""

    every: Spread
    right: Spread | None
    wrong: Spread | None
