"""The windows of a layer along each dimension, as numbers: what a picture of them needs."""

from typing import Final, NamedTuple

from .binding import Misfit, bind
from .catalogue import LAYERS
from .layercall import LayerCall
from .shapes import Shape
from .sizes.lines import AXES as AXES
from .sizes.windows import windows

_SLIDING: Final = ("MaxPool", "AvgPool", "LPPool", "Conv", "LazyConv", "Unfold")


class Slide(NamedTuple):
    """The windows along one dimension: `fitting` of them over `size` elements and `before` and `after` of padding.

    `ceil`: the layer rounds their number up. A tuple and no dataclass: grading makes some for every wrong answer.
    """

    axis: str
    size: int
    kernel: int
    stride: int
    before: int
    after: int
    dilation: int
    fitting: int
    ceil: bool = False

    @property
    def dropped(self) -> int:
        """How many elements at the end, padding included, lie behind the last window."""
        end = (self.fitting - 1) * self.stride + self.dilation * (self.kernel - 1) + 1
        return max(0, self.before + self.size + self.after - end)

    def taps(self, window: int) -> range:
        """Return the elements that a window reads, counted from the first one that is no padding."""
        start = window * self.stride - self.before
        return range(start, start + self.dilation * (self.kernel - 1) + 1, self.dilation)


def slides(layer: LayerCall, shape: Shape) -> tuple[Slide, ...]:
    """Return the windows of `layer` over an input of this shape along each of its dimensions; () where it has none.

    >>> from quizproof.engine.layercall import read_layer
    >>> [(one.axis, one.fitting, one.dropped) for one in slides(read_layer("MaxPool2d(3)"), (1, 1, 10, 9))]
    [('H', 3, 1), ('W', 3, 0)]
    """
    dims = 2 if layer.name == "Unfold" else LAYERS[layer.name].dims
    if not layer.name.startswith(_SLIDING) or "Transpose" in layer.name or not dims or len(shape) < dims:
        return ()
    try:
        settings = bind(layer)
    except Misfit:
        return ()
    kernels = each(settings["kernel_size"], dims)
    strides = each(settings["stride"] if settings["stride"] not in (None, ()) else settings["kernel_size"], dims)
    dilations = each(settings.get("dilation", 1), dims)
    if not kernels or not strides or not dilations or min(*kernels, *strides, *dilations, 1) < 1:
        return ()
    paddings = _paddings(settings.get("padding", 0), kernels, dilations)
    if not paddings:
        return ()
    ceil_mode = settings.get("ceil_mode") is True
    found = []
    sides = zip(AXES[dims], shape[-dims:], kernels, strides, paddings, dilations, strict=True)
    for axis, size, kernel, stride, (before, after), dilation in sides:
        # Only "same" pads the two sides differently, and goes without ceil_mode.
        count = windows(size + after - before, kernel, stride, before, dilation, ceil_mode)
        if count < 1:
            return ()
        found.append(Slide(axis, size, kernel, stride, before, after, dilation, count, ceil_mode))
    return tuple(found)


def each(setting: object, dims: int) -> tuple[int, ...]:
    """Return a setting as a whole number for each dimension; () where these are none."""
    if type(setting) is int:
        return (setting,) * dims
    numbers = setting
    if not isinstance(numbers, tuple) or any(type(number) is not int for number in numbers):
        return ()
    return numbers if len(numbers) == dims else numbers * dims if len(numbers) == 1 else ()


def _paddings(setting: object, kernels: tuple[int, ...], dilations: tuple[int, ...]) -> list[tuple[int, int]]:
    if setting == "valid":
        return [(0, 0)] * len(kernels)
    if setting == "same":
        spans = [dilation * (kernel - 1) for kernel, dilation in zip(kernels, dilations, strict=True)]
        return [(span // 2, span - span // 2) for span in spans]
    return [(number, number) for number in each(setting, len(kernels))]
