"""What `layer` and `fill` share: a layer is right when its output has the wanted shape."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, Final

from ..fields import as_feed, as_shape, fed, input_shapes
from ..jobs import Broke, Feed, Job, Outcome, Raised, Ran, Unfit, Want
from ..keys import key
from ..layercall import LayerCall
from ..literals import BANK, Bounds, Unreadable
from ..prediction import predicted
from ..question import Choice, Grade, Question, correct, unreadable, wrong
from ..shapes import Shape
from .running import answer_limit, explained, layer_job, refusal

_NUMBER: Final = re.compile(r"(?<![\w.])[0-9]{1,4}(?![\w.])")
_NEAREST: Final = 8


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Producing(Question):
    """A question that any layer answers whose output has the shape `output`."""

    input: Feed = key(
        as_feed,
        about="What goes in: a shape, nested numbers, or one of these for each input by its name.",
        example="[1, 1, 10, 10]",
    )
    output: Shape = key(as_shape, about="The shape that must come out.", example="[1, 1, 3, 3]")

    @cached_property
    def own_cost(self) -> int:
        """Return how many elements the question's own key costs, or its input and output where it has none."""
        costs = [prod(self.output)]
        for stated in self.stated:
            try:
                layer = self.read(stated.graded)
                assert isinstance(layer, LayerCall)
                costs.append(predicted(layer, input_shapes(fed(layer, self.input)))[0])
            except Unreadable:
                continue
        return max(costs)

    def possible(self) -> str | None:
        if self.stated:
            stated = self.stated[0].graded
            guesses = _near(stated) if self._fits(stated) is False else iter(())
        else:
            shapes = input_shapes(self.input)
            guesses = self.guesses(shapes if isinstance(shapes, tuple) else ())
        others = {choice.graded for choice in self.distractors if isinstance(choice, Choice)}
        return next((text for text in guesses if text not in others and self._fits(text)), None)

    def _fits(self, text: str) -> bool | None:
        """Return whether an answer gives the wanted shape by the formulas; None where they do not know."""
        try:
            layer = self.read(text)
            assert isinstance(layer, LayerCall)
            _, expected = predicted(layer, input_shapes(fed(layer, self.input)))
        except Unreadable:
            return None
        return None if expected is None else isinstance(expected, tuple) and expected[0] == self.output

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

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        match outcomes[0]:
            case Ran(shapes) if shapes and shapes[0] is not None:
                return explained(grade, "that would come of", answer, self.input, shapes[0], self.output)
        return grade


def _near(answer: str) -> Iterator[str]:
    """Yield what differs from an answer in one number, the smallest difference first.

    >>> list(_near("nn.MaxPool2d(3)"))[:3]
    ['nn.MaxPool2d(2)', 'nn.MaxPool2d(4)', 'nn.MaxPool2d(1)']
    """
    places = list(_NUMBER.finditer(answer))
    for step in range(1, _NEAREST + 1):
        for place in places:
            for other in (int(place[0]) - step, int(place[0]) + step):
                if other >= 0:
                    yield f"{answer[: place.start()]}{other}{answer[place.end() :]}"
