"""Attention and transformer layers against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

FLAGS = (False, True)
NORMS = (None, LayerCall("LayerNorm", (8,)), LayerCall("LayerNorm", (7,)), LayerCall("Linear", (8, 3)))
FEEDS = (
    ((5, 2, 8), (6, 2, 8), (6, 2, 8)),
    ((5, 8), (6, 8), (6, 8)),
    ((5, 2, 8), (6, 2, 4), (6, 2, 3)),
    ((5, 2, 8), (6, 3, 8), (6, 3, 8)),
    ((5, 2, 8), (6, 2, 8), (7, 2, 8)),
    ((2, 5, 8), (2, 6, 8), (2, 6, 8)),
    (8,),
    ((5, 2, 8), (6, 8), (6, 8)),
    (5, 2, 4),
    (5, 2, 8),
    ((0, 2, 8), (6, 2, 8), (6, 2, 8)),
)

GRIDS = {
    "MultiheadAttention": (
        grid(
            "MultiheadAttention",
            embed_dim=(8,),
            num_heads=(0, 1, 2, 3),
            bias=FLAGS,
            add_bias_kv=FLAGS,
            add_zero_attn=FLAGS,
            kdim=(None, 4, 8),
            vdim=(None, 3),
            batch_first=FLAGS,
        ),
        FEEDS,
        Agreed(shapes=208, refused=3824, without_rule=192),
    ),
    "TransformerEncoderLayer": (
        grid(
            "TransformerEncoderLayer",
            d_model=(0, 8, 6),
            nhead=(0, 2, 3),
            dim_feedforward=(-1, 0, 5),
            activation=("relu", "x", LayerCall("GELU")),
            batch_first=FLAGS,
            norm_first=FLAGS,
            bias=FLAGS,
            dropout=(0.1, 2),
        ),
        ((5, 2, 8), (5, 8), (8,), (5, 2, 6), (0, 2, 8)),
        Agreed(shapes=64, refused=6256, without_rule=160),
    ),
    "TransformerDecoderLayer": (
        grid(
            "TransformerDecoderLayer",
            d_model=(0, 8),
            nhead=(1, 2, 3),
            dim_feedforward=(-1, 5),
            batch_first=FLAGS,
            norm_first=FLAGS,
            bias=FLAGS,
        ),
        (
            ((5, 2, 8), (6, 2, 8)),
            ((5, 8), (6, 8)),
            ((5, 2, 8), (6, 3, 8)),
            ((2, 5, 8), (2, 6, 8)),
            ((5, 8), (6, 2, 8)),
            (5, 2, 8),
            (8,),
            ((5, 2, 7), (5, 2, 7)),
        ),
        Agreed(shapes=48, refused=720),
    ),
    "TransformerEncoder": (
        grid(
            "TransformerEncoder",
            encoder_layer=(
                LayerCall("TransformerEncoderLayer", (8, 2, 5)),
                LayerCall("TransformerEncoderLayer", (8, 2, 5), (("batch_first", True),)),
                LayerCall("TransformerDecoderLayer", (8, 2, 5)),
                LayerCall("Linear", (8, 8)),
                LayerCall("TransformerEncoderLayer", (8, 3)),
                3,
            ),
            num_layers=(0, 1, 3, -1),
            norm=NORMS,
        ),
        ((5, 2, 8), (5, 8), (8,), (5, 2, 6)),
        Agreed(shapes=24, refused=360),
    ),
    "TransformerDecoder": (
        grid(
            "TransformerDecoder",
            decoder_layer=(
                LayerCall("TransformerDecoderLayer", (8, 2, 5)),
                LayerCall("TransformerDecoderLayer", (8, 2, 5), (("batch_first", True),)),
                LayerCall("TransformerEncoderLayer", (8, 2, 5)),
                LayerCall("Linear", (8, 8)),
            ),
            num_layers=(0, 1, 3),
            norm=NORMS,
        ),
        (
            ((5, 2, 8), (6, 2, 8)),
            ((5, 8), (6, 8)),
            ((5, 2, 8), (6, 3, 8)),
            ((2, 5, 8), (2, 6, 8)),
            ((5, 8), (6, 2, 8)),
            (5, 2, 8),
            (8,),
            ((5, 2, 7), (5, 2, 7)),
        ),
        Agreed(shapes=36, refused=348),
    ),
    "Transformer": (
        grid(
            "Transformer",
            d_model=(8,),
            nhead=(2, 3),
            num_encoder_layers=(0, 2),
            num_decoder_layers=(-1, 2),
            dim_feedforward=(5,),
            batch_first=FLAGS,
            bias=FLAGS,
        ),
        (
            ((5, 2, 8), (6, 2, 8)),
            ((5, 8), (6, 8)),
            ((5, 2, 8), (6, 3, 8)),
            ((2, 5, 8), (2, 6, 8)),
            ((5, 8), (6, 2, 8)),
            (5, 2, 8),
            (8,),
            ((5, 2, 7), (5, 2, 7)),
        ),
        Agreed(shapes=12, refused=244),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
