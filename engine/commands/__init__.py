"""The commands: their options, each declared once, and what a command does with them.

`engine` is the package above, whose names are loaded when they are first used: a command loads what it needs, and its
help loads nothing. A checkout has the package under another name than a wheel, so it is found by its place.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    import engine as engine
else:
    engine = import_module("..", __name__)

FINE: Final = 0
FOUND: Final = 1
"""Problems were found, or a score is below --fail-under."""
INTERRUPTED: Final = 130


def function_at(place: str) -> Callable[..., int]:
    """Return the function at a place here, such as "taking.take" for `take` in taking.py; the module is loaded now."""
    module, _, name = place.partition(".")
    function: Callable[..., int] = getattr(import_module(f".{module}", __name__), name)
    return function


def complain(*lines: str) -> None:
    """Print lines where they do not mix with what a command gives; where that is full, the exit code tells."""
    try:
        sys.stderr.write("".join([f"{engine.visible(line)}\n" for line in lines]))
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # else Python ends with a code of its own
