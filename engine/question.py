"""Question: what all kinds share, and what each must be able to do.

A kind is one class in one file: its fields are its keys in YAML, its methods say how an answer is
read, what torch must compute for it, and what verdict follows. Nothing here runs torch: a kind
returns the jobs it needs, and judges when somebody brings their outcomes.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from .jobs import Job, Outcome
from .keys import as_many, as_name, as_number, as_text, as_whole, as_words, key, problem, read_keys
from .literals import BANK, Bounds
from .tensors import written


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


def content(value: Any) -> Any:
    """Return an answer as one would type it: YAML's numbers and lists become text again."""
    if type(value) in (int, float):
        return written(value)
    if isinstance(value, list):
        return f"[{', '.join([str(content(item)) for item in value])}]"
    if isinstance(value, bool):
        raise problem("bad-type", f"{str(value).lower()} is a truth value, not an answer: quote it")
    if value is None or value == "":
        raise problem("bad-type", "an answer is missing here")
    return value


def _written(value: Any) -> str:
    return as_text(content(value))


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that somebody typed already: what is graded, what is shown where that differs, and why."""

    text: str | None = key(as_words, None)
    answer: str | None = key(_written, None)
    why: str = key(as_text, "")

    @property
    def graded(self) -> str:
        """What is graded."""
        return self.answer if self.answer is not None else self.text or ""

    @property
    def shown(self) -> str:
        """What a learner reads."""
        return self.text if self.text is not None else self.answer or ""


def as_choice(value: Any) -> Choice:
    """Read an answer by itself, or one with text, answer and why."""
    if isinstance(value, dict):
        found = read_keys(Choice, value)
    else:
        found = Choice(answer=_written(value)) if value is not None else Choice()
    if found.text is None and found.answer is None:
        raise problem("bad-type", "a choice needs text or answer")
    return found


def _names(value: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = as_many(as_name)([value] if isinstance(value, str) else value)
    return found


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Question:
    """One question. Subclasses are the kinds; each field is a key in YAML."""

    id: str = key(as_name)
    kind: str = key(as_text)
    prompt: str = key(as_words)
    answer: Choice | None = key(as_choice, None)
    answers: tuple[Choice, ...] = key(as_many(as_choice), ())
    distractors: tuple[Choice, ...] = key(as_many(as_choice), ())
    hints: tuple[str, ...] = key(as_many(as_text), ())
    explanation: str = key(as_text, "")
    mistakes: tuple[str, ...] = key(as_many(as_text), ())
    tags: tuple[str, ...] = key(as_many(as_text), ())
    difficulty: int | None = key(as_whole(1, 5), None)
    seconds: float | None = key(as_number(above=0), None)
    points: float = key(as_number(above=0), 1.0)
    source: str | None = key(as_text, None)
    was: tuple[str, ...] = key(_names, ())

    needs_key: ClassVar[bool] = False
    """Whether the author must write the answer: it cannot be computed."""

    def __post_init__(self) -> None:
        """Raise Unfit where the keys do not go together."""
        if self.answer is not None and self.answers:
            raise problem("bad-type", "answer and answers exclude each other: delete one of the two")
        if self.needs_key and not self.keys:
            raise problem("missing-key", f"a {self.kind} question needs an answer")

    @property
    def keys(self) -> tuple[Choice, ...]:
        """The choices that the author says are right."""
        return self.answers or ((self.answer,) if self.answer is not None else ())

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, right ones first; none where the question is asked open."""
        return (*self.keys, *self.distractors) if self.distractors else ()

    @property
    def computed(self) -> bool:
        """Whether torch decides, so that the question can also be asked with no choices shown."""
        return True

    def read(self, text: str, bounds: Bounds = BANK) -> Hashable:
        """Return what an answer says; equal answers say the same. Raises Unreadable."""
        raise NotImplementedError

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        """Return what torch must compute to judge an answer; for None, to know the truth.

        Raises Unreadable where that is over the budget.
        """
        return ()

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        """Return the verdict on an answer from the outcomes of its jobs. Raises QuestionFault."""
        raise NotImplementedError

    def truth(self, outcomes: Sequence[Outcome]) -> str | None:
        """Return the key that torch computes, as one would type it, from the outcomes of `jobs(None)`.

        None where there is none: any answer with the wanted property is right. Raises QuestionFault.
        """
        return None

    def possible(self) -> str | None:
        """Return an answer that may be right where the author wrote none and many are; None where there is none."""
        return None

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two answers mean the same, as far as that shows without torch."""
        return bool(one == other)

    def code(self) -> str:
        """Return the Python that a learner is shown, generated from what is graded; "" where there is none."""
        return ""
