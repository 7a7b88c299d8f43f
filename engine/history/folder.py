"""Where a learner's record lies, and what the files beside it are called."""

import os
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from ..homes import in_home

NAME: Final = "quizproof.sqlite3"
"""What the record is called; not so that another program might have a file of that name."""

_BACKUP: Final = re.compile(r"quizproof-(\d{4}-\d\d-\d\d)(-before-version-\d+)?\.sqlite3")
_ASIDE: Final = re.compile(r"quizproof-aside-(\d{4}-\d\d-\d\d)-[\d-]+\.sqlite3")


def own_folder(given: str | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of this user's record: `given`, else QUIZPROOF_DATA_DIR, else where the system keeps data.

    Raises NoHome.

    >>> own_folder("here", {"QUIZPROOF_DATA_DIR": "there"}), own_folder(None, {"QUIZPROOF_DATA_DIR": "there"})
    (PosixPath('here'), PosixPath('there'))
    """
    named = given or environment.get("QUIZPROOF_DATA_DIR")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    mend = "give the record's with --data-dir or QUIZPROOF_DATA_DIR"
    return in_home(lambda: user_data_path("quizproof", appauthor=False), mend)


def aside_path(folder: Path, now: datetime, process: int) -> Path:
    """Return what a file is renamed to that can't be used: a name that nothing has, and that no other process takes.

    >>> aside_path(Path("."), datetime(2026, 11, 22, 9, 5, 1), 7).name
    'quizproof-aside-2026-11-22-090501-7.sqlite3'
    """
    stem = f"quizproof-aside-{now:%Y-%m-%d-%H%M%S}-{process}"
    names = (f"{stem}{more}.sqlite3" for more in ("", *[f"-{number}" for number in range(2, 1000)]))
    return next(folder / name for name in names if not os.path.lexists(folder / name))


def asides(folder: Path) -> tuple[Path, ...]:
    """Return the files that were kept aside, the newest first."""
    return tuple([path for path in _names(folder) if _ASIDE.fullmatch(path.name)])


def aside_day(path: Path) -> str:
    """Return the day on which a file was kept aside, as its name has it."""
    name = _ASIDE.fullmatch(path.name)
    return name[1] if name else ""


def backup_path(folder: Path, day: date, version: int | None = None) -> Path:
    """Return where the backup of a day is kept, or that before a change to a new `version` of the file's form.

    >>> backup_path(Path("."), date(2026, 11, 22), 2).as_posix()
    'backups/quizproof-2026-11-22-before-version-2.sqlite3'
    """
    before = "" if version is None else f"-before-version-{version}"
    return folder / "backups" / f"quizproof-{day:%Y-%m-%d}{before}.sqlite3"


def backup_files(folder: Path) -> tuple[tuple[date, Path], ...]:
    """Return every backup with its day, the newest first."""
    found = [(path, _BACKUP.fullmatch(path.name)) for path in _names(folder / "backups")]
    return tuple([(date.fromisoformat(name[1]), path) for path, name in found if name and _is_day(name[1])])


def daily(path: Path) -> bool:
    """Return whether a backup is one of those that are made each day, and thinned."""
    name = _BACKUP.fullmatch(path.name)
    return name is not None and name[2] is None


def _names(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), reverse=True)
    except OSError:
        return []


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
