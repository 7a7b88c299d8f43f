"""What an exporter gets, and gives: questions as they are posed; files, and a line for everything that is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..literals import Unreadable
from ..posing import Posed


class CannotExport(Unreadable):
    """A format cannot say what is asked of it. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of one paper, in order. `name` tells it from others: "1", "2", …"""

    name: str
    posed: tuple[Posed, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is exported. `papers` has one, but where several variants of a paper are handed out.

    `exam`: no key and nothing that gives it away goes out.
    """

    title: str
    papers: tuple[Paper, ...]
    seed: int = 0
    exam: bool = False

    @property
    def posed(self) -> tuple[Posed, ...]:
        """The questions of the first paper, for formats that have only one."""
        return self.papers[0].posed


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format cannot say of a question. `sentence` says what was done about it."""

    posed: Posed
    sentence: str

    def __str__(self) -> str:
        """Return the line that is printed."""
        variant = f" ({self.posed.question.variant})" if self.posed.question.variant else ""
        return f"{self.posed.id}{variant}: {self.sentence}"


STEM: Final = "{stem}"
"""Stands, in the name of a file that lies beside, for the name of the file itself without its suffix."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What goes out: the file, others that lie beside it under their own names, and what was lost.

    STEM in such a name stands for that of the file.
    """

    file: bytes
    beside: tuple[tuple[str, bytes], ...] = ()
    losses: tuple[Loss, ...] = ()


Exporter: TypeAlias = Callable[[Sheet], Exported]
"""Makes a format's files of a sheet. The same sheet gives the same bytes. Raises CannotExport."""
