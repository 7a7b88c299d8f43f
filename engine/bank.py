"""A bank: a file, or a folder of files read recursively, each one topic."""

import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from .bankfiles import File, folders_of, leaves, with_own_rules
from .bankfiles import NoBank as NoBank
from .bankfiles import find_files as find_files
from .bankfiles import topic_of as topic_of
from .collecting import seldom
from .findings import Finding, Source
from .frozen import dataclass
from .shelf import OWN_RULES
from .topic import Topic, read_topic
from .yamltext import MAX_BYTES, MOST_FAULTS, read_yaml
from .yamltree import Tree

if TYPE_CHECKING:
    from .ignoring import Ignore
    from .scoutprocess import Scout, Sent
    from .sides import WrongSize

COMMENT: Final = "quizproof:"
"""What every comment has in it that silences a finding."""

_LOTS_AHEAD: Final = 2
_LOT_FILES: Final = 64
_LOT_BYTES: Final = 1 << 18


class BankError(Exception):
    """The bank cannot be used as it is. `findings` has every problem at its place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Read:
    """One file that was read: its topic, everything that is wrong in it, and the comments that silence findings.

    `silenced` is how many they silenced already. `own` are the misconceptions in a bank's own file of them, which has
    no questions; None: the file is a topic.
    """

    topic: Topic
    findings: tuple[Finding, ...]
    ignores: "tuple[Ignore, ...]" = ()
    silenced: int = 0
    own: "tuple[WrongSize, ...] | None" = None


def load(name: str | os.PathLike[str]) -> tuple[Topic, ...]:
    """Return the topics of a shipped topic by name, of a file, or of a folder of files.

    Raises NoBank where there is nothing to read and BankError with every problem of every file.
    """
    read = tuple(read_bank([name]))
    findings = [finding for one in read for finding in one.findings if finding.severity == "error"]
    if findings:
        raise BankError(findings)
    return tuple([one.topic for one in read if one.own is None])


def read_bank(names: Sequence[str | os.PathLike[str]], *, scout: "Scout | None" = None) -> Iterator[Read]:
    """Read the files of a bank one after another; ids are unique across all of them.

    With a scout, no file is parsed here that it has not survived: one that takes it down is a finding, and the scout
    keeps its name. Raises NoBank before the first where a name cannot be opened or there is no file.
    """
    files = [file for name in names for file in find_files(name)]
    return read_files(files, {}, scout)


def read_files(files: Sequence[File], seen: dict[str, str], scout: "Scout | None" = None) -> Iterator[Read]:
    """Read files that `find_files` found, and a bank's own misconceptions before the first topic that they are about.

    `seen` has the place of each id so far, and gets theirs.
    """
    files = with_own_rules(files)
    roots = {path: root for path, _, root in sorted(files, key=lambda file: -len(file[2].parts))}
    own: dict[Path, tuple[WrongSize, ...]] = {}
    opened = ((path, shown, _read_file(path, root)) for path, shown, root in files)
    for path, shown, raw in opened if scout is None else _scouted(opened, scout):
        rules = tuple([rule for folder in folders_of(path, roots[path]) for rule in own.get(folder, ())])
        with seldom():
            source = Source(shown, read_yaml(raw) if isinstance(raw, bytes) else raw)
            if path.name == OWN_RULES:
                read = _read_own(source, rules)
                own[path.parent] = read.own or ()
            else:
                topic, findings = read_topic(source, path.stem, rules)
                read = heard(topic, [*findings, *_told_twice(topic, seen)])
        yield read


def _read_own(source: Source, outer: "tuple[WrongSize, ...]") -> Read:
    from .misconceptions.ownrules import read_own_rules  # few banks have some

    rules, findings = read_own_rules(source, outer)
    topic = Topic(Path(OWN_RULES).stem, OWN_RULES, "", "", (), (), (), source)
    return Read(topic, tuple(sorted(findings, key=_place)), own=rules)


def heard(topic: Topic, findings: list[Finding]) -> Read:
    """Return what was read of a file, without what its comments silence."""
    if COMMENT not in topic.source.tree.text or not topic.questions:
        return Read(topic, tuple(sorted(findings, key=_place)))
    from .ignoring import find_ignores, silence  # few files need it

    ignores, faults = find_ignores(topic.source)
    kept = silence(ignores, findings)
    told = sorted([*kept, *faults], key=_place)
    return Read(topic, tuple(told), tuple(ignores), len(findings) - len(kept))


def _place(finding: Finding) -> tuple[int, int]:
    return finding.line, finding.column


_Opened: TypeAlias = tuple[Path, str, bytes | Tree]
"""A file: its path, the name to show, and its bytes, or what says why they must not be read."""


def _scouted(opened: Iterator[_Opened], scout: "Scout") -> Iterator[_Opened]:
    """Yield the files once the scout has survived them, one lot of them after another while the next is on its way."""
    ahead: deque[tuple[list[_Opened], Sent]] = deque()
    lots = _in_lots(opened)
    while True:
        for lot in islice(lots, _LOTS_AHEAD - len(ahead)):
            ahead.append((lot, scout.send([raw for _, _, raw in lot if isinstance(raw, bytes)])))
        if not ahead:
            return
        lot, sent = ahead.popleft()
        fates = iter(scout.fates(sent))
        for path, shown, raw in lot:
            fate = next(fates) if isinstance(raw, bytes) else None
            if fate is not None:
                scout.blame(shown, fate)
                raw = _refused(f"this file {fate}: please report it")
            yield path, shown, raw


def _in_lots(opened: Iterator[_Opened]) -> Iterator[list[_Opened]]:
    lot: list[_Opened] = []
    held = 0
    for one in opened:
        lot.append(one)
        held += len(one[2]) if isinstance(one[2], bytes) else 0
        if held >= _LOT_BYTES or len(lot) == _LOT_FILES:
            yield lot
            lot, held = [], 0
    if lot:
        yield lot


def _read_file(path: Path, root: Path) -> bytes | Tree:
    """Return the bytes of a file; of one that must not be read, what says so."""
    try:
        if path.is_symlink():
            to = os.readlink(path)
            if leaves(path, root):
                return _refused(f"this is a symbolic link that leaves the bank, to {to}: put the file itself here")
            if not os.path.exists(path):
                return _refused(f"this is a symbolic link to nothing, {to}: delete it")
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            return _refused(f"this is {_KINDS.get(stat.S_IFMT(kind), 'no regular file')}, not a file of text")
        # Without O_NONBLOCK a fifo put there in the meantime would hold the program for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NoBank(f"{path} cannot be opened: {error.strerror or error}") from None


_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a fifo",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def _refused(what: str) -> Tree:
    tree = Tree("")
    tree.refuse(what)
    return tree


def _told_twice(topic: Topic, seen: dict[str, str]) -> list[Finding]:
    findings: list[Finding] = []
    for question, path in zip(topic.questions, topic.places, strict=True):
        span = topic.source.tree.span((*path, "id"))
        place = f"{topic.source.file}:{topic.source.tree.position(span[0])[0]}"
        first = seen.setdefault(question.id, place)
        if first != place and len(findings) < MOST_FAULTS:
            message = f"id {question.id!r} is already at {first}: an id names one question for ever"
            findings.append(topic.source.finding("duplicate-id", message, span, question=question.id, fatal=True))
    return findings
