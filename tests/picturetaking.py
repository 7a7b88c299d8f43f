"""Pictures of layers that torch ran, and what reaches what in a layer: both by running it."""

import warnings
from collections.abc import Iterator
from itertools import product

from quizproof.engine.jobs import Numbers
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.pictures import Chain, Scene, chain, scene, with_numbers
from quizproof.engine.shapes import Shape
from torch_side import build, torch

Places = frozenset[tuple[int, ...]]


def picture(layer: str, given: Shape) -> Scene | Chain:
    """The picture of a layer on zeros."""
    call = read_layer(layer, BANK)
    made = shape_made(call, given)
    found = scene(call, given, made) or chain(call, given, (made,))
    assert found is not None, f"{layer} on {given} has no picture"
    return found


def shape_made(call: LayerCall, given: Shape) -> Shape:
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of padding "same" with an even kernel
        return tuple(first(build(call)(torch.zeros(given))).shape)


def first(output: object) -> torch.Tensor:
    made = output[0] if isinstance(output, tuple) else output
    assert isinstance(made, torch.Tensor)
    return made


def numbered(layer: str, given: torch.Tensor, **weights: torch.Tensor) -> Scene:
    """The picture of a layer on these numbers, with the numbers that torch makes of them."""
    call = read_layer(layer, BANK)
    module = build(call)
    with torch.no_grad():
        for name, value in weights.items():
            getattr(module, name).copy_(value)
        made = first(module(given))
    plain = scene(call, tuple(given.shape), tuple(made.shape))
    assert plain is not None
    set_to = tuple([(name, nested(value)) for name, value in weights.items()])
    return with_numbers(plain, nested(given), nested(made), set_to)


def nested(tensor: torch.Tensor) -> Numbers:
    def tuples(rows: object) -> Numbers:
        return tuple(map(tuples, rows)) if isinstance(rows, list) else rows  # type: ignore[return-value]

    return tuples(tensor.tolist())


def reached(call: LayerCall, given: Shape) -> dict[tuple[int, ...], Places]:
    """Which outputs change with each element of the input: all others are 0, and weights are 1. The last dimensions."""
    module = build(call)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.fill_(1)
        if getattr(module, "bias", None) is not None:
            module.bias.zero_()  # type: ignore[union-attr,operator]  # a parameter, as just asked
    dims = int(call.name[-2])
    found = {}
    for place in product(*map(range, given[-dims:])):
        impulse = torch.zeros(given)
        impulse[(..., *place)] = 1
        with torch.no_grad():
            out = first(module(impulse))
        found[place] = frozenset(map(tuple, out.reshape(-1, *out.shape[-dims:])[0].nonzero().tolist()))
    return found


def settings(**choices: tuple[object, ...]) -> Iterator[str]:
    """Every combination of settings, as one writes them in a call."""
    for values in product(*choices.values()):
        yield ", ".join([f"{name}={value!r}" for name, value in zip(choices, values, strict=True)])
