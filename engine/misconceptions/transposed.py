"""Wrong formulas for a size that a transposed convolution gives, by name.

Along one dimension, `L` is the input's size, `k` the kernel, `s` the stride, `p` the padding, `d` the dilation and `op`
the output_padding. torch has `(L - 1)*s - 2*p + d*(k - 1) + op + 1` (torch.nn.ConvTranspose2d).
"""

from typing import Final

from ..sides import Side, WrongSize


def _size(x: Side) -> int:
    return (x.L - 1) * x.s - 2 * x.p + x.d * (x.k - 1) + (x.op or 0) + 1


def _padded(x: Side) -> bool:
    return x.p > 0


TRANSPOSED_SIZES: Final = (
    WrongSize(
        "transposed-by-forward",
        "using the formula of a convolution (a transposed one goes the other way)",
        lambda x: (x.L + 2 * x.p - x.d * (x.k - 1) - 1) // x.s + 1,
        transposed=True,
        seen=("Limon-7/deep-learning-libray", "UTM CSC413, exercises of week 10"),
        formula="floor((L + 2*p - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "transposed-output-padding",
        "counting output_padding on both sides (it is added on one)",
        lambda x: _size(x) + (x.op or 0),
        lambda x: (x.op or 0) > 0,
        transposed=True,
        seen=("Limon-7/deep-learning-libray", "UTM CSC413, exercises of week 10"),
        formula="(L - 1)*s - 2*p + d*(k - 1) + 2*op + 1",
    ),
    WrongSize(
        "output-padding-ignored",
        "leaving out output_padding",
        lambda x: _size(x) - (x.op or 0),
        lambda x: (x.op or 0) > 0,
        transposed=True,
        formula="(L - 1)*s - 2*p + d*(k - 1) + 1",
    ),
    WrongSize(
        "transposed-padding-added",
        "adding the padding (a transposed convolution cuts it off)",
        lambda x: _size(x) + 4 * x.p,
        _padded,
        transposed=True,
        formula="(L - 1)*s + 2*p + d*(k - 1) + op + 1",
    ),
    WrongSize(
        "transposed-padding-once",
        "cutting the padding off one side only",
        lambda x: _size(x) + x.p,
        _padded,
        transposed=True,
        formula="(L - 1)*s - p + d*(k - 1) + op + 1",
    ),
    WrongSize(
        "transposed-padding-ignored",
        "leaving out the padding",
        lambda x: _size(x) + 2 * x.p,
        _padded,
        transposed=True,
        formula="(L - 1)*s + d*(k - 1) + op + 1",
    ),
    WrongSize(
        "transposed-times-stride",
        "multiplying the size by the stride",
        lambda x: x.L * x.s,
        transposed=True,
        formula="L*s",
    ),
    WrongSize(
        "transposed-no-minus-one",
        "multiplying the size by the stride without taking off 1 first",
        lambda x: _size(x) + x.s,
        transposed=True,
        formula="L*s - 2*p + d*(k - 1) + op + 1",
    ),
    WrongSize(
        "transposed-no-plus-one",
        "leaving out the + 1",
        lambda x: _size(x) - 1,
        transposed=True,
        formula="(L - 1)*s - 2*p + d*(k - 1) + op",
    ),
    WrongSize(
        "transposed-dilation-ignored",
        "leaving out the dilation",
        lambda x: (x.L - 1) * x.s - 2 * x.p + x.k + (x.op or 0),
        lambda x: x.d > 1 and x.k > 1,
        transposed=True,
        formula="(L - 1)*s - 2*p + k + op",
    ),
)
"""Every wrong formula for a transposed convolution, the commonest first where two say the same."""
