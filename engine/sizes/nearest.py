"""Where torch refuses: the nearest setting that works, found by the formulas.

One number, flag or word of the layer is changed at a time, then one size of the input; what is changed least comes
first, and what the refusal names before all else.
"""

import re
from collections.abc import Callable
from math import prod
from typing import Final, NamedTuple, TypeAlias

from ..binding import Misfit, bind
from ..layercall import Argument, LayerCall
from ..shapes import Shape
from . import NoRule, Refused, plan, work_out
from .changes import Change, changes, other_shapes, renamed, whole_numbers, with_setting

Inputs: TypeAlias = Shape | dict[str, Shape]

DEAREST: Final = 150_000_000
"""What torch is asked to confirm may cost so much."""
_TRIALS: Final = 600
"""So many settings are tried at most, of a layer alone: 10 to 50 µs each."""
_LEAST: Final = 24
"""So many at least, whatever the number of layers."""
_BEYOND: Final = (1, 2, 3, 4, 8, 16, 64)
"""How far beyond a limit it is tried whether it is one."""
_Rank: TypeAlias = tuple[int, int]


class Nearest(NamedTuple):
    """What works in place of what torch refuses: said in one sentence, and as the whole layer and its input."""

    sentence: str
    layer: LayerCall
    inputs: Inputs


class _Search:
    """Trials, as long as there may be more."""

    def __init__(self, whole: Callable[[LayerCall], LayerCall], inputs: Inputs, trials: int) -> None:
        self.whole = whole
        self.inputs = inputs
        self.left = trials

    def works(self, layer: LayerCall, inputs: Inputs | None = None) -> bool:
        """Return whether the formulas say that torch runs it, at a cost that is allowed."""
        self.left -= 1
        if self.left < 0:
            return False
        try:
            return work_out(self.whole(layer), self.inputs if inputs is None else inputs).cost <= DEAREST
        except (Refused, NoRule, Misfit):
            return False


def nearest(layer: LayerCall, inputs: Inputs) -> Nearest | None:
    """Return the nearest setting that works where torch refuses; None where there is none near, or no refusal.

    >>> nearest(LayerCall("MaxPool2d", (3,), (("padding", 2),)), (1, 1, 8, 8)).sentence
    'padding may be at most 1 for a kernel of 3: nn.MaxPool2d(3, padding=1) works'
    """
    refusal = _refusal(layer, inputs)
    if refusal is None:
        return None
    site = _site(layer, inputs)
    if site is None:
        return None
    place, inner, shapes, whole = site
    flat = _flattened(layer, inputs)
    if flat is not None:
        return flat
    search = _Search(whole, inputs, max(_LEAST, _TRIALS // sum([1 for _ in layer.walk()])))
    change = _changed(inner, shapes, refusal, search)
    if change is not None:
        said = _said(change, inner, search)
        return Nearest(f"{place}{said}", whole(change.layer), inputs)
    if isinstance(inputs, tuple) and inner is layer:
        for shape in other_shapes(inputs, inner):
            if search.works(inner, shape):
                return Nearest(f"{_short(inner)} works on an input of {shape}", layer, shape)
    return None


def _refusal(layer: LayerCall, inputs: Inputs) -> str | None:
    try:
        work_out(layer, inputs)
    except Refused as refused:
        return str(refused)
    except (NoRule, Misfit):
        return None
    return None


def _site(layer: LayerCall, inputs: Inputs) -> tuple[str, LayerCall, Inputs, Callable[[LayerCall], LayerCall]] | None:
    """Return the innermost layer that is refused: where it stands, its input, and how the whole is made with another.

    None where a layer is refused for what the one before it gives.
    """
    if layer.name != "Sequential" or layer.kwargs:
        return "", layer, inputs, lambda other: other
    found = _refused_part(layer, inputs)
    if found is None:
        return None
    place, part, given = found
    inner = _site(part, given)
    if inner is None:
        return None
    where, deepest, shapes, around = inner

    def whole(other: LayerCall) -> LayerCall:
        return LayerCall("Sequential", (*layer.args[:place], around(other), *layer.args[place + 1 :]))

    return f"in layer {place + 1}, {where.removeprefix('in ')}", deepest, shapes, whole


def _flattened(layer: LayerCall, inputs: Inputs) -> Nearest | None:
    """Return the layer with nn.Flatten before an nn.Linear that is as wide as what it is given, flattened."""
    found = _refused_part(layer, inputs) if layer.name == "Sequential" and not layer.kwargs else None
    if found is None or found[1].name != "Linear" or not isinstance(found[2], tuple) or not found[1].args:
        return None
    place, linear, shape = found[0], found[1], found[2]
    if len(shape) < 3 or prod(shape[1:]) != linear.args[0]:
        return None
    whole = LayerCall("Sequential", (*layer.args[:place], LayerCall("Flatten"), *layer.args[place:]))
    if _refusal(whole, inputs) is not None:
        return None
    sizes = " * ".join([str(size) for size in shape[1:]])
    return Nearest(f"nn.Flatten() before layer {place + 1} works: {sizes} = {linear.args[0]}", whole, inputs)


def _refused_part(layer: LayerCall, inputs: Inputs) -> tuple[int, LayerCall, Inputs] | None:
    calls = [call for call in layer.args if isinstance(call, LayerCall)]
    if len(calls) < len(layer.args):
        return None
    for place, call in enumerate(calls):
        try:
            plan(call)
        except Refused:
            return place, call, inputs
        except (NoRule, Misfit):
            return None
    for place, call in enumerate(calls):
        try:
            shapes = work_out(call, inputs).shapes
        except Refused:
            return place, call, inputs
        except (NoRule, Misfit):
            return None
        if len(shapes) > 1:
            return None
        (inputs,) = shapes
    return None


def _changed(layer: LayerCall, shapes: Inputs, refusal: str, search: _Search) -> Change | None:
    """Return the change that works, of the setting that the refusal names first, or the least of all."""
    try:
        settings = bind(layer)
    except Misfit:
        other = renamed(layer)
        return Change(0, "", (None, None), other) if search.works(other) else None
    sizes = [size for shape in (shapes.values() if isinstance(shapes, dict) else (shapes,)) for size in shape]
    known = [*sizes, *whole_numbers(layer)]
    found: list[tuple[_Rank, float, Change]] = []
    for rank, name in sorted([(_rank(name, value, refusal), name) for name, value in settings.items()]):
        if found and rank > found[0][0]:
            break
        for change in changes(layer, name, settings[name], known):
            if search.works(change.layer):
                found.append((rank, change.distance, change))
                break
    return min(found, key=lambda one: one[:2])[2] if found else None


def _rank(name: str, value: Argument, refusal: str) -> _Rank:
    """Return how soon a setting is tried: numbers that the refusal names, by their places, then words, then others.

    kernel_size is named as the kernel, too.
    """
    place = re.search(rf"\b{re.escape(name.removesuffix('_size'))}", refusal)
    return (2, 0) if place is None else (1 if type(value) is str else 0, place.start())


def _said(change: Change, layer: LayerCall, search: _Search) -> str:
    """Return the sentence: a limit where the formulas show that it is one, else only what works."""
    works = f"{_short(change.layer)} works"
    old, new = change.values
    name, place = change.name, None
    if type(old) is type(new) is tuple and len(old) == len(new):
        place, *more = [place for place in range(len(old)) if old[place] != new[place]]
        if more:
            return works
        name, old, new = f"{name}[{place}]", old[place], new[place]
    if type(old) is not int or type(new) is not int:
        return works

    def trial(other: int) -> bool:
        whole = change.values[0]
        value = other if place is None else (*whole[:place], other, *whole[place + 1 :])
        return search.works(with_setting(layer, change.name, value))

    limit = _limit(old, new, trial)
    if search.left < 0:  # then nothing is known of what was not tried
        return works
    return f"{name} {limit} {new}{_for(change.name, limit, layer)}: {works}" if limit else works


def _limit(old: int, new: int, works: Callable[[int], bool]) -> str:
    step = 1 if new > old else -1
    between = [new - step * far for far in _BEYOND if far < abs(new - old)]
    if any(works(other) for other in [*between, *[old - step * far for far in _BEYOND]]):
        return ""
    if works(new + step):
        return "must be at least" if step > 0 else "may be at most"
    return "" if any(works(new + step * far) for far in _BEYOND) else "must be"


def _for(name: str, limit: str, layer: LayerCall) -> str:
    """Return what a limit depends on, in words: on the kernel, or on the input where torch builds the layer."""
    if name == "padding" and "Pool" in layer.name:
        if limit != "may be at most":
            return ""
        kernel = bind(layer)["kernel_size"]
        return f" for a kernel of {kernel}" if type(kernel) is int else ""
    try:
        plan(layer)
    except Refused:
        return ""
    return " for this input"


def _short(layer: LayerCall) -> str:
    text = str(layer)
    return text if len(text) <= 100 else f"{text[:97]}..."
