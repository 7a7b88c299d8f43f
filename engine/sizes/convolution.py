"""Convolutions. The formula is that of the `Shape` section of torch.nn.Conv2d."""

from functools import partial
from math import prod
from typing import Any, Final, NamedTuple, TypeAlias

from ..shapes import Shape
from .lines import AXES, outputs, step, write
from .padding import padded_size
from .rule import (
    MODULE,
    PRODUCTS,
    TAPS,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    lenient,
    make,
    spread,
    truth,
    weighted,
    whole,
    wholes,
)
from .windows import Side, explain, no_window, positive, windows

_BLOCK: Final = 16
"""oneDNN lays channels out in blocks of up to 16, and fills a last one that is not full."""
_HUGE: Final = 500_000
"""A window of so many numbers fits into no cache."""
MODULES: Final = 3
"""oneDNN prepares a kernel for each convolution: 0.5 ms for nn.Conv1d(1, 1, 1)."""
UNFOLDED: Final = 20_480
"""torch lays out every window of an input that has no more elements."""
_MODES: Final = ("zeros", "reflect", "replicate", "circular")

_Sides: TypeAlias = tuple[tuple[Side, int], ...]
"""Along each dimension: kernel, stride, padding before and dilation; and the padding after."""


class _Settings(NamedTuple):
    """`sides` is the refusal where there are none: torch looks at them once it has constructed the layer."""

    dims: int
    inward: int
    outward: int
    kernel: tuple[int, ...]
    sides: _Sides | Refused | NoRule
    mode: str
    same: bool
    parameters: int
    products: int
    rate: int


def conv(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.Conv1d, 2d or 3d."""
    inward, outward, kernel, stride, padding, dilation, groups, bias, mode = settings
    inward, outward = whole(inward, "in_channels"), whole(outward, "out_channels")
    kernel = constructed(dims, inward, outward, kernel, stride, padding, groups, mode)
    try:
        sides: _Sides | Refused | NoRule = _sides(dims, kernel, stride, padding, dilation, mode)
    except (Refused, NoRule) as refusal:
        sides = refusal
    each = inward // groups
    products = each * prod(kernel)
    parameters = outward * (products + 1) if truth(bias, "bias") else outward * products
    chosen = make(
        _Settings,
        (
            dims,
            inward,
            outward,
            kernel,
            sides,
            mode,
            padding == "same",
            parameters,
            products,
            rate(each, outward // groups, kernel),
        ),
    )
    return weighted(partial(lenient, partial(_convolve, chosen)), parameters, modules=MODULES)


def constructed(
    dims: int, inward: int, outward: int, kernel: Any, stride: Any, padding: Any, groups: Any, mode: Any
) -> tuple[int, ...]:
    """Return the sizes of the kernel. Raises Refused where the constructor of any convolution does."""
    whole(groups, "groups", least=1)
    if inward % groups or outward % groups:
        name, value = ("in_channels", inward) if inward % groups else ("out_channels", outward)
        raise Refused(f"{name} {value} cannot be divided into {groups} groups")
    if type(padding) is str:
        if padding not in ("same", "valid"):
            raise Refused(f"padding is a number, 'same' or 'valid', not {padding!r}")
        steps = stride if type(stride) is tuple else (stride,)
        if padding == "same" and any(step != 1 for step in steps):
            raise Refused(f"padding='same' needs stride 1, and it is {stride!r}")
    if mode not in _MODES:
        raise Refused("padding_mode is 'zeros', 'reflect', 'replicate' or 'circular'")
    sizes = (kernel,) * dims if type(kernel) is int else wholes(kernel, "kernel_size")
    least = min(inward, outward, *sizes)
    if least < 0:
        raise Refused(f"no size may be negative, and one is {least}")
    return sizes


def _sides(dims: int, kernel: tuple[int, ...], stride: Any, padding: Any, dilation: Any, mode: str) -> _Sides:
    if len(kernel) != dims:
        raise Refused(f"kernel_size takes one number{'' if dims == 1 else f' or {dims}'}, not a tuple of {len(kernel)}")
    if type(stride) is type(padding) is type(dilation) is int and kernel.count(kernel[0]) == dims:
        if min(kernel[0], stride, dilation) < 1:
            positive(kernel[0], stride, dilation)
        if padding < 0 and mode == "zeros":
            raise Refused(f"padding may not be negative, and is {padding}")
        return (((kernel[0], stride, padding, dilation), padding),) * dims
    strides, dilations = spread(stride, dims, "stride"), spread(dilation, dims, "dilation")
    for width, apart, gap in zip(kernel, strides, dilations, strict=True):
        if width < 1 or apart < 1 or gap < 1:
            positive(width, apart, gap)
    if type(padding) is str:
        totals = [gap * (width - 1) if padding == "same" else 0 for width, gap in zip(kernel, dilations, strict=True)]
        pairs = [(total // 2, total - total // 2) for total in totals]
    else:
        if mode != "zeros" and type(padding) is tuple and len(padding) != dims:
            raise NoRule("padding_mode pads other dimensions where padding is a tuple of another length")
        margins = spread(padding, dims, "padding")
        if mode == "zeros" and min(margins) < 0:
            raise Refused(f"padding may not be negative, and is {min(margins)}")
        pairs = [(margin, margin) for margin in margins]
    rows = zip(kernel, strides, pairs, dilations, strict=True)
    return tuple([((width, apart, pair[0], gap), pair[1]) for width, apart, pair, gap in rows])


def _convolve(chosen: _Settings, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    dims, inward, outward, kernel, sides, mode, same, parameters, products, at_once = chosen
    shape = shapes[0]
    spatial = admitted(dims, inward, outward, shape)
    if not isinstance(sides, tuple):
        raise type(sides)(str(sides))
    made: tuple[int, ...] = ()
    read = written = 1
    for place, (side, after) in enumerate(sides):
        size = spatial[place]
        width, apart, before, gap = side
        grown = size + before + after
        if mode != "zeros":
            padded_size(mode, AXES[dims][place], size, before, after)
        count = windows(grown, width, apart, 0, gap)
        if count < 1:
            raise no_window(AXES[dims][place], size, side)
        made += (count,)
        read *= grown
        written *= count
    output = (*shape[:-dims], *made) if inward == outward else (*shape[: -dims - 1], outward, *made)
    if lines is not None:
        lines.append(f"C: {outward}, the out_channels")
        if same:
            _explain_same(lines, AXES[dims], spatial, sides)
        else:
            explain(lines, spatial, tuple([side for side, _ in sides]))
        outputs(lines, output=output)
    batch = shape[0] if len(shape) > dims + 1 else 1
    if max(kernel) > 1:
        laid_out = batch * (read * blocked(inward) + written * blocked(outward))
    else:
        laid_out = batch * (read * inward + written * outward)
    if batch * inward * prod(spatial) <= UNFOLDED:
        laid_out += batch * inward * prod(kernel) * written
    cost = MODULES * MODULE + parameters + laid_out + batch * outward * written * products // at_once
    return make(Worked, ((output,), parameters, cost))


def _explain_same(lines: list[str], axes: tuple[str, ...], spatial: Shape, sides: _Sides) -> None:
    """Write how much padding 'same' adds on each side, and that this is what the windows take away."""
    for place, (axis, size, (side, after)) in enumerate(zip(axes, spatial, sides, strict=True)):
        if place and (size, side) == (spatial[place - 1], sides[place - 1][0]):
            lines.append(f"{axis}: as {axes[place - 1]}")
            continue
        kernel, _, before, dilation = side
        total = before + after
        write(lines, f"'same' pads {axis} by {dilation}*({kernel} - 1) = {total}: {before} before and {after} after")
        room = size + total - dilation * (kernel - 1) - 1
        first = f"floor(({size} + {total} - {dilation}*({kernel} - 1) - 1) / 1) + 1"
        step(lines, axis, first, f"floor({room} / 1) + 1", room + 1)


def admitted(dims: int, inward: int, outward: int, shape: Shape) -> Shape:
    """Return the sizes that a kernel moves along. Raises where the input does not fit the layer."""
    if len(shape) != dims + 2:
        dimensions(shape, dims + 1, dims + 2)
    if shape[-dims - 1] != inward:
        raise Refused(f"the input has {shape[-dims - 1]} channels, and in_channels is {inward}")
    if outward == 0:
        raise Refused("out_channels may not be 0")
    spatial = shape[-dims:]
    if 0 in spatial:
        raise NoRule("a size of the input is 0", 0)
    if inward == 0:
        raise NoRule("there are no channels")
    return spatial


def rate(inward: int, outward: int, kernel: tuple[int, ...]) -> int:
    """Return how many multiplications go into the time of one element: more with more channels in a group."""
    taps = TAPS if prod(kernel) < _HUGE else TAPS // 6
    return min(taps * max(1, min(inward, outward)), PRODUCTS)


def blocked(channels: int) -> int:
    """Return how many channels are laid out while a kernel moves along them."""
    return -(-channels // _BLOCK) * _BLOCK
