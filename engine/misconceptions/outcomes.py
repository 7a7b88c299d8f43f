"""Wrong ideas of what torch refuses, by name: those that people really have."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from ..binding import Misfit, bind
from ..catalogue import LAYERS
from ..frozen import dataclass
from ..layercall import LayerCall
from ..shapes import Shape


class Attempt(NamedTuple):
    """A layer that somebody builds and runs. Each of `sides` is size, kernel, stride, padding, dilation and groups."""

    layer: LayerCall
    settings: dict[str, Any]
    shape: Shape
    dims: int
    sides: tuple["Along", ...]


class Along(NamedTuple):
    """One dimension of what a window moves along."""

    size: int
    kernel: int
    stride: int
    padding: int
    dilation: int
    extra: int

    @property
    def span(self) -> int:
        """How far a dilated kernel reaches."""
        return self.dilation * (self.kernel - 1) + 1


@dataclass(frozen=True, slots=True)
class WrongOutcome:
    """A wrong idea: it says that the layer `runs`, or that torch refuses it, where `when` holds for it."""

    slug: str
    slip: str
    runs: bool
    when: Callable[[Attempt], bool]
    seen: tuple[str, ...] = ()


def _pools(one: Attempt) -> bool:
    return one.layer.name.startswith(("MaxPool", "AvgPool"))


def _over_half(one: Attempt) -> bool:
    return _pools(one) and any(side.padding > side.kernel // 2 for side in one.sides)


def _within_span(one: Attempt) -> bool:
    return _over_half(one) and all(side.padding <= side.span // 2 for side in one.sides)


def _other_channels(one: Attempt) -> bool:
    wanted = one.settings.get("in_channels", one.settings.get("num_features"))
    place = 1 if "BatchNorm" in one.layer.name else -one.dims - 1
    return wanted is not None and len(one.shape) > one.dims > 0 and one.shape[place] != wanted


def _other_features(one: Attempt) -> bool:
    return one.layer.name == "Linear" and bool(one.shape) and one.shape[-1] != one.settings["in_features"]


def _no_window(one: Attempt) -> bool:
    return "Transpose" not in one.layer.name and any(side.span > side.size + 2 * side.padding for side in one.sides)


def _unbatched(one: Attempt) -> bool:
    return bool(one.sides) and len(one.shape) == one.dims + 1


def _uneven_groups(one: Attempt) -> bool:
    groups = one.settings.get("groups")
    channels = [one.settings.get(name) for name in ("in_channels", "out_channels")]  # a lazy layer has only the second
    if type(groups) is not int or groups < 2:
        return False
    return any(type(number) is int and number % groups for number in channels)


def _leaves_rest(one: Attempt) -> bool:
    return "Transpose" not in one.layer.name and any(
        (side.size + 2 * side.padding - side.span) % side.stride for side in one.sides
    )


WRONG_OUTCOMES: Final = (
    WrongOutcome(
        "dilated-padding-limit",
        "allowing half of the dilated kernel as padding (torch takes the kernel as it is written)",
        True,
        _within_span,
        seen=("pytorch/pytorch#7541", "pytorch/pytorch#44942", "pytorch/pytorch#154395"),
    ),
    WrongOutcome(
        "padding-limit-forgotten",
        "allowing any padding (a pool takes at most half of its kernel)",
        True,
        _over_half,
    ),
    WrongOutcome(
        "channels-not-compared",
        "taking an input with other channels than the layer has",
        True,
        _other_channels,
    ),
    WrongOutcome(
        "features-not-compared",
        "taking an input whose last size is not in_features",
        True,
        _other_features,
    ),
    WrongOutcome("empty-output", "expecting an output of size 0 where no window fits", True, _no_window),
    WrongOutcome("uneven-groups", "taking groups that do not divide the channels", True, _uneven_groups),
    WrongOutcome(
        "same-with-stride",
        "taking padding='same' with a stride",
        True,
        lambda one: one.settings.get("padding") == "same" and any(side.stride > 1 for side in one.sides),
    ),
    WrongOutcome(
        "output-padding-unlimited",
        "taking an output_padding that is as large as the stride",
        True,
        lambda one: any(side.extra >= max(side.stride, side.dilation) for side in one.sides),
    ),
    WrongOutcome(
        "stride-past-kernel",
        "taking a stride that is larger than the window for an error",
        False,
        lambda one: any(side.stride > side.kernel for side in one.sides),
        seen=("a quiz on nn.AvgPool2d(kernel_size=2, stride=3)",),
    ),
    WrongOutcome(
        "fraction-means-invalid",
        "taking a division that leaves a rest for an error",
        False,
        _leaves_rest,
        seen=("CS231n, notes on convolutional networks", "peterchen.xyz, lecture 5"),
    ),
    WrongOutcome(
        "even-kernel-refused",
        "taking an even kernel for an error",
        False,
        lambda one: any(side.kernel % 2 == 0 for side in one.sides),
        seen=("a quiz on nn.AvgPool2d(kernel_size=2, stride=3)",),
    ),
    WrongOutcome("batch-required", "taking an input without a batch for an error", False, _unbatched),
    WrongOutcome(
        "linear-takes-rows-only",
        "taking an input of more than two dimensions for an error (nn.Linear works on the last one)",
        False,
        lambda one: one.layer.name == "Linear" and len(one.shape) > 2,
    ),
)
"""Every wrong idea of what torch refuses, the commonest first."""


def attempt(layer: LayerCall, shape: Shape) -> Attempt | None:
    """Return what is attempted with an input of this shape; None where the layer's signature refuses its arguments."""
    try:
        settings = bind(layer)
    except Misfit:
        return None
    dims = LAYERS[layer.name].dims or 0
    return Attempt(layer, settings, shape, dims, _sides(settings, shape, dims))


def _sides(settings: dict[str, Any], shape: Shape, dims: int) -> tuple[Along, ...]:
    """Return what a window moves along; () where the layer has none, or its settings are no numbers."""
    kernel = settings.get("kernel_size")
    if kernel is None or not dims or len(shape) < dims:
        return ()
    stride = settings.get("stride")
    padding = settings.get("padding", 0)
    written = (
        kernel,
        kernel if stride in (None, ()) else stride,
        0 if isinstance(padding, str) else padding,
        settings.get("dilation", 1),
        settings.get("output_padding", 0),
    )
    rows = [_each(value, dims) for value in written]
    if not all(rows) or min(rows[0] + rows[1] + rows[3]) < 1:
        return ()
    return tuple(map(Along, shape[-dims:], *rows))


def _each(value: object, dims: int) -> tuple[int, ...]:
    numbers = value if isinstance(value, tuple) else (value,) * dims
    whole = tuple([number for number in numbers if type(number) is int])
    return whole if len(whole) == len(numbers) == dims else ()
