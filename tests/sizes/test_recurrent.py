"""Recurrent layers and cells against torch over grids of settings."""

from collections.abc import Iterable

import pytest

from quizproof.engine.layercall import LayerCall
from quizproof.engine.shapes import Shape
from torch_side import Agreed, agreement, grid

FLAGS = (False, True)

GRIDS = {
    "RNN": (
        grid(
            "RNN",
            input_size=(0, 3),
            hidden_size=(0, 1, 4),
            num_layers=(0, 1, 3),
            bias=(True, False, 0),
            batch_first=(True, False, 1),
            bidirectional=(True, False, 1),
            nonlinearity=("tanh", "relu", "x"),
        ),
        ((5, 2, 3), (5, 3)),
        Agreed(shapes=128, refused=2788),
    ),
    "RNN of odd inputs": (
        grid("RNN", input_size=(3,), hidden_size=(4,), batch_first=FLAGS, bidirectional=FLAGS, dropout=(0, 1, 2)),
        ((0, 2, 3), (2, 0, 3), (0, 3), (1, 2, 3, 3), (5, 2, 4), (3,)),
        Agreed(shapes=8, refused=64),
    ),
    "GRU": (
        grid(
            "GRU",
            input_size=(0, 3),
            hidden_size=(0, 1, 4),
            num_layers=(0, 1, 3),
            bias=(True, False, 0),
            batch_first=(True, False, 1),
            bidirectional=(True, False, 1),
        ),
        ((5, 2, 3), (5, 3)),
        Agreed(shapes=64, refused=908),
    ),
    "GRU of odd inputs": (
        grid("GRU", input_size=(3,), hidden_size=(4,), batch_first=FLAGS, bidirectional=FLAGS, dropout=(0, 1, 2)),
        ((0, 2, 3), (2, 0, 3), (0, 3), (1, 2, 3, 3), (5, 2, 4), (3,)),
        Agreed(shapes=8, refused=64),
    ),
    "LSTM": (
        grid(
            "LSTM",
            input_size=(0, 3),
            hidden_size=(0, 1, 4),
            num_layers=(0, 1, 3),
            bias=(True, False, 0),
            batch_first=(True, False, 1),
            bidirectional=(True, False, 1),
            proj_size=(0, 1, 4, -1),
        ),
        ((5, 2, 3), (5, 3)),
        Agreed(shapes=96, refused=3792),
    ),
    "LSTM of odd inputs": (
        grid("LSTM", input_size=(3,), hidden_size=(4,), batch_first=FLAGS, bidirectional=FLAGS, dropout=(0, 1, 2)),
        ((0, 2, 3), (2, 0, 3), (0, 3), (1, 2, 3, 3), (5, 2, 4), (3,)),
        Agreed(shapes=8, refused=64),
    ),
    "RNNCell": (
        grid(
            "RNNCell",
            input_size=(-1, 0, 3, 4),
            hidden_size=(-1, 0, 1, 4),
            bias=(True, False, 0),
            nonlinearity=("tanh", "relu", "x"),
        ),
        ((2, 3), (3,), (), (5, 2, 3), (2, 0), (0, 3)),
        Agreed(shapes=24, refused=792, without_rule=48),
    ),
    "GRUCell": (
        grid("GRUCell", input_size=(-1, 0, 3, 4), hidden_size=(-1, 0, 1, 4), bias=(True, False, 0)),
        ((2, 3), (3,), (), (5, 2, 3), (2, 0), (0, 3)),
        Agreed(shapes=12, refused=252, without_rule=24),
    ),
    "LSTMCell": (
        grid("LSTMCell", input_size=(-1, 0, 3, 4), hidden_size=(-1, 0, 1, 4), bias=(True, False, 0)),
        ((2, 3), (3,), (), (5, 2, 3), (2, 0), (0, 3)),
        Agreed(shapes=12, refused=252, without_rule=24),
    ),
}


@pytest.mark.parametrize(("calls", "feeds", "agreed"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: Iterable[LayerCall], feeds: tuple[Shape, ...], agreed: Agreed) -> None:
    assert agreement(calls, *feeds) == agreed
