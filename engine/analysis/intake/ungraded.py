"""Rows as they are where they are graded, and graded first where they are not."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ...responses import Row
from ...responses.merging import parsed
from .rows import Fields


def rows_of_responses(
    rows: Iterable[Row | None], grade: Callable[[Iterable[Row]], Iterator[tuple[Row, str]]]
) -> Iterator[Fields]:
    """Yield what rows say. Where the first one that can be read has no verdict, all are graded by `grade` first."""
    every = (row for row in rows if row is not None)
    for first in every:
        if first.fault is None or first.fields:
            break
        yield {}  # it is no row, and counted as such
    else:
        return
    whole = chain([first], every)
    if "verdict" in first.fields:
        yield from (row.asked for row in whole)
    else:
        yield from (row.asked | parsed(said) for row, said in grade(whole))
