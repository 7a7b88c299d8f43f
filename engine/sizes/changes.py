"""The same layer with one setting changed, and the same input with one size changed: the nearest first."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..binding import Misfit, bind, signature
from ..layercall import LARGEST, Argument, LayerCall, closest
from ..shapes import Shape

_OFFSETS: Final = (*range(1, 33), 64, 128, 256, 512, 1_024)
_WORDS: Final = {
    "activation": ("relu", "gelu"),
    "approximate": ("none", "tanh"),
    "mode": ("nearest", "linear", "bilinear", "bicubic", "trilinear", "area", "mean", "sum", "max"),
    "nonlinearity": ("tanh", "relu"),
    "padding": ("same", "valid"),
    "padding_mode": ("zeros", "reflect", "replicate", "circular"),
}
_FLAGS: Final = ("bias", "batch_first", "bidirectional", "ceil_mode", "count_include_pad", "keepdim")
_SIZES: Final = ("kdim", "vdim")
"""Settings whose None stands for a number."""


class Change(NamedTuple):
    """One setting changed: `distance` is how much, `values` are the old one and the new one."""

    distance: float
    name: str
    values: tuple[Any, Any]
    layer: LayerCall


def changes(layer: LayerCall, name: str, value: Argument, known: list[int]) -> Iterator[Change]:
    """Yield the layer with other values of one setting, the nearest first."""
    others: list[tuple[float, Argument]] = []
    if type(value) is int:
        least = 2 if name.endswith("scale_factor") else -8  # the factor 1 does nothing
        others = [(abs(other - value), other) for other in _numbers(value, known) if other >= least]
        if name in _FLAGS:
            others.insert(0, (0, bool(value)))
    elif type(value) is bool:
        others = [(LARGEST, not value)]
    elif type(value) is float:
        near = {0.0, 0.5, 1.0, float(int(value)), float(int(value) + 1), *[1 / size for size in known if size > 0]}
        others = [(abs(other - value), int(other) if other == int(other) else other) for other in sorted(near)]
    elif type(value) is str:
        words = sorted(_WORDS.get(name, ()), key=lambda word: value not in word)
        others = [(LARGEST, word) for word in words]
    elif value is None and name in _SIZES:
        others = [(LARGEST, size) for size in known]
    elif type(value) is tuple and value and all(type(item) is int for item in value):
        others = list(_tuples(value, known))
    for distance, other in sorted(others, key=lambda one: one[0]):
        if other != value or type(other) is not type(value):
            yield Change(distance, name, (value, other), with_setting(layer, name, other))
    found = signature(layer.name)
    place = found.index.get(name, 0)
    if place >= found.required and found.names and value != (default := found.defaults[place]):
        yield Change(2 * LARGEST, name, (None, None), _without(layer, name, default))


def _numbers(value: int, known: list[int]) -> list[int]:
    near = {value - offset for offset in _OFFSETS} | {value + offset for offset in _OFFSETS} | {*known, 1, 0}
    # Of two that are equally far the smaller one comes first, for it costs less, and positive ones before all.
    return sorted([one for one in near if -8 <= one <= LARGEST], key=lambda one: (abs(one - value), one < 0, one))


def _tuples(value: Any, known: list[int]) -> Iterator[tuple[float, Argument]]:
    for place, item in enumerate(value):
        for other in _numbers(item, known):
            yield abs(other - item), (*value[:place], other, *value[place + 1 :])
    if len(set(value)) == 1:
        for other in _numbers(value[0], known) if len(value) > 1 else ():
            yield len(value) * abs(other - value[0]), (other,) * len(value)
        yield LARGEST, value[0]
    else:
        yield LARGEST, (*value, value[-1])
        yield LARGEST, value[:-1]


def with_setting(layer: LayerCall, name: str, value: Argument) -> LayerCall:
    """Return the layer with another value of one setting, written where it stands or at the end."""
    place = signature(layer.name).index.get(name, len(layer.args))
    if place < len(layer.args):
        return LayerCall(layer.name, (*layer.args[:place], value, *layer.args[place + 1 :]), layer.kwargs)
    words = dict(layer.kwargs) | {name: value}
    return LayerCall(layer.name, layer.args, tuple(words.items()))


def _without(layer: LayerCall, name: str, default: Argument) -> LayerCall:
    """Return the layer without one setting; with its default where others stand after it."""
    place = signature(layer.name).index[name]
    if place < len(layer.args) - 1:
        return with_setting(layer, name, default)
    return LayerCall(layer.name, layer.args[:place], tuple([one for one in layer.kwargs if one[0] != name]))


def renamed(layer: LayerCall) -> LayerCall:
    """Return the layer with each unknown name replaced by the most similar one that is free, or left out.

    >>> str(renamed(LayerCall("MaxPool2d", (), (("size", 3), ("step", 2)))))
    'nn.MaxPool2d(kernel_size=3, stride=2)'
    """
    found = signature(layer.name)
    free = [name for name in found.names[len(layer.args) :] if name not in dict(layer.kwargs)]
    words: dict[str, Argument] = {}
    for word, value in layer.kwargs:
        if word not in found.index:
            meant = next((name for name in free if word in name), None) or closest(word, tuple(free))
            if meant is None:
                continue
            free.remove(meant)
            word = meant
        words[word] = value
    return LayerCall(layer.name, layer.args, tuple(words.items()))


def whole_numbers(layer: LayerCall) -> list[int]:
    """Return the whole numbers among the settings of a layer, none where they do not fit it."""
    try:
        settings = bind(layer)
    except Misfit:
        return []
    numbers: list[int] = []
    for value in settings.values():
        numbers += [item for item in (value if isinstance(value, tuple) else (value,)) if type(item) is int]
    return numbers


def other_shapes(shape: Shape, layer: LayerCall) -> Iterator[Shape]:
    """Yield other shapes of the input, the nearest first: with one dimension more or less, or another size."""
    yield (1, *shape)
    if shape and shape[0] == 1:
        yield shape[1:]
    yield (1, 1, *shape)
    known = whole_numbers(layer)
    others = [
        (abs(other - size), place, other)
        for place, size in enumerate(shape)
        for other in _numbers(size, known)
        if other > 0
    ]
    for _, place, other in sorted(others):
        yield (*shape[:place], other, *shape[place + 1 :])
