"""Which questions to look at, and what is said of them: each reason with its limit, where that comes from, its words.

A reason is a member of `reasons.Reason` and, here, an entry in the `ABOUT` of one module.
"""

from typing import Final

from ...stats.shares import FEW as TOO_FEW
from ..reasons import Reason, Remark
from . import answering, choices, discriminating, scores
from .about import About, Case

ABOUT: Final[dict[Reason, About]] = discriminating.ABOUT | scores.ABOUT | choices.ABOUT | answering.ABOUT


def remarks(case: Case) -> tuple[Remark, ...]:
    """Return why to look at a question, the gravest first. Of fewer than five answers little is said."""
    enough = case.item.score.n >= TOO_FEW
    known = [ABOUT[reason] for reason in Reason if enough or ABOUT[reason].of_few]
    return tuple([remark for about in known for remark in about.found(case)])
