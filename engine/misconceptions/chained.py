"""What a wrong formula makes of a Sequential: its user computes every layer by it, one after the other."""

from collections.abc import Iterator
from functools import lru_cache

from ..binding import Misfit
from ..layercall import LayerCall
from ..shapes import Shape
from ..sides import Side, WrongSize
from ..sizes import NoRule, Refused, work_out
from .cases import Rules, about, case_of, mistaken, sides_of, table
from .shapes import Case


def chained(case: Case, rules: Rules = ()) -> Iterator[tuple[WrongSize, Shape]]:
    """Yield each wrong formula that speaks of a layer in a Sequential, with the shape that comes out by it."""
    parts = list(_parts(case.layer))
    speaking: dict[str, WrongSize] = {}
    shape = case.input
    for part in parts:
        step = _step(part, shape)
        if step is None:
            return
        shape, sides = step
        for rule in (*about(part, rules), *table(sides)):
            if rule.slug not in speaking and any(map(rule.applies, sides)):
                speaking[rule.slug] = rule
    for rule in speaking.values():
        made = _by(rule, parts, case.input)
        if made is not None:
            yield rule, made


def _by(rule: WrongSize, parts: list[LayerCall], shape: Shape) -> Shape | None:
    for part in parts:
        step = _step(part, shape)
        if step is None:
            return None
        shape, sides = step
        if sides and (not rule.layers or part.name in rule.layers):
            place = len(shape) - len(sides)
            sizes = mistaken(rule, sides, shape[place:])
            if sizes is None or min(sizes) < 1:
                return None
            shape = (*shape[:place], *sizes)
    return shape


def _parts(layer: LayerCall) -> Iterator[LayerCall]:
    for part in layer.args:
        if isinstance(part, LayerCall):
            yield from _parts(part) if part.name == "Sequential" else (part,)


@lru_cache(maxsize=1_024)
def _step(layer: LayerCall, shape: Shape) -> tuple[Shape, tuple[Side, ...]] | None:
    """Return the right shape that a layer gives, and the sides that formulas speak of; None where it gives none."""
    try:
        made = work_out(layer, shape).shapes
    except (Refused, NoRule, Misfit):
        return None
    return (made[0], tuple(sides_of(case_of(layer, shape, made[0])))) if made else None
