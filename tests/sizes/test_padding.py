"""Layers that pad against torch, with every small pair of whole numbers."""

from collections.abc import Iterable
from itertools import product

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

TUPLES = (
    (1, 2, 3, 0),
    (1, 2),
    (0, 0, 1, -2),
    (-3, 4, 0, 1),
    (1, 1, 1, 1, 1, 1),
    (1,),
    (1, 2, 3),
    (-5, 2, 0, 0),
    (-5, 1, 0, 0),
    (0, 0, -1, 4),
    (-2, -2, 3, 1),
    (),
)

GRIDS = {
    "ZeroPad1d": (
        grid("ZeroPad1d", padding=[*range(-4, 6), *product(range(-4, 6), repeat=2), (1,), (), (1, 1, 1, 1)]),
        ((1, 2, 4), (2, 3), (4,), (1, 1, 2, 4), (0, 2, 4), (1, 0, 4)),
        Agreed(shapes=583, refused=95),
    ),
    "ZeroPad2d": (
        grid("ZeroPad2d", padding=[*range(-4, 6), *TUPLES]),
        ((1, 2, 4, 3), (2, 4, 5), (4, 4), (1, 1, 2, 4, 4), (0, 2, 4, 4), (1, 0, 4, 4), (1, 2, 0, 4)),
        Agreed(shapes=107, refused=47),
    ),
    "ZeroPad3d": (
        grid(
            "ZeroPad3d",
            padding=[
                *range(-3, 4),
                (1, 2, 3, 0, 1, 1),
                (1, 2),
                (0, 0, 1, -2, 1, 0),
                (-3, 2, 0, 1, 0, 0),
                (1,),
                (1, 2, 3),
            ],
        ),
        ((1, 2, 4, 3, 3), (2, 4, 5, 3), (4, 4, 4), (1, 1, 1, 2, 4, 4), (0, 2, 4, 4, 3)),
        Agreed(shapes=46, refused=19),
    ),
    "ConstantPad1d": (
        grid(
            "ConstantPad1d",
            padding=[*range(-4, 6), *product(range(-4, 6), repeat=2), (1,), (), (1, 1, 1, 1)],
            value=(0, 1.5, None),
        ),
        ((1, 2, 4), (2, 3), (4,), (1, 1, 2, 4), (0, 2, 4), (1, 0, 4)),
        Agreed(shapes=1749, refused=285),
    ),
    "ConstantPad2d": (
        grid("ConstantPad2d", padding=[*range(-4, 6), *TUPLES], value=(0, 1.5, None)),
        ((1, 2, 4, 3), (2, 4, 5), (4, 4), (1, 1, 2, 4, 4), (0, 2, 4, 4), (1, 0, 4, 4), (1, 2, 0, 4)),
        Agreed(shapes=321, refused=141),
    ),
    "ConstantPad3d": (
        grid(
            "ConstantPad3d",
            padding=[
                *range(-3, 4),
                (1, 2, 3, 0, 1, 1),
                (1, 2),
                (0, 0, 1, -2, 1, 0),
                (-3, 2, 0, 1, 0, 0),
                (1,),
                (1, 2, 3),
            ],
            value=(0, 1.5, None),
        ),
        ((1, 2, 4, 3, 3), (2, 4, 5, 3), (4, 4, 4), (1, 1, 1, 2, 4, 4), (0, 2, 4, 4, 3)),
        Agreed(shapes=138, refused=57),
    ),
    "ReflectionPad1d": (
        grid("ReflectionPad1d", padding=[*range(-4, 6), *product(range(-4, 6), repeat=2), (1,), (), (1, 1, 1, 1)]),
        ((1, 2, 4), (2, 3), (4,), (1, 1, 2, 4), (0, 2, 4), (1, 0, 4)),
        Agreed(shapes=124, refused=358, without_rule=196),
    ),
    "ReflectionPad2d": (
        grid("ReflectionPad2d", padding=[*range(-4, 6), *TUPLES]),
        ((1, 2, 4, 3), (2, 4, 5), (4, 4), (1, 1, 2, 4, 4), (0, 2, 4, 4), (1, 0, 4, 4), (1, 2, 0, 4)),
        Agreed(shapes=26, refused=67, without_rule=61),
    ),
    "ReflectionPad3d": (
        grid(
            "ReflectionPad3d",
            padding=[
                *range(-3, 4),
                (1, 2, 3, 0, 1, 1),
                (1, 2),
                (0, 0, 1, -2, 1, 0),
                (-3, 2, 0, 1, 0, 0),
                (1,),
                (1, 2, 3),
            ],
        ),
        ((1, 2, 4, 3, 3), (2, 4, 5, 3), (4, 4, 4), (1, 1, 1, 2, 4, 4), (0, 2, 4, 4, 3)),
        Agreed(shapes=18, refused=38, without_rule=9),
    ),
    "ReplicationPad1d": (
        grid("ReplicationPad1d", padding=[*range(-4, 6), *product(range(-4, 6), repeat=2), (1,), (), (1, 1, 1, 1)]),
        ((1, 2, 4), (2, 3), (4,), (1, 1, 2, 4), (0, 2, 4), (1, 0, 4)),
        Agreed(shapes=234, refused=228, without_rule=216),
    ),
    "ReplicationPad2d": (
        grid("ReplicationPad2d", padding=[*range(-4, 6), *TUPLES]),
        ((1, 2, 4, 3), (2, 4, 5), (4, 4), (1, 1, 2, 4, 4), (0, 2, 4, 4), (1, 0, 4, 4), (1, 2, 0, 4)),
        Agreed(shapes=37, refused=55, without_rule=62),
    ),
    "ReplicationPad3d": (
        grid(
            "ReplicationPad3d",
            padding=[
                *range(-3, 4),
                (1, 2, 3, 0, 1, 1),
                (1, 2),
                (0, 0, 1, -2, 1, 0),
                (-3, 2, 0, 1, 0, 0),
                (1,),
                (1, 2, 3),
            ],
        ),
        ((1, 2, 4, 3, 3), (2, 4, 5, 3), (4, 4, 4), (1, 1, 1, 2, 4, 4), (0, 2, 4, 4, 3)),
        Agreed(shapes=22, refused=34, without_rule=9),
    ),
    "CircularPad1d": (
        grid("CircularPad1d", padding=[*range(-4, 6), *product(range(-4, 6), repeat=2), (1,), (), (1, 1, 1, 1)]),
        ((1, 2, 4), (2, 3), (4,), (1, 1, 2, 4), (0, 2, 4), (1, 0, 4)),
        Agreed(shapes=205, refused=309, without_rule=164),
    ),
    "CircularPad2d": (
        grid("CircularPad2d", padding=[*range(-4, 6), *TUPLES]),
        ((1, 2, 4, 3), (2, 4, 5), (4, 4), (1, 1, 2, 4, 4), (0, 2, 4, 4), (1, 0, 4, 4), (1, 2, 0, 4)),
        Agreed(shapes=36, refused=64, without_rule=54),
    ),
    "CircularPad3d": (
        grid(
            "CircularPad3d",
            padding=[
                *range(-3, 4),
                (1, 2, 3, 0, 1, 1),
                (1, 2),
                (0, 0, 1, -2, 1, 0),
                (-3, 2, 0, 1, 0, 0),
                (1,),
                (1, 2, 3),
            ],
        ),
        ((1, 2, 4, 3, 3), (2, 4, 5, 3), (4, 4, 4), (1, 1, 1, 2, 4, 4), (0, 2, 4, 4, 3)),
        Agreed(shapes=24, refused=35, without_rule=6),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
