"""Charts of bars."""

from collections.abc import Sequence
from typing import Any, Final

import pygal  # type: ignore[import-untyped]  # as in drawing.py

from ...frozen import dataclass
from ...hidden import visible
from ..elements import Markup
from .drawing import drawn, made, short, steps

_WIDTH: Final = 360
_ROW: Final = 30
_BESIDE: Final = 13
_HEIGHT: Final = 220


@dataclass(frozen=True, slots=True)
class Series:
    """The bars of one colour, one for each label. `ends` are the ends of the range in which each number may be."""

    name: str
    numbers: Sequence[float | None]
    ends: Sequence[tuple[float, float] | None] = ()


def bars(
    identity: str,
    title: str,
    description: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    across: bool = False,
    beside: bool = False,
    top: float | None = None,
    unit: str = "",
) -> Markup:
    """Return a chart whose bars stand, or lie with `across`, several series on each other, or `beside` each other.

    Series beside each other have an order: they are drawn the fuller, the later. The scale ends at `top`, else where
    the numbers do.
    """
    several = len(series) > 1
    kind = pygal.Bar if not across else pygal.HorizontalStackedBar if several and not beside else pygal.HorizontalBar
    order = slice(None, None, -1) if across else slice(None)  # pygal puts the first one at the bottom
    heights = [max(numbers, default=0) if beside else sum(numbers) for numbers in _stacks(series)]
    most = max(top or max(heights, default=0), 1)
    row = _ROW if not beside else 10 + _BESIDE * len(series)
    wished = {
        "width": _WIDTH,
        "height": 50 + 25 * several + row * len(labels) if across else _HEIGHT,
        "show_legend": several,
        "legend_at_bottom_columns": len(series),
        "range": (0, most),
        "y_labels": steps(most),
        "value_formatter": lambda number: f"{number:g}{unit}",
        "x_labels": [short(visible(label)) for label in labels[order]],
        "x_labels_major_every": None if across or len(labels) < 10 else 7,
        "show_minor_x_labels": across or len(labels) < 10,
        "include_x_axis": True,
    }
    chart = made(kind, identity, wished)
    for one in series:
        ends = one.ends or [None] * len(one.numbers)
        values = [as_value(number, end) for number, end in zip(one.numbers, ends, strict=True)]
        chart.add(short(visible(one.name)), values[order])
    return drawn(chart, identity, title, description, *([_graded] if beside else []))


def histogram(
    identity: str,
    title: str,
    description: str,
    numbers: Sequence[int],
    *,
    edges: Sequence[float],
    across: str,
    up: str,
) -> Markup:
    """Return a chart of how many are between each two edges; `across` and `up` say what the axes are."""
    most = max([*numbers, 1])
    wished = {
        "width": _WIDTH,
        "height": _HEIGHT,
        "show_legend": False,
        "range": (0, most),
        "xrange": (edges[0], edges[-1]),
        "x_labels": list(edges),
        "y_labels": steps(most),
        "value_formatter": lambda number: f"{number:g}",
        "x_value_formatter": lambda number: f"{number:g}",
        "x_title": visible(across),
        "y_title": visible(up),
    }
    chart = made(pygal.Histogram, identity, wished)
    chart.add("", list(zip(numbers, edges, edges[1:], strict=False)))
    return drawn(chart, identity, title, description)


def _graded(root: Any) -> None:
    """Mark the series as steps of one colour, in place of colours."""
    for node in root.iter():
        if "color-" in node.get("class", ""):
            node.set("class", node.get("class").replace("color-", "step-"))


def as_value(number: float | None, ends: tuple[float, float] | None) -> Any:
    """Return a number as pygal takes it, with the range in which it may be."""
    if number is None or ends is None:
        return number
    return {"value": number, "ci": {"low": ends[0], "high": ends[1]}}


def _stacks(series: Sequence[Series]) -> list[list[float]]:
    columns = zip(*[one.numbers for one in series], strict=True)
    return [[number for number in column if number is not None] for column in columns]
