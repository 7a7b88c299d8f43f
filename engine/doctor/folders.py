"""Whether something can be written into a folder, without trying it."""

import os
import shutil
from pathlib import Path
from typing import Final

NO_HOME: Final = Path("~")
"""Where a folder is said to be that would be in a home, where none is known."""

_LEAST: Final = 1_000_000
"""Bytes that should be free."""


def hindrance(folder: Path, file: str | None = None) -> str | None:
    """Return why `file` in a folder, or a new file, can't be written; None where nothing stands in the way.

    The folder itself may still have to be made, and those around it.
    """
    if folder.parts[:1] == NO_HOME.parts:
        return "no home folder is known"
    try:
        if file is not None and (folder / file).exists() and not _may(folder / file, os.W_OK):
            return f"{folder / file} may only be read"
        around = next(above for above in (folder, *folder.absolute().parents) if os.path.lexists(above))
        if not around.is_dir():
            return f"{around} is no folder"
        if not _may(around, os.W_OK | os.X_OK):
            return f"the folder {around} may not be written"
        if shutil.disk_usage(around).free < _LEAST:
            return f"the disk of {around} is full"
    except OSError as error:
        return f"{error.filename or folder}: {(error.strerror or str(error)).lower()}"
    return None


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
