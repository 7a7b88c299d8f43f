"""Keys tied to a bank: a file beside it says what each key was, so that a new torch shows which keys moved.

One sorted line a question, `topic/id key`. Neither a date nor a version is in it: it changes when a key does.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from .bank import NoBank
from .findings import Finding, Source
from .literals import Unreadable
from .question import Question
from .topic import Topic
from .yamltree import Path as Place
from .yamltree import Tree

NAME: Final = "quizproof.lock"
_HEAD: Final = "# Keys that torch computed. `quizproof lock` writes this file, `quizproof check --locked` reads it.\n"
_LONGEST: Final = 200
_HASH: Final = "blake2b:"


@dataclass(slots=True)
class Lock:
    """What a lock file says: key and start of its line by the name of the question.

    `left` are the names that were not met yet. `whole`: the whole bank is compared, so that a topic that is not met is
    gone.
    """

    source: Source
    keys: dict[str, tuple[str, int]]
    left: set[str]
    whole: bool = True
    broken: list[Finding] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)

    def compare(self, topic: Topic, question: Question, place: Place, key: str | None) -> Iterator[Finding]:
        """Yield what is found where the key of a question is not the one that is written down."""
        self.topics.add(topic.name)
        if not question.computed:
            return
        name = f"{topic.name}/{question.id}"
        self.left.discard(name)
        if key is None:
            return
        at, mend = (*place, "id"), "run `quizproof lock`"
        if name not in self.keys:
            message = f"{self.source.file} has no line for {name}: {mend} once its key is right"
            yield topic.finding("unlocked-key", message, at, question=question.id)
        elif not _equal(question, self.keys[name][0], key):
            message = f"the key moved from {self.keys[name][0]} to {locked(key)}: where that is meant, {mend}"
            yield topic.finding("moved-key", message, at, question=question.id)

    def stale(self) -> Iterator[Finding]:
        """Yield the lines that are for no question, or that nobody can read."""
        yield from self.broken
        for name in sorted(self.left if self.whole else [one for one in self.left if _topic(one) in self.topics]):
            message = f"no computed question is called {name}: run `quizproof lock` to drop the line"
            yield _at_line(self.source, self.keys[name][1], message)


def _topic(name: str) -> str:
    return name.partition("/")[0]


def lock_beside(bank: str | os.PathLike[str]) -> Path:
    """Return where the lock file of a bank is: in its folder, or beside its file under the same name.

    >>> lock_beside("course/pooling.yaml").name
    'pooling.lock'
    """
    path = Path(bank)
    return path / NAME if path.is_dir() else path.with_suffix(".lock")


def read_lock(path: str | os.PathLike[str], *, whole: bool = True) -> Lock:
    """Return what a lock file says. Raises NoBank where there is none."""
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # a fifo or a device might have no end
            raise NoBank(f"{path} is no file of text: the lock file is one")
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        raise NoBank(f"there is no lock file {path}: write it with `quizproof lock`") from None
    except OSError as error:
        raise NoBank(f"{path} cannot be opened: {error.strerror}") from None
    lock = Lock(Source(os.fspath(path), Tree(text)), {}, set(), whole)
    start = 0
    for line in text.split("\n"):
        at, start = start, start + len(line) + 1
        name, _, key = line.strip().partition(" ")
        if not name or name.startswith("#"):
            continue
        if not key or name.count("/") != 1:
            message = "this line is not `topic/id key`: run `quizproof lock` to write the file again"
            lock.broken.append(_at_line(lock.source, at, message))
        else:
            lock.keys[name] = key, at
    lock.left = set(lock.keys)
    return lock


def lock_text(keys: Mapping[str, str]) -> str:
    """Return the lock file for computed keys by the names of their questions.

    >>> print(lock_text({"b/two": "(1, 2)", "a/one": "3"}).partition(chr(10))[2])
    a/one 3
    b/two (1, 2)
    <BLANKLINE>
    """
    return _HEAD + "".join([f"{name} {locked(key)}\n" for name, key in sorted(keys.items())])


def locked(key: str) -> str:
    """Return a key as it stands in a lock file: in one line, a long one by its hash."""
    line = " ".join(key.split())
    return line if len(line) <= _LONGEST else _HASH + blake2b(line.encode(), digest_size=16).hexdigest()


def _equal(question: Question, written: str, key: str) -> bool:
    if written == locked(key):
        return True
    try:  # numbers may differ in their last digits from one torch to the next
        return not written.startswith(_HASH) and question.same(question.read(written), question.read(key))
    except Unreadable:
        return False


def _at_line(source: Source, start: int, message: str) -> Finding:
    text = source.tree.line(source.tree.position(start)[0])
    return source.finding("stale-lock", message, (start, start + len(text)))
