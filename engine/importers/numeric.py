"""Ranges of numbers as a number and how far an answer may be off."""

from collections.abc import Sequence
from math import isfinite

from .form import Uncarried


def centred(low: float, high: float, told: float | None = None) -> tuple[str, float | None]:
    """Return the number in the middle as one would type it, and the tolerance; None: exactly this number.

    `told` is the number that the author names, which may be a rounding off the middle. Raises Uncarried.

    >>> centred(70.0, 84.0), centred(999.995, 1000.005, 1000.0), centred(4.0, 4.0)
    (('77', 7.0), ('1000', 0.005), ('4', None))
    """
    if not (isfinite(low) and isfinite(high)):
        raise Uncarried("a number in it is not finite")
    if low > high:
        raise Uncarried(f"its range is empty: {written(low)} to {written(high)}")
    if told is not None and not low <= told <= high:
        raise Uncarried(f"its answer {written(told)} lies outside its range, {written(low)} to {written(high)}")
    middle = _rounded((low + high) / 2)
    reach = _rounded((high - low) / 2)
    if told is not None and abs(told - middle) <= max(reach * 1e-3, 1e-12):
        middle = told
    return written(middle), reach or None


def one_range(ranges: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the only range, or the one that holds all others. Raises Uncarried."""
    low, high = min(one[0] for one in ranges), max(one[1] for one in ranges)
    if (low, high) not in ranges:
        raise Uncarried(f"{len(ranges)} different numbers are right: only one range can be said here")
    return low, high


def written(number: float) -> str:
    """Return a number as one would type it.

    >>> written(4.0), written(0.1), written(1e-7)
    ('4', '0.1', '1e-07')
    """
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _rounded(number: float) -> float:
    """Return a number without the noise of binary fractions."""
    return float(f"{number:.12g}")
