"""Pictures in the terminal: of letters, so that they say the same with colours and without."""

from typing import Final

from rich.text import Text

from ..pictures import Chain, Drawing, Picture, Scene, drawn
from ..pictures.cells import SHARED, Mark
from ..pictures.chain import shapes_text
from ..pictures.legend import briefly
from ..pictures.scene import without_numbers
from ..shapes import cut
from ..tensors import written
from .blocks import GAP, Block, beside, print_blocks, rows_of
from .code import coloured
from .gridblocks import made_block, overlay, panel, points_block, rulers
from .page import Page
from .wrapping import code as breaks
from .wrapping import formula, wrapped

_MOST_ROWS: Final = 18
_MOST_COLUMNS: Final = 37
_LEAST_COLUMNS: Final = 6
_INDENT: Final = 2
_ARROW: Final = "  ->  "
_SHORT: Final = 13
"""A picture on the page of a verdict has at most so many lines."""

_NARROW: Final = 30
"""Where there is less room, only the right picture is worth it."""

_SHORT_ROWS: Final = 10
_LONGEST: Final = 400
_OF_WINDOWS: Final = (SHARED, Mark.READ.value)


def print_picture(page: Page, picture: Picture) -> None:
    """Print a picture with its legend, cut in the middle where it is larger than the screen."""
    room = page.room() - _INDENT
    if isinstance(picture, Chain):
        print_blocks(page, [chain_block(page, picture, room)], _INDENT)
        return
    drawing = _fitting(picture, room, _MOST_ROWS)
    if drawing.numbered:
        panels = [panel(drawing, window) for window in drawing.windows]
        print_blocks(page, [*panels, made_block(drawing)], _INDENT)
        _print_equations(page, drawing)
    else:
        print_blocks(page, [_pair(drawing, room)], _INDENT)
        if picture.results:
            _print_equations(page, drawn(picture, _MOST_ROWS, _MOST_COLUMNS))
            page.line()
            page.line(f"torch gives {cut(written(picture.results), _LONGEST)}", indent=_INDENT, hang=2)
    legend = _legend(drawing)
    if legend or drawing.notes:
        page.line()
    for letters, meaning in legend:
        page.line(meaning, indent=_INDENT, hang=7, mark=Text(f"{letters:<7}", style="title"))
    for note in drawing.notes:
        page.line(note, indent=_INDENT)


def print_short(page: Page, right: Picture | None, own: Picture | None) -> None:
    """Print the picture of the right layer, and beside it, or under it, that of the learner's own, if they are short.

    A short one of numbers has fewer windows.
    """
    room = page.room() - _INDENT
    if isinstance(right, Scene) and right.numbers:
        print_numbers(page, right, apart=True)
        return
    if own is None or right is None or room < _NARROW:
        named = [("", one) for one in (right,) if one is not None]
    else:
        named = [("yours", own), ("right", right)]
    half = (room - GAP) // 2
    blocks = [_short(page, name, one, half if len(named) > 1 else room) for name, one in named]
    fitting = [block for block in blocks if block is not None]
    if len(rows_of(fitting, room)) > 1:  # one under the other each may be as wide as the screen
        fitting = [block for name, one in named if (block := _short(page, name, one, room)) is not None]
    if not fitting or len(fitting) < len(named):
        return
    page.line()
    print_blocks(page, fitting, _INDENT)
    meanings: dict[str, str] = {}
    for _, one in named:
        if isinstance(one, Scene):
            meanings |= briefly(_fitting(one, room, _SHORT_ROWS))
    line = ""
    for letters, meaning in meanings.items():
        if line and len(line) + len(letters) + len(meaning) + 4 > room:
            page.line(line, "quiet", indent=_INDENT)
            line = ""
        line += f"{'   ' if line else ''}{letters} {meaning}"
    if line:
        page.line(line, "quiet", indent=_INDENT)


def _short(page: Page, name: str, picture: Picture, room: int) -> Block | None:
    """Return a picture under its name, as wide as the room if that is enough; None where it is too long."""
    if isinstance(picture, Chain):
        block = chain_block(page, picture, max(room, min(_NARROW, page.room() - _INDENT)))
        title = name
    else:
        drawing = _fitting(picture, page.room() - _INDENT, _SHORT_ROWS)
        block = _pair(drawing, room)
        title = f"{name}: {drawing.layer}" if name else drawing.layer
    width = max(block.width, min(room, _MOST_COLUMNS))
    lines = wrapped(Text(page.safe(title), style="title"), width, width, breaks)
    whole = Block((*(lines if title else ()), *block.lines))
    return whole if len(block.lines) <= _SHORT else None


def print_numbers(page: Page, scene: Scene, *, apart: bool = False) -> bool:
    """Print the numbers of a scene with as many of the first windows as a short picture takes; False if none fits.

    `apart`: after an empty line.
    """
    room = page.room() - _INDENT
    drawing = _fitting(scene, room, _SHORT - 2)
    if not drawing.numbered or any(cell.mark is Mark.LEFT_OUT for row in drawing.field.cells for cell in row):
        return False
    for count in range(len(drawing.windows), 0, -1):
        blocks = [*[panel(drawing, window) for window in drawing.windows[:count]], made_block(drawing)]
        rows = rows_of(blocks, room)
        if sum(len(row.lines) + 1 for row in rows) - 1 <= _SHORT and max(row.width for row in rows) <= room:
            if apart:
                page.line()
            print_blocks(page, blocks, _INDENT)
            _print_equations(page, drawing)
            return True
    return False


def _fitting(scene: Scene, room: int, most_rows: int) -> Drawing:
    """Return the drawing of a scene that is no wider than the room; without its numbers where these are too wide."""
    for most in range(_MOST_COLUMNS, _LEAST_COLUMNS, -3) if scene.numbers else ():
        drawing = drawn(scene, most_rows, most)
        blocks = [panel(drawing, drawing.windows[0]), made_block(drawing)] if drawing.windows else []
        if blocks and max(block.width for block in blocks) <= room:
            return drawing
    plain = without_numbers(scene)
    left = rulers(drawn(plain, most_rows, _MOST_COLUMNS))[1]
    return drawn(plain, most_rows, min(_MOST_COLUMNS, (room - len(left) - bool(left)) // 2))


def _pair(drawing: Drawing, room: int) -> Block:
    """Return both grids beside each other, or the one with the windows where there is no room."""
    field, points = overlay(drawing), points_block(drawing)
    joined = beside([points, field] if drawing.backwards else [field, points], _ARROW)
    return joined if joined.width <= room else field


def chain_block(page: Page, chain: Chain, room: int) -> Block:
    """Return the shapes one under the other, with the layers between them."""
    lines = [Text(chain.given, style="title")]
    for stage in chain.stages:
        for line in wrapped(coloured(page.safe(stage.layer)), room - 5, room - 7, breaks):
            lines.append(Text("  |  " if len(lines[-1]) else "", style="quiet").append_text(line))
        lines.append(Text("  v", style="quiet"))
        if stage.parameters:
            lines[-1].append(f"  {stage.parameters:,} parameters")
        lines += wrapped(Text(shapes_text(stage.shapes), style="title"), room, room)
    return Block(tuple(lines))


def _print_equations(page: Page, drawing: Drawing) -> None:
    if any(window.equation for window in drawing.windows):
        page.line()
    for window in drawing.windows:
        if window.equation:
            mark = Text(f"window {window.number}: ", style="title")
            page.line(Text(window.equation), indent=_INDENT, hang=4, mark=mark, levels=formula)


def _legend(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the lines of the legend; where each window has a grid of its own, nothing is said of windows."""
    if not drawing.numbered:
        return list(drawing.legend)
    return [
        (letters, said) for letters, said in drawing.legend if letters not in _OF_WINDOWS and letters[0] not in "123"
    ]
