"""What the system says of a file before SQLite sees it, and how a file is put in its place."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

BESIDE: Final = ("-journal", "-wal", "-shm")
"""What SQLite may keep beside a file: a part of it, which goes where it goes."""

_MAGIC: Final = b"SQLite format 3\0"


class Damaged(Exception):
    """The file is not a record of ours, or no longer a whole one. `str()` ends "The record …"."""


class Refused(Exception):
    """The file can't be read or written now; it may be as good as ever. `str()` is the reason."""


def there(path: Path) -> bool:
    """Return whether something is there. Raises Refused where that can't be seen: then it is not taken for nothing."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Refused(reason(error)) from None
    return True


def identity(path: Path) -> tuple[int, int]:
    """Return which file is there, whatever it is called. Raises Damaged where it is empty, Refused where it is none."""
    try:
        found = os.stat(path)
    except OSError as error:
        raise Refused(reason(error)) from None
    if not stat.S_ISREG(found.st_mode):
        raise Refused("it is a folder" if stat.S_ISDIR(found.st_mode) else "it is no ordinary file")
    if not found.st_size:
        raise Damaged("is empty, as no record ever is")
    return found.st_dev, found.st_ino


def begins_well(path: Path) -> None:
    """Raise Damaged for what is no database: SQLite may take it for one that is empty, and throws away its journal."""
    try:
        with path.open("rb") as opened:
            head = opened.read(len(_MAGIC))
    except OSError as error:
        raise Refused(reason(error)) from None
    if head != _MAGIC:
        raise Damaged("is no database")


def rename(path: Path, to: Path) -> None:
    """Give a file another name, and with it what SQLite keeps beside it. Raises Refused."""
    try:
        os.rename(path, to)
        for beside in BESIDE:
            with suppress(FileNotFoundError):
                os.rename(f"{path}{beside}", f"{to}{beside}")
    except OSError as error:
        raise Refused(reason(error)) from None


def put(part: Path, path: Path) -> None:
    """Give a finished file its name, unless another one has it."""
    try:
        os.link(part, path)  # unlike a renaming, it never replaces what another program has put there meanwhile
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not os.path.lexists(path):
            os.rename(part, path)


def reason(error: OSError) -> str:
    """Return why the system refused something, as the end of a sentence."""
    return (error.strerror or str(error)).lower()
