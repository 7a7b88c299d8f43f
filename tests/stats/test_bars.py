import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pages import printed
from quizproof.engine.screen.bars import Row, bar, print_rows

ROWS = [Row("short", 0.5, "50% of 20", "likely 30 to 70%"), Row("a longer label", None, "1 of 2", "too few to say")]


@given(part=st.floats(0, 1), width=st.integers(1, 60))
def test_only_nothing_is_empty_and_only_all_is_full(part: float, width: int) -> None:
    drawn = bar(part, width)
    assert len(drawn) == width
    assert drawn == "#" * drawn.count("#") + "." * drawn.count(".")
    if width > 1:
        assert ("#" in drawn) is (part > 0)
        assert ("." in drawn) is (part < 1)
    assert abs(drawn.count("#") - part * width) <= 1


WIDTHS = {
    80: [
        "  short           ############............  50% of 20  likely 30 to 70%",
        "  a longer label                               1 of 2  too few to say",
    ],
    60: [
        "  short           #######......  50% of 20  likely 30 to 70%",
        "  a longer label                    1 of 2  too few to say",
    ],
    46: [
        "  short",
        "    #######......  50% of 20, likely 30 to 70%",
        "  a longer label",
        "    1 of 2, too few to say",
    ],
    30: [
        "  short",
        "    ############............",
        "    50% of 20, likely 30 to",
        "    70%",
        "  a longer label",
        "    1 of 2, too few to say",
    ],
}


@pytest.mark.parametrize(("width", "lines"), WIDTHS.items(), ids=map(str, WIDTHS))
def test_rows_of_bars(width: int, lines: list[str]) -> None:
    assert printed(lambda page: print_rows(page, ROWS), width=width).splitlines() == lines


def test_without_any_bar_there_is_no_room_for_one() -> None:
    rows = [Row("a", None, "not asked yet"), Row("bc", None, "1 of 2", "too few to say")]
    assert printed(lambda page: print_rows(page, rows)).splitlines() == [
        "  a   not asked yet",
        "  bc  1 of 2         too few to say",
    ]


def test_wide_letters_are_counted_as_they_are_shown() -> None:
    out = printed(lambda page: print_rows(page, [Row("池化", 1, "1"), Row("pool", 0.5, "2")]), width=40)
    assert [line.index("#") + line.count("池") + line.count("化") for line in out.splitlines()] == [8, 8]
    assert max(cell_len(line) for line in out.splitlines()) <= 40
