"""Rows of a learner's own record, and of the records that learners send in: each is one student."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from ...history.events import Attempt, Event, Forgotten, Undone
from ...history.facts import Unfit, read_line
from ...history.lines import BadLine
from ...history.queries import NOTHING_WAS, Was, ids_now
from ...history.record import History
from ...responses.places import places
from ...streams import lines_of
from .rows import Fields

ME: Final = "me"
"""What the learner of this record is called."""

_PAGE: Final = 500


def rows_of(history: History, was: Was = NOTHING_WAS, student: str = ME) -> tuple[Fields, ...]:
    """Return the graded answers of a record as rows. What was undone or forgotten is left out."""
    return rows_of_events(_events(history), student, was)


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


def rows_of_lines(lines: Iterable[str], student: str) -> tuple[tuple[Fields, ...], tuple[BadLine, ...]]:
    """Return the graded answers in lines that `history export` wrote as rows, and the lines that are none."""
    events, bad = [], []
    for number, line in enumerate(lines, 1):
        text = line.removeprefix("\ufeff").strip()
        if text:
            try:
                events.append(read_line(text))
            except Unfit as error:
                bad.append(BadLine(number, str(error)))
    return rows_of_events(events, student), tuple(bad)


def rows_of_events(events: Iterable[Event], student: str, was: Was = NOTHING_WAS) -> tuple[Fields, ...]:
    """Return the graded answers among events as rows, each event once. `attempt` is when it was, in seconds.

    What was undone or forgotten is left out, and so is what was given up or skipped: nothing was answered.
    """
    attempts: dict[str, Attempt] = {}
    undone: set[str] = set()
    forgotten: dict[tuple[str, str | None], datetime] = {}
    for event in events:
        match event:
            case Attempt():
                attempts[event.id] = event
            case Undone():
                undone.add(event.attempt)
            case Forgotten():
                name = event.topic, event.question
                forgotten[name] = max(event.at, forgotten.get(name, event.at))
    now = ids_now(was)
    made = []
    for one in attempts.values():
        question = now.get((one.topic, one.question), one.question)
        until = [forgotten.get((one.topic, name)) for name in (None, one.question, question)]
        if one.verdict is None or one.id in undone or any(end is not None and one.at <= end for end in until):
            continue
        made.append(_row(one, question, student))
    return tuple(made)


def is_event(line: str) -> bool:
    """Return whether a line is of a record, not of responses.

    >>> is_event('{"event":"dropped","id":"b"}'), is_event('{"question": "halved"}')
    (True, False)
    """
    return line.removeprefix("\ufeff").lstrip().startswith('{"event":')


def _row(one: Attempt, question: str, student: str) -> Fields:
    return {
        "topic": one.topic,
        "question": question,
        "variant": one.variant,
        "answer": one.answers[0] if len(one.answers) == 1 else list(one.answers),
        "student": student,
        "attempt": one.at.timestamp(),
        "milliseconds": one.milliseconds,
        "verdict": one.verdict,
        "score": one.score,
        "computed": one.computed,
        "feedback": one.feedback,
        "misconceptions": list(one.misconceptions),
    }


def _events(history: History) -> Iterator[Event]:
    last = 0
    while page := history.numbered(f"number > ? ORDER BY number LIMIT {_PAGE}", last):
        yield from [event for _, event in page]
        last = page[-1][0]
