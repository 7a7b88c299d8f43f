"""Convolutions against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid, torch

FLAGS = (False, True)

GRIDS = {
    "Conv2d": (
        grid(
            "Conv2d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 2, 3, (2, 3), (3,)),
            stride=(1, 2, 3, (2, 1), 0, (2,)),
            padding=(0, 1, 2, (0, 1), -1, "same", "valid"),
            dilation=(1, 2, 0, (1, 2)),
            groups=(1, 2),
        ),
        ((1, 2, 5, 6), (2, 4, 3)),
        Agreed(shapes=1158, refused=2874),
    ),
    "Conv2d of a batch": (
        grid(
            "Conv2d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 2, 5, (2, 3)),
            stride=(1, 2, 0, -1),
            padding=(0, 1, 2, -1, "same"),
            dilation=(1, 2, 0, -1),
            groups=(1, 2),
        ),
        ((2, 2, 5, 6), (2, 2, 1, 4), (0, 2, 3, 3)),
        Agreed(shapes=272, refused=1540, without_rule=588),
    ),
    "Conv2d padding modes": (
        grid(
            "Conv2d",
            in_channels=(2,),
            out_channels=(2,),
            kernel_size=(1, 2, 3, (2, 3), 4),
            stride=(1, 2),
            padding=(0, 2, 5, 6, (0, 1), -1, -3, "same", (1,)),
            dilation=(1, 2),
            padding_mode=("zeros", "reflect", "replicate", "circular", "mirror"),
        ),
        ((1, 2, 5, 6), (2, 4, 3), (0, 2, 4, 4), (4, 4), (1, 2, 0, 4)),
        Agreed(shapes=1117, refused=2259, without_rule=1124),
    ),
    "Conv2d channels": (
        grid(
            "Conv2d",
            in_channels=(-2, 0, 1, 2, 3, 4),
            out_channels=(-2, 0, 1, 2, 3, 4),
            kernel_size=(-1, 0, 1, 3),
            groups=(0, -1, 1, 2, 3),
            bias=(True, False, None),
        ),
        ((1, 2, 5, 6), (4, 4, 3)),
        Agreed(shapes=72, refused=4248),
    ),
    "Conv1d": (
        grid(
            "Conv1d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 2, 3, (3,), (2, 2)),
            stride=(1, 2, (2,), 0),
            padding=(0, 1, (1,), "same", "valid", (1, 1)),
            dilation=(1, 2, (2,)),
            padding_mode=("zeros", "reflect", "circular"),
        ),
        ((1, 2, 6), (2, 3), (0, 2, 4), (6,)),
        Agreed(shapes=1260, refused=3042, without_rule=882),
    ),
    "Conv3d": (
        grid(
            "Conv3d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 2, (1, 2, 3), (3,)),
            stride=(1, 2, (2, 1, 1), (2,)),
            padding=(0, 1, (1, 0, 2), "same", (1,)),
            dilation=(1, 2),
            padding_mode=("zeros", "reflect", "replicate", "circular"),
        ),
        ((1, 2, 4, 5, 6), (2, 3, 3, 4)),
        Agreed(shapes=656, refused=800, without_rule=144),
    ),
    "LazyConv1d": (
        grid(
            "LazyConv1d",
            out_channels=(-1, 0, 2, 3, 4),
            kernel_size=(0, -1, 2, (2,)),
            stride=(1, 0),
            padding=(1, "same", "x"),
            groups=(1, 2, 0),
            bias=FLAGS,
        ),
        ((1, 4, 7), (4, 7), (7,)),
        Agreed(shapes=80, refused=1972, without_rule=108),
    ),
    "LazyConv2d": (
        grid(
            "LazyConv2d",
            out_channels=(-1, 0, 2, 3, 4),
            kernel_size=(0, -1, 2, (2,)),
            stride=(1, 0),
            padding=(1, "same", "x"),
            groups=(1, 2, 0),
            bias=FLAGS,
        ),
        ((1, 4, 4, 5), (4, 4, 5), (4, 5)),
        Agreed(shapes=40, refused=2012, without_rule=108),
    ),
    "LazyConv3d": (
        grid(
            "LazyConv3d",
            out_channels=(-1, 0, 2, 3, 4),
            kernel_size=(0, -1, 2, (2,)),
            stride=(1, 0),
            padding=(1, "same", "x"),
            groups=(1, 2, 0),
            bias=FLAGS,
        ),
        ((1, 4, 3, 4, 5), (3, 4, 5)),
        Agreed(shapes=20, refused=1348, without_rule=72),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed


@pytest.mark.parametrize("name", ["Conv1d", "Conv2d of a batch", "Conv3d"])
def test_against_the_native_source(name: str) -> None:
    """torch's convolutions come from one of two sources, which do not refuse the same; the engine uses both."""
    calls, feeds, agreed = GRIDS[name]
    torch.backends.mkldnn.enabled = False
    try:
        assert agreement(calls, *feeds) == agreed
    finally:
        torch.backends.mkldnn.enabled = True
