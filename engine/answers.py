"""The reply to each request of jobs.py: what a worker does with torch.

A reply is the name of an outcome's class, then its fields. Where feed or weights do not fit
the layer it is Unfit, where memory runs out Broke, where torch refuses Raised.
"""

import warnings
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from . import layers
from .feeding import FeedFault
from .refusals import Refused, first_sentence, starved
from .settings import settings

Reply: TypeAlias = tuple[object, ...]
Request: TypeAlias = tuple[Any, ...]
"""(want, layer, feed, of, weights, train)"""

VERSION: Final = layers.VERSION
"""The version of torch."""

MOST_NUMBERS: Final = 1_000_000
"""More output numbers than this are not compared one by one."""

_OTHER_SEEDS: Final = range(1, 9)


def settle() -> None:
    """Silence torch's warnings in this process, and run two common layers so that the first answer is quick."""
    warnings.simplefilter("ignore")
    for wire in (["Conv2d", (1, 1, 1), ()], ["MaxPool2d", (2,), ()]):
        answer(("shape", wire, ("sizes", (1, 1, 4, 4)), 0, (), False))


def answer(request: Request) -> Reply:
    """Return the reply to one request. Raises nothing, whatever torch does.

    >>> answer(("shape", ["MaxPool2d", (3,), (("stride", 2),)], ("sizes", (1, 1, 28, 28)), 0, (), False))
    ('Ran', ((1, 1, 13, 13),))
    >>> answer(("shape", ["MaxPool2d", (3, 0), ()], ("sizes", (1, 1, 28, 28)), 0, (), False))
    ('Raised', 'run', 'RuntimeError', 'stride should not be zero')
    """
    want, wire, _, _, _, train = request
    try:
        if want == "values":  # nothing else depends on random numbers
            layers.seed(0)
        return _WANTS[want](layers.build(wire, train), request)
    except FeedFault as fault:
        return ("Unfit", str(fault))
    except Refused as refusal:
        error = refusal.error
        if starved(error):
            return ("Broke", "ran out of memory")
        return ("Raised", refusal.when, type(error).__name__, first_sentence(error))
    except Exception as error:  # noqa: BLE001  # our own mistake: nobody's answer may be judged by it
        return ("Broke", "ran out of memory" if starved(error) else f"failed in {type(error).__name__}: {error}")


def _shape(layer: Any, request: Request) -> Reply:
    _, _, feed, of, weights, _ = request
    if weights or type(of) is str:
        return ("Ran", (tuple(_wanted(layer, request, 0).shape),))
    output = layers.run(layer, feed, only_shape=True)
    if type(output) is layers.Tensor and of == 0:
        return ("Ran", (tuple(output.shape),))
    outputs = layers.flat(output)
    _at(layer, outputs, of)
    return ("Ran", tuple([None if one is None else tuple(one.shape) for one in outputs]))


def _values(layer: Any, request: Request) -> Reply:
    _, wire, feed, _, _, train = request
    random_build = layers.drew()
    layers.seed(0)
    found = _wanted(layer, request, 0)
    random_run = layers.drew()
    if found.numel() > MOST_NUMBERS:
        raise FeedFault(f"the output has {found.numel():,} numbers; at most {MOST_NUMBERS:,} are compared")
    random = False
    if random_build or random_run or _has_sizes(feed):
        for seed in _OTHER_SEEDS if random_run else _OTHER_SEEDS[:1]:  # dropout of few numbers often gives the same
            layers.seed(seed)
            other = layers.build(wire, train)
            layers.seed(seed)
            random = random or not layers.same(found, _wanted(other, request, seed))
    return ("Computed", tuple(found.shape), _tuples(found.tolist()), random)


def _settings(layer: Any, _: Request) -> Reply:
    return ("Built", settings(layer))


def _count(layer: Any, request: Request) -> Reply:
    layers.initialize(layer, request[2])
    parameters, buffers = list(layer.named_parameters()), list(layer.named_buffers())
    return (
        "Counted",
        sum([one.numel() for _, one in parameters]),
        sum([one.numel() for _, one in parameters if one.requires_grad]),
        sum([one.numel() for _, one in buffers]),
        tuple([(name, one.numel()) for name, one in (*parameters, *buffers)]),
    )


_WANTS: Final[dict[str, Callable[[Any, Request], Reply]]] = {
    "shape": _shape,
    "values": _values,
    "settings": _settings,
    "count": _count,
}


def _wanted(layer: Any, request: Request, seed: int) -> Any:
    _, _, feed, of, weights, _ = request
    if weights:
        layers.initialize(layer, feed)
        layers.set_weights(layer, weights)
    if type(of) is not str:
        return _at(layer, layers.flat(layers.run(layer, feed, seed)), of)
    if feed is not None:
        layers.run(layer, feed, seed)  # in training, running changes what a normalization remembers
    return layers.tensor_named(layer, of)


def _at(layer: Any, outputs: list[Any], of: int) -> Any:
    name = f"nn.{type(layer).__name__}"
    if not -len(outputs) <= of < len(outputs):
        raise FeedFault(f"{name} has {len(outputs)} output{'s' * (len(outputs) != 1)}, so there is no output {of}")
    if outputs[of] is None:
        raise FeedFault(f"output {of} of {name} is None here")
    return outputs[of]


def _has_sizes(feed: Any) -> bool:
    if feed is None:
        return False
    kind, content = feed
    return kind == "sizes" or (kind == "each" and any(part[0] == "sizes" for _, part in content))


def _tuples(numbers: Any) -> Any:
    return tuple([_tuples(row) for row in numbers]) if type(numbers) is list else numbers
