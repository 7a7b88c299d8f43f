"""Which sitting `take` begins or goes on with: what was left goes on as it was, unless something else is asked for."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from .bank import NoBank
from .choosing import Item, Rules, Wanted, item, items
from .clock import day_of
from .frozen import dataclass
from .keeping import Keeper
from .session import Event, Stepped, begin, resume
from .sitting import Over, Sitting
from .topic import Topic

if TYPE_CHECKING:
    from .history.resuming import Progress
    from .rebuilding import Make


@dataclass(frozen=True, slots=True)
class Quiz:
    """What a learner asked for. `bank` is its label; `seed` None: it was not said."""

    bank: str
    wanted: Wanted
    rules: Rules
    seed: int | None = None
    restart: bool = False
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A sitting with its question to show. `found` is what is gone on with, `dropped` what is not."""

    bank: str
    sitting: Sitting
    said: tuple[Event, ...]
    mode: str
    found: "Progress | None" = None
    dropped: "Progress | None" = None

    @property
    def begun(self) -> Stepped:
        """The sitting, and what is to be said first."""
        return self.sitting, self.said


def opened(keeper: Keeper, topics: Sequence[Topic], wish: Quiz, now: float) -> Opened:
    """Return the sitting that was left, if it is what is wished for; else a new one. Raises NoBank."""
    mode = "missed" if wish.missed else "take"
    left = _left(keeper, topics, wish)
    if left is not None and not wish.restart:
        went_on = gone_on(left, topics, now)
        if went_on is not None:
            return went_on
    found = _missed(keeper, topics, wish) if wish.missed else items(topics, wish.rules, wish.wanted)
    if not found:
        raise NoBank("no question has these tags and this difficulty")
    return Opened(wish.bank, *begin(found, wish.rules, now), mode, dropped=left)


def newest_left(keeper: Keeper, today: date) -> "Progress | None":
    """Return the newest sitting, if it was left before its end; practice only where it is of today."""
    if not keeper.known:
        return None
    from .history.queries import unfinished

    left = unfinished(keeper.history, None, ("take", "missed", "practice"))
    stale = left is not None and left.begun.mode == "practice" and day_of(left.begun.at) != today
    return None if stale else left


def command_of(mode: str, bank: str) -> str:
    """Return the command that goes on with a sitting of a bank.

    >>> command_of("missed", "pooling")
    'quizproof take pooling --missed'
    """
    from shlex import quote

    names = [quote(name if name.startswith("--") else _nearest(name)) for name in bank.splitlines()]
    command = "practice" if mode == "practice" else "take"
    return " ".join(["quizproof", command, *names, *(["--missed"] if mode == "missed" else [])])


def _nearest(name: str) -> str:
    """Return a path as it is typed from here, where that is shorter."""
    near = os.path.relpath(name) if os.path.isabs(name) else name
    near = near if os.sep in near or os.path.splitext(near)[1] or not os.path.isabs(name) else os.path.join(near, "")
    return near if len(near) < len(name) else name


def gone_on(left: "Progress", topics: Sequence[Topic], now: float, make: "Make" = item) -> Opened | None:
    """Return the sitting that was left, as it was; None where its questions are no more."""
    from .rebuilding import rebuilt

    sitting = rebuilt(left, topics, now, make)
    if isinstance(sitting.phase, Over):
        return None
    return Opened(left.begun.bank, *resume(sitting, now), left.begun.mode, found=left)


def _left(keeper: Keeper, topics: Sequence[Topic], wish: Quiz) -> "Progress | None":
    """Return the sitting that was left and is wished for; None where there is none."""
    if not keeper.known:
        return None
    from .history.queries import unfinished

    left = unfinished(keeper.history, wish.bank, ("missed",) if wish.missed else ("take",))
    return left if left is not None and _fits(left, topics, wish) else None


def _fits(left: "Progress", topics: Sequence[Topic], wish: Quiz) -> bool:
    """Return whether a sitting that was left has the rules and the questions that are wished for."""
    begun, rules = left.begun, wish.rules
    if wish.seed not in (None, begun.seed) or rules.attempts not in (None, begun.attempts):
        return False
    if (rules.open, rules.test, rules.timed) != (begun.open, begun.test, begun.timed) and (
        rules.open or rules.test or rules.timed
    ):
        return False
    if wish.wanted == Wanted():
        return True
    wanted = items(topics, replace(rules, seed=begun.seed, test=begun.test), wish.wanted)
    return [(one.topic, one.question.id) for one in wanted] == [(one.topic, one.question) for one in begun.items]


def _missed(keeper: Keeper, topics: Sequence[Topic], wish: Quiz) -> tuple[Item, ...]:
    """Return what was missed the last time. Raises NoBank."""
    names: list[tuple[str, str]] = []
    if keeper.known:
        from .history.queries import misses

        names = [(one.topic, one.question) for one in misses(keeper.history, wish.bank, ("take", "missed"))]
    found = tuple(
        [
            item(topic, question, wish.rules)
            for topic in topics
            for question in topic.questions
            if any((topic.name, name) in names for name in (question.id, *question.was))
            and wish.wanted.admits(question)
        ]
    )
    if not found:
        raise NoBank("nothing was missed the last time, so there is nothing to ask again")
    return found
