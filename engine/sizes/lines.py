"""The lines of a derivation: equations that hold as they are printed, at most 60 columns wide."""

from math import prod
from typing import Final

from ..shapes import Shape

WIDTH: Final = 60
AXES: Final = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
"""The names of the last dimensions of an input, by how many of them a layer works on."""


def step(lines: list[str], label: str, *sides: object) -> None:
    """Write `label: a = b = c` on one line where it fits, else one line a side. Equal neighbours are written once.

    >>> lines = []
    >>> step(lines, "H", "floor(7 / 2) + 1", 4)
    >>> lines
    ['H: floor(7 / 2) + 1 = 4']
    """
    texts = [str(side) for side in sides]
    texts = [text for place, text in enumerate(texts) if place == 0 or text != texts[place - 1]]
    line = f"{label}: {' = '.join(texts)}"
    if len(line) <= WIDTH:
        lines.append(line)
        return
    for place, text in enumerate(texts):
        write(lines, f"   = {text}" if place else f"{label}: {text}")


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


def write(lines: list[str], text: str) -> None:
    """Write a text, broken at spaces; what does not fit goes on, indented by three more."""
    bare = text.lstrip()
    indent = min(len(text) - len(bare), WIDTH // 2) + 3
    text = f"{'':{indent - 3}}{bare}"
    while len(text) > WIDTH:
        cut = text.rfind(" ", indent + 4, WIDTH + 1)
        cut = cut if cut > 0 else WIDTH
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


def explained_sizes(lines: list[str], sizes: Shape, sentence: str) -> None:
    """Write one sentence for each of the last dimensions, with its size in place of `{}`."""
    for axis, size in zip(AXES[len(sizes)], sizes, strict=True):
        lines.append(f"{axis}: {sentence.format(size)}")
