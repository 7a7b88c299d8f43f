"""The questions of a bank as rows ask for them, in the variants that were answered most."""

from collections.abc import Hashable, Iterable
from contextlib import suppress
from typing import Final

from ...choice import Choice, Predicted
from ...family import Family, NoVariant
from ...frozen import dataclass
from ...keys import Unfit
from ...literals import Unreadable
from ...misconceptions.separability import answers
from ...question import Question
from ...topic import Topic

TRIED: Final = 100
"""So many variants of a question are read, those with the most answers: each takes a thousandth of a second."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice of a question, and what it means; None where that can't be read. `place` is the same in all variants."""

    place: Hashable
    choice: Choice
    means: Hashable
    right: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant, or a question that has none. `offers` are its choices, the right ones first.

    `shows`: the misconceptions that lead away from what is right; `apart`: also to what no other leads to.
    """

    question: Question
    offers: tuple[Offer, ...]
    shows: frozenset[str]
    apart: frozenset[str]

    def offered(self, means: Hashable) -> Offer | None:
        """Return the choice that means this; None where none does."""
        for offer in self.offers:
            if offer.means is not None and self.question.same(means, offer.means):
                return offer
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, and its variants by their labels, "" where it has none."""

    topic: Topic
    question: Question
    family: Family | None
    variants: dict[str, Variant]


def in_bank(topics: Iterable[Topic]) -> dict[str, tuple[Topic, Question]]:
    """Return every question by its id, with its topic; the first where several have one."""
    found: dict[str, tuple[Topic, Question]] = {}
    for topic in topics:
        for question in topic.questions:
            found.setdefault(question.id, (topic, question))
    return found


def renamed(bank: dict[str, tuple[Topic, Question]]) -> dict[str, str]:
    """Return the id of now for each former one that no question has now."""
    return {old: question.id for _, question in bank.values() for old in question.was if old not in bank}


def asked(topic: Topic, question: Question, labels: Iterable[str]) -> Asked:
    """Return a question with the first of the variants that these labels name; labels that name none are left out."""
    if question.variant is None:
        return Asked(topic, question, None, {"": _variant(question)})
    family = topic.families[question.id]
    found: dict[str, Variant] = {}
    for label in labels:
        if len(found) >= TRIED:
            break
        with suppress(NoVariant, Unfit):
            found[label] = _variant(family.find(label))
    return Asked(topic, question, family, found)


def _variant(question: Question) -> Variant:
    right = {question.derived(), *[key.graded for key in question.keys]}
    leads = answers(question)
    shows = {slug for slug, texts in leads.items() if not texts & right}
    apart = {slug for slug in shows if not any(leads[slug] & texts for other, texts in leads.items() if other != slug)}
    offers = [_offer(question, ("key", place), key, right=True) for place, key in enumerate(question.keys)]
    for place, choice in question.wrong if offers else ():
        made = question.distractors[place] == Predicted(None)  # which misconceptions those are differs
        of_its_own = ("made", choice.graded) if made else ("place", place)
        offers.append(_offer(question, of_its_own, choice, right=False))
    return Variant(question, tuple(offers) if question.choices else (), frozenset(shows), frozenset(apart))


def _offer(question: Question, place: Hashable, choice: Choice, right: bool) -> Offer:
    means: Hashable = None
    with suppress(Unreadable):
        means = question.read(choice.graded)
    return Offer(place, choice, means, right)
