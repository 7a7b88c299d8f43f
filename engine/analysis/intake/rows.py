"""One graded row, read: what it says of an answer, whichever program wrote the file and whatever it holds."""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from typing import Any, Final, TypeAlias

from ...choice import content
from ...frozen import dataclass
from ...keys import Unfit
from ...responses.values import finite_number, texts_of

Fields: TypeAlias = Mapping[str, Any]

LONGEST_ANSWER: Final = 2_000
"""Characters of an answer that are told from others; a learner's answer that can be read has fewer."""

_LONGEST_NAME: Final = 200
_LARGEST_NAME: Final = 10**_LONGEST_NAME
_MOST_PARTS: Final = 200
_MOST_SLIPS: Final = 12
_LONGEST_TIME: Final = 7 * 24 * 3600.0
_PARTED: Final = re.compile(r"[\s,;|]+")
_SLUG: Final = re.compile(r"[^\s\x00-\x1f]{1,64}")


class Fate(Enum):
    """What becomes of a row. Only the first counts."""

    COUNTS = "counts"
    UNREADABLE = "unreadable"
    VOID = "void"
    UNGRADED = "ungraded"


_FATES: Final = {"correct": Fate.COUNTS, "wrong": Fate.COUNTS, "unreadable": Fate.UNREADABLE, "void": Fate.VOID}


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """What all rows say that say the same: the same answer to the same variant of a question, with the same grade.

    `question` is the place of the question among those that were found. `parts` has the answer, or all that were
    chosen; None: it is one of the rarest, and was not kept.
    """

    question: int
    variant: str
    parts: tuple[str, ...] | None
    score: float
    slips: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Whether it has the full score."""
        return self.score == 1


def fate_of(verdict: object) -> Fate:
    """Return what becomes of a row with this verdict."""
    return _FATES.get(verdict.strip().lower(), Fate.UNGRADED) if isinstance(verdict, str) else Fate.UNGRADED


def score_of(verdict: object, score: object) -> float | None:
    """Return the score of a row that counts, from 0 to 1; None where verdict and score do not go together.

    >>> [score_of("wrong", score) for score in (None, "", "0.5", 1, float("nan"), "half")]
    [0.0, 0.0, 0.5, None, None, None]
    """
    right = isinstance(verdict, str) and verdict.strip().lower() == "correct"
    found = (1.0 if right else 0.0) if score is None or score == "" else finite_number(score)
    return found if found is not None and 0 <= found <= 1 and (found == 1) == right else None


def seconds_of(seconds: object, milliseconds: object) -> float:
    """Return how long an answer took in seconds; NaN where that is not said, or cannot be."""
    found = finite_number(seconds)
    if found is None:
        found = finite_number(milliseconds)
        found = None if found is None else found / 1000
    return math.nan if found is None or not 0 <= found <= _LONGEST_TIME else found


def name_of(value: object) -> str:
    """Return the name of a question, a variant or a student as text; "" of what is none.

    >>> [name_of(value) for value in (" ada ", 17, 17.0, None, True, float("nan"), ["ada"])]
    ['ada', '17', '17', '', '', '', '']
    """
    if isinstance(value, str):
        return value.strip()[:_LONGEST_NAME]
    if isinstance(value, float) and math.isfinite(value):
        value = int(value) if value == int(value) else str(value)
    if type(value) is int and abs(value) < _LARGEST_NAME:
        return str(value)
    return value if isinstance(value, str) else ""


def parts_of(answer: object) -> tuple[str, ...]:
    """Return an answer as one would type it, or each of several that were chosen.

    >>> [parts_of(answer) for answer in ("1x2", 4, [1, 1, 5], ["a", "b"], '["a", "b"]', None)]
    [('1x2',), ('4',), ('[1, 1, 5]',), ('a', 'b'), ('a', 'b'), ('',)]
    """
    if isinstance(answer, str):
        answer = texts_of(answer) or answer
    if isinstance(answer, (list, tuple)) and answer and all(isinstance(one, str) for one in answer):
        return tuple([_cut(one) for one in answer[:_MOST_PARTS]])
    if isinstance(answer, str):
        return (_cut(answer),)
    if answer is None:
        return ("",)
    for said in (content, str):
        with suppress(Unfit, ValueError, OverflowError, RecursionError):
            return (_cut(str(said(answer))),)
    return ("…",)


def slips_of(value: object) -> tuple[str, ...]:
    """Return the misconceptions of a row: a list, as text of JSON too, or words with anything between them.

    >>> [slips_of(value) for value in (["no-plus-one"], "no-plus-one; padding-once", '["padding-once"]', "[]", None)]
    [('no-plus-one',), ('no-plus-one', 'padding-once'), ('padding-once',), (), ()]
    """
    if isinstance(value, str):
        text = value.strip()
        value = texts_of(text) if text.startswith("[") else _PARTED.split(text)
    if not isinstance(value, (list, tuple)):
        return ()
    words = [one for one in value[: 2 * _MOST_SLIPS] if isinstance(one, str) and _SLUG.fullmatch(one)]
    return tuple(sorted(set(words)))[:_MOST_SLIPS]


def _cut(text: str) -> str:
    stripped = text.strip()
    return stripped if len(stripped) <= LONGEST_ANSWER else f"{stripped[:LONGEST_ANSWER]}…"
