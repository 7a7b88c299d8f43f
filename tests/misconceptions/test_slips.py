"""Wrong answers that learners really give, each with the mistake that it is told to come of."""

from typing import Any

import pytest

from asking import ask
from quizproof.engine.judging import grade_answer
from quizproof.engine.oracle import Oracle

CONV = "nn.Conv2d(3, 16, 5, stride=2, padding=2)"

SLIPS: dict[str, tuple[dict[str, Any], str, tuple[str, ...], str]] = {
    "padding on one side": (
        {"kind": "shape", "layer": "nn.Conv2d(3, 16, 5, padding=2)", "input": [8, 3, 32, 32]},
        "(8, 16, 30, 30)",
        ("padding-once",),
        "is not the shape that torch gives: it comes of adding the padding on one side only",
    ),
    "stride of a pool taken for 1": (
        {"kind": "shape", "layer": "nn.MaxPool2d(3)", "input": [8, 16, 30, 30]},
        "(8, 16, 28, 28)",
        ("pool-stride-one", "only-padding-divided"),
        "is not the shape that torch gives: it comes of taking 1 for the stride of a pool, which is the "
        "kernel's size where it is left out; or of dividing the padding alone by the stride",
    ),
    "dilation left out": (
        {"kind": "shape", "layer": "nn.Conv1d(1, 1, 3, dilation=4)", "input": [1, 1, 20], "axes": [2]},
        "18",
        ("dilation-ignored",),
        "is not the shape that torch gives: it comes of leaving out the dilation",
    ),
    "rounded up": (
        {"kind": "shape", "layer": "nn.AvgPool2d(2, stride=3)", "input": [1, 1, 9, 9]},
        "(1, 1, 4, 4)",
        ("ceil-for-floor", "divided-by-kernel", "kernel-not-subtracted", "kernel-added"),
        "is not the shape that torch gives: it comes of rounding up instead of down; or of dividing the size by the "
        "kernel; or of not subtracting the kernel; or of another slip",
    ),
    "no + 1": (
        {"kind": "shape", "layer": "nn.MaxPool2d(3, 2)", "input": [8, 3, 64, 65], "axes": [-1, -2]},
        "(31, 30)",
        ("no-plus-one",),
        "is not the shape that torch gives: it comes of leaving out the + 1",
    ),
    "height and width": (
        {"kind": "shape", "layer": "nn.MaxPool2d((2, 5))", "input": [1, 1, 20, 40]},
        "1x1x8x10",
        ("height-width-swapped",),
        "is not the shape that torch gives: it comes of swapping height and width",
    ),
    "pooled channels": (
        {"kind": "shape", "layer": "nn.MaxPool2d(2)", "input": [1, 16, 32, 32]},
        "(1, 8, 16, 16)",
        ("pooling-changes-channels",),
        "is not the shape that torch gives: it comes of pooling over the channels too, which pooling leaves alone",
    ),
    "kept channels": (
        {"kind": "shape", "layer": CONV, "input": [8, 3, 32, 32]},
        "(8, 3, 16, 16)",
        ("channels-kept-by-conv",),
        "is not the shape that torch gives: it comes of keeping the input's channels, though a convolution has "
        "out_channels of them",
    ),
    "one direction": (
        {"kind": "shape", "layer": "nn.GRU(10, 20, bidirectional=True)", "input": [5, 3, 10]},
        "(5, 3, 20)",
        ("direction-forgotten",),
        "is not the shape that torch gives: it comes of counting one direction of bidirectional=True only",
    ),
    "one direction of a state": (
        {"kind": "shape", "layer": "nn.LSTM(10, 20, 2, bidirectional=True)", "input": [5, 3, 10], "of": 1},
        "(2, 3, 20)",
        ("direction-forgotten", "layers-forgotten"),
        "is not the shape that torch gives: it comes of either counting one direction of bidirectional=True only or "
        "counting one layer of num_layers only",
    ),
    "state for output": (
        {"kind": "shape", "layer": "nn.RNN(10, 20, 2)", "input": [5, 3, 10]},
        "(2, 3, 20)",
        ("output-for-state",),
        "is not the shape that torch gives: it comes of mixing up the output of all steps and the state after the last",
    ),
    "state in another order": (
        {"kind": "shape", "layer": "nn.LSTM(10, 20, batch_first=True)", "input": [3, 5, 10], "of": 1},
        "(3, 1, 20)",
        ("batch-and-steps-swapped",),
        "is not the shape that torch gives: it comes of swapping batch and steps (and batch_first leaves the states as "
        "they are)",
    ),
    "shape of a weight": (
        {"kind": "shape", "layer": "nn.LSTM(10, 20)", "input": [5, 3, 10], "of": "weight_hh_l0"},
        "(20, 20)",
        (),
        "is not the shape that torch gives",
    ),
    "the way back as the way there": (
        {"kind": "shape", "layer": "nn.ConvTranspose2d(4, 2, 3, stride=2)", "input": [1, 4, 11, 11]},
        "(1, 2, 5, 5)",
        ("transposed-by-forward",),
        "is not the shape that torch gives: it comes of using the formula of a convolution (a transposed one goes the "
        "other way)",
    ),
    "output_padding on both sides": (
        {"kind": "shape", "layer": "nn.ConvTranspose1d(4, 2, 3, 2, output_padding=1)", "input": [1, 4, 8]},
        "(1, 2, 19)",
        ("transposed-output-padding",),
        "is not the shape that torch gives: it comes of counting output_padding on both sides (it is added on one)",
    ),
    "through a network": (
        {"kind": "shape", "layer": "nn.Sequential(nn.Conv1d(1, 4, 3), nn.MaxPool1d(3))", "input": [1, 1, 20]},
        "(1, 4, 16)",
        ("pool-stride-one", "only-padding-divided"),
        "is not the shape that torch gives: it comes of taking 1 for the stride of a pool, which is the "
        "kernel's size where it is left out; or of dividing the padding alone by the stride",
    ),
    "no biases": (
        {"kind": "count", "layer": "nn.Conv2d(3, 16, 5)"},
        "1200",
        ("bias-forgotten",),
        "is not what torch counts: it comes of leaving out the biases",
    ),
    "sides added": (
        {"kind": "count", "layer": "nn.Conv2d(3, 16, (3, 5))"},
        "400",
        ("kernel-sides-added",),
        "is not what torch counts: it comes of adding the kernel's sides instead of multiplying them",
    ),
    "windows without the + 1": (
        {"kind": "count", "layer": "nn.MaxPool2d(3, 2)", "of": "windows", "input": [1, 1, 10, 10]},
        "9",
        ("no-plus-one", "divided-by-kernel"),
        "is not what torch counts: it comes of either leaving out the + 1 or dividing the size by the kernel",
    ),
    "padding of a max pool taken for zeros": (
        {"kind": "values", "layer": "nn.MaxPool2d(2, padding=1)", "input": [[-3, -1], [-4, -8]]},
        "0 0; 0 0",
        ("max-padding-is-zero",),
        "is not what torch gives: 4 of 4 numbers differ; it comes of taking the padding of a max pool for zeros (it is "
        "minus infinity)",
    ),
    "mean of what is left of a window": (
        {"kind": "values", "layer": "nn.AvgPool1d(3, 2, padding=1)", "input": [3, 6, 9, 6, 6]},
        "[4.5, 7, 6]",
        ("padding-not-counted",),
        "is not what torch gives: 2 of 3 numbers differ; it comes of dividing by the numbers of the map only "
        "(count_include_pad counts the padding)",
    ),
    "windows that overlap": (
        {"kind": "values", "layer": "nn.AvgPool1d(3)", "input": [2, 4, 6, 8, 2, 9, 1]},
        "[9, 9, 9, 9, 9]",
        ("pool-stride-one", "only-padding-divided"),
        "has the shape (5,), and torch's has (2,): it comes of taking 1 for the stride of a pool, which is the "
        "kernel's size where it is left out; or of dividing the padding alone by the stride",
    ),
    "their means": (
        {"kind": "values", "layer": "nn.AvgPool1d(2)", "input": [2, 4, 6, 8]},
        "[3, 5, 7]",
        ("pool-stride-one",),
        "has the shape (3,), and torch's has (2,): it comes of taking 1 for the stride of a pool, which is the "
        "kernel's size where it is left out",
    ),
    "absolute values": (
        {"kind": "values", "layer": "nn.LPPool1d(1, 2)", "input": [1, -2, 3, 4]},
        "[3, 7]",
        ("lp-absolute-value",),
        "is not what torch gives: 1 of 2 numbers differs; it comes of taking the absolute value of each number "
        "(torch takes the number itself)",
    ),
    "a layer by a wrong rule": (
        {"kind": "layer", "input": [1, 1, 10, 10], "output": [1, 1, 3, 3]},
        "nn.MaxPool2d(3, stride=2)",
        ("no-plus-one", "divided-by-kernel"),
        "gives (1, 1, 4, 4), not (1, 1, 3, 3): that would come of either leaving out the + 1 or dividing the size by "
        "the kernel",
    ),
    "a blank by a wrong rule": (
        {"kind": "fill", "layer": "nn.Conv2d(3, 8, 7, padding=___)", "input": [1, 3, 28, 28], "output": [1, 8, 26, 26]},
        "4",
        ("padding-once",),
        "gives (1, 8, 30, 30), not (1, 8, 26, 26): that would come of adding the padding on one side only",
    ),
    "nobody's shape": (
        {"kind": "shape", "layer": CONV, "input": [8, 3, 32, 32]},
        "(8, 16, 5, 77)",
        (),
        "is not the shape that torch gives",
    ),
    "nobody's number": ({"kind": "count", "layer": "nn.Linear(3, 4)"}, "17", (), "is not what torch counts"),
    "nobody's numbers": (
        {"kind": "values", "layer": "nn.AvgPool1d(2)", "input": [2, 4, 6, 8]},
        "[3, 77]",
        (),
        "is not what torch gives: 1 of 2 numbers differs",
    ),
}


@pytest.mark.parametrize(("keys", "answer", "slugs", "feedback"), SLIPS.values(), ids=SLIPS)
def test_the_mistake_is_named(
    keys: dict[str, Any], answer: str, slugs: tuple[str, ...], feedback: str, oracle: Oracle
) -> None:
    grade = grade_answer(oracle, ask("{}", **keys), answer)

    assert (grade.verdict.value, grade.misconceptions, grade.feedback) == ("wrong", slugs, feedback)
