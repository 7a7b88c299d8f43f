"""How a question is asked where no torch is at hand: with choices, with numbers, or with spellings to compare."""

from dataclasses import dataclass
from math import isfinite
from typing import TypeAlias

from ..kinds.match import MatchQuestion
from ..kinds.outcome import OutcomeQuestion
from ..kinds.shape import ShapeQuestion
from ..kinds.values import ValuesQuestion
from ..literals import BANK, Unreadable
from ..posing import Option, Posed
from ..question import Question
from ..shapes import Shape, read_shape
from ..tensors import read_number
from ..verdict import Grade, Verdict
from .blanks import number_spellings, shape_spellings, tensor_spellings


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of these is chosen; of `several`, all that are right."""

    options: tuple[Option, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number is typed. One of `values` is right, give or take `tolerance`; `wrong` are answers that slips lead to."""

    values: tuple[float, ...]
    tolerance: float = 0.0
    wrong: tuple[tuple[float, Option], ...] = ()


@dataclass(frozen=True, slots=True)
class Sizes:
    """A shape is typed, a size at a time, or as a whole."""

    shape: Shape
    wrong: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text is typed, and compared with spellings. `wrong` are answers that slips lead to, each in its spellings."""

    spellings: tuple[str, ...]
    wrong: tuple[tuple[tuple[str, ...], Option], ...] = ()


@dataclass(frozen=True, slots=True)
class Unsaid:
    """The question cannot be asked without torch. `why` is a sentence without a full stop."""

    why: str


Form: TypeAlias = Chosen | Number | Sizes | Words | Unsaid

_TYPED = {
    "layer": "a layer is typed here, and only torch can judge it",
    "fill": "what fills the blank is typed here, and only torch can judge it",
    "config": "a layer is typed here, and only torch can judge it",
}


def form_of(posed: Posed) -> Form:
    """Return how a question is asked. Its choices are kept, but those that were made where an answer can be typed."""
    question = posed.question
    typed = posed.made and question.kind in ("shape", "count")
    if posed.options and not typed:
        return Chosen(posed.options, posed.several)
    if posed.several:
        return Unsaid("all that apply are asked, and no choices are written")
    if question.kind in _TYPED:
        return Unsaid(_TYPED[question.kind])
    if not posed.answers:
        return Unsaid("its answer is not known")
    return _typed(posed, question)


def _typed(posed: Posed, question: Question) -> Form:
    """Return how an answer is typed, or which choices there are where it is one of two words."""
    wrong = tuple([option for option in posed.options if not option.right])
    if isinstance(question, MatchQuestion):
        return _matched(question)
    if isinstance(question, OutcomeQuestion):
        return Chosen(_outcomes(question, posed.answers[0]))
    if isinstance(question, ShapeQuestion):
        shape = read_shape(posed.answers[0], BANK)
        alone = question.axes is not None and len(shape) == 1
        return Number(tuple(shape), wrong=_numbers(wrong)) if alone else Sizes(shape, wrong)
    if isinstance(question, ValuesQuestion):
        numbers = question.read(posed.answers[0])
        if isinstance(numbers, tuple):
            return Words(tensor_spellings(numbers))
        return Number((numbers,), question.tolerance) if isfinite(numbers) else Words(number_spellings(numbers))
    return Number((read_number(posed.answers[0], BANK),), wrong=_numbers(wrong))


def _matched(question: MatchQuestion) -> Form:
    texts = [*[key.graded for key in question.keys], *question.accept]
    read = [question.read(text) for text in texts]
    numbers = tuple(dict.fromkeys([one for one in read if not isinstance(one, str) and isfinite(one)]))
    if len(numbers) == len(read):
        return Number(numbers, question.tolerance or 0.0)
    return Words(tuple(dict.fromkeys([" ".join(text.replace("`", "").split()) for text in texts])))


def _outcomes(question: OutcomeQuestion, key: str) -> tuple[Option, ...]:
    """Return the two things that can happen, in an order and in words that tell nothing: no error has a name."""
    raises = question.read(key).raises
    right, wrong = (
        Grade(Verdict.CORRECT, 1.0, "", "is what happens"),
        Grade(Verdict.WRONG, 0.0, "", "is not what happens"),
    )
    found = (("runs", False), ("raises", True))
    return tuple(
        [
            Option("AB"[place], text, False, text, what is raises, right if what is raises else wrong)
            for place, (text, what) in enumerate(found)
        ]
    )


def _numbers(wrong: tuple[Option, ...]) -> tuple[tuple[float, Option], ...]:
    """Return wrong answers with the numbers that they are; other ones nobody types where a number is asked."""
    found = []
    for option in wrong:
        try:
            found.append((read_number(option.graded, BANK), option))
        except Unreadable:
            continue
    return tuple(found)


def spelled(form: Number | Sizes) -> Words:
    """Return a number or a shape as the spellings in which it may be typed."""
    if isinstance(form, Number):
        right = [one for value in form.values for one in number_spellings(value)]
        return Words(tuple(dict.fromkeys(right)), tuple([(number_spellings(one), why) for one, why in form.wrong]))
    wrong = []
    for option in form.wrong:
        try:
            wrong.append((shape_spellings(read_shape(option.graded, BANK)), option))
        except Unreadable:
            continue
    return Words(shape_spellings(form.shape), tuple(wrong))
