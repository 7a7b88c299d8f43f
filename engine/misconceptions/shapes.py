"""Wrong ideas of a whole shape, by name: those that people really have."""

from collections.abc import Callable, Iterator
from math import prod
from typing import Final, NamedTuple

from ..binding import Misfit, bind
from ..catalogue import LAYERS
from ..frozen import dataclass
from ..layercall import LayerCall
from ..shapes import Shape
from ..sizes import NoRule, Refused, work_out
from ..sizes.changes import with_setting
from ..sizes.windows import windows
from ..sliding import Slide


class Case(NamedTuple):
    """A layer, the shape of its input, the right shape of its output, and its windows, () where it has none."""

    layer: LayerCall
    input: Shape
    right: Shape
    slides: tuple[Slide, ...]

    @property
    def dims(self) -> int:
        """How many sizes at the end windows move along; 0 where there are no windows."""
        if self.slides:
            return len(self.slides)
        name = self.layer.name
        return LAYERS[name].dims or 0 if "Conv" in name or "Pool" in name else 0


@dataclass(frozen=True, slots=True)
class WrongShape:
    """A wrong idea of a whole shape: `shapes` yields what it makes of a layer's input and right output.

    These have `fewer` sizes less than the right one; None: that depends.
    """

    slug: str
    slip: str
    shapes: Callable[[Case], Iterator[Shape]]
    fewer: int | None = 0
    seen: tuple[str, ...] = ()


def _swapped(case: Case) -> Iterator[Shape]:
    if (case.dims > 1 or len(case.right) == 4) and case.right[-1] != case.right[-2]:
        yield (*case.right[:-2], case.right[-1], case.right[-2])
    if len(case.slides) == 2:
        rows, columns = case.slides
        if rows.before == rows.after and columns.before == columns.after and _steps(rows) != _steps(columns):
            yield (*case.right[:-2], windows(rows.size, *_steps(columns)), windows(columns.size, *_steps(rows)))


def _steps(slide: Slide) -> tuple[int, int, int, int, bool]:
    return slide.kernel, slide.stride, slide.before, slide.dilation, slide.ceil


def _pooled_channels(case: Case) -> Iterator[Shape]:
    place = len(case.right) - len(case.slides) - 1
    if case.slides and "Pool" in case.layer.name and place >= 0:
        yield _with(case.right, place, case.right[place] // case.slides[0].kernel)


def _kept_channels(case: Case) -> Iterator[Shape]:
    place = len(case.right) - case.dims - 1
    if case.dims and "Conv" in case.layer.name and 0 <= place < len(case.input):
        yield _with(case.right, place, case.input[place])


def _channels_last(case: Case) -> Iterator[Shape]:
    if case.dims and len(case.right) == case.dims + 2:
        yield (case.right[0], *case.right[2:], case.right[1])


def _without_batch(case: Case) -> Iterator[Shape]:
    if len(case.right) > 1:
        yield case.right[1:]


def _without_channels(case: Case) -> Iterator[Shape]:
    if case.dims and len(case.right) == case.dims + 2:
        yield (case.right[0], *case.right[2:])


def _flattened_first(case: Case) -> Iterator[Shape]:
    if case.layer.name in ("Linear", "LazyLinear", "Bilinear") and len(case.right) > 2:
        yield (case.right[0], case.right[-1])


def _batch_flattened(case: Case) -> Iterator[Shape]:
    if case.layer.name == "Flatten" and len(case.right) == 2 and not case.layer.args and not case.layer.kwargs:
        yield (prod(case.right),)


def _output_size_moves(case: Case) -> Iterator[Shape]:
    """Yield the sizes that a pool of this window gives."""
    if case.layer.name.startswith("Adaptive") and 0 < case.dims < len(case.right):
        place = len(case.right) - case.dims
        sides = zip(case.input[-case.dims :], case.right[place:], strict=True)
        yield (*case.right[:place], *[size // max(1, out) for size, out in sides])


def _one_direction(case: Case) -> Iterator[Shape]:
    if case.layer.name in _RECURRENT and bind(case.layer)["bidirectional"]:
        yield from _same_output(case, with_setting(case.layer, "bidirectional", False))


def _one_layer(case: Case) -> Iterator[Shape]:
    if case.layer.name in _RECURRENT and bind(case.layer)["num_layers"] != 1:
        yield from _same_output(case, with_setting(case.layer, "num_layers", 1))


def _same_output(case: Case, other: LayerCall) -> Iterator[Shape]:
    """Yield what another layer gives as that output which is asked here."""
    outputs, others = _outputs(case.layer, case.input), _outputs(other, case.input)
    if case.right in outputs and len(others) == len(outputs):
        wrong = others[outputs.index(case.right)]
        if wrong != case.right:  # else the setting says nothing of this output
            yield wrong


def _other_output(case: Case) -> Iterator[Shape]:
    outputs = _outputs(case.layer, case.input) if case.layer.name in _RECURRENT else ()
    if case.right in outputs[1:]:
        yield outputs[0]
    elif case.right in outputs:
        yield from outputs[1:]


def _outputs(layer: LayerCall, shape: Shape) -> tuple[Shape, ...]:
    try:
        return work_out(layer, shape).shapes
    except (Refused, NoRule, Misfit):
        return ()


def _steps_and_batch(case: Case) -> Iterator[Shape]:
    if case.layer.name in _RECURRENT and len(case.right) == 3:
        batch, steps, width = case.right
        yield (steps, batch, width)


_RECURRENT: Final = ("RNN", "GRU", "LSTM")


def _with(shape: Shape, place: int, size: int) -> Shape:
    return (*shape[:place], size, *shape[place + 1 :])


WRONG_SHAPES: Final = (
    WrongShape("height-width-swapped", "swapping height and width", _swapped, seen=("d2l.ai, padding and stride",)),
    WrongShape(
        "pooling-changes-channels",
        "pooling over the channels too, which pooling leaves alone",
        _pooled_channels,
        seen=("Coursera, Convolutional Neural Networks, week 1, question 7",),
    ),
    WrongShape(
        "channels-kept-by-conv",
        "keeping the input's channels, though a convolution has out_channels of them",
        _kept_channels,
        seen=("Coursera, Convolutional Neural Networks, week 1, question 4",),
    ),
    WrongShape("channels-last", "putting the channels last; torch has them before height and width", _channels_last),
    WrongShape("batch-dropped", "leaving out the batch", _without_batch, fewer=1),
    WrongShape("channels-dropped", "leaving out the channels", _without_channels, fewer=1),
    WrongShape(
        "linear-flattens",
        "flattening first; nn.Linear works on the last dimension only",
        _flattened_first,
        fewer=None,
    ),
    WrongShape("batch-flattened", "flattening the batch, too (nn.Flatten leaves it)", _batch_flattened, fewer=1),
    WrongShape(
        "output-size-as-window",
        "taking output_size for a window (it is the size that comes out)",
        _output_size_moves,
    ),
    WrongShape("direction-forgotten", "counting one direction of bidirectional=True only", _one_direction),
    WrongShape("layers-forgotten", "counting one layer of num_layers only", _one_layer),
    WrongShape("output-for-state", "mixing up the output of all steps and the state after the last", _other_output),
    WrongShape(
        "batch-and-steps-swapped",
        "swapping batch and steps (and batch_first leaves the states as they are)",
        _steps_and_batch,
    ),
)
"""Every wrong idea of a shape."""
