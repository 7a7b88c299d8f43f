"""Events as rows of a table, and back. Whatever can be searched for has a column; the body says everything once more.

Each row has a checksum: of 200 single bits that were flipped in a record, SQLite's own checks found fewer than half.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias
from zlib import crc32

from .events import Attempt, Begun, Event
from .facts import Unfit, as_facts, as_line, read_facts

Row: TypeAlias = tuple[str | int | None, ...]
"""The values of COLUMNS."""

COLUMNS: Final = ("id", "at", "mark", "bank", "topic", "question", "sitting", "day", "outcome", "slips",
           "body", "checksum")  # fmt: skip
"""`at` in microseconds and `day`, the learner's, in days since 1970. `mark` is the kind of event where there are few of
it, `slips` the misconceptions."""

STORED: Final = "id, at, body, checksum"
"""The columns that an event is made of again."""

_MANY: Final = ("asked", "attempt", "hinted")
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Spoilt(ValueError):
    """A row is not what was written."""


def row_of(event: Event) -> Row:
    """Return the row of an event."""
    facts = as_facts(event)
    kind, identity = facts["event"], facts.pop("id")
    facts.pop("at")
    body, at = as_line(facts), microseconds(event.at)
    attempt = event if isinstance(event, Attempt) else None
    return (
        identity,
        at,
        None if kind in _MANY else kind,
        _column(facts.get("bank")),
        _column(facts.get("topic")),
        _column(facts.get("question")),
        _column(event.id if isinstance(event, Begun) else facts.get("sitting")),
        (attempt.day - _BEGINNING.date()).days if attempt else None,
        attempt.outcome if attempt else None,
        _column(" ".join(attempt.misconceptions) or None) if attempt else None,
        body,
        _checksum(identity, at, body),
    )


def event_of(identity: str, at: int, body: str, checksum: int) -> Event:
    """Return the event that was written. Raises Spoilt."""
    if _checksum(identity, at, body) != checksum:
        raise Spoilt(f"the event {identity!r:.80} is not as it was written")
    try:
        event = read_facts({**json.loads(body), "id": identity, "at": _text(at)})
    except Unfit as error:
        raise Spoilt(f"the event {identity} can't be read: {error}") from None
    return event


def intact(identity: object, at: object, body: object, checksum: object) -> bool:
    """Return whether a row is as it was written, without reading what it says."""
    return isinstance(body, str) and _checksum(identity, at, body) == checksum


def microseconds(time: datetime) -> int:
    """Return a time as a whole number, without the rounding of floating point.

    >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (time - _BEGINNING) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    """Return the time that a whole number stands for."""
    return _BEGINNING + timedelta(microseconds=at)


def _text(at: int) -> str:
    return moment(at).isoformat().replace("+00:00", "Z")


def _checksum(identity: object, at: object, body: str) -> int:
    return crc32(f"{identity} {at} {body}".encode("utf-8", "surrogatepass"))


def _column(text: str | None) -> str | None:
    """Return a text that SQLite takes; a path may have bytes that are no text."""
    return None if text is None else searched(text)


def searched(text: str) -> str:
    """Return a text as its column has it.

    >>> searched("a"), searched("a\\udcff")
    ('a', 'a\\\\udcff')
    """
    return text.encode("utf-8", "backslashreplace").decode()
