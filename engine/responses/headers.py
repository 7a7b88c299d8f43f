"""The first line of a table: what its columns are called, and what parts its cells."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Final

_SEPARATORS: Final = (",", ";", "\t")
_DECLARED: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_LINES: Final = 100
"""So many lines belong to a header whose names go over several."""


def beginning(lines: Iterator[str]) -> tuple[list[str], int]:
    """Return the lines of the header, and how many were read; more than one where a name in quotes goes over several.

    There are none in an empty file.
    """
    header: list[str] = []
    read = 0
    for line in lines:
        read += 1
        if header or line.strip("\r\n"):
            header.append(line)
            if sum([one.count('"') for one in header]) % 2 == 0 or len(header) == _LINES:
                break
    return header, read


def declared(line: str) -> str | None:
    """Return what parts cells, where a line of its own says so, as Excel writes it: `sep=;`."""
    found = _DECLARED.fullmatch(line)
    return found[1] if found else None


def separator(header: list[str]) -> str:
    r"""Return what parts the cells of a header: of comma, semicolon and tab that which makes most names of it.

    >>> separator(["question;answer;Punkte, gesamt\r\n"])
    ';'
    """
    return max(_SEPARATORS, key=lambda one: _parts(header, one))  # the first of those that make as many


def _parts(header: list[str], parting: str) -> int:
    try:
        return len(next(csv.reader(header, delimiter=parting, strict=True), []))
    except csv.Error:  # what follows a closing quote parts the cells
        return 0


def named(cells: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each column: those that are empty or there already get another.

    >>> named([" answer", "", "answer", "column 2"])
    ('answer', 'column 2', 'answer (2)', 'column 2 (2)')
    """
    found: dict[str, None] = {}
    for place, one in enumerate(cells, 1):
        name = wanted = one.strip() or f"column {place}"
        again = 1
        while name in found:
            again += 1
            name = f"{wanted} ({again})"
        found[name] = None
    return tuple(found)
