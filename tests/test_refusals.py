"""What torch says, as one line."""

import pytest

from quizproof.engine.refusals import LONGEST, first_sentence, starved

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
