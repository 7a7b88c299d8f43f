"""One text for every way of writing the same layer, and another for every other layer."""

import inspect
import warnings
from collections.abc import Iterator
from itertools import combinations

import pytest

from quizproof.engine import answers
from quizproof.engine.catalogue import LAYERS
from quizproof.engine.layercall import read_layer
from quizproof.engine.layers import nn
from quizproof.engine.literals import BANK
from quizproof.engine.settings import FLOATS


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        answers.settle()
        yield


def settings(text: str) -> str:
    reply = answers.answer(("settings", read_layer(text, BANK).wire(), None, 0, (), False))
    assert reply[0] == "Built", reply
    return str(reply[1])


SAME = {
    "a number for both dimensions": ("MaxPool2d(3)", "MaxPool2d((3, 3))", "MaxPool2d([3])"),
    "the stride of a pool": ("AvgPool2d(2)", "AvgPool2d(2, 2)", "AvgPool2d((2, 2), stride=None)", "AvgPool2d(2, ())"),
    "the stride of a power pool": ("LPPool2d(2, 3)", "LPPool2d(2.0, (3, 3), 3)"),
    "written defaults": ("Conv2d(1, 2, 3)", "Conv2d(1, 2, 3, 1, 0, 1, 1, True, 'zeros')", "Conv2d(1, 2, 3, bias=1)"),
    "no padding": ("Conv2d(1, 2, 3)", "Conv2d(1, 2, 3, padding='valid')", "Conv2d(1, 2, 3, padding=(0, 0))"),
    "the same size": ("Conv2d(1, 2, (3, 5), padding='same')", "Conv2d(1, 2, (3, 5), padding=(1, 2))"),
    "the same size, dilated": ("Conv1d(1, 2, 2, padding='same', dilation=2)", "Conv1d(1, 2, 2, 1, 1, 2)"),
    "in place": ("ReLU()", "ReLU(True)", "ReLU(inplace=False)"),
    "whole and real numbers": ("LeakyReLU(1)", "LeakyReLU(1.0)"),
    "real numbers in tuples": ("FractionalMaxPool2d(2, output_ratio=0.5)", "FractionalMaxPool2d(2, None, (0.5, 0.5))"),
    "sizes of a pool that adapts": ("AdaptiveAvgPool2d(5)", "AdaptiveAvgPool2d((5, 5))"),
    "a list and a tuple": ("LayerNorm([4, 5])", "LayerNorm((4, 5))"),
    "one size to normalize": ("LayerNorm(4)", "LayerNorm((4,))"),
    "sides of a padding": ("ZeroPad2d(1)", "ZeroPad2d((1, 1, 1, 1))"),
    "windows of Fold": ("Fold(4, 2)", "Fold((4, 4), (2, 2), stride=1)"),
    "corners that are not aligned": (
        "Upsample(scale_factor=2, mode='bilinear')",
        "Upsample(None, 2.0, 'bilinear', False, False)",
    ),
    "what Identity ignores": ("Identity()", "Identity(3, unused=True)"),
    "a row of zeros counted from the end": ("Embedding(5, 2, padding_idx=-1)", "Embedding(5, 2, padding_idx=4)"),
    "an activation by name": (
        "TransformerEncoderLayer(8, 2, 4)",
        "TransformerEncoderLayer(8, 2, 4, activation='relu')",
        "TransformerEncoderLayer(8, 2, 4, activation=nn.ReLU(inplace=True))",
    ),
    "inner layers": ("Sequential(nn.MaxPool2d(2))", "Sequential(nn.MaxPool2d((2, 2), 2))"),
    "sizes of keys": ("MultiheadAttention(8, 2)", "MultiheadAttention(8, 2, kdim=8, vdim=8)"),
}


@pytest.mark.parametrize("texts", SAME.values(), ids=SAME)
def test_the_same_layer_has_one_text(texts: tuple[str, ...]) -> None:
    assert len({settings(text) for text in texts}) == 1


DIFFERENT = {
    "pools": (
        "MaxPool2d(3)",
        "AvgPool2d(3)",
        "MaxPool2d(3, 2)",
        "MaxPool2d(3, padding=1)",
        "MaxPool2d(3, dilation=2)",
        "MaxPool2d(3, ceil_mode=True)",
        "MaxPool2d(3, return_indices=True)",
        "MaxPool2d((3, 2))",
        "MaxPool1d(3)",
        "AvgPool2d(3, count_include_pad=False)",
        "AvgPool2d(3, divisor_override=2)",
    ),
    "convolutions": (
        "Conv2d(4, 4, 3)",
        "Conv2d(4, 4, 3, bias=False)",
        "Conv2d(4, 4, 3, groups=2)",
        "Conv2d(4, 4, 3, dilation=2)",
        "Conv2d(4, 4, 3, padding=1)",
        "Conv2d(4, 4, 3, padding=1, padding_mode='reflect')",
        "Conv2d(4, 4, 2)",
        "Conv2d(4, 4, 2, padding='same')",
        "ConvTranspose2d(4, 4, 3)",
        "ConvTranspose2d(4, 4, 3, 2, output_padding=1)",
        "LazyConv2d(4, 3)",
    ),
    "normalizations": (
        "BatchNorm2d(4)",
        "BatchNorm2d(4, affine=False)",
        "BatchNorm2d(4, track_running_stats=False)",
        "BatchNorm2d(4, momentum=None)",
        "BatchNorm2d(4, eps=0.001)",
        "InstanceNorm2d(4)",
        "GroupNorm(2, 4)",
        "GroupNorm(4, 4)",
    ),
    "recurrent layers": (
        "LSTM(4, 5)",
        "GRU(4, 5)",
        "RNN(4, 5)",
        "RNN(4, 5, nonlinearity='relu')",
        "LSTM(4, 5, 2)",
        "LSTM(4, 5, 2, dropout=0.5)",
        "LSTM(4, 5, bidirectional=True)",
        "LSTM(4, 5, batch_first=True)",
        "LSTM(4, 5, bias=False)",
        "LSTM(4, 5, proj_size=3)",
    ),
    "attention": (
        "MultiheadAttention(8, 2)",
        "MultiheadAttention(8, 4)",
        "MultiheadAttention(8, 2, kdim=4)",
        "MultiheadAttention(8, 2, add_bias_kv=True)",
        "MultiheadAttention(8, 2, add_zero_attn=True)",
        "TransformerEncoderLayer(8, 2, 4)",
        "TransformerEncoderLayer(8, 2, 4, norm_first=True)",
        "TransformerEncoderLayer(8, 2, 4, activation='gelu')",
        "TransformerEncoderLayer(8, 2, 4, activation=nn.GELU('tanh'))",
        "TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4), 1)",
        "TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4), 1, nn.LayerNorm(8))",
    ),
    "others": (
        "Embedding(5, 2)",
        "Embedding(5, 2, padding_idx=0)",
        "Embedding(5, 2, _freeze=True)",
        "GELU()",
        "GELU('tanh')",
        "PReLU()",
        "PReLU(init=0.5)",
        "PReLU(4)",
        "Upsample(scale_factor=2)",
        "Upsample(size=2)",
        "Upsample(scale_factor=2, mode='bilinear', align_corners=True)",
        "Sequential(nn.ReLU(), nn.Tanh())",
        "Sequential(nn.Tanh(), nn.ReLU())",
        "Dropout(0.1)",
        "ConstantPad2d(1, 0)",
        "ZeroPad2d(1)",
    ),
}


@pytest.mark.parametrize("texts", DIFFERENT.values(), ids=DIFFERENT)
def test_layers_that_differ_have_texts_that_differ(texts: tuple[str, ...]) -> None:
    written = {text: settings(text) for text in texts}
    assert [(one, other) for one, other in combinations(texts, 2) if written[one] == written[other]] == []


def test_the_whole_text() -> None:
    assert settings("Conv2d(1, 2, 3, padding='same')") == (
        "Conv2d(bias=tensor(2,), dilation=(1, 1), groups=1, in_channels=1, kernel_size=(3, 3), out_channels=2, "
        "output_padding=(0, 0), padding=(1, 1), padding_mode='zeros', stride=(1, 1), transposed=False, "
        "weight=tensor(2, 1, 3, 3))"
    )
    assert settings("Sequential(nn.AvgPool1d(2), nn.Embedding(3, 4, _freeze=True))") == (
        "Sequential(0=AvgPool1d(ceil_mode=False, count_include_pad=True, kernel_size=(2,), padding=(0,), stride=(2,)), "
        "1=Embedding(embedding_dim=4, max_norm=None, norm_type=2.0, num_embeddings=3, padding_idx=None, "
        "scale_grad_by_freq=False, sparse=False, weight=fixed tensor(3, 4)))"
    )


def test_every_setting_that_torch_calls_a_float_is_one_here() -> None:
    # layer_norm_eps and div_value are kept under other names, min_value and max_value are old names
    renamed = {"layer_norm_eps", "min_value", "max_value"}
    missing = {}
    for name in LAYERS:
        for word, parameter in inspect.signature(getattr(nn, name)).parameters.items():
            is_float = "float" in str(parameter.annotation) or type(parameter.default) is float
            if is_float and word not in FLOATS | renamed:
                missing[name] = word
    assert missing == {}
