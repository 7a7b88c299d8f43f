"""Why to look at a question, in short and with its numbers. `remarking` has the limits and the words of each reason."""

from enum import Enum

from ..frozen import dataclass


class Reason(Enum):
    """Why to look at a question, the gravest first. The value is its name for other programs, for ever.

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

    @property
    def rank(self) -> tuple[bool, int]:
        """What sorts remarks: the gravest come first, and guesses after all that is none."""
        return self.few, list(Reason).index(self.reason)
