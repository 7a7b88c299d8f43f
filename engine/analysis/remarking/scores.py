"""Questions that nearly all or hardly any get right, and those that are not as hard as their author says."""

from collections.abc import Iterator
from typing import Final

from ...plural import count
from ..reasons import Reason, Remark
from ..wording import apart, decimal
from .about import FEW, About, Case

EASY: Final = 0.95
"""The statistics of Moodle's quizzes call 95 to 100 % extremely easy. Nearly all know it: nobody is told apart."""

HARD: Final = 0.2
"""The same call up to 20 % difficult, or worse: as many are right who guess one of five choices."""

EXPECTED: Final = {1: 0.9, 2: 0.75, 3: 0.6, 4: 0.45, 5: 0.3}
"""The mean score that an author's difficulty stands for, from easy to hard: our own mapping, in even steps around 0.6,
which is midway between guessing one of five choices and all right."""

UNLIKE: Final = 0.3
"""Two steps of the author's scale."""


def _easy(case: Case) -> Iterator[Remark]:
    mean, n = case.item.score.mean or 0.0, case.item.score.n
    if mean > EASY:
        yield Remark(Reason.EASY, mean, EASY, n, n < FEW)


def _hard(case: Case) -> Iterator[Remark]:
    mean, n = case.item.score.mean or 0.0, case.item.score.n
    if mean < HARD:
        yield Remark(Reason.HARD, mean, HARD, n, n < FEW)


def _unlike_author(case: Case) -> Iterator[Remark]:
    mean, n, expected = case.item.score.mean or 0.0, case.item.score.n, case.item.expected
    if expected is not None and abs(mean - expected) >= UNLIKE - 1e-9:
        yield Remark(Reason.UNLIKE_AUTHOR, mean, expected, n, n < FEW)


ABOUT: Final = {
    Reason.EASY: About(
        "too easy",
        _easy,
        lambda _, remark: (
            f"Nearly all get it right: difficulty {apart(remark.value, remark.limit, 'more')}, of "
            f"{count(remark.n, 'answer')}."
        ),
        "It tells nobody apart. Keep it to begin with, or let `distractors: misconceptions` make the choices.",
    ),
    Reason.HARD: About(
        "too hard",
        _hard,
        lambda _, remark: (
            f"Few get it right: difficulty {apart(remark.value, remark.limit, 'less')}, of {count(remark.n, 'answer')}."
        ),
        "`quizproof check` proves the key. If it holds, was this taught? Ask for one step of it first.",
        "Is the key right? Without `evidence` nothing proves it. If it is, was this taught?",
    ),
    Reason.UNLIKE_AUTHOR: About(
        "not as rated",
        _unlike_author,
        lambda item, remark: (
            f"It is {'easier' if remark.value > remark.limit else 'harder'} than its author says: difficulty "
            f"{decimal(remark.value)} of {count(remark.n, 'answer')}, and {decimal(remark.limit)} is what "
            f"{item.author} of 5 stands for."
        ),
        "`quizproof analyze --write-back` puts the measured difficulty beside the author's.",
    ),
}
