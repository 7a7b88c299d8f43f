"""Responses read: the rows of all files, one after the other, whatever their formats."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, Self

from ..layercall import closest
from ..literals import Unreadable
from .columns import Column, Seen, joined
from .jsonlines import objects
from .making import Making
from .places import STDIN, Place, places
from .rows import Row
from .sources import Source, opened

if TYPE_CHECKING:
    from ..exporters.exam import Exam

_LOOKED_AT: Final = 1_000
"""In so many lines a column is looked for at first; in all of them only where it is not there."""
_NAMED: Final = 12
_OFTEN: Final = 500


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
    found = Responses(places(names), dict(columns or {}), exam, needs)
    found.look()
    return found


def rows_of_lines(lines: Iterable[str], exam: "Exam | None" = None) -> Iterator[Row]:
    """Yield a row for each line of JSON, on a sheet as many as it has questions."""
    found = Making({}, exam, several=False).rows(objects(lines), "")
    return (row for row in found if row is not None)


class Responses:
    """Rows of files. Use it as a context: it closes what it opened."""

    def __init__(
        self, files: tuple[Place, ...], columns: Mapping[str, str], exam: "Exam | None", needs: Collection[str]
    ) -> None:
        self._files = files
        self._columns = columns
        self._needs = needs if exam is None else ("number", "answer", *(["paper"] if len(exam.papers) > 1 else []))
        self._making = Making(columns, exam, several=len(files) > 1)
        self._sheets = exam is not None
        self._done = 0
        self._read = 0
        """So many bytes were read before the rows."""
        self._source: Source | None = None
        self._size = 0
        self._total = None if any(place.size is None for place in files) else sum([one.size or 0 for one in files])
        self._running: list[Iterator[Row | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for running in self._running:
            running.close()  # type: ignore[attr-defined]  # it is a generator

    def rows(self) -> Iterator[Row | None]:
        """Yield the rows of all files, and None where the standard input has none for now. Raises Unreadable."""
        found = self._rows()
        self._running.append(found)
        return found

    def part(self) -> float | None:
        """Return how much of all was read, from 0 to 1; None where nobody can know."""
        if not self._total:
            return self._total if self._total is None else 1.0
        here = self._source.part() * self._size if self._source is not None else 0
        return min((self._read + self._done + here) / (self._read + self._total), 1.0)

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
        found, added = [], []
        self._read = sum([place.size or 0 for place in self._files if place.format.startswith("jsonl")])
        self._done = -self._read
        for place in self._files:
            with opened(place) as source:
                if source.columns is not None:
                    found.append(self._making.columns(source.columns))
                    continue
                own, more = Seen(), Seen()
                self._source, self._size = source, place.size or 0
                for number, row in enumerate(self._making.rows(source.rows(), place.name)):
                    if number % _OFTEN == 0:
                        tell(self.part() or 0.0)
                    if row is not None:
                        own.add(row.fields)
                        more.add(row.added)
                found.append(own.columns())
                added.append(more.columns())
            self._source = None
            self._done += self._size
        there = {column.name for columns in found for column in columns}
        last = ["file"] if len(self._files) > 1 else []
        last += ["variant"] if "seed" in there or "seed" in self._columns else []
        return joined([*found, *added, [Column(name, "text") for name in last if name not in there]])

    def look(self) -> None:
        """Raise Unreadable where a table lacks a column that is needed, or no file has one that is named."""
        lines = []
        known: dict[str, None] = {}
        for place in self._files:
            if place.size is not None and place.format.startswith("jsonl"):
                lines.append(place)
            elif place.size is not None:
                with opened(place) as source:
                    known |= dict.fromkeys(self._checked(place, source))
        missing = [column for column in self._columns.values() if column not in known]
        if not missing or any(place.size is None for place in self._files):
            return
        for limit in (_LOOKED_AT, None):
            for place in lines:
                with opened(place) as source:
                    for found in islice(source.rows(), limit):
                        if found is not None:
                            known |= dict.fromkeys(found.fields)
            missing = [column for column in missing if column not in known]
            if not missing:
                return
        raise Unreadable(f"no file has a column {_such(missing[0], list(known))}")

    def _rows(self) -> Iterator[Row | None]:
        self._done = 0
        for place in self._files:
            with opened(place) as source:
                self._checked(place, source)
                self._source, self._size = source, place.size or 0
                yield from self._making.rows(source.rows(), place.name)
            self._source = None
            self._done += self._size

    def _checked(self, place: Place, source: Source) -> list[str]:
        """Return the names of the columns that a table has before its rows. Raises Unreadable where one is missing."""
        if not source.columns:
            return []
        names = [column.name for column in source.columns]
        try:
            asked = self._making.names([column.name for column in self._making.columns(source.columns)])
        except Unreadable as error:
            raise Unreadable(f"{place.name}: {error}") from None
        for name in self._needs:
            if name not in asked:
                raise Unreadable(f"{place.name}: {self._missing(name, names)}")
        return names

    def _missing(self, name: str, names: list[str]) -> str:
        column = self._columns.get(name, name)
        if not self._sheets and name not in self._columns and _of_papers(names):
            return "these are answers to an exam: name its exam.json with --exam"
        wide = ", and none is the number of a question, such as 1 or Q1" if self._sheets and name == "number" else ""
        said = f"no column is called {_such(column, names)}{wide}"
        if name in self._columns:
            return said
        return f"{said}{' ' if said.endswith('?') else '; '}--column {name}=COLUMN says which it is"


def _of_papers(names: list[str]) -> bool:
    """Tell whether a table looks like answers to an exam: answers with their numbers, or sheets."""
    from .sheets import numbered  # with what exams are; only who forgets one needs it

    try:
        first_ones = [number for number, _ in numbered(names)][:2]
    except Unreadable:
        return True
    return {"paper", "number"} <= set(names) or first_ones == [1, 2]


def _such(name: str, names: list[str]) -> str:
    close = closest(name, tuple(names))
    if close is not None:
        return f"{name!r}; did you mean {close!r}?"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        f"{name!r}: there {'is' if len(names) == 1 else 'are'} {', '.join(map(repr, names[:_NAMED])) or 'none'}{more}"
    )
