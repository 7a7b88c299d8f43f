"""The columns of responses, and what type fits all their values."""

from collections.abc import Iterable
from typing import Any, Final, Literal, TypeAlias

from ..frozen import dataclass
from .rows import Fields

Kind: TypeAlias = Literal["text", "whole number", "number", "truth value", "other"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name. `exact` is its type in Parquet, where it comes from there."""

    name: str
    kind: Kind
    exact: Any = None


_KINDS: Final[dict[frozenset[type], Kind]] = {
    frozenset(): "text",
    frozenset([str]): "text",
    frozenset([int]): "whole number",
    frozenset([int, float]): "number",
    frozenset([float]): "number",
    frozenset([bool]): "truth value",
}
_ANY: Final = list
"""Stands for values that no other type holds, such as lists."""
_WHOLE: Final = 2**53
"""Up to this, a number of 64 bits with a fraction holds every whole one."""
_LARGEST: Final = 2**63


class Seen:
    """What was seen of the values of each column, in the order in which they came first."""

    def __init__(self) -> None:
        self._types: dict[str, set[type]] = {}

    def add(self, fields: Fields) -> None:
        """See a row."""
        types = self._types
        for name, value in fields.items():
            kind = type(value)
            if kind is int and not -_WHOLE <= value <= _WHOLE:
                kind = _Large if -_LARGEST <= value < _LARGEST else _ANY
            if name not in types:
                types[name] = {kind}
            else:
                types[name].add(kind)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        return tuple([Column(name, _kind(types)) for name, types in self._types.items()])


class _Large(int):
    """Stands for whole numbers that a number with a fraction does not hold."""


def _kind(types: set[type]) -> Kind:
    if _Large in types and float not in types:
        types = types - {_Large} | {int}
    return _KINDS.get(frozenset(types - {type(None)}), "other")


def joined(files: Iterable[Iterable[Column]]) -> tuple[Column, ...]:
    """Return the columns of several files as those of one.

    >>> joined([[Column("a", "whole number")], [Column("b", "text"), Column("a", "number")]])
    (Column(name='a', kind='number', exact=None), Column(name='b', kind='text', exact=None))
    """
    found: dict[str, Column] = {}
    for columns in files:
        for column in columns:
            before = found.get(column.name, column)
            same = before.exact is not None and before.exact == column.exact
            kind = _both(before.kind, column.kind)
            found[column.name] = before if same else Column(column.name, kind)
    return tuple([Column(one.name, one.kind, one.exact) for one in found.values()])


def _both(one: Kind, other: Kind) -> Kind:
    if one == other:
        return one
    return "number" if {one, other} == {"whole number", "number"} else "other"
