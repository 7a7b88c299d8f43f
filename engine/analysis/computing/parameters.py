"""How it goes with each variant of a question, and with each value of its parameters."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ...responses.values import finite_number
from ..facts import Parameter, Slice
from ..measures import Score
from .knownquestions import Known
from .tallying import Tally

LISTED: Final = 100
"""So many variants are listed, those with the most answers."""

RANGES: Final = 8
"""More values than these are told in so many ranges."""

_ASSIGNED: Final = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9_]{0,30})=")


def variants(tallies: Iterable[Tally]) -> tuple[tuple[Slice, ...], int]:
    """Return the variants that were answered most, and how many others were answered."""
    groups: dict[str, list[Tally]] = {}
    for tally in tallies:
        if tally.answer.variant:
            groups.setdefault(tally.answer.variant, []).append(tally)
    found = [_slice(label, some) for label, some in groups.items()]
    found.sort(key=lambda one: (-one.score.n, one.label))
    return tuple(found[:LISTED]), max(0, len(found) - LISTED)


def parameters(known: Known | None, tallies: Iterable[Tally]) -> tuple[Parameter, ...]:
    """Return how it goes with the values of each parameter, as the labels of variants tell them."""
    names = known.family.space.params.names if known and known.family else None
    read: dict[str, dict[str, str]] = {}
    by_name: dict[str, dict[str, list[Tally]]] = {name: {} for name in names or ()}
    for tally in tallies:
        label = tally.answer.variant
        if label not in read:
            read[label] = values_of(label)
        for name, value in read[label].items():
            if names is None or name in names:
                by_name.setdefault(name, {}).setdefault(value, []).append(tally)
    return tuple([Parameter(name, _values(values)) for name, values in by_name.items() if values])


def values_of(label: str) -> dict[str, str]:
    """Return the values of a variant by their names.

    >>> values_of("n=10,k=3,mode=valid, or same")
    {'n': '10', 'k': '3', 'mode': 'valid, or same'}
    """
    marks = list(_ASSIGNED.finditer(label))
    if not marks or marks[0].start():
        return {}
    ends = [*[mark.start() for mark in marks[1:]], len(label)]
    return {mark[1]: label[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}


def _values(values: Mapping[str, list[Tally]]) -> tuple[Slice, ...]:
    """Return how it goes with values: numbers in their order, in ranges with about as many answers where they are
    many; texts by how many answers they have, and the rarest together.
    """
    numbers = {value: finite_number(value) for value in values}
    if None in numbers.values():
        order = sorted(values, key=lambda value: (-_score(values[value]).n, value))
        groups = [[value] for value in order]
        if len(order) > RANGES:
            groups = [*groups[: RANGES - 1], order[RANGES - 1 :]]
        return tuple([_of_values(_of_texts(group), group, values) for group in groups])
    order = sorted(values, key=lambda value: (numbers[value] or 0.0, value))
    if len(order) <= RANGES:
        return tuple([_of_values(value, [value], values) for value in order])
    groups = _ranges([(value, _score(values[value]).n) for value in order])
    return tuple(
        [_of_values(group[0] if len(group) == 1 else f"{group[0]} to {group[-1]}", group, values) for group in groups]
    )


def _ranges(counted: Sequence[tuple[str, int]]) -> list[list[str]]:
    """Return values in at most RANGES groups of neighbours, with about as many answers in each."""
    groups: list[list[str]] = [[]]
    left = sum(n for _, n in counted)
    filled = 0
    for value, n in counted:
        fair = left / (RANGES - len(groups) + 1)
        if groups[-1] and len(groups) < RANGES and filled + n / 2 > fair:
            left, filled = left - filled, 0
            groups.append([])
        groups[-1].append(value)
        filled += n
    return groups


def _of_texts(group: Sequence[str]) -> str:
    return group[0] if len(group) == 1 else f"{len(group)} others"


def _of_values(label: str, group: Iterable[str], values: Mapping[str, list[Tally]]) -> Slice:
    return _slice(label, [tally for value in group for tally in values[value]])


def _slice(label: str, some: Sequence[Tally]) -> Slice:
    return Slice(label, _score(some), _slips(some))


def _score(some: Sequence[Tally]) -> Score:
    return Score(float(sum(one.n * one.answer.score for one in some)), sum(one.n for one in some))


def _slips(some: Iterable[Tally]) -> tuple[tuple[str, int, int], ...]:
    """Return the misconceptions of some rows, the most frequent first: how often each was made surely, and perhaps."""
    sure, perhaps = Counter[str](), Counter[str]()
    for one in some:
        for slug in one.answer.slips:
            (sure if len(one.answer.slips) == 1 else perhaps)[slug] += one.n
    order = sorted({*sure, *perhaps}, key=lambda slug: (-sure[slug], -perhaps[slug], slug))
    return tuple([(slug, sure[slug], perhaps[slug]) for slug in order])
