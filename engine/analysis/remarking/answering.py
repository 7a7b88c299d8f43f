"""Questions whose answers could often not be read, could not be judged, or took long."""

from collections.abc import Iterator
from statistics import median
from typing import Final

from ...plural import count
from ...stats.shares import FEW as TOO_FEW
from ...stats.wording import percent
from ..reasons import Reason, Remark
from ..wording import seconds
from .about import FEW, About, Case

READABLE: Final = 0.1
"""One answer in ten: our own limit. Who is asked again does not know what to type."""

SLOW: Final = 3.0
"""So many times what half of the questions take: our own limit, where the author does not say how long it may take."""

SOME: Final = 5
"""So many questions with times say what one takes."""


def _unreadable(case: Case) -> Iterator[Remark]:
    unreadable, read = case.item.unreadable, case.item.answered + case.item.unreadable
    if read >= TOO_FEW and unreadable / read > READABLE:
        yield Remark(Reason.UNREADABLE, unreadable / read, READABLE, read, read < FEW)


def _voided(case: Case) -> Iterator[Remark]:
    if case.item.void:
        yield Remark(Reason.VOIDED, case.item.void, 0, case.item.void + case.item.answered)


def _slow(case: Case) -> Iterator[Remark]:
    if case.item.times is None or case.item.times.every.n < TOO_FEW:
        return
    limit, took = case.seconds, case.item.times.every
    if limit is None and len(case.medians) >= SOME:
        limit = SLOW * median(case.medians)
    if limit and took.median > limit:
        yield Remark(Reason.SLOW, took.median, limit, took.n, took.n < FEW)


ABOUT: Final = {
    Reason.UNREADABLE: About(
        "unreadable",
        _unreadable,
        lambda _, remark: (
            f"{percent(remark.value)} of {count(remark.n, 'answer')} could not be read, more than "
            f"{percent(remark.limit)}."
        ),
        "`feedback` in these rows says why. Where answers are typed, say in the prompt in which form they are to be.",
        of_few=True,
    ),
    Reason.VOIDED: About(
        "void",
        _voided,
        lambda _, remark: f"{count(round(remark.value), 'answer')} of {remark.n:,} could not be judged.",
        "`feedback` in these rows says why. Where torch contradicts the key, mend it, and `quizproof regrade` counts "
        "anew.",
        of_few=True,
    ),
    Reason.SLOW: About(
        "slow",
        _slow,
        lambda _, remark: (
            f"It takes long: half of {count(remark.n, 'answer')} took {seconds(remark.value)} or more; "
            f"{seconds(remark.limit)} would be usual."
        ),
        "Is there more to compute than to understand? Ask with smaller numbers, or give it more points.",
    ),
}
