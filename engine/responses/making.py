"""Rows made of what a file holds: what they ask, what is added to them, and which are answers on a sheet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..literals import Unreadable
from .asking import asked_of, unmarked
from .columns import Column
from .rows import Fields, Found, Row

if TYPE_CHECKING:
    from ..exporters.exam import Exam
    from .sheets import Numbered


_REMEMBERED: Final = 100
"""So many headers: rows of JSON may each have their own."""


class Making:
    """Makes rows. With `several` files, each row says which one it is of."""

    def __init__(self, columns: Mapping[str, str], exam: "Exam | None", *, several: bool) -> None:
        self._columns = columns
        self._exam = exam
        self._several = several
        self._sheets: dict[tuple[str, ...], Numbered | None] = {}

    def rows(self, source: Iterable[Found | None], file: str) -> Iterator[Row | None]:
        """Yield the rows of a file, and None where there is none for now."""
        columns, exam, several = self._columns, self._exam, self._several
        for found in source:
            if found is None:
                yield None
                continue
            fields, text, fault, line = found
            added: Fields = {"file": file} if several and "file" not in fields else {}
            if line is not None:
                added["line"] = line
            asked = asked_of(fields, columns, letters=exam is not None)
            if exam is None:
                if fault is None and "answered" in asked and "answer" not in columns:
                    fault = unmarked(asked)
                yield Row(fields, asked, added, text, fault)
            else:
                yield from self._answers(exam, Row(fields, asked, added, text, fault))

    def names(self, columns: Iterable[str]) -> frozenset[str]:
        """Return the names of what is asked by rows with these columns."""
        found = set(columns)
        renamed = {name for name, column in self._columns.items() if column in found}
        return frozenset((found - self._columns.keys()) | renamed)

    def columns(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return the columns of the rows that are made of rows with these. Raises Unreadable."""
        if self._exam is None:
            return columns
        from .sheets import columns_of

        return columns_of(columns, self.names([column.name for column in columns]))

    def _answers(self, exam: "Exam", row: Row) -> Iterator[Row]:
        from .sheets import answers, looked_up

        try:
            questions = self._questions(row)
        except Unreadable as error:
            yield Row(row.fields, row.asked, row.added, None, row.fault or str(error))
            return
        found = [(row.fields, row.asked)] if questions is None else answers(exam, row.fields, row.asked, questions)
        for fields, asked in found:
            meant, added, fault = (asked, {}, row.fault) if row.fault else looked_up(exam, asked)
            yield Row(fields, meant, row.added | added, row.text if questions is None else None, fault)

    def _questions(self, row: Row) -> "Numbered | None":
        """Return the columns that are questions, where the row is a sheet. Raises Unreadable."""
        from .sheets import is_wide, numbered

        names = tuple(row.fields)
        if names not in self._sheets:
            if len(self._sheets) > _REMEMBERED:
                self._sheets.clear()
            questions = numbered(names)
            self._sheets[names] = questions if is_wide(row.asked, questions) else None
        return self._sheets[names]
