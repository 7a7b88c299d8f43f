"""Responses read: the rows of all files, one after the other, whatever their formats."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Final, Self

from ..literals import Unreadable
from .columns import Column, Seen, joined
from .jsonlines import objects
from .making import Making
from .needs import Needs
from .places import STDIN, Place, places
from .progress import Progress
from .rows import Row
from .sources import opened

if TYPE_CHECKING:
    from ..exporters.exam import Exam

_OFTEN: Final = 500
"""It is told how far reading has come after so many rows."""


def read_responses(
    names: Sequence[str],
    *,
    columns: Mapping[str, str] | None = None,
    exam: "Exam | None" = None,
    needs: Collection[str] = ("question", "answer"),
) -> "Responses":
    """Return the responses in files and folders, `-` for the standard input. Raises Unreadable.

    `columns` says what the question, the answer and so on are called there, where that is something else. `exam` knows
    what letters stand for, where rows are answers on papers, or whole sheets. A table that lacks what it `needs` is
    refused.
    """
    files, called = places(names), dict(columns or {})
    making = Making(called, exam, several=len(files) > 1)
    found = Needs(needs, called, making, exam)
    found.look_into(files)
    return Responses(files, making, found)


def rows_of_lines(lines: Iterable[str], exam: "Exam | None" = None) -> Iterator[Row]:
    """Yield a row for each line of JSON, on a sheet as many as it has questions."""
    found = Making({}, exam, several=False).rows(objects(lines), "")
    return (row for row in found if row is not None)


class Responses:
    """Rows of files. Use it as a context: it closes what it opened."""

    def __init__(self, files: tuple[Place, ...], making: Making, needs: Needs) -> None:
        self._files = files
        self._making = making
        self._needs = needs
        self._progress = Progress(files)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def rows(self) -> Iterator[Row | None]:
        """Yield the rows of all files, and None where the standard input has none for now. Raises Unreadable."""
        return self._open.enter_context(closing(self._rows()))

    def _rows(self) -> Generator[Row | None, None, None]:
        for place in self._files:
            with opened(place) as source, self._progress.through(place, source):
                self._needs.look_at(place, source.columns)
                yield from self._making.rows(source.rows(), place.name)

    def part(self) -> float | None:
        """Return how much of all was read, from 0 to 1; None where nobody can know."""
        return self._progress.part()

    def columns(self, tell: Callable[[float], None] = lambda _: None) -> tuple[Column, ...]:
        """Return every column that a row may have, in the order first seen, then those of what is added to rows.

        JSON lines are read through for that, and `tell` gets `part()` meanwhile: then that is half of what is to be
        read. Raises Unreadable, also where rows can be read only once.
        """
        for place in self._files:
            if place.size is None:
                name = "the standard input" if place.name == STDIN else place.name
                raise Unreadable(
                    f"{name} can be read only once, and this format has to know all columns first: "
                    "write JSON lines, or name a file to read"
                )
        self._progress.read_twice([place for place in self._files if place.format.startswith("jsonl")])
        found, added = [], []
        for place in self._files:
            with opened(place) as source:
                if source.columns is not None:
                    found.append(self._making.columns(source.columns))
                    continue
                with self._progress.through(place, source):
                    own, more = Seen(), Seen()
                    for number, row in enumerate(self._making.rows(source.rows(), place.name)):
                        if number % _OFTEN == 0:
                            tell(self.part() or 0.0)
                        if row is not None:
                            own.add(row.fields)
                            more.add(row.added)
                found.append(own.columns())
                added.append(more.columns())
        there = {column.name for columns in found for column in columns}
        last = ["file"] if len(self._files) > 1 else []
        last += ["variant"] if "seed" in self._making.names(there) else []
        return joined([*found, *added, [Column(name, "text") for name in last if name not in there]])
