"""Why a number is not there, and why to look at a question."""

from enum import Enum

from ..frozen import dataclass


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


class Reason(Enum):
    """Why to look at a question. The value is its name for other programs, for ever. `computing.limits` has the limits.

    What `Remark.value` and `Remark.limit` are is said of each; `Remark.n` is out of how many.
    """

    NEGATIVE = "negative-discrimination"
    """Who does well in the rest does badly here: `value` is the discrimination, below `limit`, 0."""
    LOW = "low-discrimination"
    """The discrimination, `value`, is below `limit`."""
    EASY = "too-easy"
    """The mean score, `value`, is above `limit`."""
    HARD = "too-hard"
    """The mean score, `value`, is below `limit`."""
    BEST_TAKE = "best-take-distractor"
    """Of the best third, the part `value` took the distractor `answer`, and the part `limit` of `than`.

    `than` is `key` (of the best third, fewer took the key) or `weakest` (of the weakest third, fewer took it).
    """
    IDLE = "idle-choice"
    """The part `value` took the distractor `answer`, less than `limit`."""
    UNREADABLE = "often-unreadable"
    """The part `value` of the answers could not be read, more than `limit`; `n` counts those as well."""
    VOIDED = "voided"
    """So many answers, `value`, could not be judged: torch contradicts the key, or failed. `limit` is 0."""
    SLOW = "slow"
    """The median time, `value` seconds, is above `limit` seconds."""
    UNLIKE_AUTHOR = "unlike-author"
    """The mean score, `value`, is far from `limit`, which the author's difficulty stands for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Why to look at a question, and with which numbers. `Reason` says what they are.

    `few`: fewer students than it takes to say so with confidence; then it is a guess, and no more.
    """

    reason: Reason
    value: float
    limit: float
    n: int
    few: bool = False
    answer: str | None = None
    than: str | None = None
