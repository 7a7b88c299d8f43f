"""Grids of a drawing as blocks of letters: the first windows in one grid, or one grid of numbers for each of them."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from rich.text import Text

from ..pictures.cells import PICKED, SHARED, Cell, Drawing, Mark, Window
from .blocks import Block

# Okabe and Ito's colours, which people with any kind of colour vision tell apart; as backgrounds under black letters
# they are the same on dark and on light terminals.
_WINDOWS: Final = {1: "#000000 on #56b4e9", 2: "#000000 on #e69f00", 3: "#000000 on #009e73"}
_SHARED: Final = "#000000 on #f0e442"
_STYLES: Final = {Mark.DROPPED: "bold", Mark.READ: "", Mark.BEYOND: "bold"}
_PREFIX: Final = {Mark.DROPPED: "x", Mark.SKIPPED: ":"}

Lane: TypeAlias = list[tuple[int, tuple[int, ...]]]
"""A line beside a grid: numbers of windows, each with the places that it lies on."""


def overlay(drawing: Drawing) -> Block:
    """Return the grid with all first windows in it; where they hide each other, what each lies on stands outside."""
    lines = [Text(drawing.field.name, style="quiet")]
    above, left = rulers(drawing)
    margin = " " * (len(left) + 1 if left else 0)
    for lane in above:
        line = Text(margin).append_text(_ruler(lane, len(drawing.field.cells[0]), " "))
        line.rstrip()
        lines.append(line)
    beside = [_ruler(lane, len(drawing.field.cells)) for lane in left]
    for y, row in enumerate(drawing.field.cells):
        line = Text().join([*[ruler[y] for ruler in beside], Text(" " if left else "")])
        lines.append(line.append_text(_letters(row)))
    return Block(tuple(lines))


def rulers(drawing: Drawing) -> tuple[list[Lane], list[Lane]]:
    """Return lines above the grid and at its left that say what each window lies on; none where that shows in it."""
    hidden = any(
        len(cell.windows) > 1 or (cell.windows and cell.mark is not Mark.READ)
        for row in drawing.field.cells
        for cell in row
    )
    if not hidden:
        return [], []
    above = _lanes([(window.number, window.columns) for window in drawing.windows])
    left = _lanes([(window.number, window.rows) for window in drawing.windows])
    return above, left if len(drawing.field.cells) > 1 else []


def _lanes(under: list[tuple[int, tuple[int, ...]]]) -> list[Lane]:
    """Put windows into as few lines as have room for them; of those that lie on the same places only the first."""
    lanes: list[Lane] = []
    seen: set[tuple[int, ...]] = set()
    for number, places in under:
        if places in seen:
            continue
        seen.add(places)
        free = next((lane for lane in lanes if not any({*places} & {*taken} for _, taken in lane)), None)
        if free is None:
            lanes.append([(number, places)])
        else:
            free.append((number, places))
    return lanes


def _ruler(lane: Lane, length: int, between: str = "") -> Text:
    on = [next((number for number, places in lane if place in places), 0) for place in range(length)]
    line = Text()
    for number, right in zip(on, (*on[1:], 0), strict=True):
        line.append(str(number) if number else " ", style=_WINDOWS.get(number, ""))
        line.append(between, style=_WINDOWS.get(number, "") if number == right else "")
    return line


def _letters(row: Sequence[Cell]) -> Text:
    """Return a row of cells, with one colour from one to the next where both are in one window."""
    line = Text()
    for cell, right in zip(row, (*row[1:], None), strict=True):
        line.append(_letter(cell), style=_style(cell))
        if right is not None:
            common = tuple([number for number in cell.windows if number in right.windows])
            line.append(" ", style=_of_windows(common))
    return line


def _letter(cell: Cell) -> str:
    if cell.mark is not Mark.READ or not cell.windows:
        return cell.mark.value
    return str(cell.windows[0]) if len(cell.windows) == 1 else SHARED


def _style(cell: Cell) -> str:
    if not cell.windows or cell.mark is Mark.LEFT_OUT:
        return _STYLES.get(cell.mark, "quiet")
    return _of_windows(cell.windows)


def _of_windows(windows: tuple[int, ...]) -> str:
    return _SHARED if len(windows) > 1 else _WINDOWS[windows[0]] if windows else ""


def points_block(drawing: Drawing) -> Block:
    """Return the grid with one cell for each window, in line with the other grid."""
    lines = [Text(drawing.points.name, style="quiet")]
    lines += [Text() for _ in rulers(drawing)[0]]
    lines += [_letters(row) for row in drawing.points.cells]
    return Block(tuple(lines))


def panel(drawing: Drawing, window: Window) -> Block:
    """Return the numbers with one window in brackets."""
    total = drawing.total
    of = f" of {total:,}" if total > len(drawing.windows) and window.number == 1 else ""
    lines = [Text(f"window {window.number}{of}", style="quiet")]
    widths = _column_widths(drawing.field.cells)
    style = _WINDOWS[window.number]
    for y, row in enumerate(drawing.field.cells):
        on = [x for x in window.columns if y in window.rows]
        line = Text()
        for x, cell in enumerate(row):
            inside, before = x in on, x - 1 in on
            edge = " " if inside == before else "[" if inside else "]"
            line.append(edge, style=style if inside or before else "")
            text = (PICKED if window.number in cell.picked else _PREFIX.get(cell.mark, "")) + _text(cell)
            line.append(text.rjust(widths[x]), style=style if inside else _STYLES.get(cell.mark, "quiet"))
        line.append("]" if len(row) - 1 in on else "", style=style)
        line.rstrip()
        lines.append(line)
    return Block(tuple(lines))


def _text(cell: Cell) -> str:
    return cell.text or cell.mark.value


def _column_widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return how wide each column is, with the letters before its numbers."""
    return [
        max(len(_text(cell)) + bool(cell.picked or cell.mark in _PREFIX) for cell in column)
        for column in zip(*rows, strict=True)
    ]


def made_block(drawing: Drawing) -> Block:
    """Return the numbers that torch gives."""
    width = max(len(_text(cell)) for row in drawing.points.cells for cell in row)
    lines = [Text("torch gives", style="quiet")]
    for row in drawing.points.cells:
        line = Text()
        for cell in row:
            line.append(" ").append(_text(cell).rjust(width), style=_style(cell) if cell.windows else "")
        lines.append(line)
    return Block(tuple(lines))
