"""The lines of a derivation: equations that hold as they are printed, at most 60 columns wide."""

from math import prod
from typing import Final

from ..shapes import Shape

WIDTH: Final = 60
INDENT: Final = "   "
AXES: Final = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
"""The names of the last dimensions of an input, by how many of them a layer works on."""


def step(lines: list[str], label: str, *sides: object, room: int = WIDTH) -> None:
    """Write `label: a = b = c` on one line where it fits, else one line a side. Equal neighbours are written once.

    Without a label only the sides are written. `room`: so many columns are there, where the lines will be indented.

    >>> lines = []
    >>> step(lines, "H", "floor(7 / 2) + 1", 4)
    >>> lines
    ['H: floor(7 / 2) + 1 = 4']
    """
    texts = [str(side) for side in sides]
    texts = [text for place, text in enumerate(texts) if place == 0 or text != texts[place - 1]]
    start = f"{label}: " if label else ""
    whole = " = ".join(texts)
    if len(start) + len(whole) <= room:
        lines.append(start + whole)
    elif label and len(start) + len(texts[0]) > room:
        write(lines, f"{label}:")
        inner: list[str] = []
        step(inner, "", *texts, room=room - len(INDENT))
        for line in inner:
            write(lines, INDENT + line)
    else:
        for place, text in enumerate(texts):
            write(lines, f"{INDENT}= {text}" if place else start + text)


def along(lines: list[str], axes: tuple[str, ...], sides: list[tuple[object, ...]]) -> None:
    """Write a step for each dimension, or that it is as the one before it.

    >>> lines = []
    >>> along(lines, ("H", "W"), [("4 * 2", 8), ("4 * 2", 8)])
    >>> lines
    ['H: 4 * 2 = 8', 'W: as H']
    """
    for place, axis in enumerate(axes):
        if place and sides[place] == sides[place - 1]:
            lines.append(f"{axis}: as {axes[place - 1]}")
        else:
            step(lines, axis, *sides[place])


def scaled(size: int, factor: float, count: int) -> tuple[object, ...]:
    """Return the sides of `floor(size * factor) = count`, or why it is not what one would compute by hand.

    >>> scaled(9, 1.7, 15), scaled(6, 1 / 3, 2)
    (('floor(9 * 1.7)', 15), ('2, for 6 * 0.3333333333333333 is rounded to 2.0',))
    """
    from fractions import Fraction  # only a solution needs it

    text = str(int(factor)) if factor == int(factor) else str(factor)
    if size * Fraction(text) // 1 == count:
        return f"floor({size} * {text})", count
    return (f"{count}, for {size} * {text} is rounded to {size * factor}",)


def write(lines: list[str], text: str) -> None:
    """Write a text, broken before operators, else at spaces; what does not fit goes on, indented by three more."""
    bare = text.lstrip()
    indent = min(len(text) - len(bare), WIDTH // 2) + 3
    text = f"{'':{indent - 3}}{bare}"
    while len(text) > WIDTH:
        found = (text.rfind(mark, indent + 4, WIDTH + len(mark)) for mark in (" + ", " * ", " "))
        cut = next((place for place in found if place > 0), WIDTH)
        lines.append(text[:cut])
        text = f"{'':{indent}}{text[cut:].lstrip()}"
    lines.append(text)


def outputs(lines: list[str], **shapes: Shape) -> None:
    """Write the shape of each output after its name."""
    for name, shape in shapes.items():
        write(lines, f"{name}: {shape}")


def product(numbers: Shape) -> str:
    """Return a product as one writes it.

    >>> product((2, 3, 4))
    '2 * 3 * 4'
    """
    return " * ".join([str(number) for number in numbers]) if numbers else "1"


def multiply(lines: list[str], label: str, numbers: Shape) -> None:
    """Write the product of some sizes."""
    step(lines, label, product(numbers), prod(numbers))
