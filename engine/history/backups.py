"""Copies of the record: one a day, fewer of older days, and one before the file's form changes."""

import os
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from ..frozen import dataclass
from .disk import Damaged, Refused, reason
from .file import VERSION, File
from .folder import aside_day, asides, backup_files, backup_path, daily

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Backup:
    """A sound copy of the record, as it was on a day, with so many attempts."""

    path: Path
    day: date
    attempts: int


def kept(days: Iterable[date], today: date) -> set[date]:
    """Return the days of which a backup is kept: the last 7, the last of each of 4 weeks and of 6 months.

    What is from the future, of a clock that was wrong, stays. Thinned each day or once a year, the newest stays.

    >>> sorted([day.day for day in kept([date(2026, 11, day) for day in range(1, 23)], date(2026, 11, 22))])
    [1, 8, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    known = sorted(set(days), reverse=True)
    young = {day for day in known if day > today - timedelta(days=DAYS)}
    weeks = _newest(known, lambda day: day.isocalendar()[:2], WEEKS)
    months = _newest(known, lambda day: (day.year, day.month), MONTHS)
    return young | weeks | months


def _newest(days: Iterable[date], period: Callable[[date], Hashable], count: int) -> set[date]:
    """Return the newest of `days`, which come newest first, in each of the newest periods that have any."""
    found: dict[Hashable, date] = {}
    for day in days:
        found.setdefault(period(day), day)
    return set(list(found.values())[:count])


def back_up(file: File, folder: Path, today: date, version: int | None = None) -> Path | None:
    """Copy the record into its folder of backups, whole or not at all, and thin these out.

    Return the copy, or None where one of this day is there, or nothing has happened since the newest. Raises Damaged
    where the record is, and Refused.
    """
    target = backup_path(folder, today, version)
    part = target.with_name(f".{target.name}-{os.urandom(8).hex()}.part")
    try:
        if os.path.exists(target) or (version is None and not _changed(file.path, folder)):
            return None
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.copy(part)
        os.replace(part, target)
    except OSError as error:
        raise Refused(reason(error)) from None
    finally:
        for beside in ("", "-journal"):
            with suppress(OSError):
                os.unlink(f"{part}{beside}")
    if version is None:
        _thin(folder, today)
    return target


def newest_backup(folder: Path) -> Backup | None:
    """Return the newest backup that is sound and that this version can read; None where there is none."""
    for day, path in backup_files(folder):
        with suppress(Damaged, Refused):
            copy = File(path, writes=False)
            try:
                if copy.version <= VERSION:
                    copy.examine()
                    [(attempts,)] = copy.rows("SELECT count(*) FROM events WHERE outcome IS NOT NULL")
                    return Backup(path, day, attempts)
            finally:
                copy.close()
    return None


def _changed(path: Path, folder: Path) -> bool:
    found = backup_files(folder)
    return not found or os.stat(path).st_mtime_ns > os.stat(found[0][1]).st_mtime_ns


def _thin(folder: Path, today: date) -> None:
    """Delete the backups that are too many, but for those from before an accident: they may still be wanted."""
    accident = max([aside_day(path) for path in asides(folder)], default="")
    days = {day: path for day, path in backup_files(folder) if daily(path) and day.isoformat() > accident}
    for day in set(days) - kept(days, today):
        with suppress(OSError):
            os.unlink(days[day])
