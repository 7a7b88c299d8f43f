"""Opening the learner's record for a command: what stands in its way is one sentence, and nothing goes on unsaved."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from .frozen import dataclass
from .history.backups import newest_backup
from .history.disk import Refused, there
from .history.folder import NAME, asides, backup_files
from .history.looking import Condition, Seen, look
from .history.record import History, Notice


class NoRecord(Exception):
    """The record can't be used for what was asked. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A record, the days of its backups, the newest first, and the files that were kept aside."""

    seen: Seen
    backups: tuple[date, ...]
    asides: tuple[Path, ...]


def overview(folder: Path) -> Overview:
    """Return what there is of a record, without changing anything. Raises NoRecord where it can't be used."""
    seen = look(folder / NAME)
    if seen.condition is Condition.DAMAGED:
        raise NoRecord(
            f"the record {seen.path} {seen.reason}; `quizproof history restore` keeps it aside, "
            "and takes back what can be read"
        )
    if seen.condition in (Condition.NEWER, Condition.CLOSED):
        mend = ": update it" if seen.condition is Condition.NEWER else ""
        raise NoRecord(f"{seen.path} can't be read: {seen.reason}{mend}")
    return Overview(seen, tuple([day for day, _ in backup_files(folder)]), asides(folder))


@contextmanager
def record(folder: Path, clock: Callable[[], datetime]) -> Iterator[History]:
    """Open the record that is in a folder. Raises NoRecord where there is none, and for whatever it has to tell."""
    with any_record(folder, clock) as (history, heard):
        try:
            _expect(history.path)
            yield history
        except (NoRecord, Refused):
            if not heard:  # else what was told is why
                raise
    if heard:
        raise NoRecord(heard[0].sentence)


@contextmanager
def any_record(folder: Path, clock: Callable[[], datetime]) -> Iterator[tuple[History, list[Notice]]]:
    """Open the record in a folder, or begin one; what it has to tell gets into the list. Raises NoRecord."""
    heard: list[Notice] = []
    history = History(folder, heard.append, clock)
    try:
        yield history, heard
    except Refused as refused:
        raise NoRecord(f"{history.path} can't be written: {refused}") from None
    finally:
        history.close()


def _expect(path: Path) -> None:
    """Raise NoRecord where there is none: what only reads begins none."""
    try:
        absent = not there(path) and not os.path.islink(path)
    except Refused as refused:
        raise NoRecord(f"{path} can't be read: {refused}") from None
    if absent:
        backup = newest_backup(path.parent)
        raise NoRecord(
            f"there is no record at {path} yet: it begins with the first answer"
            if backup is None
            else f"there is no record at {path}; `quizproof history restore` takes back the backup of {backup.day}"
        )
