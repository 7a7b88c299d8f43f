"""One dimension of a picture: the places along it, and which windows lie on each of them."""

from math import gcd
from typing import Final, NamedTuple, TypeAlias

from ..binding import Misfit, bind
from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from ..sliding import AXES, Slide, each, slides

_TRANSPOSED: Final = "ConvTranspose"


class Share(NamedTuple):
    """The windows of adaptive pooling along one dimension: each takes its share of the `size` elements.

    Window i runs from floor(i*size/fitting) to ceil((i + 1)*size/fitting), as torch's start_index and end_index in
    aten/src/ATen/native/AdaptivePooling.h say.
    """

    axis: str
    size: int
    fitting: int
    before: int = 0
    after: int = 0

    def taps(self, window: int) -> range:
        """Return the elements that a window reads.

        >>> [[*Share("L", 10, 3).taps(window)] for window in range(3)]
        [[0, 1, 2, 3], [3, 4, 5, 6], [6, 7, 8, 9]]
        """
        return range(window * self.size // self.fitting, -(-(window + 1) * self.size // self.fitting))


Side: TypeAlias = Slide | Share


def sides(layer: LayerCall, shape: Shape) -> tuple[Side, ...]:
    """Return the windows along each dimension of the input; of the output for a transposed convolution. () if none."""
    if layer.name.startswith(_TRANSPOSED):
        return _transposed(layer, shape)
    if layer.name.startswith("Adaptive"):
        return _shares(layer, shape)
    return slides(layer, shape)


def lie_on_output(layer: LayerCall) -> bool:
    """Return whether the windows lie on the output, one for each element of the input."""
    return layer.name.startswith(_TRANSPOSED)


def reads(side: Side, place: int) -> bool:
    """Return whether any window reads a place.

    >>> spread = Slide("L", 9, kernel=2, stride=4, before=0, after=0, dilation=2, fitting=2)
    >>> [place for place in range(9) if reads(spread, place)]
    [0, 2, 4, 6]
    """
    if isinstance(side, Share):
        return 0 <= place < side.size
    # window*stride + tap*dilation = start has to hold for a window and a tap that there are.
    start, common = place + side.before, gcd(side.stride, side.dilation)
    first = max(0, -(-(start - (side.fitting - 1) * side.stride) // side.dilation))
    last = min(side.kernel - 1, start // side.dilation)
    if start % common or first > last:
        return False
    period = side.stride // common
    tap = start // common * pow(side.dilation // common, -1, period) % period
    return first + (tap - first) % period <= last


def places(side: Side) -> range:
    """Return the places along a side: elements from 0, padding around them, and what windows reach beyond that."""
    return range(-side.before, max(side.size + side.after, side.taps(side.fitting - 1)[-1] + 1))


def _shares(layer: LayerCall, shape: Shape) -> tuple[Share, ...]:
    dims = LAYERS[layer.name].dims
    if dims is None or len(shape) < dims:
        return ()
    try:
        wanted = bind(layer)["output_size"]
    except Misfit:
        return ()
    counts = wanted if isinstance(wanted, tuple) else (wanted,) * dims
    if len(counts) != dims:
        return ()
    found = []
    for axis, size, count in zip(AXES[dims], shape[-dims:], counts, strict=True):
        number = size if count is None else count
        if type(number) is not int or number < 1 or size < 1:
            return ()
        found.append(Share(axis, size, number))
    return tuple(found)


def _transposed(layer: LayerCall, shape: Shape) -> tuple[Slide, ...]:
    """Return where the elements of an input go: each is added to a window of the output."""
    dims = LAYERS[layer.name].dims
    if dims is None or len(shape) < dims:
        return ()
    try:
        settings = bind(layer)
    except Misfit:
        return ()
    names = ("kernel_size", "stride", "padding", "output_padding", "dilation")
    rows = [each(settings[name], dims) for name in names]
    found = []
    for place, (axis, count) in enumerate(zip(AXES[dims], shape[-dims:], strict=True)):
        if not all(rows) or count < 1:
            return ()
        kernel, stride, padding, more, dilation = [row[place] for row in rows]
        size = (count - 1) * stride - 2 * padding + dilation * (kernel - 1) + more + 1
        if min(kernel, stride, dilation, size) < 1:
            return ()
        found.append(Slide(axis, size, kernel, stride, padding, padding, dilation, count))
    return tuple(found)
