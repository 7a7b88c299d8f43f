"""`values`: which numbers does the layer give?"""

from collections.abc import Iterator, Sequence
from math import isclose, isnan, prod
from typing import TYPE_CHECKING, Any, ClassVar

from ..fields import as_numbers, fed
from ..frozen import dataclass
from ..jobs import Computed, Feed, Job, Numbers, Outcome, Values, Want
from ..keys import as_number, key
from ..literals import BANK, Bounds
from ..shapes import Shape
from ..tensors import TENSOR, flat, read_tensor, shape_of, without_leading_ones, written
from ..verdict import Grade, QuestionFault, correct, wrong
from .running import Running, explained, explained_by, fault

if TYPE_CHECKING:
    from ..misconceptions.pooled import Pool


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ValuesQuestion(Running):
    """Right are numbers that all agree with torch's, leading dimensions of size 1 left out."""

    want: ClassVar[Want] = Want.VALUES
    input: Feed = key(
        as_numbers,
        about="The numbers that go in. Leading dimensions that the layer wants are added.",
        example="[[1, 2, 3, 4], [5, 6, 7, 8]]",
    )
    tolerance: float = key(
        as_number(least=0), 0.0005, about="How far each number may be off, 0.0005 if left out.", example="0.01"
    )

    example: ClassVar[str] = """\
id: values-question
kind: values
prompt: Which numbers come out?
layer: nn.MaxPool2d(kernel_size=2)
input:
  - [3, 1, 0, 2]
  - [4, 8, 5, 1]
  - [7, 2, 6, 6]
  - [0, 1, 9, 3]
answer: [[8, 5], [7, 9]]
distractors:
  - answer: [[4, 2], [2.5, 6]]
    why: These are the means of the four windows.
  - answer: [[8, 8, 5], [8, 8, 6], [7, 9, 9]]
    why: That is a stride of 1. Left out, it equals the window.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> Numbers:
        return without_leading_ones(read_tensor(text))

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        return (self.job,)

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        computed = self._computed(outcomes)
        found, wanted = flat(answer), flat(computed)
        shape, wanted_shape = shape_of(answer), shape_of(computed)
        if shape != wanted_shape:
            return wrong(written(computed), _other_shape(shape, wanted_shape))
        differ = sum(not self._agree(one, other) for one, other in zip(found, wanted, strict=True))
        if not differ:
            return correct(written(computed), "is what torch gives")
        verb = "differs" if differ == 1 else "differ"
        counted = f": {differ} of {len(wanted)} numbers {verb}" if len(wanted) > 1 else ""
        return wrong(written(computed), f"is not what torch gives{counted}")

    def _agree(self, one: float, other: float) -> bool:
        # A tolerance of 0.0005 takes 0.3335 for 0.333 although their binary difference is a hair more.
        return (isnan(one) and isnan(other)) or isclose(one, other, rel_tol=1e-6, abs_tol=self.tolerance * (1 + 1e-9))

    def truth(self, outcomes: Sequence[Outcome]) -> str:
        return written(self._computed(outcomes))

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        by_values = explained_by(self, grade, answer)
        outcome = outcomes[0]
        if by_values.misconceptions or self.of != 0 or not isinstance(outcome, Computed):
            return by_values
        right, sizes = outcome.shape, shape_of(answer)
        whole = (*right[: len(right) - len(sizes)], *sizes)  # an answer leaves out leading dimensions of size 1
        return explained(grade, "it comes of", self.layer, self.input, right, whole, rules=self.rules)

    def derived(self) -> str | None:
        from ..misconceptions.pooled import reduced, usual

        pool = self._pool()
        reduce = usual(pool) if pool is not None else None
        made = reduced(pool, reduce) if pool is not None and reduce is not None else None
        if made is None:
            return None
        text = written(without_leading_ones(made))
        return text if len(text) <= TENSOR.chars and self.same(self.read(text), without_leading_ones(made)) else None

    def predictions(self) -> Iterator[tuple[str, str, str]]:
        from ..misconceptions.misvalued import misvalued

        pool = self._pool()
        for slug, slip, numbers in misvalued(pool) if pool is not None else ():
            text = written(without_leading_ones(numbers))
            if len(text) <= TENSOR.chars:  # what is longer nobody can answer
                yield slug, slip, text

    def _pool(self) -> "Pool | None":
        """Return the pool that is asked about, with its numbers; None where it is none."""
        from ..misconceptions.pooled import read_pool

        feed = fed(self.layer, self.input)
        return read_pool(self.layer, feed.numbers) if isinstance(feed, Values) and self.of == 0 else None

    def same(self, one: Any, other: Any) -> bool:
        pairs = zip(flat(one), flat(other), strict=False)
        return shape_of(one) == shape_of(other) and all(self._agree(a, b) for a, b in pairs)

    def _computed(self, outcomes: Sequence[Outcome]) -> Numbers:
        outcome = outcomes[0]
        if not isinstance(outcome, Computed):
            raise fault(outcome, self.layer)
        if outcome.random:
            raise QuestionFault(
                "the numbers depend on random numbers, so no key holds: set `weights`, or ask for the shape",
                "random-key",
            )
        return without_leading_ones(outcome.numbers)


def _other_shape(own: Shape, right: Shape) -> str:
    """Return how many numbers there are, where one side has only one, else the shapes of both."""
    if own and right:
        return f"has the shape {own}, and torch's has {right}"
    has = "is one number" if not own else f"has {_counted(own)}"
    return f"{has}, and torch gives {_counted(right)}"


def _counted(shape: Shape) -> str:
    count = prod(shape)
    return "one" if not shape else f"{count} number{'s' if count != 1 else ''}"
