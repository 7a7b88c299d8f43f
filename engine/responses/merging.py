"""A row and what was said of it as one."""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from ..literals import Unreadable
from .columns import Column
from .rows import Fields, Row
from .values import line

TYPES: Final[dict[str, type]] = {
    "verdict": str,
    "score": float,
    "computed": str,
    "feedback": str,
    "misconceptions": list,
}
"""What a grader says of every row, in its order. A graded file has it already: then it is replaced in its place."""

CHANGED: Final = "the files changed while they were read; start again"


@lru_cache(4096)
def parsed(said: str) -> Fields:
    """Return what was said, which nobody must change."""
    found: Fields = json.loads(said)
    return found


def all_fields(row: Row, said: str) -> Fields:
    """Return the fields of a row, then what was added to it, then what was said of it."""
    return row.fields | row.added | parsed(said)


def written(row: Row, said: str) -> str:
    """Return the same as the text of a JSON object: where the row came as one, it stays as it was written.

    >>> written(Row({"a": 1.5}, {}, {"b": None}, '{"a": 1.50}'), '{"score": 0.0}')
    '{"a": 1.50, "b": null, "score": 0.0}'
    """
    text, there, added = row.text, row.fields.keys(), row.added
    if text is None or not there or not there.isdisjoint(parsed(said)) or not there.isdisjoint(added):
        return line(all_fields(row, said))
    return f"{text[:-1]}, {line(added | parsed(said))[1:] if added else said[1:]}"


def with_ours(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns that are written: those of the rows, and what a grader says."""
    found = tuple(columns)
    there = {column.name for column in found}
    return found + tuple([Column(name, "other") for name in TYPES if name not in there])


def refuse_unknown(fields: Fields, known: Collection[str]) -> None:
    """Raise Unreadable where a row has a field that no column is there for."""
    for name in fields:
        if name not in known:
            raise Unreadable(f"there is a field {name!r}, which was not there before: {CHANGED}")
