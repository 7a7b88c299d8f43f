"""What is seen of a record without changing anything: not even a damaged one is moved, and none is begun."""

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..frozen import dataclass
from . import disk
from .disk import Damaged, Refused
from .file import VERSION, File


class Condition(Enum):
    """How a record is."""

    ABSENT = "absent"
    SOUND = "sound"
    OLDER = "older"
    NEWER = "newer"
    DAMAGED = "damaged"
    CLOSED = "closed"
    """It can't be read now, and may be as good as ever."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is in a record, and the learner's days of the first and the last attempt."""

    attempts: int
    sittings: int
    questions: int
    topics: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Seen:
    """How the file at a path is. `reason` goes on after "it" where it is damaged, else after a colon.

    `contents` is None where the record is not sound, `size` in bytes.
    """

    path: Path
    condition: Condition
    reason: str = ""
    size: int = 0
    contents: Contents | None = None


_BEGINNING: Final = date(1970, 1, 1)


def look(path: Path) -> Seen:
    """Return how the record at a path is, after a look at every event in it."""
    try:
        there = disk.there(path)
    except Refused as refused:
        return Seen(path, Condition.CLOSED, str(refused))
    if not there and os.path.islink(path):
        return Seen(path, Condition.CLOSED, "it is a link to what is not there")
    if not there:
        return Seen(path, Condition.ABSENT)
    seen = _seen(path, lambda: File(path, writes=False))
    return _copied(path) if seen.condition is Condition.CLOSED and _size(Path(f"{path}-journal")) else seen


def _seen(path: Path, opened: Callable[[], File]) -> Seen:
    size = _size(path)
    try:
        file = opened()
        try:
            if file.version > VERSION:
                reason = f"a newer Quizproof wrote it (its form is {file.version}, this one knows {VERSION})"
                return Seen(path, Condition.NEWER, reason, size)
            if file.version < VERSION:
                return Seen(path, Condition.OLDER, "", size)
            file.examine()
            return Seen(path, Condition.SOUND, "", size, _contents(file))
        finally:
            file.close()
    except Damaged as damaged:
        return Seen(path, Condition.DAMAGED, str(damaged), size)
    except Refused as refused:
        return Seen(path, Condition.CLOSED, str(refused), size)


def _copied(path: Path) -> Seen:
    """Look at a copy: what a crash has left half written is taken back there, as it will be when it is next used."""
    try:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            for beside in ("", *disk.BESIDE):
                if os.path.exists(f"{path}{beside}"):
                    shutil.copyfile(f"{path}{beside}", f"{copy}{beside}")
            return _seen(path, lambda: File(copy))
    except OSError as error:
        return Seen(path, Condition.CLOSED, disk.reason(error), _size(path))


def _contents(file: File) -> Contents:
    [(attempts, first, last)] = file.rows("SELECT count(*), min(day), max(day) FROM events WHERE outcome IS NOT NULL")
    [(questions, topics)] = file.rows(
        "SELECT count(*), count(DISTINCT topic) FROM (SELECT DISTINCT topic, question FROM events "
        "WHERE outcome IS NOT NULL)"
    )
    [(sittings,)] = file.rows("SELECT count(*) FROM events WHERE mark = 'begun'")
    return Contents(attempts, sittings, questions, topics, _day(first), _day(last))


def _day(number: int | None) -> date | None:
    return None if number is None else _BEGINNING + timedelta(days=number)


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
