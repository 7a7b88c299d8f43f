"""Where responses are: the files that names mean, before any of them is read."""

import os
import stat
from collections.abc import Sequence
from typing import Final

from ..frozen import dataclass
from ..literals import Unreadable
from .formats import ENDINGS, Format, format_read

STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Place:
    """A file of responses, by the name that it was given. `size` is in bytes; None where nobody can know it."""

    name: str
    format: Format
    size: int | None


def places(names: Sequence[str]) -> tuple[Place, ...]:
    """Return the files that are meant, in order, those of a folder by their names. Raises Unreadable."""
    seen: dict[tuple[int, int] | str, str] = {}
    found = []
    for name in names:
        for inner in _inside(name):
            place, identity = _place(inner)
            if identity in seen:
                also = "" if seen[identity] == inner else f", also as {seen[identity]}"
                raise Unreadable(f"{_called(inner)} is named twice{also}: each of its rows would count twice")
            seen[identity] = inner
            found.append(place)
    if not found:
        raise Unreadable("no file of responses is named")
    return tuple(found)


def _called(name: str) -> str:
    return "the standard input" if name == STDIN else name


def _inside(name: str) -> list[str]:
    if name == STDIN or not os.path.isdir(name):
        return [name]
    try:
        entries = sorted(os.listdir(name))
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from None
    known = [entry for entry in entries if entry.lower().endswith(tuple(ENDINGS)) and not entry.startswith(".")]
    files = [path for entry in known if os.path.isfile(path := os.path.join(name, entry))]
    if not files:
        raise Unreadable(f"{name}: there is no file in this folder whose name ends in {_endings()}")
    return files


def _endings() -> str:
    *most, last = [ending for ending in ENDINGS if not ending.endswith(".gz")]
    return f"{', '.join(most)} or {last}"


def _place(name: str) -> tuple[Place, tuple[int, int] | str]:
    if name == STDIN:
        return Place(name, "jsonl", None), name
    found = format_read(name)
    try:
        about = os.stat(name)
        if not stat.S_ISREG(about.st_mode):  # a pipe: whoever opens it takes what is in it
            return Place(name, found, None), name
        with open(name, "rb"):
            return Place(name, found, about.st_size), (about.st_dev, about.st_ino)
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from None
    except ValueError:  # a NUL byte
        raise Unreadable(f"{name!r}: no file can be called this") from None
