"""Where a misconception shows most: only where more than chance makes the difference."""

from dataclasses import replace

import pytest

from classes import HALF, SMALL, TWO_SIDES
from quizproof.engine.analysis.facts import Item, Parameter, Slice
from quizproof.engine.analysis.measures import Score
from quizproof.engine.analysis.spots import spots
from quizproof.engine.analysis.telling.detailing import of_spot


def item(*values: tuple[int, int, int], slug: str = "a") -> Item:
    """A question with values of a parameter: how often the misconception was seen, surely and perhaps, of how many."""
    made = [Slice(str(place), Score(0, n), ((slug, sure, perhaps),)) for place, (sure, perhaps, n) in enumerate(values)]
    return replace(HALF, parameters=(Parameter("n", tuple(made)),))


FOUND = {
    "no parameters": ((), []),
    "one value": (((9, 0, 20),), []),
    "never seen": (((0, 0, 40), (0, 0, 40)), []),
    "the same everywhere": (((10, 0, 40), (10, 0, 40)), []),
    "twice as often, but of few": (((4, 0, 10), (2, 0, 10)), []),
    "fewer answers than say anything": (((4, 0, 4), (0, 0, 40)), []),
    "too few elsewhere": (((30, 0, 40), (0, 0, 4)), []),
    "often here": (((20, 0, 40), (2, 0, 40)), [("0", 20, 40, 2 / 40)]),
    "perhaps counts, too": (((2, 18, 40), (0, 2, 40)), [("0", 20, 40, 2 / 40)]),
    "two stand out: the one with more": (((20, 0, 40), (30, 0, 40), (0, 0, 200)), [("1", 30, 40, 20 / 240)]),
    "two stand out, the other way round": (((30, 0, 40), (20, 0, 40), (0, 0, 200)), [("0", 30, 40, 20 / 240)]),
    "the value with most": (((15, 0, 40), (0, 0, 40), (25, 0, 40)), [("2", 25, 40, 15 / 80)]),
}


@pytest.mark.parametrize(("values", "expected"), FOUND.values(), ids=FOUND)
def test_what_stands_out(values: tuple[tuple[int, int, int], ...], expected: list[tuple[object, ...]]) -> None:
    found = spots([item(*values)], "a")
    assert [(spot.value.label, spot.seen, spot.n, spot.elsewhere) for spot in found] == expected
    assert spots([item(*values)], "another") == []


def test_the_largest_difference_comes_first() -> None:
    some, more = item((20, 0, 40), (2, 0, 40)), item((35, 0, 40), (2, 0, 40))
    assert [spot.seen for spot in spots([some, more], "a")] == [35, 20]


def test_it_is_told_with_its_numbers() -> None:
    [spot] = spots(SMALL.items, "padding-once")
    assert spot.item is TWO_SIDES
    assert of_spot(spot) == "It shows most in two-sides with p = 2: 53% of 45 answers, and 16% with all other values."
