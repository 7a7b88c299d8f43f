"""`count`: how many parameters, outputs, windows?"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import prod
from typing import Any, ClassVar

from ..catalogue import LAYERS
from ..fields import as_feed, as_layer
from ..frozen import dataclass
from ..jobs import Counted, Feed, Job, Outcome, Ran, Want, foretold
from ..keys import as_text, key
from ..layercall import LayerCall
from ..literals import BANK, Bounds, Unreadable
from ..question import Question
from ..shapes import Shape
from ..snippet import snippet
from ..tensors import read_number
from ..verdict import Grade, QuestionFault, correct, wrong
from .running import QUESTION_COST, explained_by, fault, layer_job, shapes_by_formula

NEED_INPUT = ("outputs", "windows")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CountQuestion(Question):
    """Right is the number of elements that torch counts."""

    layer: LayerCall = key(
        as_layer,
        about="The layer, as torch users write it. It is data: nothing is evaluated.",
        example="nn.Linear(10, 5)",
    )
    of: str = key(
        as_text,
        "parameters",
        about="What is counted: parameters if left out, trainable, buffers, one parameter's name, outputs or windows.",
        example="windows",
    )
    input: Feed | None = key(
        as_feed, None, about="What goes in, where outputs or windows are counted.", example="[1, 1, 6, 6]"
    )

    example: ClassVar[str] = """\
id: count-question
kind: count
prompt: How many parameters has this layer?
layer: nn.Linear(10, 5)
answer: 55
distractors:
  - answer: 50
    why: Each of the 5 outputs has a bias, too.
  - answer: 15
    why: Each of the 5 outputs has a weight for each of the 10 inputs.
explanation: There are `10 * 5 = 50` weights and 5 biases, `50 + 5 = 55` in all.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> int | float:
        return read_number(text, bounds)

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        return (self._job,)

    @cached_property
    def _job(self) -> Job:
        want = Want.SHAPE if self.of in NEED_INPUT else Want.COUNT
        if want is Want.SHAPE and self.input is None:
            raise QuestionFault(f"of: {self.of} needs an input", "bad-type", "of")
        try:
            return layer_job(want, self.layer, self.input, QUESTION_COST)
        except Unreadable as error:
            raise QuestionFault(f"{self.layer}: {error}", "bad-layer") from None

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        count = self._count(outcomes[0])
        return (
            correct(str(count), "is what torch counts")
            if answer == count
            else wrong(str(count), "is not what torch counts")
        )

    def truth(self, outcomes: Sequence[Outcome]) -> str:
        return str(self._count(outcomes[0]))

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        return explained_by(self, grade, answer)

    def derived(self) -> str | None:
        from ..misconceptions.miscounted import counted

        try:
            outcome = foretold(self._job)
            if isinstance(outcome, Ran):
                return str(self._count(outcome))
        except QuestionFault:
            return None
        count = counted(self.layer, self.of) if self.of not in NEED_INPUT else None
        return None if count is None else str(count)

    def predictions(self) -> Iterator[tuple[str, str, str]]:
        from ..misconceptions import case_of, foreseen
        from ..misconceptions.miscounted import miscounted

        shapes = shapes_by_formula(self.layer, self.input) if self.input is not None else None
        if self.of not in NEED_INPUT:
            for idea, number in miscounted(self.layer, self.of, shapes[0] if shapes is not None else None):
                yield idea.slug, idea.slip, str(number)
        elif shapes is not None and self.derived() is not None:
            right = self._within(shapes[1])
            for rule, shape in foreseen(case_of(self.layer, *shapes), self.rules):
                number = self._within(shape)
                if number != right or shape == shapes[1]:  # else it says nothing of what is counted
                    yield rule.slug, rule.slip, str(number)

    def _count(self, outcome: Outcome) -> int:
        if isinstance(outcome, Counted):
            return self._counted(outcome)
        if not isinstance(outcome, Ran) or not outcome.shapes or outcome.shapes[0] is None:
            raise fault(outcome, self.layer)
        return self._within(outcome.shapes[0])

    def _within(self, shape: Shape) -> int:
        """Return how many outputs or windows an output of this shape has."""
        if self.of == "outputs":
            return prod(shape)
        return prod(shape[-windowed(self.layer.name) :]) if self.layer.name != "Unfold" else shape[-1]

    def _counted(self, counted: Counted) -> int:
        totals = {"parameters": counted.parameters, "trainable": counted.trainable, "buffers": counted.buffers}
        by_name = totals | dict(counted.by_name)
        if self.of not in by_name:
            known = ", ".join([*totals, *NEED_INPUT, *dict(counted.by_name)])
            raise QuestionFault(
                f"of: {self.of!r} is not counted for {self.layer}: write one of {known}", "bad-type", "of"
            )
        return by_name[self.of]

    def code(self) -> str:
        return snippet(self.layer, self.input)


def windowed(name: str) -> int:
    """Return N for a layer whose output has one element for each window in N dimensions. Raises QuestionFault."""
    dims = LAYERS[name].dims
    if dims is None or not any(part in name for part in ("Pool", "Conv")) or "Transpose" in name or "Unpool" in name:
        raise QuestionFault(f"nn.{name} has no windows: count its outputs", "bad-type", "of")
    return dims
