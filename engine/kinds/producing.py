"""What `layer` and `fill` share: a layer is right when its output has the wanted shape."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING, Any, Final

from ..binding import signature
from ..fields import as_feed, as_shape, fed, input_shapes
from ..frozen import dataclass
from ..jobs import Broke, Feed, Job, Outcome, Raised, Ran, Unfit, Want
from ..keys import key
from ..layercall import LayerCall, read_layer
from ..literals import BANK, Bounds, Unreadable
from ..prediction import predicted
from ..question import PREDICTED, Choice, Question
from ..shapes import Shape
from ..verdict import Grade, correct, unreadable, wrong
from .running import answer_limit, explained, layer_job, refusal, shapes_by_formula

if TYPE_CHECKING:
    from ..misconceptions import Misconception

_NUMBER: Final = re.compile(r"(?<![\w.])[0-9]{1,4}(?![\w.])")
_NEAREST: Final = 8
_MOST_NEAR: Final = 48
"""So many layers near the key are tried for one that a misconception takes for right: 0.1 ms each."""


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
            guesses = self.nearby(stated) if self._fits(stated) is False else iter(())
        else:
            shapes = input_shapes(self.input)
            guesses = self.guesses(shapes if isinstance(shapes, tuple) else ())
        others = {choice.graded for choice in self.distractors if isinstance(choice, Choice)}
        return next((text for text in guesses if text not in others and self._fits(text)), None)

    def _fits(self, text: str) -> bool | None:
        """Return whether an answer gives the wanted shape by the formulas; None where they do not know."""
        expected = self.foretold(text)
        return None if expected is None else isinstance(expected, tuple) and expected[0] == self.output

    def foretold(self, text: str) -> tuple[Shape, ...] | str | None:
        """Return what an answer gives by the formulas, or why torch refuses it; None where they do not know."""
        layer = self._read(text)
        if layer is None:
            return None
        try:
            return predicted(layer, input_shapes(fed(layer, self.input)))[1]
        except Unreadable:
            return None

    def guesses(self, shape: Shape) -> Iterator[str]:
        """Yield answers that may fit an input of this shape, the simplest first."""
        raise NotImplementedError

    def nearby(self, wrong: str) -> Iterator[str]:
        """Yield answers that may fit in place of a wrong one, the nearest first."""
        return _near(wrong)

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
                return wrong(f"{raised.error}: {raised.message}", refusal(answer, raised, of_layer=True))
            case Unfit(reason):
                return wrong("", f"cannot be fed: {reason}")
            case Broke(reason):
                return unreadable(f"torch {reason} on this layer: try a smaller one")
        return wrong("", "gives no tensor")

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        match outcomes[0]:
            case Ran(shapes) if shapes and shapes[0] is not None:
                verb = "that would come of"
                return explained(grade, verb, answer, self.input, shapes[0], self.output, rules=self.rules)
        return grade

    def derived(self) -> str | None:
        return self.possible()

    def predictions(self) -> Iterator[tuple[str, str, str]]:
        from ..misconceptions import rank

        key = self.stated[0].graded if self.stated else self.derived()
        slips: dict[str, str] = {}
        texts: dict[str, list[str]] = {}
        for near in (_next_to, _otherwise) if key is not None else ():
            for text in islice(near(key or ""), _MOST_NEAR):
                for rule in self._misled(text):
                    slips[rule.slug] = rule.slip
                    texts.setdefault(rule.slug, []).append(text)
            if len({text for some in texts.values() for text in some}) >= PREDICTED:
                break
        taken: set[str] = set()
        for slug in sorted(slips, key=rank):
            text = next((text for text in texts[slug] if text not in taken), texts[slug][0])
            taken.add(text)
            yield slug, slips[slug], text

    def _misled(self, text: str) -> "tuple[Misconception, ...]":
        """Return the misconceptions by which an answer would give the wanted shape, which it does not give."""
        from ..misconceptions import diagnose

        layer = self._read(text)
        shapes = shapes_by_formula(layer, self.input) if layer is not None else None
        if layer is None or shapes is None:
            return ()
        return diagnose(layer, *shapes, self.output, rules=self.rules)

    def _read(self, text: str) -> LayerCall | None:
        try:
            layer = self.read(text)
        except Unreadable:
            return None
        assert isinstance(layer, LayerCall)
        return layer


def _next_to(answer: str) -> Iterator[str]:
    """Yield a layer without one of its named arguments, then what differs from an answer in one number."""
    layer = _layer_in(answer)
    for place, _ in enumerate(layer.kwargs if layer is not None else ()):
        assert layer is not None
        yield str(replace(layer, kwargs=(*layer.kwargs[:place], *layer.kwargs[place + 1 :])))
    yield from _near(answer)


def _otherwise(answer: str) -> Iterator[str]:
    """Yield a layer with other windows; nothing for what has none."""
    layer = _layer_in(answer)
    names = signature(layer.name).names if layer is not None else ()
    if layer is None or "kernel_size" not in names or "stride" not in names:
        return
    given = dict(zip(names, layer.args, strict=False)) | dict(layer.kwargs)
    for kernel, stride in product(range(2, 8), range(1, 5)):
        other = given | {"kernel_size": kernel, "stride": stride}
        args = tuple([other[name] for name in names[: len(layer.args)]])
        yield str(
            LayerCall(layer.name, args, tuple([one for one in other.items() if one[0] not in names[: len(args)]]))
        )


def _layer_in(answer: str) -> LayerCall | None:
    """Return the layer that an answer writes; None for what fills a blank."""
    try:
        return read_layer(answer, BANK)
    except Unreadable:
        return None


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
