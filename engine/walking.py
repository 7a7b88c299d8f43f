"""The sets of values that make the variants of a question: enumerated in a fixed order, never searched at random."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, NamedTuple, TypeAlias

from .arithmetic import Formula, Unsettled
from .params import Params, Value
from .yamltree import Path

MOST_TRIED: Final = 500_000
"""So many sets of values are tried, at most, to find those that are valid."""

MOST_TRIED_IN_FILE: Final = 2_000_000
"""So many in all the questions of a file, while it is read: it may hold thousands of them."""

Lets: TypeAlias = tuple[tuple[str, Formula], ...]


def label_of(names: Sequence[str], values: Sequence[Value]) -> str:
    """Return the name of a variant.

    >>> label_of(("n", "k"), (10, 3))
    'n=10,k=3'
    """
    return ",".join([f"{name}={value}" for name, value in zip(names, values, strict=True)])


class Space(NamedTuple):
    """Names and their values, the names that formulas add, and the conditions that all must hold."""

    params: Params
    lets: Lets
    where: tuple[Formula, ...]

    @property
    def spanned(self) -> int:
        """How many sets of values there are, valid or not."""
        return prod([len(each) for each in self.params.values])

    def named(self, values: Sequence[Value]) -> dict[str, Value]:
        """Return every value by its name. Raises Unsettled."""
        named = dict(zip(self.params.names, values, strict=True))
        for name, formula in self.lets:
            named[name] = formula.run(named)
        return named


@dataclass(slots=True)
class Effort:
    """How many sets of values may still be tried."""

    left: int = MOST_TRIED_IN_FILE


class Walk:
    """Tries the sets of values one after another, and cuts a branch as soon as a condition fails.

    `fault` says of the first set of which a formula has no value what is wrong, `at` which formula of the question that
    is, and `spent` whether it gave up.
    """

    def __init__(self, space: Space, effort: Effort | None = None) -> None:
        self.spent = False
        self._left = MOST_TRIED
        self._effort = effort or Effort()
        self.fault: str | None = None
        self.at: Path = ()
        self._names, self._ranges = space.params.names, space.params.values
        self._lets, self._where = space.lets, space.where
        level = {name: place for place, name in enumerate(self._names)}
        for name, formula in space.lets:
            level[name] = max([level[used] for used in formula.names], default=0)
        places = range(len(self._names))
        self._lets_at = [[one for one in space.lets if level[one[0]] == place] for place in places]
        at = [max([level[used] for used in one.names], default=0) for one in space.where]
        self._where_at = [[one for one, when in zip(space.where, at, strict=True) if when == place] for place in places]

    def valid(self) -> Iterator[tuple[Value, ...]]:
        """Yield the valid sets in order: the last name's value changes fastest."""
        return self._from(0, {}, settled=True)

    def _from(self, level: int, values: dict[str, Value], *, settled: bool) -> Iterator[tuple[Value, ...]]:
        name, last = self._names[level], level == len(self._names) - 1
        for value in self._ranges[level]:
            self._left -= 1
            self._effort.left -= 1
            if self._left < 0 or self._effort.left < 0:
                self.spent = True
                return
            values[name] = value
            holds = self._holds(level, values)
            if holds is False:
                continue
            if not last:
                yield from self._from(level + 1, values, settled=settled and holds is True)
            elif (settled and holds) or self._holds_all(values):
                yield tuple([values[one] for one in self._names])

    def _holds(self, level: int, values: dict[str, Value]) -> bool | None:
        """Return whether the conditions hold that speak of nothing beyond this level; None where one has no value."""
        settled = True
        for name, formula in self._lets_at[level]:
            try:
                values[name] = formula.run(values)
            except (Unsettled, KeyError):
                values.pop(name, None)
                settled = False
        for condition in self._where_at[level]:
            try:
                if not condition.run(values):
                    return False
            except (Unsettled, KeyError):
                settled = False
        return True if settled else None

    def _holds_all(self, values: dict[str, Value]) -> bool:
        """Return whether all conditions hold, in their order; notes the first set of which one has no value."""
        named = {name: values[name] for name in self._names}
        unsettled: dict[str, tuple[str, Path]] = {}
        for name, formula in self._lets:
            try:
                named[name] = formula.run(named)
            except Unsettled as error:
                unsettled[name] = f"`{name}` {error}", ("let", name)
            except KeyError as missing:
                unsettled[name] = unsettled[missing.args[0]]
        try:
            if not all(condition.run(named) for condition in self._where):
                return False
            fault = next(iter(unsettled.values()), None)
        except Unsettled as error:
            fault = f"`where` {error}", ("where",)
        except KeyError as missing:
            fault = unsettled[missing.args[0]]
        if fault is not None and self.fault is None:
            self.fault = f"with {label_of(self._names, [values[name] for name in self._names])} {fault[0]}"
            self.at = fault[1]
        return fault is None
