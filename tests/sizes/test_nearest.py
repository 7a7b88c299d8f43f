"""Where torch refuses: the nearest setting that works. What is offered must work in torch, too."""

import time
from random import Random

import pytest

from layer_examples import EXAMPLES, example
from quizproof.engine.binding import OutOfPlace, bind
from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import NoRule, Refused, work_out
from quizproof.engine.sizes.nearest import Nearest, nearest
from torch_side import run

MAP = (1, 2, 8, 8)
WORDS = (5, 2, 8)

SENTENCES: dict[str, tuple[Shape, str]] = {
    "nn.MaxPool2d(3, padding=2)": (
        MAP,
        "padding may be at most 1 for a kernel of 3: nn.MaxPool2d(3, padding=1) works",
    ),
    "nn.MaxPool2d(3, padding=-1)": (MAP, "padding must be at least 0: nn.MaxPool2d(3, padding=0) works"),
    "nn.MaxPool2d(0)": (MAP, "kernel_size must be at least 1: nn.MaxPool2d(1) works"),
    "nn.MaxPool2d(3, stride=0)": (MAP, "stride must be at least 1: nn.MaxPool2d(3, stride=1) works"),
    "nn.MaxPool2d(3, stride=1.5)": (MAP, "nn.MaxPool2d(3, stride=1) works"),
    "nn.MaxPool2d((3, 3, 3))": (MAP, "nn.MaxPool2d(3) works"),
    "nn.MaxPool2d(3, ceil_mode=1)": (MAP, "nn.MaxPool2d(3, ceil_mode=True) works"),
    "nn.MaxPool2d(9)": (MAP, "kernel_size may be at most 8 for this input: nn.MaxPool2d(8) works"),
    "nn.MaxPool2d((2, 500))": (MAP, "kernel_size[1] may be at most 8 for this input: nn.MaxPool2d((2, 8)) works"),
    "nn.MaxPool2d((9, 9))": (MAP, "nn.MaxPool2d((8, 8)) works"),
    "nn.MaxPool2d(5, padding=1, dilation=3)": (
        MAP,
        "kernel_size may be at most 4 for this input: nn.MaxPool2d(4, padding=1, dilation=3) works",
    ),
    "nn.MaxPool2d(size=3, step=2)": (MAP, "nn.MaxPool2d(kernel_size=3, stride=2) works"),
    "nn.MaxPool2d(2)": ((8, 8), "nn.MaxPool2d(2) works on an input of (1, 8, 8)"),
    "nn.AvgPool2d(2, divisor_override=0)": (MAP, "nn.AvgPool2d(2, divisor_override=1) works"),
    "nn.Conv2d(3, 8, 3)": (MAP, "in_channels must be 2 for this input: nn.Conv2d(2, 8, 3) works"),
    "nn.Conv2d(4, 8, 3, groups=3)": ((1, 4, 8, 8), "nn.Conv2d(4, 8, 3, groups=2) works"),
    "nn.Conv2d(2, 8, (3,))": (MAP, "nn.Conv2d(2, 8, 3) works"),
    "nn.Conv2d(2, 8, 3, stride=2, padding='same')": (
        MAP,
        "stride must be 1: nn.Conv2d(2, 8, 3, stride=1, padding='same') works",
    ),
    "nn.Conv2d(2, 8, 3, padding=8, padding_mode='reflect')": (
        MAP,
        "padding may be at most 7 for this input: nn.Conv2d(2, 8, 3, padding=7, padding_mode='reflect') works",
    ),
    "nn.ConvTranspose2d(2, 8, 3, 2, 1, 2)": (
        MAP,
        "output_padding may be at most 1 for this input: nn.ConvTranspose2d(2, 8, 3, 2, 1, 1) works",
    ),
    "nn.ConvTranspose2d(2, 8, 3, padding=6)": (
        MAP,
        "padding may be at most 4 for this input: nn.ConvTranspose2d(2, 8, 3, padding=4) works",
    ),
    "nn.ConvTranspose1d(2, 8, 3, padding_mode='reflect')": (
        (2, 8),
        "nn.ConvTranspose1d(2, 8, 3, padding_mode='zeros') works",
    ),
    "nn.Linear(4, 10)": (MAP, "in_features must be 8 for this input: nn.Linear(8, 10) works"),
    "nn.Flatten(2, 1)": (MAP, "start_dim may be at most 1 for this input: nn.Flatten(1, 1) works"),
    "nn.Unflatten(2, (3, -1))": (MAP, "nn.Unflatten(2, (2, -1)) works"),
    "nn.Fold((4, 5), (2, 3))": ((1, 12, 8), "nn.Fold((4, 5), (2, 3)) works on an input of (1, 12, 9)"),
    "nn.PixelShuffle(2)": (MAP, "nn.PixelShuffle(2) works on an input of (1, 4, 8, 8)"),
    "nn.CircularPad2d(9)": (MAP, "padding may be at most 8 for this input: nn.CircularPad2d(8) works"),
    "nn.Upsample(8, 2)": (MAP, "nn.Upsample(None, 2) works"),
    "nn.Upsample(scale_factor=2, mode='linear')": (MAP, "nn.Upsample(scale_factor=2, mode='bilinear') works"),
    "nn.Upsample(scale_factor=0.1)": (MAP, "nn.Upsample(scale_factor=0.125) works"),
    "nn.Upsample(scale_factor=2, align_corners=True)": (MAP, "nn.Upsample(scale_factor=2) works"),
    "nn.BatchNorm2d(3)": (MAP, "num_features must be 2 for this input: nn.BatchNorm2d(2) works"),
    "nn.Dropout(1.5)": (MAP, "nn.Dropout(1) works"),
    "nn.Embedding(10, 3, padding_idx=10)": (
        (2,),
        "padding_idx may be at most 9: nn.Embedding(10, 3, padding_idx=9) works",
    ),
    "nn.Tanh(size=3)": (MAP, "nn.Tanh() works"),
    "nn.LayerNorm((2, 8))": (
        MAP,
        "normalized_shape[0] must be 8 for this input: nn.LayerNorm((8, 8)) works",
    ),
    "nn.LSTM(10, 20)": (WORDS, "input_size must be 8 for this input: nn.LSTM(8, 20) works"),
    "nn.MultiheadAttention(8, 3)": (WORDS, "nn.MultiheadAttention(8, 2) works"),
    "nn.Sequential(nn.MaxPool2d(2), nn.Sequential(nn.ReLU(), nn.Conv2d(3, 4, 3)))": (
        MAP,
        "in layer 2, layer 2, in_channels must be 2 for this input: nn.Conv2d(2, 4, 3) works",
    ),
    "nn.Sequential(nn.Conv2d(2, 8, 3), nn.Linear(288, 10))": (
        MAP,
        "nn.Flatten() before layer 2 works: 8 * 6 * 6 = 288",
    ),
}


@pytest.mark.parametrize(("text", "shape", "sentence"), [(key, *row) for key, row in SENTENCES.items()], ids=SENTENCES)
def test_sentence(text: str, shape: Shape, sentence: str) -> None:
    found = nearest(read_layer(text, BANK), shape)
    assert found is not None
    assert found.sentence == sentence
    assert_runs(found)


def assert_runs(found: Nearest) -> None:
    shapes = (
        found.inputs if isinstance(found.inputs, dict) else dict.fromkeys(LAYERS[found.layer.name].inputs, found.inputs)
    )
    run(found.layer, *shapes.values())


NOTHING: dict[str, Shape] = {
    "nn.MaxPool2d(3)": MAP,
    "nn.Linear(8)": MAP,
    "nn.Upsample()": MAP,
    "nn.GroupNorm(3, 4)": MAP,
    "nn.Linear(True, 3)": MAP,
    "nn.Sequential(nn.LSTM(8, 4), nn.Linear(4, 2))": WORDS,
    "nn.Sequential(3)": MAP,
    "nn.TransformerEncoder(nn.Linear(8, 8), 2)": WORDS,
}


@pytest.mark.parametrize(("text", "shape"), NOTHING.items(), ids=NOTHING)
def test_nothing_is_offered(text: str, shape: Shape) -> None:
    assert nearest(read_layer(text, BANK), shape) is None


def test_each_input_keeps_its_own_shape() -> None:
    inputs = {"query": (5, 2, 8), "key": (6, 2, 4), "value": (6, 2, 8)}
    assert nearest(LayerCall("MultiheadAttention", (8, 2)), inputs) == Nearest(
        "nn.MultiheadAttention(8, 2, kdim=4) works", LayerCall("MultiheadAttention", (8, 2), (("kdim", 4),)), inputs
    )


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - {"Sequential", "Identity"}))
def test_whatever_is_offered_works(name: str) -> None:
    """Settings of every layer are broken at random; what is offered, torch runs, and so quickly that nobody waits."""
    random, (call, inputs) = Random(name), example(name)
    tried = offered = 0
    for _ in range(8):
        words = {name: value for name, value in bind(call).items() if not isinstance(value, LayerCall)}
        word = random.choice(list(words) or [""])
        value = random.choice([0, -1, -3, 2, 5, 9, 100, 1.5, 7.5, (2, 3), (9, 9, 9), "full", None, True])
        kept = tuple([(one, kept) for one, kept in bind(call).items() if one != word])
        broken = LayerCall(name, (), (*kept, (word or "size", value)))
        try:
            work_out(broken, inputs)
            continue
        except (NoRule, OutOfPlace):
            continue
        except Refused:
            tried += 1
        began = time.process_time()
        found = nearest(broken, inputs)
        assert time.process_time() - began < 0.3, broken
        if found is not None:
            offered += 1
            assert_runs(found)
    assert offered >= tried // 8, (tried, offered)


def test_long_layers_take_no_more_time() -> None:
    call = LayerCall("Sequential", (*[LayerCall("Linear", (3, 3))] * 500, LayerCall("Linear", (4, 4))))
    began = time.process_time()
    found = nearest(call, (2, 3))
    assert time.process_time() - began < 0.5
    assert found is not None
    assert found.sentence == "in layer 501, in_features must be 3 for this input: nn.Linear(3, 4) works"
