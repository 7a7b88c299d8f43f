"""The settings of a project: `[tool.quizproof]` in pyproject.toml, or quizproof.toml, in this folder or one above."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from .frozen import dataclass

FILES: Final = ("quizproof.toml", "pyproject.toml")
"""The files that may have settings; in one folder the first wins."""


_LONGEST: Final = 60


class BadSettings(Exception):
    """The settings cannot be used. `str()` is one sentence with the place."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a project settled: the files and folders of its bank, the rules, and where its lock file is."""

    bank: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lock: str | None = None


def find_project(folder: str | os.PathLike[str] = ".") -> Project:
    """Return the settings for `folder`: the nearest, up to the root of the repository. Raises BadSettings.

    Paths in them are returned as they are reached from the current folder.
    """
    start = Path(os.path.abspath(folder))
    for above in (start, *start.parents):
        for name in FILES:
            found = _read(above / name)
            if found is not None:
                return found
        if (above / ".git").exists():
            break
    return Project()


def _read(path: Path) -> Project | None:
    """Return the settings in a file; None where it has none."""
    try:
        if not path.is_file():  # a fifo or a device might have no end
            return None
        raw = path.read_bytes()
    except OSError:
        return None
    if path.name == "pyproject.toml" and b"quizproof" not in raw:  # most have none, and reading TOML takes a while
        return None
    import tomllib

    shown = os.path.relpath(path)
    said: Any
    try:
        said = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line, byte = raw.count(b"\n", 0, error.start) + 1, raw[error.start]
        raise BadSettings(f"{shown}:{line}: byte 0x{byte:02X} is not UTF-8: save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{shown}: this is not TOML: {error}") from None
    except RecursionError:
        raise BadSettings(f"{shown}: this is nested too deeply: settings are texts, and lists of texts") from None
    if path.name == "pyproject.toml":
        tool = said.get("tool")
        said = tool.get("quizproof") if isinstance(tool, dict) else None
        if said is None:
            return None
    try:
        return _project(said, path.parent)
    except _At as problem:
        raise BadSettings(f"{shown}:{_line(raw, problem.key)}: {problem}") from None


class _At(Exception):
    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def _project(said: Any, folder: Path) -> Project:
    if not isinstance(said, dict):
        raise _At("quizproof", "tool.quizproof is a table: write [tool.quizproof]")
    values: dict[str, Any] = {}
    for key, value in said.items():
        if key not in _KEYS:
            from .layercall import closest

            close = closest(key, tuple(_KEYS))
            mend = f"did you mean {close!r}?" if close else f"there are {', '.join(_KEYS)}"
            if key in ("tool", "quizproof"):
                mend = f"in {FILES[0]} the settings stand at the top, below no [{key}]"
            raise _At(key, f"setting {_cut(key)!r} is unknown; {mend}")
        values[key] = _KEYS[key](key, value, folder)
    return Project(**values)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _names(key: str, value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    if not several or not all(isinstance(one, str) and one for one in several):
        raise _At(key, f"{key} is a text or a list of texts, not {_cut(str(value))}")
    return several


def _paths(key: str, value: Any, folder: Path) -> tuple[str, ...]:
    return tuple([_reached(name, folder) for name in _names(key, value)])


def _path(key: str, value: Any, folder: Path) -> str:
    if not isinstance(value, str) or not value:
        raise _At(key, f"{key} is the path of a file, not {_cut(str(value))}")
    return _reached(value, folder)


def _reached(name: str, folder: Path) -> str:
    """Return a path that counts from `folder` as it is reached from here; it always reads as a path."""
    path = os.path.relpath(folder / name)
    named = os.sep in path or Path(path).suffix not in ("", ".")
    return path if named and not path.endswith("..") else os.path.join(path, "")


def _rules(key: str, value: Any, _: Path) -> tuple[str, ...]:
    from .literals import Unreadable
    from .rules import known

    try:
        return known(_names(key, value))
    except Unreadable as error:
        raise _At(key, f"{key}: {error}") from None


_KEYS: Final[dict[str, Callable[[str, Any, Path], Any]]] = {
    "bank": _paths,
    "select": _rules,
    "ignore": _rules,
    "lock": _path,
}


def _line(raw: bytes, key: str) -> int:
    """Return the line in which a key seems to stand."""
    found = re.search(rb"^[^\S\n]*(?:\[tool\.)?[\"']?" + re.escape(key.encode()), raw, re.MULTILINE)
    return raw.count(b"\n", 0, found.start()) + 1 if found else 1
