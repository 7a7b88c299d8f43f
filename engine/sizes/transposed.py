"""Transposed convolutions and max unpooling: the windows' sizes backwards.

The formulas are those of the `Shape` sections of torch.nn.ConvTranspose2d and torch.nn.MaxUnpool2d.
"""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .convolution import MODULES, UNFOLDED, admitted, blocked, constructed
from .lines import AXES, along, outputs
from .rule import (
    MODULE,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    elements,
    lenient,
    make,
    spread,
    truth,
    unweighted,
    weighted,
    whole,
)
from .windows import positive

_TAPS, _PRODUCTS = 20, 120
"""Multiplications in the time of one element, with one channel and at most."""


def conv_transpose(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.ConvTranspose1d, 2d or 3d."""
    inward, outward, kernel, stride, padding, more, groups, bias, dilation, mode = settings
    if mode != "zeros":
        raise Refused(f"nn.ConvTranspose{dims}d pads with zeros only")
    inward, outward = whole(inward, "in_channels"), whole(outward, "out_channels")
    kernel = constructed(dims, inward, outward, kernel, stride, padding, groups, mode)
    parameters = inward * (outward // groups) * prod(kernel) + (outward if truth(bias, "bias") else 0)
    run = partial(_transpose, dims, inward, outward, groups, kernel, (stride, padding, more, dilation), parameters)
    return weighted(partial(lenient, run), parameters, modules=MODULES)


def _transpose(
    dims: int,
    inward: int,
    outward: int,
    groups: int,
    kernel: tuple[int, ...],
    settings: tuple[Any, Any, Any, Any],
    parameters: int,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    (shape,) = shapes
    spatial = admitted(dims, inward, outward, shape)
    if len(kernel) != dims:
        raise Refused(f"kernel_size takes one number{'' if dims == 1 else f' or {dims}'}, not a tuple of {len(kernel)}")
    stride, padding, more, dilation = settings
    if type(padding) is str:
        raise Refused("padding of a transposed convolution must be a whole number")
    names = ("stride", "padding", "output_padding", "dilation")
    rows = [spread(value, dims, name) for value, name in zip((stride, padding, more, dilation), names, strict=True)]
    made: list[int] = []
    sums: list[tuple[object, ...]] = []
    unclear = ""
    for place, (size, width, *side) in enumerate(zip(spatial, kernel, *rows, strict=True)):
        apart, margin, extra, gap = side
        positive(width, apart, 1)
        if gap < 1:
            unclear, gap = "dilation is less than 1, which torch does not always see", 1
        if margin < 0 or extra < 0:
            raise Refused(f"{'padding' if margin < 0 else 'output_padding'} may not be negative")
        if extra >= apart and extra >= gap:
            raise Refused(f"output_padding {extra} must be smaller than the stride {apart} or the dilation {gap}")
        count = (size - 1) * apart - 2 * margin + gap * (width - 1) + extra + 1
        if count < 0:
            raise Refused(f"padding {margin} leaves nothing of {AXES[dims][place]}: its size would be {count}")
        if count == 0:
            unclear = "nothing is left of a dimension, which torch does not always refuse"
        made.append(count)
        sums.append((f"({size} - 1)*{apart} - 2*{margin} + {gap}*({width} - 1) + {extra} + 1", count))
    output = (*shape[: -dims - 1], outward, *made)
    products = prod(shape) * (outward // groups) * prod(kernel)
    at_once = min(_TAPS * max(1, min(inward, outward) // groups), _PRODUCTS)
    laid_out = prod(shape[: -dims - 1]) * (blocked(inward) * prod(spatial) + blocked(outward) * prod(made))
    if prod(shape) <= UNFOLDED:
        laid_out += prod(shape) // inward * outward * prod(kernel)
    cost = MODULES * MODULE + parameters + laid_out + products // at_once
    if unclear:
        raise NoRule(unclear, cost)
    if lines is not None:
        lines.append(f"C: {outward}, the out_channels")
        along(lines, AXES[dims], sums)
        _explain_more(lines, rows[2])
        outputs(lines, output=output)
    return make(Worked, ((output,), parameters, cost))


def _explain_more(lines: list[str], more: tuple[int, ...]) -> None:
    if any(more) and len(set(more)) == 1:
        lines.append(f"the last but one number, {more[0]}, is the output_padding")
    elif any(more):
        each = f"{', '.join(map(str, more[:-1]))} and {more[-1]}"
        lines.append(f"the last but one numbers, {each}, are the output_padding")


def max_unpool(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.MaxUnpool1d, 2d or 3d."""
    kernel, stride, padding = settings
    kernels = spread(kernel, dims, "kernel_size", one_for_all=False)
    if any(type(value) is tuple and len(value) > dims for value in (stride, padding)):
        raise NoRule("a stride or a padding has more numbers than dimensions, and torch looks at the first ones only")
    strides = kernels if stride is None else spread(stride, dims, "stride", one_for_all=False)
    paddings = spread(padding, dims, "padding", one_for_all=False)
    return unweighted(partial(_unpool, dims, kernels, strides, paddings))


def _unpool(
    dims: int,
    kernels: tuple[int, ...],
    strides: tuple[int, ...],
    paddings: tuple[int, ...],
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    shape, indices = shapes
    dimensions(shape, dims + 1, dims + 2)
    if indices != shape:
        raise Refused(f"the indices must have the shape of the input, {shape}, and have {indices}")
    if 0 in shape[-dims - 1 :]:
        raise Refused(f"no size but the batch may be 0, and the input is {shape}")
    made: list[int] = []
    sums: list[tuple[object, ...]] = []
    for place, size in enumerate(shape[-dims:]):
        kernel, stride, padding = kernels[place], strides[place], paddings[place]
        count = (size - 1) * stride - 2 * padding + kernel
        if count < 0:
            raise Refused(f"padding {padding} leaves nothing of {AXES[dims][place]}: its size would be {count}")
        made.append(count)
        sums.append((f"({size} - 1)*{stride} - 2*{padding} + {kernel}", count))
    output = (*shape[:-dims], *made)
    spent = MODULE + elements(shapes) + prod(output)
    if min(kernels) < 1 or min(strides) < 1 or min(paddings) < 0 or 0 in made:
        raise NoRule("no max pooling has such settings", spent)
    if lines is not None:
        along(lines, AXES[dims], sums)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, spent))
