"""Layers that move numbers, fold and unfold, against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

GRIDS = {
    "Flatten": (
        grid("Flatten", start_dim=range(-5, 5), end_dim=range(-5, 5)),
        ((), (2,), (2, 3), (2, 3, 4), (2, 0, 4, 5)),
        Agreed(shapes=84, refused=416),
    ),
    "Unflatten": (
        grid(
            "Unflatten",
            dim=range(-4, 4),
            unflattened_size=(
                (),
                6,
                (6,),
                (2, 3),
                (2, -1),
                (-1,),
                (-1, -1),
                (4, -1),
                (2, -2),
                (1, 6),
                (-2, -3),
                (12,),
                (2, 2, 3),
                (0, -1),
                (0,),
            ),
        ),
        ((), (6,), (2, 6), (6, 12, 4), (2, 0)),
        Agreed(shapes=50, refused=278, without_rule=272),
    ),
    "Unfold": (
        grid(
            "Unfold",
            kernel_size=(0, 1, 2, 3, (2, 3), (3,)),
            dilation=(0, 1, 2, (1, 2)),
            padding=(-1, 0, 1, 3, (1, 0), (1,)),
            stride=(0, 1, 2, (2, 1)),
        ),
        ((1, 2, 5, 6), (2, 4, 3), (5, 6), (0, 2, 4, 4), (2, 0, 4, 4)),
        Agreed(shapes=384, refused=2496),
    ),
    "Fold": (
        grid(
            "Fold",
            output_size=(-1, 0, 1, 3, 4, (4, 5), (4,)),
            kernel_size=(0, 1, 2, 3, (2, 3)),
            dilation=(0, 1, 2),
            padding=(-1, 0, 1),
            stride=(0, 1, 2),
        ),
        ((1, 12, 9), (12, 4), (9, 1), (36, 1), (1, 6, 6), (1, 12, 0), (4,), (12, 16), (0, 12, 9)),
        Agreed(shapes=87, refused=8368, without_rule=50),
    ),
    "PixelShuffle": (
        grid("PixelShuffle", upscale_factor=(-1, 0, 1, 2, 3, 4, 2.0, (2, 2))),
        ((1, 16, 4, 6), (4, 4, 4), (9, 6, 9), (4, 4), (2, 3, 16, 8, 4), (0, 4, 2, 2), (1, 4, 0, 2), (4,)),
        Agreed(shapes=14, refused=50),
    ),
    "PixelUnshuffle": (
        grid("PixelUnshuffle", downscale_factor=(-1, 0, 1, 2, 3, 4, 2.0, (2, 2))),
        ((1, 16, 4, 6), (4, 4, 4), (9, 6, 9), (4, 4), (2, 3, 16, 8, 4), (0, 4, 2, 2), (1, 4, 0, 2), (4,)),
        Agreed(shapes=12, refused=50, without_rule=2),
    ),
    "ChannelShuffle": (
        grid("ChannelShuffle", groups=(-1, 0, 1, 2, 3, 4, 2.0, (2, 2))),
        ((1, 16, 4, 6), (4, 4, 4), (9, 6, 9), (4, 4), (2, 3, 16, 8, 4), (0, 4, 2, 2), (1, 4, 0, 2), (4,)),
        Agreed(shapes=17, refused=47),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
