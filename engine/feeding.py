"""What each layer is fed, as plain facts: the names that `forward` takes, and what each of them must hold."""

import inspect
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Holds(Enum):
    """What one input of a layer holds."""

    NORMAL = "normal numbers"
    WHOLE = "whole numbers below the size of the table"
    STARTS = "whole numbers, where each bag starts"
    INDICES = "the indices that the matching pool gives"
    MASK = "a mask, of numbers or of truth values"
    PAIR = "a hidden state and a cell state"
    SIZE = "an output size"
    FLAG = "a truth value"


class FeedFault(Exception):
    """The question's own feed or weights do not fit its layer. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What `forward` of one class takes by name, and which of these it must be given.

    `plain`: one input of normal numbers is all it must be given.
    """

    holds: dict[str, Holds]
    required: tuple[str, ...]
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        only = len(self.required) == 1 and self.holds[self.required[0]] is Holds.NORMAL
        object.__setattr__(self, "plain", only and Holds.INDICES not in self.holds.values())

    def check(self, layer: str, names: tuple[str, ...]) -> None:
        """Raise FeedFault where inputs given by these names cannot be what `forward` takes."""
        unknown = [name for name in names if name not in self.holds]
        if unknown:
            raise FeedFault(f"nn.{layer} has no input {unknown[0]!r}; it takes {listed(tuple(self.holds))}")
        missing = tuple([name for name in self.required if name not in names])
        if missing:
            raise FeedFault(f"nn.{layer} needs {listed(missing)} too")


def plan(layer: type[Any]) -> Plan:
    """Return what the `forward` of this class takes; the inputs without a default are required, but for indices.

    >>> class Scale:
    ...     def forward(self, input, by=None): ...
    >>> plan(Scale).required, tuple(plan(Scale).holds)
    (('input',), ('input', 'by'))
    """
    parameters = list(inspect.signature(layer.forward).parameters.values())[1:]
    named = [one for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    holds = {one.name: _holds(layer.__name__, one) for one in named}
    needed = [one.name for one in named if one.default is one.empty]
    return Plan(holds, tuple([name for name in needed if holds[name] is not Holds.INDICES]))


def _holds(layer: str, parameter: inspect.Parameter) -> Holds:
    name = parameter.name
    if name == "input" and layer in ("Embedding", "EmbeddingBag"):
        return Holds.WHOLE
    if name == "hx" and layer in ("LSTM", "LSTMCell"):
        return Holds.PAIR
    if type(parameter.default) is bool or name.endswith("is_causal"):
        return Holds.FLAG
    if name.endswith("mask"):
        return Holds.MASK
    by_name = {"indices": Holds.INDICES, "offsets": Holds.STARTS, "output_size": Holds.SIZE}
    return by_name.get(name, Holds.NORMAL)


def listed(names: tuple[str, ...]) -> str:
    """Return the names as one writes them in a sentence.

    >>> listed(("query", "key", "value"))
    "'query', 'key' and 'value'"
    """
    words = [repr(name) for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def shape_of(numbers: object) -> tuple[int, ...]:
    """Return the shape of nested numbers. Raises FeedFault where the rows differ in length.

    >>> shape_of(((1, 2, 3), (4, 5, 6)))
    (2, 3)
    """
    if not isinstance(numbers, tuple | list):
        return ()
    inner = [shape_of(row) for row in numbers]
    for place, one in enumerate(inner):
        if one != inner[0]:
            raise FeedFault(f"the numbers are ragged: row {place + 1} is {_row(one)}, row 1 is {_row(inner[0])}")
    return (len(numbers), *inner[0]) if inner else (0,)


def _row(shape: tuple[int, ...]) -> str:
    if len(shape) == 1:
        return f"{shape[0]} long"
    return f"of shape {shape}" if shape else "a number"


def unpooled(
    sizes: tuple[int, ...], kernel: tuple[int, ...], stride: tuple[int, ...], padding: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the sizes that max unpooling gives, as torch's documentation of MaxUnpool2d writes it.

    >>> unpooled((4, 4), (2, 2), (2, 2), (0, 0))
    (8, 8)
    """
    windows = zip(sizes, kernel, stride, padding, strict=True)
    return tuple([(size - 1) * step - 2 * pad + window for size, window, step, pad in windows])
