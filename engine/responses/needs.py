"""What files of responses have to have: it is looked for before any row is graded."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from ..layercall import closest
from ..literals import Unreadable
from .columns import Column
from .making import Making
from .places import Place
from .sources import opened

if TYPE_CHECKING:
    from ..exporters.exam import Exam

_LOOKED_AT: Final = 1_000
"""In so many lines a column is looked for at first; in all of them only where it is not there."""
_NAMED: Final = 12


class Needs:
    """The columns that every table has to have, and those that some file has to have, because they were named."""

    def __init__(self, needs: Collection[str], columns: Mapping[str, str], making: Making, exam: "Exam | None") -> None:
        self._needs = needs if exam is None else ("number", "answer", *(["paper"] if len(exam.papers) > 1 else []))
        self._columns = columns
        self._making = making
        self._sheets = exam is not None

    def look_into(self, files: Sequence[Place]) -> None:
        """Raise Unreadable where a table lacks a column that is needed, or no file has one that was named."""
        regular = [place for place in files if place.size is not None]
        lines = [place for place in regular if place.format.startswith("jsonl")]
        known: dict[str, None] = {}
        for place in regular:
            if place not in lines:
                with opened(place) as source:
                    self.look_at(place, source.columns)
                    known |= dict.fromkeys(_names(source.columns))
        missing = [column for column in self._columns.values() if column not in known]
        if not missing or len(regular) < len(files):
            return
        for limit in (_LOOKED_AT, None):
            for place in lines:
                known |= dict.fromkeys(_named_in(place, limit))
            missing = [column for column in missing if column not in known]
            if not missing:
                return
        raise Unreadable(f"no file has a column {_such(missing[0], list(known))}")

    def look_at(self, place: Place, columns: tuple[Column, ...] | None) -> None:
        """Raise Unreadable where the columns that a table has before its rows are not enough."""
        if not columns:
            return
        try:
            asked = self._making.names(_names(self._making.columns(columns)))
        except Unreadable as error:
            raise Unreadable(f"{place.name}: {error}") from None
        for name in self._needs:
            if name not in asked:
                raise Unreadable(f"{place.name}: {self._missing(name, _names(columns))}")

    def _missing(self, name: str, names: list[str]) -> str:
        column = self._columns.get(name, name)
        if not self._sheets and name not in self._columns and _of_papers(names):
            return "these are answers to an exam: name its exam.json with --exam"
        wide = ", and none is the number of a question, such as 1 or Q1" if self._sheets and name == "number" else ""
        said = f"no column is called {_such(column, names)}{wide}"
        if name in self._columns:
            return said
        return f"{said}{' ' if said.endswith('?') else '; '}--column {name}=COLUMN says which it is"


def _names(columns: Iterable[Column] | None) -> list[str]:
    return [column.name for column in columns or ()]


def _named_in(place: Place, limit: int | None) -> Iterable[str]:
    """Yield the names in so many lines of JSON."""
    with opened(place) as source:
        for found in islice(source.rows(), limit):
            if found is not None:
                yield from found.fields


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
