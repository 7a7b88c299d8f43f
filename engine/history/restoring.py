"""Taking back what an accident left: the events of a backup, and whatever can be read of a damaged file.

They are added to the record as it is now. Nothing is replaced, so nothing that was answered meanwhile is lost, and
doing it twice changes nothing.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from . import file as files
from .derived import FORGET
from .disk import Damaged, Refused, reason
from .file import File
from .record import History
from .rows import STORED, Row, Spoilt, event_of, row_of

_PAGE: Final = 64
_SMALLEST: Final = 100
"""Bytes that an event takes at least."""


def restore(history: History, paths: Iterable[Path]) -> int:
    """Add to the record what can be read of these files. Return how many events were new. Raises Refused."""
    added = 0
    for path in paths:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.sqlite3"
            try:
                shutil.copyfile(path, copy)
                _lengthen(copy)
            except OSError as error:
                raise Refused(reason(error)) from None
            for rows in _readable(copy):
                added += history.write(rows, FORGET)
    return added


def _readable(path: Path) -> Iterator[list[Row]]:
    try:
        opened = File(path)
    except (Damaged, Refused):
        return
    try:
        if opened.version < files.VERSION:
            with suppress(Damaged):
                opened.migrate()
        if opened.version == files.VERSION:
            yield from _pages(opened)
    finally:
        opened.close()


def _pages(opened: File) -> Iterator[list[Row]]:
    """Yield the rows of all pages that can be read: what is around a damaged one is looked for one by one."""
    first, last = 1, _last(opened)
    while first <= last:
        try:
            found = _rows(opened, first, first + _PAGE - 1)
        except Damaged:
            found = []
            for number in range(first, min(first + _PAGE, last + 1)):
                with suppress(Damaged):
                    found += _rows(opened, number, number)
        if found:
            yield found
        first += _PAGE


def _last(opened: File) -> int:
    most = os.stat(opened.path).st_size // _SMALLEST
    with suppress(Damaged):
        return min(most, int(opened.rows("SELECT ifnull(max(number), 0) FROM events")[0][0]))
    return most


def _rows(opened: File, first: int, last: int) -> list[Row]:
    found = opened.rows(f"SELECT {STORED} FROM events WHERE number BETWEEN ? AND ? ORDER BY number", first, last)
    return [row for stored in found for row in _intact(stored)]


def _intact(stored: tuple[Any, ...]) -> list[Row]:
    try:
        return [row_of(event_of(*stored))]
    except (Spoilt, TypeError):
        return []


def _lengthen(path: Path) -> None:
    """Give a file the length that it says it has: SQLite reads nothing of one that was cut off."""
    with path.open("r+b") as opened:
        head = opened.read(32)
        size = int.from_bytes(head[16:18]) or 1
        wanted = int.from_bytes(head[28:32]) * (65536 if size == 1 else size)
        if head.startswith(b"SQLite format 3\0") and os.stat(path).st_size < wanted < 2**34:
            opened.truncate(wanted)
