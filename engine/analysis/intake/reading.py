"""What is analysed: graded rows as they are, rows that must be graded first, and records that learners send in."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ...responses import Row
from ...responses.merging import parsed
from ...responses.places import places
from ...streams import lines_of
from .own import is_event, rows_of_lines
from .rows import Fields


def rows_of_responses(
    rows: Iterable[Row | None], grade: Callable[[Iterable[Row]], Iterator[tuple[Row, str]]]
) -> Iterator[Fields]:
    """Yield what rows say. Where the first one that can be read has no verdict, all are graded by `grade` first."""
    every = (row for row in rows if row is not None)
    for first in every:
        if first.fault is None or first.fields:
            break
        yield {}  # it is no row, and counted as such
    else:
        return
    whole = chain([first], every)
    if "verdict" in first.fields:
        yield from (row.asked for row in whole)
    else:
        yield from (row.asked | parsed(said) for row, said in grade(whole))


def are_records(names: Iterable[str]) -> bool:
    """Return whether files hold what `history export` writes: the first one that has a line tells.

    A pipe does not, which can be read only once. Raises Unreadable and OSError.
    """
    for place in places(tuple(names)):
        if place.size is None or place.format != "jsonl":
            return False
        with lines_of(place.name) as lines:
            for line in lines:
                if line.strip():
                    return is_event(line)
    return False


def rows_of_records(names: Iterable[str], complain: Callable[[str], None]) -> Iterator[Fields]:
    """Yield the answers in records that learners sent in, each file of another student, whose name it has.

    Lines that are none are complained of. Raises Unreadable and OSError.
    """
    for name in [place.name for place in places(tuple(names))]:
        with lines_of(name) as lines:
            rows, bad = rows_of_lines(lines, name)
        for one in bad:
            complain(f"{name}:{one.number}: {one.sentence}")
        yield from rows
