"""Wrong ways to count parameters, by name: those that people really use."""

from collections.abc import Callable
from math import prod
from typing import Final, TypeAlias

from ..frozen import dataclass
from .weighing import Weighted

Count: TypeAlias = tuple[int, int]
"""Of weights, and of biases."""


@dataclass(frozen=True, slots=True)
class WrongCount:
    """A wrong way to count: `count` returns the weights and biases that it finds in one layer; None: it is silent."""

    slug: str
    slip: str
    count: Callable[[Weighted], Count | None]
    seen: tuple[str, ...] = ()


_MOVED: Final = ("conv", "transposed")
_DENSE: Final = (*_MOVED, "linear")


def _no_bias(one: Weighted) -> Count | None:
    return (one.weights, 0) if one.biases else None


def _needless_bias(one: Weighted) -> Count | None:
    return (one.weights, one.outward) if one.family in _DENSE and not one.bias else None


def _sides_added(one: Weighted) -> Count | None:
    if one.family not in _MOVED or len(one.kernel) < 2:
        return None
    return one.weights // prod(one.kernel) * sum(one.kernel), one.biases


def _inward_forgotten(one: Weighted) -> Count | None:
    if one.family not in _MOVED or one.inward == one.groups:
        return None
    return one.outward * prod(one.kernel), one.biases


def _outward_forgotten(one: Weighted) -> Count | None:
    if one.family not in _MOVED or one.outward == 1:
        return None
    return one.inward // one.groups * prod(one.kernel), one.biases


def _groups_ignored(one: Weighted) -> Count | None:
    return (one.weights * one.groups, one.biases) if one.family in _MOVED and one.groups > 1 else None


def _one_bias(one: Weighted) -> Count | None:
    return (one.weights, 1) if one.family in _DENSE and one.bias and one.outward > 1 else None


def _bias_of_inputs(one: Weighted) -> Count | None:
    return (one.weights, one.inward) if one.family in _DENSE and one.bias and one.inward != one.outward else None


def _bias_of_slices(one: Weighted) -> Count | None:
    if one.family not in _MOVED or not one.bias or one.inward == one.groups:
        return None
    return one.weights, one.outward * (one.inward // one.groups)


def _unshared(one: Weighted) -> Count | None:
    if one.family not in _MOVED or one.windows is None or one.windows < 2:
        return None
    return one.weights * one.windows, one.biases * one.windows


def _added(one: Weighted) -> Count | None:
    return (one.inward + one.outward, 0) if one.family == "linear" else None


def _statistics(one: Weighted) -> Count | None:
    return (one.weights, one.biases + 2 * one.inward) if one.family == "norm" else None


def _pool_weighs(one: Weighted) -> Count | None:
    return (prod(one.kernel), 0) if one.family == "pool" else None


def _textbook_bias(one: Weighted) -> Count | None:
    return (one.weights, one.biases // 2) if one.family == "recurrent" and one.bias else None


def _one_gate(one: Weighted) -> Count | None:
    if one.family != "recurrent" or one.gates == 1:
        return None
    return one.weights // one.gates, one.biases // one.gates


def _own_width(one: Weighted) -> Count | None:
    if one.family != "attention" or one.groups == 1:
        return None
    return one.weights * one.groups, one.biases * one.groups


WRONG_COUNTS: Final = (
    WrongCount("bias-forgotten", "leaving out the biases", _no_bias),
    WrongCount(
        "kernel-sides-added",
        "adding the kernel's sides instead of multiplying them",
        _sides_added,
        seen=("Stuvia, answers to CS7643",),
    ),
    WrongCount(
        "in-channels-forgotten",
        "counting one slice of each kernel (it reaches through all input channels)",
        _inward_forgotten,
    ),
    WrongCount("groups-ignored", "leaving out the groups (each kernel sees the channels of one)", _groups_ignored),
    WrongCount("bias-without-one", "counting biases in spite of bias=False", _needless_bias),
    WrongCount("bias-per-layer", "counting one bias in all (there is one for each output)", _one_bias),
    WrongCount(
        "bias-per-slice",
        "counting a bias for each slice of a kernel (there is one for each whole kernel)",
        _bias_of_slices,
    ),
    WrongCount("bias-per-input", "counting a bias for each input (there is one for each output)", _bias_of_inputs),
    WrongCount("out-channels-forgotten", "counting one kernel (there are out_channels of them)", _outward_forgotten),
    WrongCount(
        "weights-per-position",
        "counting weights for each place where the window stops (all places share them)",
        _unshared,
    ),
    WrongCount("features-added", "adding inputs and outputs instead of multiplying them", _added),
    WrongCount("statistics-counted", "counting the running mean and variance (they are buffers)", _statistics),
    WrongCount("pooling-has-weights", "counting the window's numbers as weights (pooling has none)", _pool_weighs),
    WrongCount("recurrent-one-bias", "counting one bias for each gate (torch has two)", _textbook_bias),
    WrongCount("gates-forgotten", "counting one gate only", _one_gate),
    WrongCount("direction-forgotten", "counting one direction of bidirectional=True only", lambda one: one.one_way),
    WrongCount("layers-forgotten", "counting one layer of num_layers only", lambda one: one.one_layer),
    WrongCount(
        "heads-multiplied",
        "giving each head matrices of the whole width (the heads share it among them)",
        _own_width,
    ),
)
"""Every wrong way to count parameters, the commonest first."""
