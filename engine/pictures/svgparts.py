"""The elements that pictures in SVG are made of: SVG 1.1, no scripts, nothing from elsewhere."""

from html import escape
from math import ceil
from typing import Any, Final
from zlib import crc32

from ..hidden import visible

INK: Final = "#1a1a1a"
QUIET: Final = "#5a5a5a"
RULE: Final = "#8c8c8c"
PAPER: Final = "#ffffff"

# Okabe and Ito's blue, vermilion and green: people with any kind of colour vision tell them apart. The dashes say the
# same without colour.
WINDOWS: Final = {1: ("#0072b2", ""), 2: ("#d55e00", "11 5"), 3: ("#009e73", "3 4")}

CODE: Final = "DejaVu Sans Mono, Menlo, Consolas, Liberation Mono, monospace"
PROSE: Final = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
_CODE_WIDTH: Final = 0.603
_PROSE_WIDTH: Final = 0.53
"""How wide a letter is, as a part of the size of the font: what is as wide as it seems, or a little less."""

MARGIN: Final = 24


def number(value: float) -> str:
    """Return a coordinate with as few digits as it needs.

    >>> number(12.0), number(1 / 3)
    ('12', '0.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """Return one element. `_` in the name of an attribute stands for a dash; one that is "" is left out.

    >>> element("rect", x=1, stroke_width=2.5, fill="")
    '<rect x="1" stroke-width="2.5"/>'
    """
    parts = [name]
    for word, value in attributes.items():
        if value != "":
            said = number(value) if isinstance(value, int | float) else escape(str(value))
            parts.append(f'{word.rstrip("_").replace("_", "-")}="{said}"')
    opened = " ".join(parts)
    return f"<{opened}>{content}</{name}>" if content else f"<{opened}/>"


def text(x: float, y: float, words: str, size: float, *, code: bool = False, **attributes: object) -> str:
    """Return one line of text whose baseline is at `y`."""
    family = CODE if code else PROSE
    given: dict[str, Any] = {"fill": INK} | attributes
    return element("text", escape(visible(words)), x=x, y=y, font_family=family, font_size=size, **given)


def width_of(words: str, size: float, *, code: bool = False) -> int:
    """Return about how wide a line is."""
    return ceil(len(visible(words)) * size * (_CODE_WIDTH if code else _PROSE_WIDTH))


def lines_of(words: str, most: int, number: int = 99) -> list[str]:
    """Return a text in lines of at most so many characters, broken at spaces where there are any.

    Of more lines than `number` the others are left out.

    >>> lines_of("nn.MaxPool2d(3, stride=2)", 18), lines_of("nn.MaxPool2d(3, stride=2)", 18, 1)
    (['nn.MaxPool2d(3,', 'stride=2)'], ['nn.MaxPool2d(3,...'])
    """
    words = visible(words)
    lines: list[str] = []
    while len(words) > most:
        if len(lines) == number - 1:
            return [*lines, f"{words[: most - 3].rstrip()}..."]
        cut = words.rfind(" ", 1, most + 1)
        cut = cut if cut > 0 else most
        lines.append(words[:cut])
        words = words[cut:].lstrip(" ")
    return [*lines, words]


def badge(x: float, y: float, window: int, radius: float = 9) -> str:
    """Return the number of a window in a circle of its colour."""
    return element("circle", cx=x, cy=y, r=radius, fill=WINDOWS[window][0], stroke=PAPER, stroke_width=1.5) + text(
        x, y + radius * 0.45, str(window), radius * 1.35, fill=PAPER, text_anchor="middle", font_weight="bold"
    )


def arrow(x: float, y: float, length: float, *, down: bool = False) -> str:
    """Return an arrow to the right, or down."""
    tip = 9
    if down:
        points = f"{number(x - 5)},{number(y + length - tip)} {number(x + 5)},{number(y + length - tip)}"
        points += f" {number(x)},{number(y + length)}"
        end = x, y + length - tip
    else:
        points = f"{number(x + length - tip)},{number(y - 5)} {number(x + length - tip)},{number(y + 5)}"
        points += f" {number(x + length)},{number(y)}"
        end = x + length - tip, y
    line = element("line", x1=x, y1=y, x2=end[0], y2=end[1], stroke=INK, stroke_width=2)
    return line + element("polygon", points=points, fill=INK)


def ids_of(title: str, description: str) -> str:
    """Return what the ids of a picture begin with, so that they differ from those of others on the same page."""
    return f"p{crc32(f'{title} {description}'.encode('utf-8', 'replace')):08x}"


def document(width: float, height: float, title: str, description: str, body: list[str]) -> str:
    """Return a whole picture on paper of its own, so that it can be read on a dark slide too."""
    ids = ids_of(title, description)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{number(width)}" height="{number(height)}"'
        f' viewBox="0 0 {number(width)} {number(height)}" role="img" aria-labelledby="{ids}-title {ids}-desc">'
    )
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        opening,
        element("title", escape(visible(title)), id=f"{ids}-title"),
        element("desc", escape(visible(description)), id=f"{ids}-desc"),
        element("rect", width=width, height=height, rx=10, fill=PAPER),
    ]
    return "\n".join([*head, *body, "</svg>"]) + "\n"
