"""Layers that only move numbers: flatten and unflatten, pixel and channel shuffle.

The sizes are those of the `Shape` sections of torch.nn.Flatten, Unflatten, PixelShuffle and PixelUnshuffle.
"""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import multiply, outputs, product, step, write
from .rule import MODULE, Lines, NoRule, Plan, Refused, Worked, axis, make, unweighted, whole, wholes


def flatten(settings: list[Any]) -> Plan:
    """Plan nn.Flatten."""
    start, end = settings
    return unweighted(partial(_flatten, whole(start, "start_dim"), whole(end, "end_dim")))


def _flatten(start: int, end: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    first, last = axis(start, shape, "start_dim"), axis(end, shape, "end_dim")
    if first > last:
        raise Refused(f"start_dim {start} comes after end_dim {end} in {shape}")
    flat = prod(shape[first : last + 1])
    output = (*shape[:first], flat, *shape[last + 1 :])
    if lines is not None:
        if first < last:
            multiply(lines, f"dimensions {first} to {last} become one", shape[first : last + 1])
        else:
            lines.append("one dimension alone stays as it is")
        kept = [place for place in range(len(shape)) if not first <= place <= last]
        if kept:
            write(lines, f"dimension{'s' * (len(kept) > 1)} {', '.join(map(str, kept))}: kept")
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + 2 * prod(shape)))


def unflatten(settings: list[Any]) -> Plan:
    """Plan nn.Unflatten."""
    dim, sizes = settings
    if type(dim) is str:
        raise NoRule("dim is a name")
    if type(sizes) is not tuple:
        raise Refused("unflattened_size must be a tuple of whole numbers")
    return unweighted(partial(_unflatten, whole(dim, "dim"), wholes(sizes, "unflattened_size")))


def _unflatten(dim: int, sizes: tuple[int, ...], shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if not shape or 0 in shape or 0 in sizes:
        raise NoRule("a size is 0, or there is none", MODULE + 2 * prod(shape))
    place = axis(dim, shape)
    if not sizes:
        raise Refused("unflattened_size may not be empty")
    if min(sizes) < -1 or sizes.count(-1) > 1:
        raise Refused(f"unflattened_size {sizes} may hold one -1 and no other negative number")
    known = prod([size for size in sizes if size != -1])
    whole_ = shape[place]
    if whole_ % known or (-1 not in sizes and known != whole_):
        if -1 in sizes:
            raise Refused(f"the {whole_} of dimension {place} cannot be divided by {known}")
        raise Refused(f"{product(sizes)} = {known} is not the {whole_} of dimension {place}")
    parts = tuple([whole_ // known if size == -1 else size for size in sizes])
    output = (*shape[:place], *parts, *shape[place + 1 :])
    if lines is not None:
        if -1 in sizes:
            step(lines, "the size of -1", f"{whole_} / {known}", whole_ // known)
        step(lines, f"dimension {place}", whole_, product(parts))
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + 2 * prod(shape)))


def pixel_shuffle(settings: list[Any]) -> Plan:
    """Plan nn.PixelShuffle."""
    return unweighted(partial(_shuffle, whole(settings[0], "upscale_factor", least=1)))


def _shuffle(factor: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    _image(shape)
    *rest, channels, height, width = shape
    if channels % factor**2:
        raise Refused(f"the {channels} channels cannot be divided by {factor} * {factor} = {factor**2}")
    output = (*rest, channels // factor**2, height * factor, width * factor)
    if lines is not None:
        step(lines, "C", f"{channels} / ({factor} * {factor})", channels // factor**2)
        step(lines, "H", f"{height} * {factor}", height * factor)
        step(lines, "W", f"{width} * {factor}", width * factor)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + 2 * prod(shape)))


def pixel_unshuffle(settings: list[Any]) -> Plan:
    """Plan nn.PixelUnshuffle."""
    return unweighted(partial(_unshuffle, whole(settings[0], "downscale_factor", least=1)))


def _unshuffle(factor: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    _image(shape)
    *rest, channels, height, width = shape
    if height % factor or width % factor:
        name, size = ("H", height) if height % factor else ("W", width)
        raise Refused(f"{name} = {size} cannot be divided by {factor}")
    if 0 in shape and factor > 1:
        raise NoRule("torch gives an empty image back as it is", MODULE)
    output = (*rest, channels * factor**2, height // factor, width // factor)
    if lines is not None:
        step(lines, "C", f"{channels} * {factor} * {factor}", channels * factor**2)
        step(lines, "H", f"{height} / {factor}", height // factor)
        step(lines, "W", f"{width} / {factor}", width // factor)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + 2 * prod(shape)))


def _image(shape: Shape) -> None:
    if len(shape) < 3:
        raise Refused(f"the input must have at least 3 dimensions, and {shape} has {len(shape)}")


def channel_shuffle(settings: list[Any]) -> Plan:
    """Plan nn.ChannelShuffle."""
    return unweighted(partial(_mix, whole(settings[0], "groups", least=1)))


def _mix(groups: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    _image(shape)
    if shape[1] % groups:
        raise Refused(f"the {shape[1]} channels cannot be divided into {groups} groups")
    if lines is not None:
        lines.append("the channels change places: every size is kept")
        outputs(lines, output=shape)
    return make(Worked, ((shape,), 0, MODULE + 2 * prod(shape)))
