"""Max, average and LP pooling of a few numbers without torch: what each window holds, and what is made of it.

The divisor of an average is that of `avg_pool2d` in torch's aten/src/ATen/native/cpu/AvgPoolKernel.cpp; LP pooling is
`lp_pool2d` of torch.nn.functional, which takes the average of the powers first.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from math import isfinite, nan, prod
from typing import Any, Final, NamedTuple, TypeAlias

from ..binding import bind
from ..jobs import Numbers
from ..layercall import LayerCall
from ..shapes import Shape
from ..sizes import work_out
from ..sizes.rule import NoRule, Refused
from ..sliding import Slide, slides
from ..tensors import flat, shape_of

_MOST: Final = 4_096
"""Numbers that windows read in all: nobody pools more by hand."""


class Window(NamedTuple):
    """The numbers that one window covers, and how many places it has: on the padded map, and in all.

    Those in all but not on the padded map hang over its end, as `ceil_mode` lets them.
    """

    numbers: tuple[float, ...]
    within: int
    whole: int


Reduce: TypeAlias = Callable[[Window], float]


class Pool(NamedTuple):
    """A pool and the maps that go in, each with its numbers in a row. `kind` is "max", "avg" or "lp"."""

    kind: str
    settings: dict[str, Any]
    slides: tuple[Slide, ...]
    lead: Shape
    maps: tuple[tuple[float, ...], ...]


def read_pool(layer: LayerCall, numbers: Numbers) -> Pool | None:
    """Return the pool that numbers with all their dimensions go into; None where the layer is none, or too much."""
    kind = next((kind for start, kind in _KINDS.items() if layer.name.startswith(start)), None)
    if kind is None:
        return None
    shape = shape_of(numbers)
    found = slides(layer, shape)
    if not found:
        return None
    try:
        work_out(layer, shape)
    except (Refused, NoRule):
        return None
    lead, held = shape[: -len(found)], flat(numbers)
    if prod(lead) * prod([one.fitting * one.kernel for one in found]) > _MOST or not all(map(isfinite, held)):
        return None
    size = prod([one.size for one in found])
    maps = tuple([tuple(held[start : start + size]) for start in range(0, len(held), size)])
    return Pool(kind, bind(layer), found, lead, maps)


_KINDS: Final = {"MaxPool": "max", "AvgPool": "avg", "LPPool": "lp"}


def reduced(pool: Pool, reduce: Reduce, along: tuple[Slide, ...] | None = None) -> "Numbers | None":
    """Return what `reduce` makes of each window, nested; `along` other windows than its own.

    None where a window covers no number.
    """
    along = pool.slides if along is None else along
    places = _places(along)
    if any(not inside for inside, _, _ in places):
        return None
    made = [
        reduce(Window(tuple([numbers[place] for place in inside]), within, whole))
        for numbers in pool.maps
        for inside, within, whole in places
    ]
    return _nested(made, (*pool.lead, *[one.fitting for one in along]))


def usual(pool: Pool) -> Reduce | None:
    """Return what torch makes of each window; None where that is not known."""
    return _USUAL[pool.kind](pool.settings)


def _largest(_settings: dict[str, Any]) -> Reduce:
    return lambda window: max(window.numbers)


def _average(settings: dict[str, Any]) -> Reduce:
    return lambda window: sum(window.numbers) / divisor(settings, window)


def divisor(settings: dict[str, Any], window: Window) -> int:
    """Return what an average pool divides the sum of a window by."""
    override = settings.get("divisor_override")
    if override is not None:
        return int(override)
    return window.within if settings["count_include_pad"] else len(window.numbers)


def _norm(settings: dict[str, Any]) -> Reduce | None:
    exponent = float(settings["norm_type"])
    if not 0 < exponent < 100:
        return None

    def reduce(window: Window) -> float:
        total = sum([power(number, exponent) for number in window.numbers])
        return power(total / window.within * window.whole, 1 / exponent)

    return reduce


_USUAL: Final[dict[str, Callable[[dict[str, Any]], Reduce | None]]] = {
    "max": _largest,
    "avg": _average,
    "lp": _norm,
}


def power(base: float, exponent: float) -> float:
    """Return a power as torch computes it: NaN where it is no real number.

    >>> power(-2.0, 2.0), power(-8.0, 1 / 3)
    (4.0, nan)
    """
    return nan if base < 0 and not exponent.is_integer() else float(base**exponent)


@lru_cache(maxsize=256)
def _places(along: tuple[Slide, ...]) -> tuple[tuple[tuple[int, ...], int, int], ...]:
    """Return which places of a map in a row each window covers, and how many it has: on the padded map, and in all."""
    sides = [[_along(one, window) for window in range(one.fitting)] for one in along]
    steps = [prod([one.size for one in along[place + 1 :]]) for place in range(len(along))]
    found = []
    for window in product(*sides):
        inside = product(*[[tap * step for tap in taps] for (taps, _, _), step in zip(window, steps, strict=True)])
        within, whole = prod([within for _, within, _ in window]), prod([whole for _, _, whole in window])
        found.append((tuple(map(sum, inside)), within, whole))
    return tuple(found)


def _along(slide: Slide, window: int) -> tuple[list[int], int, int]:
    taps = slide.taps(window)
    inside = [tap for tap in taps if 0 <= tap < slide.size]
    return inside, sum(tap < slide.size + slide.after for tap in taps), len(taps)


def _nested(numbers: Sequence[float], shape: Shape) -> Numbers:
    if not shape:
        return numbers[0]
    each = len(numbers) // shape[0]
    return tuple([_nested(numbers[place * each : (place + 1) * each], shape[1:]) for place in range(shape[0])])
