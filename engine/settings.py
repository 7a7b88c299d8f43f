"""The effective settings of a built layer as text: one text for every way of writing the same layer.

Nothing here imports torch: a layer is read through the attributes that its class sets.
"""

import re
from typing import Any, Final

from .catalogue import LAYERS

_NOT_SETTINGS: Final = {
    "training",
    "inplace",  # it says where the result is written, not what it is
    "name",  # Upsample keeps its class name
    "head_dim",  # attention derives it
    "activation_relu_or_gelu",  # TransformerEncoderLayer derives it from the activation
    "use_nested_tensor",  # TransformerEncoder derives it from its layer
}
_BY_DIMENSION: Final = ("kernel_size", "stride", "padding", "dilation", "output_size", "output_ratio")
FLOATS: Final = frozenset(
    (
        *("alpha", "beta", "dropout", "eps", "init", "k", "lambd", "lower", "max_norm", "max_val", "min_val"),
        *("momentum", "negative_slope", "norm", "norm_type", "output_ratio", "p", "scale_factor", "threshold"),
        *("upper", "value"),
    )
)
"""Settings that are real numbers: 2 and 2.0 are one."""

_LAYER: Final = re.compile(r"[A-Z]\w*\(")
_SMOOTH: Final = ("linear", "bilinear", "bicubic", "trilinear")


def settings(layer: Any) -> str:
    """Return the class of `layer` and its settings, parameters, buffers and inner layers, in the order of their names.

    `3` and `(3, 3)`, a default written or left out, `padding='valid'` and 0, and `'same'` and the equal numbers
    give one text; whatever changes what the layer computes or what it learns gives another. `inplace` does not.
    """
    words = {name: _written(_float(name, value)) for name, value in _attributes(layer).items()}
    for name, weight in layer._parameters.items():
        if weight is not None:
            words[name] = _tensor(weight) if weight.requires_grad else f"fixed {_tensor(weight)}"
    words |= {name: _tensor(buffer) for name, buffer in layer._buffers.items() if buffer is not None}
    for name, inner in layer._modules.items():
        words[name] = "None" if inner is None else _inner(name, inner)
    written = [f"{name}={words[name]}" for name in sorted(words, key=_in_order)]
    return f"{type(layer).__name__}({', '.join(written)})"


def _attributes(layer: Any) -> dict[str, Any]:
    found = {name: value for name, value in vars(layer).items() if name[0] != "_" and name not in _NOT_SETTINGS}
    kind = type(layer).__name__
    if "kernel_size" in found and found.get("stride", 0) in (None, ()):
        found["stride"] = found["kernel_size"]
    dims = 2 if kind == "Fold" else LAYERS[kind].dims if kind in LAYERS else None
    if dims is not None and "Pad" not in kind:
        for name in _BY_DIMENSION:
            if name in found:
                found[name] = _by_dimension(found[name], dims, kind.startswith(("MaxPool", "AvgPool")))
    if "padding_mode" in found:
        found["padding"] = _numbers_of(found["padding"], found["kernel_size"], found["dilation"])
    if found.get("recompute_scale_factor", 0) is None:
        found["recompute_scale_factor"] = False
    if found.get("align_corners", 0) is None and found.get("mode") in _SMOOTH:
        found["align_corners"] = False
    return found


def _by_dimension(value: Any, dims: int, one_for_all: bool) -> Any:
    """Return `value` for each dimension. Max and average pools also take a tuple of one for all of them."""
    if type(value) in (int, float):
        return (value,) * dims
    if one_for_all and isinstance(value, tuple | list) and len(value) == 1:
        return tuple(value) * dims
    return value


def _numbers_of(padding: Any, kernel: Any, dilation: Any) -> Any:
    """Return the padding of a convolution in numbers; 'same' stays where it pads one side more than the other."""
    if padding == "valid":
        return (0,) * len(kernel)
    if padding == "same":
        spans = [d * (k - 1) for d, k in zip(dilation, kernel, strict=False)]
        return padding if any(span % 2 for span in spans) else tuple([span // 2 for span in spans])
    return padding


def _float(name: str, value: Any) -> Any:
    if name not in FLOATS:
        return value
    if type(value) is int:
        return float(value)
    return tuple([_float(name, item) for item in value]) if isinstance(value, tuple | list) else value


def _written(value: Any) -> str:
    if isinstance(value, tuple | list):
        inner = ", ".join([_written(item) for item in value])
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    name = getattr(value, "__name__", type(value).__name__)
    return repr(name)  # an activation function goes by its name


def _tensor(tensor: Any) -> str:
    try:
        return f"tensor{_written(tuple(tensor.shape))}"
    except RuntimeError:  # a lazy layer knows it once it has run
        return "tensor"


def _inner(name: str, layer: Any) -> str:
    if name == "activation":  # nn.ReLU() and "relu" are one
        text = settings(layer)
        return {"ReLU()": "'relu'", "GELU(approximate='none')": "'gelu'"}.get(text, text)
    return settings(layer)


def _in_order(name: str) -> tuple[int, str]:
    return (int(name) if name.isdecimal() else -1, name)


def differing(own: str, wanted: str, place: str = "") -> list[str] | None:
    """Return what a layer has that the wanted one has otherwise, by their settings; None where they are of two classes.

    Weights are left out whose sizes follow from settings that differ.

    >>> differing("Linear(bias=tensor(2,), in_features=4, weight=tensor(2, 4))", "Linear(in_features=3, weight=tensor)")
    ['a bias', 'in_features=4']
    """
    (name, has), (wanted_name, wants) = _read(own), _read(wanted)
    if name != wanted_name:
        return None
    settings: list[str] = []
    sizes: list[str] = []
    for word in {**has, **wants}:
        mine, other, said = has.get(word), wants.get(word), f"{place}{word}"
        if mine == other:
            continue
        if mine is None:
            settings.append(f"no layer {said}" if word.isdecimal() else f"no {said}")
        elif _LAYER.match(mine):
            inner = differing(mine, other, f"{said}.") if other is not None else None
            settings += inner if inner is not None else [f"{said}=nn.{_read(mine)[0]}"]
        elif "tensor" in mine and other is None:
            settings.append(f"a {said}")
        else:
            (sizes if "tensor" in mine else settings).append(f"{said}={mine}")
    return settings or sizes


def _read(text: str) -> tuple[str, dict[str, str]]:
    """Return the class and the settings in a text that `settings` made."""
    name, _, inside = text.partition("(")
    found: dict[str, str] = {}
    depth, start = 0, 0
    for at, letter in enumerate(inside):
        depth += (letter == "(") - (letter == ")")
        if (letter == "," and not depth) or depth < 0:
            word, _, value = inside[start:at].strip().partition("=")
            if word:
                found[word] = value
            start = at + 1
    return name, found
