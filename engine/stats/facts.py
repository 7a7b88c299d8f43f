"""What there is to say of a record: facts only, each as it was counted."""

from datetime import date

from ..frozen import dataclass
from .shares import Share


@dataclass(frozen=True, slots=True)
class OfTopic:
    """How it goes with a topic. `title` and `questions` are None where no bank that is here has it.

    `met` of its questions were answered at least once; `firsts` is about first tries.
    """

    name: str
    title: str | None
    questions: int | None
    met: int
    firsts: Share
    milliseconds: int
    last: date


@dataclass(frozen=True, slots=True)
class OfDifficulty:
    """How it goes with the questions of a difficulty, 1 to 5, or without one, in the topics that were practised."""

    difficulty: int | None
    questions: int
    met: int
    firsts: Share


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one of the learner's days."""

    day: date
    questions: int = 0
    milliseconds: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """An answer of the learner's own, and what is right where that is known without torch."""

    topic: str
    question: str
    variant: str | None
    answers: tuple[str, ...]
    right: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Slip:
    """A misconception, or several that could not be told apart.

    It was seen `count` times, and `perhaps` so often more: there it leads to the answer that was given, and so do
    others. `said`: what its user does, of each that is known. `since`: the first tries at the same questions after it
    was seen last. `practise` is the name to practise it by, None where nobody knows the misconception any more.
    """

    slugs: tuple[str, ...]
    said: tuple[str | None, ...]
    count: int
    perhaps: int
    last: date
    since: Share
    example: Example | None
    practise: str | None

    @property
    def overcome(self) -> bool:
        """Whether the same questions went right since then, three times at least."""
        return self.since.right >= 3


@dataclass(frozen=True, slots=True)
class Due:
    """What comes back. `now` is due already; `days` are those that follow, each with how many become due."""

    now: int
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it, as of `today`. `days` are the last 28, with `today` as the last one.

    `first` is the first day that the record knows, `practised` how many days it has. What was practised may be only
    `asked_for`: these topics, by name.
    """

    today: date
    asked_for: tuple[str, ...] | None
    first: date | None
    practised: int
    topics: tuple[OfTopic, ...]
    difficulties: tuple[OfDifficulty, ...]
    slips: tuple[Slip, ...]
    days: tuple[Day, ...]
    due: Due | None
    flags: int

    @property
    def firsts(self) -> Share:
        """The first tries of all topics."""
        return sum([topic.firsts for topic in self.topics], Share())

    @property
    def milliseconds(self) -> int:
        """The time of all topics."""
        return sum(topic.milliseconds for topic in self.topics)

    @property
    def recent(self) -> tuple[Day, ...]:
        """The days among the last 28 on which something was done."""
        return tuple([day for day in self.days if day.questions])

    @property
    def kept(self) -> tuple[Slip, ...]:
        """The misconceptions that were seen again and are not overcome; of none of them, those that were seen once."""
        standing = tuple([slip for slip in self.slips if not slip.overcome])
        return tuple([slip for slip in standing if slip.count + slip.perhaps > 1]) or standing

    @property
    def empty(self) -> bool:
        """Whether nothing was answered yet."""
        return not self.topics
