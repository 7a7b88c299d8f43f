"""What learners' answers measured of a question, as its key `measured` says it beside what the author thinks."""

from math import floor
from typing import Final

from .frozen import dataclass
from .keys import as_number, as_whole, key, key_fields
from .plural import count
from .yamltree import Marks, Tree, content_end, line_end

MEASURED: Final = "measured"
"""The key of a question under which it stands."""

MOST_ANSWERS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How a question did. Unlike the author's difficulty, a higher one here is easier: that is the field's own word."""

    difficulty: float = key(
        as_number(least=0, most=1),
        about="The share of the points that learners got at their first try, from 0 to 1: a higher one is easier.",
        example="0.62",
    )
    discrimination: float | None = key(
        as_number(least=-1, most=1),
        None,
        about="How a learner's points here go with those in the rest, from -1 to 1. Below 0, the question misleads.",
        example="0.41",
    )
    answers: int = key(as_whole(1, MOST_ANSWERS), about="How many answers were counted.", example="812")

    @property
    def rounded(self) -> "Measurement":
        """This with two decimals, as it is written."""
        more = self.discrimination
        return Measurement(
            difficulty=_rounded(self.difficulty),
            discrimination=None if more is None else _rounded(more),
            answers=self.answers,
        )

    def __str__(self) -> str:
        """Return it in a few words.

        >>> str(Measurement(difficulty=0.62, answers=812))
        'measured 62% in 812 answers'
        """
        return f"{MEASURED} {floor(100 * self.difficulty + 0.5)}% in {count(self.answers, 'answer')}"


def _rounded(value: float) -> float:
    return round(value, 2) + 0.0  # no -0.0


def measurement_text(found: Measurement, quote: str = "") -> str:
    """Return the value of the key as YAML on one line, with a quote around each of its keys.

    >>> measurement_text(Measurement(difficulty=0.625, discrimination=-0.001, answers=8))
    '{difficulty: 0.62, discrimination: 0.00, answers: 8}'
    """
    values = [(one.name, getattr(found.rounded, one.name)) for one in key_fields(Measurement)]
    parts = [
        f"{quote}{name}{quote}: {value:.2f}" if isinstance(value, float) else f"{quote}{name}{quote}: {value}"
        for name, value in values
        if value is not None
    ]
    return f"{{{', '.join(parts)}}}"


def measured_span(tree: Tree, question: Marks) -> tuple[int, int] | None:
    """Return from where to where a question speaks of what was measured; None where it does not.

    What is left without that is the text of the question before anything was measured.
    """
    if not isinstance(question.inside, dict) or MEASURED not in question.inside:
        return None
    assert question.keys is not None
    key_start, end = question.keys[MEASURED][0], content_end(tree.text, question.inside[MEASURED])
    line = tree.text.rfind("\n", 0, key_start) + 1
    before, after = tree.text[line:key_start].strip(), line_end(tree.text, end)
    if tree.text[question.start] != "{":
        return (key_start if before else line), after
    if (before + tree.text[end:after].strip()) == ",":  # a line of its own, with its comma
        return line, after
    others = [content_end(tree.text, one) for one in question.inside.values() if one.start < key_start]
    return max(others, default=key_start), end
