"""Which attempt of a student at a question counts, and what is made of questions that were left out."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ...frozen import dataclass
from ...literals import Unreadable
from ..intake.arrays import Gathered, Numbers

ATTEMPTS: Final = ("first", "last", "best", "all")
"""What can count. `best` is the first with the highest score."""

MOST_CELLS: Final = 200_000_000
"""Students times questions at most, where what they left out counts as wrong: each takes some 50 bytes."""

_BLOCK: Final = 1_000_000


class TooMany(Unreadable):
    """There are more students times questions than fit in memory. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The scores of students in questions, each pair once, in the order of students, then of questions."""

    student: Numbers
    question: Numbers
    score: Numbers
    students: int
    questions: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows that count, in their order: who, which question, which answer, how long.

    `cells` are what counts for the test as a whole: what was left out is among them where it counts as wrong. `cell`
    is the place of each row in them, -1 where its student is unknown. `repeated` and `left_out` are counted for each
    question.
    """

    student: Numbers
    question: Numbers
    answer: Numbers
    seconds: Numbers
    cell: Numbers
    cells: Cells
    repeated: Numbers
    left_out: Numbers


def counted(found: Gathered, attempts: str, unanswered_wrong: bool) -> Counted:
    """Return the rows that count. Without a number of their attempt, rows of a student are in order. Raises TooMany."""
    size = len(found.questions)
    question_of = np.array([one.question for one in found.answers], np.int32)
    score_of = np.array([one.score for one in found.answers], np.float64)
    if not len(found.answer):
        nothing, none = np.zeros(0, np.int32), np.zeros(size, np.int64)
        cells = Cells(nothing, nothing, np.zeros(0), found.students, size)
        return Counted(nothing, nothing, nothing, np.zeros(0, np.float32), nothing, cells, none, none)
    every = question_of[found.answer]
    pair = found.student.astype(np.int64) * size + every
    order = _order(found, pair, attempts, score_of)
    which, cell, pairs = _ones(pair[order], order, found.student, attempts)
    del pair, order
    answer = found.answer[which]
    sums = _means(cell, answer, score_of, len(pairs))
    spoilt = np.array(sorted([student * size + place for student, place in found.spoilt]), np.int64)
    spoilt = np.setdiff1d(spoilt, pairs)
    left_out = found.students - np.bincount(pairs % size, minlength=size) - np.bincount(spoilt % size, minlength=size)
    if unanswered_wrong and found.students:
        pairs, sums, cell = _with_blanks(pairs, sums, cell, spoilt, found.students * size)
    return Counted(
        found.student[which],
        every[which],
        answer,
        found.seconds[which],
        cell,
        Cells((pairs // size).astype(np.int32), (pairs % size).astype(np.int32), sums, found.students, size),
        np.bincount(every, minlength=size) - np.bincount(every[which], minlength=size),
        left_out if found.students else np.zeros(size, np.int64),
    )


def blocks(size: int) -> Iterator[slice]:
    """Yield parts of so many rows or cells: what is computed of them is not needed all at once."""
    for start in range(0, size, _BLOCK):
        yield slice(start, start + _BLOCK)


def _order(found: Gathered, pair: Numbers, attempts: str, score_of: Numbers) -> Numbers:
    """Return the places of the rows by student and question, and of these in the order in which they count."""
    by = [] if found.attempt is None else [found.attempt]
    if attempts == "best":
        by = [*by, -score_of[found.answer]]
    order: Numbers = np.lexsort((*by, pair)) if by else np.argsort(pair, kind="stable")
    return order


def _ones(pairs: Numbers, order: Numbers, student: Numbers, attempts: str) -> tuple[Numbers | slice, Numbers, Numbers]:
    """Return the places of the rows that count, the cell of each, -1 where there is none, and the pair of each cell."""
    nobodys = int((student < 0).sum())  # these come first
    edge = pairs[nobodys + 1 :] != pairs[nobodys:-1]
    starts, ends = np.append(True, edge), np.append(edge, True)
    if nobodys == len(pairs):
        starts = ends = np.zeros(0, bool)
    counts = np.ones(len(starts), bool) if attempts == "all" else ends if attempts == "last" else starts
    number = np.cumsum(starts, dtype=np.int32) - 1
    of_row = np.full(len(pairs), -2, np.int32)
    of_row[order[:nobodys]] = -1
    of_row[order[nobodys:][counts]] = number[counts]
    pairs = pairs[nobodys:] if starts.all() else pairs[nobodys:][starts]
    if of_row.min() > -2:
        return slice(None), of_row, pairs
    which = np.flatnonzero(of_row > -2)
    return which, of_row[which], pairs


def _means(cell: Numbers, answer: Numbers, score_of: Numbers, size: int) -> Numbers:
    """Return the mean score of the rows of each cell."""
    sums, counts = np.zeros(size), np.zeros(size, np.int32)
    for block in blocks(len(cell)):
        places, scores = cell[block], score_of[answer[block]]
        np.add.at(sums, places[places >= 0], scores[places >= 0])
        np.add.at(counts, places[places >= 0], 1)
    sums /= counts
    return sums


def _with_blanks(
    pairs: Numbers, sums: Numbers, cell: Numbers, spoilt: Numbers, size: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Return the cells with those that were left out, with score 0, and where the rows' are now."""
    if size > MOST_CELLS:
        said = f"{size:,} students times questions are too many to count what was left out as wrong"
        raise TooMany(f"{said}; at most {MOST_CELLS:,} are read")
    scores, there = np.zeros(size), np.ones(size, bool)
    scores[pairs] = sums
    there[spoilt] = False
    places = np.cumsum(there, dtype=np.int32) - 1
    return np.flatnonzero(there), scores[there], np.append(places[pairs], np.int32(-1))[cell]
