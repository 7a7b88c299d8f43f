"""Choices that nobody takes, and distractors that the best take."""

from collections.abc import Iterator
from math import sqrt
from typing import Final

from ...plural import count
from ...stats.shares import FEW as TOO_FEW
from ...stats.shares import Z
from ...stats.wording import percent
from ..facts import Answer, Item
from ..reasons import Reason, Remark
from ..wording import flat, label, quoted
from .about import FEW, About, Case

FUNCTIONS: Final = 0.05
"""T. M. Haladyna and S. M. Downing, How Many Options Is Enough for a Multiple-Choice Test Item?, Educational and
Psychological Measurement 53, 1993: a distractor functions that at least 5 % choose."""

OFTEN: Final = 3
"""So often an answer is typed that is worth being offered."""


def _best_take(case: Case) -> Iterator[Remark]:
    """Yield why a distractor may be right after all: the best take it, more than the key, or more than the weakest do.

    The latter where that is more than chance: by the z test for two proportions, pooled, with a confidence of 95 %.
    """
    item = case.item
    if item.thirds is None or item.thirds[2].n < TOO_FEW:
        return
    weak, _, best = [third.n for third in item.thirds]
    key = sum((one.thirds or (0, 0, 0))[2] for one in item.answers if one.right)
    for one in _distractors(item):
        if one.thirds is None:
            continue
        took_weak, _, took_best = one.thirds
        if took_best > key and not item.several:
            yield _remark(Reason.BEST_TAKE, item, one, took_best / best, key / best, best, "key")
        elif weak >= TOO_FEW and _more_than_chance(took_best, best, took_weak, weak):
            yield _remark(Reason.BEST_TAKE, item, one, took_best / best, took_weak / weak, best, "weakest")


def _more_than_chance(took_best: int, best: int, took_weak: int, weak: int) -> bool:
    pooled = (took_weak + took_best) / (weak + best)
    error = sqrt(pooled * (1 - pooled) * (1 / weak + 1 / best))
    return bool(error) and (took_best / best - took_weak / weak) / error > Z


def _idle(case: Case) -> Iterator[Remark]:
    for one in _distractors(case.item):
        if one.share < FUNCTIONS and not one.made:
            yield _remark(Reason.IDLE, case.item, one, one.share, FUNCTIONS, case.item.answered)


def _distractors(item: Item) -> list[Answer]:
    return [one for one in item.answers if one.offered and not one.right]


def _remark(
    reason: Reason, item: Item, one: Answer, value: float, limit: float, n: int, than: str | None = None
) -> Remark:
    return Remark(reason, value, limit, n, item.score.n < FEW, one.text, than)


def _named(item: Item, remark: Remark) -> str:
    """Return the answer of a remark as a learner reads it. Choices that are graded as one may be shown as several."""
    known = [one for one in item.answers if one.text == remark.answer]
    if not known:
        return quoted(flat(remark.answer or ""))
    alike = [
        one for one in item.remarks if (one.reason, one.answer, one.than) == (remark.reason, remark.answer, remark.than)
    ]
    place = next(place for place, one in enumerate(alike) if one is remark)
    return quoted(label(known[min(place, len(known) - 1)]))


def _typed_instead(item: Item) -> list[str]:
    """Return what students typed most often that could be offered; nothing where nothing was typed often."""
    typed = [one for one in item.answers if not one.right and one.offered is False and one.count >= OFTEN]
    known = [one for one in typed if one.variant is None or one.misconceptions]
    if not known:
        return []
    most = max(known, key=lambda one: one.count)
    name = quoted(label(most)) if most.variant is None else flat(" or ".join(most.misconceptions))
    return [f"Typed most often and not offered: {name}, {most.count:,} times."]


ABOUT: Final = {
    Reason.BEST_TAKE: About(
        "misleads best",
        _best_take,
        lambda item, remark: (
            f"The best third chose {_named(item, remark)} more often than "
            f"{'the key' if remark.than == 'key' else 'the weakest third did'}: {percent(remark.value)} against "
            f"{percent(remark.limit)}, of {count(remark.n, 'student')}."
        ),
        "Read that choice again: in which sense is it right? `quizproof check` proves that it is wrong.",
        "Is that one right? Without `evidence` nothing proves the key. `quizproof regrade` counts anew.",
    ),
    Reason.IDLE: About(
        "idle choice",
        _idle,
        lambda item, remark: (
            f"Hardly anybody chose {_named(item, remark)}: {percent(remark.value)} of {count(remark.n, 'answer')}."
        ),
        "Put a wrong answer in its place that students do give, or leave it out.",
        besides=_typed_instead,
    ),
}
