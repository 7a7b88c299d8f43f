"""What every importer makes of a file: questions in one form, and a line for everything that can't be carried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..hidden import visible

_LONGEST_NAME = 60


class Broken(ValueError):
    """The file can't be read at all. `str()` is one sentence."""


class Uncarried(ValueError):
    """A question can't be carried. `str()` says why, in words that fit behind a colon."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer as it was published, in Markdown; `plain` is how one would type it, where that differs."""

    text: str
    right: bool = True
    why: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One published question. `prompt` and all other texts are Markdown.

    It has `options` to choose from (all that apply, where `several`), or `typed` answers, each of which is right. A
    number that is typed may be off by `tolerance`. `name` and `place` tell people which question it is, `id` is
    what the file calls it.
    """

    name: str
    place: str
    prompt: str
    id: str = ""
    options: tuple[Option, ...] = ()
    several: bool = False
    typed: tuple[Option, ...] = ()
    tolerance: float | None = None
    explanation: str = ""
    hints: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What is told of one question: why it is refused, or what of it is left out."""

    name: str
    place: str
    sentence: str

    def __str__(self) -> str:
        place = f" ({self.place})" if self.place else ""
        return visible(f"{self.name}{place}: {self.sentence}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. Nothing is dropped without a line: whole questions in `refused`, parts of them in `left`."""

    asked: tuple[Asked, ...]
    refused: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()
    title: str = ""


Importer: TypeAlias = Callable[[bytes], Imported]
"""Makes questions of the bytes of a file. Raises Broken."""


class Gathering:
    """Collects what comes of one file."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.refused: list[Line] = []
        self.left: list[Line] = []
        self.title = ""

    def add(self, asked: "Asked | list[Asked]", left: "list[str] | None" = None) -> None:
        """Add a question, or those that it was parted into, and what had to be left out of it."""
        found = [asked] if isinstance(asked, Asked) else asked
        self.asked += found
        for sentence in dict.fromkeys(left or ()):
            self.left.append(Line(found[0].name, found[0].place, sentence))

    def refuse(self, name: str, place: str, why: object) -> None:
        """Add the line for a question that can't be carried."""
        self.refused.append(Line(name, place, str(why)))

    def imported(self) -> Imported:
        """Return what came of the file."""
        return Imported(tuple(self.asked), tuple(self.refused), tuple(self.left), self.title)


def first_words(text: str, otherwise: str = "a question without words") -> str:
    """Return the beginning of a text, as the name of a question that has none.

    >>> first_words("**Which** layer turns a 10×10 map into a 3×3 map, and how?", "")
    'Which layer turns a 10×10 map into a 3×3 map, and how?'
    """
    words = " ".join(text[: 4 * _LONGEST_NAME].replace("*", "").replace("`", "").replace("\\", "").split())
    if len(words) > _LONGEST_NAME:
        words = words[:_LONGEST_NAME].rpartition(" ")[0] or words[:_LONGEST_NAME]
        words += " …"
    return words or otherwise
