"""Equal rows added up: of each kind how many there are, in which thirds, and how their students do in the rest."""

import numpy as np

from ...frozen import dataclass
from ..facts import Thirds
from ..intake.gathering import Gathered
from ..intake.rows import Kind
from .attempts import Counted, blocks
from .correlating import Sums
from .students import Students, rest


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` rows of a kind. `known` of their students have a score in the rest, which differs from the mean by `off`.

    `lost`: so many different answers are in it, where it stands for the rarest.
    """

    kind: Kind
    n: int
    thirds: Thirds
    known: int
    off: float
    lost: int


def tallies(found: Gathered, rows: Counted, of: Students, sums: list[Sums]) -> list[list[Tally]]:
    """Return the kinds of rows of each question, the most frequent first."""
    size = len(found.kinds)
    means = np.array([one.mean for one in sums])
    counts, knowns = np.zeros(size, np.int64), np.zeros(size, np.int64)
    offs, placed = np.zeros(size), np.zeros(3 * size, np.int64)
    for block in blocks(len(rows.kind)):
        kind, student, others = rows.kind[block], rows.student[block], rest(rows.cells, of, rows.cell[block])
        has, named = ~np.isnan(others), student >= 0
        counts += np.bincount(kind, minlength=size)
        knowns += np.bincount(kind[has], minlength=size)
        offs += np.bincount(kind[has], (others - means[rows.question[block]])[has], minlength=size)
        placed += np.bincount(kind[named] * 3 + of.third[student[named]], minlength=3 * size)
    n, known, off, thirds = counts.tolist(), knowns.tolist(), offs.tolist(), placed.reshape(size, 3).tolist()
    made: list[list[Tally]] = [[] for _ in found.questions]
    for number, one in enumerate(found.kinds):
        if n[number]:
            weakest, middle, best = thirds[number]
            lost = found.lost.get(number, 0)
            made[one.question].append(Tally(one, n[number], (weakest, middle, best), known[number], off[number], lost))
    for some in made:
        some.sort(key=lambda one: (-one.n, one.kind.variant, one.kind.parts or (), one.kind.score, one.kind.slips))
    return made
