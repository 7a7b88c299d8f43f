"""Which choices are right, by the share of the points that each one earns.

A choice of one: the right one earns all, every other one nothing. All that apply: the right ones earn equal shares, and
a wrong one takes away nothing, or no more than it takes to balance a right one, or to leave nothing to whoever chooses
everything. That is what this engine does: right ones less wrong ones. Anything else cannot be said here.
"""

from collections.abc import Sequence
from typing import Final

from .form import Uncarried

_ROUNDING: Final = 0.011
"""Shares are rounded: three thirds are 33.33333."""


def rights(shares: Sequence[float], several: bool) -> tuple[bool, ...]:
    """Return for each choice whether it is right; shares of 1 are all points. Raises Uncarried.

    >>> rights([-0.5, 0.5, 0.5, -0.5], several=True)
    (False, True, True, False)
    """
    positive = [share for share in shares if share > 0]
    if not positive:
        raise Uncarried("no choice earns anything, so none is right")
    if not several:
        return _one(shares, positive)
    if max(positive) - min(positive) > _ROUNDING:
        raise Uncarried(f"the right choices earn different shares, {_listed(positive)}: give each the same")
    if abs(sum(positive) - 1) > 0.05:
        raise Uncarried(f"the right choices earn {sum(positive):.0%} together, not 100 %")
    negative = [-share for share in shares if share < 0]
    if negative and max(negative) > max(*positive, 1 / len(negative)) + _ROUNDING:
        raise Uncarried(f"a wrong choice takes away {max(negative):.0%}, more than balances a right one")
    return tuple([share > 0 for share in shares])


def _one(shares: Sequence[float], positive: Sequence[float]) -> tuple[bool, ...]:
    if min(shares) < -_ROUNDING:
        raise Uncarried(f"a wrong choice takes away {-min(shares):.0%}: only all-that-apply questions subtract here")
    if len(positive) > 1 and min(positive) > 1 - _ROUNDING:
        raise Uncarried(f"{len(positive)} choices earn all points, and only one may be chosen")
    if len(positive) > 1:
        raise Uncarried(f"choices earn parts of the points, {_listed(positive)}: a choice is right or wrong here")
    if positive[0] < 1 - _ROUNDING:
        raise Uncarried(f"the best choice earns {positive[0]:.0%}, not 100 %")
    return tuple([share > 0 for share in shares])


def _listed(shares: Sequence[float]) -> str:
    return " and ".join([f"{share:.0%}" for share in sorted(set(shares), reverse=True)][:4])
