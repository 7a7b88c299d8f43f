"""Pictures in the terminal: the letters say what the drawing says, on every screen, with colours and without."""

import io
import re

import pytest
from rich.cells import cell_len

from pages import printed
from picturetaking import numbered, picture
from quizproof.engine.pictures import Picture, Scene, drawn
from quizproof.engine.screen.page import page_on
from quizproof.engine.screen.picture import print_picture, print_short
from torch_side import torch

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
SQUARE = torch.arange(16.0).reshape(1, 1, 4, 4)
WIDE = torch.arange(36.0).reshape(1, 1, 3, 12) / 7


def pictures() -> dict[str, Picture]:
    layers = {
        "overlapping": ("nn.MaxPool2d(3, stride=2)", (1, 1, 6, 6)),
        "apart": ("nn.MaxPool2d(2)", (1, 1, 10, 9)),
        "padding": ("nn.Conv2d(1, 1, 3, padding=1)", (1, 1, 4, 5)),
        "dilation": ("nn.MaxPool2d(2, dilation=2, stride=4, ceil_mode=True)", (1, 1, 9, 10)),
        "one dimension": ("nn.AvgPool1d(3, stride=1, padding=1)", (1, 2, 11)),
        "three dimensions": ("nn.MaxPool3d(2)", (1, 1, 4, 4, 5)),
        "large": ("nn.Conv2d(3, 8, 5, stride=3, padding=1)", (1, 3, 224, 200)),
        "huge windows": ("nn.AvgPool2d(100, 9)", (1, 3, 224, 200)),
        "wide": ("nn.MaxPool2d((1, 9))", (1, 1, 2, 90)),
        "adaptive": ("nn.AdaptiveAvgPool2d((3, None))", (1, 1, 10, 4)),
        "transposed": ("nn.ConvTranspose2d(1, 1, 3, stride=3, padding=1, output_padding=2)", (1, 1, 3, 4)),
        "network": ("nn.Sequential(nn.Conv2d(3, 64, kernel_size=(11, 11), stride=4), nn.Flatten())", (1, 3, 24, 24)),
    }
    numbers = {
        "largest": numbered("nn.MaxPool2d(2, padding=1)", SQUARE),
        "mean": numbered("nn.AvgPool2d(3, 2, 1, ceil_mode=True)", SQUARE / 7),
        "wide numbers": numbered("nn.AvgPool2d(2)", WIDE * 1e20),
        "dropped numbers": numbered("nn.MaxPool2d(3)", SQUARE),
        "spread numbers": numbered("nn.MaxPool2d(2, dilation=2, stride=1)", SQUARE),
    }
    return {name: picture(*layer) for name, layer in layers.items()} | numbers


PICTURES = pictures()


@pytest.mark.parametrize("width", [20, 33, 40, 80])
@pytest.mark.parametrize("name", PICTURES)
def test_no_line_is_wider_than_the_screen(name: str, width: int) -> None:
    for show in (
        lambda page: print_picture(page, PICTURES[name]),
        lambda page: print_short(page, PICTURES[name], None),
        lambda page: print_short(page, PICTURES[name], PICTURES["apart"]),
    ):
        assert [line for line in printed(show, width=width).splitlines() if cell_len(line) > width] == []


@pytest.mark.parametrize("name", PICTURES)
def test_colours_say_nothing_more(name: str) -> None:
    for environment in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_terminal(PICTURES[name], **environment) or not environment
    assert ESCAPES.sub("", on_terminal(PICTURES[name])) == on_terminal(PICTURES[name], NO_COLOR="1")
    assert printed(lambda page: print_picture(page, PICTURES[name])) == on_terminal(PICTURES[name], TERM="dumb")


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]  # what a terminal says
        return "utf-8"


def on_terminal(one: Picture, **environment: str) -> str:
    file = Tty()
    print_picture(page_on(file, environment={"COLUMNS": "80", "TERM": "xterm"} | environment), one)
    return file.getvalue()


@pytest.mark.parametrize("name", PICTURES)
def test_it_can_be_printed_in_ascii(name: str) -> None:
    said = printed(lambda page: print_picture(page, PICTURES[name]), encoding="ascii")
    assert said.isascii()
    assert "\\x" not in said


@pytest.mark.parametrize("name", [name for name, one in PICTURES.items() if isinstance(one, Scene) and not one.numbers])
def test_letters_and_rulers_say_where_the_windows_are(name: str) -> None:
    found = PICTURES[name]
    assert isinstance(found, Scene)
    lines = printed(lambda page: print_picture(page, found), width=200).split("\n\n")[0].splitlines()[1:]
    drawing = drawn(found, 18, 37)
    rows, columns = len(drawing.field.cells), len(drawing.field.cells[0])
    above, grid = lines[: len(lines) - rows], lines[len(lines) - rows :]
    # The grid with the windows begins at its own place in each line: after the rulers, or after the other grid.
    start = grid[0].index(("- " * columns).strip()) if found.backwards else len(grid[-1]) - len(grid[-1].lstrip())
    if above:
        across = {window.number: ruled(above, start, columns, window.number) for window in drawing.windows}
        expected = {window.number: window.columns for window in drawing.windows}
        seen = {columns: number for number, columns in reversed(expected.items())}
        assert across == {number: places if seen[places] == number else () for number, places in expected.items()}
    for y, row in enumerate(drawing.field.cells):
        said = [mark(grid[y], start + 2 * x) for x in range(columns)]
        one_or_more = [str(cell.windows[0]) if len(cell.windows) == 1 else "#" if cell.windows else "." for cell in row]
        letters = [cell.mark.value if cell.mark.value != "." else one_or_more[x] for x, cell in enumerate(row)]
        assert said == letters
        if above and rows > 1:
            before = {*grid[y][:start]} - {" "}
            alike = {window.rows: window.number for window in reversed(drawing.windows)}
            assert before >= {str(number) for places, number in alike.items() if y in places}


def ruled(above: list[str], start: int, columns: int, number: int) -> tuple[int, ...]:
    """The columns above which the number of a window stands."""
    return tuple([x for x in range(columns) if str(number) in [mark(line, start + 2 * x) for line in above]])


def mark(line: str, place: int) -> str:
    return line[place] if place < len(line) else " "


def test_numbers_in_brackets_are_those_of_the_window() -> None:
    said = printed(lambda page: print_picture(page, PICTURES["dropped numbers"]))
    assert said == (
        "  window 1            torch gives\n"
        "  [  0   1   2] x3     10\n"
        "  [  4   5   6] x7\n"
        "  [  8   9 *10]x11\n"
        "   x12 x13 x14 x15\n"
        "\n"
        "  window 1: max(0, 1, 2, 4, 5, 6, 8, 9, 10) = 10\n"
        "\n"
        "  *      the largest number of a window\n"
        "  x      in no window: the last row and the last column are dropped\n"
    )
    spread = printed(lambda page: print_picture(page, PICTURES["spread numbers"]))
    assert spread.splitlines()[1] == "  [ 0] 1[  2]  3      0[ 1]  2[  3]      0  1   2   3     10 11"


SHORT = {
    "both beside each other": ("apart", "overlapping", 80, 13, True),
    "both in forty columns, without outputs": ("apart", "overlapping", 40, 13, True),
    "one under the other": ("large", "apart", 40, 29, False),
    "only the right one": ("apart", "overlapping", 24, 13, False),
    "nothing of the learner": ("apart", None, 80, 13, False),
    "a network": ("network", None, 80, 8, False),
    "numbers": ("largest", "apart", 80, 13, True),
    "numbers on a narrow screen": ("largest", None, 40, 15, True),
}


@pytest.mark.parametrize(("right", "own", "width", "most", "beside"), SHORT.values(), ids=SHORT)
def test_the_picture_on_the_page_of_a_verdict_is_short(
    right: str, own: str | None, width: int, most: int, beside: bool
) -> None:
    mine = PICTURES[own] if own else None
    said = printed(lambda page: print_short(page, PICTURES[right], mine), width=width)
    picture_itself = re.split(r"\n(?=  (?:1 2|window \d:))", said.strip("\n"))[0]
    assert 0 < len(picture_itself.strip("\n").splitlines()) <= most
    assert any(re.search(r"\S {4,}\S", line) for line in picture_itself.splitlines()[:1]) is beside


def test_without_a_right_picture_there_is_none() -> None:
    assert printed(lambda page: print_short(page, None, PICTURES["apart"])) == ""


def test_a_long_network_is_left_out_of_a_verdict() -> None:
    layers = ", ".join(["nn.ReLU()"] * 9)
    long = picture(f"nn.Sequential({layers})", (1, 4))
    assert printed(lambda page: print_short(page, long, None)) == ""
    assert len(printed(lambda page: print_picture(page, long)).splitlines()) == 1 + 3 * 9


def test_a_window_that_is_not_drawn_is_not_spoken_of() -> None:
    said = printed(lambda page: print_picture(page, PICTURES["huge windows"]), width=20)
    assert "1 2" not in said.split("\n\n")[1]
