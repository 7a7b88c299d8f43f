"""Parameters and buffers term by term: names, sizes and sums against torch. Long for its tables."""

from typing import Any

import pytest

from derived import assert_true, last_number
from layer_examples import EXAMPLES, example
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK
from quizproof.engine.shapes import Shape
from quizproof.engine.sizes import NoRule, Refused
from quizproof.engine.sizes.counting import amount, parameter_steps, terms_of
from quizproof.engine.sizes.terms import TOTALS, named
from torch_side import build, grid, torch

FLAGS = (False, True)
pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor", "ignore:input's size")


def held_by_torch(call: LayerCall, shape: object) -> dict[str, tuple[Shape, str]]:
    """Return the sizes of each parameter and buffer, and what it is."""
    layer = build(call)
    if any("Lazy" in inner.name for inner in call.walk()):
        layer(torch.zeros(shape))  # type: ignore[call-overload]  # a shape
    found = {
        name: (tuple(one.shape), "weight" if one.requires_grad else "frozen") for name, one in layer.named_parameters()
    }
    return found | {name: (tuple(one.shape), "buffer") for name, one in layer.named_buffers()}


def assert_counted(call: LayerCall, inputs: Any) -> None:
    theirs = held_by_torch(call, inputs)
    parts = terms_of(call, inputs)
    assert {name: (term.shape, term.held) for name, term in named(parts)} == theirs, str(call)
    for of in TOTALS:
        lines = parameter_steps(call, inputs, of)
        kinds = {"parameters": ("weight", "frozen"), "trainable": ("weight",), "buffers": ("buffer",)}[of]
        there = sum(torch.Size(shape).numel() for shape, held in theirs.values() if held in kinds)
        assert (last_number(lines), amount(parts, of)) == (there, there), (str(call), of, lines)
        assert_true(lines)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_example_against_torch(name: str) -> None:
    if not hasattr(torch.nn, name):
        pytest.skip("an older torch has no such layer")
    assert_counted(*example(name))


GRIDS: dict[str, tuple[list[LayerCall], Shape]] = {
    "Conv1d": (
        grid("Conv1d", in_channels=(2, 6), out_channels=(2, 4), kernel_size=(1, 5), groups=(1, 2), bias=(*FLAGS, 0)),
        (6, 9),
    ),
    "Conv2d": (
        grid("Conv2d", in_channels=(6,), out_channels=(6, 12), kernel_size=((2, 3), 4), groups=(1, 2, 6), bias=FLAGS),
        (6, 9, 9),
    ),
    "ConvTranspose3d": (
        grid("ConvTranspose3d", in_channels=(4,), out_channels=(2, 8), kernel_size=(2,), groups=(1, 2), bias=FLAGS),
        (4, 3, 3, 3),
    ),
    "LazyConv2d": (
        grid("LazyConv2d", out_channels=(4, 8), kernel_size=((2, 3), 1), groups=(1, 4), bias=FLAGS),
        (4, 9, 9),
    ),
    "LazyConvTranspose1d": (grid("LazyConvTranspose1d", out_channels=(4, 8), kernel_size=(2,), groups=(1, 4)), (4, 9)),
    "Linear": (grid("Linear", in_features=(1, 7), out_features=(1, 5), bias=FLAGS), (7,)),
    "LazyLinear": (grid("LazyLinear", out_features=(1, 5), bias=FLAGS), (7,)),
    "Bilinear": (grid("Bilinear", in1_features=(1, 3), in2_features=(2,), out_features=(4,), bias=FLAGS), (3,)),
    "Embedding": (grid("Embedding", num_embeddings=(1, 9), embedding_dim=(1, 4), _freeze=FLAGS), (3,)),
    "EmbeddingBag": (grid("EmbeddingBag", num_embeddings=(1, 9), embedding_dim=(1, 4), mode=("sum", "max")), (3, 2)),
    **{
        name: (grid(name, num_features=(1, 6), affine=FLAGS, track_running_stats=FLAGS), (2, 6, 3))
        for name in ("BatchNorm1d", "BatchNorm2d", "SyncBatchNorm", "InstanceNorm1d", "InstanceNorm3d")
    },
    "LazyBatchNorm1d": (grid("LazyBatchNorm1d", affine=FLAGS, track_running_stats=FLAGS), (2, 6, 3)),
    "LazyInstanceNorm2d": (grid("LazyInstanceNorm2d", affine=FLAGS, track_running_stats=FLAGS), (2, 6, 3, 3)),
    "GroupNorm": (grid("GroupNorm", num_groups=(1, 2), num_channels=(2, 6), affine=FLAGS), (2, 6, 3)),
    "LayerNorm": (
        grid("LayerNorm", normalized_shape=(1, 5, (2, 3)), elementwise_affine=FLAGS, bias=FLAGS),
        (2, 3),
    ),
    "RMSNorm": (grid("RMSNorm", normalized_shape=(1, 5, (2, 3)), elementwise_affine=FLAGS), (2, 3)),
    "PReLU": (grid("PReLU", num_parameters=(1, 5)), (2, 5)),
    **{
        name: (
            grid(name, input_size=(1, 3), hidden_size=(2, 5), num_layers=(1, 2, 4), bias=FLAGS, bidirectional=FLAGS),
            (4, 3),
        )
        for name in ("RNN", "GRU")
    },
    "LSTM": (
        grid(
            "LSTM",
            input_size=(3,),
            hidden_size=(5,),
            num_layers=(1, 2, 4),
            bias=FLAGS,
            bidirectional=FLAGS,
            proj_size=(0, 2),
        ),
        (4, 3),
    ),
    **{
        name: (grid(name, input_size=(1, 3), hidden_size=(1, 5), bias=(*FLAGS, 0)), (3,))
        for name in ("RNNCell", "GRUCell", "LSTMCell")
    },
    "MultiheadAttention": (
        grid(
            "MultiheadAttention",
            embed_dim=(4,),
            num_heads=(2,),
            bias=FLAGS,
            add_bias_kv=FLAGS,
            kdim=(None, 3, 4),
            vdim=(None, 5),
        ),
        (4, 4),
    ),
    **{
        f"Transformer{kind}coderLayer": (
            grid(f"Transformer{kind}coderLayer", d_model=(4,), nhead=(2,), dim_feedforward=(1, 6), bias=FLAGS),
            (4, 4),
        )
        for kind in ("En", "De")
    },
    "Transformer": (
        grid(
            "Transformer",
            d_model=(4,),
            nhead=(2,),
            num_encoder_layers=(1, 3),
            num_decoder_layers=(0, 2),
            dim_feedforward=(3,),
            bias=FLAGS,
        ),
        (4, 4),
    ),
}


@pytest.mark.parametrize(("calls", "shape"), GRIDS.values(), ids=GRIDS)
def test_against_torch(calls: list[LayerCall], shape: Shape) -> None:
    for call in calls:
        assert_counted(call, shape)


INSIDE = [
    "nn.Sequential()",
    "nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10))",
    "nn.Sequential(nn.Sequential(nn.LazyConv2d(4, 3), nn.Sequential(nn.PReLU(4), nn.Flatten(2))), nn.LazyLinear(3))",
    "nn.Sequential(nn.LazyBatchNorm2d(), nn.Sequential(), nn.LazyLinear(2), nn.LazyLinear(5, bias=False))",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4), 1)",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4, bias=False), 3, nn.LayerNorm(8))",
    "nn.Sequential(nn.Flatten(0, 2), nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4), 2), nn.Linear(8, 1))",
    "nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 4), 2, norm=nn.LayerNorm(8))",
]


@pytest.mark.parametrize("text", INSIDE)
def test_layers_inside_layers_against_torch(text: str) -> None:
    assert_counted(read_layer(text, BANK), (1, 1, 8, 8))


WRITTEN = {
    "layer-by-layer": (
        "nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(288, 10, bias=False))",
        "parameters",
        (
            "1. nn.Conv2d(1, 8, 3):",
            "   weight (out, in, kernel): 8 * 1 * 3 * 3 = 72",
            "   bias (out): 8",
            "   72 + 8 = 80",
            "2. nn.ReLU(): 0",
            "3. nn.Flatten(): 0",
            "4. nn.Linear(288, 10, bias=False):",
            "   weight (out, in): 10 * 288 = 2880",
            "   bias: none, for bias=False",
            "parameters: 80 + 2880 = 2960",
        ),
    ),
    "layers-and-directions": (
        "nn.GRU(10, 20, 3, bidirectional=True)",
        "parameters",
        (
            "layer 0, both directions, each:",
            "   weight_ih (3 gates * hidden, input): 3 * 20 * 10 = 600",
            "   weight_hh (3 gates * hidden, hidden): 3 * 20 * 20 = 1200",
            "   bias_ih (3 gates * hidden): 3 * 20 = 60",
            "   bias_hh (3 gates * hidden): 3 * 20 = 60",
            "   600 + 1200 + 60 + 60 = 1920",
            "layers 1 and 2, both directions, each:",
            "   weight_ih (3 gates * hidden, 2 * hidden):",
            "      3 * 20 * (2 * 20) = 2400",
            "   weight_hh (3 gates * hidden, hidden): 3 * 20 * 20 = 1200",
            "   bias_ih (3 gates * hidden): 3 * 20 = 60",
            "   bias_hh (3 gates * hidden): 3 * 20 = 60",
            "   2400 + 1200 + 60 + 60 = 3720",
            "parameters: 2 * 1920 + 4 * 3720 = 18720",
        ),
    ),
    "two-layers": (
        "nn.RNN(3, 5, 2, bias=False)",
        "parameters",
        (
            "layer 0:",
            "   weight_ih (hidden, input): 5 * 3 = 15",
            "   weight_hh (hidden, hidden): 5 * 5 = 25",
            "   bias_ih and bias_hh: none, for bias=False",
            "   15 + 25 = 40",
            "layer 1:",
            "   weight_ih (hidden, hidden): 5 * 5 = 25",
            "   weight_hh (hidden, hidden): 5 * 5 = 25",
            "   bias_ih and bias_hh: none, for bias=False",
            "   25 + 25 = 50",
            "parameters: 40 + 50 = 90",
        ),
    ),
    "one-parameter": (
        "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 4), 2)",
        "layers.1.self_attn.in_proj_weight",
        ("layers.1.self_attn.in_proj_weight (3 * embed, embed):", "   3 * 8 * 8 = 192"),
    ),
    "buffers": (
        "nn.Sequential(nn.BatchNorm1d(3), nn.ReLU())",
        "buffers",
        (
            "1. nn.BatchNorm1d(3):",
            "   running_mean (num_features): 3",
            "   running_var (num_features): 3",
            "   num_batches_tracked: 1",
            "   3 + 3 + 1 = 7",
            "2. nn.ReLU(): 0",
            "buffers: 7",
        ),
    ),
    "no-buffers": ("nn.Linear(3, 4)", "buffers", ("nn.Linear keeps none", "buffers: 0")),
    "nothing": ("nn.MaxPool2d(2)", "trainable", ("nn.MaxPool2d learns nothing", "trainable: 0")),
    "left-out": (
        "nn.BatchNorm2d(3, affine=False)",
        "parameters",
        ("weight and bias: none, for affine=False", "parameters: 0"),
    ),
}


@pytest.mark.parametrize(("text", "of", "lines"), WRITTEN.values(), ids=WRITTEN)
def test_lines(text: str, of: str, lines: tuple[str, ...]) -> None:
    assert parameter_steps(read_layer(text, BANK), None, of) == lines


def test_a_lazy_layer_needs_its_input() -> None:
    with pytest.raises(NoRule, match=r"^nn\.LazyLinear has its sizes once the layer ran$"):
        parameter_steps(LayerCall("LazyLinear", (3,)))


def test_an_unknown_name_and_a_refused_layer_have_no_terms() -> None:
    with pytest.raises(NoRule, match=r"^nn\.Linear has no parameter wieght$"):
        parameter_steps(LayerCall("Linear", (3, 4)), None, "wieght")
    with pytest.raises(Refused, match=r"^in_features must be at least 0, not -1$"):
        parameter_steps(LayerCall("Linear", (-1, 4)))


def test_any_width_and_depth_stays_in_its_lines() -> None:
    call = LayerCall("Linear", (10_000_000, 10_000_000))
    for _ in range(30):
        call = LayerCall("Sequential", (call, call) if _ < 3 else (call,))
    lines = parameter_steps(call)
    assert [line for line in lines if len(line) > 60] == []
    assert last_number(lines) == 8 * (10**14 + 10**7)


def test_many_copies_cost_no_time() -> None:
    assert last_number(parameter_steps(LayerCall("RNN", (1, 1, 10_000_000)))) == 4 * 10**7


def test_grids_are_of_some_size() -> None:
    assert sum(len(calls) for calls, _ in GRIDS.values()) > 250
