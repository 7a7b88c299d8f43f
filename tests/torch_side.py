"""The second source for the size rules: torch itself, built and run on the CPU as the engine does it."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch

from derived import last_number, results, sizes
from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import NoRule, Refused, derivation, work_out
from quizproof.engine.sizes.counting import parameter_steps

torch.set_num_threads(1)

Feed: TypeAlias = Shape | tuple[Shape, ...]


@dataclass(frozen=True)
class Agreed:
    """How many cases had a shape, a refusal, or no rule."""

    shapes: int
    refused: int = 0
    without_rule: int = 0


def build(call: LayerCall) -> torch.nn.Module:
    layer = getattr(torch.nn, call.name)(*map(_argument, call.args), **{w: _argument(v) for w, v in call.kwargs})
    assert isinstance(layer, torch.nn.Module)
    return layer.eval()


def _argument(value: object) -> object:
    if isinstance(value, LayerCall):
        return build(value)
    return tuple(map(_argument, value)) if isinstance(value, tuple) else value


def run(call: LayerCall, *shapes: Shape) -> tuple[tuple[Shape, ...], int]:
    """Return the shapes of the flattened outputs, and the elements of the parameters. Raises what torch raises."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        layer = build(call)
        first = next((inner for inner in call.walk() if inner.name != "Sequential"), call)
        whole = first.name in ("Embedding", "EmbeddingBag")
        fed = [torch.zeros(shape, dtype=torch.long if whole else torch.float32) for shape in shapes]
        if call.name.startswith("MaxUnpool"):
            fed[1] = fed[1].long()
        outputs = tuple(_flat(layer(*fed)))
        return outputs, sum(parameter.numel() for parameter in layer.parameters())


def _flat(output: object) -> Iterator[Shape]:
    if isinstance(output, torch.Tensor):
        yield tuple(output.shape)
    else:
        assert isinstance(output, tuple), output
        for part in output:
            yield from _flat(part)


def agreement(calls: Iterable[LayerCall], *feeds: Feed) -> Agreed:
    """Compare the rule with torch for each layer on each feed: one shape for every input, or a tuple of shapes.

    Where the rule gives shapes, torch must give the same, and as many parameters, and so must the worked solution as
    it is printed; where the rule refuses, torch must raise.
    """
    return agreement_of(product(calls, feeds))


def agreement_of(pairs: Iterable[tuple[LayerCall, Feed]]) -> Agreed:
    """Compare the rule with torch as `agreement` does, for each layer on its own feed."""
    found = {"shapes": 0, "refused": 0, "without_rule": 0}
    wrong: list[str] = []
    for call, feed in pairs:
        names = LAYERS[call.name].inputs
        each = isinstance(feed[0], tuple) if feed else False
        shapes: tuple[Shape, ...] = feed if each else (feed,) * len(names)  # type: ignore[assignment]  # as compared
        inputs: Shape | dict[str, Shape] = dict(zip(names, shapes, strict=True)) if each else feed  # type: ignore[assignment]
        ours = _of_rule(call, inputs)
        found["without_rule" if ours is None else "refused" if isinstance(ours, Refused) else "shapes"] += 1
        theirs = ours if ours is None else _of_torch(call, shapes)
        if not (ours == theirs or (isinstance(ours, Refused) and isinstance(theirs, Exception))):
            wrong.append(f"{call} on {feed}: the rule says {ours!r}, torch {theirs!r}")
        elif isinstance(ours, tuple) and ours != (said := _printed(call, inputs, ours[0])):
            wrong.append(f"{call} on {feed}: the worked solution says {said!r}, torch {theirs!r}")
    assert not wrong, f"{len(wrong)} disagreements, among them\n" + "\n".join(wrong[:10])
    return Agreed(**found)


def _printed(call: LayerCall, inputs: Shape | dict[str, Shape], shapes: tuple[Shape, ...]) -> object:
    """Return what the lines of the worked solution say: the outputs, also axis by axis, and the sum of parameters."""
    lines = derivation(call, inputs)
    said = results(lines, len(shapes)) if shapes else ()
    axes = sizes(lines)
    places = {"L": -1, "W": -1, "H": -2, "D": -3, "C": -len(axes) if len(axes) > 1 else -3}
    if any(size != said[0][places[axis]] for axis, size in axes.items()):
        return lines
    return said, last_number(parameter_steps(call, inputs))


def _of_rule(call: LayerCall, inputs: Shape | dict[str, Shape]) -> object:
    try:
        worked = work_out(call, inputs)
    except Refused as refusal:
        return refusal
    except NoRule:
        return None
    return worked.shapes, worked.parameters


def _of_torch(call: LayerCall, shapes: tuple[Shape, ...]) -> object:
    try:
        return run(call, *shapes)
    except Exception as error:  # noqa: BLE001  # whatever torch raises is a refusal
        return error


def grid(name: str, **choices: Iterable[object]) -> list[LayerCall]:
    """Return a layer for every choice of settings, given by name."""
    return [
        LayerCall(name, (), tuple(zip(choices, values, strict=True)))  # type: ignore[arg-type]  # literals
        for values in product(*choices.values())
    ]
