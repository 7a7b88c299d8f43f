"""nn.Sequential against torch: every sequence of up to three of some layers."""

from collections.abc import Iterable
from itertools import product

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement

ATOMS = tuple(
    LayerCall(name, args)
    for name, args in (
        ("Linear", (3, 4)),
        ("Linear", (4, 3)),
        ("ReLU", ()),
        ("LSTM", (3, 4)),
        ("Identity", ()),
        ("Sequential", ()),
        ("Flatten", ()),
        ("LazyLinear", (3,)),
        ("Bilinear", (3, 3, 3)),
        ("Sequential", (LayerCall("Linear", (3, 3)), LayerCall("Dropout"))),
        ("Embedding", (5, 3)),
        ("BatchNorm1d", (2,)),
    )
)

GRIDS = {
    "up to three layers": (
        [LayerCall("Sequential", layers) for count in range(4) for layers in product(ATOMS, repeat=count)],
        ((2, 3), (2, 2, 3)),
        Agreed(shapes=1130, refused=2297, without_rule=343),
    ),
    "no layers": (
        [
            LayerCall("Sequential", (3,)),
            LayerCall("Sequential", ("ReLU",)),
            LayerCall("Sequential", (LayerCall("ReLU"), None)),
        ],
        ((2, 3),),
        Agreed(shapes=0, refused=3),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
