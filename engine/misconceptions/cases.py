"""What wrong formulas look at: the sides of a layer along each dimension, and which formulas speak of them."""

from collections.abc import Sequence
from typing import TypeAlias

from ..binding import Misfit, bind
from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from ..sides import Side, WrongSize
from ..sliding import each, slides
from .shapes import Case
from .sizes import WRONG_SIZES
from .transposed import TRANSPOSED_SIZES

Rules: TypeAlias = tuple[WrongSize, ...]
"""Wrong formulas; those that a bank adds, for one."""


def case_of(layer: LayerCall, shape: Shape, right: Shape) -> Case:
    """Return what misconceptions look at: a layer, its input and right output, and its windows where they fit it."""
    found = slides(layer, shape)
    counts = tuple([slide.fitting for slide in found])
    return Case(layer, shape, right, found if right[len(right) - len(counts) :] == counts else ())


def sides_of(case: Case) -> list[Side]:
    """Return the sides that formulas speak of: none where the two ends are padded differently."""
    name = case.layer.name
    if not case.slides:
        return _transposed(case) if "ConvTranspose" in name else []
    if any(slide.before != slide.after for slide in case.slides):
        return []
    pool = "Pool" in name
    return [Side(one.size, one.kernel, one.stride, one.before, one.dilation, pool, one.ceil) for one in case.slides]


def _transposed(case: Case) -> list[Side]:
    """Return the sides of a transposed convolution; none where its settings are not plain numbers."""
    dims = LAYERS[case.layer.name].dims or 0
    if not 0 < dims < min(len(case.input), len(case.right)):
        return []
    try:
        settings = bind(case.layer)
    except Misfit:
        return []
    names = ("kernel_size", "stride", "padding", "dilation", "output_padding")
    rows = [each(settings[name], dims) for name in names]
    if not all(rows) or min(rows[1]) < 1:
        return []
    found = zip(case.input[-dims:], *rows, strict=True)
    return [Side(L, k, s, p, d, pool=False, op=op) for L, k, s, p, d, op in found]


def about(layer: LayerCall, rules: Rules) -> Rules:
    """Return the rules that are about a layer."""
    return tuple([rule for rule in rules if not rule.layers or layer.name in rule.layers]) if rules else ()


def table(sides: Sequence[Side]) -> Rules:
    """Return everybody's wrong formulas for such sides."""
    return () if not sides else WRONG_SIZES if sides[0].op is None else TRANSPOSED_SIZES


def mistaken(rule: WrongSize, sides: Sequence[Side], right: Shape) -> Shape | None:
    """Return the sizes by a wrong formula, the right ones where it says nothing; None where one is a fraction."""
    sizes: list[int] = []
    for side, own in zip(sides, right, strict=True):
        size = rule.size(side) if rule.applies(side) else own
        if size != int(size):
            return None
        sizes.append(int(size))
    return tuple(sizes)
