"""What a window makes of its numbers: every equation holds, and ends with the number that torch gives."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from picturetaking import numbered, settings
from quizproof.engine.layercall import read_layer
from quizproof.engine.pictures import Scene, drawn
from quizproof.engine.pictures.readings import Reading, reading
from quizproof.engine.pictures.scene import scene, with_numbers
from quizproof.engine.prose.equations import claims, false_claims
from quizproof.engine.tensors import written
from torch_side import build, torch

NUMBERS = torch.tensor([[[[3.0, -1, 4, 1, -5], [9, 2, 6, 5, 3], [5, -8, 9, 7, 9], [3, 2, 3, 8, 4], [6, 2, -6, 4, 3]]]])
ROW = NUMBERS.reshape(1, 1, 25)[..., :9]


def layers() -> Iterator[tuple[str, torch.Tensor]]:
    for args in settings(kernel_size=(2, 3), stride=(1, 2), padding=(0, 1), dilation=(1, 2), ceil_mode=(False, True)):
        yield f"nn.MaxPool2d({args})", NUMBERS
        yield f"nn.MaxPool1d({args})", ROW
    windows = {"kernel_size": (2, 3), "stride": (1, 2), "padding": (0, 1), "ceil_mode": (False, True)}
    for args in settings(**windows, count_include_pad=(False, True), divisor_override=(None, 7)):
        yield f"nn.AvgPool2d({args})", NUMBERS
    for args in settings(**windows, count_include_pad=(False, True)):
        yield f"nn.AvgPool1d({args})", ROW
    for size in range(1, 6):
        yield f"nn.AdaptiveAvgPool1d({size})", ROW
        yield f"nn.AdaptiveAvgPool2d(({size}, 3))", NUMBERS
        yield f"nn.AdaptiveMaxPool2d((2, {size}))", NUMBERS


def windows(found: Scene) -> list[tuple[int, int]]:
    return [(y, x) for y in range(len(found.results)) for x in range(len(found.results[0]))]


@pytest.mark.parametrize(("layer", "given"), list(layers()))
def test_every_window_has_an_equation_that_holds(layer: str, given: torch.Tensor) -> None:
    found = numbered(layer, given)
    for down, right in windows(found):
        read = reading(found, down, right)
        assert read is not None, (down, right)
        check(read, found.results[down][right])


@pytest.mark.parametrize("layer", ["nn.MaxPool2d(3, 1, 1)", "nn.MaxPool2d(2)", "nn.MaxPool2d(2, dilation=2, stride=1)"])
@pytest.mark.parametrize("given", [NUMBERS, torch.zeros(1, 1, 5, 5)], ids=["numbers", "ties"])
def test_the_number_that_is_picked_is_the_one_that_torch_picks(layer: str, given: torch.Tensor) -> None:
    found = numbered(layer, given)
    _, indices = build(read_layer(layer.replace(")", ", return_indices=True)")))(given)
    read = {place: reading(found, *place) for place in windows(found)}
    picked = {place: one.picked for place, one in read.items() if one is not None}
    assert picked == {place: divmod(int(indices[0][0][place]), 5) for place in windows(found)}


def check(read: Reading, made: float) -> None:
    left, _, right = read.equation.rpartition(" = ")
    assert right == written(made)
    if "..." in left:
        return
    if left.startswith("max("):
        assert written(max(map(float, left[4:-1].split(", ")))) == right
    else:
        assert false_claims(read.equation) == ()
        assert [claim.relation for claim in claims(read.equation)] == ["="], read.equation


def test_what_equations_look_like() -> None:
    def first(layer: str) -> str:
        read = reading(numbered(layer, NUMBERS), 0, 0)
        assert read is not None
        return read.equation

    assert first("nn.MaxPool2d(2)") == "max(3, -1, 9, 2) = 9"
    assert first("nn.MaxPool2d(1)") == "max(3) = 3"
    assert first("nn.MaxPool2d(5)") == "max(3, -1, 4, ..., 3) = 9"
    assert first("nn.AvgPool2d(2)") == "(3 - 1 + 9 + 2) / 4 = 3.25"
    assert first("nn.AvgPool2d(1)") == "3 / 1 = 3"
    assert first("nn.AvgPool2d(2, padding=1)") == "(0 + 0 + 0 + 3) / 4 = 0.75"
    assert first("nn.AvgPool2d(2, padding=1, count_include_pad=False)") == "3 / 1 = 3"
    assert first("nn.AvgPool2d(2, divisor_override=3)") == "(3 - 1 + 9 + 2) / 3 = 4.33333"
    assert first("nn.AvgPool2d(5)") == "(3 - 1 + 4 + ... + 3) / 25 = 3.12"


def test_a_convolution_with_weights_is_a_sum_of_products() -> None:
    weight = torch.tensor([[[[1.0, -2], [0.5, 0]]], [[[7.0, 7], [7, 7]]]])
    found = numbered("nn.Conv2d(1, 2, 2, padding=1)", NUMBERS, weight=weight, bias=torch.tensor([-10.0, 1]))
    texts = [reading(found, 1, x) for x in range(6)]
    assert [read.equation for read in texts if read] == [
        "1*0 - 2*3 + 0.5*0 + 0*9 - 10 = -16",
        "1*3 - 2*(-1) + 0.5*9 + 0*2 - 10 = -0.5",
        "1*(-1) - 2*4 + 0.5*2 + 0*6 - 10 = -18",
        "1*4 - 2*1 + 0.5*6 + 0*5 - 10 = -5",
        "1*1 - 2*(-5) + 0.5*5 + 0*3 - 10 = 3.5",
        "1*(-5) - 2*0 + 0.5*3 + 0*0 - 10 = -13.5",
    ]
    for read in texts:
        assert read is not None
        assert false_claims(read.equation) == ()


NO_EQUATION = {
    "no weights": ("nn.Conv2d(1, 1, 2)", NUMBERS),
    "no rule for it": ("nn.LPPool2d(2, 2)", NUMBERS),
    "no number": ("nn.MaxPool2d(2)", torch.full((1, 1, 4, 4), math.nan)),
    "infinite": ("nn.AvgPool2d(2)", torch.full((1, 1, 4, 4), math.inf)),
    "a window over more than can be written": ("nn.AvgPool2d(2001, padding=1000)", torch.zeros(1, 1, 2, 2)),
}


@pytest.mark.parametrize(("layer", "given"), NO_EQUATION.values(), ids=NO_EQUATION)
def test_there_is_no_equation(layer: str, given: torch.Tensor) -> None:
    assert reading(numbered(layer, given), 0, 0) is None


def test_a_convolution_of_several_channels_has_no_equation() -> None:
    found = numbered("nn.Conv2d(2, 1, 2)", NUMBERS.repeat(1, 2, 1, 1), weight=torch.ones(1, 2, 2, 2))
    assert reading(found, 0, 0) is None


@pytest.mark.parametrize("layer", ["nn.MaxPool2d(2)", "nn.AvgPool2d(2, padding=1)"])
def test_nothing_is_said_that_torch_contradicts(layer: str) -> None:
    found = numbered(layer, NUMBERS)
    assert reading(found, 0, 1) is not None
    other = tuple([tuple([number + 0.01 for number in row]) for row in found.results])
    assert reading(replace(found, results=other), 0, 1) is None


def test_numbers_of_another_shape_are_not_drawn() -> None:
    call = read_layer("nn.MaxPool1d(2)")
    plain = scene(call, (1, 1, 4), (1, 1, 2))
    assert plain is not None
    assert with_numbers(plain, (((1, 2, 3),),), (((2, 4),),)) is plain
    assert with_numbers(plain, (((1, 2, 3, 4),),), (((2, 4, 4),),)) is plain
    assert with_numbers(plain, (((1, 2, 3, 4),),), (((2, 4),),)).numbers == ((1, 2, 3, 4),)


def test_the_first_of_several_channels_is_drawn() -> None:
    found = numbered("nn.MaxPool1d(2)", torch.arange(24.0).reshape(2, 3, 4))
    assert (found.numbers, found.results) == (((0, 1, 2, 3),), ((1, 3),))
    assert found.notes == ("The first channel of 6 is drawn.",)


def test_the_cells_of_numbers() -> None:
    drawing = drawn(numbered("nn.AvgPool1d(2, padding=1)", torch.tensor([[[1.5, 2, 3]]])), 9, 9)
    assert [cell.text for cell in drawing.field.cells[0]] == ["0", "1.5", "2", "3", "0"]
    assert [cell.text for cell in drawing.points.cells[0]] == ["0.75", "2.5"]
    plain = drawn(numbered("nn.MaxPool1d(2, padding=1)", torch.tensor([[[1.5, 2, 3]]])), 9, 9)
    assert [cell.text for cell in plain.field.cells[0]] == ["", "1.5", "2", "3", ""]
    assert [cell.picked for cell in plain.field.cells[0]] == [(), (1,), (), (2,), ()]
