"""A quiz in progress, as values: its questions, and what became of each.

Nothing here reads a clock, a random source or a screen.
"""

from dataclasses import replace
from enum import Enum
from typing import TypeAlias

from .choosing import Item, Rules, once_more
from .frozen import dataclass
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
    """A question that is over. `undone`: the learner took back that it counts for the schedule."""

    item: Item
    ending: Ending
    tries: tuple[Try, ...] = ()
    hints: int = 0
    seconds: float = 0.0
    undone: bool = False

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
    """The learner is reading or typing. `since`: when the question was shown, waiting for torch left out.

    `revealed`: the choices of a question that is asked open were shown.
    """

    since: float
    tries: tuple[Try, ...] = ()
    hints: int = 0
    revealed: bool = False

    @property
    def helped(self) -> int:
        """How often the learner was helped: by hints, and by being shown the choices."""
        return self.hints + self.revealed


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


def planned(sitting: Sitting) -> Sitting:
    """Return the sitting with what was missed, where that is asked once more, after all that was not asked yet.

    What was taken back comes once more too.
    """
    if not sitting.rules.again:
        return sitting
    done = len(sitting.records) + (not isinstance(sitting.phase, Over))
    asked, left = sitting.items[:done], sitting.items[done:]
    repeated = {(item.topic, item.question.id) for item in asked if item.again}
    missed = [one.item for one in sitting.records if one.undone or one.ending in (Ending.WRONG, Ending.SHOWN)]
    again = {(item.topic, item.question.id): once_more(item) for item in missed if not item.again}
    more = [item for name, item in again.items() if name not in repeated]
    return replace(sitting, items=(*asked, *[item for item in left if not item.again], *more))


def unsettled(records: tuple[Record, ...]) -> tuple[str, ...]:
    """Return the misconceptions of which the last wrong answer left open which it was."""
    found: tuple[str, ...] = ()
    for record in records:
        for one in record.tries:
            slugs = one.grade.misconceptions
            if len(slugs) > 1 or slugs[:1] in [(slug,) for slug in found]:
                found = slugs if len(slugs) > 1 else ()
    return found
