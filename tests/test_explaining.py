"""What becomes of a layer and an input, as torch confirms it."""

import json
from unittest import mock

import pytest

from quizproof.engine import solving
from quizproof.engine.explaining import TorchRefuses, explain
from quizproof.engine.layercall import read_layer
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle
from quizproof.engine.sizes import counting, nearest

H_OF_TEN = (
    "H: floor((10 + 2*0 - 1*(3 - 1) - 1) / 3) + 1",
    "   = floor(7 / 3) + 1",
    "   = 3",
    "W: as H",
    "output: (1, 1, 3, 3)",
)


def test_a_derivation_that_torch_contradicts_is_left_out(oracle: Oracle) -> None:
    wrong = mock.Mock(shapes=((1, 1, 9, 9),))
    with mock.patch.object(solving, "work_out", return_value=wrong):
        assert explain("nn.MaxPool2d(3)", "1,1,10,10", oracle).steps == ()


def test_explanation(oracle: Oracle) -> None:
    found = explain("MaxPool2d(3)", "1 1 10 10", oracle)
    assert json.loads(found.as_json()) == {
        "format": 1,
        "torch": oracle.torch,
        "layer": "nn.MaxPool2d(3)",
        "input": [1, 1, 10, 10],
        "outputs": [[1, 1, 3, 3]],
        "parameters": 0,
        "derivation": list(H_OF_TEN),
        "parameter_derivation": [],
        "windows": [
            {
                "axis": axis,
                "size": 10,
                "kernel": 3,
                "stride": 3,
                "padding": [0, 0],
                "dilation": 1,
                "count": 3,
                "dropped": 1,
            }
            for axis in "HW"
        ],
    }


UNEXPLAINED = {
    "no layer": ("MaxPool", "1,1", Unreadable),
    "no shape": ("nn.ReLU()", "one", Unreadable),
    "negative": ("nn.ReLU()", "(-1, 2)", Unreadable),
    "too large": ("nn.Linear(100000, 100000)", "1,100000", Unreadable),
    "refused when built": ("nn.Conv2d(1, 1)", "1,1,2,2", TorchRefuses),
    "refused when run": ("nn.Linear(3, 4)", "1,5", TorchRefuses),
}


@pytest.mark.parametrize(("layer", "shape", "error"), UNEXPLAINED.values(), ids=UNEXPLAINED)
def test_unexplained(layer: str, shape: str, error: type[Exception], oracle: Oracle) -> None:
    with pytest.raises(error):
        explain(layer, shape, oracle)


def test_parameters_are_counted_term_by_term(oracle: Oracle) -> None:
    found = explain("nn.Conv2d(3, 16, 3)", "1,3,8,8", oracle)
    assert (found.parameters, found.parameter_steps) == (
        448,
        ("weight (out, in, kernel): 16 * 3 * 3 * 3 = 432", "bias (out): 16", "parameters: 432 + 16 = 448"),
    )


def test_a_count_that_torch_contradicts_is_left_out(oracle: Oracle) -> None:
    with mock.patch.object(counting, "amount", return_value=449):
        assert explain("nn.Conv2d(3, 16, 3)", "1,3,8,8", oracle).parameter_steps == ()


REFUSED = {
    "padding": (
        "nn.MaxPool2d(3, padding=2)",
        "1,1,8,8",
        "padding 2 is more than half of the kernel 3",
        "padding may be at most 1 for a kernel of 3: nn.MaxPool2d(3, padding=1) works",
    ),
    "names": (
        "nn.MaxPool2d(size=3, step=2)",
        "1,1,8,8",
        "nn.MaxPool2d takes no argument 'size': "
        "it takes kernel_size, stride, padding, dilation, return_indices and ceil_mode",
        "nn.MaxPool2d(kernel_size=3, stride=2) works",
    ),
    "input": (
        "nn.AvgPool2d(2)",
        "8,8",
        "the input must have 3 or 4 dimensions, and (8, 8) has 2",
        "nn.AvgPool2d(2) works on an input of (1, 8, 8)",
    ),
    "nothing near": (
        "nn.Linear(8)",
        "8,8",
        "nn.Linear needs in_features and out_features, and out_features is missing",
    ),
    "no rule": ("nn.Identity(bogus=nn.Linear(-1, 2))", "8,8"),
}


@pytest.mark.parametrize(("layer", "shape", "more"), [(*row[:2], row[2:]) for row in REFUSED.values()], ids=REFUSED)
def test_a_refusal_says_the_rule_and_the_nearest_setting_that_works(
    layer: str, shape: str, more: tuple[str, ...], oracle: Oracle
) -> None:
    with pytest.raises(TorchRefuses) as refusal:
        explain(layer, shape, oracle)
    assert refusal.value.more == more


def test_a_setting_that_torch_refuses_too_is_not_offered(oracle: Oracle) -> None:
    wrong = mock.Mock(sentence="nn.MaxPool2d(9) works", layer=read_layer("nn.MaxPool2d(9)"), inputs=(1, 1, 8, 8))
    with mock.patch.object(nearest, "nearest", return_value=wrong), pytest.raises(TorchRefuses) as refusal:
        explain("nn.MaxPool2d(3, padding=2)", "1,1,8,8", oracle)
    assert refusal.value.more == ("padding 2 is more than half of the kernel 3",)
