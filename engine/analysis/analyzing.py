"""The analysis of a class's answers: from graded rows and what the bank says to the facts."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from ..topic import Topic
from .computing.attempts import ATTEMPTS
from .computing.knownquestions import in_bank, renamed
from .computing.working import Worked, work
from .facts import Analysis, Rows, Thirds, Whole
from .intake.arrays import Numbers, gather
from .intake.rows import Fields
from .itemizing import items
from .measures import Score

NO_NAMES: Final[Mapping[str, str]] = {}


def analyze(
    rows: Iterable[Fields],
    topics: Iterable[Topic] = (),
    names: Mapping[str, str] = NO_NAMES,
    attempts: str = "first",
    unanswered_wrong: bool = False,
) -> Analysis:
    """Return what graded rows say of their questions. Raises TooMany where they can't be held.

    A row has `question`, `variant`, `answer`, `verdict`, `score`, `misconceptions`, and where they are known `student`,
    `attempt` (a number) and `seconds` or `milliseconds`; `names` has the columns that are called otherwise, by these
    names. `topics` may be none. Of the attempts of a student at a question the `first` counts, by `attempt` where that
    is there, else in the order of the rows; or the `last`, the `best`, or `all`, and then a student's score in a
    question is the mean. With `unanswered_wrong` a question that a student left out counts as wrong.

    A row takes 12 bytes, 20 where attempts are numbered, and some 90 at the height of the work; where what was left out
    counts as wrong, each student in each question takes as much.
    """
    if attempts not in ATTEMPTS:
        raise ValueError(f"the attempts that count are {attempts!r}; they can be {', '.join(ATTEMPTS)}")
    bank = in_bank(topics)
    worked = work(gather(rows, names, renamed(bank)), bank, attempts, unanswered_wrong=unanswered_wrong)
    told = items(worked, list(bank))
    return Analysis(_rows(worked), _whole(worked), told, worked.all_slips, attempts, unanswered_wrong)


def _rows(worked: Worked) -> Rows:
    found = worked.found
    return Rows(
        read=found.read,
        counted=len(worked.rows.answer),
        repeated=int(worked.rows.repeated.sum()),
        unreadable=int(found.unreadable.sum()),
        void=int(found.void.sum()),
        ungraded=found.ungraded,
        nameless=found.nameless,
    )


def _whole(worked: Worked) -> Whole:
    rows, third, mean = worked.rows, worked.students.third, worked.students.mean
    named = worked.found.students > 0
    points = sum(tally.n * tally.answer.score for some in worked.tallies for tally in some)
    blanks = int(rows.left_out.sum()) if worked.unanswered_wrong else 0
    reached = np.clip(np.ceil(np.round(mean[worked.students.asked > 0] * 10, 9)).astype(int) - 1, 0, 9)
    weakest, best = mean[third == 0], mean[third == 2]
    worth = worked.reliability
    return Whole(
        students=worked.found.students if named else None,
        questions=len(worked.found.questions),
        score=Score(float(points), len(rows.answer) + blanks),
        complete=worth.complete,
        dichotomous=worth.dichotomous,
        mean=worth.mean,
        deviation=worth.deviation,
        reliability=worth.alpha,
        error=worth.error,
        measurement=worth.measurement,
        likely=worth.likely,
        tenths=tuple(np.bincount(reached, minlength=10).tolist()) if named else (),
        thirds=_thirds(np.bincount(third[third >= 0], minlength=3)) if named else None,
        cuts=(float(weakest.max()), float(best.min())) if len(weakest) and len(best) else None,
    )


def _thirds(counts: Numbers) -> Thirds:
    weakest, middle, best = counts.tolist()
    return weakest, middle, best
