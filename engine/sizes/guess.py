"""A safe guess of the cost where no rule gives it: large, and never smaller than the truth."""

from typing import TYPE_CHECKING, Final

from ..binding import Misfit, values
from ..layercall import LayerCall
from .rule import MODULE

if TYPE_CHECKING:
    from ..layercall import Argument

_MOST: Final = 10**30
TAKE_LAYERS: Final = frozenset(
    {
        "Sequential",
        "Transformer",
        "TransformerDecoder",
        "TransformerDecoderLayer",
        "TransformerEncoder",
        "TransformerEncoderLayer",
    }
)
"""What runs the layers that it is given, and may run each of them many times."""


def guess(layer: LayerCall, held: int = 0) -> int:
    """Return more than `layer` can cost on inputs of `held` elements, from all the numbers in it.

    >>> guess(LayerCall("Linear", (True, 100)))
    51005000
    """
    try:
        settings = values(layer)
    except Misfit:
        settings = [*layer.args, *(value for _, value in layer.kwargs)]
    numbers, inner = 1, 0
    for value in settings:
        numbers *= _numbers(value)
        inner += _layers(value)
    own = (MODULE + held) * numbers**2
    return min(own * (1 + inner) if layer.name in TAKE_LAYERS else own + inner, _MOST)


def _numbers(value: "Argument") -> int:
    if type(value) is tuple:
        product = 1
        for item in value:
            product *= _numbers(item)
        return min(product, _MOST)
    if type(value) is str and len(value) < 30:  # torch takes the text of a number for it in some places
        try:
            value = float(value)
        except ValueError:
            return 1
    return int(min(abs(value), _MOST)) + 1 if type(value) is int or type(value) is float else 1


def _layers(value: "Argument") -> int:
    if type(value) is tuple:
        return sum([_layers(item) for item in value])
    return guess(value) if type(value) is LayerCall else 0
