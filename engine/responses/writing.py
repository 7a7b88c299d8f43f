"""Graded responses written: a row as it came, with what was said of it."""

import csv
import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import BinaryIO, Final, Protocol, cast

from .columns import Column
from .formats import Format
from .merging import parsed, refuse_unknown, with_ours, written
from .rows import Row
from .values import cell, storable


class Writer(Protocol):
    """Writes rows, in order. Nothing is held back by JSON lines and CSV; the file stays open when it is closed."""

    def write(self, row: Row, said: str) -> None:
        """Write a row with what was said of it: the text of a JSON object. Raises Unreadable."""
        ...

    def close(self) -> None:
        """Write what is still missing."""
        ...


def writer(file: BinaryIO, format: Format, columns: Iterable[Column] = ()) -> Writer:  # noqa: A002  # as it is called
    """Return what writes rows to a file. Raises Unreadable.

    `columns` are those of the rows, which a table must know before its first one; JSON lines need none. The same rows
    give the same bytes.
    """
    plain, _, packed = format.partition(".")
    if not packed:
        return _WRITERS[plain](file, columns)
    zipped = cast(BinaryIO, gzip.GzipFile("", "wb", fileobj=file, mtime=0))
    return _Packed(zipped, _WRITERS[plain](zipped, columns))


class _Packed:
    """A writer whose text is packed."""

    def __init__(self, zipped: BinaryIO, inner: Writer) -> None:
        self._zipped, self._inner = zipped, inner

    def write(self, row: Row, said: str) -> None:
        self._inner.write(row, said)

    def close(self) -> None:
        self._inner.close()
        self._zipped.close()


class _Lines:
    """JSON lines."""

    def __init__(self, file: BinaryIO, _columns: Iterable[Column]) -> None:
        self._write = file.write

    def write(self, row: Row, said: str) -> None:
        self._write(f"{written(row, said)}\n".encode("ascii"))

    def close(self) -> None:
        return


class _Cells:
    """CSV as RFC 4180 has it, header first. Cells are what they are, also where a spreadsheet would compute them."""

    def __init__(self, file: BinaryIO, columns: Iterable[Column], parting: str = ",") -> None:
        self._file = file
        self._names = [column.name for column in with_ours(columns)]
        self._known = frozenset(self._names)
        self._row: Callable[[Iterable[str]], str] = csv.writer(_Echo(), delimiter=parting).writerow
        quoting = csv.QUOTE_ALL if any(set(name) & _OTHERS for name in self._names) else csv.QUOTE_MINIMAL
        first = csv.writer(_Echo(), delimiter=parting, quoting=quoting)  # type: ignore[arg-type]  # it is a Literal there
        self._put(first.writerow(self._names))

    def write(self, row: Row, said: str) -> None:
        values = row.fields | row.added | _cells_of(said)
        if not values.keys() <= self._known:
            refuse_unknown(values, self._known)
        found = map(values.get, self._names)
        self._put(self._row([value if type(value) is str else cell(value) for value in found]))

    def _put(self, text: str) -> None:
        self._file.write(storable(text).encode("utf-8"))

    def close(self) -> None:
        return


_OTHERS: Final = frozenset(",;\t")
"""What may part cells: where a name has one of these in it, quotes tell which does."""


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


@lru_cache(4096)
def _cells_of(said: str) -> dict[str, str]:
    """Return what was said as cells: names of misconceptions have no spaces in them."""
    fields = parsed(said)
    return {name: " ".join(value) if name == "misconceptions" else cell(value) for name, value in fields.items()}


def _tabbed(file: BinaryIO, columns: Iterable[Column]) -> Writer:
    return _Cells(file, columns, "\t")


def _parquet(file: BinaryIO, columns: Iterable[Column]) -> Writer:
    from .parquet import ParquetRows  # an extra: few need it, and it is large

    return ParquetRows(file, with_ours(columns))


_WRITERS: Final[dict[str, Callable[[BinaryIO, Iterable[Column]], Writer]]] = {
    "jsonl": _Lines,
    "csv": _Cells,
    "tsv": _tabbed,
    "parquet": _parquet,
}
