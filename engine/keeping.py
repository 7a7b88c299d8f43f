"""Keeping what a learner does: where the record is, and a scribe that writes a sitting into it as it goes on.

The record is not opened before it is needed, and what it takes is not loaded: a new learner has none, and the first
question must not wait.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .frozen import dataclass
from .history.folder import own_folder
from .homes import NoHome
from .shelf import shipped

if TYPE_CHECKING:
    from .history.events import Begun
    from .history.record import History
    from .history.resuming import Progress
    from .noting import Pen
    from .session import Event
    from .sitting import Sitting
    from .topic import Topic


def label_of(bank: str) -> str:
    """Return what names a bank for ever on this machine: a shipped topic's name, else the whole path.

    >>> label_of("pooling")
    'pooling'
    """
    return bank if bank in shipped() else os.path.abspath(bank)


@dataclass(frozen=True)
class Keeper:
    """Knows where the record is. `folder` None: nothing is kept. `tell` gets what the learner must know."""

    folder: Path | None
    tell: Callable[[str], None]
    clock: Callable[[], datetime]

    @property
    def known(self) -> bool:
        """Whether there may be something in the record."""
        return self.folder is not None and os.path.lexists(self.folder)

    @cached_property
    def history(self) -> "History":
        """The record. Where nothing is kept there is none, and it must not be asked for."""
        from .history.record import History

        assert self.folder is not None
        return History(self.folder, lambda notice: self.tell(notice.sentence), self.clock)

    def scribe(self, bank: str, topics: Iterable["Topic"], found: "Progress | None" = None) -> "Scribe | None":
        """Return what writes a sitting of a bank into the record, a new one or `found`; None where nothing is kept."""
        if self.folder is None:
            return None
        from .history.events import new_id

        begun = found.begun if found else None
        pen = _pen(begun.id if begun else new_id(), bank, topics, self.clock)
        if found:
            from .rebuilding import places

            kept, beyond = places(found, topics)
            pen = replace(pen, places=kept, beyond=beyond)
        for stand in found.stands if found else ():
            pen.attempts[stand.place] = [one.id for one in stand.attempts]
        return Scribe(self.history, pen, self.clock)

    def close(self, interrupted: bool = False) -> None:
        """Write what still waits, and let go of the record. Unless somebody waits for the end, make its backup."""
        if self.folder is None or "history" not in self.__dict__:
            return
        self.history.append()
        if not interrupted and not self.history.unsaved:
            self.history.back_up()
        self.history.close()

    @property
    def saved(self) -> bool:
        """Whether all that was written is on the disk."""
        return "history" in self.__dict__ and not self.history.unsaved


def keeper(data_dir: str | None, save: bool, tell: Callable[[str], None], clock: Callable[[], datetime]) -> Keeper:
    """Return the keeper of the record in a folder, else in that of this user; without `save` nothing is kept."""
    folder = None
    try:
        folder = own_folder(data_dir) if save else None
    except NoHome:
        tell("no home folder is known, so nothing is kept: name one with --data-dir or QUIZPROOF_DATA_DIR")
    return Keeper(folder, tell, clock)


class Scribe:
    """Writes one sitting into the record: when a method returns, what it was told is on the disk, or that was told."""

    def __init__(self, history: "History", pen: "Pen", clock: Callable[[], datetime]) -> None:
        self._history = history
        self._pen = pen
        self._clock = clock

    def begin(self, sitting: "Sitting", mode: str = "take") -> None:
        """Write that a sitting was begun, and its first question shown."""
        from .noting import note_begin

        self._history.append(*note_begin(self._pen, sitting, self._clock(), mode))

    def step(self, before: "Sitting", after: "Sitting", said: "tuple[Event, ...]") -> None:
        """Write what made the sitting `before` the sitting `after`, and what was said on the way."""
        from .history.events import Attempt
        from .noting import note_said, note_step

        at = self._clock()
        events = (*note_said(self._pen, said, at), *note_step(self._pen, before, after, at))
        if events:
            self._history.append(*events)
        for event in events:
            if isinstance(event, Attempt):
                self._pen.attempts.setdefault(event.place, []).append(event.id)

    def drop(self, begun: "Begun") -> None:
        """Write that an earlier sitting is not gone on with."""
        from .history.events import Dropped, new_id

        self._history.append(Dropped(id=new_id(), at=self._clock(), sitting=begun.id))


def _pen(sitting: str, bank: str, topics: Iterable["Topic"], clock: Callable[[], datetime]) -> "Pen":
    from .cache import installed_torch
    from .clock import zone
    from .history.events import new_id
    from .noting import Pen
    from .remembering import asked_digest
    from .version import VERSION

    places = {
        (topic.name, question.id): (topic, place)
        for topic in topics
        for question, place in zip(topic.questions, topic.places, strict=True)
    }

    def digest(topic: str, question: str) -> str:
        found = places.get((topic, question))
        return asked_digest(*found) if found else ""

    return Pen(sitting, bank, new_id, digest, zone(clock()), VERSION, installed_torch() or "")
