"""Wrong counts of parameters: each against a count by hand, and the right one against torch."""

import pytest

from quizproof.engine.layercall import read_layer
from quizproof.engine.misconceptions.counts import WRONG_COUNTS
from quizproof.engine.misconceptions.miscounted import counted, miscounted
from torch_side import build

WRONG: dict[str, tuple[str, str, tuple[int, ...] | None, dict[str, int]]] = {
    "conv": (
        "nn.Conv2d(3, 16, (2, 5))",
        "parameters",
        (1, 3, 4, 9),
        {
            "bias-forgotten": 16 * 3 * 10,
            "kernel-sides-added": 16 * 3 * (2 + 5) + 16,
            "in-channels-forgotten": 16 * 10 + 16,
            "bias-per-layer": 16 * 3 * 10 + 1,
            "bias-per-slice": 16 * 3 * 10 + 16 * 3,
            "bias-per-input": 16 * 3 * 10 + 3,
            "out-channels-forgotten": 3 * 10 + 16,
            "weights-per-position": (16 * 3 * 10 + 16) * 3 * 5,
        },
    ),
    "groups": (
        "nn.Conv1d(4, 12, 3, groups=2, bias=False)",
        "trainable",
        None,
        {
            "in-channels-forgotten": 12 * 3,
            "groups-ignored": 12 * 4 * 3,
            "bias-without-one": 12 * 2 * 3 + 12,
            "out-channels-forgotten": 2 * 3,
        },
    ),
    "weight": (
        "nn.Conv2d(3, 16, 5)",
        "weight",
        None,
        {
            "kernel-sides-added": 16 * 3 * 10,
            "in-channels-forgotten": 16 * 25,
            "out-channels-forgotten": 3 * 25,
        },
    ),
    "bias": (
        "nn.Conv2d(3, 16, 5)",
        "bias",
        None,
        {"bias-forgotten": 0, "bias-per-layer": 1, "bias-per-slice": 48, "bias-per-input": 3},
    ),
    "kernel of one": (
        "nn.Conv2d(3, 4, 1)",
        "parameters",
        None,
        {
            "bias-forgotten": 12,
            "kernel-sides-added": 24 + 4,
            "in-channels-forgotten": 4 + 4,
            "bias-per-layer": 13,
            "bias-per-slice": 24,
            "bias-per-input": 15,
            "out-channels-forgotten": 3 + 4,
        },
    ),
    "transposed": (
        "nn.ConvTranspose2d(4, 6, 3, groups=2)",
        "parameters",
        (1, 4, 5, 5),
        {
            "bias-forgotten": 4 * 3 * 9,
            "kernel-sides-added": 4 * 3 * 6 + 6,
            "in-channels-forgotten": 6 * 9 + 6,
            "groups-ignored": 4 * 6 * 9 + 6,
            "bias-per-layer": 4 * 3 * 9 + 1,
            "bias-per-slice": 4 * 3 * 9 + 6 * 2,
            "bias-per-input": 4 * 3 * 9 + 4,
            "out-channels-forgotten": 2 * 9 + 6,
        },
    ),
    "one kernel": (
        "nn.Conv2d(3, 1, 3)",
        "parameters",
        (1, 3, 3, 3),
        {
            "bias-forgotten": 27,
            "kernel-sides-added": 18 + 1,
            "in-channels-forgotten": 9 + 1,
            "bias-per-slice": 27 + 3,
            "bias-per-input": 27 + 3,
        },
    ),
    "two places": (
        "nn.Conv1d(1, 2, 3)",
        "parameters",
        (1, 1, 4),
        {
            "bias-forgotten": 6,
            "bias-per-layer": 7,
            "bias-per-input": 7,
            "out-channels-forgotten": 3 + 2,
            "weights-per-position": 16,
        },
    ),
    "linear": (
        "nn.Linear(10, 5)",
        "parameters",
        None,
        {"bias-forgotten": 50, "bias-per-layer": 51, "bias-per-input": 60, "features-added": 15},
    ),
    "no bias": ("nn.Linear(10, 5, bias=False)", "parameters", None, {"bias-without-one": 55, "features-added": 15}),
    "norm": ("nn.BatchNorm2d(6)", "parameters", None, {"bias-forgotten": 6, "statistics-counted": 24}),
    "pool": ("nn.MaxPool2d((2, 3))", "parameters", None, {"pooling-has-weights": 6}),
    "lstm": (
        "nn.LSTM(10, 5)",
        "parameters",
        None,
        {
            "bias-forgotten": 4 * 5 * 15,
            "recurrent-one-bias": 4 * 5 * (15 + 1),
            "gates-forgotten": 5 * (15 + 2),
        },
    ),
    "two layers, two directions": (
        "nn.LSTM(10, 5, num_layers=2, bidirectional=True)",
        "parameters",
        None,
        {
            "bias-forgotten": 4 * 20 * 15,
            "recurrent-one-bias": 4 * 20 * (15 + 1),
            "gates-forgotten": 4 * 5 * (15 + 2),
            "direction-forgotten": 20 * (15 + 2) + 20 * (10 + 2),
            "layers-forgotten": 2 * 20 * (15 + 2),
        },
    ),
    "projection": (
        "nn.LSTM(10, 5, proj_size=2)",
        "parameters",
        None,
        {"bias-forgotten": 20 * 12 + 2 * 5, "recurrent-one-bias": 20 * 12 + 2 * 5 + 20},
    ),
    "cell": (
        "nn.GRUCell(3, 4)",
        "parameters",
        None,
        {"bias-forgotten": 12 * 7, "recurrent-one-bias": 12 * (7 + 1), "gates-forgotten": 4 * (7 + 2)},
    ),
    "attention": (
        "nn.MultiheadAttention(8, 2)",
        "parameters",
        None,
        {"bias-forgotten": 4 * 8 * 8, "heads-multiplied": 2 * 4 * 8 * (8 + 1)},
    ),
    "one head": ("nn.MultiheadAttention(8, 1, bias=False)", "parameters", None, {}),
    "nothing known but its terms": ("nn.Bilinear(2, 3, 4)", "parameters", None, {"bias-forgotten": 2 * 3 * 4}),
    "rnn": ("nn.RNN(10, 5)", "parameters", None, {"bias-forgotten": 75, "recurrent-one-bias": 80}),
    "many": (
        "nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(24, 10))",
        "parameters",
        (1, 1, 8, 8),
        {
            "bias-forgotten": 150 + 240,
            "kernel-sides-added": 60 + 6 + 250,
            "bias-per-layer": 151 + 241,
            "bias-per-input": 151 + 264,
            "out-channels-forgotten": 25 + 6 + 250,
            "weights-per-position": 156 * 16 + 250,
            "features-added": 156 + 34,
            "pooling-has-weights": 156 + 250 + 4,
        },
    ),
    "named bias": ("nn.LSTM(10, 5)", "bias_ih_l0", None, {}),
    "nothing of this name": ("nn.Linear(10, 5, bias=False)", "bias", None, {}),
}


@pytest.mark.parametrize(("layer", "of", "shape", "expected"), WRONG.values(), ids=WRONG)
def test_wrong_counts(layer: str, of: str, shape: tuple[int, ...] | None, expected: dict[str, int]) -> None:
    assert {idea.slug: number for idea, number in miscounted(read_layer(layer), of, shape)} == expected


def test_every_wrong_count_is_tried() -> None:
    assert {slug for _, _, _, expected in WRONG.values() for slug in expected} == {idea.slug for idea in WRONG_COUNTS}


@pytest.mark.parametrize(("layer", "of", "shape", "expected"), WRONG.values(), ids=WRONG)
def test_the_right_count_is_that_of_torch(
    layer: str, of: str, shape: tuple[int, ...] | None, expected: dict[str, int]
) -> None:
    built = build(read_layer(layer))
    named = dict(built.named_parameters())
    total = sum(one.numel() for one in named.values())
    right = total if of in ("parameters", "trainable") else named[of].numel() if of in named else None

    assert counted(read_layer(layer), of) == (None if of.startswith("bias_") else right)


@pytest.mark.parametrize(
    "layer", ["nn.Embedding(4, 5)", "nn.Embedding(4, 5, _freeze=False)", "nn.RNNCell(3, 4, bias=False)", "nn.ReLU()"]
)
def test_what_nothing_is_said_of(layer: str) -> None:
    assert list(miscounted(read_layer(layer), "parameters")) == []
    built = build(read_layer(layer))
    assert counted(read_layer(layer), "parameters") == sum(one.numel() for one in built.parameters())


def test_a_lazy_layer_has_no_count_yet() -> None:
    assert counted(read_layer("nn.LazyLinear(4)"), "parameters") is None
    wrong = {idea.slug: number for idea, number in miscounted(read_layer("nn.LazyLinear(4)"), "parameters", (1, 3))}
    assert wrong == {"bias-forgotten": 12}


def test_what_is_frozen_is_not_counted() -> None:
    assert counted(read_layer("nn.Embedding(10, 3, _freeze=True)"), "trainable") is None
