"""The words for the numbers of a question, and for why one of them is not there."""

from collections.abc import Iterable
from typing import Final

from ...plural import count
from ..facts import Analysis, Item
from ..measures import Missing
from ..wording import UNKNOWN, decimal, interval, seconds, told, why_unknown
from .wholetest import coefficient

DIFFICULTY: Final = "Difficulty is the mean score from 0 to 1, as the field calls it: the higher, the easier."
DISCRIMINATION: Final = (
    "Discrimination is the correlation of a question's score with the score in all others, from -1 to 1: the higher, "
    "the better it tells who knows the subject; 0 tells nothing."
)
THIRDS: Final = "Thirds are of the students, by their mean score: the weakest, the middle, the best."

_WHY_NONE: Final[dict[Missing | None, str]] = {
    Missing.NOBODY: "no row says whose answer it is; --column student=COLUMN names the column that does",
    Missing.FEW_STUDENTS: "too few students answered it and another question",
}


def in_few_words(item: Item) -> str:
    """Return the numbers of a question in few words."""
    return (
        f"difficulty {decimal(item.score.mean)}, discrimination {decimal(item.discrimination.value)}, "
        f"{count(item.score.n, 'answer')}"
    )


def facts_of(found: Analysis, item: Item) -> list[tuple[str, str]]:
    """Return the numbers of a question, each with its name."""
    likely = f" (likely {interval(item.score.likely)})" if item.score.likely is not None else ""
    said = [
        ("difficulty", f"{decimal(item.score.mean)}{likely}"),
        ("discrimination", told(item.discrimination)),
        ("answers", _answers(item, found.unanswered_wrong)),
    ]
    if item.without.value is not None and found.whole.reliability.value is not None:
        now = decimal(found.whole.reliability.value)
        said.append(("if left out", f"{coefficient(found)} {decimal(item.without.value)} in place of {now}"))
    if item.thirds is not None:
        said.append(("by thirds", ", ".join([decimal(third.mean) for third in item.thirds])))
    if item.times is not None:
        said.append(("time", _times(item)))
    if item.author is not None:
        stands = "" if item.expected is None else f", which stands for {decimal(item.expected)}"
        said.append(("author says", f"{item.author} of 5{stands}"))
    return said


def _answers(item: Item, unanswered_wrong: bool) -> str:
    parts = {
        "unreadable": item.unreadable,
        "void": item.void,
        "other attempts": item.repeated,
        "left out and counted as wrong" if unanswered_wrong else "left out": item.left_out,
    }
    more = "".join([f"; {number:,} {what}" for what, number in parts.items() if number])
    return f"{item.answered:,}, {item.full:,} with full score{more}"


def _times(item: Item) -> str:
    assert item.times is not None
    every = item.times.every
    said = f"{seconds(every.median)}, the middle half {seconds(every.low)} to {seconds(every.high)}"
    for name, part in (("right", item.times.right), ("wrong", item.times.wrong)):
        said += "" if part is None else f"; {name} {seconds(part.median)}"
    return said


def unknowns(items: Iterable[Item]) -> str:
    """Return why the discrimination of some of these questions is not there; "" where it is there of all."""
    missing = [item.discrimination for item in items if item.discrimination.value is None]
    whys = {_WHY_NONE.get(one.missing, why_unknown(one)) for one in missing}
    return f"{UNKNOWN} is not known: {'; '.join(sorted(whys))}." if whys else ""
