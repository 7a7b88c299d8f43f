"""Transposed convolutions and max unpooling against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid, torch

FLAGS = (False, True)

GRIDS = {
    "ConvTranspose1d": (
        grid(
            "ConvTranspose1d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 3, (2,)),
            stride=(1, 2, (3,), 0),
            padding=(0, 1, (3,), -1, "same"),
            output_padding=(0, 1, 2, -1),
            dilation=(1, 2, 0),
            groups=(1, 2),
        ),
        ((1, 2, 7), (2, 2, 5), (2, 7), (0, 2, 4)),
        Agreed(shapes=916, refused=5028, without_rule=1736),
    ),
    "ConvTranspose2d": (
        grid(
            "ConvTranspose2d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 3, (2, 2)),
            stride=(1, 2, (3,), 0),
            padding=(0, 1, (3, 3), -1, "same"),
            output_padding=(0, 1, 2, -1),
            dilation=(1, 2, 0),
            groups=(1, 2),
        ),
        ((2, 2, 3, 4), (2, 4, 5)),
        Agreed(shapes=432, refused=3192, without_rule=216),
    ),
    "ConvTranspose3d": (
        grid(
            "ConvTranspose3d",
            in_channels=(2,),
            out_channels=(4,),
            kernel_size=(0, 1, 3, (2, 2, 2)),
            stride=(1, 2, (3,), 0),
            padding=(0, 1, (3, 3, 3), -1, "same"),
            output_padding=(0, 1, 2, -1),
            dilation=(1, 2, 0),
            groups=(1, 2),
        ),
        ((2, 2, 3, 4, 5), (2, 3, 4, 5)),
        Agreed(shapes=420, refused=3204, without_rule=216),
    ),
    "ConvTranspose2d channels": (
        grid(
            "ConvTranspose2d",
            in_channels=(-2, 0, 1, 2, 3, 4),
            out_channels=(-2, 0, 1, 2, 3, 4),
            kernel_size=(-1, 0, 1, 3),
            groups=(0, -1, 1, 2, 3),
            bias=(True, False),
            padding_mode=("zeros", "reflect"),
        ),
        ((1, 2, 5, 6), (4, 4, 3)),
        Agreed(shapes=48, refused=5712),
    ),
    "LazyConvTranspose1d": (
        grid(
            "LazyConvTranspose1d",
            out_channels=(-1, 0, 2, 3, 4),
            kernel_size=(0, -1, 2, (2,)),
            stride=(1, 0),
            padding=(1, "same", "x"),
            groups=(1, 2, 0),
            bias=FLAGS,
        ),
        ((1, 4, 7), (4, 7), (7,)),
        Agreed(shapes=40, refused=2012, without_rule=108),
    ),
    "LazyConvTranspose2d": (
        grid(
            "LazyConvTranspose2d",
            out_channels=(-1, 0, 2, 3, 4),
            kernel_size=(0, -1, 2, (2,)),
            stride=(1, 0),
            padding=(1, "same", "x"),
            groups=(1, 2, 0),
            bias=FLAGS,
        ),
        ((1, 4, 4, 5), (4, 4, 5), (4, 5)),
        Agreed(shapes=20, refused=2032, without_rule=108),
    ),
    "LazyConvTranspose3d": (
        grid(
            "LazyConvTranspose3d",
            out_channels=(-1, 0, 2, 3, 4),
            kernel_size=(0, -1, 2, (2,)),
            stride=(1, 0),
            padding=(1, "same", "x"),
            groups=(1, 2, 0),
            bias=FLAGS,
        ),
        ((1, 4, 3, 4, 5), (3, 4, 5)),
        Agreed(shapes=10, refused=1358, without_rule=72),
    ),
    "MaxUnpool1d": (
        grid(
            "MaxUnpool1d",
            kernel_size=(0, 1, 2, 3, (2,), (2, 2, 2, 2), ()),
            stride=(None, 1, 2, 3, 0, -1, (2,)),
            padding=(0, 1, 2, (1,), -1, (1,)),
        ),
        ((1, 2, 4), (2, 4), (4,), (0, 2, 4), ((1, 2, 4), (2, 4))),
        Agreed(shapes=294, refused=963, without_rule=213),
    ),
    "MaxUnpool1d with more numbers than dimensions": (
        grid("MaxUnpool1d", kernel_size=(2,), stride=(None, (1, 9)), padding=(0, (0, 5))),
        ((1, 2, 4),),
        Agreed(shapes=1, without_rule=3),
    ),
    "MaxUnpool2d": (
        grid(
            "MaxUnpool2d",
            kernel_size=(0, 1, 2, 3, (2, 2), (2, 2, 2, 2), ()),
            stride=(None, 1, 2, 3, 0, -1, (2,)),
            padding=(0, 1, 2, (1,), -1, (1, 1)),
        ),
        ((1, 2, 4, 3), (2, 4, 3), (4, 3), (0, 2, 4, 3), ((1, 2, 4, 3), (2, 4, 3))),
        Agreed(shapes=180, refused=1125, without_rule=165),
    ),
    "MaxUnpool3d": (
        grid(
            "MaxUnpool3d",
            kernel_size=(0, 1, 2, 3, (2, 2, 2), (2, 2, 2, 2), ()),
            stride=(None, 1, 2, 3, 0, -1, (2,)),
            padding=(0, 1, 2, (1,), -1, (1, 1, 1)),
        ),
        ((1, 2, 3, 2, 4), (2, 3, 2, 4), (3, 2, 4), ((2, 3, 2, 4), (2, 3, 2, 5))),
        Agreed(shapes=98, refused=960, without_rule=118),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed


@pytest.mark.parametrize("name", ["ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d"])
def test_against_the_native_source(name: str) -> None:
    """torch's convolutions come from one of two sources, which do not refuse the same; the engine uses both."""
    calls, feeds, agreed = GRIDS[name]
    torch.backends.mkldnn.enabled = False
    try:
        assert agreement(calls, *feeds) == agreed
    finally:
        torch.backends.mkldnn.enabled = True
