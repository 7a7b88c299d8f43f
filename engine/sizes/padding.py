"""Layers that pad: whole numbers before and after each dimension, the last dimension first.

The sizes are those of the `Shape` sections of torch.nn.ZeroPad2d and its like; the limits of each mode were found
by running torch, and the tests hold them to it.
"""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import AXES, along, outputs, write
from .rule import MODULE, Lines, NoRule, Plan, Refused, Worked, dimensions, make, number, unweighted, wholes


def pad(mode: str, dims: int, settings: list[Any]) -> Plan:
    """Plan nn.ZeroPad, ConstantPad, ReflectionPad, ReplicationPad or CircularPad of some dimensions."""
    padding, *value = settings
    if value and value[0] is not None:
        number(value[0], "value")
    amounts = (padding,) * (2 * dims) if type(padding) is int else wholes(padding, "padding")
    if len(amounts) % 2:
        raise Refused(f"padding takes one number or {2 * dims}, not a tuple of {len(amounts)}")
    return unweighted(partial(_pad, mode, dims, amounts))


def padded_size(mode: str, axis: str, size: int, before: int, after: int) -> int:
    """Return the size after padding. Raises Refused where the mode cannot pad so far."""
    furthest = max(before, after)
    if mode == "reflect" and furthest >= size:
        raise Refused(f"reflecting needs padding smaller than the size: {furthest} is not smaller than {axis} = {size}")
    if mode == "circular" and furthest > size:
        raise Refused(f"padding {furthest} goes around more than once: {axis} = {size}")
    return size + before + after


def _pad(mode: str, dims: int, amounts: tuple[int, ...], shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    padded = len(amounts) // 2
    if mode == "constant":
        if padded > len(shape):
            raise Refused(f"{padded} dimensions are padded, and {shape} has {len(shape)}")
    else:
        if mode == "circular":
            dimensions(shape, dims + 1, dims + 2)
        if not 1 <= padded <= 3:
            raise NoRule("padding of so many dimensions", MODULE)
        dimensions(shape, padded + 1, padded + 2)
        if 0 in shape[-padded - 1 :]:
            raise NoRule("a size of the input is 0", MODULE)
    sizes = list(shape)
    axes: list[str] = []
    sums: list[tuple[object, ...]] = []
    if lines is not None and len(set(amounts)) > 1:
        names = ("left", "right", "top", "bottom", "front", "back")[: 2 * padded]
        write(lines, f"{amounts}: {', '.join(names) if padded <= 3 else 'two numbers a dimension, the last first'}")
    for place in range(padded):
        before, after = amounts[2 * place : 2 * place + 2]
        last = len(shape) - 1 - place
        axis = AXES[padded][-1 - place] if padded in AXES else f"dimension {last}"
        size = shape[last]
        sizes[last] = padded_size(mode, axis, size, before, after)
        if min(size + before, size + after, sizes[last]) < (0 if mode in ("constant", "circular") else 1):
            if mode == "constant":
                raise Refused(f"more is cut off than {axis} = {size} has")
            most = prod(size + sum(map(abs, amounts)) for size in shape[-padded:]) * prod(shape[:-padded])
            raise NoRule(f"more is cut off than {axis} = {size} has, which torch does not always see", 2 * most)
        if lines is not None:
            signs = [f"{'+' if amount >= 0 else '-'} {abs(amount)}" for amount in (before, after)]
            axes.append(axis)
            sums.append((f"{size} {signs[0]} {signs[1]}", sizes[last]))
    output = tuple(sizes)
    if lines is not None:
        along(lines, tuple(axes), sums)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + prod(shape) + 2 * prod(output)))
