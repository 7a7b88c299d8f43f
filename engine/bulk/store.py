"""What was said of each ask: at hand for those that came lately, on disk for all, and there again after a kill.

Nothing in it is dear: it can be computed again. So nothing is synced, and a file that is damaged is made anew.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from .asks import Ask, digest_of
from .executing import Unavailable

AT_HAND: Final = 50_000
"""So many are kept in memory: many learners give the same answers."""

_ABOUT: Final = "CREATE TABLE IF NOT EXISTS about (what TEXT NOT NULL)"
_SAID: Final = "CREATE TABLE IF NOT EXISTS said (ask BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"


class InUse(Unavailable):
    """Another program holds the file. `str()` says so."""


class Store:
    """What was said. Without a path it is there as long as it is open."""

    def __init__(self, path: Path | None = None, about: str = "") -> None:
        """Open the file at `path`, or begin it; one that is about anything else than `about` is emptied.

        Raises InUse where another program holds it, and OSError where it cannot be made.
        """
        self._at_hand: dict[Ask, str] = {}
        try:
            self._file = _opened(path, about)
        except sqlite3.DatabaseError as error:
            if path is None or _held(error):
                raise _refused(path, error) from None
            path.unlink(missing_ok=True)
            try:
                self._file = _opened(path, about)
            except sqlite3.DatabaseError as again:
                raise _refused(path, again) from None
        self.found: int = self._file.execute("SELECT count(*) FROM said").fetchone()[0]
        """So many were there already."""
        self.size = self.found

    def get(self, ask: Ask) -> str | None:
        """Return what was said of an ask; None where nothing was."""
        text = self._at_hand.get(ask)
        if text is None and self.size > len(self._at_hand):
            found = self._file.execute("SELECT text FROM said WHERE ask = ?", (digest_of(ask),)).fetchone()
            if found is not None:
                text = str(found[0])
                self._keep(ask, text)
        return text

    def put(self, said: Iterable[tuple[Ask, str]]) -> None:
        """Remember what was said of some asks."""
        rows = [(digest_of(ask), self._keep(ask, text)) for ask, text in said]
        if rows:
            self._file.executemany("INSERT OR REPLACE INTO said VALUES (?, ?)", rows)
            self._file.commit()
            self.size += len(rows)

    def close(self) -> None:
        """Close the file."""
        with suppress(sqlite3.Error):
            self._file.close()

    def _keep(self, ask: Ask, text: str) -> str:
        if len(self._at_hand) >= AT_HAND:
            for old in list(self._at_hand)[: AT_HAND // 4]:
                del self._at_hand[old]
        self._at_hand[ask] = text
        return text


def _opened(path: Path | None, about: str) -> sqlite3.Connection:
    file = sqlite3.connect("" if path is None else path, timeout=0)
    file.execute("PRAGMA journal_mode = MEMORY" if path is None else "PRAGMA journal_mode = TRUNCATE")
    file.execute("PRAGMA synchronous = OFF")
    file.execute("PRAGMA locking_mode = EXCLUSIVE")
    file.execute("BEGIN EXCLUSIVE")
    file.execute(_ABOUT)
    file.execute(_SAID)
    if file.execute("SELECT what FROM about").fetchall() != [(about,)]:
        file.execute("DELETE FROM about")
        file.execute("DELETE FROM said")
        file.execute("INSERT INTO about VALUES (?)", (about,))
    file.commit()
    return file


def _held(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _refused(path: Path | None, error: sqlite3.DatabaseError) -> Exception:
    if path is not None and _held(error):
        return InUse("another run is writing the same output: let it end, or name another with -o")
    return OSError(None, str(error), str(path or "a temporary file"))
