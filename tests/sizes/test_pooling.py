"""Windows that slide: the formula, and max, average and LP pooling against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import windows
from torch_side import Agreed, agreement, grid, torch

FLAGS = (False, True)

GRIDS = {
    "MaxPool1d": (
        grid(
            "MaxPool1d",
            kernel_size=(0, 1, 2, 3, (3,), (2, 2)),
            stride=(None, 1, 2, 0, (), (2,)),
            padding=(0, 1, 2, -1),
            dilation=(1, 2, 0),
            ceil_mode=FLAGS,
            return_indices=FLAGS,
        ),
        ((1, 2, 7), (2, 6), (0, 2, 7), (2, 2, 0), (3,)),
        Agreed(shapes=840, refused=7800),
    ),
    "MaxPool2d": (
        grid(
            "MaxPool2d",
            kernel_size=(0, 1, 2, 3, (2, 3), (3,), ()),
            stride=(None, 1, 2, 3, (2, 1), 0, ()),
            padding=(0, 1, 2, (0, 1), -1),
            dilation=(1, 2, 0, (1, 2)),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 7, 8), (2, 5, 6)),
        Agreed(shapes=936, refused=2984),
    ),
    "MaxPool2d with indices": (
        grid(
            "MaxPool2d",
            kernel_size=(2, (2, 3)),
            stride=(None, 3),
            padding=(0, 1),
            return_indices=(False, True, 0, 1, None),
            ceil_mode=(False, True, 1),
        ),
        ((1, 2, 7, 8), (0, 2, 5, 6), (5, 6), (1, 0, 5, 6), (1, 1, 1, 5, 6)),
        Agreed(shapes=160, refused=440),
    ),
    "MaxPool3d": (
        grid(
            "MaxPool3d",
            kernel_size=(0, 1, 2, 3, (2, 3, 1), (3,), (2, 2)),
            stride=(None, 1, 2, (2, 1, 3), 0),
            padding=(0, 1, 2, (0, 1, 0)),
            dilation=(1, 2, 0),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 5, 6, 7), (2, 5, 6, 4)),
        Agreed(shapes=364, refused=1316),
    ),
    "AvgPool1d": (
        grid(
            "AvgPool1d",
            kernel_size=(0, 1, 2, 3, (3,), (2, 2)),
            stride=(None, 1, 2, 3, 0, (), (2,)),
            padding=(0, 1, 2, -1),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 7), (2, 6), (0, 2, 7), (2, 2, 0), (3,)),
        Agreed(shapes=252, refused=1428),
    ),
    "AvgPool2d": (
        grid(
            "AvgPool2d",
            kernel_size=(0, 1, 2, 3, (2, 3), (3,), 4),
            stride=(None, 1, 2, 3, (2, 1), 0, (), 5),
            padding=(0, 1, 2, (0, 1), -1),
            ceil_mode=FLAGS,
            divisor_override=(None, 0, 3),
        ),
        ((1, 2, 7, 8), (2, 5, 6)),
        Agreed(shapes=952, refused=2408),
    ),
    "AvgPool2d of odd inputs": (
        grid("AvgPool2d", kernel_size=(1, 2), padding=(0, 1), count_include_pad=FLAGS),
        ((0, 2, 5, 6), (5, 6), (1, 2, 0, 3), (1, 0, 3, 3), (1, 1, 1, 3, 3)),
        Agreed(shapes=6, refused=34),
    ),
    "AvgPool3d": (
        grid(
            "AvgPool3d",
            kernel_size=(0, 1, 2, 3, (2, 3, 1), (3,), (2, 2)),
            stride=(None, 1, 2, (2, 1, 3), 0),
            padding=(0, 1, 2, (0, 1, 0)),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 5, 6, 7), (2, 5, 6, 4), (0, 2, 3, 4, 5)),
        Agreed(shapes=288, refused=552),
    ),
    "LPPool1d": (
        grid(
            "LPPool1d",
            norm_type=(0, 1, 2.0, -1),
            kernel_size=(0, 1, 2, 3, (3,), (2,)),
            stride=(None, 1, 2, (2,), (2,), 0, ()),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 7), (2, 7), (7,)),
        Agreed(shapes=216, refused=792),
    ),
    "LPPool2d": (
        grid(
            "LPPool2d",
            norm_type=(0, 1, 2.0, -1),
            kernel_size=(0, 1, 2, 3, (3, 3), (2,)),
            stride=(None, 1, 2, (2,), (2, 2), 0, ()),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 7, 8), (2, 7, 8), (7, 8)),
        Agreed(shapes=288, refused=720),
    ),
    "LPPool3d": (
        grid(
            "LPPool3d",
            norm_type=(0, 1, 2.0, -1),
            kernel_size=(0, 1, 2, 3, (3, 3, 3), (2,)),
            stride=(None, 1, 2, (2,), (2, 2, 2), 0, ()),
            ceil_mode=FLAGS,
        ),
        ((1, 2, 5, 6, 7), (2, 5, 6, 7), (5, 6, 7)),
        Agreed(shapes=288, refused=720),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed


def test_windows_against_torch() -> None:
    """Every small setting that torch takes, with and without the last-window rule."""
    settings = [
        (size, kernel, stride, padding, dilation, ceil_mode)
        for size in range(1, 13)
        for kernel in range(1, 6)
        for stride in range(1, 6)
        for padding in range(kernel // 2 + 1)
        for dilation in range(1, 4)
        for ceil_mode in FLAGS
    ]
    for size, kernel, stride, padding, dilation, ceil_mode in settings:
        count = windows(size, kernel, stride, padding, dilation, ceil_mode)
        layer = torch.nn.MaxPool1d(kernel, stride, padding, dilation, ceil_mode=ceil_mode)
        if count >= 1:
            assert layer(torch.zeros(1, 1, size)).shape[-1] == count
        else:
            with pytest.raises(RuntimeError, match="Invalid computed output size"):
                layer(torch.zeros(1, 1, size))
    assert len(settings) == 3960
