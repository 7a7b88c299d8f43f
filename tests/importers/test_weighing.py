"""Which choices are right, by what each earns."""

import pytest

from quizproof.engine.importers.form import Uncarried
from quizproof.engine.importers.weighing import rights

REFUSED = {
    "a penalty for one choice": (
        [1, -0.25],
        False,
        "a wrong choice takes away 25%: only all-that-apply questions subtract here",
    ),
    "two of which one": ([1, 1, 0], False, "2 choices earn all points, and only one may be chosen"),
    "a half": ([1, 0.5], False, "choices earn parts of the points, 100% and 50%: a choice is right or wrong here"),
    "not all points": ([0.8, 0], False, "the best choice earns 80%, not 100 %"),
    "none is right": ([0, 0], True, "no choice earns anything, so none is right"),
    "different shares": ([0.7, 0.3], True, "the right choices earn different shares, 70% and 30%: give each the same"),
    "less than all": ([0.25, 0.25], True, "the right choices earn 50% together, not 100 %"),
    "more than balance": ([0.5, 0.5, -1, -1], True, "a wrong choice takes away 100%, more than balances a right one"),
}


@pytest.mark.parametrize(("shares", "several", "why"), REFUSED.values(), ids=REFUSED)
def test_refused(shares: list[float], several: bool, why: str) -> None:
    with pytest.raises(Uncarried) as refused:
        rights(shares, several)
    assert str(refused.value) == why


CARRIED = {
    "one": ([0, 1, 0], False),
    "all that apply": ([0.5, 0, 0.5], True),
    "balanced": ([0.5, -0.5, 0.5, -0.5], True),
    "less than balanced": ([0.25, 0.25, 0.25, 0.25, -0.1], True),
    "one wrong takes all": ([0.5, 0.5, -1], True),
    "rounded thirds": ([0.33333, 0.33333, 0.33333], True),
}


@pytest.mark.parametrize(("shares", "several"), CARRIED.values(), ids=CARRIED)
def test_carried(shares: list[float], several: bool) -> None:
    assert rights(shares, several) == tuple([share > 0 for share in shares])
