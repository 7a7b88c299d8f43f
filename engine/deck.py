"""The deck: how well each question that was ever answered is known, from the record.

It follows from the attempts alone. So that practice opens at once, what was worked out is kept in the record, and only
the questions that something happened to since are worked out again, each from all of its attempts. What is kept is
never trusted further than that: it may be missing, cut off, or made by another version, and the deck is the same.
"""

import json
from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from zlib import crc32

from .frozen import dataclass
from .history.derived import Derived, derived, keep
from .history.disk import Refused
from .history.practised import Name, Touched, rated, touched
from .history.queries import NOTHING_WAS, Was, ids_now
from .history.record import History
from .schedule import Standing, fingerprint, replayed

Names: TypeAlias = tuple[str, tuple[str, ...]]
"""A topic and all ids of a question in it, the one of now first. What is known of it depends on these, and on no more
of a bank: practice of one topic and practice of all use what the other has kept."""

Standings: TypeAlias = Mapping[Names, Standing | None]
"""None: nothing that happened to it counts."""

_NAME: Final = "deck"
_FORM: Final = f"1 {' '.join([one.name for one in fields(Standing)])}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: how questions stand after the events up to a number. `changed`: otherwise than it is kept."""

    upto: int
    standings: Standings
    changed: bool


@dataclass(frozen=True, slots=True)
class Deck:
    """The questions that were answered, by their topics and ids of now, with how each stands."""

    cards: Mapping[Name, Standing]
    kept: Kept = field(compare=False, repr=False)

    def reviewed_on(self, day: date) -> frozenset[Name]:
        """Return the questions whose last review was on this day."""
        return frozenset([name for name, standing in self.cards.items() if standing.last == day])

    def first_reviewed_on(self, day: date) -> frozenset[Name]:
        """Return the questions whose first review was on this day."""
        return frozenset([name for name, standing in self.cards.items() if standing.first == day])


def read_deck(history: History, was: Was = NOTHING_WAS) -> Deck:
    """Return the deck as it is now. A question that was renamed is one card; one that the bank has no more is there."""
    body = derived(history, _NAME)
    read = _read(body.body)
    since = touched(history, 0 if read is None else body.upto)
    if since.upto < body.upto:  # it was made of another record
        read, since = None, touched(history, 0)
    kept = read or {}
    stale = _stale(kept, since)
    standings = {names: found for names, found in kept.items() if names not in stale}
    single = {(topic, names[0]) for topic, names in stale if len(names) == 1}
    standings |= _worked_out(history, {name: (name[0], (name[1],)) for name in single | since.cards})
    renamed = _renamed(standings, was)
    missing = {name: names for name, names in renamed.items() if names not in standings}
    standings |= _worked_out(history, missing, was)
    merged = {(topic, one) for topic, names in renamed.values() for one in names}
    cards = {name: standings[names] for name, names in renamed.items()}
    for (topic, names), found in standings.items():
        if len(names) == 1 and (topic, names[0]) not in merged:
            cards[topic, names[0]] = found
    changed = read is None or bool(missing) or since.upto != body.upto
    return Deck(
        MappingProxyType({name: found for name, found in cards.items() if found is not None}),
        Kept(since.upto, standings, changed),
    )


def keep_deck(history: History, deck: Deck) -> bool:
    """Keep a deck for the next time; read it just before. Return whether it is kept: it is no harm if it is not.

    That writes to the disk: call it when nobody waits.
    """
    form = fingerprint()
    if form is None:
        return False
    if deck.kept.changed:
        try:
            keep(history, _NAME, Derived(deck.kept.upto, _body(deck.kept.standings, form)))
        except Refused:
            return False
    return True


def _stale(kept: Standings, since: Touched) -> frozenset[Names]:
    if not since.cards and not since.topics:
        return frozenset()
    return frozenset(
        [
            (topic, names)
            for topic, names in kept
            if topic in since.topics or any((topic, name) in since.cards for name in names)
        ]
    )


def _renamed(standings: Standings, was: Was) -> dict[Name, Names]:
    """Return the questions with former ids that something happened to under any of their ids, with all of these."""
    now = ids_now(was)
    found: dict[Name, Names] = {}
    for topic, question in dict.fromkeys([(topic, name) for (topic, _), name in now.items()]):
        former = [old for old in was[topic, question] if now.get((topic, old)) == question]
        names = (question, *dict.fromkeys(former))
        if any((topic, (name,)) in standings for name in names):
            found[topic, question] = topic, names
    return found


def _worked_out(history: History, cards: Mapping[Name, Names], was: Was = NOTHING_WAS) -> dict[Names, Standing | None]:
    found = rated(history, cards.keys(), was)
    return {names: replayed(found.get(name, ())) for name, names in cards.items()}


def _body(standings: Standings, form: str) -> str:
    rows = [[topic, names, *_row(found)] for (topic, names), found in standings.items()]
    text = json.dumps(rows, separators=(",", ":"))
    return f"{_head(text, form)}\n{text}"


def _row(found: Standing | None) -> list[float]:
    if found is None:
        return []
    days = [day.toordinal() for day in (found.due, found.first, found.last)]
    return [found.stability, found.difficulty, *days, found.reviews, found.lapses]


def _standing(row: list[Any]) -> Standing | None:
    if not row:
        return None
    stability, difficulty, due, first, last, reviews, lapses = row
    day = date.fromordinal
    return Standing(stability, difficulty, day(due), day(first), day(last), reviews, lapses)


def _read(body: str) -> dict[Names, Standing | None] | None:
    """Return what was kept; None where it is not as it was written, or not as it would be written now."""
    head, _, text = body.partition("\n")
    form = fingerprint()
    if form is None or head != _head(text, form):
        return None
    return {(topic, tuple(names)): _standing(row) for topic, names, *row in json.loads(text)}


def _head(text: str, form: str) -> str:
    """Return what a text must begin with to be trusted: SQLite does not see that a page was damaged."""
    return f"{_FORM} {form} {crc32(text.encode()):08x}"
