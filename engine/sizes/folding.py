"""Unfold, which lays windows out as columns, and fold, which puts them back.

The formulas are those of the `Shape` sections of torch.nn.Unfold and torch.nn.Fold.
"""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import AXES, multiply, outputs, step
from .rule import MODULE, Lines, NoRule, Plan, Refused, Worked, dimensions, make, spread, unweighted
from .windows import Side, explain, no_window, positive, windows


def unfold(settings: list[Any]) -> Plan:
    """Plan nn.Unfold."""
    return unweighted(partial(_unfold, _sides(*settings)))


def _sides(kernel: Any, dilation: Any, padding: Any, stride: Any) -> tuple[Side, ...]:
    pairs = [
        spread(value, 2, name, one_for_all=False)
        for value, name in ((kernel, "kernel_size"), (stride, "stride"), (padding, "padding"), (dilation, "dilation"))
    ]
    sides: list[Side] = []
    for width, apart, margin, gap in zip(*pairs, strict=True):
        positive(width, apart, gap)
        if margin < 0:
            raise Refused(f"padding may not be negative, and is {margin}")
        sides.append((width, apart, margin, gap))
    return tuple(sides)


def _unfold(sides: tuple[Side, ...], shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    dimensions(shape, 3, 4)
    if 0 in shape[-3:]:
        raise Refused(f"no size but the batch may be 0, and the input is {shape}")
    counts = _counts(shape[-2:], sides)
    for axis, size, side, count in zip(AXES[2], shape[-2:], sides, counts, strict=True):
        if count < 1:
            raise no_window(axis, size, side)
    kernel = tuple([side[0] for side in sides])
    output = (*shape[:-3], shape[-3] * prod(kernel), prod(counts))
    if lines is not None:
        multiply(lines, "numbers in a block: C * kernel", (shape[-3], *kernel))
        explain(lines, shape[-2:], sides, label="blocks along ")
        multiply(lines, "blocks", counts)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + prod(shape) + prod(output)))


def _counts(sizes: tuple[int, ...], sides: tuple[Side, ...]) -> tuple[int, ...]:
    return tuple([windows(size, *side) for size, side in zip(sizes, sides, strict=True)])


def fold(settings: list[Any]) -> Plan:
    """Plan nn.Fold."""
    output, *rest = settings
    return unweighted(partial(_fold, spread(output, 2, "output_size", one_for_all=False), _sides(*rest)))


def _fold(sizes: tuple[int, ...], sides: tuple[Side, ...], shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    dimensions(shape, 2, 3)
    if 0 in shape[-2:]:
        raise Refused(f"no size but the batch may be 0, and the input is {shape}")
    kernel = tuple([side[0] for side in sides])
    channels, length = shape[-2:]
    if channels % prod(kernel):
        raise Refused(f"the {channels} rows cannot be divided by the {prod(kernel)} numbers of a window")
    counts = _counts(sizes, sides)
    if prod(counts) != length:
        raise Refused(f"the input has {length} windows, and an output of {sizes} needs {counts[0]} * {counts[1]}")
    output = (*shape[:-2], channels // prod(kernel), *sizes)
    spent = MODULE + prod(shape) + prod(output)
    if min(counts) < 1 or min(sizes) < 1:
        raise NoRule("no windows fit into the output", spent)
    if lines is not None:
        step(lines, "C: rows / kernel", f"{channels} / ({kernel[0]} * {kernel[1]})", output[-3])
        lines.append(f"H, W: {sizes[0]}, {sizes[1]}, the output_size")
        explain(lines, sizes, sides, label="blocks along ")
        multiply(lines, "blocks, as many as the input has", counts)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, spent))
