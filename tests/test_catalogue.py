"""The tables of layers against the installed torch, and the binding of arguments."""

import ast
import inspect
import re
from typing import Any

import pytest

from quizproof.engine.binding import Misfit, OutOfPlace, bind, signature
from quizproof.engine.catalogue import EXCLUDED, LAYERS
from quizproof.engine.layercall import LayerCall
from torch_side import build, torch

TORCH = tuple(int(part) for part in re.findall(r"\d+", torch.__version__)[:2])
CLASSES: dict[str, Any] = {
    name: c for name, c in vars(torch.nn).items() if inspect.isclass(c) and not name.startswith("_")
}
PRESENT = sorted(LAYERS.keys() & CLASSES.keys())
WRITTEN_FOR = (2, 13)

STARS = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}

# nn.RNN hides its parameters behind *args; the activation of a transformer is a function there, a text here.
HIDDEN = {
    "RNN": "input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0, "
    "bidirectional=False, proj_size=0, device=None, dtype=None",
    "GRU": "input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, "
    "proj_size=0, device=None, dtype=None",
    "LSTM": "input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, "
    "proj_size=0, device=None, dtype=None",
}


def of_torch(name: str) -> list[str]:
    """The parameters of torch's class, one text each."""
    if name in HIDDEN:
        return HIDDEN[name].split(", ")
    # Module's own constructor takes *args and **kwargs and refuses whatever is in them.
    if CLASSES[name].__init__ is torch.nn.Module.__init__:
        return []
    written = []
    for parameter in list(inspect.signature(CLASSES[name].__init__).parameters.values())[1:]:
        stars = STARS.get(parameter.kind.name, "")
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in written:
            written.append("*")
        default = "" if parameter.default is inspect.Parameter.empty else f"={parameter.default!r}"
        written.append(stars + parameter.name + ("='relu'" if default.startswith("=<function relu") else default))
    return written


@pytest.mark.skipif(TORCH < WRITTEN_FOR, reason="an older torch lacks some classes")
def test_tables_name_every_public_class_once() -> None:
    assert sorted(LAYERS.keys() | EXCLUDED.keys()) == sorted(CLASSES)
    assert LAYERS.keys() & EXCLUDED.keys() == set()


def test_tables_name_no_stranger() -> None:
    newer = {"LinearCrossEntropyLoss", "LinearCrossEntropyOptions"}
    strangers = sorted((LAYERS.keys() | EXCLUDED.keys()) - CLASSES.keys())
    assert strangers == ([] if TORCH >= WRITTEN_FOR else sorted(newer - CLASSES.keys()))


@pytest.mark.parametrize("name", PRESENT)
def test_signature_is_that_of_torch(name: str) -> None:
    there = [part for part in of_torch(name) if part not in ("device=None", "dtype=None")]
    if LAYERS[name].places == 3:
        there.remove("proj_size=0")
    here = LAYERS[name].signature.split(", ") if LAYERS[name].signature else []
    if TORCH >= WRITTEN_FOR:
        assert here == there
    else:
        assert [part for part in here if part in there] == [part for part in there if part != "*"]


@pytest.mark.parametrize("name", PRESENT)
def test_places_are_those_after_the_named_ones(name: str) -> None:
    words = of_torch(name)
    by_place = words[: words.index("*")] if "*" in words else words
    places = len(by_place) - (0 if by_place[:1] == ["*args"] else signature(name).by_place)
    assert LAYERS[name].places == (0 if by_place[:1] == ["*args"] else places)


@pytest.mark.parametrize("name", PRESENT)
def test_inputs_are_what_forward_requires(name: str) -> None:
    parameters = list(inspect.signature(CLASSES[name].forward).parameters.values())[1:]
    required = [p.name for p in parameters if p.default is inspect.Parameter.empty]
    assert LAYERS[name].inputs == tuple(required)


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_dims_are_in_the_name(name: str) -> None:
    by_name = re.search(r"([123])d$", name)
    images = {"Unfold", "PixelShuffle", "PixelUnshuffle"}
    assert LAYERS[name].dims == (int(by_name[1]) if by_name else 2 if name in images else None)


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_every_signature_parses(name: str) -> None:
    found = signature(name)
    tree = ast.parse(f"def f({LAYERS[name].signature}): pass").body[0]
    assert isinstance(tree, ast.FunctionDef)
    words = [arg.arg for arg in (*tree.args.args, *tree.args.kwonlyargs)] or (["args"] if tree.args.vararg else [])
    assert list(found.names) == words
    assert found.any_word == (tree.args.kwarg is not None)


REFUSED = {
    "unknown": (
        LayerCall("MaxPool2d", (), (("size", 3), ("step", 2))),
        "nn.MaxPool2d takes no argument 'size': "
        "it takes kernel_size, stride, padding, dilation, return_indices and ceil_mode",
    ),
    "unknown-where-nothing-is-taken": (
        LayerCall("Sigmoid", (), (("inplace", True),)),
        "nn.Sigmoid takes no argument 'inplace': it takes none",
    ),
    "name-of-a-free-argument": (
        LayerCall("Sequential", (), (("relu", LayerCall("ReLU")),)),
        "nn.Sequential takes no argument 'relu': it takes layers, without names",
    ),
    "all-missing": (LayerCall("MaxPool2d"), "nn.MaxPool2d needs kernel_size"),
    "some-missing": (
        LayerCall("Conv2d", (3,)),
        "nn.Conv2d needs in_channels, out_channels and kernel_size, and out_channels and kernel_size are missing",
    ),
    "one-missing": (
        LayerCall("Linear", (), (("out_features", 3),)),
        "nn.Linear needs in_features and out_features, and in_features is missing",
    ),
    "too-many": (
        LayerCall("AdaptiveMaxPool1d", (3, False, 1)),
        "nn.AdaptiveMaxPool1d takes at most 2 arguments (output_size and return_indices), and 3 are given",
    ),
    "too-many-for-one": (
        LayerCall("ReLU", (False, 1)),
        "nn.ReLU takes at most 1 argument (inplace), and 2 are given",
    ),
    "too-many-for-none": (
        LayerCall("Tanh", (1,)),
        "nn.Tanh takes no arguments, and 1 is given",
    ),
    "by-name-only": (
        LayerCall("GroupNorm", (2, 4, 1e-5, True, None, None, True)),
        "nn.GroupNorm takes at most 4 arguments (num_groups, num_channels, eps and affine, and bias by name only), "
        "and 7 are given",
    ),
    "twice": (
        LayerCall("Linear", (3, 4), (("in_features", 3),)),
        "nn.Linear is given in_features twice: by place and by name",
    ),
}


@pytest.mark.parametrize(("call", "sentence"), REFUSED.values(), ids=REFUSED)
def test_arguments_that_no_signature_takes(call: LayerCall, sentence: str) -> None:
    with pytest.raises(Misfit) as refusal:
        bind(call)
    assert str(refusal.value) == sentence
    with pytest.raises(TypeError):
        build(call)


def test_device_by_place_is_out_of_place() -> None:
    with pytest.raises(OutOfPlace) as refusal:
        bind(LayerCall("Linear", (3, 4, True, "cpu")))
    assert str(refusal.value) == "nn.Linear is given a device or a dtype, and layers here run on the CPU in float32"


BOUND = {
    "defaults": (
        LayerCall("MaxPool2d", (3,), (("stride", 2),)),
        {
            "kernel_size": 3,
            "stride": 2,
            "padding": 0,
            "dilation": 1,
            "return_indices": False,
            "ceil_mode": False,
        },
    ),
    "all-by-name": (
        LayerCall("Linear", (), (("out_features", 4), ("in_features", 3))),
        {"in_features": 3, "out_features": 4, "bias": True},
    ),
    "name-only": (
        LayerCall("GroupNorm", (2, 4), (("bias", False),)),
        {
            "num_groups": 2,
            "num_channels": 4,
            "eps": 1e-05,
            "affine": True,
            "bias": False,
        },
    ),
    "free": (
        LayerCall("Sequential", (LayerCall("ReLU"),)),
        {"args": (LayerCall("ReLU"),)},
    ),
    "anything": (
        LayerCall("Identity", (1, 2), (("size", 3),)),
        {"args": (1, 2), "size": 3},
    ),
    "a-text-that-looks-like-nothing": (LayerCall("GELU", ("",)), {"approximate": ""}),
}


@pytest.mark.parametrize(("call", "settings"), BOUND.values(), ids=BOUND)
def test_bind(call: LayerCall, settings: dict[str, object]) -> None:
    assert list(bind(call).items()) == list(settings.items())
