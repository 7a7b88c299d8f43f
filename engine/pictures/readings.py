"""What a window makes of the numbers it reads, in one equation that agrees with torch, or nothing."""

from math import isclose, isfinite
from typing import Final

from ..frozen import dataclass
from ..tensors import flat, shape_of, written
from .scene import Scene, settings_of
from .sides import Side

_MOST_TERMS: Final = 12
_MOST_READ: Final = 10_000
_ENDS: Final = 3
"""So many terms at the beginning are written of a sum with more than that."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An equation such as `max(1, 2, 5, 6) = 6`, and the place of the number that was picked, None for a mean."""

    equation: str
    picked: tuple[int, int] | None = None


def reading(found: Scene, down: int, right: int) -> Reading | None:
    """Return what one window makes of its numbers; None where there are none, or torch made something else of them."""
    if not found.numbers:
        return None
    name = found.layer.name
    if name.startswith(("MaxPool", "AdaptiveMaxPool")):
        return _largest(found, down, right)
    if name.startswith(("AvgPool", "AdaptiveAvgPool")):
        return _mean(found, down, right)
    return _weighted(found, down, right) if name.startswith("Conv") and found.weights else None


def counts_padding(found: Scene) -> bool:
    """Return whether padding is read as zeros."""
    name = found.layer.name
    if name.startswith("Conv"):
        return settings_of(found).get("padding_mode") == "zeros"
    return name.startswith("AvgPool") and settings_of(found).get("count_include_pad") is True


def _places(found: Scene, down: int, right: int, padding: bool) -> list[tuple[int, int]]:
    """Return the places that a window reads, with or without padding; what is beyond that is left out."""
    rows = range(1) if found.rows is None else _clipped(found.rows, down, padding)
    columns = _clipped(found.columns, right, padding)
    if len(rows) * len(columns) > _MOST_READ:
        return []
    return [(y, x) for y in rows for x in columns]


def _clipped(side: Side, window: int, padding: bool) -> range:
    taps = side.taps(window)
    first, end = (-side.before, side.size + side.after) if padding else (0, side.size)
    skipped = max(0, -(-(first - taps.start) // taps.step))
    return taps[skipped : max(skipped, -(-(end - taps.start) // taps.step))]


def _inside(found: Scene, place: tuple[int, int]) -> bool:
    y, x = place
    return 0 <= y < len(found.numbers) and 0 <= x < len(found.numbers[0])


def _largest(found: Scene, down: int, right: int) -> Reading | None:
    places = _places(found, down, right, padding=False)
    numbers = [found.numbers[y][x] for y, x in places]
    made = found.results[down][right]
    if not numbers or not all(map(isfinite, numbers)) or not _agree(max(numbers), made, numbers):
        return None
    terms = [written(number) for number in numbers]
    if len(terms) > _MOST_TERMS:
        terms = [*terms[:_ENDS], "...", terms[-1]]
    return Reading(f"max({', '.join(terms)}) = {written(made)}", places[numbers.index(max(numbers))])


def _mean(found: Scene, down: int, right: int) -> Reading | None:
    places = _places(found, down, right, counts_padding(found))
    numbers = [found.numbers[y][x] if _inside(found, (y, x)) else 0 for y, x in places]
    override = settings_of(found).get("divisor_override")
    divisor = override if type(override) is int else len(numbers)
    made = found.results[down][right]
    if not numbers or not divisor or not all(map(isfinite, numbers)):
        return None
    if not _agree(sum(numbers) / divisor, made, numbers):
        return None
    total = _sum([written(number) for number in numbers])
    return Reading(f"{f'({total})' if len(numbers) > 1 else total} / {divisor} = {written(made)}")


def _weighted(found: Scene, down: int, right: int) -> Reading | None:
    """Return the first channel's sum of products, where it reads one channel only."""
    by_name = dict(found.weights)
    shape = shape_of(by_name.get("weight", ()))
    places = _places(found, down, right, padding=True)
    if len(shape) < 2 or shape[1] != 1 or not counts_padding(found):
        return None
    weights = flat(by_name["weight"])[: len(places)]
    bias = flat(by_name["bias"])[:1] if "bias" in by_name else []
    numbers = [found.numbers[y][x] if _inside(found, (y, x)) else 0 for y, x in places]
    made = found.results[down][right]
    products = [weight * number for weight, number in zip(weights, numbers, strict=False)]
    if len(products) < len(places) or not all(map(isfinite, products)):
        return None
    if not _agree(sum(products) + sum(bias), made, [*products, *bias]):
        return None
    terms = [f"{written(weight)}*{_factor(number)}" for weight, number in zip(weights, numbers, strict=True)]
    return Reading(f"{_sum([*terms, *map(written, bias)])} = {written(made)}")


def _factor(number: float) -> str:
    return f"({written(number)})" if number < 0 else written(number)


def _sum(terms: list[str]) -> str:
    """Return a sum as one writes it.

    >>> _sum(["1", "-2", "3"])
    '1 - 2 + 3'
    """
    if len(terms) > _MOST_TERMS:
        terms = [*terms[:_ENDS], "...", terms[-1]]
    rest = [f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in terms[1:]]
    return terms[0] + "".join(rest)


def _agree(ours: float, made: float, numbers: list[float]) -> bool:
    # torch computes in float32: what is lost is small beside the largest number that was added.
    return isclose(ours, made, rel_tol=1e-5, abs_tol=1e-5 * max(map(abs, numbers)))
