"""A bank: a file, or a folder of files read recursively, each one topic."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .collecting import seldom
from .findings import Finding, Source
from .layercall import closest
from .shelf import SHIPPED, shipped
from .topic import Topic, read_topic
from .yamltext import MAX_BYTES, read_yaml
from .yamltree import Tree

_ENDINGS: Final = (".yaml", ".yml")


class NoBank(Exception):
    """There is nothing to read at this name. `str()` is one sentence."""


class BankError(Exception):
    """The bank cannot be used as it is. `findings` has every problem at its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Read:
    """One file that was read: its topic, and everything that is wrong in it."""

    topic: Topic
    findings: tuple[Finding, ...]


def load(name: str | os.PathLike[str]) -> tuple[Topic, ...]:
    """Return the topics of a shipped topic by name, of a file, or of a folder of files.

    Raises NoBank where there is nothing to read and BankError with every problem of every file.
    """
    read = tuple(read_bank([name]))
    findings = [finding for one in read for finding in one.findings if finding.severity == "error"]
    if findings:
        raise BankError(findings)
    return tuple([one.topic for one in read])


def read_bank(names: Sequence[str | os.PathLike[str]]) -> Iterator[Read]:
    """Read the files of a bank one after another; ids are unique across all of them.

    Raises NoBank before the first where a name cannot be opened or there is no file.
    """
    files = [file for name in names for file in find_files(name)]
    return _read_all(files)


def _read_all(files: list[tuple[Path, str, Path]]) -> Iterator[Read]:
    seen: dict[str, str] = {}
    for path, shown, root in files:
        source = Source(shown, _read_file(path, root))
        with seldom():
            topic, findings = read_topic(source, path.stem)
        findings += _told_twice(topic, seen)
        findings.sort(key=lambda finding: (finding.line, finding.column))
        yield Read(topic, tuple(findings))


def find_files(name: str | os.PathLike[str]) -> list[tuple[Path, str, Path]]:
    """Return each file of a bank: its path, the name to show, and the folder that it must not leave.

    Raises NoBank.
    """
    text = os.fspath(name)
    if not ("/" in text or os.sep in text or Path(text).suffix):
        if text in shipped():
            return [(SHIPPED / f"{text}.yaml", os.path.relpath(SHIPPED / f"{text}.yaml"), SHIPPED)]
        if not Path(text).is_dir():
            raise NoBank(_no_topic(text))
    path = Path(text)
    if path.is_dir():
        found = sorted(_walk(path), key=os.fspath)
        if not found:
            raise NoBank(f"no questions found: {text} holds no .yaml or .yml file")
        return [(file, os.fspath(file), path) for file in found]
    if not os.path.lexists(path):
        raise NoBank(f"{text} does not exist")
    return [(path, text, path.parent)]


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
            if name.endswith(_ENDINGS) or (path.is_dir() and _leaves(path, folder)):
                yield path


def _leaves(path: Path, root: Path) -> bool:
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _read_file(path: Path, root: Path) -> Tree:
    """Return what a file says; a file that must not be read says so."""
    try:
        if path.is_symlink() and _leaves(path, root):
            return _refused(f"a symbolic link that leaves the bank, to {os.readlink(path)}: put the file itself here")
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            return _refused(f"{_KINDS.get(stat.S_IFMT(kind), 'no regular file')}, not a file of text")
        # Without O_NONBLOCK a fifo put there in the meantime would hold the program for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NoBank(f"{path} cannot be opened: {error.strerror or error}") from None
    with seldom():
        return read_yaml(raw)


_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a fifo",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def _refused(what: str) -> Tree:
    tree = Tree("")
    tree.refuse(f"this is {what}")
    return tree


def _told_twice(topic: Topic, seen: dict[str, str]) -> list[Finding]:
    findings = []
    for question, path in zip(topic.questions, topic.places, strict=True):
        span = topic.source.tree.span((*path, "id"))
        place = f"{topic.source.file}:{topic.source.tree.position(span[0])[0]}"
        first = seen.setdefault(question.id, place)
        if first != place:
            message = f"id {question.id!r} is already at {first}: an id names one question for ever"
            findings.append(topic.source.finding("duplicate-id", message, span, question=question.id))
    return findings
