"""Discrimination: how scores in a question, and giving an answer, go with the score in the rest of the test."""

from collections.abc import Callable, Iterable
from math import sqrt
from typing import Final, TypeAlias

import numpy as np

from ...frozen import dataclass
from ..intake.arrays import Numbers
from ..measures import Measured, Missing

FEWEST: Final = 3
"""So many students at least: two always agree or disagree perfectly."""

_NOTHING: Final = 1e-12
"""What rounding leaves of a variance that is none."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one question, for who has a score in the rest: how many, the mean of the rest and its squared deviations.

    `own` are those of the question itself, `both` the products. `missing`: why nothing can be correlated with the rest.
    """

    n: int
    mean: float
    rest: float
    own: float
    both: float
    missing: Missing | None


Block: TypeAlias = tuple[Numbers, Numbers, Numbers]
"""Of some rows or cells: their question, their score, and that in the rest, NaN of none."""


def sums(blocks: Callable[[], Iterable[Block]], students: int, size: int) -> list[Sums]:
    """Return the sums of each question. `blocks` are asked for twice: the means come first.

    Block after block, so that what is computed on the way needs no memory to speak of.
    """
    n, rests, owns = np.zeros(size, np.int64), np.zeros(size), np.zeros(size)
    for question, score, rest in map(_with_rest, blocks()):
        n += np.bincount(question, minlength=size)
        rests += np.bincount(question, rest, minlength=size)
        owns += np.bincount(question, score, minlength=size)
    means, own_means = rests / np.maximum(n, 1), owns / np.maximum(n, 1)
    of_rest, of_own, of_both = np.zeros(size), np.zeros(size), np.zeros(size)
    for question, score, rest in map(_with_rest, blocks()):
        off_rest, off_own = rest - means[question], score - own_means[question]
        of_rest += np.bincount(question, off_rest**2, minlength=size)
        of_own += np.bincount(question, off_own**2, minlength=size)
        of_both += np.bincount(question, off_rest * off_own, minlength=size)
    columns = zip(*[numbers.tolist() for numbers in (n, means, of_rest, of_own, of_both)], strict=True)
    return [
        Sums(count, mean, rest, own, both, _missing(students, size, count, rest))
        for count, mean, rest, own, both in columns
    ]


def _with_rest(block: Block) -> Block:
    question, score, rest = block
    has = ~np.isnan(rest)
    return question[has], score[has], rest[has]


def discrimination(of: Sums) -> Measured:
    """Return the corrected item-total correlation of a question.

    It is Pearson's correlation of the score in the question with the mean score in all other questions that the same
    student answered; for scores of 0 and 1 that is the point-biserial one. Where everybody answered everything it is
    the correlation with the sum of the others (S. Henrysson, Correction of Item-Total Correlations in Item Analysis,
    Psychometrika 28, 1963). The question itself is left out of the total, with which it would agree.
    """
    return _correlation(of, of.both, of.own)


def choosing(of: Sums, n: int, off: float) -> Measured:
    """Return the point-biserial correlation of giving an answer with the mean score in the rest.

    `n` of the students gave it, and `off` is by how much their scores in the rest differ from the mean, added up.
    """
    return _correlation(of, off, n * (1 - n / of.n) if of.n else 0.0)


def _missing(students: int, questions: int, n: int, rest: float) -> Missing | None:
    if not students:
        return Missing.NOBODY
    if questions < 2:
        return Missing.FEW_QUESTIONS
    if n < FEWEST:
        return Missing.FEW_STUDENTS
    return Missing.NO_VARIANCE if rest <= _NOTHING else None


def _correlation(of: Sums, both: float, own: float) -> Measured:
    missing = of.missing or (Missing.NO_VARIANCE if own <= _NOTHING else None)
    if missing is not None:
        return Measured(None, of.n, missing)
    return Measured(max(-1.0, min(1.0, both / sqrt(own * of.rest))), of.n)
