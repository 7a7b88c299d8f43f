"""What was derived from the events, kept to save time: a schedule, say. It may be thrown away at any time.

Whoever keeps something says up to which event it goes, and asks for the events after that. Where older events come
in, from another machine or a backup, everything derived is forgotten with the same commit.
"""

from typing import Final

from ..frozen import dataclass
from .events import Event
from .record import History

FORGET: Final[tuple[str, tuple[str | int, ...]]] = ("DELETE FROM derived", ())


@dataclass(frozen=True, slots=True)
class Derived:
    """A text that was made of the events up to a number."""

    upto: int
    body: str


def derived(history: History, name: str) -> Derived:
    """Return what was last kept under a name; nothing made of no events where that is nothing."""
    found = history.rows("SELECT upto, body FROM derived WHERE name = ?", name)
    return Derived(*found[0]) if found else Derived(0, "")


def keep(history: History, name: str, made: Derived) -> None:
    """Keep a text under a name, in place of what was there. Raises Refused."""
    statement = "INSERT OR REPLACE INTO derived (name, upto, body) VALUES (?, ?, ?)"
    history.write([], (statement, (name, made.upto, made.body)))


def events_after(history: History, upto: int) -> tuple[tuple[Event, ...], int]:
    """Return the events after a number, in the order in which they were recorded, and the number of the last."""
    found = history.numbered("number > ? ORDER BY number", upto)
    return tuple([event for _, event in found]), found[-1][0] if found else upto
