"""The learner's record: there, sound, writable; its newest backup; what was kept aside."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from ..history.backups import newest_backup
from ..history.folder import NAME, asides, backup_files
from ..history.looking import Condition, Seen, look
from .checked import Checked, broken, fine
from .checked import look as worth_a_look
from .folders import hindrance

ELSEWHERE: Final = "or give another folder with --data-dir or QUIZPROOF_DATA_DIR"
MAKE: Final = f"make that possible, {ELSEWHERE}"
RESTORE: Final = "`quizproof history restore`"
_OLD: Final = timedelta(days=14)


def check_record(folder: Path) -> list[Checked]:
    """Return how the record in a folder is, its backups, and what was kept aside. Nothing is changed."""
    seen = look(folder / NAME)
    return [_FOUND[seen.condition](seen), _backup(seen), _aside(folder)]


def _absent(seen: Seen) -> Checked:
    folder = seen.path.parent
    stands = hindrance(folder)
    if stands is not None:
        return broken("record", f"there is none, and none can be made: {stands}", MAKE)
    if backup_files(folder) or asides(folder):
        return worth_a_look("record", f"there is none in {folder}, but there was one", f"{RESTORE} takes it back")
    return fine("record", f"none yet: it begins with the first answer, in {folder}")


def _sound(seen: Seen) -> Checked:
    stands = hindrance(seen.path.parent, NAME)
    if stands is not None:
        return broken("record", f"what is answered can't be saved: {stands}", MAKE)
    if seen.contents is None:
        return fine("record", f"{seen.path} is of an older Quizproof; it is renewed when it is next used")
    attempts = seen.contents.attempts
    return fine("record", f"{seen.path}, sound and writable, with {attempts:,} attempt{'s' * (attempts != 1)}")


def _newer(seen: Seen) -> Checked:
    return broken("record", f"{seen.path}: {seen.reason}", "update Quizproof: `pip install --upgrade quizproof`")


def _damaged(seen: Seen) -> Checked:
    mend = f"{RESTORE} keeps it aside, and takes back what can be read of it and of the newest backup"
    return broken("record", f"{seen.path} {seen.reason}", mend)


def _closed(seen: Seen) -> Checked:
    return broken("record", f"{seen.path} can't be read: {seen.reason}", f"put that right, {ELSEWHERE}")


_FOUND: Final[dict[Condition, Callable[[Seen], Checked]]] = {
    Condition.ABSENT: _absent,
    Condition.SOUND: _sound,
    Condition.OLDER: _sound,
    Condition.NEWER: _newer,
    Condition.DAMAGED: _damaged,
    Condition.CLOSED: _closed,
}


def _backup(seen: Seen) -> Checked:
    folder, contents = seen.path.parent, seen.contents
    copy = "`quizproof history export -o FILE` writes a copy now"
    newest, number = newest_backup(folder), len(backup_files(folder))
    if newest is None and number:
        return worth_a_look("backup", f"none of the {number} in {folder / 'backups'} can be used", copy)
    if newest is None and seen.condition in (Condition.DAMAGED, Condition.CLOSED, Condition.NEWER):
        return worth_a_look("backup", "none is there", "one is made after a sitting, once the record can be used")
    if newest is None:
        if contents is not None and contents.attempts:
            return worth_a_look("backup", "none yet: the first is made after a sitting", copy)
        return fine("backup", "none yet, and nothing to keep")
    found = f"the newest of {number} is of {newest.day}, with {newest.attempts:,} attempt{'s' * (newest.attempts != 1)}"
    if contents is not None and contents.last is not None and contents.last - newest.day > _OLD:
        return worth_a_look("backup", f"{found}; the last answer is of {contents.last}", copy)
    return fine("backup", found)


def _aside(folder: Path) -> Checked:
    found = asides(folder)
    if not found:
        return fine("aside", "nothing")
    mend = f"{RESTORE} takes back what can be read; delete {'it' if len(found) == 1 else 'them'} when nothing is missed"
    return worth_a_look("aside", ", ".join([str(path) for path in found]), mend)
