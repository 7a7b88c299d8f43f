"""What the letters of a drawing mean, in words."""

from collections.abc import Iterator
from typing import Final

from ..sliding import Slide
from .cells import PICKED, SHARED, Drawing, Grid, Line, Mark, Window
from .readings import counts_padding
from .scene import Scene, settings_of
from .sides import Share, places


def legend_of(
    found: Scene, field: Grid, rows: Line, columns: Line, windows: tuple[Window, ...]
) -> Iterator[tuple[str, str]]:
    """Yield the letters that are in a drawing, each with its meaning."""
    marks = {cell.mark for row in field.cells for cell in row}
    shared = any(len(cell.windows) > 1 and cell.mark is Mark.READ for row in field.cells for cell in row)
    later = any(cell.mark is Mark.READ and not cell.windows for row in field.cells for cell in row)
    said = _BACKWARDS if found.backwards else _FORWARDS
    numbers = " ".join([str(window.number) for window in windows])
    total = found.total
    first = said["only"] if total == 1 else said["first"].format(f"{total:,}")
    yield numbers, first + _geometry(found)
    if shared:
        yield SHARED, said["shared"]
    if later:
        yield Mark.READ.value, said["later"]
    if any(cell.picked for row in field.cells for cell in row):
        yield PICKED, "the largest number of a window"
    if Mark.PADDING in marks:
        yield Mark.PADDING.value, said["padding"] if found.backwards else _padding(found)
    if Mark.BEYOND in marks:
        yield Mark.BEYOND.value, "past the edge: ceil_mode lets the last window hang over"
    if Mark.SKIPPED in marks:
        yield Mark.SKIPPED.value, said["skipped"]
    if Mark.DROPPED in marks:
        yield Mark.DROPPED.value, said["dropped"].format(_dropped(found))
    if Mark.LEFT_OUT in marks:
        yield Mark.LEFT_OUT.value, f"left out of the picture: {_left_out(rows, columns)}"


def _geometry(found: Scene) -> str:
    """Return how large the windows are and how far apart, as the end of a sentence."""
    slides = [side for side in found.sides if isinstance(side, Slide)]
    if not slides:
        return ""
    size = "×".join([str(slide.kernel) for slide in slides])
    said = f": {size}" if len(slides) > 1 else f": {size} long"
    if max(slide.dilation for slide in slides) > 1:
        said += f", spread by the dilation {_each([slide.dilation for slide in slides])}"
    return f"{said}, {_each([slide.stride for slide in slides])} apart" if found.total > 1 else said


def _each(numbers: list[int]) -> str:
    return str(numbers[0]) if len(set(numbers)) == 1 else f"{numbers[0]} down and {numbers[1]} across"


_FORWARDS: Final = {
    "only": "the only window",
    "first": "the first windows of {}",
    "shared": "in more than one of these",
    "later": "in a later window",
    "skipped": "passed over: the stride or the dilation skips it",
    "dropped": "in no window: {} dropped",
}
_BACKWARDS: Final = {
    "only": "where the only element of the input goes",
    "first": "where the first elements of {} go",
    "shared": "where some of these meet and are added",
    "later": "where later elements go",
    "padding": "cut off: the padding",
    "skipped": "no input reaches it: the stride or the dilation skips it",
    "dropped": "no input reaches it: output_padding adds it",
}


_BRIEFLY: Final = {
    SHARED: "in several of these",
    Mark.READ.value: "in a later one",
    Mark.PADDING.value: "padding",
    Mark.BEYOND.value: "past the edge",
    Mark.SKIPPED.value: "passed over",
    Mark.DROPPED.value: "in none",
    Mark.LEFT_OUT.value: "not drawn",
}
_BRIEFLY_BACKWARDS: Final = _BRIEFLY | {Mark.PADDING.value: "cut off", Mark.SKIPPED.value: "in none"}


def briefly(drawing: Drawing) -> dict[str, str]:
    """Return the legend of a drawing in a few words."""
    said = _BRIEFLY_BACKWARDS if drawing.backwards else _BRIEFLY
    return {letters: said.get(letters, "the first windows") for letters, _ in drawing.legend}


def _padding(found: Scene) -> str:
    name = found.layer.name
    if name.startswith("MaxPool"):
        return "padding, which is never the largest"
    if name.startswith("AvgPool"):
        return "padding: zeros that count" if counts_padding(found) else "padding, which does not count"
    mode = settings_of(found).get("padding_mode", "zeros")
    return f"padding: {mode}"


def _dropped(found: Scene) -> str:
    named = (("row", found.rows), ("column", found.columns))
    parts = []
    for name, side in named:
        lost = 0 if side is None or isinstance(side, Share) else side.size - 1 - side.taps(side.fitting - 1)[-1]
        if lost > 0:
            name = name if found.rows is not None else "element"
            parts.append(f"the last {name}" if lost == 1 else f"the last {lost:,} {name}s")
    return f"{' and '.join(parts)} {'is' if len(parts) == 1 and not parts[0].endswith('s') else 'are'}"


def _left_out(rows: Line, columns: Line) -> str:
    parts = []
    for name, line in (("row", rows), ("column", columns)):
        if line.side is not None and None in line.places:
            missing = len(places(line.side)) - len(line.places) + 1
            parts.append(f"{missing:,} {name}{'s' * (missing > 1)}")
    return " and ".join(parts)
