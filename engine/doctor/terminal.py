"""The terminal: whether it is one, how wide, what it can show, and why it has no colours where it has none."""

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Final

from ..frozen import dataclass
from .checked import Checked, fine, look

NARROW: Final = 40
_SHOWN: Final = "×→≤█"
"""What questions and pictures are written with; there is a letter of ASCII for each."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What is printed on: a terminal or not, so many characters wide, in an encoding, in colours or not."""

    terminal: bool
    width: int
    encoding: str
    colours: bool


def check_terminal(screen: Screen, environment: Mapping[str, str] = os.environ) -> Checked:
    """Return how the terminal is; without one, and without colours, everything works too."""
    kind = f"{'a terminal' if screen.terminal else 'no terminal'}, {screen.width} wide"
    colours = "colours" if screen.colours else f"no colours ({_without_colours(screen, environment)})"
    edits = find_spec("readline") is not None
    found = f"{kind}, {screen.encoding}, {colours}, {'' if edits else 'no '}line editing"
    if not _takes(screen.encoding):
        return look(
            "terminal",
            f"{found}; it lacks signs such as that of multiplication, for which letters of ASCII stand",
            "set PYTHONIOENCODING=utf-8, or choose a locale with UTF-8",
        )
    if screen.width < NARROW:
        return look("terminal", f"{found}; pictures need more room", f"make it {NARROW} characters wide, or more")
    if not edits and sys.platform != "win32":  # a console of Windows edits lines itself
        return look("terminal", found, "use a Python with readline, to edit answers and to have them again")
    return fine("terminal", found)


def _without_colours(screen: Screen, environment: Mapping[str, str]) -> str:
    if environment.get("ACCESSIBLE"):
        return "ACCESSIBLE is set"
    if environment.get("TERM") == "dumb":
        return "TERM is dumb"
    if environment.get("NO_COLOR"):
        return "NO_COLOR is set"
    return "TERM promises none" if screen.terminal else "it is no terminal"


def _takes(encoding: str) -> bool:
    try:
        _SHOWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
