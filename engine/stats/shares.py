"""So many right of so many: what that says, and how little where there are few."""

from math import sqrt
from typing import Final

from ..frozen import dataclass

FEW: Final = 5
"""Of fewer answers nothing can be said: after 3 of 4, anything from 30 to 95 in a hundred is likely."""

Z: Final = 1.959964
"""95 of 100 numbers drawn from a normal distribution are within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many `right` of so many `asked`."""

    right: int = 0
    asked: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.asked + other.asked)

    @property
    def few(self) -> bool:
        """Whether there are too few to say anything."""
        return self.asked < FEW

    @property
    def part(self) -> float | None:
        """The part that was right, from 0 to 1; None of none."""
        return self.right / self.asked if self.asked else None

    @property
    def likely(self) -> tuple[float, float] | None:
        """Between which parts the learner's true one is, with a confidence of 95 %; None where there are too few."""
        return None if self.few else wilson(self.right, self.asked)


def wilson(right: float, asked: int) -> tuple[float, float]:
    """Return between which parts the true one is, with a confidence of 95 %, after so many right of so many.

    This is the score interval (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference,
    JASA 22, 1927): the simple one, part ± 2 standard errors, is [1, 1] after 5 of 5.

    >>> [round(end, 4) for end in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    part, square = right / asked, Z**2
    middle = part + square / (2 * asked)
    half = Z * sqrt(part * (1 - part) / asked + square / (4 * asked**2))
    over = 1 + square / asked
    return max(0.0, (middle - half) / over), min(1.0, (middle + half) / over)
