"""Max, average and LP pooling: windows that slide, each giving one number."""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import AXES, outputs
from .rule import (
    MODULE,
    TAPS,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    flag,
    make,
    not_whole,
    spread,
    truth,
    unweighted,
)
from .windows import Side, explain, no_window, positive, windows

_HELD = 3
"""What an output takes while it is computed: with its index, of two elements, or with its power."""
_TAPS_1D = 8
"""nn.MaxPool1d goes through a kernel number by number, also where the kernel is larger than the input: 4.3 ns each."""


def max_pool(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.MaxPool1d, 2d or 3d."""
    kernel, stride, padding, dilation, with_indices, ceil_mode = settings
    many = 2 if truth(with_indices, "return_indices") else 1
    sides = _sides(dims, kernel, stride, padding, dilation)
    return unweighted(partial(_slide, dims, sides, flag(ceil_mode, "ceil_mode"), many, True))


def avg_pool(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.AvgPool1d, 2d or 3d."""
    kernel, stride, padding, ceil_mode, count_pad, *divisor = settings
    flag(count_pad, "count_include_pad")
    if divisor and divisor[0] is not None and type(divisor[0]) is not int:
        raise not_whole(divisor[0], "divisor_override")
    if divisor and divisor[0] == 0:
        raise Refused("divisor_override may not be 0")
    sides = _sides(dims, kernel, stride, padding, 1)
    return unweighted(partial(_slide, dims, sides, flag(ceil_mode, "ceil_mode"), 1, False))


def lp_pool(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.LPPool1d, 2d or 3d."""
    norm, kernel, stride, ceil_mode = settings
    if type(norm) not in (int, float):
        raise NoRule("norm_type is no number")
    if norm == 0:
        raise Refused("norm_type may not be 0: the result is raised to the power 1 / norm_type")
    if type(kernel) is tuple and dims == 1:
        raise Refused("kernel_size of nn.LPPool1d takes one number, no tuple")
    sides = _sides(dims, spread(kernel, dims, "kernel_size", one_for_all=False), stride, 0, 1)
    return unweighted(partial(_slide, dims, sides, flag(ceil_mode, "ceil_mode"), 1, False))


def _sides(dims: int, kernel: Any, stride: Any, padding: Any, dilation: Any) -> tuple[Side, ...]:
    if type(kernel) is type(padding) is type(dilation) is int and (stride is None or type(stride) is int):
        side = (kernel, kernel if stride is None else stride, padding, dilation)
        _admit(side)
        return (side,) * dims
    kernels = spread(kernel, dims, "kernel_size")
    # torch reads an empty tuple as no stride.
    strides = kernels if stride is None or stride == () else spread(stride, dims, "stride")
    paddings, dilations = spread(padding, dims, "padding"), spread(dilation, dims, "dilation")
    sides = tuple(zip(kernels, strides, paddings, dilations, strict=True))
    for side in sides:
        _admit(side)
    return sides


def _admit(side: Side) -> None:
    kernel, stride, padding, dilation = side
    if kernel < 1 or stride < 1 or dilation < 1:
        positive(kernel, stride, dilation)
    if padding < 0:
        raise Refused(f"padding may not be negative, and is {padding}")
    if padding > kernel // 2:
        raise Refused(f"padding {padding} is more than half of the kernel {kernel}")


def _slide(
    dims: int,
    sides: tuple[Side, ...],
    ceil_mode: bool,
    many: int,
    dilated: bool,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    shape = shapes[0]
    before = place = len(shape) - dims
    if before != 2 and before != 1:
        dimensions(shape, dims + 1, dims + 2)
    if 0 in shape and (before == 1 or 0 in shape[1:]):
        raise Refused(f"no size but the batch may be 0, and the input is {shape}")
    pooled = shape[:before]
    done: tuple[int, ...] = ()
    size = kernel = count = 0
    taps = 1
    for side in sides:
        if side is not done or shape[place] != size:
            done, size = side, shape[place]
            kernel, stride, padding, dilation = side
            count = windows(size, kernel, stride, padding, dilation, ceil_mode)
            if count < 1:
                raise no_window(AXES[dims][place - before], size, side)
            if dims == 3 and not dilated and kernel > size:
                axis = AXES[dims][place - before]
                raise Refused(f"the kernel {kernel} is larger than {axis} = {size}, and padding does not count here")
        taps *= kernel
        pooled += (count,)
        place += 1
    made = prod(pooled)
    if lines is not None:
        explain(lines, shape[before:], sides, ceil_mode, dilated)
        outputs(lines, output=pooled) if many == 1 else outputs(lines, output=pooled, indices=pooled)
    cost = MODULE + prod(shape) + _HELD * made + made * taps // (_TAPS_1D if dims == 1 else TAPS)
    return make(Worked, ((pooled,) * many, 0, cost))
