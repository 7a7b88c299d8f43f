"""What a class's answers say of its questions: facts only, each as it was computed.

A score is from 0 to 1 for a question, and is not weighed with its points. "Difficulty" is the mean score, as the field
calls it: a higher one is easier. Thirds are the weakest, the middle and the best, in this order.
"""

from typing import TypeAlias

from ..frozen import dataclass
from .measures import Measured, Score, Times
from .reasons import Remark

Thirds: TypeAlias = tuple[int, int, int]
"""How many of the weakest third, of the middle one, and of the best."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice, or what was typed: all answers that mean the same.

    `text` is a choice as the bank has it, else the answer as most gave it; `shown` what a learner reads of a choice, in
    Markdown. Of a question in variants, `variant` is the one where it was given most often, `variants` says in how
    many it was given: a distractor is the same in all of them, all right answers are one, and so are the answers that
    the same misconceptions explain.

    `offered`: the author offers it; None where no bank says so. `made`: misconceptions make it, of the numbers of each
    variant, so that not every variant offers it. `share` is of all answers to the question. `thirds`
    are None where students are unknown. `discrimination` is the point-biserial correlation of giving it with the score
    in the rest: it should be above 0 for the key, below for all others. `misconceptions` give exactly this.
    """

    text: str
    shown: str
    right: bool
    offered: bool | None
    count: int
    share: float
    discrimination: Measured
    thirds: Thirds | None = None
    misconceptions: tuple[str, ...] = ()
    why: str = ""
    variant: str | None = None
    variants: int = 0
    made: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A misconception in the answers that count.

    It alone explains `sure` answers; it is one of several that explain `perhaps` more. `students` made it, surely or
    perhaps, None where they are unknown; `kept` of them surely did in two answers or more. `questions` are the ids of
    those where it was seen, the most frequent first. `said` is what its user does, None where nobody knows it.

    `shows`: to so many answers it would have led away from what is right. `rate`: to `rate.n` of those it would have
    led to an answer that no other misconception explains, and `rate.total` of these are just this one. Both are None
    without a bank, and where no formula says what it leads to.
    """

    slug: str
    said: str | None
    sure: int
    perhaps: int
    students: int | None = None
    kept: int | None = None
    questions: tuple[str, ...] = ()
    shows: int | None = None
    rate: Score | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """How it goes with one variant, such as `n=10,k=3`; with one value of a parameter; or with a range, `6 to 9`.

    `slips` are misconceptions with how often they were seen there, `sure` and `perhaps`, the most frequent first.
    """

    label: str
    score: Score
    slips: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """How it goes with the values of one parameter of a question in variants, in their order."""

    name: str
    values: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question, and how it did.

    `topic`, `kind`, `prompt` are None where no bank here has it. Of a question in variants, `prompt` is that of the
    first, which is `variant`. `several`: all that apply are to be chosen, and
    `answers` counts each choice for itself. `author` is the author's difficulty, 1 to 5, `expected` the mean score
    that it stands for (`remarking.scores`).

    `score` holds the answers that count; `full` of them have the full score. `unreadable` were asked again, `void`
    could not be judged, `repeated` are other attempts of the same students: none of these count. `left_out`: students
    who answered other questions only; where these count as wrong, they are in `score`, too, while `answered` is how
    many answers were given that count.

    `discrimination`: the correlation of the score here with that in the rest (`computing.correlating`). `without`: the
    reliability of the test if this question is left out. `thirds` are the scores of each third. `other_answers` and
    `other_kinds`: so many answers, of so many different ones, are not listed because they are the rarest.
    `other_variants`: so many more variants were asked than are listed.
    """

    id: str
    score: Score
    full: int
    discrimination: Measured
    without: Measured
    thirds: tuple[Score, Score, Score] | None = None
    answers: tuple[Answer, ...] = ()
    other_answers: int = 0
    other_kinds: int = 0
    times: Times | None = None
    variants: tuple[Slice, ...] = ()
    other_variants: int = 0
    parameters: tuple[Parameter, ...] = ()
    slips: tuple[Slip, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unreadable: int = 0
    void: int = 0
    repeated: int = 0
    left_out: int = 0
    several: bool = False
    topic: str | None = None
    kind: str | None = None
    prompt: str | None = None
    variant: str | None = None
    author: int | None = None
    expected: float | None = None
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """What became of the rows: `counted` are what all else is made of.

    `repeated` are other attempts at the same question, `unreadable` were asked again, `void` could not be judged.
    `ungraded` have no verdict, or none that is known, or a score that goes with none; `nameless` say no question.
    """

    read: int = 0
    counted: int = 0
    repeated: int = 0
    unreadable: int = 0
    void: int = 0
    ungraded: int = 0
    nameless: int = 0


@dataclass(frozen=True, slots=True)
class Whole:
    """The test as a whole.

    `students` is None where no row names one. `complete` of them answered every question: `mean` and `deviation` (the
    standard deviation, n - 1) of their points, one for each question, `reliability`, its standard error `error`, the
    range `likely` that holds the true one with a confidence of 95 %, and the standard error of measurement
    `measurement`, in points, are about these. `dichotomous`: all scores are 0 or 1, so that the reliability is KR-20;
    else it is coefficient alpha.

    `tenths`: how many students reached up to 10 %, 20 % … of what they answered; empty where students are unknown.
    `thirds`: how many students are in each. `cuts`: the weakest third reached up to the first mean score, the best at
    least the second.
    """

    students: int | None
    questions: int
    score: Score
    complete: int
    dichotomous: bool
    mean: Measured
    deviation: Measured
    reliability: Measured
    error: Measured
    measurement: Measured
    likely: tuple[float, float] | None = None
    tenths: tuple[int, ...] = ()
    thirds: Thirds | None = None
    cuts: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All of it. `items` are in the order of the bank, then in that of the rows; `slips` the most frequent first.

    `attempts` says which attempt counts: `first`, `last`, `best` or `all`. `unanswered_wrong`: a question that a
    student left out counts as wrong.
    """

    rows: Rows
    whole: Whole
    items: tuple[Item, ...]
    slips: tuple[Slip, ...]
    attempts: str = "first"
    unanswered_wrong: bool = False

    @property
    def to_look_at(self) -> tuple[Item, ...]:
        """The questions with a reason to look at them: those with the gravest first."""
        found = [item for item in self.items if item.remarks]
        return tuple(sorted(found, key=lambda item: min(one.rank for one in item.remarks)))
