"""What a test is worth as a whole: its reliability, how sure that is, and what it would be without a question."""

from math import sqrt
from typing import Final

import numpy as np

from ...frozen import dataclass
from ...stats.shares import Z
from ..intake.arrays import Numbers
from ..measures import Measured, Missing
from .attempts import Cells
from .students import Students

MOST_QUESTIONS: Final = 2_000
"""Covariances of so many questions with each other are computed: 32 MB."""

FEWEST: Final = 5
"""Of fewer students nothing is told: with four, alpha can be -3, with a standard error of 0. It is our own limit."""

_BLOCK: Final = 20_000
_NOTHING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Reliability:
    """What `facts.Whole` says of those who answered every question. `without` has one number for each question."""

    complete: int
    dichotomous: bool
    mean: Measured
    deviation: Measured
    alpha: Measured
    error: Measured
    measurement: Measured
    likely: tuple[float, float] | None
    without: tuple[Measured, ...]


def reliability(cells: Cells, found: Students) -> Reliability:
    """Return the reliability of a test, from those who answered every question of it.

    Coefficient alpha is k / (k - 1) (1 - sum of the questions' variances / variance of the sum), for k questions (L. J.
    Cronbach, Coefficient Alpha and the Internal Structure of Tests, Psychometrika 16, 1951). Where all scores are 0 and
    1 it is KR-20 (G. F. Kuder and M. W. Richardson, The Theory of the Estimation of Test Reliability, Psychometrika 2,
    1937). The standard error of measurement is deviation × sqrt(1 - alpha).
    """
    size = cells.questions
    whole = (found.asked == size) & (size > 0)
    mine = whole[cells.student]
    scores, question = cells.score[mine], cells.question[mine]
    complete = int(whole.sum())
    dichotomous = bool(np.isin(cells.score, (0.0, 1.0)).all())
    totals = found.total[whole]
    missing = _missing(cells, complete)
    if missing is not None and complete == 0:
        none = Measured(None, complete, missing)
        return Reliability(complete, dichotomous, none, none, none, none, none, None, (none,) * size)
    mean = Measured(float(totals.mean()), complete)
    if complete < 2:
        few = Measured(None, complete, Missing.FEW_STUDENTS)
        return Reliability(complete, dichotomous, mean, few, few, few, few, None, (few,) * size)
    variance = float(totals.var(ddof=1))
    deviation = Measured(sqrt(variance), complete)
    if missing is None and variance <= _NOTHING:
        missing = Missing.NO_VARIANCE
    if missing is None and complete < FEWEST:
        missing = Missing.FEW_STUDENTS
    if missing is not None:
        none = Measured(None, complete, missing)
        return Reliability(complete, dichotomous, mean, deviation, none, none, none, None, (none,) * size)
    off = scores - (np.bincount(question, scores, minlength=size) / complete)[question]
    own = np.bincount(question, off**2, minlength=size) / (complete - 1)
    off_total = (found.total - totals.mean())[cells.student[mine]]
    shared = np.bincount(question, off * off_total, minlength=size) / (complete - 1)
    alpha = _alpha(size, float(own.sum()), variance)
    error = _error(scores.reshape(complete, size))
    return Reliability(
        complete,
        dichotomous,
        mean,
        deviation,
        Measured(alpha, complete),
        error,
        Measured(sqrt(variance) * sqrt(max(0.0, 1 - alpha)), complete),
        None if error.value is None else (alpha - Z * error.value, min(1.0, alpha + Z * error.value)),
        tuple(_without(size, complete, own, shared, variance)),
    )


def _missing(cells: Cells, complete: int) -> Missing | None:
    if not cells.students:
        return Missing.NOBODY
    if cells.questions < 2:
        return Missing.FEW_QUESTIONS
    return Missing.FEW_STUDENTS if complete < 2 else None


def _alpha(size: int, own: float, variance: float) -> float:
    return size / (size - 1) * (1 - own / variance)


def _without(size: int, complete: int, own: Numbers, shared: Numbers, variance: float) -> list[Measured]:
    """Return alpha without each question, from its variance and its covariance with the sum of all."""
    if size < 3:
        return [Measured(None, complete, Missing.FEW_QUESTIONS)] * size
    found = []
    for mine, with_all in zip(own.tolist(), shared.tolist(), strict=True):
        left = variance + mine - 2 * with_all
        if left <= _NOTHING:
            found.append(Measured(None, complete, Missing.NO_VARIANCE))
        else:
            found.append(Measured(_alpha(size - 1, float(own.sum()) - mine, left), complete))
    return found


def _error(scores: Numbers) -> Measured:
    """Return the standard error of alpha from scores of shape (students, questions).

    A. Duhachek and D. Iacobucci, Alpha's Standard Error (ASE), Journal of Applied Psychology 89 (5), 2004, pages 792 to
    808: for large samples, with normal scores. With V the covariances, it is sqrt(Q / n) where Q = 2 k² / ((k - 1)²
    (1'V1)³) × ((1'V1) (tr V² + tr² V) - 2 tr V (1'V²1)).
    """
    complete, size = scores.shape
    if size > MOST_QUESTIONS:
        return Measured(None, complete, Missing.TOO_MANY)
    means = scores.mean(axis=0)
    spread = np.zeros((size, size))
    for start in range(0, complete, _BLOCK):  # a copy of all at once would take as much as all else
        off = scores[start : start + _BLOCK] - means
        spread += off.T @ off
    spread /= complete - 1
    whole, trace = float(spread.sum()), float(np.trace(spread))
    squared = float((spread**2).sum())  # tr V², as V is symmetric
    across = float((spread.sum(axis=0) ** 2).sum())  # 1'V²1
    first = whole * (squared + trace**2)
    inner = first - 2 * trace * across
    if inner <= _NOTHING * first:  # what rounding leaves of 0 would be far from it as a root
        return Measured(0.0, complete)
    q = 2 * size**2 / ((size - 1) ** 2 * whole**3) * inner
    return Measured(sqrt(q / complete), complete)
