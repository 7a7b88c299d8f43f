"""Adaptive and fractional pooling against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

FLAGS = (False, True)

GRIDS = {
    "AdaptiveAvgPool1d": (
        grid(
            "AdaptiveAvgPool1d",
            output_size=(-1, 0, 1, 2, 9, None, (3,), (None,), (3,), (None,), (3, None), (1,), (1, 2, 3), (), 2.0),
        ),
        ((1, 2, 4), (2, 4), (4,), (0, 2, 4), (1, 1, 2, 4), (1, 0, 4)),
        Agreed(shapes=21, refused=62, without_rule=7),
    ),
    "AdaptiveMaxPool1d": (
        grid(
            "AdaptiveMaxPool1d",
            output_size=(-1, 0, 1, 2, 9, None, (3,), (None,), (3,), (None,), (3, None), (1,), (1, 2, 3), (), 2.0),
            return_indices=(False, True, 0),
        ),
        ((1, 2, 4), (2, 4), (4,), (0, 2, 4), (1, 1, 2, 4), (1, 0, 4)),
        Agreed(shapes=63, refused=186, without_rule=21),
    ),
    "AdaptiveAvgPool2d": (
        grid(
            "AdaptiveAvgPool2d",
            output_size=(
                -1,
                0,
                1,
                2,
                9,
                None,
                (3,),
                (None,),
                (3, 3),
                (None, None),
                (3, None),
                (1, 1),
                (1, 2, 3),
                (),
                2.0,
            ),
        ),
        ((1, 2, 4, 3), (2, 4, 3), (4, 3), (0, 2, 4, 3), (1, 1, 2, 4, 3), (1, 0, 4, 3)),
        Agreed(shapes=24, refused=54, without_rule=12),
    ),
    "AdaptiveMaxPool2d": (
        grid(
            "AdaptiveMaxPool2d",
            output_size=(
                -1,
                0,
                1,
                2,
                9,
                None,
                (3,),
                (None,),
                (3, 3),
                (None, None),
                (3, None),
                (1, 1),
                (1, 2, 3),
                (),
                2.0,
            ),
            return_indices=(False, True, 0),
        ),
        ((1, 2, 4, 3), (2, 4, 3), (4, 3), (0, 2, 4, 3), (1, 1, 2, 4, 3), (1, 0, 4, 3)),
        Agreed(shapes=72, refused=174, without_rule=24),
    ),
    "AdaptiveAvgPool3d": (
        grid(
            "AdaptiveAvgPool3d",
            output_size=(
                -1,
                0,
                1,
                2,
                9,
                None,
                (3,),
                (None,),
                (3, 3, 3),
                (None, None, None),
                (3, None),
                (1, 1, 1),
                (1, 2, 3),
                (),
                2.0,
            ),
        ),
        ((1, 2, 3, 2, 4), (2, 3, 2, 4), (3, 2, 4), (0, 2, 3, 2, 4), (1, 1, 2, 3, 2, 4), (1, 0, 3, 2, 4)),
        Agreed(shapes=24, refused=54, without_rule=12),
    ),
    "AdaptiveMaxPool3d": (
        grid(
            "AdaptiveMaxPool3d",
            output_size=(
                -1,
                0,
                1,
                2,
                9,
                None,
                (3,),
                (None,),
                (3, 3, 3),
                (None, None, None),
                (3, None),
                (1, 1, 1),
                (1, 2, 3),
                (),
                2.0,
            ),
            return_indices=(False, True, 0),
        ),
        ((1, 2, 3, 2, 4), (2, 3, 2, 4), (3, 2, 4), (0, 2, 3, 2, 4), (1, 1, 2, 3, 2, 4), (1, 0, 3, 2, 4)),
        Agreed(shapes=72, refused=174, without_rule=24),
    ),
    "FractionalMaxPool2d": (
        grid(
            "FractionalMaxPool2d",
            kernel_size=(0, 1, 2, 6, (2, 3), (2, 2), (2,)),
            output_size=(None, -1, 0, 1, 5, 6, 7, (3,), (3, 3)),
            output_ratio=(None, 0.5, 0.9, 0.1, 0, 1, (0.5,), (0.5, 0.5), (0.5, 0.5, 0.5, 0.5)),
            return_indices=FLAGS,
        ),
        ((1, 2, 7, 8), (2, 7, 8), (7, 8), (0, 2, 7, 8)),
        Agreed(shapes=234, refused=3614, without_rule=688),
    ),
    "FractionalMaxPool3d": (
        grid(
            "FractionalMaxPool3d",
            kernel_size=(0, 1, 2, 6, (2, 3), (2, 2, 2), (2,)),
            output_size=(None, -1, 0, 1, 5, 6, 7, (3,), (3, 3, 3)),
            output_ratio=(None, 0.5, 0.9, 0.1, 0, 1, (0.5,), (0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5)),
            return_indices=FLAGS,
        ),
        ((1, 2, 6, 7, 8), (2, 6, 7, 8), (6, 7, 8), (0, 2, 6, 7, 8)),
        Agreed(shapes=132, refused=4372, without_rule=32),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
