"""What torch says, as one line."""

import pytest

from quizproof.engine.jobs import Raised, Sizes, Want
from quizproof.engine.kinds.running import QUESTION_COST, layer_job
from quizproof.engine.layercall import read_layer
from quizproof.engine.oracle import Oracle
from quizproof.engine.refusals import LONGEST, first_sentence, of_the_layer, starved
from quizproof.engine.shapes import Shape

SAID = {
    "one sentence": ("pad should be at most half, but got pad=4", "pad should be at most half, but got pad=4"),
    "a full stop": (
        "approximate argument must be either none or tanh.",
        "approximate argument must be either none or tanh",
    ),
    "two sentences": (
        "Unknown nonlinearity 'x'. Select from 'tanh' or 'relu'.",
        "Unknown nonlinearity 'x'",
    ),
    "sizes follow": (
        "Number of channels must be divisible by groups. Got 3 channels and 16 groups.",
        "Number of channels must be divisible by groups. Got 3 channels and 16 groups",
    ),
    "the point is in the third": (
        "Calculated padded input size per channel: (0 x 0). Kernel size: (5 x 5). "
        "Kernel size can't be greater than actual input size",
        "Calculated padded input size per channel: (0 x 0). Kernel size: (5 x 5). "
        "Kernel size can't be greater than actual input size",
    ),
    "decimals and abbreviations": (
        "eps must be above 0.5, e.g. One, i.e. Large. Try again.",
        "eps must be above 0.5, e.g. One, i.e. Large",
    ),
    "the stack of calls": (
        "bad kernel\nException raised from check at ../aten/src/Pool.h:48 (most recent call first):\nframe #0",
        "bad kernel",
    ),
    "the stack on the same line": ("bad kernel. Exception raised from check at Pool.h:48", "bad kernel"),
    "a file": (
        'weight.dim() == 3 INTERNAL ASSERT FAILED at "/build/aten/src/ATen/native/Foo.cpp":310, '
        "please report a bug to PyTorch. Expected three dimensions.",
        "weight.dim() == 3 INTERNAL ASSERT FAILED. Expected three dimensions",
    ),
    "a file of Windows": (r'it failed at "C:\build\Foo.cpp":310, please report a bug to PyTorch.', "it failed"),
    "lines": (
        "Padding size 2 is not supported.\nSupported combinations:\n  - 2D: 2",
        "Padding size 2 is not supported",
    ),
    "an empty first line": ("\n  too   small  \n", "too small"),
    "signatures": (
        "fill_() received an invalid combination of arguments - got (NoneType), but expected one of:\n"
        " * (Tensor value)\n      didn't match because some of the arguments have invalid types: (!NoneType!)\n",
        "fill_() received an invalid combination of arguments: NoneType does not fit",
    ),
    "signatures without a culprit": (
        "f() received an invalid combination of arguments - got (Tensor), but expected one of:\n * (int value)\n",
        "f() received an invalid combination of arguments",
    ),
    "a printed set": ("should be one of {'valid', 'same'}", "should be one of {'same', 'valid'}"),
    "nothing": ("", "torch gives no reason"),
}


@pytest.mark.parametrize(("said", "shown"), SAID.values(), ids=SAID)
def test_the_first_sentence(said: str, shown: str) -> None:
    assert first_sentence(RuntimeError(said)) == shown


def test_a_missing_key_is_not_quoted_twice() -> None:
    assert first_sentence(KeyError("no 'mode' of that name")) == "no 'mode' of that name"


def test_a_long_message_is_cut() -> None:
    assert first_sentence(ValueError("abc" * 100 + "d")) == "abc" * 99 + "ab…"
    assert len("abc" * 99 + "ab…") == LONGEST


@pytest.mark.parametrize(
    ("error", "memory"),
    [
        (MemoryError(), True),
        (
            RuntimeError("[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory"),
            True,
        ),
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("stride should not be zero"), False),
        (ValueError("can't allocate memory"), False),
    ],
)
def test_memory_that_ran_out(error: Exception, memory: bool) -> None:
    assert starved(error) is memory


WANTED = {
    "linear": ("Linear(400, 10)", (1, 77), "a linear layer wants 400 features, and something else arrives"),
    "convolution": ("Conv2d(4, 8, 3)", (1, 77, 9, 9), "a convolution wants 4 channels, and something else arrives"),
    "groups": (
        "Conv2d(4, 8, 3, groups=2)",
        (1, 77, 9, 9),
        "a convolution wants 4 channels, and something else arrives",
    ),
    "transposed": (
        "ConvTranspose2d(4, 8, 3)",
        (1, 77, 9, 9),
        "a convolution wants 4 channels, and something else arrives",
    ),
    "no map": ("Conv2d(4, 8, 3)", (1, 77), "Expected 3D (unbatched) or 4D (batched) input to conv2d"),
    "a large kernel": ("Conv2d(4, 8, 99)", (1, 4, 77, 77), "a window is larger than what arrives"),
    "batch norm": ("BatchNorm2d(16)", (1, 77, 4, 4), "a norm wants 16 channels, and something else arrives"),
    "batch norm of batches": (
        "BatchNorm2d(16, track_running_stats=False)",
        (1, 77, 4, 4),
        "a norm wants 16 channels, and something else arrives",
    ),
    "instance norm": (
        "InstanceNorm2d(16, affine=True)",
        (1, 77, 4, 4),
        "a norm wants 16 channels, and something else arrives",
    ),
    "group norm": ("GroupNorm(7, 14)", (1, 77, 4, 4), "a norm wants 14 channels, and something else arrives"),
    "groups of a norm": (
        "GroupNorm(8, 16)",
        (1, 77, 4, 4),
        "a norm wants a number of channels that 8 divides, and something else arrives",
    ),
    "layer norm": ("LayerNorm((3, 16))", (1, 77), "a norm wants 3, 16 as the last sizes, and something else arrives"),
    "rms norm": ("RMSNorm(16)", (1, 77), "a norm wants 16 as the last sizes, and something else arrives"),
    "recurrent": ("LSTM(8, 4)", (5, 3, 77), "a recurrent layer wants 8 features, and something else arrives"),
    "cell": ("LSTMCell(8, 4)", (3, 77), "a recurrent layer wants 8 features, and something else arrives"),
    "transformer": (
        "TransformerEncoderLayer(8, 2)",
        (5, 1, 77),
        "attention wants 8 features, and something else arrives",
    ),
    "slopes": ("PReLU(4)", (1, 77, 4, 4), "nn.PReLU wants 4 channels, and something else arrives"),
    "unflatten": (
        "Unflatten(1, (16, 5, 5))",
        (1, 77),
        "nn.Unflatten wants a size that is the product of 16, 5, 5, and something else arrives",
    ),
    "pixels": (
        "PixelShuffle(2)",
        (1, 77, 4, 4),
        "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor",
    ),
    "shuffled channels": (
        "ChannelShuffle(2)",
        (1, 77, 4, 4),
        "a layer wants a number of channels that 2 divides, and something else arrives",
    ),
    "pool": ("MaxPool2d(99)", (1, 1, 77, 77), "a window is larger than what arrives"),
    "pool of a row": ("MaxPool1d(99)", (1, 1, 77), "a window is larger than what arrives"),
    "windows": ("Unfold(99)", (1, 1, 77, 77), "a window is larger than what arrives"),
    "fold": (
        "Fold((4, 4), 2)",
        (1, 77, 9),
        "Expected size of input's dimension 1 to be divisible by the product of kernel_size",
    ),
    "halves": ("GLU()", (1, 77), "Halving dimension must be even"),
    "adaptive": ("AdaptiveAvgPool2d(2)", (77,), "adaptive_avg_pool2d(): Expected 3D or 4D tensor"),
    "its own numbers": (
        "MaxPool2d(3, padding=2)",
        (1, 1, 77, 77),
        "pad should be at most half of effective kernel size, but got pad=2, kernel_size=3 and dilation=1",
    ),
}


@pytest.mark.parametrize(("layer", "shape", "said"), WANTED.values(), ids=WANTED)
def test_what_arrives_stays_untold(layer: str, shape: Shape, said: str, oracle: Oracle) -> None:
    (outcome,) = oracle.ask([layer_job(Want.SHAPE, read_layer(layer), Sizes(shape), QUESTION_COST)])

    assert isinstance(outcome, Raised)
    assert of_the_layer(outcome.message) == said
    assert "77" not in said
