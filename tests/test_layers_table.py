"""Every layer of torch.nn that can be named: an example, the shape it is fed, and the first output's shape.

The layers that may not be named, and why, stand in `catalogue.EXCLUDED`.
"""

import marshal
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from quizproof.engine import answers
from quizproof.engine.catalogue import EXCLUDED, LAYERS
from quizproof.engine.jobs import Built, Computed, Counted, Each, Feed, Outcome, Ran, Sizes, Want, job, outcome
from quizproof.engine.layercall import read_layer
from quizproof.engine.layers import nn
from quizproof.engine.literals import BANK


class Example(NamedTuple):
    """`nn.<name><arguments>` fed with `given` gives `expected`; a dict gives each input its own shape."""

    arguments: str
    given: "tuple[int, ...] | dict[str, tuple[int, ...]]"
    expected: tuple[int, ...]


LINE, MAP, VOLUME = (2, 4, 12), (1, 4, 8, 8), (1, 4, 6, 6, 6)
WORDS = (5, 2, 8)
"""Sequences as attention and recurrent layers take them by default: (length, batch, features)."""

EXAMPLES: dict[str, Example] = {
    "AdaptiveAvgPool1d": Example("(5)", LINE, (2, 4, 5)),
    "AdaptiveAvgPool2d": Example("((None, 3))", MAP, (1, 4, 8, 3)),
    "AdaptiveAvgPool3d": Example("(2)", VOLUME, (1, 4, 2, 2, 2)),
    "AdaptiveMaxPool1d": Example("(5)", LINE, (2, 4, 5)),
    "AdaptiveMaxPool2d": Example("(5)", MAP, (1, 4, 5, 5)),
    "AdaptiveMaxPool3d": Example("((1, 2, 3))", VOLUME, (1, 4, 1, 2, 3)),
    "AlphaDropout": Example("()", LINE, LINE),
    "AvgPool1d": Example("(3)", LINE, (2, 4, 4)),
    "AvgPool2d": Example("(3, stride=2)", MAP, (1, 4, 3, 3)),
    "AvgPool3d": Example("(3, stride=2, ceil_mode=True)", VOLUME, (1, 4, 3, 3, 3)),
    "BatchNorm1d": Example("(4)", LINE, LINE),
    "BatchNorm2d": Example("(4)", MAP, MAP),
    "BatchNorm3d": Example("(4)", VOLUME, VOLUME),
    "Bilinear": Example("(4, 3, 5)", {"input1": (2, 4), "input2": (2, 3)}, (2, 5)),
    "CELU": Example("()", LINE, LINE),
    "ChannelShuffle": Example("(2)", MAP, MAP),
    "CircularPad1d": Example("(2)", LINE, (2, 4, 16)),
    "CircularPad2d": Example("((1, 2, 3, 4))", MAP, (1, 4, 15, 11)),
    "CircularPad3d": Example("(1)", VOLUME, (1, 4, 8, 8, 8)),
    "ConstantPad1d": Example("(2, 3.5)", LINE, (2, 4, 16)),
    "ConstantPad2d": Example("(2, 0)", MAP, (1, 4, 12, 12)),
    "ConstantPad3d": Example("(1, 0)", VOLUME, (1, 4, 8, 8, 8)),
    "Conv1d": Example("(4, 6, 3)", LINE, (2, 6, 10)),
    "Conv2d": Example("(4, 6, 3, padding=1, stride=2)", MAP, (1, 6, 4, 4)),
    "Conv3d": Example("(4, 2, (1, 2, 3), groups=2)", VOLUME, (1, 2, 6, 5, 4)),
    "ConvTranspose1d": Example("(4, 6, 3)", LINE, (2, 6, 14)),
    "ConvTranspose2d": Example("(4, 6, 2, stride=2)", MAP, (1, 6, 16, 16)),
    "ConvTranspose3d": Example("(4, 2, 2, output_padding=1, stride=2)", VOLUME, (1, 2, 13, 13, 13)),
    "CosineSimilarity": Example("(dim=1)", LINE, (2, 12)),
    "CrossMapLRN2d": Example("(3)", MAP, MAP),
    "Dropout": Example("()", LINE, LINE),
    "Dropout1d": Example("()", LINE, LINE),
    "Dropout2d": Example("()", MAP, MAP),
    "Dropout3d": Example("()", VOLUME, VOLUME),
    "ELU": Example("()", LINE, LINE),
    "Embedding": Example("(10, 3)", (2, 4), (2, 4, 3)),
    "EmbeddingBag": Example("(10, 3)", (2, 4), (2, 3)),
    "FeatureAlphaDropout": Example("()", MAP, MAP),
    "Flatten": Example("()", MAP, (1, 256)),
    "Fold": Example("(4, 2)", (1, 12, 9), (1, 3, 4, 4)),
    "FractionalMaxPool2d": Example("(2, output_size=3)", MAP, (1, 4, 3, 3)),
    "FractionalMaxPool3d": Example("(2, output_ratio=0.5)", VOLUME, (1, 4, 3, 3, 3)),
    "GELU": Example("()", LINE, LINE),
    "GLU": Example("()", LINE, (2, 4, 6)),
    "GRU": Example("(8, 6, bidirectional=True)", WORDS, (5, 2, 12)),
    "GRUCell": Example("(8, 6)", (2, 8), (2, 6)),
    "GroupNorm": Example("(2, 4)", MAP, MAP),
    "Hardshrink": Example("()", LINE, LINE),
    "Hardsigmoid": Example("()", LINE, LINE),
    "Hardswish": Example("()", LINE, LINE),
    "Hardtanh": Example("()", LINE, LINE),
    "Identity": Example("()", LINE, LINE),
    "InstanceNorm1d": Example("(4)", LINE, LINE),
    "InstanceNorm2d": Example("(4)", MAP, MAP),
    "InstanceNorm3d": Example("(4)", VOLUME, VOLUME),
    "LPPool1d": Example("(2, 3)", LINE, (2, 4, 4)),
    "LPPool2d": Example("(2, 3)", MAP, (1, 4, 2, 2)),
    "LPPool3d": Example("(2, 3)", VOLUME, (1, 4, 2, 2, 2)),
    "LSTM": Example("(8, 6, proj_size=3)", WORDS, (5, 2, 3)),
    "LSTMCell": Example("(8, 6)", (2, 8), (2, 6)),
    "LayerNorm": Example("((4, 12))", LINE, LINE),
    "LazyBatchNorm1d": Example("()", LINE, LINE),
    "LazyBatchNorm2d": Example("()", MAP, MAP),
    "LazyBatchNorm3d": Example("()", VOLUME, VOLUME),
    "LazyConv1d": Example("(6, 3)", LINE, (2, 6, 10)),
    "LazyConv2d": Example("(6, 3)", MAP, (1, 6, 6, 6)),
    "LazyConv3d": Example("(6, 3)", VOLUME, (1, 6, 4, 4, 4)),
    "LazyConvTranspose1d": Example("(6, 3)", LINE, (2, 6, 14)),
    "LazyConvTranspose2d": Example("(6, 3)", MAP, (1, 6, 10, 10)),
    "LazyConvTranspose3d": Example("(6, 3)", VOLUME, (1, 6, 8, 8, 8)),
    "LazyInstanceNorm1d": Example("()", LINE, LINE),
    "LazyInstanceNorm2d": Example("()", MAP, MAP),
    "LazyInstanceNorm3d": Example("()", VOLUME, VOLUME),
    "LazyLinear": Example("(5)", LINE, (2, 4, 5)),
    "LeakyReLU": Example("()", LINE, LINE),
    "Linear": Example("(12, 5)", LINE, (2, 4, 5)),
    "LocalResponseNorm": Example("(3)", MAP, MAP),
    "LogSigmoid": Example("()", LINE, LINE),
    "LogSoftmax": Example("(dim=1)", LINE, LINE),
    "MaxPool1d": Example("(3)", LINE, (2, 4, 4)),
    "MaxPool2d": Example("(3, stride=2)", MAP, (1, 4, 3, 3)),
    "MaxPool3d": Example("(2, return_indices=True)", VOLUME, (1, 4, 3, 3, 3)),
    "MaxUnpool1d": Example("(2)", LINE, (2, 4, 24)),
    "MaxUnpool2d": Example("(2, stride=3)", MAP, (1, 4, 23, 23)),
    "MaxUnpool3d": Example("(3, 2, padding=1)", VOLUME, (1, 4, 11, 11, 11)),
    "Mish": Example("()", LINE, LINE),
    "MultiheadAttention": Example("(8, 2)", WORDS, WORDS),
    "PReLU": Example("(4)", LINE, LINE),
    "PairwiseDistance": Example("()", LINE, (2, 4)),
    "PixelShuffle": Example("(2)", MAP, (1, 1, 16, 16)),
    "PixelUnshuffle": Example("(2)", MAP, (1, 16, 4, 4)),
    "RMSNorm": Example("(12)", LINE, LINE),
    "RNN": Example("(8, 6, batch_first=True)", (2, 5, 8), (2, 5, 6)),
    "RNNCell": Example("(8, 6)", (2, 8), (2, 6)),
    "RReLU": Example("()", LINE, LINE),
    "ReLU": Example("(inplace=True)", LINE, LINE),
    "ReLU6": Example("()", LINE, LINE),
    "ReflectionPad1d": Example("(2)", LINE, (2, 4, 16)),
    "ReflectionPad2d": Example("(2)", MAP, (1, 4, 12, 12)),
    "ReflectionPad3d": Example("(1)", VOLUME, (1, 4, 8, 8, 8)),
    "ReplicationPad1d": Example("(2)", LINE, (2, 4, 16)),
    "ReplicationPad2d": Example("(2)", MAP, (1, 4, 12, 12)),
    "ReplicationPad3d": Example("(1)", VOLUME, (1, 4, 8, 8, 8)),
    "SELU": Example("()", LINE, LINE),
    "Sequential": Example("(nn.Embedding(10, 8), nn.Sequential(nn.Linear(8, 3), nn.ReLU()))", (2, 5), (2, 5, 3)),
    "SiLU": Example("()", LINE, LINE),
    "Sigmoid": Example("()", LINE, LINE),
    "Softmax": Example("(dim=-1)", LINE, LINE),
    "Softmax2d": Example("()", MAP, MAP),
    "Softmin": Example("(dim=-1)", LINE, LINE),
    "Softplus": Example("()", LINE, LINE),
    "Softshrink": Example("()", LINE, LINE),
    "Softsign": Example("()", LINE, LINE),
    "SyncBatchNorm": Example("(4)", MAP, MAP),
    "Tanh": Example("()", LINE, LINE),
    "Tanhshrink": Example("()", LINE, LINE),
    "Threshold": Example("(0.1, 20)", LINE, LINE),
    "Transformer": Example("(8, 2, 1, 1, 16)", {"src": (7, 2, 8), "tgt": WORDS}, WORDS),
    "TransformerDecoder": Example("(nn.TransformerDecoderLayer(8, 2, 16), 2)", WORDS, WORDS),
    "TransformerDecoderLayer": Example("(8, 2, 16)", {"tgt": WORDS, "memory": (7, 2, 8)}, WORDS),
    "TransformerEncoder": Example("(nn.TransformerEncoderLayer(8, 2, 16), 2)", WORDS, WORDS),
    "TransformerEncoderLayer": Example("(8, 2, 16, activation=nn.GELU())", WORDS, WORDS),
    "Unflatten": Example("(1, (2, 2))", LINE, (2, 2, 2, 12)),
    "Unfold": Example("(3)", MAP, (1, 36, 36)),
    "Upsample": Example("(scale_factor=1.5, mode='bilinear')", MAP, (1, 4, 12, 12)),
    "UpsamplingBilinear2d": Example("(size=(3, 5))", MAP, (1, 4, 3, 5)),
    "UpsamplingNearest2d": Example("(scale_factor=2)", MAP, (1, 4, 16, 16)),
    "ZeroPad1d": Example("(2)", LINE, (2, 4, 16)),
    "ZeroPad2d": Example("((-1, 2, 0, 0))", MAP, (1, 4, 8, 9)),
    "ZeroPad3d": Example("(1)", VOLUME, (1, 4, 8, 8, 8)),
}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        answers.settle()
        yield


def asked(want: Want, name: str) -> Outcome:
    example = EXAMPLES[name]
    feed: Feed
    if isinstance(example.given, tuple):
        feed = Sizes(example.given)
    else:
        feed = Each(tuple((word, Sizes(shape)) for word, shape in example.given.items()))
    layer = read_layer(f"nn.{name}{example.arguments}", BANK)
    return outcome(answers.answer(marshal.loads(job(want, layer, feed, cost=0).key)))


def test_every_public_layer_is_fed_here_or_excluded_with_a_reason() -> None:
    public = [name for name in dir(nn) if name[0] != "_" and isinstance(getattr(nn, name), type)]
    layers = {name for name in public if issubclass(getattr(nn, name), nn.Module)}
    assert layers - set(EXCLUDED) == set(EXAMPLES)
    assert set(EXAMPLES) == set(LAYERS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_layer_runs_on_the_shape_it_is_given(name: str) -> None:
    found = asked(Want.SHAPE, name)
    assert isinstance(found, Ran), found
    assert found.shapes[0] == EXAMPLES[name].expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_numbers_depend_on_the_random_input(name: str) -> None:
    found = asked(Want.VALUES, name)
    assert isinstance(found, Computed), found
    assert (found.shape, found.random) == (EXAMPLES[name].expected, True)
    assert asked(Want.VALUES, name) == found


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_settings_and_weights_can_be_told(name: str) -> None:
    built, counted = asked(Want.SETTINGS, name), asked(Want.COUNT, name)
    assert isinstance(built, Built)
    assert built.settings.startswith(f"{name}(")
    assert isinstance(counted, Counted)
    assert sum(size for _, size in counted.by_name) == counted.parameters + counted.buffers
