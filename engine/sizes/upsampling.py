"""Upsampling to a size, or by a factor.

The formula is that of the `Shape` section of torch.nn.Upsample: floor(size * scale_factor).
"""

from functools import partial
from math import prod
from typing import Any

from ..shapes import LARGEST, Shape
from .lines import AXES, along, outputs, scaled
from .rule import MODULE, TAPS, Lines, NoRule, Plan, Refused, Worked, dimensions, make, truth, unweighted, wholes

_DIMS = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}
_READS = {"nearest": 1, "nearest-exact": 1, "linear": 2, "bilinear": 4, "trilinear": 8, "bicubic": 16, "area": 1}
_HELD = 8


def upsample(settings: list[Any]) -> Plan:
    """Plan nn.Upsample."""
    size, factor, mode, align, recompute = settings
    # The factor 0 is none to torch; a tuple is one whatever it holds.
    if type(factor) is not tuple and not truth(factor, "scale_factor"):
        factor = None
    if type(mode) is not str or (align is not None and type(align) is not bool):
        raise NoRule("mode or align_corners is of an odd type")
    if mode not in _READS:
        modes = ", ".join([f"'{name}'" for name in _READS])
        raise Refused(f"mode is one of {modes}, and not {mode!r}")
    if mode not in _DIMS and align is not None:
        raise Refused(f"align_corners has no meaning with mode={mode!r}")
    if (size is None) == (factor is None):
        raise Refused("one of size and scale_factor must be given" + ("" if size is None else ", and not both"))
    if truth(recompute, "recompute_scale_factor") and size is not None:
        raise Refused("recompute_scale_factor has no meaning with a size")
    sizes = size if type(size) is int else () if size is None else wholes(size, "size")
    return unweighted(partial(_resize, sizes, () if factor is None else _factors(factor), mode))


def upsampling_2d(mode: str, settings: list[Any]) -> Plan:
    """Plan nn.UpsamplingNearest2d or nn.UpsamplingBilinear2d."""
    return upsample([*settings, mode, True if mode == "bilinear" else None, None])


def _factors(factor: Any) -> float | tuple[float, ...]:
    for part in factor if type(factor) is tuple else (factor,):
        if type(part) is not float and type(part) is not int:
            raise NoRule("scale_factor is no number")
    return tuple([float(part) for part in factor]) if type(factor) is tuple else float(factor)


def _resize(
    sizes: int | tuple[int, ...],
    factors: float | tuple[float, ...],
    mode: str,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    (shape,) = shapes
    dims = len(shape) - 2
    if mode in _DIMS:
        dimensions(shape, _DIMS[mode] + 2)
    dimensions(shape, 3, 4, 5)
    spatial = shape[2:]
    by_factor = factors != ()
    given = factors if by_factor else sizes
    each = given if isinstance(given, tuple) else (given,) * dims
    if len(each) != dims:
        name = "scale_factor" if by_factor else "size"
        raise Refused(f"{name} takes one number or {dims} for the input {shape}, not {len(each)}")
    made = tuple([int(min(size * part, 1e30)) for size, part in zip(spatial, each, strict=True)]) if by_factor else each
    least = 0 if mode == "area" else 1
    for axis, count in zip(AXES[dims], made, strict=True):
        if not least <= count <= LARGEST:
            raise Refused(f"{axis} would be {count}" if count < least else f"{axis} would be larger than any tensor")
    output = (*shape[:2], *[int(count) for count in made])
    # Along each dimension, torch holds the places and the weights that it reads with.
    held = _HELD * sum(output[2:])
    spent = MODULE + prod(shape) + prod(output) + held + prod(output) * _READS[mode] // TAPS
    if 0 in shape[1:]:
        raise NoRule("a size of the input is 0", spent)
    if mode == "area":
        read = [-(-size // max(1, count)) + 1 for size, count in zip(spatial, output[2:], strict=True)]
        spent += prod(output) * prod(read) // TAPS
    if lines is not None:
        rows = zip(spatial, each, output[2:], strict=True)
        sums: list[tuple[object, ...]] = [
            scaled(size, part, count) if by_factor else (f"{count}, the size",) for size, part, count in rows
        ]
        along(lines, AXES[dims], sums)
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, spent))
