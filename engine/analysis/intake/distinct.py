"""The graded answers that were met: each different one once, and the rarest of many as one."""

from collections import Counter
from typing import Final

from .rows import GradedAnswer

MOST: Final = 20_000
"""So many different answers to one question are told apart, the most frequent ones; the rest is counted."""


class Distinct:
    """The graded answers that were seen, with numbers and how often, and the questions that they are to."""

    def __init__(self) -> None:
        self.questions: dict[str, int] = {}
        self.all: list[GradedAnswer | None] = []
        self.counts: list[int] = []
        self.into: list[int] = []  # itself, or the one that it was made part of
        self.lost: Counter[int] = Counter()
        self._numbers: list[dict[GradedAnswer, int]] = []

    def question(self, name: str) -> int:
        """Return the place of a question among those that were found."""
        place = self.questions.setdefault(name, len(self.questions))
        if place == len(self._numbers):
            self._numbers.append({})
        return place

    def number(self, answer: GradedAnswer) -> tuple[int, bool]:
        """Return the number of a graded answer, and whether others had to go for it."""
        of_question = self._numbers[answer.question]
        found = of_question.get(answer)
        if found is not None:
            return found, False
        crowded = len(of_question) >= 2 * MOST
        if crowded:
            self._thin(of_question)
        return self._add(answer), crowded

    def _add(self, answer: GradedAnswer) -> int:
        number = self._numbers[answer.question][answer] = len(self.all)
        self.all.append(answer)
        self.counts.append(0)
        self.into.append(number)
        return number

    def _thin(self, of_question: dict[GradedAnswer, int]) -> None:
        """Make the rarest answers of a question one: what was answered first goes, then in which variant and why."""
        rarest = sorted(of_question.items(), key=lambda one: (self.counts[one[1]], one[1]))[:-MOST]
        for answer, _ in rarest:
            del of_question[answer]
        for answer, number in rarest:
            known = answer.parts is not None
            less = GradedAnswer(
                answer.question, answer.variant if known else "", None, answer.score, answer.slips if known else ()
            )
            target = of_question.get(less)
            if target is None:
                target = self._add(less)
            self.into[number] = target
            self.counts[target] += self.counts[number]
            self.lost[target] += max(1, self.lost.pop(number, 0))
            self.all[number] = None

    def kept(self) -> tuple[tuple[GradedAnswer, ...], list[int]]:
        """Return the answers that were kept, and for each number its place there, or that of what it became part of."""
        places: dict[int, int] = {}
        kept: list[GradedAnswer] = []
        for number, answer in enumerate(self.all):
            if answer is not None:
                places[number] = len(kept)
                kept.append(answer)
        into = self.into
        for number in range(len(into) - 1, -1, -1):  # an answer becomes part of a later one, or of one that was there
            target = number
            while into[target] != target:
                target = into[target]
            into[number] = target
        return tuple(kept), [places[number] for number in into]
