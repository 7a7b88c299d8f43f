"""Equal rows added up: how many say the same, in which thirds, and how their students do in the rest."""

import numpy as np

from ...frozen import dataclass
from ..facts import Thirds
from ..intake.arrays import Gathered
from ..intake.rows import GradedAnswer
from .attempts import Counted, blocks
from .correlating import Sums
from .students import Students, rest


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` rows say the same. `known` of their students have a score in the rest, which differs from the mean by `off`.

    `lost`: so many different answers are in it, where it stands for the rarest.
    """

    answer: GradedAnswer
    n: int
    thirds: Thirds
    known: int
    off: float
    lost: int


def tallies(found: Gathered, rows: Counted, students: Students, sums: list[Sums]) -> list[list[Tally]]:
    """Return what the rows of each question say, the most frequent first."""
    size = len(found.answers)
    means = np.array([one.mean for one in sums])
    n, known = np.zeros(size, np.int64), np.zeros(size, np.int64)
    off, thirds = np.zeros(size), np.zeros(3 * size, np.int64)
    for block in blocks(len(rows.answer)):
        answer, student = rows.answer[block], rows.student[block]
        others = rest(rows.cells, students, rows.cell[block])
        has, named = ~np.isnan(others), student >= 0
        n += np.bincount(answer, minlength=size)
        known += np.bincount(answer[has], minlength=size)
        off += np.bincount(answer[has], (others - means[rows.question[block]])[has], minlength=size)
        thirds += np.bincount(answer[named] * 3 + students.third[student[named]], minlength=3 * size)
    columns = zip(n.tolist(), thirds.reshape(size, 3).tolist(), known.tolist(), off.tolist(), strict=True)
    made: list[list[Tally]] = [[] for _ in found.questions]
    for number, (count, (weakest, middle, best), with_rest, differ) in enumerate(columns):
        one, lost = found.answers[number], found.lost.get(number, 0)
        if count:
            made[one.question].append(Tally(one, count, (weakest, middle, best), with_rest, differ, lost))
    for some in made:
        some.sort(key=_frequent)
    return made


def _frequent(one: Tally) -> tuple[object, ...]:
    return -one.n, one.answer.variant, one.answer.parts or (), one.answer.score, one.answer.slips
