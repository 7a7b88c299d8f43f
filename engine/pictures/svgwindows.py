"""Windows on a grid as SVG."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from .cells import PICKED, SHARED, Cell, Drawing, Grid, Mark, Window
from .scene import Scene
from .svgparts import (
    INK,
    MARGIN,
    PAPER,
    QUIET,
    RULE,
    WINDOWS,
    arrow,
    badge,
    document,
    element,
    ids_of,
    lines_of,
    number,
    text,
    width_of,
)

_CELL: Final = 36
_LABEL: Final = 26
_ARROW: Final = 92
_LEGEND: Final = 24
_TITLE, _BODY, _SMALL = 20, 15, 12
_LEAST_WIDTH: Final = 560

_DESCRIBED: Final = {"-": "hatched", "x": "crossed out", ":": "with a dot", "+": "dashed", "~": "three dots"}


def svg_of_windows(drawing: Drawing, scene: Scene) -> str:
    """Return the picture of windows as SVG."""
    cell, point = _cell_size(drawing.field), _cell_size(drawing.points)
    field, points = _size(drawing.field, cell), _size(drawing.points, point)
    left, right = (points, field) if drawing.backwards else (field, points)
    inner = max(_LEAST_WIDTH, left[0] + _ARROW + right[0])
    width = inner + 2 * MARGIN
    title, description = f"{drawing.layer} on {scene.given}", _description(drawing, scene)
    hatch = f"{ids_of(title, description)}-hatch"
    body = [_hatch(hatch)]
    y = MARGIN + _TITLE
    for line in lines_of(drawing.layer, int(inner / (_TITLE * 0.603)), 3):
        body.append(text(MARGIN, y, line, _TITLE, code=True, font_weight="bold"))
        y += _TITLE + 6
    body.append(text(MARGIN, y, f"{scene.given} → {scene.made}", _BODY, code=True, fill=QUIET))
    top = y + _LABEL + 24
    tall = max(left[1], right[1])
    left_top, right_top = top + (tall - left[1]) / 2, top + (tall - right[1]) / 2
    right_x = MARGIN + left[0] + _ARROW
    body.append(arrow(MARGIN + left[0] + 22, top + tall / 2, _ARROW - 44))
    if drawing.backwards:
        body += _points(drawing, MARGIN, left_top, point, hatch)
        body += _field(drawing, right_x, right_top, cell, hatch)
    else:
        body += _field(drawing, MARGIN, left_top, cell, hatch)
        body += _points(drawing, right_x, right_top, point, hatch)
    y = top + tall + 34
    for window in drawing.windows:
        if window.equation:
            body.append(badge(MARGIN + 9, y - 5, window.number))
            for place, line in enumerate(lines_of(window.equation, int((inner - 40) / (_BODY * 0.603)))):
                body.append(text(MARGIN + 28 + 16 * bool(place), y, line, _BODY, code=True))
                y += _LEGEND
    y += 12 * any(window.equation for window in drawing.windows)
    for letters, meaning in _legend(drawing):
        for swatch in _swatches(letters, MARGIN, y - 13, hatch):
            body.append(swatch)
        body.append(text(MARGIN + 70, y, meaning, _BODY))
        y += _LEGEND
    for note in drawing.notes:
        body.append(text(MARGIN, y, note, _BODY, fill=QUIET))
        y += _LEGEND
    longest = max([width_of(meaning, _BODY) + 70 for _, meaning in drawing.legend], default=0)
    width = max(width, longest + 2 * MARGIN)
    return document(width, y - _LEGEND + MARGIN, title, description, body)


def _cell_size(grid: Grid) -> tuple[int, int]:
    longest = max(len(cell.text) for row in grid.cells for cell in row)
    return max(_CELL, round(longest * _BODY * 0.603) + 14), _CELL


def _size(grid: Grid, cell: tuple[int, int]) -> tuple[int, int]:
    return len(grid.cells[0]) * cell[0], len(grid.cells) * cell[1]


def _hatch(name: str) -> str:
    lines = element("path", d="M0,8 L8,0", stroke=RULE, stroke_width=1)
    paper = element("rect", width=8, height=8, fill="#f1f1f1")
    return element("defs", element("pattern", paper + lines, id=name, width=8, height=8, patternUnits="userSpaceOnUse"))


def _field(drawing: Drawing, x: float, y: float, cell: tuple[int, int], hatch: str) -> Iterator[str]:
    """Yield the grid that the windows lie on: cells, tints, outlines, then what stands in the cells."""
    yield text(x, y - 16, drawing.field.name, _BODY, fill=QUIET)
    width, height = cell
    shared = any(_meet(one, other) for one, other in combinations(drawing.windows, 2))
    spread = any(not _solid(window.rows) or not _solid(window.columns) for window in drawing.windows)
    for down, row in enumerate(drawing.field.cells):
        for across, one in enumerate(row):
            yield from _ground(one, x + across * width, y + down * height, width, height, hatch)
    for down, row in enumerate(drawing.field.cells):
        for across, one in enumerate(row):
            for number_ in one.windows:
                yield _tint(number_, x + across * width, y + down * height, width, height)
    for down, row in enumerate(drawing.field.cells):
        for across, one in enumerate(row):
            yield from _content(one, x + across * width, y + down * height, width, height, spread)
    for window in reversed(drawing.windows):
        # Each a little further in than the one before where they overlap, so that none hides another.
        yield _outline(window, x, y, cell, 2.5 * window.number - 0.5 if shared else 2)
    for window in drawing.windows:
        yield badge(x + window.columns[0] * width, y + window.rows[0] * height, window.number)


def _points(drawing: Drawing, x: float, y: float, cell: tuple[int, int], hatch: str) -> Iterator[str]:
    """Yield the grid with one cell for each window."""
    yield text(x, y - 16, drawing.points.name, _BODY, fill=QUIET)
    width, height = cell
    for down, row in enumerate(drawing.points.cells):
        for across, one in enumerate(row):
            yield from _ground(one, x + across * width, y + down * height, width, height, hatch)
            for number_ in one.windows:
                yield _tint(number_, x + across * width, y + down * height, width, height)
            yield from _content(one, x + across * width, y + down * height, width, height)
    for down, row in enumerate(drawing.points.cells):
        for across, one in enumerate(row):
            for number_ in one.windows:
                yield _outline(Window(number_, (down,), (across,)), x, y, cell, 2)
                yield badge(x + across * width, y + down * height, number_)


def _ground(cell: Cell, x: float, y: float, width: float, height: float, hatch: str) -> Iterator[str]:
    if cell.mark is Mark.LEFT_OUT:
        for step in (-6, 0, 6):
            yield element("circle", cx=x + width / 2 + step, cy=y + height / 2, r=1.6, fill=QUIET)
        return
    fill = f"url(#{hatch})" if cell.mark is Mark.PADDING else PAPER
    dashes = "3 3" if cell.mark is Mark.BEYOND else ""
    yield element(
        "rect", x=x, y=y, width=width, height=height, fill=fill, stroke=RULE, stroke_width=1, stroke_dasharray=dashes
    )
    if cell.mark is Mark.SKIPPED:
        yield element("circle", cx=x + width / 2, cy=y + height - 7, r=2.2, fill=QUIET)
    if cell.mark is Mark.DROPPED:
        d = f"M{number(x + 5)},{number(y + 5)} L{number(x + width - 5)},{number(y + height - 5)}"
        d += f" M{number(x + width - 5)},{number(y + 5)} L{number(x + 5)},{number(y + height - 5)}"
        yield element("path", d=d, stroke="#b0b0b0", stroke_width=1.6)


def _tint(window: int, x: float, y: float, width: float, height: float) -> str:
    return element("rect", x=x, y=y, width=width, height=height, fill=WINDOWS[window][0], fill_opacity=0.17)


def _content(cell: Cell, x: float, y: float, width: float, height: float, spread: bool = False) -> Iterator[str]:
    middle, base = x + width / 2, y + height / 2 + _BODY * 0.36
    for window in cell.picked[:1]:
        yield element(
            "ellipse",
            cx=middle,
            cy=y + height / 2,
            rx=max(13.0, len(cell.text) * _BODY * 0.31 + 5),
            ry=13,
            fill=PAPER,
            stroke=WINDOWS[window][0],
            stroke_width=2.5,
        )
    if cell.text:
        weight = "bold" if cell.picked or cell.windows else ""
        fill = QUIET if cell.mark is not Mark.READ else INK
        yield text(middle, base, cell.text, _BODY, code=True, fill=fill, text_anchor="middle", font_weight=weight)
    elif cell.windows and spread and cell.mark is not Mark.LEFT_OUT:
        said = ",".join(map(str, cell.windows))
        yield text(middle, y + height / 2 + 4, said, _SMALL, code=True, text_anchor="middle")


def _meet(one: Window, other: Window) -> bool:
    """Return whether the outlines of two windows overlap."""
    sides = ((one.rows, other.rows), (one.columns, other.columns))
    return all(mine[0] <= theirs[-1] and theirs[0] <= mine[-1] for mine, theirs in sides)


def _solid(places: tuple[int, ...]) -> bool:
    return places[-1] - places[0] == len(places) - 1


def _outline(window: Window, x: float, y: float, cell: tuple[int, int], off: float) -> str:
    colour, dashes = WINDOWS[window.number]
    width, height = cell
    return element(
        "rect",
        x=x + window.columns[0] * width + off,
        y=y + window.rows[0] * height + off,
        width=(window.columns[-1] - window.columns[0] + 1) * width - 2 * off,
        height=(window.rows[-1] - window.rows[0] + 1) * height - 2 * off,
        rx=3,
        fill="none",
        stroke=colour,
        stroke_width=3,
        stroke_dasharray=dashes,
    )


def _legend(drawing: Drawing) -> list[tuple[str, str]]:
    return [(letters, meaning) for letters, meaning in drawing.legend if letters not in (SHARED, Mark.READ.value)]


def _swatches(letters: str, x: float, y: float, hatch: str) -> Iterator[str]:
    """Yield what stands before a line of the legend."""
    if letters[0].isdecimal():
        for place, one in enumerate(letters.split()):
            yield badge(x + 9 + 22 * place, y + 8, int(one))
        return
    if letters == PICKED:
        yield element("ellipse", cx=x + 13, cy=y + 8, rx=13, ry=9, fill=PAPER, stroke=INK, stroke_width=2.5)
        return
    yield from _ground(Cell(Mark(letters)), x, y - 1, 26, 18, hatch)


def _description(drawing: Drawing, scene: Scene) -> str:
    """Return the picture in words."""
    said = [f"A picture of {drawing.layer}: {scene.given} goes in, {scene.made} comes out."]
    said += [f"Window {window.number}: {window.equation}." for window in drawing.windows if window.equation]
    for letters, meaning in _legend(drawing):
        if letters in _DESCRIBED:
            said.append(f"Cells {_DESCRIBED[letters]} are {meaning}.")
        elif letters[0].isdecimal():
            said.append(f"Outlined are {meaning}.")
    return " ".join([*said, *drawing.notes])
