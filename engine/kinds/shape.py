"""`shape`: which shape has the output?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from ..fields import as_axes
from ..jobs import Job, Outcome
from ..keys import key
from ..literals import BANK, Bounds
from ..question import Grade, QuestionFault, correct, wrong
from ..shapes import Shape, read_shape
from .running import Running, explained, output_of


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
            return correct(str(asked), "is the shape that torch gives")
        said = "is not the shape that torch gives"
        if len(answer) != len(asked):
            sizes = "1 size" if len(answer) == 1 else f"{len(answer)} sizes"
            said = f"has {sizes}, and torch's has {len(asked)}"
        return wrong(str(asked), said)

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        if self.of != 0:
            return grade
        right = output_of(outcomes[0], self.layer)
        return explained(grade, "it comes of", self.layer, self.input, right, answer, self.axes)

    def truth(self, outcomes: Sequence[Outcome]) -> str:
        return str(self._asked(outcomes))

    def _asked(self, outcomes: Sequence[Outcome]) -> Shape:
        shape = output_of(outcomes[0], self.layer, self.of)
        if self.axes is None:
            return shape
        try:
            return tuple([shape[axis] for axis in self.axes])
        except IndexError:
            said = f"axes {list(self.axes)} do not exist in the output's shape {shape}"
            raise QuestionFault(said, "bad-type", "axes") from None
