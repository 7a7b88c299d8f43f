"""Where a misconception shows most: with which values of a question's parameters."""

from collections.abc import Sequence

from ..frozen import dataclass
from ..stats.shares import Share
from .facts import Item, Parameter, Slice


@dataclass(frozen=True, slots=True)
class Spot:
    """With one value of a parameter, a misconception was `seen`, surely or perhaps, in so many of `n` answers.

    `elsewhere` is the part of the answers with all other values. Both are far enough apart to say that they differ:
    the ranges where they likely are do not meet, so that what shows by chance is not told.
    """

    item: Item
    parameter: Parameter
    value: Slice
    seen: int
    n: int
    elsewhere: float


def spots(items: Sequence[Item], slug: str) -> list[Spot]:
    """Return where a misconception stands out, each parameter of a question once, what stands out most first."""
    found = [
        spot for item in items for parameter in item.parameters if (spot := _of(item, parameter, slug)) is not None
    ]
    return sorted(found, key=lambda spot: spot.elsewhere - spot.seen / spot.n)


def often(value: Slice, slug: str) -> int:
    """Return how often a misconception was seen with a value, surely or perhaps."""
    return sum(sure + perhaps for name, sure, perhaps in value.slips if name == slug)


def _of(item: Item, parameter: Parameter, slug: str) -> Spot | None:
    whole = sum(often(value, slug) for value in parameter.values)
    answers = sum(value.score.n for value in parameter.values)
    found: Spot | None = None
    for value in parameter.values:
        seen, n = often(value, slug), value.score.n
        here, there = Share(seen, n).likely, Share(whole - seen, answers - n).likely
        if here is None or there is None or here[0] <= there[1]:
            continue
        if found is None or seen / n > found.seen / found.n:
            found = Spot(item, parameter, value, seen, n, (whole - seen) / (answers - n))
    return found
