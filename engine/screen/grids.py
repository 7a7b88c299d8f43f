"""Numbers as grids: an input beside the output that torch computes of it."""

from collections.abc import Sequence

from ..jobs import Numbers
from ..tensors import shape_of, without_leading_ones, written
from .page import Page

_GAP = "   ->   "


def grid(numbers: Numbers) -> list[str] | None:
    """Return the rows of numbers of at most two dimensions, their columns in line; None where there are more.

    >>> grid((((1, 10), (3, 4.5)),))
    ['1   10', '3  4.5']
    """
    plain = without_leading_ones(numbers)
    if len(shape_of(plain)) > 2:
        return None
    rows = plain if isinstance(plain, tuple) else (plain,)
    cells = [[written(cell) for cell in (row if isinstance(row, tuple) else (row,))] for row in rows]
    if not isinstance(rows[0], tuple):
        cells = [[cell for row in cells for cell in row]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join([cell.rjust(width) for cell, width in zip(row, widths, strict=True)]) for row in cells]


def print_grids(page: Page, given: Numbers, made: Numbers) -> None:
    """Print numbers and what a layer makes of them: side by side where that fits."""
    left, right = grid(given), grid(made)
    room = page.room() - 2
    if not left or not right or max(map(len, (*left, *right))) > room:
        page.line(written(without_leading_ones(given)), indent=2, hang=2)
        page.line("gives", indent=2)
        page.line(written(without_leading_ones(made)), indent=2, hang=2)
        return
    if len(left[0]) + len(_GAP) + len(right[0]) > room:
        _print_rows(page, left)
        page.line("gives", indent=2)
        _print_rows(page, right)
        return
    middle = (len(left) - 1) // 2
    top = max(0, middle - (len(right) - 1) // 2)
    for place in range(max(len(left), top + len(right))):
        first = left[place] if place < len(left) else " " * len(left[0])
        gap = _GAP if place == middle else " " * len(_GAP)
        second = right[place - top] if 0 <= place - top < len(right) else ""
        _print_rows(page, [first + gap + second])


def _print_rows(page: Page, rows: Sequence[str]) -> None:
    for row in rows:
        page.line(row[len(row) - len(row.lstrip()) :], indent=2 + len(row) - len(row.lstrip()))
