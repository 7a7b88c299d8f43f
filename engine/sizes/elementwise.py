"""Activations and dropout: what is done to each number changes no size, but for GLU, which halves one."""

from functools import partial
from math import prod
from typing import Any

from ..shapes import Shape
from .lines import outputs, step
from .norms import kept
from .rule import (
    MODULE,
    Lines,
    NoRule,
    Plan,
    Refused,
    Worked,
    axis,
    dimensions,
    make,
    number,
    truth,
    unweighted,
    weighted,
    whole,
)


def same(numbers: int, settings: list[Any]) -> Plan:
    """Plan a layer that keeps every size; the first `numbers` settings must be numbers, the others anything."""
    for value in settings[:numbers]:
        number(value, "a setting")
    for value in settings[numbers:]:
        truth(value, "a setting")
    return unweighted(_keep)


def _keep(shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    return kept(shapes[0], 0, MODULE, lines, "each number by itself")


def identity(_: list[Any]) -> Plan:
    """Plan nn.Identity, which also takes several tensors."""
    return Plan(_hand_on, takes_many=True)


def _hand_on(shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    if len(shapes) == 1:
        return kept(shapes[0], 0, MODULE, lines, "nothing is changed")
    return Worked(shapes, 0, MODULE + sum([2 * prod(shape) for shape in shapes]))


def celu(settings: list[Any]) -> Plan:
    """Plan nn.CELU."""
    if settings[0] == 0:
        raise Refused("alpha may not be 0")
    return same(1, settings)


def gelu(settings: list[Any]) -> Plan:
    """Plan nn.GELU."""
    if settings[0] not in ("none", "tanh"):
        raise Refused("approximate is 'none' or 'tanh'")
    return unweighted(_keep)


def hardtanh(settings: list[Any]) -> Plan:
    """Plan nn.Hardtanh."""
    low, high, inplace, old_low, old_high = settings
    low, high = low if old_low is None else old_low, high if old_high is None else old_high
    if number(high, "max_val") <= number(low, "min_val"):
        raise Refused(f"max_val {high} must be greater than min_val {low}")
    return same(2, [low, high, inplace])


def rrelu(settings: list[Any]) -> Plan:
    """Plan nn.RReLU."""
    if number(settings[0], "lower") > number(settings[1], "upper"):
        raise Refused(f"lower {settings[0]} may not be greater than upper {settings[1]}")
    return same(2, settings)


def softshrink(settings: list[Any]) -> Plan:
    """Plan nn.Softshrink."""
    if number(settings[0], "lambd") < 0:
        raise Refused(f"lambd may not be negative, and is {settings[0]}")
    return unweighted(_keep)


def dropout(dims: tuple[int, ...], settings: list[Any]) -> Plan:
    """Plan a dropout layer; `dims` are the numbers of dimensions it takes, any where there are none."""
    p, inplace = settings
    truth(inplace, "inplace")
    if not 0 <= number(p, "p") <= 1:
        raise Refused(f"p must lie between 0 and 1, and is {p}")
    return unweighted(partial(_of_dims, dims, "numbers are kept, or become 0"))


def softmax_2d(_: list[Any]) -> Plan:
    """Plan nn.Softmax2d."""
    return unweighted(partial(_of_dims, (3, 4), "at each place the channels are taken together"))


def _of_dims(dims: tuple[int, ...], why: str, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    if dims:
        dimensions(shapes[0], *dims)
    return kept(shapes[0], 0, MODULE, lines, why)


def softmax(settings: list[Any]) -> Plan:
    """Plan nn.Softmax, nn.Softmin or nn.LogSoftmax."""
    dim = settings[0]
    return unweighted(partial(_along, None if dim is None else whole(dim, "dim")))


def _along(dim: int | None, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    """`dim` None is what torch chose before there was a default: 0 for 0, 1 or 3 dimensions, else 1."""
    place = (0 if len(shapes[0]) in (0, 1, 3) else 1) if dim is None else axis(dim, shapes[0])
    if lines is not None:
        lines.append(f"the numbers along dimension {place} are taken together")
    return kept(shapes[0], 0, MODULE, lines)


def glu(settings: list[Any]) -> Plan:
    """Plan nn.GLU."""
    return unweighted(partial(_halve, whole(settings[0], "dim")))


def _halve(dim: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if not shape:
        raise Refused("the input has no dimension to halve")
    place = axis(dim, shape)
    size = shape[place]
    if size % 2:
        raise Refused(f"dimension {place} is halved, and its size {size} is odd")
    output = (*shape[:place], size // 2, *shape[place + 1 :])
    if lines is not None:
        step(lines, f"dimension {place}", f"{size} / 2", size // 2)
        lines.append("the second half is a gate for the first")
        outputs(lines, output=output)
    return make(Worked, ((output,), 0, MODULE + 2 * prod(shape)))


def prelu(settings: list[Any]) -> Plan:
    """Plan nn.PReLU."""
    parameters, init = settings
    number(init, "init")
    if type(parameters) is tuple:
        raise NoRule("num_parameters is a tuple")
    whole(parameters, "num_parameters", least=0)
    return weighted(partial(_slopes, parameters), parameters)


def _slopes(parameters: int, shapes: tuple[Shape, ...], lines: Lines) -> Worked:
    (shape,) = shapes
    if parameters == 0 or (parameters > 1 and 0 in shape):
        raise NoRule("there is nothing to multiply", MODULE)
    channels = shape[1] if len(shape) > 1 else 1
    if parameters > 1 and channels != parameters:
        raise Refused(f"num_parameters is {parameters}, and the input {shape} has {channels} channels")
    return kept(shape, parameters, MODULE + parameters, lines, "each number by itself")
