"""Normalisation against torch, in evaluation, over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

FLAGS = (False, True)

GRIDS = {
    "BatchNorm1d": (
        grid(
            "BatchNorm1d",
            num_features=(-1, 0, 3, 4, 4.0),
            eps=(1e-5, 0, -1),
            momentum=(0.1, None),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3), (4, 3), (3,), (1, 2, 4, 3), (1, 4, 1), (0, 4, 3), (2, 0, 3), (2, 4, 0), (1, 4), (4, 4)),
        Agreed(shapes=348, refused=2412, without_rule=840),
    ),
    "LazyBatchNorm1d": (
        grid("LazyBatchNorm1d", eps=(1e-5, 0), affine=(True, False, 0), track_running_stats=FLAGS, bias=FLAGS),
        ((2, 4, 3), (4, 3), (3,), (1, 2, 4, 3), (1, 4, 1), (0, 4, 3), (2, 0, 3), (2, 4, 0), (1, 4), (4, 4)),
        Agreed(shapes=114, refused=90, without_rule=36),
    ),
    "InstanceNorm1d": (
        grid(
            "InstanceNorm1d",
            num_features=(-1, 0, 3, 4, 4.0),
            eps=(1e-5, 0, -1),
            momentum=(0.1, None),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3), (4, 3), (3,), (1, 2, 4, 3), (1, 4, 1), (0, 4, 3), (2, 0, 3), (2, 4, 0), (1, 4), (4, 4)),
        Agreed(shapes=564, refused=2076, without_rule=960),
    ),
    "LazyInstanceNorm1d": (
        grid("LazyInstanceNorm1d", eps=(1e-5, 0), affine=(True, False, 0), track_running_stats=FLAGS, bias=FLAGS),
        ((2, 4, 3), (4, 3), (3,), (1, 2, 4, 3), (1, 4, 1), (0, 4, 3), (2, 0, 3), (2, 4, 0), (1, 4), (4, 4)),
        Agreed(shapes=76, refused=92, without_rule=72),
    ),
    "BatchNorm2d": (
        grid(
            "BatchNorm2d",
            num_features=(-1, 0, 3, 4, 4.0),
            eps=(1e-5, 0, -1),
            momentum=(0.1, None),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3, 2), (4, 3, 2), (3, 2), (1, 2, 4, 3, 2), (1, 4, 1, 1), (0, 4, 3, 2), (2, 0, 3, 2), (2, 4, 0, 0)),
        Agreed(shapes=204, refused=1884, without_rule=792),
    ),
    "LazyBatchNorm2d": (
        grid("LazyBatchNorm2d", eps=(1e-5, 0), affine=(True, False, 0), track_running_stats=FLAGS, bias=FLAGS),
        ((2, 4, 3, 2), (4, 3, 2), (3, 2), (1, 2, 4, 3, 2), (1, 4, 1, 1), (0, 4, 3, 2), (2, 0, 3, 2), (2, 4, 0, 0)),
        Agreed(shapes=66, refused=90, without_rule=36),
    ),
    "InstanceNorm2d": (
        grid(
            "InstanceNorm2d",
            num_features=(-1, 0, 3, 4, 4.0),
            eps=(1e-5, 0, -1),
            momentum=(0.1, None),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3, 2), (4, 3, 2), (3, 2), (1, 2, 4, 3, 2), (1, 4, 1, 1), (0, 4, 3, 2), (2, 0, 3, 2), (2, 4, 0, 0)),
        Agreed(shapes=324, refused=1644, without_rule=912),
    ),
    "LazyInstanceNorm2d": (
        grid("LazyInstanceNorm2d", eps=(1e-5, 0), affine=(True, False, 0), track_running_stats=FLAGS, bias=FLAGS),
        ((2, 4, 3, 2), (4, 3, 2), (3, 2), (1, 2, 4, 3, 2), (1, 4, 1, 1), (0, 4, 3, 2), (2, 0, 3, 2), (2, 4, 0, 0)),
        Agreed(shapes=44, refused=76, without_rule=72),
    ),
    "BatchNorm3d": (
        grid(
            "BatchNorm3d",
            num_features=(-1, 0, 3, 4, 4.0),
            eps=(1e-5, 0, -1),
            momentum=(0.1, None),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3, 2, 2), (4, 3, 2, 2), (3, 2, 2), (1, 2, 4, 3, 2, 2), (1, 4, 1, 1, 1), (0, 4, 3, 2, 2)),
        Agreed(shapes=144, refused=1692, without_rule=324),
    ),
    "LazyBatchNorm3d": (
        grid("LazyBatchNorm3d", eps=(1e-5, 0), affine=(True, False, 0), track_running_stats=FLAGS, bias=FLAGS),
        ((2, 4, 3, 2, 2), (4, 3, 2, 2), (3, 2, 2), (1, 2, 4, 3, 2, 2), (1, 4, 1, 1, 1), (0, 4, 3, 2, 2)),
        Agreed(shapes=48, refused=90, without_rule=6),
    ),
    "InstanceNorm3d": (
        grid(
            "InstanceNorm3d",
            num_features=(-1, 0, 3, 4, 4.0),
            eps=(1e-5, 0, -1),
            momentum=(0.1, None),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3, 2, 2), (4, 3, 2, 2), (3, 2, 2), (1, 2, 4, 3, 2, 2), (1, 4, 1, 1, 1), (0, 4, 3, 2, 2)),
        Agreed(shapes=324, refused=1452, without_rule=384),
    ),
    "LazyInstanceNorm3d": (
        grid("LazyInstanceNorm3d", eps=(1e-5, 0), affine=(True, False, 0), track_running_stats=FLAGS, bias=FLAGS),
        ((2, 4, 3, 2, 2), (4, 3, 2, 2), (3, 2, 2), (1, 2, 4, 3, 2, 2), (1, 4, 1, 1, 1), (0, 4, 3, 2, 2)),
        Agreed(shapes=44, refused=76, without_rule=24),
    ),
    "SyncBatchNorm": (
        grid(
            "SyncBatchNorm",
            num_features=(-1, 0, 3, 4),
            eps=(1e-5, 0, -1),
            affine=(True, False, 0),
            track_running_stats=FLAGS,
            bias=FLAGS,
        ),
        ((2, 4, 3), (4,), (1, 4), (2, 4), (1, 4, 1, 1), (2, 4, 3, 3, 3, 3), (2, 0), (0, 4)),
        Agreed(shapes=144, refused=798, without_rule=210),
    ),
    "LayerNorm": (
        grid(
            "LayerNorm",
            normalized_shape=(-1, 0, 1, 3, (3,), (4, 3), (2, 4, 3), (), 3.0, (3.0,), None),
            eps=(1e-5, -1),
            elementwise_affine=(True, False, 1),
            bias=FLAGS,
        ),
        ((2, 4, 3), (3,), (4, 3), (), (2, 0), (0, 3), (1,)),
        Agreed(shapes=156, refused=768),
    ),
    "RMSNorm": (
        grid(
            "RMSNorm",
            normalized_shape=(-1, 0, 1, 3, (3,), (4, 3), (2, 4, 3), (), 3.0, (3.0,), None),
            eps=(None, 1e-5, -1),
            elementwise_affine=(True, False, 1),
        ),
        ((2, 4, 3), (3,), (4, 3), (), (2, 0), (0, 3), (1,)),
        Agreed(shapes=117, refused=576),
    ),
    "GroupNorm": (
        grid(
            "GroupNorm",
            num_groups=(-2, 0, 1, 2, 3, 4),
            num_channels=(-4, 0, 1, 3, 4, 6),
            affine=(True, False, 0),
            bias=FLAGS,
        ),
        (
            (2, 4, 3),
            (2, 4),
            (1, 4),
            (4,),
            (1, 4, 1),
            (1, 1),
            (1, 6, 2),
            (1, 3, 2),
            (0, 4, 3),
            (2, 0, 3),
            (2, 4, 0),
            (1, 2),
            (3, 4),
        ),
        Agreed(shapes=384, refused=2236, without_rule=188),
    ),
    "LocalResponseNorm": (
        grid("LocalResponseNorm", size=(-1, 0, 1, 2, 5, 9, 2.0)),
        ((2, 4, 3), (2, 4), (2, 4, 3, 2), (2, 4, 3, 2, 2), (2, 4, 1, 1, 1, 1), (0, 4, 3)),
        Agreed(shapes=16, refused=19, without_rule=7),
    ),
    "CrossMapLRN2d": (
        grid("CrossMapLRN2d", size=(-1, 0, 1, 2, 5, 9, 2.0)),
        ((2, 4, 3), (2, 4, 3, 2), (2, 4, 3, 2, 2), (0, 4, 3, 2), (1, 0, 2, 2)),
        Agreed(shapes=4, refused=11, without_rule=20),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
