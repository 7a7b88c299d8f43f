"""The record as JSON lines, one event each: for another machine, another program, or a person who wants to look."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from ..frozen import dataclass
from .derived import FORGET
from .events import Event
from .facts import Unfit, as_facts, as_line, read_line
from .record import History
from .rows import row_of

_PAGE: Final = 500
"""Events at a time: nobody else waits long for the record, and old SQLites take no more values in a question."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not imported, from 1, and why."""

    number: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: events that were new, events that were there already, lines that were refused."""

    added: int = 0
    known: int = 0
    refused: tuple[BadLine, ...] = ()


def export_lines(history: History) -> Iterator[str]:
    """Yield every event as a line of JSON without its end, in the order in which they were recorded."""
    last = 0
    while page := history.numbered(f"number > ? ORDER BY number LIMIT {_PAGE}", last):
        for _, event in page:
            yield as_line(as_facts(event))
        last = page[-1][0]


def import_lines(history: History, lines: Iterable[str]) -> Imported:
    """Add the events that lines of JSON are. What is there already is not added again. Raises Refused.

    A line that is none is told, and the others are added.
    """
    added = known = 0
    refused: list[BadLine] = []
    numbered = enumerate(lines, 1)
    while page := list(islice(numbered, _PAGE)):
        events, bad = _read(history, page)
        refused += bad
        new = history.write([row_of(event) for event in events], FORGET) if events else 0
        added += new
        known += sum(bool(line.strip()) for _, line in page) - len(bad) - new
    return Imported(added, known, tuple(refused))


def _read(history: History, page: list[tuple[int, str]]) -> tuple[list[Event], list[BadLine]]:
    found: list[tuple[int, Event]] = []
    bad: list[BadLine] = []
    for number, line in page:
        text = line.removeprefix("\ufeff").strip()  # some editors put a mark before the first line
        if text:
            try:
                found.append((number, read_line(text)))
            except Unfit as error:
                bad.append(BadLine(number, str(error)))
    ids = [event.id for _, event in found]
    there = {event.id: event for event in history.events(f"id IN ({', '.join('?' * len(ids))})", *ids)}
    events = []
    for number, event in found:
        if there.setdefault(event.id, event) == event:
            events.append(event)
        else:
            bad.append(BadLine(number, f"the event {event.id} is there already, and says something else"))
    return events, sorted(bad, key=lambda one: one.number)
