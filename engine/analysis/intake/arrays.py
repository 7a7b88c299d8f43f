"""All graded rows taken in: 12 bytes a row (20 where attempts are numbered), and each different answer once.

What a student is called, and each text, is kept once: a million rows of 20,000 students are 20 MB and a few for names.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...frozen import dataclass
from ...responses.values import finite_number
from .distinct import Distinct
from .rows import (
    LONGEST_ANSWER,
    Fate,
    Fields,
    GradedAnswer,
    fate_of,
    name_of,
    parts_of,
    score_of,
    seconds_of,
    slips_of,
)

Numbers: TypeAlias = NDArray[Any]

COLUMNS: Final = (
    "question",
    "variant",
    "answer",
    "verdict",
    "score",
    "misconceptions",
    "student",
    "attempt",
    "seconds",
    "milliseconds",
)
"""What a row is asked for."""

_SEEN: Final = 200_000
"""So many rows are known again without being read."""

_NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every row that could count: its student (-1 where unknown), its answer, how long it took, which attempt it is.

    `answers` are all different ones, `answer` has the place of each row's there. `attempt` is None where no row says
    it. `lost`: so many different answers are the one at that place, which was not kept.
    `unreadable` and `void` are counted for each question; `spoilt` has the students and questions of the latter.
    """

    questions: tuple[str, ...]
    students: int
    answers: tuple[GradedAnswer, ...]
    lost: Mapping[int, int]
    student: Numbers
    answer: Numbers
    seconds: Numbers
    attempt: Numbers | None
    unreadable: Numbers
    void: Numbers
    spoilt: frozenset[tuple[int, int]]
    read: int
    ungraded: int
    nameless: int


class _Reader:
    """What is known while rows are read one by one."""

    def __init__(self, names: Mapping[str, str], renamed: Mapping[str, str]) -> None:
        self.renamed = renamed
        self.columns = [names.get(name, name) for name in COLUMNS]
        self.distinct = Distinct()
        self.students: dict[str, int] = {}
        self.seen: dict[Any, int] = {}
        self.student, self.answer, self.seconds, self.attempt = array("i"), array("i"), array("f"), array("d")
        self.unreadable: Counter[int] = Counter()
        self.void: Counter[int] = Counter()
        self.spoilt: set[tuple[int, int]] = set()
        self.read = self.ungraded = self.nameless = 0

    def take(self, rows: Iterable[Fields]) -> None:
        """Take in rows. Most were seen before, but for who gave the answer: these are not read again."""
        question, variant, answer, verdict, score, slips, student, attempt, seconds, milliseconds = self.columns
        seen, counts, students = self.seen, self.distinct.counts, self.students
        for fields in rows:
            self.read += 1
            get = fields.get
            who = get(student)
            if who.__class__ is not str or who[:1].isspace() or who[-1:].isspace():
                who = name_of(who)
            given, wrong = get(answer), get(slips)
            try:
                if given.__class__ is list:
                    given = (repr(given),)
                if wrong.__class__ is list:
                    wrong = tuple(wrong)
                key: Any = get(question), get(variant), given, get(verdict), get(score), wrong
                number = seen.get(key)
            except (TypeError, ValueError, RecursionError):  # something in it has no hash, or can't be told
                key = number = None
            if number is None:
                number = self._number(fields, who)
                if number is None:
                    continue
                if key is not None and (given.__class__ is not str or len(given) <= LONGEST_ANSWER):
                    seen[key] = number
            counts[number] += 1
            self.answer.append(number)
            self.student.append(students.setdefault(who, len(students)) if who else _NOBODY)
            took, took_ms = get(seconds), get(milliseconds)
            self.seconds.append(math.nan if took is None and took_ms is None else seconds_of(took, took_ms))
            which = get(attempt)
            if which is not None:
                self._number_attempt(finite_number(which))

    def _number(self, fields: Fields, who: str) -> int | None:
        """Return the number of the graded answer of a row; None where it does not count, which is noted."""
        question, variant, answer, verdict, score, slips = [fields.get(name) for name in self.columns[:6]]
        asked, fate = name_of(question), fate_of(verdict)
        points = score_of(verdict, score) if fate is Fate.COUNTS else None
        if not asked:
            self.nameless += 1
            return None
        if fate is Fate.UNGRADED or (fate is Fate.COUNTS and points is None):
            self.ungraded += 1
            return None
        place = self.distinct.question(self.renamed.get(asked, asked))
        if points is None:
            (self.unreadable if fate is Fate.UNREADABLE else self.void)[place] += 1
            student = self.students.setdefault(who, len(self.students)) if who else _NOBODY
            if fate is Fate.VOID and who:
                self.spoilt.add((student, place))
            return None
        mistaken = () if points == 1 else slips_of(slips)
        number, crowded = self.distinct.number(
            GradedAnswer(place, name_of(variant), parts_of(answer), points, mistaken)
        )
        if crowded or len(self.seen) >= _SEEN:
            self.seen.clear()
        return number

    def _number_attempt(self, found: float | None) -> None:
        """Note which attempt the last row is; those before it that did not say are after all that did."""
        if found is not None:
            self.fill_attempts(len(self.answer) - 1)
            self.attempt.append(found)

    def fill_attempts(self, size: int) -> None:
        """Note of the rows up to this one that they did not say which attempt they are."""
        self.attempt.extend([math.inf] * (size - len(self.attempt)))


def gather(rows: Iterable[Fields], names: Mapping[str, str], renamed: Mapping[str, str]) -> Gathered:
    """Return what rows say. `names` has the columns that are called otherwise, by what they are called here.

    `renamed` has the ids of now for former ones.
    """
    reader = _Reader(names, renamed)
    reader.take(rows)
    if reader.attempt:
        reader.fill_attempts(len(reader.answer))
    distinct = reader.distinct
    kept, now = distinct.kept()
    return Gathered(
        questions=tuple(distinct.questions),
        students=len(reader.students),
        answers=kept,
        lost={now[number]: lost for number, lost in distinct.lost.items()},
        student=_numbers(reader.student, np.int32),
        answer=np.asarray(now, np.int32)[_numbers(reader.answer, np.int32)] if now else np.zeros(0, np.int32),
        seconds=_numbers(reader.seconds, np.float32),
        attempt=_numbers(reader.attempt, np.float64) if reader.attempt else None,
        unreadable=_counted(reader.unreadable, len(distinct.questions)),
        void=_counted(reader.void, len(distinct.questions)),
        spoilt=frozenset(reader.spoilt),
        read=reader.read,
        ungraded=reader.ungraded,
        nameless=reader.nameless,
    )


def _numbers(found: Any, kind: Any) -> Numbers:
    return np.frombuffer(found, kind) if len(found) else np.zeros(0, kind)


def _counted(counted: Counter[int], size: int) -> Numbers:
    return np.array([counted[place] for place in range(size)], np.int64)
