"""The cost: never less than the elements, enough for real architectures, too much for bombs, and quick itself."""

import time
from math import prod

import pytest

from layer_examples import EXAMPLES, example
from quizproof.engine.binding import Misfit, OutOfPlace, bind
from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import RULES, cost
from torch_side import run, torch

QUESTION = 150_000_000
"""What a question may cost."""
BIG = 10_000_000
"""No whole number in a layer is larger."""


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_cost_counts_parameters_inputs_and_outputs(name: str) -> None:
    if not hasattr(torch.nn, name):
        pytest.skip("an older torch has no such layer")
    call, inputs = example(name)
    shapes = tuple(inputs.values()) if isinstance(inputs, dict) else (inputs,) * len(LAYERS[name].inputs)
    outputs, parameters = run(call, *shapes)
    elements = sum(prod(shape) for shape in (*shapes, *outputs))
    floor = elements + parameters + 5_000
    assert floor <= cost(call, inputs) < 100 * floor


REAL: dict[str, Shape] = {
    "nn.Conv2d(64, 64, 3)": (1, 64, 570, 570),
    "nn.Conv2d(3, 64, 7, stride=2, padding=3)": (32, 3, 224, 224),
    "nn.Conv2d(512, 4096, 7)": (1, 512, 7, 7),
    "nn.Linear(25088, 4096)": (32, 25088),
    "nn.Embedding(30522, 768)": (32, 512),
    "nn.LSTM(512, 1024, 2, bidirectional=True)": (100, 8, 512),
    "nn.Transformer()": (128, 4, 512),
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(768, 12, 3072), 12)": (128, 1, 768),
    "nn.MultiheadAttention(768, 12)": (512, 4, 768),
    "nn.MaxPool2d(2, 2)": (8, 64, 224, 224),
    "nn.AdaptiveAvgPool2d(7)": (32, 512, 14, 14),
    "nn.ConvTranspose2d(512, 256, 4, 2, 1)": (4, 512, 32, 32),
    "nn.Upsample(scale_factor=2, mode='bicubic')": (1, 64, 256, 256),
    "nn.Unfold(16, stride=16)": (32, 3, 224, 224),
}


@pytest.mark.parametrize(("text", "shape"), REAL.items(), ids=REAL)
def test_real_architectures_may_be_asked(text: str, shape: Shape) -> None:
    assert cost(read_layer(text, BANK), shape) <= QUESTION


BOMBS: dict[str, Shape] = {
    "nn.Conv2d(20000, 20000, 1)": (1, 3, 28, 28),
    "nn.Conv2d(20000, 20000, 1, stride=(1, 1, 1))": (1, 20000, 1, 1),
    "nn.LazyConv2d(10000000, 100)": (1, 100, 200, 200),
    "nn.Conv2d(1, 1, 1000, padding=500)": (1, 1, 1000, 1000),
    "nn.Conv2d(1, 1, 3)": (1, 1, 4000, 4000),
    "nn.Conv1d(1, 1, 10000, padding=5000)": (1, 1, 20000),
    "nn.Conv2d(1, 1, 3, padding=10000000)": (1, 1, 3, 3),
    "nn.ConvTranspose1d(1, 1, 1000000)": (1, 1, 1000),
    "nn.ConvTranspose2d(1, 1, 1, 10000)": (1, 1, 10, 10),
    "nn.MaxPool2d(1000, stride=1)": (1, 1, 2000, 2000),
    "nn.MaxPool1d(10000000, ceil_mode=True)": (1, 1000, 4),
    "nn.AvgPool3d(100, stride=1)": (1, 1, 200, 200, 200),
    "nn.MaxUnpool2d(2, stride=10000000)": (1, 1, 3, 3),
    "nn.AdaptiveMaxPool2d(10000000)": (1, 1, 3, 3),
    "nn.FractionalMaxPool2d(1000, 1000)": (1, 1, 2000, 2000),
    "nn.Linear(10000000, 10000000)": (1, 3),
    "nn.LazyLinear(10000000)": (3, 100),
    "nn.Bilinear(1000, 1000, 1000)": (1, 3),
    "nn.Bilinear(2, 2, 1000000)": (2, 2),
    "nn.Bilinear(9, 9, nn.Linear(100000, 100000))": (2, 9),
    "nn.Embedding(10000000, 10000000)": (1,),
    "nn.EmbeddingBag(10, 100000)": (1000, 1000),
    "nn.Unfold(1000)": (1, 1, 2000, 2000),
    "nn.ReplicationPad2d(10000000)": (1, 1, 3, 3),
    "nn.ReplicationPad2d((-10, 7, 10000000, 10000000))": (1, 2, 4, 4),
    "nn.ZeroPad3d(10000000)": (1, 1, 3, 3, 3),
    "nn.Upsample(scale_factor=10000000)": (1, 1, 3, 3),
    "nn.Upsample(10000000, mode='linear')": (1, 9, 3),
    "nn.LayerNorm((10000, 100000))": (2, 3),
    "nn.LayerNorm((10000000, 10000000, 10000000, 10000000))": (2, 3),
    "nn.BatchNorm2d(10000000, affine=False)": (80, 3, 1000, 1000),
    "nn.LocalResponseNorm(10000000)": (1, 4, 5, 5),
    "nn.LSTM(1, 1, 10000000)": (3, 1, 1),
    "nn.LSTM(1, 1, 20000)": (3, 1, 1),
    "nn.RNN(1, 1, 12000)": (3, 1, 1),
    "nn.LSTM(10000000, 1)": (3, 3),
    "nn.GRU(1, 1)": (1000000, 1, 1),
    "nn.RNN(1, 10000000)": (3, 1, 1),
    "nn.GRUCell(10000, 10000)": (3,),
    "nn.MultiheadAttention(100000, 1)": (3, 3),
    "nn.MultiheadAttention(4, 4)": (10000, 1, 4),
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 1, 1), 1000000)": (3, 2),
    "nn.TransformerEncoder(nn.MaxPool2d(0), 1000000)": (3, 2),
    "nn.TransformerEncoder(nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 1, 1), 10000), 10000)": (3, 2),
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 1, 1), 1000000, 3)": (3, 2),
    "nn.TransformerDecoderLayer(10000, 1)": (3, 2),
    "nn.Transformer(2, 1, 10000000, 10000000)": (3, 2),
    "nn.Transformer(20000, 1, activation='tanh')": (3, 2),
    "nn.CosineSimilarity()": (3, 100_000_000),
    "nn.Sequential(nn.MaxPool2d(0), nn.Linear(100000, 100000))": (1, 1, 3, 3),
    "nn.Sequential(nn.MaxPool2d(9), nn.Linear(100000, 100000))": (1, 1, 3, 3),
    "nn.Sequential(nn.Linear(100000, 100000), 3)": (1, 1, 3, 3),
    "nn.Sequential(nn.ReLU(), relu=nn.Linear(100000, 100000))": (1, 1, 3, 3),
    "nn.Sequential(nn.ZeroPad1d(10000000), nn.LSTM(1, 1))": (300, 3),
    "nn.ReLU(nn.Linear(100000, 100000))": (2, 3),
    "nn.ReLU(size=nn.Linear(100000, 100000))": (2, 3),
    "nn.Identity(nn.Identity((3, nn.Linear(100000, 100000))))": (2, 3),
    "nn.Linear(True, 10000000, (10000000,))": (2, 3),
    "nn.ReLU()": (10_000_000, 10_000_000),
}


@pytest.mark.parametrize(("text", "shape"), BOMBS.items(), ids=BOMBS)
def test_bombs_cost_too_much(text: str, shape: Shape) -> None:
    call = read_layer(text, BANK)
    began = time.process_time()
    assert cost(call, shape) > QUESTION
    assert time.process_time() - began < 0.1


def test_bomb_by_broadcasting() -> None:
    call = LayerCall("CosineSimilarity")
    assert cost(call, {"x1": (100_000, 1), "x2": (1, 100_000)}) > QUESTION


HOSTILE = (BIG, -BIG, 0, 1, True, None, 1e7, 1e-300, "same", (), (BIG,), (BIG, BIG), (BIG, (BIG,)), (0,) * 1_000)


@pytest.mark.parametrize("name", sorted(RULES))
def test_cost_is_quick_whatever_the_numbers(name: str) -> None:
    """Any value in any place, alone and in all places: a whole number comes out, in a moment."""
    parameters = [part.partition("=")[0] for part in LAYERS[name].signature.split(", ")]
    words = [word for word in parameters if word and not word.startswith("*")]
    values = (*HOSTILE, LayerCall("Linear", (BIG, BIG)))
    calls = [
        call
        for value in values
        for given in range(1, len(words) + 2)
        for call in (
            LayerCall(name, (value,) * given),
            LayerCall(name, (), tuple((word, value) for word in words[:given])),
        )
    ]
    shapes: tuple[Shape, ...] = ((1, 2, 3, 3), (), (BIG,) * 3, (0, 3), (1,) * 60)
    began = time.process_time()
    costs = [cost(call, shape) for call in calls if places(call) for shape in shapes]
    assert time.process_time() - began < 0.01 * len(calls)
    assert all(type(found) is int and found >= 0 for found in costs)


def places(call: LayerCall) -> bool:
    """Return whether no argument stands where torch takes a device."""
    try:
        bind(call)
    except OutOfPlace:
        return False
    except Misfit:
        return True
    return True


def test_deep_layers_that_are_refused_cost_no_more_time_than_others() -> None:
    call = LayerCall("MaxPool2d", (0,))
    for _ in range(16):
        call = LayerCall("Sequential", (LayerCall("Linear", (3, True)), call, LayerCall("ReLU", (LayerCall("ReLU"),))))
    began = time.process_time()
    assert cost(call, (2, 3)) > 0
    assert time.process_time() - began < 0.5


def test_many_layers_are_worked_out_in_linear_time() -> None:
    call = LayerCall("Sequential", (LayerCall("Linear", (3, 3)),) * 2_000)
    began = time.process_time()
    assert cost(call, (2, 3)) == 2_001 * 5_000 + 2_000 * (12 + 12)
    assert time.process_time() - began < 1
