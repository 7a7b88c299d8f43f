"""What `layer` and `fill` share: a layer is right when its output has the wanted shape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

from ..fields import as_feed, as_shape, fed, input_shapes
from ..jobs import Broke, Feed, Job, Outcome, Raised, Ran, Unfit, Want
from ..keys import key
from ..layercall import LayerCall
from ..literals import BANK, Bounds, Unreadable
from ..prediction import predicted
from ..question import Grade, Question, correct, unreadable, wrong
from ..shapes import Shape
from .running import answer_limit, layer_job, refusal


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Producing(Question):
    """A question that any layer answers whose output has the shape `output`."""

    input: Feed = key(as_feed)
    output: Shape = key(as_shape)

    @cached_property
    def own_cost(self) -> int:
        """Return how many elements the question's own key costs, or its input and output where it has none."""
        costs = [prod(self.output)]
        for stated in self.keys:
            try:
                layer = self.read(stated.graded)
                assert isinstance(layer, LayerCall)
                costs.append(predicted(layer, input_shapes(fed(layer, self.input)))[0])
            except Unreadable:
                continue
        return max(costs)

    def possible(self) -> str | None:
        """Return an answer that fits by the formulas, for where the author wrote none; None where none is found."""
        shapes = input_shapes(self.input)
        for text in self.guesses(shapes if isinstance(shapes, tuple) else ()):
            try:
                layer = self.read(text)
                assert isinstance(layer, LayerCall)
                _, expected = predicted(layer, input_shapes(fed(layer, self.input)))
            except Unreadable:
                continue
            if isinstance(expected, tuple) and expected[0] == self.output:
                return text
        return None

    def guesses(self, shape: Shape) -> Iterator[str]:
        """Yield answers that may fit an input of this shape, the simplest first."""
        raise NotImplementedError

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        if answer is None:
            return ()
        limit = answer_limit(bounds, 0 if bounds is BANK else self.own_cost)
        return (layer_job(Want.SHAPE, answer, self.input, limit),)

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        match outcomes[0]:
            case Ran(shapes) if shapes and shapes[0] is not None:
                if shapes[0] == self.output:
                    return correct(str(shapes[0]), f"gives {shapes[0]}")
                return wrong(str(shapes[0]), f"gives {shapes[0]}, not {self.output}")
            case Raised() as raised:
                return wrong(f"{raised.error}: {raised.message}", refusal(answer, raised))
            case Unfit(reason):
                return wrong("", f"cannot be fed: {reason}")
            case Broke(reason):
                return unreadable(f"torch {reason} on this layer: try a smaller one")
        return wrong("", "gives no tensor")
