"""Lazy layers: planned with what the first input tells them."""

from functools import partial
from typing import Any

from ..shapes import Shape
from .rule import MODULE, Lines, NoRule, Plan, Refused, Rule, Worked, dimensions, make


def lazy(rule: Rule, place: int, wanted: tuple[int, ...], settings: list[Any]) -> Plan:
    """Plan a lazy layer: `rule` plans the layer that it becomes, whose first setting is a size of the input.

    `place` is that of the size in the input; `wanted` are the numbers of dimensions that the input may have, any
    where it is empty.
    """
    return make(Plan, (partial(_become, rule, place, wanted, settings), None, MODULE, False))


def lazy_conv(rule: Rule, dims: int, settings: list[Any]) -> Plan:
    """Plan nn.LazyConv and nn.LazyConvTranspose: torch constructs them without channels first."""
    outward, groups = settings[0], settings[5]
    rule([0, 0, *settings[1:]])
    if type(outward) is int and outward % groups:
        raise NoRule("out_channels cannot be divided into groups, which torch does not always see")
    return lazy(rule, -dims - 1, (dims + 1, dims + 2), settings)


def _become(
    rule: Rule, place: int, wanted: tuple[int, ...], settings: list[Any], shapes: tuple[Shape, ...], lines: Lines
) -> Worked:
    (shape,) = shapes
    if wanted:
        dimensions(shape, *wanted)
    if not -len(shape) <= place < len(shape):
        raise Refused(f"the input {shape} has too few dimensions")
    plan = rule([shape[place], *settings])
    try:
        return plan.run(shapes, lines)
    except Refused as refusal:
        raise Refused(str(refusal), refusal.spent + plan.built) from None
