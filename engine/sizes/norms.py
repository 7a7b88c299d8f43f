"""Normalisation: no size changes, but the input must fit.

Layers are taken in evaluation, as they are graded: batch statistics are then used only without running ones.
"""

from functools import partial
from math import prod
from typing import Any, Final

from ..shapes import Shape
from .lines import WIDTH, outputs, product, write
from .rule import (
    MODULE,
    TAPS,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    dimensions,
    lenient,
    make,
    number,
    truth,
    unweighted,
    weighted,
    whole,
    wholes,
)


def batch_norm(dims: tuple[int, ...], settings: list[Any]) -> Plan:
    """Plan nn.BatchNorm: `dims` are the numbers of dimensions it takes, any from 2 where there are none."""
    features, eps, momentum, affine, track, *rest = settings
    affine, track = truth(affine, "affine"), truth(track, "track_running_stats")
    if rest[:-1] not in ([], [None]):
        raise NoRule("process_group is given")
    parameters, buffers = _per_feature(features, affine, track, truth(rest[-1], "bias"), momentum)
    run = partial(_batch, dims, features, number(eps, "eps"), affine or track, track, parameters)
    return weighted(partial(lenient, run), parameters, buffers)


def _per_feature(features: Any, affine: bool, track: bool, bias: bool, momentum: Any) -> tuple[int, int]:
    """Return the elements of parameters and of buffers."""
    if momentum is not None:
        number(momentum, "momentum")
    if not affine and not track:
        if type(features) is not int:
            raise NoRule("num_features is no whole number, and torch does not look")
        return 0, 0
    whole(features, "num_features", least=0)
    return (features * (2 if bias else 1) if affine else 0), (2 * features + 1 if track else 0)


def _batch(
    dims: tuple[int, ...],
    features: int,
    eps: float,
    checked: bool,
    track: bool,
    parameters: int,
    shapes: tuple[Shape, ...],
    lines: Lines,
) -> Worked:
    (shape,) = shapes
    if dims:
        dimensions(shape, *dims)
    elif len(shape) < 2:
        raise Refused(f"the input must have at least 2 dimensions, and {shape} has {len(shape)}")
    if checked and shape[1] != features:
        raise Refused(f"the input has {shape[1]} channels, and num_features is {features}")
    if eps < 0 or (eps == 0 and not track):
        raise Refused(f"eps may not be {eps}")
    if shape[1] == 0:
        raise NoRule("there are no channels", 0)
    if not track and prod(shape) == shape[1]:
        raise Refused(f"without running statistics a channel needs more than 1 value, and {shape} has 1")
    if lines is not None:
        _explain(lines, f"each of {shape[1]} channels by its mean and variance")
    return kept(shape, parameters, MODULE + parameters, lines)


def _explain(lines: list[str], what: str) -> None:
    write(lines, f"normalized: {what}")


def kept(shape: Shape, parameters: int, spent: int, lines: Lines, why: str = "") -> Worked:
    """Return what a layer works out to that keeps every size, for the reason `why`."""
    if lines is not None:
        said = f"{why}: every size is kept" if why else "every size is kept"
        for line in (said,) if len(said) <= WIDTH else (why, "every size is kept"):
            write(lines, line)
        outputs(lines, output=shape)
    return make(Worked, ((shape,), parameters, spent + 2 * prod(shape)))


def instance_norm(dims: int, settings: list[Any]) -> Plan:
    """Plan nn.InstanceNorm1d, 2d or 3d."""
    features, eps, momentum, affine, track, bias = settings
    affine, track = truth(affine, "affine"), truth(track, "track_running_stats")
    parameters, buffers = _per_feature(features, affine, track, truth(bias, "bias"), momentum)
    number(eps, "eps")
    run = partial(_instance, dims, features, affine or track, track, parameters)
    return weighted(partial(lenient, run), parameters, buffers)


def _instance(
    dims: int, features: int, checked: bool, track: bool, parameters: int, shapes: tuple[Shape, ...], lines: Lines
) -> Worked:
    (shape,) = shapes
    dimensions(shape, dims + 1, dims + 2)
    if checked and shape[-dims - 1] != features:
        raise Refused(f"the input has {shape[-dims - 1]} channels, and num_features is {features}")
    if not track and prod(shape[-dims:]) == 1:
        raise Refused(f"a channel needs more than 1 value, and {shape} has 1")
    if 0 in shape:
        raise NoRule("a size of the input is 0", 0)
    if lines is not None:
        _explain(lines, f"each of the {shape[-dims - 1]} channels of each input by itself")
    return kept(shape, parameters, MODULE + parameters + prod(shape), lines)


def layer_norm(settings: list[Any]) -> Plan:
    """Plan nn.LayerNorm."""
    normalized, eps, affine, bias = settings
    number(eps, "eps")
    return _over_last(normalized, truth(affine, "elementwise_affine"), 2 if truth(bias, "bias") else 1)


def rms_norm(settings: list[Any]) -> Plan:
    """Plan nn.RMSNorm."""
    normalized, eps, affine = settings
    if eps is not None:
        number(eps, "eps")
    return _over_last(normalized, truth(affine, "elementwise_affine"), 1)


def _over_last(normalized: Any, affine: bool, weights: int) -> Plan:
    sizes = (normalized,) if type(normalized) is int else wholes(normalized, "normalized_shape")
    if affine and sizes and min(sizes) < 0:
        raise Refused(f"normalized_shape may not be negative, and is {normalized}")
    parameters = weights * prod(sizes) if affine else 0
    return weighted(partial(_last, sizes, parameters), parameters)


def _last(sizes: tuple[int, ...], parameters: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if not sizes:
        raise Refused("normalized_shape may not be empty")
    if shape[-len(sizes) :] != sizes:
        raise Refused(f"the last sizes of {shape} must be normalized_shape, {sizes}")
    if lines is not None:
        _explain(lines, f"the {product(sizes)} numbers of the last size{'s' * (len(sizes) > 1)} together")
    return kept(shape, parameters, MODULE + parameters, lines)


def group_norm(settings: list[Any]) -> Plan:
    """Plan nn.GroupNorm."""
    groups, channels, eps, affine, bias = settings
    number(eps, "eps")
    groups, channels = whole(groups, "num_groups"), whole(channels, "num_channels")
    affine = truth(affine, "affine")
    if groups == 0 or channels % groups:
        raise Refused(f"num_channels {channels} cannot be divided into {groups} groups")
    if affine:
        whole(channels, "num_channels", least=0)
    parameters = channels * (2 if truth(bias, "bias") else 1) if affine else 0
    return weighted(partial(_groups, groups, channels if affine else None, parameters), parameters)


def _groups(groups: int, channels: int | None, parameters: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if len(shape) < 2:
        raise Refused(f"the input must have at least 2 dimensions, and {shape} has {len(shape)}")
    if groups < 0:
        raise Refused(f"num_groups must be at least 1, not {groups}")
    if shape[1] % groups or (channels is not None and shape[1] != channels):
        wanted = f"cannot be divided into {groups} groups" if channels is None else f"are not num_channels {channels}"
        raise Refused(f"the {shape[1]} channels of the input {wanted}")
    if 0 in shape:
        raise NoRule("a size of the input is 0", 0)
    if prod(shape) == groups:
        raise Refused(f"a group needs more than 1 value, and there are {groups} groups in {shape}")
    if lines is not None:
        _explain(lines, f"groups of {shape[1]} / {groups} = {shape[1] // groups} channels together")
    return kept(shape, parameters, MODULE + parameters, lines)


_NEIGHBOURS: Final = "each number is divided by what its neighbour channels hold"


def local_response_norm(settings: list[Any]) -> Plan:
    """Plan nn.LocalResponseNorm."""
    size, *constants = settings
    for constant in constants:
        number(constant, "alpha, beta or k")
    return unweighted(partial(lenient, partial(_across, size)))


def _across(size: Any, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if len(shape) < 3:
        raise Refused(f"the input must have at least 3 dimensions, and {shape} has {len(shape)}")
    if 0 in shape:
        raise NoRule("a size of the input is 0", 0)
    whole(size, "size", least=1)
    # Squares are padded with `size - 1` channels, and averaged over `size` of them.
    padded = prod(shape) // shape[1] * (shape[1] + size - 1)
    return kept(shape, 0, MODULE + padded + prod(shape) * (1 + 2 * size // TAPS), lines, _NEIGHBOURS)


def cross_map_norm(settings: list[Any]) -> Plan:
    """Plan nn.CrossMapLRN2d."""
    size, *constants = settings
    for constant in constants:
        number(constant, "alpha, beta or k")
    if type(size) is not int or size < 0:
        raise NoRule("size is no whole number from 1")
    return unweighted(partial(_cross, size))


def _cross(size: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    dimensions(shape, 4)
    if 0 in shape:
        raise NoRule("a size of the input is 0", 0)
    if size == 0:
        raise Refused("size may not be 0")
    # The channels are gone through one by one in Python.
    return kept(shape, 0, MODULE + shape[1] * MODULE // 5 + 2 * prod(shape), lines, _NEIGHBOURS)
