"""Which questions to look at, and why. Every limit is here, with where it comes from."""

from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import median
from typing import Final

from ...stats.shares import FEW as TOO_FEW
from ...stats.shares import Z
from ..facts import Answer, Item
from ..reasons import Reason, Remark
from .asked import Asked

FEW: Final = 30
"""With fewer students all is a guess: the standard error of a correlation near 0, 1 / sqrt(n - 3), is 0.19 with 30, so
that a discrimination of 0.2 can't be told from none."""

LOW: Final = 0.2
"""R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement, 5th edition, 1991, page 232: up to 0.19 is a
poor item, to be rejected or improved by revision. (Their index compares the best and the weakest; it is used for
correlations as well, which are lower where a question is very easy or very hard.)"""

NEGATIVE: Final = -0.1
"""Nearer to 0 it is negative only where that is more than chance, with a confidence of 95 %: our own limit."""

EASY: Final = 0.95
"""The statistics of Moodle's quizzes call 95 to 100 % extremely easy. Nearly all know it: nobody is told apart."""

HARD: Final = 0.2
"""The same call up to 20 % difficult, or worse: as many are right who guess one of five choices."""

FUNCTIONS: Final = 0.05
"""T. M. Haladyna and S. M. Downing, How Many Options Is Enough for a Multiple-Choice Test Item?, Educational and
Psychological Measurement 53, 1993: a distractor functions that at least 5 % choose."""

READABLE: Final = 0.1
"""One answer in ten: our own limit. Who is asked again does not know what to type."""

SLOW: Final = 3.0
"""So many times what half of the questions take: our own limit, where the author does not say how long it may take."""

SOME: Final = 5
"""So many questions with times say what one takes."""

EXPECTED: Final = {1: 0.9, 2: 0.75, 3: 0.6, 4: 0.45, 5: 0.3}
"""The mean score that an author's difficulty stands for, from easy to hard: our own mapping, in even steps around 0.6,
which is midway between guessing one of five choices and all right."""

UNLIKE: Final = 0.3
"""Two steps of the author's scale."""


def remarks(item: Item, asked: Asked | None, medians: Sequence[float]) -> tuple[Remark, ...]:
    """Return why to look at a question, the gravest first. `medians` are the median times of all questions.

    Nothing is said of fewer than five answers, but that some were void.
    """
    found = list(_of_answers(item)) if item.score.n >= TOO_FEW else []
    if item.score.n >= TOO_FEW:
        found += [*_of_scores(item), *_of_times(item, asked, medians)]
    read = item.answered + item.unreadable
    if item.unreadable and read >= TOO_FEW and item.unreadable / read > READABLE:
        found.append(Remark(Reason.UNREADABLE, item.unreadable / read, READABLE, read, read < FEW))
    if item.void:
        found.append(Remark(Reason.VOIDED, item.void, 0, item.void + item.answered))
    order = list(Reason)
    return tuple(sorted(found, key=lambda one: order.index(one.reason)))


def _of_scores(item: Item) -> Iterator[Remark]:
    mean, n, few = item.score.mean or 0.0, item.score.n, item.score.n < FEW
    value = item.discrimination.value
    if value is not None and value < LOW:
        known = item.discrimination.n
        low = not _negative(value, known)
        yield Remark(Reason.LOW if low else Reason.NEGATIVE, value, LOW if low else 0.0, known, known < FEW)
    if mean > EASY:
        yield Remark(Reason.EASY, mean, EASY, n, few)
    if mean < HARD:
        yield Remark(Reason.HARD, mean, HARD, n, few)
    if item.expected is not None and abs(mean - item.expected) >= UNLIKE - 1e-9:
        yield Remark(Reason.UNLIKE_AUTHOR, mean, item.expected, n, few)


def _negative(value: float, students: int) -> bool:
    """Return whether a discrimination is below 0 by more than nothing: clearly, or by more than chance."""
    return value <= NEGATIVE or (value < 0 and students > 3 and value * sqrt(students - 3) < -Z)


def _of_answers(item: Item) -> Iterator[Remark]:
    few = item.score.n < FEW
    key = sum((one.thirds or (0, 0, 0))[2] for one in item.answers if one.right)
    for one in item.answers:
        if one.right or not one.offered:
            continue
        if one.share < FUNCTIONS:
            yield Remark(Reason.IDLE, one.share, FUNCTIONS, item.answered, few, one.text)
        if item.thirds is not None and one.thirds is not None:
            yield from _best_take(item, one, key, few)


def _best_take(item: Item, one: Answer, key: int, few: bool) -> Iterator[Remark]:
    """Yield why a distractor may be right after all: the best take it, more than the key, or more than the weakest do.

    The latter where that is more than chance: by the z test for two proportions, pooled, with a confidence of 95 %.
    """
    assert item.thirds is not None
    assert one.thirds is not None
    weak, best = item.thirds[0].n, item.thirds[2].n
    took_weak, _, took_best = one.thirds
    if best < TOO_FEW:
        return
    if took_best > key and not item.several:
        yield Remark(Reason.BEST_TAKE, took_best / best, key / best, best, few, one.text, "key")
        return
    if weak < TOO_FEW:
        return
    pooled = (took_weak + took_best) / (weak + best)
    error = sqrt(pooled * (1 - pooled) * (1 / weak + 1 / best))
    if error and (took_best / best - took_weak / weak) / error > Z:
        yield Remark(Reason.BEST_TAKE, took_best / best, took_weak / weak, best, few, one.text, "weakest")


def _of_times(item: Item, asked: Asked | None, medians: Sequence[float]) -> Iterator[Remark]:
    if item.times is None or item.times.every.n < TOO_FEW:
        return
    limit = asked.question.seconds if asked else None
    if limit is None and len(medians) >= SOME:
        limit = SLOW * median(medians)
    if limit and item.times.every.median > limit:
        yield Remark(Reason.SLOW, item.times.every.median, limit, item.times.every.n, item.times.every.n < FEW)
