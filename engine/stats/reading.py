"""Statistics from the record in a folder: the one place of statistics that opens files."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from ..clock import day_of
from ..dealing import coming
from ..deck import read_deck
from ..former import former_ids
from ..history.backups import newest_backup
from ..history.disk import Refused, there
from ..history.folder import NAME
from ..history.queries import suspended
from ..history.record import History
from ..ownrecord import record
from ..topic import Topic
from .counting import nothing_yet, statistics
from .facts import Due, Statistics


def read_statistics(
    folder: Path, topics: Iterable[Topic], names: Sequence[str] | None, clock: Callable[[], datetime]
) -> Statistics:
    """Return what the record in a folder says, as of today; of topics of these `names` only, where any are given.

    Raises NoRecord where the record can't be read. Where there never was one, nothing was answered yet.
    """
    here, today = tuple(topics), day_of(clock())
    if _never_begun(folder):
        return nothing_yet(today, names)
    with record(folder, clock) as history:
        return statistics(history, here, today, names, _due(history, here, names, today))


def _never_begun(folder: Path) -> bool:
    try:
        return not there(folder / NAME) and newest_backup(folder) is None
    except Refused:
        return False  # opening it says why


def _due(history: History, topics: Sequence[Topic], names: Sequence[str] | None, today: date) -> Due:
    """Return what comes back of the questions that practice asks: those in a bank that are not put away."""
    was = former_ids(topics)
    deck, away = read_deck(history, was), suspended(history, was)
    asked = [
        name
        for name in [(topic.name, question.id) for topic in topics for question in topic.questions]
        if name in deck.cards and name not in away and (names is None or name[0] in names)
    ]
    now = sum(deck.cards[name].due <= today for name in asked)
    return Due(now, tuple(coming(deck, asked, today)))
