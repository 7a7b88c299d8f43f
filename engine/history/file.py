"""The file that holds a record: an SQLite database with one table, to which rows are only ever added.

Chosen by measurement and by what can happen to a learner's file:

- The journal is a rollback journal that is truncated (`journal_mode=TRUNCATE`), not a write-ahead log. The record is
  then one file that can be copied at any time, works in a home on a network, and can be read where nothing can be
  written; a log is a second file that is lost in a copy (and with it everything), needs shared memory, and cannot even
  be read on a file system that is read-only. Truncating is quicker than deleting (99 of 100 commits within 6 ms,
  against 57), and unlike deleting it is synced: a journal that comes back after a power cut would undo a commit.
- `synchronous=FULL`: once a commit returns, the rows are on the disk, also after a power cut. At one commit an answer
  (0.6 ms) nobody sees the cost. `fullfsync` asks the same of macOS, where a sync is otherwise not one.
- `BEGIN IMMEDIATE` and five seconds of patience: two programs at once wait for each other, where a deferred begin lost
  255 of 600 attempts to "database is locked".
- Neither STRICT tables nor anything else that SQLite 3.24 does not have: a Python may come with an old one.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from . import disk
from .disk import BESIDE, Damaged, Refused, begins_well, identity, reason
from .rows import COLUMNS, STORED, Row, intact

VERSION: Final = 1
"""The version of the table's form. A file of a newer one is not touched."""

SCHEMA: Final = (
    "CREATE TABLE events (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE CHECK (typeof(id) = 'text'),"
    " at INTEGER NOT NULL CHECK (typeof(at) = 'integer'), mark TEXT, bank TEXT, topic TEXT, question TEXT,"
    " sitting TEXT, day INTEGER, outcome TEXT, slips TEXT, body TEXT NOT NULL CHECK (typeof(body) = 'text'),"
    " checksum INTEGER NOT NULL CHECK (typeof(checksum) = 'integer'))",
    "CREATE INDEX of_sitting ON events (sitting, number) WHERE sitting IS NOT NULL",
    "CREATE INDEX of_question ON events (topic, question, day, at, outcome) WHERE outcome IS NOT NULL",
    "CREATE INDEX of_mark ON events (mark, bank, at) WHERE mark IS NOT NULL",
    "CREATE INDEX of_slips ON events (slips, topic, question, at) WHERE slips IS NOT NULL",
    "CREATE TRIGGER no_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
    "CREATE TRIGGER no_loss BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END",
    "CREATE TABLE derived (name TEXT PRIMARY KEY, upto INTEGER NOT NULL, body TEXT NOT NULL)",
)

MIGRATIONS: Final[dict[int, tuple[str, ...]]] = {}
"""The statements that bring a file of this version to the next."""

PATIENCE: Final = 5.0
"""Seconds to wait for another program."""

_OURS: Final = 0x515A5046  # "QZPF": SQLite's application_id, by which a file says whose it is
_INSERT: Final = (
    f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) ON CONFLICT (id) DO NOTHING"
)
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # nothing else: what may pass is no damage
_REASONS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it may only be read",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_CANTOPEN: "its folder can't be written, or it can't be opened",
    sqlite3.SQLITE_BUSY: f"another program has been holding it for {PATIENCE:.0f} seconds",
    sqlite3.SQLITE_IOERR: "the disk is full or fails",
}


class File:
    """An open record. Every method may raise Damaged or Refused."""

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        """Open what is there; nothing is ever made."""
        self.path = path
        self.identity = identity(path)
        begins_well(path)
        with _told():
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={'rw' if writes else 'ro'}",
                uri=True,
                isolation_level=None,
                timeout=PATIENCE,
            )
        try:
            self.version = self._identified()
            if writes:
                with _told():
                    self._connection.execute("PRAGMA synchronous = FULL")
                    self._connection.execute("PRAGMA fullfsync = ON")
                    self._connection.execute("PRAGMA journal_mode = TRUNCATE")
        except BaseException:
            self._connection.close()
            raise

    def rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Return all that a query finds. All at once: who reads row by row keeps others from writing."""
        with _told():
            return self._connection.execute(query, values).fetchall()

    def write(self, rows: Iterable[Row], *more: tuple[str, Sequence[str | int]]) -> int:
        """Add rows, all or none, and run more statements with them. Return how many were new.

        They are on the disk when this returns. What has the id of an event that is there already is passed over.
        """
        with self._transaction():
            before = self._connection.total_changes
            self._connection.executemany(_INSERT, rows)
            added = self._connection.total_changes - before
            for statement, values in more:
                self._connection.execute(statement, values)
        return added

    def migrate(self) -> None:
        """Bring the file to the current version, wholly or not at all; another program may have done so meanwhile."""
        with self._transaction():
            version = self._pragma("user_version")
            while version < VERSION:
                for statement in MIGRATIONS[version]:
                    self._connection.execute(statement)
                version += 1
                self._connection.execute(f"PRAGMA user_version = {version}")
        self.version = version

    def copy(self, path: Path) -> None:
        """Write a copy to a file that is not there yet, and look at it: raises Damaged where it is not sound."""
        with _told():
            copy = sqlite3.connect(path, isolation_level=None)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()
        made = File(path)
        try:
            made.examine()
        finally:
            made.close()

    def examine(self) -> None:
        """Raise Damaged unless the file is sound, and every event as it was written."""
        found = self.rows("PRAGMA quick_check(1)")
        if found != [("ok",)]:
            raise Damaged("is damaged")
        last = 0
        while page := self.rows(
            f"SELECT number, {STORED} FROM events WHERE number > ? ORDER BY number LIMIT 1000", last
        ):
            if not all(intact(*stored) for _, *stored in page):
                raise Damaged("is damaged: an event in it is not as it was written")
            last = page[-1][0]

    def close(self) -> None:
        """Let go of the file, and leave nothing beside it."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def _identified(self) -> int:
        if self._pragma("application_id") != _OURS:
            raise Damaged("is another program's file")
        version = self._pragma("user_version")
        if version < 1 or (version == VERSION and not self._is_formed()):
            raise Damaged("is damaged: its tables are not there")
        return version

    def _is_formed(self) -> bool:
        try:
            self.rows(f"SELECT number, {', '.join(COLUMNS)} FROM events LIMIT 0")
            self.rows("SELECT name, upto, body FROM derived LIMIT 0")
        except sqlite3.OperationalError:
            return False
        return True

    def _pragma(self, name: str) -> int:
        return int(self.rows(f"PRAGMA {name}")[0][0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise


def create(path: Path) -> None:
    """Make an empty record, whole from the moment at which it is there. Raises Refused; does nothing where one is."""
    part = path.with_name(f".{path.name}-{os.urandom(8).hex()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what somebody gets wrong is nobody else's business
        with _told():
            connection = sqlite3.connect(part, isolation_level=None)
            try:
                for statement in ("BEGIN", *SCHEMA, f"PRAGMA application_id = {_OURS}",
                                  f"PRAGMA user_version = {VERSION}", "COMMIT"):  # fmt: skip
                    connection.execute(statement)
            finally:
                connection.close()
        disk.put(part, path)
    except OSError as error:
        raise Refused(reason(error)) from None
    finally:
        for beside in ("", *BESIDE):
            with suppress(OSError):
                os.unlink(f"{part}{beside}")


def sound(path: Path) -> bool:
    """Return whether a file is seen to be a whole record."""
    try:
        found = File(path, writes=False)
        try:
            found.examine()
        finally:
            found.close()
    except (Damaged, Refused):
        return False
    return True


@contextmanager
def _told() -> Iterator[None]:
    """Raise SQLite's errors as ours. Those of a wrong program stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", -1) & 0xFF
        if code in _DAMAGE:
            raise Damaged("is damaged") from None
        if code in _REASONS or (isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR):
            raise Refused(_REASONS.get(code, str(error).lower())) from None
        raise
