"""What others ask of a record. Each is answered from an index: within a tenth of a second with 100,000 attempts.

A question that was renamed keeps its history: `was` maps the topic and the id of every question, as they are now, to
the ids that it had before. An id that another question has now is that one's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias, TypeVar

from ..frozen import dataclass
from .events import Attempt, Begun, Event, Flagged, Forgotten, Listed, Suspended
from .record import History
from .resuming import Progress, missed, progress
from .rows import microseconds, moment, searched

Was: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]
"""The former ids of every question, by its topic and id of now."""

NOTHING_WAS: Final[Was] = {}
AGAIN, HARD, GOOD = 1, 2, 3

RATINGS: Final = {"right": GOOD, "hinted": HARD, "wrong": AGAIN, "shown": AGAIN}
"""How an outcome counts for the schedule, by FSRS's numbers. What was skipped, or void, is no evidence."""

_FIRST_DAY: Final = date(1970, 1, 1)
_PAGE: Final = 50
E_ = TypeVar("E_", bound=Event)


@dataclass(frozen=True, slots=True)
class Review:
    """The first attempt of a day at a question, under its id of now, and how it counts."""

    topic: str
    question: str
    day: date
    at: datetime
    rating: int


@dataclass(frozen=True, slots=True)
class Habit:
    """A misconception, or several that could not be told apart, that the learner showed so often, last at `at`."""

    slugs: tuple[str, ...]
    count: int
    topic: str
    question: str
    at: datetime


def last_sitting(history: History, bank: str | None = None, modes: tuple[str, ...] = ("take",)) -> Progress | None:
    """Return how the newest sitting of a bank, or of any, stands; None where none was begun."""
    return next(_sittings(history, bank, modes), None)


def _sittings(history: History, bank: str | None, modes: tuple[str, ...]) -> Iterator[Progress]:
    """Yield how the sittings of a bank, or of any, stand, the newest first."""
    where, values = ("mark = 'begun'", ()) if bank is None else ("mark = 'begun' AND bank = ?", (searched(bank),))
    for offset in range(0, 10_000, _PAGE):
        page = history.events(f"{where} ORDER BY at DESC, number DESC LIMIT {_PAGE} OFFSET {offset}", *values)
        for begun in page:
            if isinstance(begun, Begun) and begun.mode in modes and bank in (None, begun.bank):
                yield progress(begun, history.events("sitting = ? ORDER BY number", begun.id))
        if len(page) < _PAGE:
            break


def unfinished(history: History, bank: str | None = None, modes: tuple[str, ...] = ("take",)) -> Progress | None:
    """Return how the newest sitting stands, if it was left before its end and not dropped; else None."""
    found = last_sitting(history, bank, modes)
    return None if found is None or found.place is None or found.dropped else found


def misses(history: History, bank: str, modes: tuple[str, ...] = ("take",)) -> tuple[Listed, ...]:
    """Return the questions that did not end well in the last sitting of a bank in which a question was answered."""
    answered = (one for one in _sittings(history, bank, modes) if any(stand.attempts for stand in one.stands))
    found = next(answered, None)
    return missed(found) if found else ()


def attempts_of(history: History, topic: str, question: str, was: Was = NOTHING_WAS) -> tuple[Attempt, ...]:
    """Return every attempt at a question, also under its former ids, the oldest first."""
    names = _names(topic, question, was)
    found = history.events(
        f"outcome IS NOT NULL AND topic = ? AND question IN ({_marks(names)}) ORDER BY at, number",
        searched(topic),
        *names,
    )
    return _of(Attempt, found)


def reviews(
    history: History, was: Was = NOTHING_WAS, topic: str | None = None, question: str | None = None
) -> tuple[Review, ...]:
    """Return the first attempt of each day at each question, the oldest first: what the schedule is made of.

    Of a topic, or of one question in it, where these are given. What was undone or forgotten is left out, and so is
    what is no evidence. Of one question that is quick; of a whole record it may take half a second.
    """
    where, values = what_counts(history, was, topic, question)
    outcomes = ", ".join([f"'{one}'" for one in RATINGS])
    found = history.rows(  # beside a minimum, SQLite gives the rest of the row that has it
        "SELECT topic, question, day, min(at), outcome FROM events "
        f"WHERE outcome IS NOT NULL AND outcome IN ({outcomes}) {where} GROUP BY topic, question, day",
        *values,
    )
    now = ids_now(was)
    first: dict[tuple[str, str, int], tuple[int, str]] = {}
    for its_topic, old, day, at, outcome in found:
        key = its_topic, now.get((its_topic, old), old), day
        if key not in first or at < first[key][0]:
            first[key] = at, outcome
    made = sorted([(at, key, outcome) for key, (at, outcome) in first.items()])
    return tuple(
        [
            Review(its_topic, name, _FIRST_DAY + timedelta(days=day), moment(at), RATINGS[outcome])
            for at, (its_topic, name, day), outcome in made
        ]
    )


def habits(history: History, was: Was = NOTHING_WAS, topic: str | None = None) -> tuple[Habit, ...]:
    """Return the misconceptions that the learner has shown, the most frequent first, and where each was shown last.

    What was undone or forgotten is left out.
    """
    where, values = what_counts(history, was, topic, None)
    found = history.rows(
        "SELECT slips, topic, question, count(*), max(at) FROM events "
        f"WHERE slips IS NOT NULL {where} GROUP BY slips, topic, question",
        *values,
    )
    now = ids_now(was)
    counts: dict[str, int] = defaultdict(int)
    newest: dict[str, tuple[int, str, str]] = {}
    for slips, its_topic, old, count, at in found:
        counts[slips] += count
        newest[slips] = max(newest.get(slips, (at, "", "")), (at, its_topic, now.get((its_topic, old), old)))
    order = sorted(counts, key=lambda slips: (-counts[slips], -newest[slips][0], slips))
    return tuple(
        [
            Habit(tuple(slips.split(" ")), counts[slips], its_topic, name, moment(at))
            for slips in order
            for at, its_topic, name in [newest[slips]]
        ]
    )


def example_of(history: History, slugs: tuple[str, ...]) -> Attempt | None:
    """Return the newest attempt that showed just these misconceptions; None where there is none."""
    found = history.events(
        "slips IS NOT NULL AND slips = ? ORDER BY at DESC, number DESC LIMIT 1", searched(" ".join(slugs))
    )
    return _of(Attempt, found)[0] if found else None


def counts(history: History, was: Was = NOTHING_WAS, topic: str | None = None) -> dict[tuple[str, str], int]:
    """Return how many attempts at each question count, by its topic and id of now: neither undone nor forgotten."""
    where, values = what_counts(history, was, topic, None)
    found = history.rows(f"SELECT topic, question FROM events WHERE outcome IS NOT NULL {where}", *values)
    now = ids_now(was)
    return Counter([(its_topic, now.get((its_topic, old), old)) for its_topic, old in found])


def suspended(history: History, was: Was = NOTHING_WAS) -> frozenset[tuple[str, str]]:
    """Return the questions that are put away, by topic and id as they are now."""
    now, found = ids_now(was), {}
    for one in _marked(history, Suspended):
        found[one.topic, now.get((one.topic, one.question), one.question)] = one.suspended
    return frozenset([name for name, away in found.items() if away])


def flags(history: History) -> tuple[Flagged, ...]:
    """Return what the learner has said of questions, the oldest first."""
    return _marked(history, Flagged)


def last_attempt(history: History) -> Attempt | None:
    """Return the newest attempt that is not undone, which is the one that undoing would take back."""
    undone = _undone(history)
    for offset in range(0, 10_000, _PAGE):
        page = history.numbered(f"outcome IS NOT NULL ORDER BY number DESC LIMIT {_PAGE} OFFSET {offset}")
        for number, event in page:
            if number not in undone and isinstance(event, Attempt):
                return event
        if len(page) < _PAGE:
            break
    return None


def _marked(history: History, kind: type[E_]) -> tuple[E_, ...]:
    return _of(kind, history.events("mark = ? AND mark IS NOT NULL ORDER BY at, number", kind.__name__.lower()))


def _of(kind: type[E_], events: Iterable[Event]) -> tuple[E_, ...]:
    return tuple([event for event in events if isinstance(event, kind)])


def ids_now(was: Was) -> dict[tuple[str, str], str]:
    """Return the id of now for each former one. What is a question's id now is not another's former one."""
    return {
        (topic, old): question for (topic, question), former in was.items() for old in former if (topic, old) not in was
    }


def _undone(history: History) -> frozenset[int]:
    found = history.rows(  # the body is JSON as we write it, and an id has no quote: read one by one, they take long
        """SELECT number FROM events WHERE id IN (SELECT substr(rest, 1, instr(rest, '"') - 1) FROM (
        SELECT substr(body, instr(body, '"attempt":"') + 11) AS rest FROM events
        WHERE mark = 'undone' AND mark IS NOT NULL))"""
    )
    return frozenset([number for (number,) in found])


def what_counts(
    history: History, was: Was, topic: str | None, question: str | None
) -> tuple[str, tuple[str | int, ...]]:
    """Return what a condition goes on with so that only what counts is found, and the values in it."""
    conditions: list[str] = []
    values: list[str | int] = []
    if topic is not None:
        conditions.append("topic = ?")
        values.append(searched(topic))
    if topic is not None and question is not None:
        names = _names(topic, question, was)
        conditions.append(f"question IN ({_marks(names)})")
        values += names
    undone = _undone(history)
    if undone:
        conditions.append(f"number NOT IN ({', '.join([str(number) for number in sorted(undone)])})")
    now = ids_now(was)
    for (its_topic, name), until in _forgotten(history).items():
        if topic in (None, its_topic):
            names = _names(its_topic, now.get((its_topic, name), name), was) if name is not None else ()
            of_names = f"AND question IN ({_marks(names)}) " if names else ""
            conditions.append(f"NOT (topic = ? {of_names}AND at <= ?)")
            values += [searched(its_topic), *names, until]
    return "".join([f"AND {one} " for one in conditions]), tuple(values)


def _forgotten(history: History) -> dict[tuple[str, str | None], int]:
    """Return until when what was answered counts no more, by topic and id; the id is None for all of the topic."""
    return {(one.topic, one.question): microseconds(one.at) for one in _marked(history, Forgotten)}


def _names(topic: str, question: str, was: Was) -> tuple[str, ...]:
    """Return the id of a question and its former ones, but those that another question has now."""
    former = [old for old in was.get((topic, question), ()) if (topic, old) not in was]
    return tuple([searched(name) for name in (question, *former)])


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
