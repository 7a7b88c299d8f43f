"""Grade: the verdict on one answer, and what is said of it; or why a question cannot be judged."""

from enum import Enum

from .frozen import dataclass


class Verdict(Enum):
    """What an answer is. Only the first two count."""

    CORRECT = "correct"
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Grade:
    """The verdict on one answer. `score` is from 0 to 1, or None where nothing counts.

    `computed` is what torch made of it, and may give the key away. `feedback` says only what the answer itself does.
    """

    verdict: Verdict
    score: float | None
    computed: str = ""
    feedback: str = ""
    misconceptions: tuple[str, ...] = ()


def correct(computed: str = "", feedback: str = "") -> Grade:
    """Return the grade of a right answer."""
    return Grade(Verdict.CORRECT, 1.0, computed, feedback)


def wrong(computed: str = "", feedback: str = "") -> Grade:
    """Return the grade of a wrong answer."""
    return Grade(Verdict.WRONG, 0.0, computed, feedback)


def unreadable(feedback: str) -> Grade:
    """Return the grade of what is no answer: asked again, never counted."""
    return Grade(Verdict.UNREADABLE, None, "", feedback)


def void(feedback: str) -> Grade:
    """Return the grade where the question or the machine failed."""
    return Grade(Verdict.VOID, None, "", feedback)


class QuestionFault(Exception):
    """The question cannot be judged, whatever is answered. `str()` is one sentence.

    `rule` names the finding that `check` reports, `at` the key of the question that is to blame.
    """

    def __init__(self, sentence: str, rule: str = "wrong-key", at: str = "layer") -> None:
        super().__init__(sentence)
        self.rule = rule
        self.at = at
