"""A user's own folders, where the system has them."""

from collections.abc import Callable
from pathlib import Path


class NoHome(Exception):
    """The system knows no home folder. `str()` is one sentence."""


def in_home(find: Callable[[], Path], mend: str) -> Path:
    """Return what platformdirs finds. Raises NoHome, which says how to `mend` it, where there is no home.

    >>> in_home(lambda: Path("~unknown").expanduser(), "name a folder")
    Traceback (most recent call last):
    quizproof.engine.homes.NoHome: no home folder is known: name a folder
    """
    try:
        return find()
    except RuntimeError:
        raise NoHome(f"no home folder is known: {mend}") from None
