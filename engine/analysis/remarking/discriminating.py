"""Questions that do not tell who knows the subject."""

from collections.abc import Iterator
from math import sqrt
from typing import Final

from ...plural import count
from ...stats.shares import Z
from ..reasons import Reason, Remark
from ..wording import apart, decimal
from .about import FEW, About, Case

LOW: Final = 0.2
"""R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement, 5th edition, 1991, page 232: up to 0.19 is a
poor item, to be rejected or improved by revision. (Their index compares the best and the weakest; it is used for
correlations as well, which are lower where a question is very easy or very hard.)"""

CLEARLY: Final = -0.1
"""Nearer to 0 it is negative only where that is more than chance, with a confidence of 95 %: our own limit."""


def _negative(case: Case) -> Iterator[Remark]:
    value, n = case.item.discrimination.value, case.item.discrimination.n
    if value is not None and _below_zero(value, n):
        yield Remark(Reason.NEGATIVE, value, 0.0, n, n < FEW)


def _low(case: Case) -> Iterator[Remark]:
    value, n = case.item.discrimination.value, case.item.discrimination.n
    if value is not None and value < LOW and not _below_zero(value, n):
        yield Remark(Reason.LOW, value, LOW, n, n < FEW)


def _below_zero(value: float, students: int) -> bool:
    """Return whether a discrimination is below 0 by more than nothing: clearly, or by more than chance."""
    return value <= CLEARLY or (value < 0 and students > 3 and value * sqrt(students - 3) < -Z)


ABOUT: Final = {
    Reason.NEGATIVE: About(
        "negative",
        _negative,
        lambda _, remark: (
            f"Who does well in the other questions does badly here: discrimination {decimal(remark.value)}, of "
            f"{count(remark.n, 'student')}."
        ),
        "`quizproof check` proves the key. If it holds, read the prompt: what misleads who knows more?",
        "Is the key right? Without `evidence` nothing proves it. If it is: what misleads who knows more?",
    ),
    Reason.LOW: About(
        "tells little",
        _low,
        lambda _, remark: (
            f"It hardly tells who knows the subject: discrimination {apart(remark.value, remark.limit, 'less')}, of "
            f"{count(remark.n, 'student')}."
        ),
        "Read the prompt and the choices as a student would: what decides here that is not the subject?",
    ),
}
