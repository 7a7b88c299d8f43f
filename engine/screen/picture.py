"""A picture of windows over an input, in letters: it says the same with colours and without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from ..sliding import Slide
from .page import Page

_STYLES: Final = {
    "1": "bold blue",
    "2": "bold yellow",
    "3": "bold cyan",
    "#": "bold",
    "x": "bold",
    "-": "dim",
    ".": "dim",
}
_MOST_ROWS: Final = 18
_MOST_COLUMNS: Final = 37


@dataclass(frozen=True, slots=True)
class Line:
    """One dimension as it is drawn: elements from 0, padding below and beyond, None where some are left out."""

    slide: Slide
    places: tuple[int | None, ...]

    def mark(self, place: int | None) -> str:
        """Return what is at one place: "-" padding, "x" dropped at the end, ":" passed over, "~" left out, "." read."""
        slide = self.slide
        if place is None:
            return "~"
        if not 0 <= place < slide.size:
            return "-"
        if place > slide.taps(slide.fitting - 1)[-1]:
            return "x"
        return "." if any(place in slide.taps(window) for window in _near(slide, place)) else ":"


def print_picture(page: Page, slides: Sequence[Slide]) -> None:
    """Print the input of one or two dimensions, its first windows, and what no window reads."""
    columns = _line(slides[-1], min(_MOST_COLUMNS, (page.room() - 2) // 2))
    rows = _line(slides[0], _MOST_ROWS) if len(slides) == 2 else None
    windows = _first_windows(slides)
    drawn = set()
    for row in rows.places if rows else (0,):
        line = Text()
        for column in columns.places:
            mark = _cell(rows, row, columns, column, windows)
            drawn.add(mark)
            line.append(mark, style=_STYLES.get(mark, "")).append(" ")
        page.line(line, indent=2)
    page.line()
    for mark, meaning in _legend(slides, windows, rows, columns):
        if mark in drawn or mark.startswith("1"):
            page.line(meaning, indent=2, hang=7, mark=Text(f"{mark:<7}", style="title"))


def _cell(rows: Line | None, row: int | None, columns: Line, column: int | None, windows: list[tuple[int, int]]) -> str:
    marks = (rows.mark(row) if rows else ".", columns.mark(column))
    for mark in "~-x:":
        if mark in marks:
            return mark
    inside = [
        str(number)
        for number, (down, right) in enumerate(windows, 1)
        if column in columns.slide.taps(right) and (rows is None or row in rows.slide.taps(down))
    ]
    return inside[0] if len(inside) == 1 else "#" if inside else "."


def _first_windows(slides: Sequence[Slide]) -> list[tuple[int, int]]:
    """Return up to three windows: the first, its neighbour at the right, and the first of the second row."""
    down, right = (slides[0].fitting if len(slides) == 2 else 1), slides[-1].fitting
    return [(0, 0), *([(0, 1)] if right > 1 else []), *([(1, 0)] if down > 1 else [])]


def _line(slide: Slide, most: int) -> Line:
    """Return the places to draw: all, or the first and the last with a gap where they are too many."""
    whole = range(-slide.before, slide.size + slide.after)
    if len(whole) <= most:
        return Line(slide, tuple(whole))
    tail = min(most // 2, slide.dropped + slide.after + 1)
    two_windows = slide.stride + slide.dilation * (slide.kernel - 1) + 1
    head = max(3, min(most - tail - 1, two_windows + 2))
    return Line(slide, (*whole[:head], None, *whole[-tail:]))


def _near(slide: Slide, place: int) -> range:
    """Return the windows that can reach a place at all."""
    reach = slide.dilation * (slide.kernel - 1)
    first = max(0, -(-(place + slide.before - reach) // slide.stride))
    return range(first, min(slide.fitting - 1, (place + slide.before) // slide.stride) + 1)


def _legend(
    slides: Sequence[Slide], windows: list[tuple[int, int]], rows: Line | None, columns: Line
) -> Iterator[tuple[str, str]]:
    total = slides[0].fitting * slides[-1].fitting if rows else columns.slide.fitting
    first = "the only window" if total == 1 else f"the first windows of {total:,}"
    yield " ".join("123"[: len(windows)]), first
    yield "#", "in more than one of these"
    yield ".", "in a later window" if len(windows) < total else "in no window here"
    yield "-", "padding"
    yield ":", "passed over: the stride or the dilation skips it"
    yield "x", f"in no window: {_dropped(slides)} dropped"
    yield "~", f"left out of the picture: {_left_out(rows, columns)}"


def _dropped(slides: Sequence[Slide]) -> str:
    names = ("row", "column") if len(slides) == 2 else ("column",)
    parts = []
    for name, slide in zip(names, slides, strict=True):
        lost = max(0, slide.size - 1 - slide.taps(slide.fitting - 1)[-1])
        if lost:
            parts.append(f"the last {name}" if lost == 1 else f"the last {lost} {name}s")
    return f"{' and '.join(parts)} {'is' if parts in (['the last row'], ['the last column']) else 'are'}"


def _left_out(rows: Line | None, columns: Line) -> str:
    parts = []
    for name, line in (("row", rows), ("column", columns)):
        if line is not None and None in line.places:
            slide = line.slide
            missing = slide.before + slide.size + slide.after - len(line.places) + 1
            parts.append(f"{missing} {name}{'s' * (missing > 1)}")
    return " and ".join(parts)
