"""What the parameters of a layer are counted from: weights and biases by the formulas alone."""

from collections.abc import Callable
from math import prod
from typing import Any, Final, NamedTuple

from ..binding import Misfit, bind
from ..catalogue import LAYERS
from ..layercall import LayerCall
from ..shapes import Shape
from ..sizes import NoRule, Refused, work_out
from ..sizes.changes import with_setting
from ..sizes.counting import terms_of
from ..sizes.terms import Part, named, total


class Weighted(NamedTuple):
    """What the parameters of one layer are counted from. `kernel` is () where none moves.

    `family` is "conv", "transposed", "linear", "norm", "recurrent", "attention", "pool" or "" (nothing is known but the
    count); `weights` and `biases` are the right ones. `windows` is how many positions the kernel takes, None where that
    is not known. `one_way` and `one_layer` are the weights and biases with one direction and with one layer only, None
    where there are no more.
    """

    family: str
    inward: int
    outward: int
    groups: int
    kernel: tuple[int, ...]
    bias: bool
    weights: int
    biases: int
    windows: int | None = None
    gates: int = 1
    one_way: tuple[int, int] | None = None
    one_layer: tuple[int, int] | None = None


def weighted(layer: LayerCall, shape: Shape | None = None) -> tuple[Weighted, ...] | None:
    """Return what parameters are counted from, for each layer of a Sequential; None where no formula knows.

    >>> from quizproof.engine.layercall import read_layer
    >>> [(one.weights, one.biases) for one in weighted(read_layer("nn.Conv2d(3, 8, 3)"))]
    [(216, 8)]
    """
    if layer.name != "Sequential":
        one = _weighted(layer, shape)
        return None if one is None else (one,)
    found: list[Weighted] = []
    for part in layer.args:
        if not isinstance(part, LayerCall):
            return None
        inner = weighted(part, shape)
        if inner is None:
            return None
        found += inner
        shape = _after(part, shape)
    return tuple(found)


def _after(layer: LayerCall, shape: Shape | None) -> Shape | None:
    try:
        return work_out(layer, shape).shapes[0] if shape is not None else None
    except (Refused, NoRule, Misfit):
        return None


def _weighted(layer: LayerCall, shape: Shape | None) -> Weighted | None:
    try:
        settings = bind(layer)
        parts = terms_of(layer, shape)
    except (Refused, NoRule, Misfit):
        return None
    every = total(parts, "parameters")
    if every != total(parts, "trainable"):
        return None
    name = layer.name
    read = _READ.get(name.rstrip("123d") if LAYERS[name].dims else name, _other)
    return read(layer, settings, every, shape) or Weighted("", 0, 0, 1, (), False, *_split(parts))


def _split(parts: tuple[Part, ...]) -> tuple[int, int]:
    """Return how many weights and how many biases there are."""
    biases = sum([prod(term.shape) for name, term in named(parts) if "bias" in name])
    return total(parts, "parameters") - biases, biases


def _conv(layer: LayerCall, settings: dict[str, Any], total: int, shape: Shape | None) -> Weighted | None:
    dims = LAYERS[layer.name].dims or 1
    outward, kernel = settings["out_channels"], settings["kernel_size"]
    kernel = kernel if isinstance(kernel, tuple) else (kernel,) * dims
    biases = outward if settings["bias"] else 0
    made = _after(layer, shape)
    family = "transposed" if "Transpose" in layer.name else "conv"
    windows = prod(made[-dims:]) if made is not None and family == "conv" else None
    if min(kernel) < 1 or not outward:
        return None
    inward, groups = settings["in_channels"], settings["groups"]
    return Weighted(family, inward, outward, groups, kernel, bool(biases), total - biases, biases, windows)


def _linear(_layer: LayerCall, settings: dict[str, Any], total: int, _shape: Shape | None) -> Weighted:
    inward, outward = settings["in_features"], settings["out_features"]
    biases = outward if settings["bias"] else 0
    return Weighted("linear", inward, outward, 1, (), bool(biases), total - biases, biases)


def _norm(_layer: LayerCall, settings: dict[str, Any], total: int, _shape: Shape | None) -> Weighted | None:
    features = settings["num_features"]
    if not total:
        return None
    return Weighted("norm", features, features, 1, (), total > features, features, total - features)


def _recurrent(layer: LayerCall, settings: dict[str, Any], _total: int, _shape: Shape | None) -> Weighted:
    gates = 1 if settings.get("proj_size") else _GATES[layer.name.removesuffix("Cell")]
    both_ways, layers = settings.get("bidirectional"), settings.get("num_layers", 1)
    return Weighted(
        "recurrent",
        settings["input_size"],
        settings["hidden_size"],
        1,
        (),
        bool(settings["bias"]),
        *_split(terms_of(layer)),
        None,
        gates,
        _split(terms_of(with_setting(layer, "bidirectional", False))) if both_ways else None,
        _split(terms_of(with_setting(layer, "num_layers", 1))) if layers > 1 else None,
    )


def _attention(layer: LayerCall, settings: dict[str, Any], _total: int, _shape: Shape | None) -> Weighted:
    width, heads = settings["embed_dim"], settings["num_heads"]
    weights, biases = _split(terms_of(layer))
    return Weighted("attention", width, width, heads, (), bool(settings["bias"]), weights, biases)


def _pool(layer: LayerCall, settings: dict[str, Any], _total: int, _shape: Shape | None) -> Weighted:
    kernel = settings["kernel_size"]
    sides = kernel if isinstance(kernel, tuple) else (kernel,) * (LAYERS[layer.name].dims or 1)
    return Weighted("pool", 0, 0, 1, sides, False, 0, 0)


def _other(_layer: LayerCall, _settings: dict[str, Any], _total: int, _shape: Shape | None) -> None:
    return None


_GATES: Final = {"RNN": 1, "GRU": 3, "LSTM": 4}
_READ: Final[dict[str, Callable[[LayerCall, dict[str, Any], int, Shape | None], Weighted | None]]] = {
    "Conv": _conv,
    "ConvTranspose": _conv,
    "Linear": _linear,
    "BatchNorm": _norm,
    "RNN": _recurrent,
    "GRU": _recurrent,
    "LSTM": _recurrent,
    "RNNCell": _recurrent,
    "GRUCell": _recurrent,
    "LSTMCell": _recurrent,
    "MultiheadAttention": _attention,
    "MaxPool": _pool,
    "AvgPool": _pool,
}
