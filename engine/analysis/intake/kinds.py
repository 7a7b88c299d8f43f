"""The kinds of rows that were met: each different answer with its grade once, and the rarest of many as one."""

from collections import Counter
from typing import Final

from .rows import Kind

MOST_KINDS: Final = 20_000
"""So many different answers to one question are told apart, the most frequent ones; the rest is counted."""


class Kinds:
    """The kinds of rows that were seen, with numbers, and which question each is of."""

    def __init__(self) -> None:
        self.questions: dict[str, int] = {}
        self.all: list[Kind | None] = []
        self.counts: list[int] = []
        self.into: list[int] = []  # itself, or the kind that it was made part of
        self.lost: Counter[int] = Counter()
        self._numbers: list[dict[Kind, int]] = []

    def question(self, name: str) -> int:
        """Return the place of a question among those that were found."""
        place = self.questions.setdefault(name, len(self.questions))
        if place == len(self._numbers):
            self._numbers.append({})
        return place

    def number(self, kind: Kind) -> tuple[int, bool]:
        """Return the number of a kind, and whether others had to go for it."""
        of_question = self._numbers[kind.question]
        found = of_question.get(kind)
        if found is not None:
            return found, False
        crowded = len(of_question) >= 2 * MOST_KINDS
        if crowded:
            self._thin(of_question)
        return self._add(kind), crowded

    def _add(self, kind: Kind) -> int:
        number = self._numbers[kind.question][kind] = len(self.all)
        self.all.append(kind)
        self.counts.append(0)
        self.into.append(number)
        return number

    def _thin(self, of_question: dict[Kind, int]) -> None:
        """Make the rarest kinds of a question one: what was answered first goes, then in which variant and why."""
        rarest = sorted(of_question.items(), key=lambda one: (self.counts[one[1]], one[1]))[:-MOST_KINDS]
        for kind, _ in rarest:
            del of_question[kind]
        for kind, number in rarest:
            known = kind.parts is not None
            less = Kind(kind.question, kind.variant if known else "", None, kind.score, kind.slips if known else ())
            target = of_question.get(less)
            if target is None:
                target = self._add(less)
            self.into[number] = target
            self.counts[target] += self.counts[number]
            self.lost[target] += max(1, self.lost.pop(number, 0))
            self.all[number] = None

    def kept(self) -> tuple[tuple[Kind, ...], list[int]]:
        """Return the kinds that were kept, and for each number its place there, or that of what it became part of."""
        places: dict[int, int] = {}
        kept: list[Kind] = []
        for number, kind in enumerate(self.all):
            if kind is not None:
                places[number] = len(kept)
                kept.append(kind)
        into = self.into
        for number in range(len(into) - 1, -1, -1):  # a kind becomes part of a later one, or of one that was there
            target = number
            while into[target] != target:
                target = into[target]
            into[number] = target
        return tuple(kept), [places[number] for number in into]
