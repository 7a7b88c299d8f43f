"""History: an open record that events are appended to, whatever becomes of its file.

A front end appends first and prints then. What goes wrong it is told, as a sentence to show; nothing here prints.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from ..frozen import dataclass
from . import disk
from . import file as files
from .backups import Backup, back_up, newest_backup
from .disk import Damaged, Refused, reason
from .events import Event
from .file import File
from .folder import NAME, aside_path, asides
from .rows import STORED, Row, Spoilt, event_of, row_of

T = TypeVar("T")

GOES_ON: Final = "what is answered now is not saved; what was saved before is not touched"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a learner must be told. `aside`: what was kept aside; `backup`: what can be taken back."""

    sentence: str
    aside: Path | None = None
    backup: Backup | None = None


class History:
    """The record in a folder. It is opened when it is first needed, and opened anew where its file is another one.

    `tell` is called with each thing that a learner must know, once. `clock` says when something was kept aside.
    """

    def __init__(self, folder: Path, tell: Callable[[Notice], None], clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.path = folder / NAME
        self._tell_once = tell
        self._told: set[str] = set()
        self._clock = clock
        self._file: File | None = None
        self._waiting: list[Row] = []

    def append(self, *events: Event) -> bool:
        """Add events, all or none. True: they are on the disk. False: they are not, which was told.

        They then wait here, and go with what is appended next. `append()` alone tries that: call it before a program
        ends, and after it was interrupted.
        """
        self._waiting += [row_of(event) for event in events]
        if not self._waiting:
            return True
        try:
            self._trying(lambda file: file.write(self._waiting))
        except Refused as refused:
            self._tell(f"{self.path} can't be written: {refused}; {GOES_ON}")
            return False
        self._waiting.clear()
        return True

    @property
    def unsaved(self) -> int:
        """How many events wait for a disk that takes them."""
        return len(self._waiting)

    def rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Return all that a query finds; nothing where the record can't be read, which was told."""
        return self._read(lambda file: file.rows(query, *values))

    def numbered(self, condition: str, *values: str | int) -> list[tuple[int, Event]]:
        """Return the events that satisfy a condition in SQL, with their numbers; it may also say in which order."""
        query = f"SELECT number, {STORED} FROM events WHERE {condition}"
        return self._read(lambda file: [(row[0], _event(row[1:])) for row in file.rows(query, *values)])

    def events(self, condition: str, *values: str | int) -> tuple[Event, ...]:
        """Return the events that satisfy a condition in SQL, which may also say in which order."""
        return tuple([event for _, event in self.numbered(condition, *values)])

    def write(self, rows: Sequence[Row], *more: tuple[str, tuple[str | int, ...]]) -> int:
        """Add rows that came from elsewhere. Return how many were new. Raises Refused."""
        return self._trying(lambda file: file.write(rows, *more))

    def back_up(self) -> Path | None:
        """Make the backup of the day where there is none and something to keep. Return it, if it was made.

        It may take a tenth of a second: call it when nobody waits. A backup that can't be made is told.
        """
        today = self._clock().date()
        try:
            return self._trying(lambda file: back_up(file, self.folder, today) if _has_events(file) else None)
        except Refused as refused:
            self._tell(f"no backup of {self.path} could be made: {refused}")
            return None

    def examine(self) -> None:
        """Look at every event. A record that is damaged is kept aside, which is told. Raises Refused."""
        self._trying(lambda file: file.examine())

    def close(self) -> None:
        """Let go of the file; it is opened again where it is needed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self, work: Callable[[File], list[Any]]) -> list[Any]:
        try:
            return self._trying(work)
        except Refused as refused:
            self._tell(f"{self.path} can't be read: {refused}")
            return []

    def _trying(self, work: Callable[[File], T]) -> T:
        """Do something with the file; where that turns out to be damaged, with a new one. Raises Refused."""
        for _ in range(3):  # another program may keep it aside, and damage its own, at the same time
            try:
                return work(self._standing())
            except Damaged as damaged:
                self._keep_aside(damaged)
            except OSError as error:
                raise Refused(reason(error)) from None
        raise Refused("it is damaged again and again")

    def _standing(self) -> File:
        """Return the open file, which is the one that has the record's name now: a restored one has the same name."""
        if self._file is not None:
            with suppress(Refused):
                if disk.identity(self.path) == self._file.identity:
                    return self._file
            self.close()
        if not disk.there(self.path):
            self._begin()
        opened = File(self.path)
        try:
            self._brought_up(opened)
        except BaseException:
            opened.close()
            raise
        self._file = opened
        return opened

    def _begin(self) -> None:
        if os.path.islink(self.path):
            raise Refused("it is a link to what is not there")
        backup, kept = newest_backup(self.folder), next(iter(asides(self.folder)), None)
        files.create(self.path)
        if backup or kept:
            offer = _offer(backup) if backup else f"{kept} was kept aside"
            self._tell(f"there was no record at {self.path}, so a new one is begun; {offer}", kept, backup)

    def _brought_up(self, opened: File) -> None:
        if opened.version > files.VERSION:
            raise Refused(
                f"a newer Quizproof wrote it (its form is {opened.version}, this one knows {files.VERSION}): update it"
            )
        if opened.version < files.VERSION:
            back_up(opened, self.folder, self._clock().date(), files.VERSION)
            opened.migrate()

    def _keep_aside(self, damaged: Damaged) -> None:
        self.close()
        if not os.path.lexists(self.path):
            return  # another program was quicker
        aside = aside_path(self.folder, self._clock(), os.getpid())
        disk.rename(self.path, aside)
        if files.sound(aside) and not os.path.lexists(self.path):
            disk.rename(aside, self.path)  # it was already the new one, of a program that was quicker
            return
        backup = newest_backup(self.folder)
        offer = _offer(backup) if backup else "there is no backup of it"
        self._tell(f"the record {self.path} {damaged}; it is kept as {aside}, and {offer}", aside, backup)
        files.create(self.path)

    def _tell(self, sentence: str, aside: Path | None = None, backup: Backup | None = None) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell_once(Notice(sentence, aside, backup))


def _offer(backup: Backup) -> str:
    return (
        f"the backup of {backup.day.isoformat()} has {backup.attempts} attempt{'s' * (backup.attempts != 1)}: "
        "`quizproof history restore` takes it back"
    )


def _event(row: tuple[Any, ...]) -> Event:
    try:
        return event_of(*row)
    except Spoilt:
        raise Damaged("is damaged: an event in it is not as it was written") from None


def _has_events(file: File) -> bool:
    return bool(file.rows("SELECT 1 FROM events LIMIT 1"))
