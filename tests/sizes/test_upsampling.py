"""Upsampling against torch: sizes, factors that are hard to round, and modes."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

MODES = ("nearest", "linear", "bilinear", "bicubic", "trilinear", "area", "nearest-exact", "lanczos", "cubic")
FACTORS = [place / 97 + 0.01 * digits for place in range(10, 400, 4) for digits in (0, 1, 3)]

GRIDS = {
    "Upsample": (
        grid(
            "Upsample",
            size=(None, -1, 0, 5, (5,), (5, 6), (5, 6, 7)),
            scale_factor=(None, 0, 0.1, 1.3, 2, -1, (2,), (2, 1.5), (2, 0)),
            mode=MODES,
            align_corners=(None, True),
        ),
        ((1, 2, 4), (1, 2, 4, 3), (1, 2, 3, 4, 3), (4, 4), (0, 2, 4, 3), (1, 0, 4, 3), (1, 2, 0, 3)),
        Agreed(shapes=177, refused=7673, without_rule=88),
    ),
    "Upsample anew": (
        grid(
            "Upsample",
            size=(None, 5),
            scale_factor=(None, 1.3, 2, (2, 1.5)),
            mode=MODES,
            recompute_scale_factor=(None, True, False, 1),
        ),
        ((1, 2, 4), (1, 2, 4, 3)),
        Agreed(shapes=110, refused=466),
    ),
    "Upsample by any factor": (
        grid("Upsample", scale_factor=FACTORS),
        ((1, 1, 1), (1, 1, 3), (1, 1, 7), (1, 1, 10), (1, 1, 49), (1, 1, 100)),
        Agreed(shapes=1678, refused=86),
    ),
    "UpsamplingNearest2d": (
        grid("UpsamplingNearest2d", size=(None, -1, 0, 5, (5, 6), (5,)), scale_factor=(None, 0, 1.5, 2, (2, 3))),
        ((1, 2, 4), (1, 2, 4, 3), (1, 2, 3, 4, 3), (4, 4), (0, 2, 4, 3)),
        Agreed(shapes=24, refused=126),
    ),
    "UpsamplingBilinear2d": (
        grid("UpsamplingBilinear2d", size=(None, -1, 0, 5, (5, 6), (5,)), scale_factor=(None, 0, 1.5, 2, (2, 3))),
        ((1, 2, 4), (1, 2, 4, 3), (1, 2, 3, 4, 3), (4, 4), (0, 2, 4, 3)),
        Agreed(shapes=14, refused=136),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
