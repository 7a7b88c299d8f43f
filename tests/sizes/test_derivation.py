"""The worked solutions: every printed equation is true, and the last lines are the shapes."""

import ast
import math
import operator
import re
from collections.abc import Callable
from itertools import product

import pytest

from layer_examples import EXAMPLES, example
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import Refused, derivation, work_out


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_derivation_of_example_is_true_and_ends_with_the_shapes(name: str) -> None:
    call, inputs = example(name)
    lines = derivation(call, inputs)
    shapes = work_out(call, inputs).shapes
    endings = [line.partition(": ")[2] for line in lines[-len(shapes) :]]
    assert endings == [str(shape) for shape in shapes]
    assert_true(lines)


def test_derivations_of_windows_are_true() -> None:
    """Kernels, strides and padding of all kinds: every printed equation holds, and the last one gives the size."""
    checked = 0
    for kernel, stride, padding, ceil_mode, size in product(
        range(1, 5), range(1, 5), range(3), (False, True), (1, 2, 5, 9, 16, 9_999_999)
    ):
        call = LayerCall("MaxPool1d", (kernel, stride, padding), (("ceil_mode", ceil_mode),))
        try:
            shapes = work_out(call, (1, 2, size)).shapes
        except Refused:
            continue
        lines = derivation(call, (1, 2, size))
        assert_true(lines)
        assert lines[-2].rpartition("= ")[2] == str(shapes[0][-1])
        checked += 1
    assert checked == 350


def assert_true(lines: tuple[str, ...]) -> None:
    """Evaluate all equations in the lines, and hold each line to its width."""
    assert [line for line in lines if len(line) > 60 or not line.isascii()] == []
    text = re.sub(r"\n +(?=[=*])", " ", "\n".join(lines))
    for equation in re.findall(r"(?:floor|ceil|[0-9.()+*/= -])+", text):
        sides = [side for side in equation.split(" = ") if side.strip(" .()")]
        values = [evaluate(ast.parse(side.strip(" ."), mode="eval").body) for side in sides if " = " in equation]
        assert len(set(values)) <= 1, f"{equation!r} says that {values} are equal"


@pytest.mark.parametrize("line", ["H: 2 + 2 = 5", "H: floor(7 / 2) + 1 = 4 = 5", "at (15 - 1)*2 = 29, past"])
def test_false_equations_are_found(line: str) -> None:
    with pytest.raises(AssertionError, match="are equal"):
        assert_true((line,))


OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(node: ast.expr) -> float:
    match node:
        case ast.BinOp(left, op, right):
            return OPERATORS[type(op)](evaluate(left), evaluate(right))
        case ast.UnaryOp(ast.USub(), operand):
            return -evaluate(operand)
        case ast.Call(ast.Name("floor"), [argument]):
            return math.floor(evaluate(argument))
        case ast.Call(ast.Name("ceil"), [argument]):
            return math.ceil(evaluate(argument))
        case ast.Constant(int() | float() as value):
            return value
    raise AssertionError(ast.dump(node))


WRITTEN = {
    "floor": (
        "nn.MaxPool2d(3)",
        (1, 1, 10, 10),
        (
            "H: floor((10 + 2*0 - 1*(3 - 1) - 1) / 3) + 1",
            "   = floor(7 / 3) + 1",
            "   = 3",
            "W: as H",
            "output: (1, 1, 3, 3)",
        ),
    ),
    "one-line": (
        "nn.AvgPool1d(3)",
        (1, 1, 10),
        ("L: floor((10 + 2*0 - 3) / 3) + 1 = floor(7 / 3) + 1 = 3", "output: (1, 1, 3)"),
    ),
    "last-window-dropped": (
        "nn.MaxPool2d(2, padding=1, ceil_mode=True)",
        (3, 5, 28, 27),
        (
            "H: ceil((28 + 2*1 - 1*(2 - 1) - 1) / 2) + 1",
            "   = ceil(28 / 2) + 1",
            "   = 15",
            "W: ceil((27 + 2*1 - 1*(2 - 1) - 1) / 2) + 1",
            "   = ceil(27 / 2) + 1",
            "   = 15",
            "   window 15 would start at (15 - 1)*2 = 28, past",
            "   the input and its left padding, 27 + 1 = 28: dropped",
            "W: 15 - 1 = 14",
            "output: (3, 5, 15, 14)",
        ),
    ),
    "sequential": (
        "nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Sequential(nn.Flatten(), nn.Linear(5408, 10)))",
        (1, 1, 28, 28),
        (
            "1. nn.Conv2d(1, 8, 3) -> (1, 8, 26, 26)",
            "   C: 8, the out_channels",
            "   H: floor((28 + 2*0 - 1*(3 - 1) - 1) / 1) + 1",
            "      = floor(25 / 1) + 1",
            "      = 26",
            "   W: as H",
            "2. nn.ReLU() -> (1, 8, 26, 26)",
            "   every size is kept",
            "3. nn.Sequential(nn.Flatten(), nn.Linear(5408, 10))",
            "   -> (1, 10)",
            "   1. nn.Flatten() -> (1, 5408)",
            "      dimensions 1 to 3: 8 * 26 * 26 = 5408",
            "   2. nn.Linear(5408, 10) -> (1, 10)",
            "      last size: 5408 -> 10, the out_features",
            "output: (1, 10)",
        ),
    ),
    "states": (
        "nn.LSTM(10, 20, 2, bidirectional=True)",
        (7, 3, 10),
        (
            "last size: directions * hidden_size: 2 * 20 = 40",
            "first size of a state: directions * layers: 2 * 2 = 4",
            "output: (7, 3, 40)",
            "h_n: (4, 3, 20)",
            "c_n: (4, 3, 20)",
        ),
    ),
    "width-first": (
        "nn.ZeroPad2d((1, -2, 3, 0))",
        (1, 1, 8, 9),
        ("W: 9 + 1 - 2 = 8", "H: 8 + 3 + 0 = 11", "output: (1, 1, 11, 8)"),
    ),
    "wider-than-a-line": (
        "nn.Flatten(0)",
        tuple(range(10, 25)),
        (
            "dimensions 0 to 14: 10 * 11 * 12 * 13 * 14 * 15 * 16 * 17 *",
            "   18 * 19 * 20 * 21 * 22 * 23 * 24",
            "   = 1709789466857472000",
            "output: (1709789466857472000,)",
        ),
    ),
}


@pytest.mark.parametrize(("layer", "shape", "lines"), WRITTEN.values(), ids=WRITTEN)
def test_derivation(layer: str, shape: Shape, lines: tuple[str, ...]) -> None:
    assert derivation(read_layer(layer, BANK), shape) == lines


def test_derivation_of_what_torch_refuses_is_the_refusal() -> None:
    with pytest.raises(Refused, match=r"^padding 2 is more than half of the kernel 3$"):
        derivation(LayerCall("MaxPool2d", (3, 1, 2)), (1, 1, 8, 8))


def test_any_depth_of_layers_is_written_in_lines() -> None:
    call = LayerCall("ReLU")
    for _ in range(40):
        call = LayerCall("Sequential", (call,))
    assert [line for line in derivation(call, (2, 3)) if len(line) > 60] == []
