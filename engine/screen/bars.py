"""Bars of plain characters: ASCII, 10 columns at least, and the number beside each says the same.

No library: plotext takes 0.3 s to load, as long as all the rest of the command, and a bar is one line of a list.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import floor
from typing import Final

from rich.cells import cell_len

from ..frozen import dataclass
from .page import Page

FULL: Final = "#"
REST: Final = "."
NARROWEST: Final = 10
WIDEST: Final = 24
_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A bar, with what it is about before it and what it says behind it. `part` is from 0 to 1; None draws none."""

    label: str
    part: float | None
    words: str
    more: str = ""


def bar(part: float, width: int) -> str:
    """Return a bar of which a part is full. Only 0 is empty and only 1 is full.

    >>> bar(0.5, 10), bar(0.001, 10), bar(0.999, 10)
    ('#####.....', '#.........', '#########.')
    """
    full = min(max(floor(part * width + 0.5), int(part > 0)), width - int(part < 1))
    return FULL * full + REST * (width - full)


def print_rows(page: Page, rows: Sequence[Row], indent: int = 2) -> None:
    """Print rows with their bars under each other, in two lines each or three where one is too narrow."""
    rows = [replace(row, label=page.safe(row.label)) for row in rows]
    texts = [[cell_len(row.label), len(row.words), len(row.more)] for row in rows]
    columns = [max(column) for column in zip(*texts, strict=True)]
    rest = page.room() - indent - sum(columns) - _GAP * (3 if columns[2] else 2)
    drawn = any(row.part is not None for row in rows)
    if rest >= NARROWEST * drawn:
        for row in rows:
            _print_line(page, row, columns, min(rest, WIDEST) * drawn, indent)
    else:
        for row in rows:
            _print_lines(page, row, indent)


def _print_line(page: Page, row: Row, columns: Sequence[int], width: int, indent: int) -> None:
    line = [row.label + " " * (columns[0] - cell_len(row.label))]
    if width:
        line.append(" " * width if row.part is None else bar(row.part, width))
    line.append(row.words.rjust(columns[1]) if width else row.words.ljust(columns[1]))
    page.line((" " * _GAP).join([*line, row.more]).rstrip(), indent=indent, hang=2)


def _print_lines(page: Page, row: Row, indent: int) -> None:
    page.line(row.label, indent=indent, hang=2)
    said = ", ".join([one for one in (row.words, row.more) if one])
    room = page.room() - 2 * indent
    beside = room - _GAP - len(said)
    if row.part is None:
        page.line(said, indent=2 * indent)
    elif beside >= NARROWEST:
        page.line(f"{bar(row.part, min(beside, WIDEST))}{' ' * _GAP}{said}", indent=2 * indent)
    else:
        page.line(bar(row.part, min(room, WIDEST)), indent=2 * indent)
        page.line(said, indent=2 * indent)
