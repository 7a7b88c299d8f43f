"""Keeping house in the learner's record: what is in it, taking back, forgetting, putting cards away and out again."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from shlex import quote
from typing import Final

from .frozen import dataclass
from .history.backups import newest_backup
from .history.disk import reason
from .history.events import Attempt, Flagged, Forgotten, Suspended, Undone, new_id
from .history.folder import asides
from .history.lines import Imported, import_lines
from .history.looking import Condition, look
from .history.queries import NOTHING_WAS, Was, counts, flags, last_attempt, suspended
from .history.record import History
from .history.restoring import restore
from .history.rows import row_of
from .layercall import closest
from .literals import Unreadable
from .ownrecord import NoRecord

_HEAD: Final = "SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Extent:
    """What would be forgotten: so many attempts at so many questions of a topic, or at one of them."""

    topic: str
    question: str | None
    attempts: int
    questions: int


@dataclass(frozen=True, slots=True)
class Returned:
    """How many attempts came back from a file, and how much else, such as flags.

    `reason` says why it could not be read, if it could not.
    """

    path: Path
    attempts: int = 0
    others: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back from each file, how many attempts the record has now, and what was kept aside before that."""

    files: tuple[Returned, ...]
    attempts: int
    aside: Path | None


def former_names(banks: Iterable[str | os.PathLike[str]]) -> Was:
    """Return the former ids of the questions in banks; those of a bank that can't be read are not known."""
    from .bank import BankError, NoBank, load  # reading YAML is for few commands here
    from .former import former_ids

    was: dict[tuple[str, str], tuple[str, ...]] = {}
    for bank in banks:
        with suppress(BankError, NoBank):
            was |= former_ids(load(bank))
    return was


def import_from(history: History, lines: Iterable[str], name: str) -> Imported:
    """Add the events that lines of JSON are. Raises NoRecord where the lines are a record of SQLite; Refused."""
    rest = iter(lines)
    first = next(rest, "")
    if first.startswith(_HEAD):
        raise NoRecord(f"{name} is a record, not JSON lines: `quizproof history restore {quote(name)}` takes it back")
    return import_lines(history, chain([first], rest))


def take_back(history: History, file: str | None) -> Restored:
    """Add to the record what can be read of a file, or of the newest backup and what was kept aside.

    A record that turns out to be damaged is kept aside first, and is then one of these. Raises NoRecord where there is
    nothing to take back, and Refused.
    """
    known = asides(history.folder)
    if file is not None:
        _expect_something(Path(file))
    elif os.path.lexists(history.path):
        history.examine()
    backup = newest_backup(history.folder) if file is None else None
    paths = [Path(file)] if file is not None else [*([backup.path] if backup else []), *asides(history.folder)]
    if not paths:
        raise NoRecord(f"there is no backup in {history.folder}, and nothing was kept aside: nothing to take back")
    returned = tuple([_taken_back(history, path) for path in paths])
    new = [path for path in asides(history.folder) if path not in known]
    return Restored(returned, _attempts(history), new[0] if new else None)


def _expect_something(file: Path) -> None:
    seen = look(file)
    match seen.condition:
        case Condition.ABSENT:
            raise NoRecord(f"{file} does not exist")
        case Condition.NEWER:
            raise NoRecord(f"{file} can't be read: {seen.reason}: update it")
        case Condition.CLOSED:
            raise NoRecord(f"{file} can't be read: {seen.reason}")
        case Condition.DAMAGED if not seen.reason.startswith("is damaged"):
            raise NoRecord(
                f"{file} {seen.reason.partition(':')[0]}: nothing can be taken back from it; "
                "JSON lines are for `quizproof history import`"
            )


def _taken_back(history: History, path: Path) -> Returned:
    before = _attempts(history)
    try:
        path.open("rb").close()
    except OSError as error:
        return Returned(path, reason=reason(error))
    added = restore(history, [path])
    attempts = _attempts(history) - before
    return Returned(path, attempts, added - attempts)


def _attempts(history: History) -> int:
    return sum(count for (count,) in history.rows("SELECT count(*) FROM events WHERE outcome IS NOT NULL"))


def forgettable(history: History, topic: str, question: str | None, was: Was = NOTHING_WAS) -> Extent:
    """Return what forgetting a topic, or one question of it, would be about. Raises NoRecord where that is nothing.

    `topic` is its name, or the path of its file. Raises NoBank and BankError where that can't be read.
    """
    every = counts(history, was)
    names = {name for name, _ in every}
    if topic not in names and os.path.lexists(topic):
        from .bank import load
        from .former import former_ids

        topics = load(topic)
        if len(topics) > 1:
            raise NoRecord(f"{topic} has {len(topics)} topics: {', '.join([one.name for one in topics])}; say which")
        topic, was = topics[0].name, {**was, **former_ids(topics)}
        every = counts(history, was)
    if topic not in names:
        raise NoRecord(_nothing_of(f"topic {topic!r}", topic, names))
    questions = {name: count for (its_topic, name), count in every.items() if its_topic == topic}
    found = {name: count for name, count in questions.items() if question in (None, name)}
    if not found:
        raise NoRecord(_nothing_of(f"{question!r} of {topic}", question or "", questions))
    return Extent(topic, question, sum(found.values()), len(found))


def agreed(read: Callable[[str], str]) -> bool:
    """Return whether somebody types yes. Raises Unreadable where nobody types anything."""
    try:
        return read("Type yes: ").strip().lower() == "yes"
    except EOFError:
        raise Unreadable("nothing is forgotten: type yes, or give --yes") from None


def forget(history: History, extent: Extent, now: datetime) -> None:
    """Let nothing that was answered count any more; it stays in the record. Raises Refused."""
    history.write([row_of(Forgotten(id=new_id(), at=now, topic=extent.topic, question=extent.question))])


def take_out(history: History, question: str, topic: str | None, now: datetime, was: Was = NOTHING_WAS) -> str:
    """Take a card out again that was put away; return its topic. Raises NoRecord where none or several have this id."""
    away = suspended(history, was)
    topics = sorted(its_topic for its_topic, name in away if name == question and topic in (None, its_topic))
    if not topics:
        where = "" if topic is None else f" in {topic}"
        close = closest(question, tuple(sorted({name for its_topic, name in away if topic in (None, its_topic)})))
        raise NoRecord(
            f"no card called {question!r} is put away{where}; "
            + (f"did you mean {close}?" if close else "`quizproof history suspended` lists them")
        )
    if len(topics) > 1:
        raise NoRecord(f"{question!r} is put away in {' and in '.join(topics)}: say which with --topic")
    event = Suspended(id=new_id(), at=now, topic=topics[0], question=question, suspended=False)
    history.write([row_of(event)])
    return topics[0]


def undo_last(history: History, now: datetime) -> Attempt:
    """Take back the newest question that was answered, with all attempts at it. Return one. Raises NoRecord."""
    last = last_attempt(history)
    if last is None:
        raise NoRecord("there is no answer to take back")
    found = history.events("sitting = ? ORDER BY number", last.sitting)
    at_place = [one for one in found if isinstance(one, Attempt) and one.place == last.place]
    events = [Undone(id=new_id(), at=now, attempt=one.id, sitting=last.sitting) for one in at_place]
    history.write([row_of(event) for event in events])
    return last


def newest_flags(history: History) -> tuple[Flagged, ...]:
    """Return what the learner has said of questions, the newest first."""
    return flags(history)[::-1]


def flags_as_json(found: Sequence[Flagged]) -> str:
    """Return what the learner has said of questions as one JSON object."""
    listed = [
        {
            "topic": one.topic,
            "question": one.question,
            "variant": one.variant,
            "at": one.at.isoformat().replace("+00:00", "Z"),
            "note": one.note,
            "digest": one.digest,
        }
        for one in found
    ]
    return json.dumps({"format": 1, "flags": listed}, indent=2) + "\n"


def _nothing_of(what: str, name: str, known: Iterable[str]) -> str:
    close = closest(name, tuple(sorted(known)))
    return f"the record has no attempt at {what} that counts" + (f"; did you mean {close}?" if close else "")
