"""The worked solutions: every printed equation is true, and the last lines are the shapes."""

from itertools import product

import pytest

from derived import assert_true, results, sizes
from layer_examples import EXAMPLES, example
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import Refused, derivation, work_out
from written_derivations import WRITTEN


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_derivation_of_example_is_true_and_ends_with_the_shapes(name: str) -> None:
    call, inputs = example(name)
    lines = derivation(call, inputs)
    shapes = work_out(call, inputs).shapes
    assert results(lines, len(shapes)) == shapes
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
        assert sizes(lines) == {"L": shapes[0][-1]}
        checked += 1
    assert checked == 350


@pytest.mark.parametrize("line", ["H: 2 + 2 = 5", "H: floor(7 / 2) + 1 = 4 = 5", "at (15 - 1)*2 = 29, past"])
def test_false_equations_are_found(line: str) -> None:
    with pytest.raises(AssertionError, match="are equal"):
        assert_true((line,))


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
