"""The words for the test as a whole: who answered, which answers count, and what their points are worth."""

from typing import Final

from ...plural import count
from ..facts import Analysis
from ..measures import Measured, Missing
from ..wording import decimal, interval, why_unknown

ATTEMPTS: Final = {
    "first": "The first answer of each student to a question counts.",
    "last": "The last answer of each student to a question counts.",
    "best": "The best answer of each student to a question counts.",
    "all": "Every answer counts, also several of one student to the same question.",
}
NOTHING_AT_ALL: Final = (
    "No row names a question. Expected are JSON lines, CSV or Parquet with `question` and `answer`, graded or not; "
    "through a pipe JSON lines only."
)

FEW_STUDENTS: Final = 30
"""The reliability of fewer students is not judged."""

_ENOUGH: Final = (
    (0.9, "Enough to decide on one student by these points alone (0.90 or more)."),
    (0.8, "Enough for a standardized test on which less depends (0.80 or more); 0.90 where much depends on it."),
    (0.7, "Enough for an exam in class (0.70 or more)."),
    (None, "Less than an exam in class should have (0.70): do not grade by these points alone."),
)
"""After C. S. Wells and J. A. Wollack, An Instructor's Guide to Understanding Test Reliability, 2003."""


def heading(found: Analysis) -> str:
    """Return what a report is called."""
    return f"Item analysis of {count(found.whole.questions, 'question')}"


def overview(found: Analysis) -> str:
    """Return who answered what in all, and how well."""
    whole = found.whole
    who = "" if whole.students is None else f"{count(whole.students, 'student')} gave "
    done = f"{who}{count(whole.score.n, 'answer')} that {'counts' if whole.score.n == 1 else 'count'}"
    if not whole.score.n:
        return f"{done}."
    look = f" {count(len(found.to_look_at), 'question')} to look at." if found.to_look_at else ""
    return f"{done}. Mean score {decimal(whole.score.mean)}.{look}"


def counting(found: Analysis) -> str:
    """Return which answers count, and what became of the rows that do not."""
    rows = found.rows
    parts = {
        "other attempts": rows.repeated,
        "unreadable": rows.unreadable,
        "void": rows.void,
        "without a verdict": rows.ungraded,
        "without a question": rows.nameless,
    }
    left = ", ".join([f"{why} {number:,}" for why, number in parts.items() if number])
    said = f"{count(rows.read, 'row')} read, {rows.counted:,} counted{f'; not counted: {left}' if left else ''}."
    wrong = " What a student left out counts as wrong." if found.unanswered_wrong else ""
    return f"{said} {ATTEMPTS.get(found.attempts, '')}{wrong}".rstrip()


def why_test_unknown(measured: Measured) -> str:
    """Return why a number of the test as a whole is not there, which is made of who answered every question.

    >>> why_test_unknown(Measured(None, 0, Missing.FEW_STUDENTS)), why_test_unknown(Measured(None, 2))
    ('no student answered every question', 'nothing is known')
    """
    if measured.missing is not Missing.FEW_STUDENTS:
        return why_unknown(measured)
    if not measured.n:
        return "no student answered every question"
    return f"only {count(measured.n, 'student')} answered every question, too few to tell"


def told_of_test(measured: Measured) -> str:
    """Return a number of the test as a whole, or why it is not there."""
    return f"unknown: {why_test_unknown(measured)}" if measured.value is None else decimal(measured.value)


def coefficient(found: Analysis) -> str:
    """Return what the reliability is called."""
    return "KR-20" if found.whole.dichotomous else "Coefficient alpha"


def reliability(found: Analysis) -> str:
    """Return the reliability with its standard error, and how many students it is made of."""
    whole, name = found.whole, coefficient(found)
    if whole.reliability.value is None:
        return f"{name} is unknown: {why_test_unknown(whole.reliability)}."
    more = [] if whole.error.value is None else [f"standard error {decimal(whole.error.value)}"]
    more += [] if whole.likely is None else [f"likely {interval(whole.likely)}"]
    beside = f" ({', '.join(more)})" if more else ""
    of = f"from the {count(whole.complete, 'student')} who answered every question"
    if found.unanswered_wrong:
        of = f"from {count(whole.complete, 'student')}, with what they left out"
    return f"{name} is {decimal(whole.reliability.value)}{beside}, {of}."


def reliable_enough(found: Analysis) -> str:
    """Return for what the reliability is enough; "" where it is unknown."""
    value = found.whole.reliability.value
    if value is None:
        return ""
    if found.whole.complete < FEW_STUDENTS:
        return f"Of fewer than {FEW_STUDENTS} students it says little."
    if value < 0:
        return "Below 0 the questions contradict each other: a key may be wrong."
    return next(words for limit, words in _ENOUGH if limit is None or value >= limit)


def measurement(found: Analysis) -> str:
    """Return how exact the points of a student are; "" where that is unknown."""
    whole = found.whole
    if whole.measurement.value is None or whole.mean.value is None:
        return ""
    spread = "" if whole.deviation.value is None else f" (standard deviation {decimal(whole.deviation.value, 1)})"
    return (
        f"Points are {decimal(whole.mean.value, 1)} of {whole.questions} on average{spread}, with a standard error of "
        f"measurement of {decimal(whole.measurement.value, 1)}: two of three students are that close to their true "
        "points."
    )
