"""One file of responses opened: what is in each of its rows, as its format has it."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from ..frozen import dataclass
from ..literals import Unreadable
from .columns import Column
from .jsonlines import objects
from .opening import bounded, decoded
from .places import STDIN, Place
from .rows import Found
from .tables import Table
from .waiting import lines_coming


@dataclass(frozen=True, slots=True)
class Source:
    """An open file. `columns` are those that it names before its rows; `part` says how much was read, from 0 to 1."""

    columns: tuple[Column, ...] | None
    rows: Callable[[], Iterator[Found | None]]
    part: Callable[[], float]


@contextmanager
def opened(place: Place) -> Iterator[Source]:
    """Open a file. Raises Unreadable, also while its rows are read."""
    plain, _, packed = place.format.partition(".")
    if place.name == STDIN:
        yield Source(None, lambda: objects(lines_coming()), lambda: 0.0)
    elif plain == "parquet":
        from .parquet import ParquetFile  # an extra: few need it, and it is large

        with ParquetFile(place.name) as parquet:
            yield Source(parquet.columns, parquet.rows, parquet.part)
    else:
        with _file(place.name) as file, decoded(file, place.name, packed=bool(packed), table=plain != "jsonl") as text:

            def part() -> float:
                return file.tell() / (place.size or 1)

            if plain == "jsonl":
                yield Source(None, lambda: objects(bounded(text)), part)
            else:
                table = _table(text, place.name, tabs=plain == "tsv")
                yield Source(tuple([Column(name, "text") for name in table.names]), table.rows, part)


def _file(name: str) -> io.FileIO:
    try:
        return io.FileIO(name)
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from None


def _table(text: TextIO, name: str, *, tabs: bool) -> Table:
    try:
        return Table(text, tabs=tabs)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from None
