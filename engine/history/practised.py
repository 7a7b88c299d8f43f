"""What practice asks of a record: to which questions something happened, and what happened to just these.

Each is answered from an index: for ten questions in a few milliseconds, however long the record is.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final, TypeAlias

from ..frozen import dataclass
from .events import Attempt, Begun, Forgotten, Undone
from .queries import NOTHING_WAS, RATINGS, Was, ids_now, what_counts
from .record import History
from .rows import searched

Name: TypeAlias = tuple[str, str]
"""A topic and the id of a question in it."""

_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_EVIDENCE: Final = ", ".join([f"'{outcome}'" for outcome in RATINGS])
_MANY: Final = 400
"""Of more questions it takes no longer to read all; and SQLite may take no more than 999 values."""

_NEWEST: Final = 20
"""So many attempts at a question say what it was asked with of late."""

_LATE: Final = 2_000
"""So many events say what the learner has got wrong of late."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The questions, under their ids as recorded, that events after a number speak of; topics that were forgotten.

    `upto` is the number of the last event.
    """

    cards: frozenset[Name]
    topics: frozenset[str]
    upto: int


def touched(history: History, upto: int) -> Touched:
    """Return what the events after a number may have changed in the schedule."""
    last = sum(number or 0 for (number,) in history.rows("SELECT max(number) FROM events"))
    if last <= upto:
        return Touched(frozenset(), frozenset(), last)
    cards: set[Name] = set()
    topics: set[str] = set()
    cards.update(  # without an index, which would be read from end to end
        history.rows(
            "SELECT DISTINCT topic, question FROM events NOT INDEXED WHERE number > ? AND outcome IS NOT NULL", upto
        )
    )
    for event in history.events("mark IN ('undone', 'forgotten') AND mark IS NOT NULL AND number > ?", upto):
        match event:
            case Undone():
                found = history.rows("SELECT topic, question FROM events WHERE id = ?", event.attempt)
                cards.update([(topic, question) for topic, question in found if topic and question])
            case Forgotten(question=None):
                topics.add(searched(event.topic))
            case Forgotten():
                cards.add((searched(event.topic), searched(str(event.question))))
    return Touched(frozenset(cards), frozenset(topics), last)


def rated(history: History, cards: Collection[Name], was: Was = NOTHING_WAS) -> dict[Name, list[tuple[date, int]]]:
    """Return the days on which some questions were reviewed, each with its rating: the first attempt of the day.

    It is what `reviews` says, of a few questions sooner, and of many with less ado.
    """
    if not cards:
        return {}
    now = ids_now(was)
    first: dict[tuple[str, str, int], tuple[int, str]] = {}
    for topic, old, day, at, outcome in _firsts(history, cards, was):
        key = topic, now.get((topic, old), old), day
        if key not in first or at < first[key][0]:
            first[key] = at, outcome
    made: dict[Name, list[tuple[date, int]]] = defaultdict(list)
    for (topic, name, day), (_, outcome) in first.items():
        if (topic, name) in cards:
            made[topic, name].append((date.fromordinal(_FIRST_DAY + day), RATINGS[outcome]))
    return made


def introduced(history: History, cards: Iterable[Name], day: date, was: Was = NOTHING_WAS) -> int:
    """Return how many of these questions were answered for the first time on this day, because practice asked them."""
    now = ids_now(was)
    sittings: dict[Name, set[str]] = defaultdict(set)
    for topic, names, of_names in _by_topic(cards, was):
        found = history.rows(
            "SELECT DISTINCT question, sitting FROM events WHERE outcome IS NOT NULL "
            f"AND topic = ? AND {of_names} AND day = ?",
            topic,
            *names,
            day.toordinal() - _FIRST_DAY,
        )
        for old, sitting in found:
            sittings[topic, now.get((topic, old), old)].add(sitting)
    practices = {
        sitting
        for sitting in set().union(*sittings.values())
        for event in history.events("id = ?", sitting)
        if isinstance(event, Begun) and event.mode == "practice"
    }
    asked = {name for name, its_sittings in sittings.items() if not practices.isdisjoint(its_sittings)}
    return sum(min(days)[0] == day for days in rated(history, asked, was).values())


def slips_of_late(history: History) -> tuple[str, ...]:
    """Return the misconceptions that the learner has shown of late, the most frequent first."""
    found = history.rows(
        "SELECT slips FROM events NOT INDEXED "
        f"WHERE number > (SELECT max(number) FROM events) - {_LATE} AND slips IS NOT NULL ORDER BY number DESC"
    )
    return tuple([slug for slug, _ in Counter([slug for (slips,) in found for slug in slips.split(" ")]).most_common()])


def shown(
    history: History, topic: str, question: str, was: Was = NOTHING_WAS, slips: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which misconceptions to tell apart in a question, and the variants that it was asked in, the newest first.

    The misconceptions that the learner has shown in it come first, then all others of `slips`, those of late.
    """
    attempts: list[Attempt] = []
    for its_topic, names, of_names in _by_topic([(topic, question)], was):
        condition = f"outcome IS NOT NULL AND topic = ? AND {of_names} ORDER BY at DESC, number DESC LIMIT {_NEWEST}"
        attempts += [one for one in history.events(condition, its_topic, *names) if isinstance(one, Attempt)]
    slugs = [*[slug for one in attempts for slug in one.misconceptions], *slips]
    return tuple(dict.fromkeys(slugs)), tuple(dict.fromkeys([one.variant for one in attempts if one.variant]))


def _firsts(history: History, cards: Collection[Name], was: Was) -> Iterator[tuple[str, str, int, int, str]]:
    """Yield the first attempt of each day: topic, question, day, time, outcome. Of many questions, those of others too.

    Beside a minimum, SQLite gives the rest of the row that has it.
    """
    counts, values = what_counts(history, was, None, None)
    query = "SELECT topic, question, day, min(at), outcome FROM events WHERE outcome IS NOT NULL "
    query += f"AND outcome IN ({_EVIDENCE}) {counts} {{}} GROUP BY topic, question, day"
    if len(cards) > _MANY:
        yield from history.rows(query.format(""), *values)
        return
    for topic, names, of_names in _by_topic(cards, was):
        yield from history.rows(query.format(f"AND topic = ? AND {of_names}"), *values, topic, *names)


def _by_topic(cards: Iterable[Name], was: Was) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each topic, the ids that its questions were recorded with, and a condition that these are meant."""
    found: dict[str, list[str]] = defaultdict(list)
    for topic, question in cards:
        former = [old for old in was.get((topic, question), ()) if (topic, old) not in was]
        found[searched(topic)] += [searched(name) for name in (question, *former)]
    for topic, names in found.items():
        for start in range(0, len(names), _MANY):
            some = tuple(names[start : start + _MANY])
            yield topic, some, f"question IN ({', '.join('?' * len(some))})"
