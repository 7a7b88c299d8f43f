"""The cache: where it lies, whether it can be written, how much is in it."""

import os
import re
from pathlib import Path

from .checked import Checked, fine, look
from .folders import hindrance


def check_cache(folder: Path) -> Checked:
    """Return how the cache is. Without one everything works, and `check` proves all again each time."""
    stands = hindrance(folder)
    if stands is not None:
        mend = (
            "make that possible, or give another folder with QUIZPROOF_CACHE_DIR; until then `check` proves all again"
        )
        return look("cache", f"nothing is remembered: {stands}", mend)
    if not folder.exists():
        return fine("cache", f"none yet: it begins with the first `check`, in {folder}")
    try:
        sizes = [os.path.getsize(path) for version in _versions(folder) for path in version.glob("*.json")]
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        return look("cache", f"{folder} can't be read: {said}", f"delete {folder}: `check` makes it again")
    return fine("cache", f"{len(sizes):,} file{'s' * (len(sizes) != 1)} of {sum(sizes) / 1e6:,.1f} MB in {folder}")


def _versions(folder: Path) -> list[Path]:
    """Return our own folders only: whatever else lies there may be as large as a disk."""
    return [path for path in folder.iterdir() if re.fullmatch("[0-9a-f]{16}", path.name) and path.is_dir()]
