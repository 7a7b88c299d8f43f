"""Build a layer and run it: the only module that imports torch.

It works in a process of its own: importing it turns gradients off and sets one thread for the whole process.
Layers, inputs and numbers come in as jobs.py writes them. Long because nothing else may import torch.
"""

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch
    from torch import Tensor as Tensor
    from torch import nn as nn
    from torch.nn.parameter import is_lazy

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any, Final

from .catalogue import LAYERS
from .feeding import FeedFault, Holds, Plan, listed, plan, shape_of, unpooled
from .refusals import Refused, first_sentence, starved

VERSION: Final = str(torch.__version__)

_KEPT_INPUTS: Final = 64
_KEPT_ELEMENTS: Final = 1 << 16
_ZEROS_FROM: Final = 1 << 20
_SMALL_CONVOLUTION: Final = 1 << 22
_use_onednn: Final = partial(setattr, torch.backends.mkldnn, "enabled")
_TOO_LARGE: Final = "a number is too large: layers run in float32, which ends at 3.4e38"

_CLASSES: Final[dict[str, type[nn.Module]]] = {name: getattr(nn, name) for name in LAYERS if hasattr(nn, name)}
_CONVOLUTIONS: Final = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
_ONE_INPUT: Final = {holds: Plan({"input": holds}, ("input",)) for holds in (Holds.NORMAL, Holds.WHOLE)}
_plans: Final[dict[type[nn.Module], Plan]] = {}
_inputs: Final[dict[tuple[int, ...], Tensor]] = {}

torch.set_grad_enabled(False)
torch.set_num_threads(1)
seed: Final = torch.default_generator.manual_seed
_state: Final = torch.default_generator.get_state
seed(0)
_FRESH: Final = _state()


def drew() -> bool:
    """Return whether random numbers were drawn since `seed(0)`."""
    return not torch.equal(_state(), _FRESH)


def build(wire: list[Any], train: bool) -> nn.Module:
    """Return the layer, in evaluation unless `train`. Raises Refused, and FeedFault where torch has no such layer."""
    layer = _built(wire)
    if not train:
        if layer._modules:
            layer.eval()
        else:
            layer.__dict__["training"] = False  # what `eval()` does to a layer without inner ones, sooner
    return layer


def _built(wire: list[Any]) -> nn.Module:
    name, args, kwargs = wire
    for value in args:
        if type(value) is list or type(value) is tuple:
            args = _argument(args)
            break
    words = dict(kwargs)
    for word, value in kwargs:
        if type(value) is list or type(value) is tuple:
            words[word] = _argument(value)
    if name not in _CLASSES:
        raise FeedFault(f"torch {VERSION} has no nn.{name}")
    try:
        return _CLASSES[name](*args, **words)
    except Exception as error:  # noqa: BLE001  # whatever torch raises is its answer
        raise Refused("built", error) from None


def _argument(value: Any) -> Any:
    if type(value) is list:
        return _built(value)
    return tuple([_argument(item) for item in value]) if type(value) is tuple else value


def run(layer: nn.Module, feed: Any, seed: int = 0, only_shape: bool = False) -> Any:
    """Return what `layer` makes of `feed`. Raises Refused, and FeedFault where the feed is not for such a layer.

    `seed` chooses the numbers of an input that is given by its shape; with `only_shape` they may be anything.
    """
    if feed is None:
        raise FeedFault(f"nn.{type(layer).__name__} is given no input")
    kind, content = feed
    takes, table = _takes(layer)
    if takes.plain and kind == "sizes":
        tensor = _normal(content, seed, only_shape)
        if only_shape and type(layer) in _CONVOLUTIONS and _is_small(layer, content):
            return _called_natively(layer, tensor)
        output = _called(layer, tensor)
        if tensor._version:  # a layer that works in place wrote into it
            _inputs.pop(content, None)
        return output
    parts = dict(content) if kind == "each" else dict.fromkeys(takes.required, feed)
    takes.check(type(layer).__name__, tuple(parts))
    given = {}
    for place, (name, part) in enumerate(parts.items()):  # no two inputs hold the same numbers
        given[name] = _made(takes.holds[name], part, table, seed + 100 * place, only_shape)
    if "indices" in takes.holds and "indices" not in given:
        given["indices"] = pooled_indices(layer, tuple(given["input"].shape), given.get("output_size"))
    output = _called(layer, **given)
    if any(type(one) is Tensor and one._version for one in given.values()):
        _inputs.clear()
    return output


def _takes(layer: nn.Module) -> tuple[Plan, nn.Module]:
    """Return what `layer` takes, and the layer that says which whole numbers it takes."""
    kind = type(layer)
    if kind is nn.Sequential:
        first = next(iter(layer._modules.values()), None)
        takes, table = _takes(first) if first is not None else (_ONE_INPUT[Holds.NORMAL], layer)
        return _ONE_INPUT[Holds.WHOLE if Holds.WHOLE in takes.holds.values() else Holds.NORMAL], table
    if kind not in _plans:
        _plans[kind] = plan(kind)
    return _plans[kind], layer


def _called(layer: nn.Module, *one: Tensor, **more: Any) -> Any:
    try:
        return layer(*one, **more)
    except Exception as error:  # noqa: BLE001  # whatever torch raises is its answer
        raise Refused("run", error) from None


def _called_natively(layer: nn.Module, tensor: Tensor) -> Any:
    """Run a small convolution without oneDNN, which would compile a kernel for it: that takes four times as long."""
    _use_onednn(False)
    try:
        return _called(layer, tensor)
    finally:
        _use_onednn(True)


def _is_small(layer: Any, shape: tuple[int, ...]) -> bool:
    """Return whether the native convolution, which writes every window out, needs little memory."""
    kernel, padding = layer.kernel_size, layer.padding
    try:
        padded = [size + 2 * pad for size, pad in zip(shape[-len(kernel) :], padding, strict=True)]
        windows = prod(padded) * prod(kernel) * layer.in_channels
        return bool(0 < windows <= _SMALL_CONVOLUTION and min(layer.dilation) > 0)
    except (TypeError, ValueError):
        return False


def _made(holds: Holds, part: tuple[str, Any], table: Any, seed: int, only_shape: bool) -> Any:
    kind, content = part
    if holds is Holds.SIZE:
        return list(content)
    if kind == "values":
        if holds is Holds.FLAG:
            return bool(content)
        tensor = _given(content, whole=holds in (Holds.WHOLE, Holds.STARTS, Holds.INDICES), mask=holds is Holds.MASK)
    elif holds is Holds.FLAG:
        raise FeedFault("a truth value is needed, not a shape")
    elif holds is Holds.WHOLE:
        below = partial(torch.randint, 0, max(1, table.num_embeddings))
        tensor = _sized(below, content, generator=torch.Generator().manual_seed(seed))
    elif holds in (Holds.STARTS, Holds.INDICES):
        tensor = _sized(torch.zeros, content, dtype=torch.long)
    else:
        tensor = _normal(content, seed, only_shape)
    return (tensor, tensor) if holds is Holds.PAIR else tensor


def _normal(shape: tuple[int, ...], seed: int, only_shape: bool) -> Tensor:
    if seed == 0 and shape in _inputs:
        return _inputs[shape]
    if only_shape and prod(shape) >= _ZEROS_FROM:
        return _sized(torch.zeros, shape)
    tensor = _sized(torch.randn, shape, generator=torch.Generator().manual_seed(seed))
    if seed == 0 and tensor.numel() <= _KEPT_ELEMENTS:
        if len(_inputs) == _KEPT_INPUTS:
            del _inputs[next(iter(_inputs))]
        _inputs[shape] = tensor
    return tensor


def _sized(make: Callable[..., Tensor], shape: tuple[int, ...], **more: Any) -> Tensor:
    try:
        return make(shape, **more)
    except (RuntimeError, TypeError) as error:
        if starved(error):
            raise
        raise FeedFault(f"no tensor has the shape {shape}: {first_sentence(error)}") from None


def _given(numbers: Any, whole: bool = False, mask: bool = False) -> Tensor:
    try:
        tensor = torch.tensor(numbers, dtype=None if whole or mask else torch.float32)
    except (RuntimeError, TypeError, ValueError, OverflowError) as error:
        if starved(error):
            raise
        shape_of(numbers)
        if isinstance(error, OverflowError):
            raise FeedFault(_TOO_LARGE) from None
        raise FeedFault(f"the numbers make no tensor: {first_sentence(error)}") from None
    if whole:
        if not torch.equal(tensor, tensor.floor()):
            raise FeedFault("whole numbers are needed here")
        return tensor.long()
    if tensor.dtype is torch.bool:
        return tensor
    if torch.isinf(tensor).any():
        raise FeedFault(_TOO_LARGE)
    return tensor.float()


def pooled_indices(layer: Any, shape: tuple[int, ...], output_size: list[int] | None = None) -> Tensor:
    """Return the indices that the matching max pool gives where numbers increase: of each window, its last element."""
    kernel, stride, padding = layer.kernel_size, layer.stride, layer.padding
    sizes = shape[-len(kernel) :]
    flat = torch.zeros((), dtype=torch.long)
    try:
        whole = output_size[-len(kernel) :] if output_size else unpooled(sizes, kernel, stride, padding)
        for count, size, window, step, pad in zip(sizes, whole, kernel, stride, padding, strict=True):
            last = (torch.arange(count) * step - pad + window - 1).clamp(0, max(size - 1, 0))
            flat = flat.unsqueeze(-1) * size + last
        return flat.long().expand(shape).contiguous()
    except (RuntimeError, TypeError, ValueError) as error:
        if starved(error):
            raise
        return torch.zeros(
            shape, dtype=torch.long
        )  # there is no such pool, and unpooling itself will say what is wrong


def initialize(layer: nn.Module, feed: Any) -> None:
    """Let the lazy layers inside `layer` take their sizes from the input."""
    if any(is_lazy(one) for _, one in _tensors(layer)):
        training = layer.training
        layer.eval()
        run(layer, feed)
        layer.train(training)


def tensor_named(layer: nn.Module, name: str) -> Tensor:
    """Return the parameter or buffer of this name. Raises FeedFault where there is none, or it has no sizes yet."""
    known = dict(_tensors(layer))
    if name not in known:
        has = f"it has {listed(tuple(known)[:8])}" if known else "it has none"
        raise FeedFault(f"nn.{type(layer).__name__} has no parameter or buffer {name!r}; {has}")
    if is_lazy(known[name]):
        raise FeedFault(f"{name!r} of nn.{type(layer).__name__} has its sizes once the layer ran: give an input")
    return known[name]


def _tensors(layer: nn.Module) -> list[tuple[str, Tensor]]:
    return [*layer.named_parameters(remove_duplicate=False), *layer.named_buffers(remove_duplicate=False)]


def set_weights(layer: nn.Module, weights: tuple[tuple[str, Any], ...]) -> None:
    """Write these numbers into the named parameters and buffers. Raises FeedFault."""
    for name, numbers in weights:
        target, given = tensor_named(layer, name), _given(numbers)
        given = given.reshape((1,) * (target.dim() - given.dim()) + given.shape)
        if given.shape != target.shape:
            needs, has = tuple(target.shape), tuple(given.shape)
            raise FeedFault(f"{name!r} of nn.{type(layer).__name__} has the shape {needs}, the given numbers {has}")
        target.copy_(given)


def flat(output: Any) -> list[Tensor | None]:
    """Return the outputs in order, those inside tuples too; None for one that is no tensor."""
    if isinstance(output, tuple | list):
        return [one for inner in output for one in flat(inner)]
    return [output if isinstance(output, Tensor) else None]


def same(one: Tensor, other: Tensor) -> bool:
    """Return whether two tensors have one shape and the same numbers, nan for nan."""
    return one.shape == other.shape and torch.allclose(one.double(), other.double(), rtol=0, atol=0, equal_nan=True)
