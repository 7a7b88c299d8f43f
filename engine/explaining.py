"""Explanations: what becomes of any input in any layer, as torch confirms it."""

import json
from dataclasses import replace
from math import isfinite, prod

from .fields import fed
from .frozen import dataclass
from .jobs import Broke, Computed, Feed, Numbers, Outcome, Raised, Ran, Sizes, Unfit, Values, Want
from .kinds.running import QUESTION_COST, layer_job, refusal
from .layercall import LayerCall, read_layer
from .literals import BANK, Unreadable
from .oracle import Oracle
from .pictures import Picture, Scene, chain, scene, single, svg, with_numbers
from .shapes import Shape, read_shape
from .sliding import Slide, slides
from .solving import confirmed, counting_steps, mend, steps
from .tensors import read_tensor, shape_of, written


class TorchRefuses(Exception):
    """torch does not build the layer, or does not run it. `str()` is one sentence.

    `more` are other sentences, where there are any: the rule that is broken, and the nearest setting that works.
    """

    def __init__(self, sentence: str, *more: str) -> None:
        super().__init__(sentence)
        self.more = more


@dataclass(frozen=True, slots=True)
class Explanation:
    """What becomes of an input, as torch confirms it. `outputs` has None for one that is no tensor.

    `numbers` are those that go in, and `results` what torch makes of them; None where a shape goes in, and where the
    results are `random`. `picture` is None where nothing but the shapes could be drawn.
    """

    layer: LayerCall
    input: Shape
    outputs: tuple[Shape | None, ...]
    parameters: int
    steps: tuple[str, ...]
    slides: tuple[Slide, ...]
    torch: str
    picture: Picture | None = None
    numbers: "Numbers | None" = None
    results: "Numbers | None" = None
    random: bool = False
    parameter_steps: tuple[str, ...] = ()

    def as_json(self) -> str:
        """Return the explanation as one JSON object."""
        facts = {
            "format": 1,
            "torch": self.torch,
            "layer": str(self.layer),
            "input": list(self.input),
            "outputs": [None if shape is None else list(shape) for shape in self.outputs],
            "parameters": self.parameters,
            "derivation": list(self.steps),
            "parameter_derivation": list(self.parameter_steps),
            "windows": [
                {
                    "axis": slide.axis,
                    "size": slide.size,
                    "kernel": slide.kernel,
                    "stride": slide.stride,
                    "padding": [slide.before, slide.after],
                    "dilation": slide.dilation,
                    "count": slide.fitting,
                    "dropped": slide.dropped,
                }
                for slide in self.slides
            ],
        }
        if self.results is not None:
            facts["numbers"] = _listed(self.results)
        return json.dumps(facts, indent=2) + "\n"

    def as_svg(self) -> str:
        """Return the picture as SVG; of a layer without windows its input, the layer and its output."""
        return svg(self.picture or single(self.layer, self.input, self.outputs, self.parameters))


def _listed(numbers: Numbers) -> object:
    """Return numbers as JSON has them: what is not finite as text."""
    if isinstance(numbers, tuple):
        return [_listed(part) for part in numbers]
    return numbers if isfinite(numbers) else written(numbers)


def explain(layer: str, given: str, oracle: Oracle) -> Explanation:
    """Return what becomes of an input in `layer`: of a shape, or of nested numbers such as `[[1, 2], [3, 4]]`.

    Raises Unreadable where there is no layer or no input, TorchRefuses, and TorchAbsent.
    """
    call = read_layer(layer, BANK)
    feed = fed(call, _read_given(given))
    assert isinstance(feed, Sizes | Values)
    sizes = feed.shape if isinstance(feed, Sizes) else shape_of(feed.numbers)
    wants = (Want.SHAPE, Want.COUNT, *([Want.VALUES] if isinstance(feed, Values) else []))
    outcome, count, *more = oracle.ask([layer_job(want, call, feed, QUESTION_COST) for want in wants])
    if not isinstance(outcome, Ran):
        raise TorchRefuses(_refusal(call, outcome), *_mended(call, feed, outcome, oracle))
    made = outcome.shapes[0] if outcome.shapes else None
    found = slides(call, sizes)
    parameters = getattr(count, "parameters", 0)
    explanation = Explanation(
        call,
        sizes,
        outcome.shapes,
        parameters,
        steps(call, feed, outcome),
        found if found and made is not None and _agree(found, made) else (),
        oracle.torch,
        scene(call, sizes, made) or chain(call, sizes, outcome.shapes),
        parameter_steps=counting_steps(call, feed, parameters) if parameters else (),
    )
    return _with_numbers(explanation, feed, more[0]) if more else explanation


def _read_given(text: str) -> Sizes | Values:
    """Return the input that somebody typed: numbers where they are nested or in rows, else a shape."""
    plain = "".join(text.split())
    if ";" in plain or "[[" in plain or "((" in plain or plain.startswith(("tensor(", "torch.tensor(")):
        return Values(read_tensor(text))
    sizes = read_shape(text)
    if any(size < 0 for size in sizes):
        raise Unreadable(f"{sizes} is not a shape: no size may be negative")
    return Sizes(sizes)


def _with_numbers(explanation: Explanation, feed: Feed, outcome: Outcome) -> Explanation:
    """Return the explanation with what torch makes of the numbers, where that is the same each time."""
    if not isinstance(feed, Values) or not isinstance(outcome, Computed):
        return explanation
    if outcome.random:
        return replace(explanation, random=True)
    picture = explanation.picture
    if isinstance(picture, Scene):
        picture = with_numbers(picture, feed.numbers, outcome.numbers)
    return replace(explanation, picture=picture, numbers=feed.numbers, results=outcome.numbers)


def _agree(found: tuple[Slide, ...], shape: Shape) -> bool:
    """Return whether torch's output has one element for each window."""
    counts = tuple([slide.fitting for slide in found])
    return shape[-len(counts) :] == counts or shape[-1:] == (prod(counts),)


def _mended(layer: LayerCall, feed: Feed, outcome: Outcome, oracle: Oracle) -> tuple[str, ...]:
    """Return the rule that is broken, in plain words, and the nearest setting that works."""
    rule, found = steps(layer, feed, outcome), mend(layer, feed)
    return (*rule, *(confirmed(found[0], oracle.ask([found[1]])[0]) if found else ()))


def _refusal(layer: LayerCall, outcome: Outcome) -> str:
    match outcome:
        case Raised():
            return refusal(layer, outcome)
        case Unfit(reason):
            return reason
        case Broke(reason):
            return f"torch {reason} on this"
    return "torch gives no tensor"
