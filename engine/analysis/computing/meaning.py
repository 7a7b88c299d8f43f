"""Which answers are the same: by what they mean where the bank knows the question, else by how they are written."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Final, TypeAlias, cast

from ...choice import Predicted
from ...frozen import dataclass
from ...literals import Unreadable
from ..facts import Answer, Thirds
from ..intake.rows import Kind
from ..measures import Measured
from .asked import Asked, Offer, Variant
from .correlating import Sums, choosing
from .tallying import Tally

LISTED: Final = 40
"""So many answers to a question are listed, and all that are offered."""

_COMPARED: Final = 200
"""So many different answers are compared with each other, where a tolerance may make them the same."""

Place: TypeAlias = tuple[Hashable, bool]
"""What all answers have in common that are the same, and whether they are right."""


@dataclass(frozen=True, slots=True)
class Part:
    """An answer, or one of several chosen, that some rows have in common."""

    tally: Tally
    text: str
    offer: Offer | None


class _Meanings:
    """The answers to one question that were met, and what they mean."""

    def __init__(self, asked: Asked | None) -> None:
        self.asked = asked
        self.met: dict[str, dict[Hashable, Hashable]] = {}

    def parts(self, kind: Kind) -> Iterator[tuple[Place, str, Offer | None]]:
        """Yield the place of each answer that a row of this kind has, as it is written, and the choice that it is."""
        asked = self.asked
        variant = asked.variants.get(self.label(kind)) if asked else None
        written = kind.parts or ()
        if asked and asked.question.answers:
            texts = _apart(written[0]) if len(written) == 1 else written
            for text in dict.fromkeys(texts):
                place, offer = self._place(variant, kind, text)
                yield (place, offer is not None and offer.right), text, offer
            return
        text = "; ".join(written)
        place, offer = self._place(variant, kind, text)
        yield (place, kind.full), text, offer

    def label(self, kind: Kind) -> str:
        """Return the variant that was answered, "" where the question has none."""
        return kind.variant if self.asked is None or self.asked.family else ""

    def _place(self, variant: Variant | None, kind: Kind, text: str) -> tuple[Hashable, Offer | None]:
        several = self.asked is not None and bool(self.asked.question.answers)
        label, means, offer = self.label(kind), cast(Hashable, _plain(text)), None
        if variant is not None:
            try:
                read = variant.question.read(text)
            except Unreadable:
                pass
            else:
                offer, means = variant.offered(read), self._first_like(variant, read, label)
        if not label:
            return (offer.place if offer else means), offer
        if kind.full and not several:
            return "right", offer
        if offer is not None and offer.place[0] != "made":  # type: ignore[index]  # a pair, which hashes
            return offer.place, offer
        return (("slips", kind.slips) if kind.slips else (label, means)), offer

    def _first_like(self, variant: Variant, means: Hashable, label: str) -> Hashable:
        """Return the first answer that was met and means the same."""
        met = self.met.setdefault(label, {})
        if means not in met:
            apart = list(dict.fromkeys(met.values())) if len(met) < _COMPARED else []
            met[means] = next((other for other in apart if variant.question.same(means, other)), means)
        return "read", met[means]


def answers(
    asked: Asked | None, tallies: Sequence[Tally], of: Sums, students: int, questions: int
) -> tuple[tuple[Answer, ...], int, int]:
    """Return the answers to a question, right ones first, then the most frequent; how many more were given, how many
    different ones.

    `tallies` come with the most frequent first, so that an answer is told as most gave it.
    """
    meanings, groups = _Meanings(asked), dict[Place, list[Part]]()
    rest = kinds = 0
    every = sum(tally.n for tally in tallies)
    for tally in tallies:
        if tally.kind.parts is None:
            rest, kinds = rest + tally.n, kinds + tally.lost
            continue
        for place, text, offer in meanings.parts(tally.kind):
            groups.setdefault(place, []).append(Part(tally, text, offer))
    found = [_answer(asked, parts, right, every, of, students, questions) for (_, right), parts in groups.items()]
    found += _untaken(asked, {place for place, _ in groups}, {right for _, right in groups}, of, students, questions)
    found.sort(key=lambda one: (not one.right, -one.count, not one.offered, one.text))
    listed = sorted(found, key=lambda one: (not one.offered, -one.count))[:LISTED]
    kept = {id(one) for one in (*listed, *[one for one in found if one.offered])}
    left = [one for one in found if id(one) not in kept]
    rest, kinds = rest + sum(one.count for one in left), kinds + len(left)
    return tuple([one for one in found if id(one) in kept]), rest, kinds


def _answer(
    asked: Asked | None, parts: Sequence[Part], right: bool, every: int, of: Sums, students: int, questions: int
) -> Answer:
    first = parts[0]
    offer = next((part.offer for part in parts if part.offer is not None), None)
    n = sum(part.tally.n for part in parts)
    known, off = sum(part.tally.known for part in parts), sum(part.tally.off for part in parts)
    labels = [part.tally.kind.variant for part in parts] if asked is None or asked.family else [""]
    return Answer(
        text=offer.choice.graded if offer and not labels[0] else first.text,
        shown=_shown(first.offer) if first.offer else first.text,
        right=right,
        offered=None if asked is None else offer is not None,
        count=n,
        share=n / every,
        discrimination=choosing(of, known, off, students, questions),
        thirds=_thirds([part.tally for part in parts]) if students else None,
        misconceptions=first.tally.kind.slips,
        why=" ".join(offer.choice.why.split()) if offer else "",
        variant=labels[0] or None,
        variants=len(set(labels) - {""}),
    )


def _untaken(
    asked: Asked | None, taken: set[Hashable], rights: set[bool], of: Sums, students: int, questions: int
) -> Iterator[Answer]:
    """Yield the choices that nobody took, of a question in variants as its first has them."""
    variant = next(iter(asked.variants.values()), None) if asked else None
    if asked is None or variant is None:
        return
    for offer in variant.offers:
        made = isinstance(offer.place, tuple) and offer.place[0] == "made"
        if offer.place in taken or (asked.family and (made or (offer.right and True in rights))):
            continue
        named = _predicted(asked, offer)
        yield Answer(
            text=offer.choice.graded,
            shown=_shown(offer),
            right=offer.right,
            offered=True,
            count=0,
            share=0.0,
            discrimination=Measured(None, of.n, choosing(of, 0, 0.0, students, questions).missing),
            thirds=(0, 0, 0) if students else None,
            misconceptions=named,
            why=" ".join(offer.choice.why.split()),
            variant=variant.question.variant,
        )


def _predicted(asked: Asked, offer: Offer) -> tuple[str, ...]:
    place = offer.place[1] if isinstance(offer.place, tuple) and offer.place[0] == "place" else None
    one = asked.question.distractors[place] if isinstance(place, int) else None
    return (one.misconception,) if isinstance(one, Predicted) and one.misconception else ()


def _shown(offer: Offer) -> str:
    return " ".join(offer.choice.shown.split())


def _thirds(tallies: Sequence[Tally]) -> Thirds:
    weakest, middle, best = [sum(numbers) for numbers in zip(*[tally.thirds for tally in tallies], strict=True)]
    return weakest, middle, best


def _apart(text: str) -> tuple[str, ...]:
    """Return the choices in a text that has several, as one types them."""
    return tuple([part.strip() for part in text.split(";") if part.strip()]) or (text,)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
