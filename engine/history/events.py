"""What can be recorded: one frozen value for each event, written once and never changed.

What is taken back is an event of its own. Nothing here knows banks, files or clocks: who makes an event brings its id
and its time.
"""

import os
import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeAlias

from ..frozen import dataclass

VERDICTS: Final = ("correct", "wrong", "void")
"""What a recorded answer can be. What could not be read is asked again, and not recorded."""

ENDINGS: Final = ("right", "wrong", "shown", "skipped", "void")
"""What can become of a question."""

MODES: Final = ("take", "missed", "practice", "learn")
"""What a sitting can be begun for."""

MOST_PLACES: Final = 100_000
"""So many questions a sitting has at most."""

_DAY: Final = 24 * 60

_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")


def new_id() -> str:
    """Return an id that nothing else has, on this machine or another."""
    return os.urandom(12).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A question of a sitting. `digest` is that of its content, `variant` None where none is drawn."""

    topic: str
    question: str
    digest: str = ""
    variant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every event has: an id that no other has, on any machine, and the UTC time at which it happened."""

    id: str
    at: datetime

    def __post_init__(self) -> None:
        """Raise ValueError where the record could not give back what it was given."""
        if self.at.tzinfo is not UTC:
            raise ValueError(f"the time of an event is in UTC, not {self.at!r}")
        _is_id(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Entry):
    """A sitting was begun; its id is the sitting's. The rest is what it takes to ask the same again in the same order.

    `bank` names what was asked for, a shipped topic or a path; `attempts`, `open`, `test` and `timed` are its rules.
    """

    bank: str
    mode: str = "take"
    seed: int = 0
    attempts: int | None = None
    open: bool = False
    test: bool = False
    timed: bool = False
    items: tuple[Listed, ...] = ()
    engine: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a mode that there is not."""
        Entry.__post_init__(self)
        _one_of("mode", self.mode, MODES)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSitting(Entry):
    """What happened at one place in a sitting, where 0 is its first question."""

    sitting: str
    place: int
    topic: str
    question: str

    def __post_init__(self) -> None:
        """Raise ValueError for a place that no sitting has."""
        Entry.__post_init__(self)
        _is_id(self.sitting)
        if not 0 <= self.place < MOST_PLACES:
            raise ValueError(f"a place in a sitting is from 0 to {MOST_PLACES - 1}, not {self.place}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(OfSitting):
    """A question was shown in this variant, with these choices in this order (what is graded of each).

    A place after the last item of the sitting adds one: a missed question that is asked once more.
    """

    digest: str = ""
    variant: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinted(OfSitting):
    """A hint was shown: the `number`th."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(OfSitting):
    """An answer that counted and its grade, or that the question was given up.

    `verdict` and `score` are None where nothing was answered. `hints` had been seen before it. `ending` says what it
    made of the question, None where it is asked still. `milliseconds` since the question was shown. `zone` in minutes
    east of UTC: the learner's day is the one where the answer was given, wherever it is read.
    """

    bank: str
    digest: str = ""
    variant: str | None = None
    answers: tuple[str, ...] = ()
    lettered: bool = False
    verdict: str | None = None
    score: float | None = None
    computed: str = ""
    feedback: str = ""
    misconceptions: tuple[str, ...] = ()
    hints: int = 0
    ending: str | None = None
    late: bool = False
    milliseconds: int = 0
    zone: int = 0
    seed: int = 0
    engine: str = ""
    torch: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where verdict, score and ending are none or do not go together."""
        OfSitting.__post_init__(self)
        _one_of("verdict", self.verdict, (None, *VERDICTS))
        _one_of("ending", self.ending, (None, *ENDINGS))
        if self.verdict is None and self.ending not in ("shown", "skipped", "void"):
            raise ValueError("an attempt without a verdict ends its question: as shown, skipped or void")
        if not -_DAY <= self.zone <= _DAY:
            raise ValueError(f"a time zone is within a day of UTC, not {self.zone} minutes")
        if self.score is not None and not 0 <= self.score <= 1:
            raise ValueError(f"a score is from 0 to 1, not {self.score}")
        if any(not slug or " " in slug for slug in self.misconceptions):
            raise ValueError(f"a misconception is one word, not {self.misconceptions}")

    @property
    def outcome(self) -> str:
        """What the attempt says of what the learner knows: an ending, or `hinted` where a hint led to what is right."""
        if self.verdict == "correct":
            return "hinted" if self.hints else "right"
        return self.verdict or self.ending or ""

    @property
    def day(self) -> date:
        """The learner's day."""
        return (self.at + timedelta(minutes=self.zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped(Entry):
    """The learner began again: this sitting is not gone on with. What was answered in it still counts."""

    sitting: str

    def __post_init__(self) -> None:
        """Raise ValueError for what is no id."""
        Entry.__post_init__(self)
        _is_id(self.sitting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Entry):
    """The learner took back an attempt: the schedule does as if it had never been made."""

    attempt: str
    sitting: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what is no id."""
        Entry.__post_init__(self)
        _is_id(self.attempt)
        if self.sitting is not None:
            _is_id(self.sitting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Entry):
    """A question was put away, or with `suspended` False taken out again."""

    topic: str
    question: str
    suspended: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged(Entry):
    """The learner says that something is wrong with a question."""

    topic: str
    question: str
    note: str = ""
    digest: str = ""
    variant: str | None = None
    sitting: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what is no id."""
        Entry.__post_init__(self)
        if self.sitting is not None:
            _is_id(self.sitting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(Entry):
    """The learner begins a topic, or one question of it, anew: what was answered before counts no more."""

    topic: str
    question: str | None = None


Event: TypeAlias = Begun | Asked | Hinted | Attempt | Dropped | Undone | Suspended | Flagged | Forgotten

EVENTS: Final[dict[str, type[Event]]] = {
    kind.__name__.lower(): kind
    for kind in (Begun, Asked, Hinted, Attempt, Dropped, Undone, Suspended, Flagged, Forgotten)
}
"""Each kind of event by the word that names it in the record."""


def _one_of(what: str, found: str | None, expected: tuple[str | None, ...]) -> None:
    if found not in expected:
        raise ValueError(f"the {what} is {found!r}; it can be {', '.join([str(one) for one in expected if one])}")


def _is_id(text: str) -> None:
    if not _ID.fullmatch(text):
        raise ValueError(f"an id is up to 64 letters and digits, not {text!r:.80}")
