"""The words for numbers and for what somebody wrote, which the screen and the page share."""

from typing import Final

from ..plural import count
from .facts import Answer
from .measures import Measured, Missing

UNKNOWN: Final = "-"
"""A number that nobody can know, in a table: `why_unknown` says why."""

_MISSING: Final = {
    Missing.NOBODY: "no row says whose answer it is",
    Missing.FEW_QUESTIONS: "there are fewer than two questions",
    Missing.NO_VARIANCE: "all have the same score, here or in the rest",
    Missing.TOO_MANY: "there are too many students and questions to compare",
}


def decimal(number: float | None, digits: int = 2) -> str:
    """Return a number as it stands in a table.

    >>> decimal(0.826), decimal(-0.001), decimal(None)
    ('0.83', '0.00', '-')
    """
    if number is None:
        return UNKNOWN
    said = f"{number:.{digits}f}"
    return said.removeprefix("-") if not float(said) else said


def apart(value: float, limit: float, which: str) -> str:
    """Return a value that is more or less than its limit, both with so many digits that they differ.

    >>> apart(0.97, 0.95, "more"), apart(0.1988, 0.2, "less")
    ('0.97, more than 0.95', '0.199, less than 0.200')
    """
    pairs = [(decimal(value, digits), decimal(limit, digits)) for digits in (2, 3, 4)]
    shown, bound = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])
    return f"{shown}, {which} than {bound}"


def seconds(number: float | None) -> str:
    """Return a time.

    >>> seconds(7.4), seconds(130), seconds(5400), seconds(None)
    ('7 s', '130 s', '90 min', '-')
    """
    if number is None:
        return UNKNOWN
    return f"{number:.0f} s" if number < 600 else f"{number / 60:,.0f} min"


def why_unknown(measured: Measured) -> str:
    """Return why a number is not there.

    >>> why_unknown(Measured(None, 3, Missing.FEW_STUDENTS))
    'only 3 students answered'
    """
    if measured.missing is None:
        return "nothing is known"
    return _MISSING.get(measured.missing, f"only {count(measured.n, 'student')} answered")


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


def label(answer: Answer) -> str:
    """Return a choice as a learner reads it, or what was typed, without marks."""
    return flat(answer.shown or answer.text).replace("`", "")
