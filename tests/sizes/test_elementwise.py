"""Activations, dropout, similarity and distance against torch."""

from collections.abc import Iterable
from itertools import product

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

DROPOUTS = ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout")
PAIRS = tuple(product(((2, 3), (1, 3), (3,), (2, 4), (4, 2, 3), (2, 1), (1,), (0, 3), (2, 0)), repeat=2))

GRIDS = {
    "one number": (
        [
            LayerCall(name, (value,))
            for name in ("CELU", "ELU", "Hardshrink", "LeakyReLU", "Softshrink")
            for value in (0, -1, 0.5, 2)
        ],
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=108, refused=12),
    ),
    "no numbers": (
        [
            LayerCall(name)
            for name in (
                "Hardsigmoid",
                "Hardswish",
                "Identity",
                "LogSigmoid",
                "Mish",
                "ReLU",
                "ReLU6",
                "SELU",
                "SiLU",
                "Sigmoid",
                "Softmax2d",
                "Softsign",
                "Tanh",
                "Tanhshrink",
            )
        ],
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=80, refused=4),
    ),
    "in place": (
        [
            LayerCall(name, (), (("inplace", value),))
            for name in (
                "CELU",
                "ELU",
                "Hardsigmoid",
                "Hardswish",
                "LeakyReLU",
                "Mish",
                "ReLU",
                "ReLU6",
                "SELU",
                "SiLU",
            )
            for value in (True, 0, None)
        ],
        ((2, 4, 3),),
        Agreed(shapes=30),
    ),
    "GELU": (
        grid("GELU", approximate=("none", "tanh", "x", None, 3)),
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=12, refused=18),
    ),
    "Softplus": (
        grid("Softplus", beta=(0, 1, -1), threshold=(0, -1, 20)),
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=54),
    ),
    "Threshold": (
        grid("Threshold", threshold=(0, 1, -1), value=(0, 1.5)),
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=36),
    ),
    "Hardtanh": (
        grid("Hardtanh", min_val=(-1, 0, 2), max_val=(0, 1, 2), min_value=(None, -2, 3), max_value=(None, 3, -5)),
        ((2, 4, 3), ()),
        Agreed(shapes=64, refused=98),
    ),
    "RReLU": (
        grid("RReLU", lower=(0, 0.5, -1), upper=(0, 0.5, 1)),
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=48, refused=6),
    ),
    "dropout": (
        [call for name in DROPOUTS for call in grid(name, p=(0, 0.5, 1, -0.1, 1.5), inplace=(True, False))],
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=192, refused=168),
    ),
    "softmax": (
        [
            call
            for name in ("Softmax", "Softmin", "LogSoftmax")
            for call in grid(name, dim=(None, -5, -4, -3, -1, 0, 1, 2, 3, 4, 1.0))
        ],
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=81, refused=117),
    ),
    "GLU": (
        grid("GLU", dim=(-5, -3, -2, -1, 0, 1, 2, 3, 1.0, None)),
        ((2, 4, 3), (), (0,), (4,), (2, 4), (2, 3, 4, 5)),
        Agreed(shapes=15, refused=45),
    ),
    "PReLU": (
        grid("PReLU", num_parameters=(-1, 0, 1, 2, 3, 4, 1.0), init=(0.25, 0, 1)),
        ((2, 4, 3), (), (0,), (4,), (2, 4), (1, 1), (4, 1), (2,), (2, 0), (0, 4)),
        Agreed(shapes=36, refused=117, without_rule=57),
    ),
    "CosineSimilarity": (
        grid("CosineSimilarity", dim=(-4, -3, -2, -1, 0, 1, 2, 3), eps=(1e-8, 0)),
        PAIRS,
        Agreed(shapes=356, refused=844, without_rule=96),
    ),
    "CosineSimilarity with a negative eps": (
        grid("CosineSimilarity", eps=(-1, -1e-8)),
        ((2, 3), ((2, 3), (3,))),
        Agreed(shapes=0, refused=4),
    ),
    "PairwiseDistance": (
        grid("PairwiseDistance", p=(2.0, 1, 0, -1), keepdim=(True, False, 1)),
        PAIRS,
        Agreed(shapes=328, refused=548, without_rule=96),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
