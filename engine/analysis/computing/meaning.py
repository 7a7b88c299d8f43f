"""Which answers are the same: by what they mean where the bank knows the question, else by how they are written."""

from collections.abc import Hashable, Iterator
from typing import Final, TypeAlias

from ...literals import Unreadable
from ..intake.rows import GradedAnswer
from .knownquestions import Known, Offer, Variant, label_of

_COMPARED: Final = 200
"""So many different answers are compared with each other, where a tolerance may make them the same."""

Place: TypeAlias = tuple[Hashable, bool]
"""What all answers have in common that are the same, and whether they are right."""


class Meanings:
    """The answers to one question that were met, and what they mean."""

    def __init__(self, known: Known | None) -> None:
        self.known = known
        self.several = known is not None and bool(known.question.answers)
        self._met: dict[str, dict[Hashable, Hashable]] = {}

    def parts(self, answer: GradedAnswer) -> Iterator[tuple[Place, str, Offer | None]]:
        """Yield the place of an answer, or of each of several chosen; as it is written; and the choice that it is."""
        written = answer.parts or ()
        if not self.several:
            text = "; ".join(written)
            place, offer = self._place(answer, text)
            yield (place, answer.full), text, offer
            return
        for text in dict.fromkeys(_apart(written[0]) if len(written) == 1 else written):
            place, offer = self._place(answer, text)
            yield (place, offer is not None and offer.right), text, offer

    def _place(self, answer: GradedAnswer, text: str) -> tuple[Hashable, Offer | None]:
        label = label_of(self.known, answer)
        offer, means = self._read(label, text)
        if not label:
            return (offer.place if offer else means), offer
        if answer.full and not self.several:
            return "right", offer
        if offer is not None and not offer.made:
            return offer.place, offer
        return (("slips", answer.slips) if answer.slips else (label, means)), offer

    def _read(self, label: str, text: str) -> tuple[Offer | None, Hashable]:
        """Return the choice that a text is, and what it means: its words, where it can't be read."""
        variant = self.known.variants.get(label) if self.known else None
        if variant is None:
            return None, _plain(text)
        try:
            read = variant.question.read(text)
        except Unreadable:
            return None, _plain(text)
        return variant.offered(read), ("read", self._first_like(variant, read, label))

    def _first_like(self, variant: Variant, means: Hashable, label: str) -> Hashable:
        """Return the first answer that was met and means the same."""
        met = self._met.setdefault(label, {})
        if means not in met:
            apart = list(dict.fromkeys(met.values())) if len(met) < _COMPARED else []
            met[means] = next((other for other in apart if variant.question.same(means, other)), means)
        return met[means]


def _apart(text: str) -> tuple[str, ...]:
    """Return the choices in a text that has several, as one types them."""
    return tuple([part.strip() for part in text.split(";") if part.strip()]) or (text,)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
