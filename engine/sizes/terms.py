"""Parameters and buffers as terms of a sum: what each holds, number by number, and the sum written out."""

from collections.abc import Iterator
from math import prod
from typing import Final, NamedTuple, TypeAlias

from ..shapes import Shape
from .lines import INDENT, WIDTH, step, write


class Size(NamedTuple):
    """One size of a parameter: its words, as one writes it ("4 / 2"), and as a number."""

    words: str
    text: str
    number: int


class Term(NamedTuple):
    """One parameter, or a buffer: `held` is "weight", "frozen" or "buffer"."""

    name: str
    sizes: tuple[Size, ...]
    held: str = "weight"

    @property
    def shape(self) -> Shape:
        """Its shape."""
        return tuple([size.number for size in self.sizes])


class Absent(NamedTuple):
    """A parameter that a setting leaves out."""

    name: str
    why: str


class Group(NamedTuple):
    """Terms under a title, once for each number of `over` and each pattern of `names`.

    A pattern makes a full name of a term's own one, `{0}`, and the number, `{1}`.
    """

    title: str
    parts: "tuple[Part, ...]"
    names: tuple[str, ...] = ("{0}",)
    over: range = range(1)

    @property
    def times(self) -> int:
        """How often the layer has these terms."""
        return len(self.names) * len(self.over)


Part: TypeAlias = Term | Absent | Group

_HELD: Final = {"parameters": ("weight", "frozen"), "trainable": ("weight",), "buffers": ("buffer",)}
TOTALS: Final = tuple(_HELD)
"""What can be summed up."""


def size(words: str, number: int, text: str = "") -> Size:
    """Return one size of a parameter.

    >>> Term("weight", (size("out", 5), size("in / groups", 2, "(4 / 2)"))).shape
    (5, 2)
    """
    return Size(words, text or str(number), number)


def total(parts: tuple[Part, ...], of: str) -> int:
    """Return how many elements the terms hold together that count for `of`, one of TOTALS."""
    found = 0
    for part in parts:
        if isinstance(part, Group):
            found += part.times * total(part.parts, of)
        elif isinstance(part, Term) and part.held in _HELD[of]:
            found += prod(part.shape)
    return found


def named(parts: tuple[Part, ...]) -> Iterator[tuple[str, Term]]:
    """Yield each term with its full name, as `state_dict` has it."""
    for part in parts:
        if isinstance(part, Term):
            yield part.name, part
        elif isinstance(part, Group):
            inner = list(named(part.parts))
            for number in part.over:
                for pattern in part.names:
                    for name, term in inner:
                        yield pattern.format(name, number), term


def write_term(lines: list[str], term: Term, name: str = "", room: int = WIDTH) -> None:
    """Write the elements of one term as a product.

    >>> lines = []
    >>> write_term(lines, Term("weight", (size("out", 5), size("in", 10))))
    >>> lines
    ['weight (out, in): 5 * 10 = 50']
    """
    words = ", ".join([one.words for one in term.sizes if one.words])
    label = f"{name or term.name} ({words})" if words else name or term.name
    step(lines, label, " * ".join([one.text for one in term.sizes]) or "1", prod(term.shape), room=room)


def write_shape(parts: tuple[Part, ...], name: str, shape: Shape) -> tuple[str, ...]:
    """Return what the sizes of one term are, where it has this shape; () where it has not."""
    lines: list[str] = []
    for one, term in named(parts):
        if one == name and term.shape == shape:
            words = ", ".join([part.words for part in term.sizes if part.words])
            write(lines, f"{name} ({words}): {shape}" if words else f"{name}: {shape}")
            break
    return tuple(lines)


def write_sum(lines: list[str], parts: tuple[Part, ...], of: str) -> None:
    """Write each term that counts for `of`, and their sum."""
    added = _write_parts(lines, parts, of, WIDTH)
    step(lines, of, _sum(added), total(parts, of))


def _write_parts(lines: list[str], parts: tuple[Part, ...], of: str, room: int) -> list[str]:
    """Write the terms, and return what is to be added up."""
    added = []
    for part in parts:
        if isinstance(part, Group):
            count = total(part.parts, of) if part.times else 0
            if count:
                added.append(f"{part.times} * {count}" if part.times > 1 else str(count))
            _write_group(lines, part, of, count, room)
        elif isinstance(part, Absent):
            if of != "buffers":
                write(lines, f"{part.name}: none, for {part.why}")
        elif part.held in _HELD[of]:
            added.append(str(prod(part.shape)))
            write_term(lines, part, room=room)
        elif part.held == "frozen" and of == "trainable":
            lines.append(f"{part.name}: frozen, so none of it is trained")
    return added


def _write_group(lines: list[str], group: Group, of: str, count: int, room: int) -> None:
    inner: list[str] = []
    room = max(room - len(INDENT), WIDTH // 2)
    added = _write_parts(inner, group.parts, of, room) if group.times else []
    if not inner:
        write(lines, f"{group.title}: {count}")
        return
    if len(added) > 1:
        step(inner, "", _sum(added), count, room=room)
    write(lines, f"{group.title}{', each' if group.times > 1 else ''}:")
    for line in inner:
        write(lines, INDENT + line)


def _sum(added: list[str]) -> str:
    return " + ".join(added) or "0"
