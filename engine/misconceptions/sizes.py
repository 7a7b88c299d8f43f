"""Wrong formulas for a size, by name: those that people really use.

Along one dimension, `L` is the input's size, `k` the kernel, `s` the stride, `p` the padding on each side and `d` the
dilation. torch has `(L + 2*p - d*(k - 1) - 1) // s + 1` (torch.nn.MaxPool2d); each rule says how it goes wrong.
"""

from fractions import Fraction
from typing import Final

from ..sides import Side as Side
from ..sides import Size as Size
from ..sides import WrongSize as WrongSize


def _room(side: Side) -> int:
    return side.L + 2 * side.p - side.d * (side.k - 1) - 1


def _undilated(side: Side) -> bool:
    return side.d == 1


def _ceil(over: int, under: int) -> int:
    return -(-over // under)


def _by_docstring(side: Side) -> int:
    count = _ceil(_room(side) + side.s - 1, side.s) + 1
    return count - 1 if (count - 1) * side.s >= side.L + side.p else count


WRONG_SIZES: Final = (
    WrongSize(
        "no-plus-one",
        "leaving out the + 1",
        lambda x: _room(x) // x.s,
        seen=("bentrevett/pytorch-sentiment-analysis#35", "ahmedfgad/NumPyCNN#2"),
        formula="floor((L + 2*p - d*(k - 1) - 1) / s)",
    ),
    WrongSize(
        "ceil-for-floor",
        "rounding up instead of down",
        lambda x: _ceil(_room(x), x.s) + 1,
        seen=("weiliu89/caffe#496", "stats.stackexchange.com/questions/223630", "shicai/DenseNet-Caffe#20"),
        formula="ceil((L + 2*p - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "no-floor",
        "forgetting the floor, so that a fraction is left",
        lambda x: Fraction(_room(x), x.s) + 1,
        fraction=True,
        seen=("stats.stackexchange.com/questions/223630", "udacity/sdc-issue-reports#355"),
        formula="(L + 2*p - d*(k - 1) - 1) / s + 1",
    ),
    WrongSize(
        "padding-once",
        "adding the padding on one side only",
        lambda x: (_room(x) - x.p) // x.s + 1,
        lambda x: x.p > 0,
        seen=("jd-cloud.cn/blog/post/109486", "slds-lmu/lecture_i2dl#28"),
        formula="floor((L + p - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "padding-ignored",
        "leaving out the padding",
        lambda x: (_room(x) - 2 * x.p) // x.s + 1,
        lambda x: x.p > 0,
        formula="floor((L - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "padding-twice-over",
        "counting the padding twice on each side",
        lambda x: (_room(x) + 2 * x.p) // x.s + 1,
        lambda x: x.p > 0,
        formula="floor((L + 4*p - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "dilation-ignored",
        "leaving out the dilation",
        lambda x: (x.L + 2 * x.p - x.k) // x.s + 1,
        lambda x: x.d > 1 and x.k > 1,
        seen=("webmachinelearning/webnn#449", "discuss.pytorch.org/t/14338"),
        formula="floor((L + 2*p - k) / s) + 1",
    ),
    WrongSize(
        "dilation-times-kernel",
        "taking dilation * kernel for the dilated kernel, which is dilation * (kernel - 1) + 1",
        lambda x: (x.L + 2 * x.p - x.d * x.k) // x.s + 1,
        lambda x: x.d > 1 and x.k > 1,
        seen=("pytorch/pytorch#3298",),
        formula="floor((L + 2*p - d*k) / s) + 1",
    ),
    WrongSize(
        "pool-stride-one",
        "taking 1 for the stride of a pool, which is the kernel's size where it is left out",
        lambda x: x.L + 2 * x.p - x.d * (x.k - 1),
        lambda x: x.pool and x.s == x.k > 1,
        seen=("motokimura/yolo_v1_pytorch#7", "distdl/distdl#203", "nntrainer/nntrainer#2144"),
        formula="L + 2*p - d*(k - 1)",
    ),
    WrongSize(
        "conv-stride-kernel",
        "taking the kernel's size for the stride of a convolution, which is 1 where it is left out",
        lambda x: _room(x) // x.k + 1,
        lambda x: not x.pool and x.s == 1 < x.k,
        formula="floor((L + 2*p - d*(k - 1) - 1) / k) + 1",
    ),
    WrongSize(
        "same-despite-stride",
        "keeping the input's size in spite of the stride",
        lambda x: x.L,
        lambda x: x.s > 1,
        formula="L",
    ),
    WrongSize(
        "stride-one-keeps-size",
        "keeping the input's size because the stride is 1",
        lambda x: x.L,
        lambda x: x.s == 1 < x.k,
        seen=("doonny/PipeCNN#7",),
        formula="L",
    ),
    WrongSize(
        "half-padding-even-kernel",
        "taking half the kernel as padding to keep the size, which holds for odd kernels only",
        lambda x: x.L,
        lambda x: x.k % 2 == 0 and x.p == x.k // 2 and x.s == x.d == 1,
        seen=("Dumoulin & Visin, A guide to convolution arithmetic, figure 2.2",),
        formula="L",
    ),
    WrongSize(
        "assumed-same",
        "dividing the size by the stride and rounding up, as if the padding were 'same'",
        lambda x: _ceil(x.L, x.s),
        _undilated,
        formula="ceil(L / s)",
    ),
    WrongSize(
        "divided-by-kernel",
        "dividing the size by the kernel",
        lambda x: x.L // x.k,
        _undilated,
        seen=("georgestudenko.com",),
        formula="floor(L / k)",
    ),
    WrongSize(
        "divided-by-stride",
        "dividing the size by the stride",
        lambda x: x.L // x.s,
        _undilated,
        formula="floor(L / s)",
    ),
    WrongSize(
        "plus-one-before-floor",
        "adding the 1 before the division",
        lambda x: (x.L + 2 * x.p - x.k + 1) // x.s,
        _undilated,
        formula="floor((L + 2*p - k + 1) / s)",
    ),
    WrongSize(
        "plus-one-in-denominator",
        "adding the 1 to the stride",
        lambda x: (x.L + 2 * x.p - x.k) // (x.s + 1),
        _undilated,
        seen=("albertpumarola/deep-learning-notes#1", "udacity/sdc-issue-reports#1134"),
        formula="floor((L + 2*p - k) / (s + 1))",
    ),
    WrongSize(
        "only-padding-divided",
        "dividing the padding alone by the stride",
        lambda x: x.L - x.k + 2 * x.p // x.s + 1,
        _undilated,
        seen=("karpathy/convnetjs#43",),
        formula="L - k + floor(2*p / s) + 1",
    ),
    WrongSize(
        "kernel-not-subtracted",
        "not subtracting the kernel",
        lambda x: (x.L + 2 * x.p) // x.s + 1,
        _undilated,
        seen=("japan-medical-ai/medical-ai-course-materials#85",),
        formula="floor((L + 2*p) / s) + 1",
    ),
    WrongSize(
        "kernel-added",
        "adding the kernel instead of subtracting it",
        lambda x: (x.L + x.k + 2 * x.p) // x.s + 1,
        _undilated,
        seen=("moguzozcan.github.io, notes on CS231n",),
        formula="floor((L + k + 2*p) / s) + 1",
    ),
    WrongSize(
        "kernel-as-radius",
        "taking the kernel for a radius",
        lambda x: (x.L + 2 * x.p - (2 * x.k + 1)) // x.s + 1,
        _undilated,
        formula="floor((L + 2*p - (2*k + 1)) / s) + 1",
    ),
    WrongSize(
        "padding-on-kernel",
        "adding the padding to the kernel instead of the input",
        lambda x: (x.L - (x.k + 2 * x.p)) // x.s + 1,
        lambda x: x.p > 0 and x.d == 1,
        formula="floor((L - (k + 2*p)) / s) + 1",
    ),
    WrongSize(
        "fraction-kept",
        "forgetting the floor, so that a fraction is left",
        lambda x: Fraction(x.L + 2 * x.p - x.k, x.s) + 1,
        _undilated,
        fraction=True,
        seen=("mlpack/examples#60",),
        formula="(L + 2*p - k) / s + 1",
    ),
    WrongSize(
        "fraction-means-invalid",
        "taking a division that leaves a rest for an error",
        lambda x: _room(x) // x.s + 1 if _room(x) % x.s == 0 else -1,
        seen=("CS231n, notes on convolutional networks", "peterchen.xyz, lecture 5"),
    ),
    WrongSize(
        "ceil-mode-ignored",
        "leaving out ceil_mode",
        lambda x: _room(x) // x.s + 1,
        about_ceil=True,
        seen=("shicai/DenseNet-Caffe#20",),
        formula="floor((L + 2*p - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "naive-ceil-mode",
        "rounding up only, though a window that would start past the input and its left padding is dropped",
        lambda x: _ceil(_room(x), x.s) + 1,
        about_ceil=True,
        seen=("pytorch/pytorch#57178", "pytorch/pytorch#148123", "pytorch/pytorch#88144"),
        formula="ceil((L + 2*p - d*(k - 1) - 1) / s) + 1",
    ),
    WrongSize(
        "docstring-ceil-mode",
        "following the docstring of nn.MaxPool1d, whose formula for ceil_mode is wrong",
        _by_docstring,
        about_ceil=True,
        seen=("torch 2.13.0, nn.MaxPool1d.__doc__", "pytorch/pytorch#148869", "pytorch/pytorch#188735"),
    ),
)
"""Every wrong formula, the commonest first where two say the same."""
