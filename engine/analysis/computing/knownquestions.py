"""Questions as a bank knows them, in the variants that were answered most."""

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
from ..intake.rows import GradedAnswer

TRIED: Final = 100
"""So many variants of a question are read, those with the most answers: each takes a thousandth of a second."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice of a question, and what it means; None where that can't be read.

    `place` is the same in all variants: that among the keys or among the distractors, or for a distractor that is one
    of all misconceptions (`made`), which differ, the choice itself. `predicts`: the misconception that it is made of.
    """

    place: tuple[str, Hashable]
    choice: Choice
    means: Hashable
    right: bool
    predicts: tuple[str, ...] = ()

    @property
    def made(self) -> bool:
        """Whether it is one of those that all misconceptions make, which are others in other variants."""
        return self.place[0] == "made"


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
class Known:
    """A question that a bank has, and its variants by their labels, "" where it has none."""

    topic: Topic
    question: Question
    family: Family | None
    variants: dict[str, Variant]


def label_of(known: Known | None, answer: GradedAnswer) -> str:
    """Return which variant was answered; "" where the question has none, whatever the rows say."""
    return answer.variant if known is None or known.family else ""


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


def known_question(topic: Topic, question: Question, labels: Iterable[str]) -> Known:
    """Return a question with the first of the variants that these labels name; labels that name none are left out."""
    if question.variant is None:
        return Known(topic, question, None, {"": _variant(question)})
    family = topic.families[question.id]
    found: dict[str, Variant] = {}
    for label in labels:
        if len(found) >= TRIED:
            break
        with suppress(NoVariant, Unfit):
            found[label] = _variant(family.find(label))
    return Known(topic, question, family, found)


def _variant(question: Question) -> Variant:
    right = {question.derived(), *[key.graded for key in question.keys]}
    leads = answers(question)
    shows = {slug for slug, texts in leads.items() if not texts & right}
    apart = {slug for slug in shows if not any(leads[slug] & texts for other, texts in leads.items() if other != slug)}
    offers = [_offer(question, ("key", place), key, right=True) for place, key in enumerate(question.keys)]
    for place, choice in question.wrong if offers else ():
        written = question.distractors[place]
        of_its_own = ("made", choice.graded) if written == Predicted(None) else ("place", place)
        predicts = written.misconception if isinstance(written, Predicted) else None
        offers.append(_offer(question, of_its_own, choice, right=False, predicts=predicts))
    return Variant(question, tuple(offers) if question.choices else (), frozenset(shows), frozenset(apart))


def _offer(
    question: Question, place: tuple[str, Hashable], choice: Choice, *, right: bool, predicts: str | None = None
) -> Offer:
    means: Hashable = None
    with suppress(Unreadable):
        means = question.read(choice.graded)
    return Offer(place, choice, means, right, (predicts,) if predicts else ())
