"""`shape`: which shape has the output?"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from ..fields import as_axes
from ..frozen import dataclass
from ..jobs import Job, Outcome, Ran, foretold
from ..keys import key
from ..literals import BANK, Bounds
from ..shapes import Shape, read_shape
from ..verdict import Grade, QuestionFault, correct, wrong
from .running import Running, explained, output_of, shapes_by_formula


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ShapeQuestion(Running):
    """Right is the shape that torch computes; with `axes`, the sizes along these only."""

    axes: tuple[int, ...] | None = key(
        as_axes, None, about="Ask for the sizes along these axes only.", example="[-2, -1]"
    )

    example: ClassVar[str] = """\
id: shape-question
kind: shape
prompt: What is the shape of the output?
layer: nn.Conv2d(3, 16, kernel_size=3, stride=2, padding=1)
input: [8, 3, 32, 32]
answer: (8, 16, 16, 16)
distractors:
  - answer: (8, 16, 15, 15)
    why: The padding was left out.
  - answer: (8, 16, 32, 32)
    why: A stride of 2 halves the map.
explanation: Along each side `floor((32 + 2*1 - 3) / 2) + 1 = 16` windows fit.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> Shape:
        return read_shape(text, bounds)

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        return (self.job,)

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        asked = self._asked(outcomes)
        if answer == asked:
            return correct(self._typed(asked), "is the shape that torch gives")
        said = "is not the shape that torch gives"
        if len(answer) != len(asked):
            sizes = "1 size" if len(answer) == 1 else f"{len(answer)} sizes"
            wanted = f"torch's has {len(asked)}"
            if self.axes is not None:
                wanted = f"{len(asked)} {'is' if len(asked) == 1 else 'are'} asked"
            said = f"has {sizes}, and {wanted}"
        return wrong(self._typed(asked), said)

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        if isinstance(self.of, str):
            return grade
        right = output_of(outcomes[0], self.layer, self.of)
        return explained(grade, "it comes of", self.layer, self.input, right, answer, self.axes, self.rules)

    def truth(self, outcomes: Sequence[Outcome]) -> str:
        return self._typed(self._asked(outcomes))

    def derived(self) -> str | None:
        try:
            outcome = foretold(self.job)
            return self._typed(self._asked([outcome])) if isinstance(outcome, Ran) else None
        except QuestionFault:
            return None

    def predictions(self) -> Iterator[tuple[str, str, str]]:
        from ..misconceptions import asked, case_of, foreseen

        shapes = shapes_by_formula(self.layer, self.input, self.of) if isinstance(self.of, int) else None
        if shapes is not None:
            right = asked(shapes[1], self.axes)
            for rule, shape in foreseen(case_of(self.layer, *shapes), self.rules):
                sizes = asked(shape, self.axes)
                if sizes is not None and (sizes != right or shape == shapes[1]):  # else it says nothing of these axes
                    yield rule.slug, rule.slip, self._typed(sizes)

    def _typed(self, sizes: Shape) -> str:
        """Return sizes as one types them: the only one that is asked as a number."""
        return str(sizes[0]) if self.axes is not None and len(sizes) == 1 else str(sizes)

    def _asked(self, outcomes: Sequence[Outcome]) -> Shape:
        shape = output_of(outcomes[0], self.layer, self.of)
        if self.axes is None:
            return shape
        try:
            return tuple([shape[axis] for axis in self.axes])
        except IndexError:
            said = f"axes {list(self.axes)} do not exist in the output's shape {shape}"
            raise QuestionFault(said, "bad-type", "axes") from None
