import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.stats.shares import Share

PUBLISHED = {
    "81 of 263": (81, 263, 0.2553, 0.3662),
    "15 of 148": (15, 148, 0.0624, 0.1605),
    "0 of 20": (0, 20, 0.0, 0.1611),
    "1 of 29": (1, 29, 0.0061, 0.1718),
}
"""R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I,
method 3."""


@pytest.mark.parametrize("asked", range(5))
def test_of_a_few_nothing_can_be_said(asked: int) -> None:
    assert Share(asked, asked).likely is None
    assert Share(asked, asked).few


@pytest.mark.parametrize(("right", "asked", "low", "high"), PUBLISHED.values(), ids=PUBLISHED)
def test_the_interval_is_the_published_one(right: int, asked: int, low: float, high: float) -> None:
    ends = Share(right, asked).likely
    assert ends is not None
    assert [round(end, 4) for end in ends] == [low, high]


@given(asked=st.integers(5, 10_000), part=st.floats(0, 1))
def test_at_its_ends_a_share_is_just_as_far_off_as_chance_allows(asked: int, part: float) -> None:
    """The interval holds the true parts p for which |part - p| is at most 1.96 standard errors at p."""
    share = Share(round(part * asked), asked)
    assert share.likely is not None
    assert share.part is not None
    for end in share.likely:
        assert 0 <= end <= 1
        if 1e-9 < end < 1 - 1e-9:
            error = (end * (1 - end) / asked) ** 0.5
            assert abs(share.part - end) / error == pytest.approx(1.959964, rel=1e-4)


@given(shares=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_shares_add_up(shares: list[tuple[int, int]]) -> None:
    total = sum([Share(right, right + more) for right, more in shares], Share())
    assert total == Share(sum(right for right, _ in shares), sum(map(sum, shares)))
