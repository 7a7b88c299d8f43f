"""The files of a bank: those of a folder, one by its path, a shipped topic by its name, and what stands beside them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from .layercall import closest
from .shelf import OWN_RULES, SHIPPED, shipped

File: TypeAlias = tuple[Path, str, Path]
"""Its path, the name to show, and the folder that it must not leave."""

_ENDINGS: Final = (".yaml", ".yml")


class NoBank(Exception):
    """There is nothing to read at this name. `str()` is one sentence."""


def find_files(name: str | os.PathLike[str]) -> list[File]:
    """Return each file of a bank: its path, the name to show, and the folder that it must not leave.

    Raises NoBank.
    """
    text = os.fspath(name)
    if not text:
        raise NoBank("an empty name names no topic")
    if not _is_path(text):
        if text in shipped():
            return [(SHIPPED / f"{text}.yaml", os.path.relpath(SHIPPED / f"{text}.yaml"), SHIPPED)]
        if not Path(text).is_dir():
            raise NoBank(_no_topic(text))
    path = Path(text)
    if path.is_dir():
        found = sorted([file for file in _walk(path) if file.name != OWN_RULES], key=os.fspath)
        if not found:
            raise NoBank(f"no questions found: {text} holds no .yaml or .yml file")
        return [(file, os.fspath(file), path) for file in found]
    if not os.path.lexists(path):
        raise NoBank(f"{text} does not exist")
    return [(path, text, path.parent)]


def topic_of(bank: Sequence[str], name: str) -> str:
    """Return the path of the topic that is called `name` in a bank; `name` itself where there is none.

    Raises NoBank where the bank cannot be opened.
    """
    if _is_path(name):
        return name
    return next((shown for part in bank for path, shown, _ in find_files(part) if path.stem == name), name)


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name or bool(Path(name).suffix)


def _no_topic(name: str) -> str:
    close = closest(name, shipped())
    meant = (
        f"did you mean {close}?"
        if close
        else f"shipped {'is' if len(shipped()) == 1 else 'are'} {', '.join(shipped())}"
    )
    return f"no topic is called {name!r}; {meant} (a file needs its path, such as ./{name}.yaml)"


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*names, *(name for name in folders if os.path.islink(os.path.join(place, name)))]:
            path = Path(place, name)
            if (name.lower().endswith(_ENDINGS) and not name.startswith(".")) or (
                path.is_dir() and leaves(path, folder)
            ):
                yield path


def leaves(path: Path, root: Path) -> bool:
    """Return whether a path leads out of a folder by symbolic links."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def with_own_rules(files: Sequence[File]) -> list[File]:
    """Return the files, each after those with a bank's own misconceptions in its folder and those around it."""
    found: list[File] = []
    looked: set[Path] = set()
    for path, shown, root in files:
        for folder in folders_of(path, root):
            own = folder / OWN_RULES
            if folder not in looked and os.path.lexists(own):
                found.append((own, os.fspath(own), root))
            looked.add(folder)
        if path.name != OWN_RULES:
            found.append((path, shown, root))
    return found


def folders_of(path: Path, root: Path) -> list[Path]:
    """Return the folders from the bank's own down to that of a file in it."""
    folders = [path.parent]
    while folders[-1] != root and folders[-1] != folders[-1].parent:
        folders.append(folders[-1].parent)
    return folders[::-1] if folders[-1] == root else [path.parent]
