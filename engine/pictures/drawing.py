"""A picture of windows as cells with marks: what is printed in letters and drawn as SVG alike."""

from typing import Final

from ..tensors import written
from .cells import Cell, Drawing, Grid, Line, Mark, Window
from .legend import legend_of
from .readings import counts_padding, reading
from .scene import Scene
from .sides import Side, places

_LEAST: Final = 3
"""So many places at least are drawn before a gap."""

_STRONGEST: Final = (Mark.LEFT_OUT, Mark.BEYOND, Mark.PADDING, Mark.DROPPED, Mark.SKIPPED, Mark.READ)
"""Which of the marks of its row and its column a cell has: the first of these."""


def drawn(found: Scene, most_rows: int, most_columns: int) -> Drawing:
    """Return the picture of a scene; of more rows or columns than these the middle is left out."""
    columns = _line(found.columns, most_columns)
    rows = _line(found.rows, most_rows) if found.rows is not None else Line(None, (0,))
    firsts = _firsts(found)
    readings = [reading(found, down, right) for down, right in firsts]
    windows = tuple(
        [
            Window(number, rows.under(down), columns.under(right), read.equation if read else "")
            for number, ((down, right), read) in enumerate(zip(firsts, readings, strict=True), 1)
            if rows.under(down) and columns.under(right)
        ]
    )
    picked = [read.picked if read else None for read in readings]
    zeros = bool(found.numbers) and counts_padding(found)
    cells = []
    for y, row in enumerate(rows.places):
        line = []
        for x, column in enumerate(columns.places):
            marks = (rows.mark(row), columns.mark(column))
            mark = next(one for one in _STRONGEST if one in marks)
            on = tuple([one.number for one in windows if y in one.rows and x in one.columns])
            text = "0" if zeros and mark is Mark.PADDING else ""
            if found.numbers and row is not None and column is not None and mark not in _OUTSIDE:
                text = written(found.numbers[row][column])
            by = tuple([number for number, place in enumerate(picked, 1) if place == (row, column)])
            line.append(Cell(mark, on, text, by))
        cells.append(tuple(line))
    field = Grid(f"{'output' if found.backwards else 'input'} {_size(found)}", tuple(cells))
    points = _points(found, firsts, most_rows, most_columns)
    legend = tuple(legend_of(found, field, rows, columns, windows))
    return Drawing(str(found.layer), field, points, windows, found.backwards, found.total, legend, found.notes)


_OUTSIDE: Final = (Mark.PADDING, Mark.BEYOND, Mark.LEFT_OUT)


def _size(found: Scene) -> str:
    return "×".join([f"{side.size:,}" for side in found.sides])


def _firsts(found: Scene) -> list[tuple[int, int]]:
    """Return the first window, its neighbour at the right and the first of the second row; of one row the first three.

    As many as there are.
    """
    right = found.columns.fitting
    if found.rows is None:
        return [(0, window) for window in range(min(3, right))]
    return [(0, 0), *([(0, 1)] if right > 1 else []), *([(1, 0)] if found.rows.fitting > 1 else [])]


def _line(side: Side, most: int) -> Line:
    """Return the places to draw: all, or the first and the last with a gap where they are too many."""
    whole = places(side)
    if len(whole) <= most:
        return Line(side, tuple(whole))
    last = side.taps(side.fitting - 1)[-1]
    tail = max(1, min(most // 2, whole[-1] - min(last, side.size - 1) + 1))
    two_windows = side.taps(min(1, side.fitting - 1))[-1] - whole[0] + 1
    head = max(_LEAST, min(most - tail - 1, two_windows + 2))
    return Line(side, (*whole[:head], None, *whole[len(whole) - tail :]))


def _points(found: Scene, firsts: list[tuple[int, int]], most_rows: int, most_columns: int) -> Grid:
    """Return the grid with one cell for each window."""
    down = _ends(found.rows.fitting, most_rows) if found.rows is not None else [0]
    right = _ends(found.columns.fitting, most_columns)
    cells = []
    for y in down:
        line = []
        for x in right:
            if y is None or x is None:
                line.append(Cell(Mark.LEFT_OUT))
                continue
            on = tuple([number for number, place in enumerate(firsts, 1) if place == (y, x)])
            text = written(found.results[y][x]) if found.results else ""
            line.append(Cell(Mark.READ, on, text))
        cells.append(tuple(line))
    counts = "×".join([f"{side.fitting:,}" for side in found.sides])
    # What nn.Unfold gives is no map: each window becomes a column of numbers.
    name = "input" if found.backwards else "blocks" if found.layer.name == "Unfold" else "output"
    return Grid(f"{name} {counts}", tuple(cells))


def _ends(count: int, most: int) -> list[int | None]:
    if count <= most:
        return [*range(count)]
    return [*range(max(_LEAST, min(most - 2, 6))), None, count - 1]
