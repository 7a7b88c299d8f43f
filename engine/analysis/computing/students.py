"""What is said of each student: the score in the test and in the rest of it, and in which third that is."""

import numpy as np

from ...frozen import dataclass
from ..intake.arrays import Numbers
from .attempts import Cells


@dataclass(frozen=True, slots=True)
class Students:
    """Of each student: how many questions count, their mean score (NaN of none), and the third (-1 of none)."""

    asked: Numbers
    total: Numbers
    mean: Numbers
    third: Numbers


def students(cells: Cells) -> Students:
    """Return what is said of each student.

    Thirds are cut by the percentile rank of the mean score in all questions that count for a student, in which those
    with the same score share the middle of their places (L. Crocker and J. Algina, Introduction to Classical and Modern
    Test Theory, 1986, chapter 19): up to a third is the weakest, from two thirds on the best. So who has the same score
    is in the same third, thirds need not be of one size, and where all have the same score, all are in the middle.
    """
    asked = np.bincount(cells.student, minlength=cells.students)
    total = np.bincount(cells.student, cells.score, minlength=cells.students)
    there = asked > 0
    mean = np.where(there, total / np.maximum(asked, 1), np.nan)
    return Students(asked, total, mean, _thirds(mean, there))


def _thirds(mean: Numbers, there: Numbers) -> Numbers:
    third = np.full(len(mean), -1)
    if not there.any():
        return third
    _, place, times = np.unique(np.round(mean[there], 9), return_inverse=True, return_counts=True)
    rank = ((np.cumsum(times) - times / 2) / times.sum())[place]
    third[there] = 1 + (rank > 2 / 3 + 1e-9) - (rank < 1 / 3 - 1e-9).astype(int)
    return third


def rest(cells: Cells, found: Students, places: Numbers) -> Numbers:
    """Return, for the cells at some places, the mean score of the student in all other questions; NaN where there is
    none, and for the place -1.

    Who answered everything has the sum of the others, divided by how many they are: for correlations that is the same.
    """
    if not len(cells.student):
        return np.full(len(places), np.nan)
    who = cells.student[places]
    others = found.asked[who] - 1
    left = found.total[who] - cells.score[places]
    return np.where((others > 0) & (places >= 0), left / np.maximum(others, 1), np.nan)
