"""Linear and bilinear layers and embeddings against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

FLAGS = (False, True)

GRIDS = {
    "Linear": (
        grid("Linear", in_features=(-1, 0, 1, 3, 4), out_features=(-1, 0, 1, 2), bias=(True, False, 0, None)),
        ((2, 3), (3,), (2, 5, 4), (), (0, 3), (2, 1), (3, 0)),
        Agreed(shapes=72, refused=488),
    ),
    "LazyLinear": (
        grid("LazyLinear", out_features=(-1, 0, 1, 2), bias=(True, False, 0, None)),
        ((2, 3), (3,), (2, 5, 4), (), (0, 3), (2, 1), (3, 0)),
        Agreed(shapes=72, refused=40),
    ),
    "Bilinear": (
        grid(
            "Bilinear",
            in1_features=(-1, 0, 1, 3),
            in2_features=(-1, 0, 1, 4),
            out_features=(-1, 0, 1, 2),
            bias=(True, False),
        ),
        (
            ((2, 3), (2, 4)),
            ((3,), (4,)),
            ((2, 1), (2, 1)),
            ((2, 3), (2, 3)),
            ((2, 3), (4,)),
            ((5, 2, 3), (5, 2, 4)),
            (),
        ),
        Agreed(shapes=16, refused=872, without_rule=8),
    ),
    "Embedding": (
        grid(
            "Embedding",
            num_embeddings=(-1, 0, 5),
            embedding_dim=(-1, 0, 1, 3),
            padding_idx=(None, -6, -5, 0, 4, 5),
            max_norm=(None, 1, 2.0),
            _freeze=FLAGS,
        ),
        ((2, 3), (), (0,), (4,)),
        Agreed(shapes=288, refused=1296, without_rule=144),
    ),
    "EmbeddingBag": (
        grid(
            "EmbeddingBag",
            num_embeddings=(-1, 0, 5),
            embedding_dim=(-1, 0, 3),
            padding_idx=(None, -6, -5, 0, 4, 5),
            mode=("sum", "mean", "max", "x"),
            sparse=FLAGS,
            scale_grad_by_freq=FLAGS,
        ),
        ((2, 3), (4,), (1, 2, 3), (0, 2)),
        Agreed(shapes=72, refused=3240, without_rule=144),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
