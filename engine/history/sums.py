"""Sums over the record, for statistics: SQLite adds up, and 100,000 attempts are not read one by one.

What was undone or forgotten is left out everywhere, and a question counts under its id of now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from ..frozen import dataclass
from .events import Attempt
from .queries import NOTHING_WAS, RATINGS, Was, ids_now, what_counts
from .record import History
from .rows import microseconds, searched

Name: TypeAlias = tuple[str, str]
"""A topic, and the id of a question in it."""

Tries: TypeAlias = Mapping[Name, Sequence[tuple[int, bool]]]
"""The first tries at each question: when, in microseconds, and whether it was right without a hint."""

LONGEST: Final = 5 * 60_000
"""The most milliseconds that count for one question: who took longer was away."""

_FIRST_DAY: Final = date(1970, 1, 1)
_EVIDENCE: Final = ", ".join([f"'{outcome}'" for outcome in RATINGS])


def _number(name: str) -> str:
    """Return an SQL expression for a whole number in the body of an event.

    The body is JSON as we write it, where a quote inside a text is escaped: a learner's words are not taken for a key.
    SQLite's own functions for JSON are not in every Python.
    """
    key = f'"{name}":'
    number = f"CAST(substr(body, instr(body, '{key}') + {len(key)}, 20) AS INTEGER)"
    return f"CASE WHEN instr(body, '{key}') THEN {number} ELSE 0 END"


@dataclass(frozen=True, slots=True)
class Spent:
    """What was done of a topic on one of the learner's days: so many questions, in so many milliseconds."""

    topic: str
    day: date
    questions: int
    milliseconds: int


def first_tries(history: History, was: Was = NOTHING_WAS, topic: str | None = None) -> Tries:
    """Return the first attempt of each sitting at each question. What was skipped, or void, is no try.

    A missed question comes once more before the end of a sitting, minutes after its answer was shown: that is no first
    try.
    """
    where, values = what_counts(history, was, topic, None)
    found = history.rows(  # in the order of an index; beside a minimum, SQLite gives the rest of the row that has it
        f"SELECT topic, question, min(at), outcome = 'right' FROM events "
        f"WHERE sitting IS NOT NULL AND outcome IN ({_EVIDENCE}) {where} GROUP BY sitting, topic, question",
        *values,
    )
    now = ids_now(was)
    tries: defaultdict[Name, list[tuple[int, bool]]] = defaultdict(list)
    for its_topic, old, at, right in found:
        tries[its_topic, now.get((its_topic, old), old)].append((at, bool(right)))
    return tries


def since(tries: Tries, names: Iterable[Name], after: datetime) -> tuple[int, int]:
    """Return how often some questions were asked after a time, and how often the first try was right."""
    end = microseconds(after)
    late = [right for name in names for at, right in tries.get(name, ()) if at > end]
    return len(late), sum(late)


def spent(history: History, was: Was = NOTHING_WAS, topic: str | None = None) -> tuple[Spent, ...]:
    """Return what was done of each topic on each day, the first day first. A question counts LONGEST at most."""
    where, values = what_counts(history, was, topic, None)
    took = f"SELECT topic, min(day) AS day, max({_number('milliseconds')}) AS took FROM events "
    took += f"WHERE sitting IS NOT NULL AND outcome IS NOT NULL {where} GROUP BY sitting, {_number('place')}, topic"
    found = history.rows(
        f"SELECT topic, day, count(*), sum(max(0, min(took, {LONGEST}))) FROM ({took}) GROUP BY topic, day", *values
    )
    made = [Spent(name, _FIRST_DAY + timedelta(days=day), count, took) for name, day, count, took in found]
    return tuple(sorted(made, key=lambda one: (one.day, one.topic)))


def showing(history: History, was: Was = NOTHING_WAS, topic: str | None = None) -> dict[tuple[str, ...], set[Name]]:
    """Return the questions that showed each habit, by its slugs."""
    where, values = what_counts(history, was, topic, None)
    found = history.rows(f"SELECT DISTINCT slips, topic, question FROM events WHERE slips IS NOT NULL {where}", *values)
    now = ids_now(was)
    names: defaultdict[tuple[str, ...], set[Name]] = defaultdict(set)
    for slips, its_topic, old in found:
        names[tuple(slips.split(" "))].add((its_topic, now.get((its_topic, old), old)))
    return names


def newest(
    history: History, slips: Iterable[tuple[str, ...]], was: Was = NOTHING_WAS, topic: str | None = None
) -> Attempt | None:
    """Return the newest attempt that showed one of these slips; None where there is none."""
    written = [searched(" ".join(slugs)) for slugs in slips]
    where, values = what_counts(history, was, topic, None)
    marks = ", ".join("?" * len(written))
    found = history.events(
        f"slips IS NOT NULL AND slips IN ({marks}) {where} ORDER BY at DESC, number DESC LIMIT 1", *written, *values
    )
    return next((one for one in found if isinstance(one, Attempt)), None)


def by_topic(counted: Iterable[Spent]) -> dict[str, int]:
    """Return the milliseconds of each topic."""
    sums: defaultdict[str, int] = defaultdict(int)
    for one in counted:
        sums[one.topic] += one.milliseconds
    return dict(sums)
