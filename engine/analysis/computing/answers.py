"""The answers to a question as facts: those that are the same as one, and the choices that nobody took."""

from collections.abc import Iterator, Sequence
from typing import Final

from ...frozen import dataclass
from ..facts import Answer, Thirds
from ..measures import Missing
from .correlating import Sums, choosing
from .knownquestions import Known, Offer, label_of
from .meaning import Meanings, Place
from .tallying import Tally

LISTED: Final = 40
"""So many answers to a question are listed, and all that are offered."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, or one of several chosen, as some rows have it, and the choice that it is."""

    tally: Tally
    text: str
    offer: Offer | None


def answers(known: Known | None, tallies: Sequence[Tally], sums: Sums) -> tuple[tuple[Answer, ...], int, int]:
    """Return the answers to a question, right ones first, then the most frequent; how many more were given, how many
    different ones.

    `tallies` come with the most frequent first, so that an answer is told as most gave it.
    """
    meanings, groups = Meanings(known), dict[Place, list[Given]]()
    lost = [tally for tally in tallies if tally.answer.parts is None]
    for tally in tallies:
        for place, text, offer in meanings.parts(tally.answer) if tally.answer.parts is not None else ():
            groups.setdefault(place, []).append(Given(tally, text, offer))
    every = sum(tally.n for tally in tallies)
    found = [_answer(known, some, right, every, sums) for (_, right), some in groups.items()]
    found += _untaken(known, set(groups), sums)
    found.sort(key=lambda one: (not one.right, -one.count, not one.offered, one.text))
    listed = sorted(found, key=lambda one: (not one.offered, -one.count))[:LISTED]
    kept = {id(one) for one in (*listed, *[one for one in found if one.offered])}
    left = [one for one in found if id(one) not in kept]
    more = sum(tally.n for tally in lost) + sum(one.count for one in left)
    return tuple([one for one in found if id(one) in kept]), more, sum(tally.lost for tally in lost) + len(left)


def _answer(known: Known | None, given: Sequence[Given], right: bool, every: int, sums: Sums) -> Answer:
    first, tallies = given[0], [one.tally for one in given]
    offer = next((one.offer for one in given if one.offer is not None), None)
    n = sum(tally.n for tally in tallies)
    labels = [label_of(known, tally.answer) for tally in tallies]
    return Answer(
        text=offer.choice.graded if offer and not labels[0] else first.text,
        shown=_flat(first.offer.choice.shown) if first.offer else first.text,
        right=right,
        offered=None if known is None else offer is not None,
        count=n,
        share=n / every,
        discrimination=choosing(sums, sum(tally.known for tally in tallies), sum(tally.off for tally in tallies)),
        thirds=_thirds(tallies, sums),
        misconceptions=first.tally.answer.slips,
        why=_flat(offer.choice.why) if offer else "",
        variant=labels[0] or None,
        variants=len(set(labels) - {""}),
        made=offer is not None and offer.made and bool(labels[0]),
    )


def _untaken(known: Known | None, taken: set[Place], sums: Sums) -> Iterator[Answer]:
    """Yield the choices that nobody took, of a question in variants as its first has them."""
    variant = next(iter(known.variants.values()), None) if known else None
    if known is None or variant is None:
        return
    places, any_right = {place for place, _ in taken}, any(right for _, right in taken)
    for offer in variant.offers:
        elsewhere = known.family is not None and (offer.made or (offer.right and any_right))
        if offer.place not in places and not elsewhere:
            yield Answer(
                text=offer.choice.graded,
                shown=_flat(offer.choice.shown),
                right=offer.right,
                offered=True,
                count=0,
                share=0.0,
                discrimination=choosing(sums, 0, 0.0),
                thirds=_thirds((), sums),
                misconceptions=offer.predicts,
                why=_flat(offer.choice.why),
                variant=variant.question.variant,
            )


def _thirds(tallies: Sequence[Tally], sums: Sums) -> Thirds | None:
    if sums.missing is Missing.NOBODY:
        return None
    weakest, middle, best = [sum(tally.thirds[third] for tally in tallies) for third in range(3)]
    return weakest, middle, best


def _flat(text: str) -> str:
    return " ".join(text.split())
