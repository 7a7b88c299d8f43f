"""Breaking a line that is wider than the screen: where it reads best, by the cells that its characters take."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from rich.cells import cell_len
from rich.text import Text

CODE: Final = "code"
"""The style of code within a text: a piece of it stays whole where that fits."""

Levels: TypeAlias = Callable[[Text], "list[tuple[int, int]]"]
"""The places at which a text may be broken, each with a level: the lower the better."""

_WORDS: Final = re.compile(r"[^\W\d_]{2,}[.,;:]?\s+[^\W\d_]{2,}")
_BREAKS: Final = re.compile(r" |[(=/_-](?=[^\s)])")
_OPENS, _CLOSES = "([{", ")]}"
_BRACKET, _WORST = 50, 99
_LONGEST_GROUP: Final = 48


def prose(text: Text) -> list[tuple[int, int]]:
    """Return the breaks of a text: those inside code, shapes and formulas are the worse ones."""
    plain = text.plain
    kept = [(span.start, span.end) for span in text.spans if span.style == CODE]
    kept += [(start, end) for start, end in _groups(plain) if not _WORDS.search(plain, start, end)]
    return [
        (place, int(any(start < place < end - 1 for start, end in kept))) if plain[place] == " " else (place, _WORST)
        for place in _places(plain)
    ]


def code(text: Text) -> list[tuple[int, int]]:
    """Return the breaks of code: those inside brackets are the better ones, for it stays Python then."""
    plain = text.plain
    return [
        (place, depth - 1 if depth and space else _BRACKET if plain[place - 1] in _OPENS else _WORST - space)
        for place, depth, space in _nested(plain)
    ]


def formula(text: Text) -> list[tuple[int, int]]:
    """Return the breaks of an equation: before `=` first, then outside brackets."""
    plain = text.plain
    return [
        (place, 0 if plain.startswith(" = ", place) else depth + 1 if space else _WORST)
        for place, depth, space in _nested(plain)
    ]


def _nested(plain: str) -> Iterator[tuple[int, int, bool]]:
    """Yield each place for a break, how deep in brackets it is, and whether there is a space."""
    depth = done = 0
    for place in _places(plain):
        for character in plain[done:place]:
            depth += (character in _OPENS) - (character in _CLOSES)
        done = place
        yield place, depth, plain[place] == " "


def _places(plain: str) -> list[int]:
    """Return where a break may be: at spaces, and after what opens a bracket or joins words."""
    return [found.end() if found[0] != " " else found.start() for found in _BREAKS.finditer(plain)]


def wrapped(text: Text, first: int, rest: int, levels: Levels = prose) -> Iterator[Text]:
    """Yield the lines of `text`, the first at most `first` cells wide, the others at most `rest`.

    Where no space will do, a line is cut between two characters, so that none is ever wider.

    >>> [line.plain for line in wrapped(Text("gives (1, 1, 2, 2), not (1, 1, 3, 3)"), 20, 20)]
    ['gives (1, 1, 2, 2),', 'not (1, 1, 3, 3)']
    """
    text.rstrip()
    plain = text.plain
    ends = _cells(plain)
    breaks = levels(text)
    start, room, length = 0, max(first, 1), len(plain)
    while ends[length] - ends[start] > room:
        cut = _cut(ends, breaks, start, room, max(rest, 1))
        line = text[start:cut]
        line.rstrip()
        yield line
        start = cut
        while start < length and plain[start] == " ":
            start += 1
        room = max(rest, 1)
    if start < length or not length:
        yield text[start:length]


def _cut(ends: list[int], breaks: list[tuple[int, int]], start: int, room: int, rest: int) -> int:
    """Return where the line from `start` is to end."""
    last = start + 1  # one character at least, even where it is wider than the screen
    while last < len(ends) - 1 and ends[last + 1] - ends[start] <= room:
        last += 1
    fitting = [(place, level) for place, level in breaks if start < place <= last]
    if not fitting:
        word = next((place for place, _ in breaks if place > last), len(ends) - 1)
        return start if room < rest and ends[word] - ends[start] <= rest else last  # whole, on a line of its own
    best = min(level for _, level in fitting)
    cut = max(place for place, level in fitting if level == best)
    worse = max(place for place, _ in fitting)
    following = next((place for place, level in breaks if place > cut and level <= best), len(ends) - 1)
    # What follows has to be broken inside anyway: then there is no use in leaving most of this line empty.
    return worse if ends[following] - ends[cut + 1] > rest else cut


def _cells(plain: str) -> list[int]:
    """Return how many cells the first n characters take, for each n."""
    if plain.isascii():
        return list(range(len(plain) + 1))
    ends = [0]
    for character in plain:
        ends.append(ends[-1] + cell_len(character))
    return ends


def _groups(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost brackets with what is between them."""
    depth = start = 0
    for place, character in enumerate(plain):
        if character in _OPENS:
            if not depth:
                start = place
            depth += 1
        elif character in _CLOSES and depth:
            depth -= 1
            if not depth and place - start < _LONGEST_GROUP:
                yield start, place + 1
