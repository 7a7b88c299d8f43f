"""Question: what all kinds share, and what each must be able to do.

A kind is one class in one file: its fields are its keys in YAML, its methods say how an answer is
read, what torch must compute for it, and what verdict follows. Nothing here runs torch: a kind
returns the jobs it needs, and judges when somebody brings their outcomes.
"""

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from .choice import ALL_PREDICTED, Predicted, as_choice, as_distractors, as_key
from .choice import Choice as Choice
from .choice import content as content
from .filling import PREDICTED as PREDICTED
from .filling import filled
from .frozen import dataclass
from .jobs import Job, Outcome
from .keys import (
    Fault,
    Schema,
    Unfit,
    as_many,
    as_mapping,
    as_name,
    as_number,
    as_text,
    as_whole,
    as_words,
    attached,
    key,
    takes,
)
from .literals import BANK, Bounds
from .measured import Measurement
from .params import Let, Params, as_let, as_params
from .verdict import Grade

if TYPE_CHECKING:
    from .sides import WrongSize

BOTH: Final = "answer and answers exclude each other: delete one of the two"


MOST_CHOICES: Final = 26
"""Each choice has a letter."""

OF_VARIANTS: Final = ("params", "let", "where")
"""The keys of a question in variants."""


_A_NAME: Final[Schema] = vars(as_name)["takes"]


@takes(_A_NAME | {"type": ["string", "array"], "allOf": [{"items": _A_NAME}]})
def _names(value: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = as_many(as_name)([value] if isinstance(value, str) else value)
    return found


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Question:
    """One question. Subclasses are the kinds; each field is a key in YAML, but the last two.

    `variant` says which of a family this is, such as "n=10,k=3"; None where the question has no params. `rules` are the
    misconceptions that its bank adds.
    """

    id: str = key(
        as_name,
        about="The name of this question for ever, unique in the bank: lower-case words joined by dashes.",
        example="ten-to-three",
    )
    kind: str = key(as_text, about="What is asked, and how an answer is judged.", example="shape")
    prompt: str = key(as_words, about="The question, in Markdown.", example="What is the shape of the output?")
    answer: Choice | None = key(
        as_key,
        None,
        about="The right answer, by itself or as text, answer and why. Where torch can compute it, check proves it.",
        example="(1, 1, 3, 3)",
    )
    answers: tuple[Choice, ...] = key(
        as_many(as_choice),
        (),
        about="All that apply, in place of one answer. The score is right ones less wrong ones, of all right ones.",
        example="[nn.MaxPool2d(3), nn.AvgPool2d(3)]",
    )
    distractors: tuple[Choice | Predicted, ...] = key(
        as_distractors,
        (),
        about="Wrong answers to choose from, each by itself, as text, answer and why, or as {misconception: name}; the "
        "word misconceptions makes them all. Without any, it is asked open.",
        example='[{answer: "(1, 1, 2, 2)", why: The +1 is missing.}, 1x1x6x6]',
    )
    hints: tuple[str, ...] = key(
        as_many(as_text),
        (),
        about="Help in Markdown, shown one at a time when it is asked for. No hint may hold the answer.",
        example="[Count the windows along one side., The floor drops what is left over.]",
    )
    explanation: str = key(
        as_text,
        "",
        about="Shown after the derived solution, in Markdown. Equations in it, such as 7 - 3 = 4, are proved.",
        example="Along each side `floor((10 - 3) / 3) + 1 = 3` windows fit.",
    )
    mistakes: tuple[str, ...] = key(
        as_many(as_text),
        (),
        about="Common mistakes, in Markdown, shown to whoever did not find the answer.",
        example="[Leaving out the floor]",
    )
    tags: tuple[str, ...] = key(
        as_many(as_text), (), about="Words to choose questions by: take --tag pooling.", example="[pooling, shape]"
    )
    difficulty: int | None = key(
        as_whole(1, 5), None, about="From 1, easy, to 5, hard. A test asks in this order.", example="2"
    )
    measured: Measurement | None = key(
        as_mapping(Measurement),
        None,
        about="What learners' answers say of it. `quizproof analyze --write-back` writes it beside the difficulty.",
        example="{difficulty: 0.62, discrimination: 0.41, answers: 812}",
    )
    seconds: float | None = key(
        as_number(above=0), None, about="How long an answer may take in a timed quiz, 60 if left out.", example="45"
    )
    points: float = key(as_number(above=0), 1.0, about="What a right answer earns, 1 if left out.", example="2")
    source: str | None = key(
        as_text, None, about="Where the question comes from, for whoever reads it.", example="Exam of 2026, question 4"
    )
    was: tuple[str, ...] = key(
        _names, (), about="A former id, or several: what learners did under it still counts.", example="pool-shape"
    )

    params: Params | None = key(
        as_params,
        None,
        about="The question is asked in variants, one for each set of these values; $n stands for the value of n.",
        example="{n: 6..32, k: [2, 3]}",
    )
    let: Let = key(
        as_let,
        (),
        about="More values, computed from params: whole numbers, + - * // % **, max, min, abs.",
        example="{m: n // k}",
    )
    where: str = key(
        as_words,
        "",
        about="Which sets of values make a variant; all of them if left out.",
        example="n > k and n % k > 0",
    )
    variant: str | None = attached(None)
    rules: "tuple[WrongSize, ...]" = attached(())

    example: ClassVar[str] = ""
    """A good question of the kind, as an author writes it: `quizproof new` and editors offer it."""

    needs_key: ClassVar[bool] = False
    """Whether the author must write the answer: it cannot be computed."""

    def __post_init__(self) -> None:
        """Raise Unfit where the keys do not go together."""
        if self.answer is not None and self.answers:
            raise Unfit(Fault("bad-type", BOTH, ("answers",), of_key=True))
        most = max(1, len(self.stated)) + len(self.distractors) + (self.predicts and PREDICTED)
        if most > MOST_CHOICES:
            said = f"too many choices: {most}, and letters end at Z"
            raise Unfit(Fault("bad-type", said, ("distractors",), of_key=True))
        if not self.computed and any(isinstance(one, Predicted) for one in self.distractors):
            said = f"a {self.kind} question is not computed, so no misconception speaks of it: write the wrong answers"
            raise Unfit(Fault("bad-type", said, ("distractors",), of_key=True))
        if self.computed and Choice(answer=ALL_PREDICTED) in self.distractors:
            said = f"the word {ALL_PREDICTED} stands in place of the list: write `distractors: {ALL_PREDICTED}`"
            raise Unfit(Fault("bad-type", said, ("distractors",)))
        if self.needs_key and not self.stated:
            raise Unfit(Fault("missing-key", f"a {self.kind} question needs an answer", ("answer",)))

    @property
    def stated(self) -> tuple[Choice, ...]:
        """The choices that the author says are right."""
        return self.answers or ((self.answer,) if self.answer is not None else ())

    @property
    def predicts(self) -> bool:
        """Whether misconceptions make all wrong choices."""
        return Predicted(None) in self.distractors

    @cached_property
    def keys(self) -> tuple[Choice, ...]:
        """The right choices: those that are stated, else what the formulas derive where that must be computed."""
        if self.stated or (self.variant is None and not any(isinstance(one, Predicted) for one in self.distractors)):
            return self.stated
        derived = self.derived()
        return (Choice(answer=derived),) if derived is not None else ()

    @cached_property
    def wrong(self) -> tuple[tuple[int, Choice], ...]:
        """The wrong choices, each with the place of the distractor that asks for it."""
        return filled(self)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, right ones first; none where the question is asked open."""
        return (*self.keys, *[choice for _, choice in self.wrong]) if self.wrong and self.keys else ()

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

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        """Return the grade of a wrong answer with the misconceptions that give exactly it, where there are any."""
        return grade

    def truth(self, outcomes: Sequence[Outcome]) -> str | None:
        """Return the key that torch computes, as one would type it, from the outcomes of `jobs(None)`.

        None where there is none: any answer with the wanted property is right. Raises QuestionFault.
        """
        return None

    def possible(self) -> str | None:
        """Return an answer that may be right, for where many are and the author's is not, or is missing; else None."""
        return None

    def derived(self) -> str | None:
        """Return the key as one would type it by the formulas alone; None where they do not know it."""
        return None

    def predictions(self) -> Iterator[tuple[str, str, str]]:
        """Yield each misconception that applies: its name, its slip, and the answer it leads to, as one would type it.

        An answer may be the right one: by luck. No torch is asked.
        """
        yield from ()

    def same(self, one: Any, other: Any) -> bool:
        """Return whether two answers mean the same, as far as that shows without torch."""
        return bool(one == other)

    def code(self) -> str:
        """Return the Python that a learner is shown, generated from what is graded; "" where there is none."""
        return ""
