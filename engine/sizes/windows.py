"""Windows that slide: how many fit along a dimension.

The formula is that of the `Shape` section of torch.nn.MaxPool2d. The last-window rule is that of
`pooling_output_shape` in torch's aten/src/ATen/native/Pool.h; torch.nn.AvgPool2d says it in words: "sliding
windows are allowed to go off-bounds if they start within the left padding or the input. Sliding windows that
would start in the right padded region are ignored."
"""

from typing import TypeAlias

from ..shapes import Shape
from .lines import AXES, step, write
from .rule import Refused

Side: TypeAlias = tuple[int, int, int, int]
"""Kernel, stride, padding and dilation along one dimension."""


def windows(size: int, kernel: int, stride: int, padding: int = 0, dilation: int = 1, ceil_mode: bool = False) -> int:
    """Return how many windows fit along one dimension.

    The source is torch.nn.MaxPool2d's `floor((size + 2*padding - dilation*(kernel - 1) - 1) / stride) + 1`. With
    `ceil_mode` the division rounds up, and a window that would start past the input and its left padding is dropped.

    >>> windows(10, kernel=3, stride=3), windows(6, kernel=3, stride=2), windows(6, kernel=3, stride=2, ceil_mode=True)
    (3, 2, 3)
    >>> windows(32, kernel=1, stride=2, ceil_mode=True)
    16

    Less than 1 means that no window fits. `stride` must be positive.
    """
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if not ceil_mode:
        return room // stride + 1
    count = -(-room // stride) + 1
    return count - 1 if (count - 1) * stride >= size + padding else count


def positive(kernel: int, stride: int, dilation: int) -> None:
    """Raise Refused where one of these is less than 1."""
    for name, value in (("kernel_size", kernel), ("stride", stride), ("dilation", dilation)):
        if value < 1:
            raise Refused(f"{name} must be at least 1, not {value}")


def no_window(axis: str, size: int, side: Side) -> Refused:
    """Return the refusal of a dimension that is smaller than the kernel."""
    kernel, _, padding, dilation = side
    spaced = f" (dilated to {dilation * (kernel - 1) + 1})" if dilation > 1 else ""
    padded = f", padded to {size + 2 * padding}" if padding else ""
    return Refused(f"no window fits: the kernel {kernel}{spaced} is larger than {axis} = {size}{padded}")


def explain(
    lines: list[str],
    sizes: Shape,
    sides: tuple[Side, ...],
    ceil_mode: bool = False,
    dilated: bool = True,
    label: str = "",
) -> None:
    """Write how the number of windows along each dimension comes about, after `label` and its name."""
    axes = [label + axis for axis in AXES[len(sizes)]]
    for place, (axis, size, side) in enumerate(zip(axes, sizes, sides, strict=True)):
        if place and (size, side) == (sizes[place - 1], sides[place - 1]):
            lines.append(f"{axis}: as {axes[place - 1]}")
        else:
            _explain_one(lines, axis, size, side, ceil_mode, dilated)


def _explain_one(lines: list[str], axis: str, size: int, side: Side, ceil_mode: bool, dilated: bool) -> None:
    kernel, stride, padding, dilation = side
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    less = f"{dilation}*({kernel} - 1) - 1" if dilated else f"{kernel}"
    rounding, count = ("ceil", -(-room // stride) + 1) if ceil_mode else ("floor", room // stride + 1)
    step(
        lines,
        axis,
        f"{rounding}(({size} + 2*{padding} - {less}) / {stride}) + 1",
        f"{rounding}({room} / {stride}) + 1",
        count,
    )
    start = (count - 1) * stride
    if not ceil_mode or room % stride == 0:
        return
    dropped = start >= size + padding
    does = "would start" if dropped else "starts"
    write(lines, f"   window {count} {does} at ({count} - 1)*{stride} = {start}, {'past' if dropped else 'inside'}")
    becomes = "dropped" if dropped else "kept"
    write(lines, f"   the input and its left padding, {size} + {padding} = {size + padding}: {becomes}")
    if dropped:
        step(lines, axis, f"{count} - 1", count - 1)
