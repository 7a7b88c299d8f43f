"""Every cell of a drawing against torch: which outputs change with the element there, found by changing it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturetaking import Places, picture, reached, settings, shape_made
from quizproof.engine.layercall import read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.pictures import Scene, drawn, scene
from quizproof.engine.pictures.cells import Drawing, Grid, Mark
from quizproof.engine.pictures.sides import reads, sides
from quizproof.engine.sliding import Slide

ALL = 10_000
"""More rows and columns than any picture here has: nothing is left out."""

NONE = {
    "no windows": ("nn.ReLU()", (1, 1, 4, 4)),
    "unpooling": ("nn.MaxUnpool2d(2)", (1, 1, 4, 4)),
    "fractional": ("nn.FractionalMaxPool2d(2, output_size=2)", (1, 1, 4, 4)),
    "too few dimensions": ("nn.MaxPool2d(2)", (4,)),
    "no window fits": ("nn.MaxPool2d(5)", (1, 1, 4, 4)),
    "unknown argument": ("nn.AdaptiveAvgPool2d(size=2)", (1, 1, 4, 4)),
    "no output size": ("nn.AdaptiveAvgPool2d(0)", (1, 1, 4, 4)),
    "three output sizes": ("nn.AdaptiveAvgPool2d((1, 2, 3))", (1, 1, 4, 4)),
    "output size of words": ("nn.AdaptiveAvgPool2d('2')", (1, 1, 4, 4)),
    "empty input": ("nn.AdaptiveAvgPool1d(2)", (1, 1, 0)),
    "transposed, unknown argument": ("nn.ConvTranspose1d(1, 1, size=2)", (1, 1, 4)),
    "transposed, kernel of words": ("nn.ConvTranspose1d(1, 1, '2')", (1, 1, 4)),
    "transposed, nothing is left": ("nn.ConvTranspose1d(1, 1, 1, padding=3)", (1, 1, 4)),
    "transposed, empty input": ("nn.ConvTranspose1d(1, 1, 2)", (1, 1, 0)),
}


@pytest.mark.parametrize(("layer", "shape"), NONE.values(), ids=NONE)
def test_there_are_no_sides(layer: str, shape: tuple[int, ...]) -> None:
    assert sides(read_layer(layer), shape) == ()


def test_there_is_no_picture_of_what_torch_contradicts() -> None:
    call = read_layer("nn.MaxPool2d(3)")
    assert scene(call, (1, 1, 10, 10), None) is None
    assert scene(call, (1, 1, 10, 10), (1, 1, 4, 3)) is None


def layers() -> Iterator[tuple[str, tuple[int, ...]]]:
    pool = settings(kernel_size=(1, 2, 3), stride=(1, 2, 4), padding=(0, 1), dilation=(1, 2), ceil_mode=(False, True))
    for args in pool:
        if "kernel_size=1, " not in args or "padding=0" in args:
            yield f"nn.MaxPool2d({args})", (1, 1, 7, 6)
            yield f"nn.MaxPool1d({args})", (1, 1, 9)
    for args in settings(kernel_size=(2, (3, 2)), stride=(2, (1, 3)), padding=((1, 0),), ceil_mode=(False, True)):
        yield f"nn.AvgPool2d({args})", (1, 1, 6, 7)
    for args in settings(kernel_size=(1, 4), stride=(1, 3), padding=(0, 2), dilation=(1, 3)):
        yield f"nn.Conv2d(1, 1, {args})", (1, 1, 10, 11)
    for args in settings(kernel_size=(2, 3), padding=("'same'", "'valid'"), dilation=(1, 2)):
        yield f"nn.Conv1d(1, 1, {args.replace(chr(34), '')})", (1, 1, 8)
    for args in settings(kernel_size=(2, 3), stride=(1, 2, 3), ceil_mode=(False, True)):
        yield f"nn.LPPool2d(2, {args})", (1, 1, 7, 8)
    for size in range(1, 9):
        yield f"nn.AdaptiveAvgPool1d({size})", (1, 1, 7)
        yield f"nn.AdaptiveMaxPool2d(({size}, None))", (1, 1, 7, 5)


@pytest.mark.parametrize(("layer", "shape"), list(layers()))
def test_windows_on_the_input(layer: str, shape: tuple[int, ...]) -> None:
    call = read_layer(layer, BANK)
    try:
        shape_made(call, shape)
    except RuntimeError:  # no window fits
        return
    found = picture(layer, shape)
    assert isinstance(found, Scene)
    assert not found.backwards
    drawing = drawn(found, ALL, ALL)
    outputs = reached(call, shape)
    firsts = dict(enumerate(sorted_firsts(product_of(shape_made(call, shape)[2:])), 1))
    check_cells(
        found, drawing, {place: {n for n, w in firsts.items() if w in to} for place, to in outputs.items()}, outputs
    )
    check_points(drawing.points, found, firsts)


def transposed() -> Iterator[tuple[str, tuple[int, ...]]]:
    for args in settings(
        kernel_size=(1, 2, 4), stride=(1, 2, 3), padding=(0, 1), dilation=(1, 2), output_padding=(0, 1)
    ):
        yield f"nn.ConvTranspose1d(1, 1, {args})", (1, 1, 5)
    for args in settings(kernel_size=((3, 2),), stride=(2, (1, 3)), padding=(0, 1), output_padding=(0, (0, 1))):
        yield f"nn.ConvTranspose2d(1, 1, {args})", (1, 1, 3, 4)


@pytest.mark.parametrize(("layer", "shape"), list(transposed()))
def test_windows_on_the_output(layer: str, shape: tuple[int, ...]) -> None:
    call = read_layer(layer, BANK)
    try:
        made = shape_made(call, shape)
    except RuntimeError:
        return
    found = picture(layer, shape)
    assert isinstance(found, Scene)
    assert found.backwards
    drawing = drawn(found, ALL, ALL)
    reach = reached(call, shape)
    dims = len(found.sides)
    firsts = dict(enumerate(sorted_firsts(list(reach)), 1))
    from_each = {
        place: frozenset({source for source, to in reach.items() if place in to}) for place in product_of(made[-dims:])
    }
    check_cells(
        found, drawing, {place: {n for n, w in firsts.items() if w in to} for place, to in from_each.items()}, from_each
    )
    check_points(drawing.points, found, firsts)


def product_of(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    return (
        [(x,) for x in range(shape[0])]
        if len(shape) == 1
        else [(y, x) for y in range(shape[0]) for x in range(shape[1])]
    )


def sorted_firsts(windows: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The first window, the one at its right and the one below; of one row the first three."""
    wanted = [(0,), (1,), (2,)] if len(windows[0]) == 1 else [(0, 0), (0, 1), (1, 0)]
    return [window for window in wanted if window in windows]


def check_cells(
    found: Scene, drawing: Drawing, on: dict[tuple[int, ...], set[int]], reach: dict[tuple[int, ...], Places]
) -> None:
    """Compare each cell of the grid with what torch reaches."""
    rows, columns = found.rows, found.columns
    tops, lefts = (rows.before if rows else 0), columns.before
    read = {place for place, to in reach.items() if to}
    outside = any(cell.mark in (Mark.BEYOND, Mark.PADDING) for row in drawing.field.cells for cell in row)
    for y, row in enumerate(drawing.field.cells):
        for x, cell in enumerate(row):
            place = (y - tops, x - lefts)[-len(found.sides) :]
            if place not in reach:
                assert cell.mark in (Mark.PADDING, Mark.BEYOND)
                continue
            assert set(cell.windows) == on[place], place
            last = [max(one[axis] for one in read) for axis in range(len(place))]
            beyond = any(one > end for one, end in zip(place, last, strict=True))
            expected = Mark.READ if reach[place] else Mark.DROPPED if beyond else Mark.SKIPPED
            if outside and expected is Mark.DROPPED:  # the last window may end beyond the edge, and skip this
                assert cell.mark in (Mark.DROPPED, Mark.SKIPPED)
            else:
                assert cell.mark is expected, place
    assert {(y - tops, x - lefts)[-len(found.sides) :] for y, x in cells(drawing.field)} >= set(reach)
    padded = [side.size + side.before + side.after for side in found.sides]
    inside = [cell.mark is not Mark.BEYOND for row in drawing.field.cells for cell in row]
    assert sum(inside) == padded[0] * (padded[1] if len(padded) > 1 else 1)


def cells(grid: Grid) -> list[tuple[int, int]]:
    return [(y, x) for y, row in enumerate(grid.cells) for x in range(len(row))]


def check_points(points: Grid, found: Scene, firsts: dict[int, tuple[int, ...]]) -> None:
    """Each window has a cell in the other grid, in its place."""
    marked = {number: place for place in cells(points) for number in points.cells[place[0]][place[1]].windows}
    assert {number: place[-len(found.sides) :] for number, place in marked.items()} == firsts
    assert [len(points.cells), len(points.cells[0])][-len(found.sides) :] == [side.fitting for side in found.sides]


def test_what_a_window_covers_beyond_the_input_is_drawn() -> None:
    found = picture("nn.MaxPool1d(3, stride=2, ceil_mode=True)", (1, 1, 6))
    assert isinstance(found, Scene)
    drawing = drawn(found, ALL, ALL)
    assert [cell.mark for cell in drawing.field.cells[0]] == [Mark.READ] * 6 + [Mark.BEYOND]
    assert drawing.windows[-1].columns == (4, 5, 6)


def test_one_slice_of_three_dimensions_is_drawn() -> None:
    found = picture("nn.MaxPool3d((2, 3, 2))", (1, 1, 9, 6, 4))
    assert isinstance(found, Scene)
    assert [(side.axis, side.fitting) for side in found.sides] == [("H", 2), ("W", 2)]
    assert found.notes == ("One slice, rows and columns; along D, 4 windows of 2.",)


@given(
    *(st.integers(1, 6), st.integers(1, 9), st.integers(1, 9), st.integers(0, 4), st.integers(1, 7)),
    st.integers(-6, 60),
)
def test_what_is_read(kernel: int, stride: int, dilation: int, before: int, fitting: int, place: int) -> None:
    slide = Slide("L", 60, kernel, stride, before, before, dilation, fitting)
    assert reads(slide, place) == any(place in slide.taps(window) for window in range(fitting))


def test_what_is_read_is_known_at_once_for_huge_windows() -> None:
    slide = Slide("L", 40_000_000, 2, 2, 0, 0, 9_999_999, 15_000_000)
    assert [reads(slide, place) for place in (0, 1, 2, 9_999_998, 9_999_999, 39_999_996)] == [
        True,
        False,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("most", [7, 8, 9, 12, 17, 24, 37])
@pytest.mark.parametrize("layer", ["nn.Conv2d(1, 1, 5, stride=3, padding=1)", "nn.MaxPool2d(2)", "nn.AvgPool2d(11, 9)"])
def test_a_large_picture_is_cut_in_the_middle(layer: str, most: int) -> None:
    found = picture(layer, (1, 1, 60, 50))
    assert isinstance(found, Scene)
    drawing, whole = drawn(found, most, most), drawn(found, ALL, ALL)
    columns = drawing.field.cells[0]
    assert len(columns) <= most
    gap = [cell.mark for cell in columns].index(Mark.LEFT_OUT)
    tail = len(columns) - gap - 1
    for kept in ([*range(gap)], [*range(-tail, 0)]):
        assert kept
        assert [columns[x].mark for x in kept] == [whole.field.cells[0][x].mark for x in kept]
    for window in drawing.windows:
        full = next(one for one in whole.windows if one.number == window.number)
        seen = {x for x in full.columns if x < gap} | ({gap} if full.columns[-1] >= gap else set())
        assert set(window.columns) == seen
    assert drawing.legend[-1] == (
        "~",
        f"left out of the picture: {len(whole.field.cells) - len(drawing.field.cells) + 1} rows"
        f" and {len(whole.field.cells[0]) - len(columns) + 1} columns",
    )
