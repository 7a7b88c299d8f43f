"""CSV: rows of cells, which are text. What is wrong with one row is said of that row, and the next is read."""

import csv
import json
from collections import deque
from collections.abc import Iterator
from typing import Final, TextIO

from ..literals import Unreadable
from ..plural import count
from .headers import beginning, declared, named, separator
from .opening import LONGEST, TOO_LONG, bounded, too_long
from .rows import Found

_OPEN: Final = "a quote is opened in it and never closed"


class Table:
    """A table that is being read: its header has been, its rows come."""

    def __init__(self, text: TextIO, *, tabs: bool) -> None:
        """Read the header. Raises Unreadable."""
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST))  # lines are bounded before csv sees them
        self._lines = bounded(text)
        header, read = beginning(self._lines)
        self._number = 1 + read
        parting = declared(header[0]) if header else None
        if parting is not None:
            header, read = beginning(self._lines)
            self._number += read
        if header and too_long(header[-1]):
            raise Unreadable(f"its first line {TOO_LONG}: this is no table")
        self._parting = parting or ("\t" if tabs else separator(header))
        self.names = named(next(csv.reader(header, delimiter=self._parting), []))

    def rows(self) -> Iterator[Found]:
        """Yield the rows. Where nothing stands in any cell, there is none."""
        names, width = self.names, len(self.names)
        for number, cells, fault in _records(self._lines, self._number, self._parting):
            if fault is not None:
                yield Found(dict(zip(names, cells, strict=False)), fault=f"line {number}: {fault}")
            elif len(cells) == width:
                if any(cells):
                    yield Found(dict(zip(names, cells, strict=True)))
            elif any(cells):
                over = cells[width:]
                wrong = self._wrong(number, cells) if len(cells) < width or any(over) else None
                yield Found(dict(zip(names, cells, strict=False)), fault=wrong)

    def _wrong(self, number: int, cells: list[str]) -> str:
        width = len(self.names)
        over = f": left over are {json.dumps(cells[width:], ensure_ascii=False)}" if len(cells) > width else ""
        return f"line {number} has {count(len(cells), 'cell')}, and the first line names {width}{over}"


class _Unending(csv.Error):
    """A record does not end where it should."""


class _Feed:
    """The lines of a table, as they are fed to what parses them: those of the record that it is at are kept."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.taken: list[str] = []
        self._lines = lines
        self._again: deque[str] = deque()
        self._ended = False

    def lines(self) -> Iterator[str]:
        """Yield the lines. Raises _Unending where a record takes too many of them."""
        taken, again, lines = self.taken, self._again, self._lines
        self._ended = False
        size = 0
        while True:
            line = again.popleft() if again else next(lines, None)
            if line is None:
                self._ended = True
                return
            size = size + len(line) if taken else len(line)
            taken.append(line)
            if size >= LONGEST and (size > LONGEST or too_long(line)):
                raise _Unending
            yield line

    def ended(self) -> bool:
        """Tell whether one more line was wanted than there is."""
        return self._ended

    def first(self) -> str:
        """Return the first line of the record, and let those after it be read again."""
        first, *rest = self.taken
        self._again.extendleft(reversed(rest))
        self.taken.clear()
        self._ended = False
        return first


def _records(lines: Iterator[str], number: int, parting: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield the line where each record begins, its cells, and what is wrong with it.

    A quote that is never closed takes in all that follows: then its line counts alone, and what follows is read again.
    """
    feed = _Feed(lines)
    while not feed.ended():
        fault = _OPEN
        try:
            for cells in csv.reader(feed.lines(), delimiter=parting):
                if feed.ended():  # in the middle of a record
                    break
                yield number, cells, None
                number += len(feed.taken)
                feed.taken.clear()
        except _Unending:
            pass
        except csv.Error as error:
            fault = str(error)
        if feed.taken:
            first = feed.first()
            long = too_long(first)
            alone = [] if long else next(csv.reader([first], delimiter=parting), [])
            yield number, [cell.rstrip("\r\n") for cell in alone], f"it {TOO_LONG}" if long else fault
            number += 1
