"""Events and records for tests of the learner's record."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from quizproof.engine.history.events import Asked, Attempt, Begun, Listed
from quizproof.engine.history.record import History, Notice
from quizproof.engine.history.rows import COLUMNS, STORED, event_of, row_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = "quizproof.sqlite3"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Teller:
    """Hears what a record tells."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []

    def __call__(self, notice: Notice) -> None:
        self.notices.append(notice)

    def said(self, folder: Path) -> list[str]:
        """What was told, with the folder as it would be in every test."""
        return [notice.sentence.replace(str(folder), "DATA") for notice in self.notices]


def begun(identity: str = "s1", **changes: Any) -> Begun:
    listed = tuple([Listed(topic="pooling", question=name, digest=f"of-{name}") for name in ("a", "b", "c")])
    return Begun(**({"id": identity, "at": NOON, "bank": "pooling", "seed": 7, "items": listed} | changes))


def attempt(identity: str = "a1", **changes: Any) -> Attempt:
    """A right answer, unless something else is said."""
    fields: dict[str, Any] = {
        "id": identity,
        "at": NOON,
        "sitting": "s1",
        "place": 0,
        "topic": "pooling",
        "question": "a",
        "bank": "pooling",
        "answers": ("1, 64, 28, 28",),
        "verdict": "correct",
        "score": 1.0,
        "ending": "right",
    }
    return Attempt(**(fields | changes))


def wrong(identity: str = "a1", *slugs: str, **changes: Any) -> Attempt:
    return attempt(
        identity, **({"verdict": "wrong", "score": 0.0, "ending": "wrong", "misconceptions": slugs} | changes)
    )


def shown(identity: str = "q1", **changes: Any) -> Asked:
    fields = {"id": identity, "at": NOON, "sitting": "s1", "place": 0, "topic": "pooling", "question": "a"}
    return Asked(**(fields | changes))


def many(total: int, start: int = 0) -> Iterator[Attempt]:
    """Attempts one after the other, a minute apart."""
    for number in range(start, start + total):
        yield attempt(f"n{number}", at=NOON + timedelta(minutes=number), place=number % 3, question="abc"[number % 3])


@contextmanager
def opened(folder: Path, teller: Teller | None = None, clock: Clock | None = None) -> Iterator[History]:
    """A record that must have nothing to tell, unless somebody listens."""
    heard = teller or Teller()
    with closing(History(folder, heard, clock or Clock())) as history:
        yield history
    if teller is None:
        assert heard.said(folder) == []


def ids(folder: Path, teller: Teller | None = None) -> list[str]:
    """The ids of all events, in the order in which they were recorded."""
    with opened(folder, teller) as history:
        return [event.id for event in history.events("number > 0 ORDER BY number")]


def assert_sound(folder: Path) -> None:
    """Every page and event is as it was written, and each column says what its event does."""
    with opened(folder) as history:
        history.examine()
        for row in history.rows(f"SELECT {STORED}, {', '.join(COLUMNS)} FROM events"):
            assert row_of(event_of(*row[:4])) == row[4:]


def files(folder: Path) -> dict[str, int]:
    """What lies in a folder, with the size of each file."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()
    }
