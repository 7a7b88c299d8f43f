"""Numbers as grids."""

import pytest

from pages import printed
from quizproof.engine.jobs import Numbers
from quizproof.engine.screen.grids import grid, print_grids

GRIDS: dict[str, tuple[Numbers, list[str] | None]] = {
    "two dimensions": (((1, 10), (3.5, -4)), ["  1  10", "3.5  -4"]),
    "leading ones": ((((1, 2),),), ["1  2"]),
    "one row": ((1, 2, 30), ["1  2  30"]),
    "one number": (((5,),), ["5"]),
    "three dimensions": ((((1,), (2,)), ((3,), (4,))), None),
}


@pytest.mark.parametrize(("numbers", "rows"), GRIDS.values(), ids=GRIDS)
def test_grid(numbers: Numbers, rows: list[str] | None) -> None:
    assert grid(numbers) == rows


FOUR = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16))


def test_side_by_side() -> None:
    assert printed(lambda page: print_grids(page, FOUR, ((6, 8), (14, 16)))) == (
        "   1   2   3   4\n   5   6   7   8   ->    6   8\n   9  10  11  12        14  16\n  13  14  15  16\n"
    )


def test_more_rows_come_out() -> None:
    assert printed(lambda page: print_grids(page, ((1,),), ((1, 1), (1, 1), (1, 1)))) == (
        "  1   ->   1  1\n"
        "           1  1\n"
        "           1  1\n"
    )  # fmt: skip


def test_one_under_the_other_where_it_is_narrow() -> None:
    assert printed(lambda page: print_grids(page, FOUR, FOUR[:1]), width=30) == (
        "   1   2   3   4\n   5   6   7   8\n   9  10  11  12\n  13  14  15  16\n  gives\n  1  2  3  4\n"
    )


def test_as_a_list_where_no_grid_will_do() -> None:
    assert printed(lambda page: print_grids(page, ((((1,), (2,)), ((3,), (4,))),), ((1, 2),))) == (
        "  [[[1], [2]], [[3], [4]]]\n  gives\n  [1, 2]\n"
    )
