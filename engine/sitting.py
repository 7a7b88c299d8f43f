"""A quiz in progress, as values: its questions, and what became of each.

Nothing here reads a clock, a random source or a screen.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from .choosing import Item, Rules
from .typed import Answer
from .verdict import Grade, Verdict


@dataclass(frozen=True, slots=True)
class Try:
    """One answer that counted, its grade, and the seconds that it took."""

    answer: Answer
    grade: Grade
    seconds: float
    late: bool = False


class Ending(Enum):
    """What became of a question. VOID does not count."""

    RIGHT = "right"
    WRONG = "wrong"
    SHOWN = "shown"
    SKIPPED = "skipped"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Record:
    """A question that is over."""

    item: Item
    ending: Ending
    tries: tuple[Try, ...] = ()
    hints: int = 0
    seconds: float = 0.0

    @property
    def late(self) -> bool:
        """Whether the answer that ended it came after the time was up."""
        return bool(self.tries) and self.tries[-1].late

    @property
    def score(self) -> float:
        """From 0 to 1. An answer that came late earns nothing."""
        if self.ending not in (Ending.RIGHT, Ending.WRONG) or not self.tries or self.late:
            return 0.0
        return self.tries[-1].grade.score or 0.0


@dataclass(frozen=True, slots=True)
class Asking:
    """The learner is reading or typing. `since`: when the question was shown, waiting for torch left out."""

    since: float
    tries: tuple[Try, ...] = ()
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Judging:
    """An answer was typed `at` this time, and its verdict is awaited."""

    asking: Asking
    answer: Answer
    at: float


@dataclass(frozen=True, slots=True)
class Over:
    """Nothing more is asked. `quit`: before every question was over."""

    quit: bool = False


Phase: TypeAlias = Asking | Judging | Over


@dataclass(frozen=True, slots=True)
class Sitting:
    """A quiz in progress: its questions, what became of those that are over, and where the next stands."""

    rules: Rules
    items: tuple[Item, ...]
    records: tuple[Record, ...] = ()
    phase: Phase = Over()

    @property
    def current(self) -> Item:
        """The question that is being asked."""
        return self.items[len(self.records)]


def awaits_another(asking: Asking, item: Item, grade: Grade) -> bool:
    """Return whether a wrong answer leaves an attempt."""
    return grade.verdict is Verdict.WRONG and len(asking.tries) < item.attempts


def unsettled(records: tuple[Record, ...]) -> tuple[str, ...]:
    """Return the misconceptions of which the last wrong answer left open which it was."""
    found: tuple[str, ...] = ()
    for record in records:
        for one in record.tries:
            slugs = one.grade.misconceptions
            if len(slugs) > 1 or slugs[:1] in [(slug,) for slug in found]:
                found = slugs if len(slugs) > 1 else ()
    return found
