"""What torch is asked and what it made of it, as data: shared by the engine and its worker.

A request travels as one `marshal`led tuple. It is also the key under which the result is
remembered: `marshal` tells 1 from True and from 1.0, which Python's `==` does not.
"""

import marshal
from collections.abc import Callable
from dataclasses import field
from enum import Enum
from typing import Any, TypeAlias

from .frozen import dataclass
from .layercall import LayerCall
from .shapes import Shape

Numbers: TypeAlias = "float | int | tuple[Numbers, ...]"


@dataclass(frozen=True, slots=True)
class Sizes:
    """An input of this shape, filled with seeded normal numbers (with indices where the layer takes indices)."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Values:
    """An input of exactly these numbers, nested as deep as the tensor has dimensions."""

    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Each:
    """An input of its own for each named parameter of the layer's `forward`."""

    by_name: "tuple[tuple[str, Sizes | Values], ...]"


Feed: TypeAlias = Sizes | Values | Each


class Want(Enum):
    """What is to be computed."""

    SHAPE = "shape"
    VALUES = "values"
    SETTINGS = "settings"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to compute. Two jobs are equal when their keys are.

    `cost` counts elements: parameters, input and output. `expected` is what the independent formula
    predicts: the shapes of the outputs, why torch will refuse, or None where there is no formula.
    """

    key: bytes
    cost: int = field(compare=False)
    expected: tuple[Shape, ...] | str | None = field(default=None, compare=False)
    want: Want = field(default=Want.SHAPE, compare=False)


def job(
    want: Want,
    layer: LayerCall,
    feed: Feed | None,
    *,
    cost: int,
    expected: tuple[Shape, ...] | str | None = None,
    of: int | str = 0,
    weights: tuple[tuple[str, Numbers], ...] = (),
    train: bool = False,
) -> Job:
    """Return the job that computes `want` for `layer` fed with `feed`.

    `of` names the output: an index into the flattened outputs, or the name of a parameter.
    """
    flat: Any = [layer.name, layer.args, layer.kwargs]
    rest: Any = (_wired(feed), of, weights, train)
    try:
        key = marshal.dumps((want.value, flat, *rest), 2)
    except ValueError:  # layers among the arguments, which marshal does not know
        key = marshal.dumps((want.value, layer.wire(), *rest), 2)
    return Job(key, cost, expected, want)


def _wired(feed: Feed | None) -> object:
    if type(feed) is Sizes:
        return ("sizes", feed.shape)
    if type(feed) is Values:
        return ("values", feed.numbers)
    if type(feed) is Each:
        return ("each", tuple([(name, _wired(part)) for name, part in feed.by_name]))
    return None


@dataclass(frozen=True, slots=True)
class Ran:
    """torch built the layer and ran it. `shapes` are those of the flattened outputs; None for one that is no tensor."""

    shapes: tuple[Shape | None, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """The numbers of the wanted output. `random`: they are others under another seed."""

    shape: Shape
    numbers: Numbers
    random: bool


@dataclass(frozen=True, slots=True)
class Built:
    """torch built the layer. `settings` writes its effective settings, the same text for the same layer."""

    settings: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Elements of the layer's parameters (`by_name`: of each) and buffers."""

    parameters: int
    trainable: int
    buffers: int
    by_name: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """torch refused, as it may. `when` is "built" or "run"; `message` the first sentence of the CPU's text."""

    when: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """The feed, the weights or the wanted output do not fit the layer, so there was nothing to run. One sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broke:
    """torch crashed, hung or ran out of memory: no verdict follows. The end of a sentence that begins with "torch"."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unrun:
    """torch was not asked, and no formula knows."""


Outcome: TypeAlias = Ran | Computed | Built | Counted | Raised | Unfit | Broke | Unrun


def foretold(job: Job) -> Outcome:
    """Return what the formula says will come of a job, for where torch is not asked."""
    if job.want is Want.SHAPE and isinstance(job.expected, tuple):
        return Ran(job.expected)
    return Unrun()


def outcome(reply: tuple[Any, ...]) -> Outcome:
    """Return the outcome that one reply of the worker carries: the name of its class, then its fields."""
    name, *fields = reply
    return _OUTCOMES[name](*fields)


_OUTCOMES: dict[str, Callable[..., Outcome]] = {
    kind.__name__: kind for kind in (Ran, Computed, Built, Counted, Raised, Unfit, Broke)
}
