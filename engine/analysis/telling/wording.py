"""The words for facts about a class that the screen and the page share: numbers, and the test as a whole.

`detailing` has those for answers and misconceptions, `advice` those for what to look at.
"""

from collections.abc import Iterable
from typing import Final

from ...plural import count
from ..facts import Analysis, Item
from ..measures import Measured
from ..reasons import Missing

UNKNOWN: Final = "-"
"""A number that nobody can know, in a table: `why_unknown` says why."""

ATTEMPTS: Final = {
    "first": "The first answer of each student to a question counts.",
    "last": "The last answer of each student to a question counts.",
    "best": "The best answer of each student to a question counts.",
    "all": "Every answer counts, also several of one student to the same question.",
}
DIFFICULTY: Final = "Difficulty is the mean score from 0 to 1, as the field calls it: the higher, the easier."
DISCRIMINATION: Final = (
    "Discrimination is the correlation of a question's score with the score in all others, from -1 to 1: the higher, "
    "the better it tells who knows the subject; 0 tells nothing."
)
THIRDS: Final = "Thirds are of the students, by their mean score: the weakest, the middle, the best."
PERHAPS: Final = "Perhaps: other misconceptions lead to the same answer."
NOTHING_AT_ALL: Final = (
    "No row names a question. Expected are JSON lines, CSV or Parquet with `question` and `answer`, graded or not; "
    "through a pipe JSON lines only."
)
NOTHING_TO_LOOK_AT: Final = "None: no question is out of the usual range."

_MISSING: Final = {
    Missing.NOBODY: "no row says whose answer it is",
    Missing.FEW_QUESTIONS: "there are fewer than two questions",
    Missing.NO_VARIANCE: "all have the same score, here or in the rest",
    Missing.TOO_MANY: "there are too many students and questions to compare",
}

_WHY_NONE: Final[dict[Missing | None, str]] = {
    Missing.NOBODY: "no row says whose answer it is; --column student=COLUMN names the column that does",
    Missing.FEW_STUDENTS: "too few students answered it and another question",
}

FEW_STUDENTS: Final = 30
"""The reliability of fewer students is not judged."""

_ENOUGH: Final = (
    (0.9, "Enough to decide on one student by these points alone (0.90 or more)."),
    (0.8, "Enough for a standardized test on which less depends (0.80 or more); 0.90 where much depends on it."),
    (0.7, "Enough for an exam in class (0.70 or more)."),
    (None, "Less than an exam in class should have (0.70): do not grade by these points alone."),
)
"""After C. S. Wells and J. A. Wollack, An Instructor's Guide to Understanding Test Reliability, 2003."""


def decimal(number: float | None, digits: int = 2) -> str:
    """Return a number as it stands in a table.

    >>> decimal(0.826), decimal(-0.001), decimal(None)
    ('0.83', '0.00', '-')
    """
    if number is None:
        return UNKNOWN
    said = f"{number:.{digits}f}"
    return said.removeprefix("-") if not float(said) else said


def seconds(number: float | None) -> str:
    """Return a time.

    >>> seconds(7.4), seconds(130), seconds(5400), seconds(None)
    ('7 s', '130 s', '90 min', '-')
    """
    if number is None:
        return UNKNOWN
    return f"{number:.0f} s" if number < 600 else f"{number / 60:,.0f} min"


def flat(text: str) -> str:
    r"""Return what somebody wrote, in one line.

    >>> flat("[[1,\n 2]]")
    '[[1, 2]]'
    """
    return " ".join(text.split())


def quoted(text: str, width: int = 60) -> str:
    r"""Return what somebody wrote, in quotes, in one line.

    >>> quoted("(1, 1, 5, 5)"), quoted("a\nb"), quoted("abcdefghij", 8)
    ("'(1, 1, 5, 5)'", "'a\\nb'", "'abcde...'")
    """
    return repr(text if len(text) <= width else f"{text[: width - 3]}...")


def why_unknown(measured: Measured) -> str:
    """Return why a number is not there.

    >>> why_unknown(Measured(None, 3, Missing.FEW_STUDENTS))
    'only 3 students answered'
    """
    if measured.missing is None:
        return "nothing is known"
    return _MISSING.get(measured.missing, f"only {count(measured.n, 'student')} answered")


def unknowns(items: Iterable[Item]) -> str:
    """Return why the discrimination of some of these questions is not there; "" where it is there of all."""
    missing = [item.discrimination for item in items if item.discrimination.value is None]
    whys = {_WHY_NONE.get(one.missing, why_unknown(one)) for one in missing}
    return f"{UNKNOWN} is not known: {'; '.join(sorted(whys))}." if whys else ""


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


def told(measured: Measured) -> str:
    """Return a number, or why it is not there.

    >>> told(Measured(0.414, 210)), told(Measured(None, 210, Missing.NO_VARIANCE))
    ('0.41', 'unknown: all have the same score, here or in the rest')
    """
    return f"unknown: {why_unknown(measured)}" if measured.value is None else decimal(measured.value)


def interval(ends: tuple[float, float] | None) -> str:
    """Return a range in which a number likely is.

    >>> interval((0.4902, 0.9433)), interval(None)
    ('0.49 to 0.94', 'too few to say')
    """
    return "too few to say" if ends is None else f"{decimal(ends[0])} to {decimal(ends[1])}"


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


def numbers(item: Item) -> str:
    """Return the numbers of a question in few words."""
    return (
        f"difficulty {decimal(item.score.mean)}, discrimination {decimal(item.discrimination.value)}, "
        f"{count(item.score.n, 'answer')}"
    )
