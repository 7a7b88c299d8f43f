"""Parameters counted by the formulas alone, and what wrong ways to count make of them."""

from collections.abc import Iterator
from typing import Final

from ..layercall import LayerCall
from ..shapes import Shape
from .counts import WRONG_COUNTS, Count, WrongCount
from .weighing import Weighted, weighted

_TOTALS: Final = ("parameters", "trainable")
_NAMED: Final = ("conv", "transposed", "linear", "norm")


def counted(layer: LayerCall, of: str) -> int | None:
    """Return how many parameters a layer has, all or those of one name; None where no formula knows.

    >>> from quizproof.engine.layercall import read_layer
    >>> [counted(read_layer("nn.Conv2d(3, 8, 5)"), of) for of in ("parameters", "weight", "bias")]
    [608, 600, 8]
    """
    parts = _parts(layer, of, None)
    return None if parts is None else sum([_total((one.weights, one.biases), of) for one in parts])


def miscounted(layer: LayerCall, of: str, shape: Shape | None = None) -> Iterator[tuple[WrongCount, int]]:
    """Yield each wrong way to count that has something of its own to say of a layer, and the number it gives."""
    parts = _parts(layer, of, shape) or ()
    right = [(one.weights, one.biases) for one in parts]
    for idea in WRONG_COUNTS:
        found = [idea.count(one) for one in parts]
        if any(count is not None for count in found):
            number = sum([_total(one or own, of) for one, own in zip(found, right, strict=True)])
            if of in _TOTALS or number != sum([_total(own, of) for own in right]):  # else it is about other parameters
                yield idea, number


def _parts(layer: LayerCall, of: str, shape: Shape | None) -> tuple[Weighted, ...] | None:
    """Return what is counted from; None where something else is counted, or nothing of this name."""
    parts = weighted(layer, shape)
    if parts is None or of in _TOTALS:
        return parts
    if len(parts) != 1 or layer.name == "Sequential" or parts[0].family not in _NAMED:
        return None
    return parts if of == "weight" or (of == "bias" and parts[0].bias) else None


def _total(count: Count, of: str) -> int:
    weights, biases = count
    return weights if of == "weight" else biases if of == "bias" else weights + biases
