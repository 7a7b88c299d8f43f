"""Adaptive and fractional pooling: the layer is told the size of its output.

The sizes are those of the `Shape` sections of torch.nn.AdaptiveAvgPool2d and torch.nn.FractionalMaxPool2d; window i
of an adaptive layer runs from floor(i * in / out) to ceil((i + 1) * in / out).
"""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import AXES, INDENT, WIDTH, outputs, scaled, step, write
from .rule import (
    MODULE,
    TAPS,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    make,
    not_whole,
    spread,
    truth,
    unweighted,
    wholes,
)

_HELD = 3
"""What an output takes while it is computed: with its index, of two elements."""


def adaptive(dims: int, keeps_none: bool, average: bool, settings: list[Any]) -> Plan:
    """Plan adaptive pooling. `keeps_none`: None in the output size keeps the size of the input."""
    output, *with_indices = settings
    many = 2 if with_indices and truth(with_indices[0], "return_indices") else 1
    if type(output) is int:
        sizes: tuple[int | None, ...] = (output,) * dims
    elif type(output) is not tuple:
        raise not_whole(output, "output_size")
    else:
        known = wholes(tuple([0 if size is None and keeps_none else size for size in output]), "output_size")
        sizes = tuple([None if size is None else value for size, value in zip(output, known, strict=True)])
    if len(sizes) != dims:
        raise Refused(f"output_size takes one number{'' if dims == 1 else f' or {dims}'}, not a tuple of {len(sizes)}")
    for size in sizes:
        if size is not None and size < 0:
            raise Refused(f"output_size may not be negative, and is {size}")
    return unweighted(partial(_adapt, dims, sizes, many, average))


def _adapt(
    dims: int, sizes: tuple[int | None, ...], many: int, average: bool, shapes: tuple[Shape, ...], lines: Lines
) -> Worked:
    (shape,) = shapes
    if average and dims > 1 and set(sizes) == {1} and len(shape) not in (dims + 1, dims + 2):
        raise NoRule("a mean over the last dimensions", MODULE + 2 * prod(shape))
    dimensions(shape, dims + 1, dims + 2)
    if 0 in shape[-dims - 1 :]:
        raise NoRule("a size of the input is 0", MODULE + prod(size or 0 for size in sizes))
    spatial = shape[-dims:]
    wanted = tuple([size if want is None else want for size, want in zip(spatial, sizes, strict=True)])
    output = (*shape[:-dims], *wanted)
    if lines is not None:
        _explain(lines, AXES[dims], spatial, sizes)
        outputs(lines, output=output) if many == 1 else outputs(lines, output=output, indices=output)
    read = prod([-(-size // max(1, want)) + 1 for size, want in zip(spatial, wanted, strict=True)])
    made = prod(output)
    return make(Worked, ((output,) * many, 0, MODULE + prod(shape) + _HELD * made + made * read // TAPS))


def adaptive_window(place: int, size: int, count: int) -> tuple[int, int]:
    """Return the first element of window `place` of `count`, and the one behind its last.

    >>> [adaptive_window(place, 9, 5) for place in range(5)]
    [(0, 2), (1, 4), (3, 6), (5, 8), (7, 9)]
    """
    return place * size // count, -(-(place + 1) * size // count)


def _explain(lines: list[str], axes: tuple[str, ...], spatial: Shape, sizes: tuple[int | None, ...]) -> None:
    """Write where each window begins and ends, as far as a line goes."""
    for place, (axis, size, want) in enumerate(zip(axes, spatial, sizes, strict=True)):
        if place and (size, want) == (spatial[place - 1], sizes[place - 1]):
            lines.append(f"{axis}: as {axes[place - 1]}")
            continue
        if want is None:
            lines.append(f"{axis}: {size}, kept by None")
            continue
        lines.append(f"{axis}: {want}, the output_size")
        if want == 0:
            continue
        if size % want:
            write(lines, f"   window i begins at floor(i*{size} / {want})")
            write(lines, f"   and ends before ceil((i + 1)*{size} / {want}):")
            label = INDENT
        else:
            label = f"   windows of {size} / {want} = {size // want}: " if want > 1 else "   one window: "
        write(lines, label + _listed(size, want, WIDTH - len(label)))


def _listed(size: int, count: int, room: int) -> str:
    """Return the elements of each window; of the first ones and the last where there is no room for all.

    >>> _listed(9, 5, 40), _listed(90, 50, 40)
    ('0..1, 1..3, 3..5, 5..7, 7..8', '0..1, 1..3, 3..5, 5..7, ..., 88..89')
    """
    texts: list[str] = []
    while len(texts) < count and len(", ".join(texts)) <= room:
        texts.append(_elements(len(texts), size, count))
    if len(texts) == count and len(", ".join(texts)) <= room:
        return ", ".join(texts)
    end = f", ..., {_elements(count - 1, size, count)}"
    while len(", ".join(texts)) + len(end) > room and len(texts) > 1:
        texts.pop()
    return ", ".join(texts) + end


def _elements(place: int, size: int, count: int) -> str:
    start, end = adaptive_window(place, size, count)
    return f"{start}..{end - 1}" if end - start > 1 else str(start)


def fractional(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.FractionalMaxPool2d or 3d."""
    kernel, output, ratio, with_indices, samples = settings
    if samples is not None:
        raise NoRule("_random_samples is given")
    many = 2 if truth(with_indices, "return_indices") else 1
    kernels = spread(kernel, dims, "kernel_size", one_for_all=False)
    if min(kernels) < 1:
        if dims == 3:
            raise Refused(f"kernel_size must be at least 1, not {min(kernels)}")
        raise NoRule("kernel_size is less than 1, and nn.FractionalMaxPool2d does not look")
    if (output is None) == (ratio is None):
        both = "only one of output_size and output_ratio may be given"
        raise Refused("output_size or output_ratio must be given" if output is None else both)
    if output is not None:
        sizes = spread(output, dims, "output_size", one_for_all=False)
        if min(sizes) < 0:
            raise Refused(f"output_size may not be negative, and is {min(sizes)}")
        return unweighted(partial(_fraction, dims, kernels, sizes, (), many))
    return unweighted(partial(_fraction, dims, kernels, (), _ratios(ratio, dims), many))


def _ratios(ratio: Any, dims: int) -> tuple[float, ...]:
    ratios = ratio if type(ratio) is tuple else (ratio,) * dims
    for part in ratios:
        if type(part) is not float and type(part) is not int:
            raise NoRule("output_ratio is no number")
        if not 0 < part < 1:
            raise Refused(f"output_ratio must lie between 0 and 1, and is {part}")
    if len(ratios) < dims:
        raise Refused(f"output_ratio takes one number or {dims}, not {len(ratios)}")
    if len(ratios) > dims:
        raise NoRule("output_ratio is too long, and torch does not always look")
    return ratios


def _fraction(
    dims: int,
    kernels: tuple[int, ...],
    sizes: tuple[int, ...],
    ratios: tuple[float, ...],
    many: int,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    (shape,) = shapes
    dimensions(shape, dims + 1, dims + 2)
    spatial = shape[-dims:]
    if 0 in shape[-dims - 1 :]:
        raise NoRule("a size of the input is 0", MODULE + prod(sizes))
    made = sizes or tuple([int(size * ratio) for size, ratio in zip(spatial, ratios, strict=True)])
    for place, (axis, size, kernel, count) in enumerate(zip(AXES[dims], spatial, kernels, made, strict=True)):
        if count + kernel - 1 > size or (dims == 3 and count + kernel - 1 == size):
            raise Refused(f"the kernel {kernel} is too large for {count} windows along {axis} = {size}")
        if lines is not None and ratios:
            step(lines, axis, *scaled(size, ratios[place], count))
        elif lines is not None:
            lines.append(f"{axis}: {count}, the output_size")
    output = (*shape[:-dims], *made)
    if lines is not None:
        write(lines, f"windows of {' x '.join([str(kernel) for kernel in kernels])} lie at places chosen at random")
        outputs(lines, output=output) if many == 1 else outputs(lines, output=output, indices=output)
    pooled = prod(output)
    cost = MODULE + prod(shape) + _HELD * pooled + pooled * prod(kernels) // TAPS
    return make(Worked, ((output,) * many, 0, cost))
