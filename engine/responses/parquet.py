"""Parquet, through pyarrow: the only module that imports it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final, Self

from ..literals import Unreadable
from .columns import Column, Kind
from .headers import named
from .merging import CHANGED, TYPES, all_fields, refuse_unknown
from .rows import Fields, Found, Row
from .values import Exact, cell, exact, storable

_ABSENT: Final = "Parquet needs pyarrow: install it with `pip install 'quizproof[parquet]'`"
_READ: Final = 2_000
"""So many rows are taken out at a time."""
_BATCH: Final = 1_000
_GROUP_ROWS: Final = 100_000
_GROUP_BYTES: Final = 64_000_000
"""A group of rows is written when it has so many rows, or bytes: that is what lies in memory."""


def _arrow(doing: str) -> Any:
    try:
        import pyarrow  # type: ignore[import-untyped]  # an extra, without types
        import pyarrow.parquet  # type: ignore[import-untyped]  # as above
    except ImportError:
        raise Unreadable(f"{doing} {_ABSENT}") from None
    return pyarrow


class ParquetFile:
    """A file of Parquet that is being read. Use it as a context."""

    def __init__(self, name: str) -> None:
        """Read the schema. Raises Unreadable."""
        self._name = name
        self._pa = pa = _arrow(f"{name}: reading")
        self._read = 0
        with _told(pa, name):
            self._file = pa.parquet.ParquetFile(pa.OSFile(name))
            self._total: int = self._file.metadata.num_rows
            schema = self._file.schema_arrow
        found = zip(named(schema.names), schema.types, strict=True)
        self.columns = tuple([Column(called, _kind(pa, kind), kind) for called, kind in found])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close(force=True)

    def part(self) -> float:
        """Return how much was read, from 0 to 1."""
        return self._read / max(self._total, 1)

    def rows(self) -> Iterator[Found]:
        """Yield the rows. Raises Unreadable."""
        names = [column.name for column in self.columns]
        with _told(self._pa, self._name):
            for batch in self._file.iter_batches(_READ):
                values = [_values(self._pa, column) for column in batch.columns]
                for row in zip(*values, strict=True) if values else ():
                    self._read += 1
                    yield Found(dict(zip(names, row, strict=True)))


@contextmanager
def _told(pa: Any, name: str) -> Iterator[None]:
    """Whatever pyarrow finds wrong with a file is one sentence."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise Unreadable(f"{name}: this is no Parquet, or it is broken") from None


def _kind(pa: Any, kind: Any) -> Kind:
    types = pa.types
    if types.is_dictionary(kind):
        return _kind(pa, kind.value_type)
    if types.is_boolean(kind):
        return "truth value"
    if types.is_integer(kind):
        return "whole number"
    if types.is_floating(kind):
        return "number"
    return "text" if _is_text(pa, kind) or types.is_null(kind) else "other"


def _is_text(pa: Any, kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _values(pa: Any, column: Any) -> list[Any]:
    """Return the values of a column as JSON has them."""
    if _is_json(pa, column.type):
        return column.to_pylist()  # type: ignore[no-any-return]  # of a module without types
    try:
        texts = column.cast(pa.string()).to_pylist()
    except pa.ArrowException:  # bytes that are no text, and what is nested
        texts = [_text(one.as_py()) for one in column]
    return [exact(text, one) if one.is_valid else None for text, one in zip(texts, column, strict=True)]


def _text(value: Any) -> str:
    return _plain(value) if isinstance(value, bytes) else json.dumps(value, default=_plain)


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _is_json(pa: Any, kind: Any) -> bool:
    types = pa.types
    if types.is_list(kind) or types.is_large_list(kind) or types.is_dictionary(kind):
        return _is_json(pa, kind.value_type)
    if types.is_struct(kind):
        return all(_is_json(pa, kind.field(place).type) for place in range(kind.num_fields))
    return _kind(pa, kind) != "other"


class ParquetRows:
    """Writes rows as Parquet: columns that came from Parquet keep their types."""

    def __init__(self, file: BinaryIO, columns: Iterable[Column]) -> None:
        """Write to `file`. Raises Unreadable."""
        self._pa = pa = _arrow("writing")
        self._schema = pa.schema([(column.name, _type(pa, column)) for column in columns])
        self._writer = pa.parquet.ParquetWriter(file, self._schema)
        self._rows: list[Fields] = []
        self._batches: list[Any] = []
        self._bytes = self._held = 0

    def write(self, row: Row, said: str) -> None:
        """Write a row with what was said of it. Raises Unreadable."""
        self._rows.append(all_fields(row, said))
        if len(self._rows) >= _BATCH:
            self._pack()

    def close(self) -> None:
        """Write what is held back, and the end of the file."""
        if self._rows:
            self._pack()
        self._flush()
        self._writer.close()

    def _pack(self) -> None:
        pa, rows = self._pa, self._rows
        known = set(self._schema.names)
        for row in rows:
            refuse_unknown(row, known)
        arrays = [_array(pa, [row.get(field.name) for row in rows], field) for field in self._schema]
        batch = pa.record_batch(arrays, schema=self._schema)
        self._batches.append(batch)
        self._held += len(rows)
        self._bytes += batch.nbytes
        self._rows = []
        if self._held >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._batches:
            table = self._pa.Table.from_batches(self._batches, self._schema)
            self._writer.write_table(table, row_group_size=_GROUP_ROWS)
        self._batches, self._held, self._bytes = [], 0, 0


def _type(pa: Any, column: Column) -> Any:
    if column.name in TYPES:
        return {str: pa.string(), float: pa.float64(), list: pa.list_(pa.string())}[TYPES[column.name]]
    if column.exact is not None and not pa.types.is_null(column.exact):
        return column.exact
    kinds = {"whole number": pa.int64(), "number": pa.float64(), "truth value": pa.bool_()}
    return kinds.get(column.kind, pa.string())


def _array(pa: Any, values: list[Any], field: Any) -> Any:
    """Return the values of a column. Raises Unreadable where they are not what was said of it."""
    if _is_text(pa, field.type):
        values = [None if value is None else storable(cell(value)) for value in values]
    else:
        values = [value.value if isinstance(value, Exact) else value for value in values]
    try:
        return pa.array(values, type=field.type)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        raise Unreadable(f"the values of {field.name!r} are not all of the type {field.type}: {CHANGED}") from None
