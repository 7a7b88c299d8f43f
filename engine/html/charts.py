"""Bar charts as SVG, drawn by pygal: for a page that shows them inline, so that they take its colours.

What pygal adds for a page of its own is taken off: a script, comments with addresses and the day, and the fonts. The
same numbers make the same picture.
"""

import sys
from collections.abc import Sequence
from typing import Any, Final
from xml.etree import ElementTree

import pygal  # type: ignore[import-untyped]  # it has no types, and nobody else has written them
from pygal.etree import etree  # type: ignore[import-untyped]  # as above
from pygal.style import Style  # type: ignore[import-untyped]  # as above

from ..frozen import dataclass
from ..hidden import visible
from .elements import Markup

etree.to_etree()  # else the text differs where lxml is installed
# It looks for maps that other packages bring, in a way that Python has given up and warns of at each later import.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

_SVG: Final = "http://www.w3.org/2000/svg"
_WIDTH: Final = 360
_ROW: Final = 30
_HEIGHT: Final = 220
_LETTERS: Final = 24
"""So many letters of a label are shown; what stands beside the chart has all."""

_STYLE: Final[dict[str, Any]] = {
    "background": "transparent",
    "plot_background": "transparent",
    "foreground": "var(--ink)",
    "foreground_strong": "var(--ink)",
    "foreground_subtle": "var(--line)",
    "guide_stroke_color": "var(--line)",
    "major_guide_stroke_color": "var(--line)",
    "guide_stroke_dasharray": "none",
    "major_guide_stroke_dasharray": "none",
    "colors": ("var(--bar)", "var(--more)"),
    "value_colors": ("var(--ink)", "var(--ink)"),
    "ci_colors": ("var(--ink)", "var(--ink)"),
    "font_family": "system-ui, sans-serif",
    "label_font_size": 11,
    "major_label_font_size": 11,
    "value_font_size": 11,
    "legend_font_size": 11,
    "opacity": "1",
    "opacity_hover": "1",
    "transition": "none",
}


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
    top: float | None = None,
    unit: str = "",
) -> Markup:
    """Return a chart whose bars stand, or lie with `across`, several series on each other.

    `identity` is unique on the page. `title` and `description` are read aloud in place of the picture. The scale ends
    at `top`, else where the numbers do.
    """
    kind = pygal.HorizontalStackedBar if across and len(series) > 1 else pygal.HorizontalBar if across else pygal.Bar
    order = slice(None, None, -1) if across else slice(None)  # pygal puts the first one at the bottom
    most = top or max([sum(numbers) for numbers in _stacks(series)], default=0)
    chart = kind(
        style=Style(**_STYLE),
        width=_WIDTH,
        height=50 + 25 * (len(series) > 1) + _ROW * len(labels) if across else _HEIGHT,
        margin=4,
        margin_right=14,
        spacing=6,
        js=(),
        title=None,
        no_data_text="",
        show_legend=len(series) > 1,
        legend_at_bottom=True,
        legend_box_size=10,
        truncate_label=-1,
        truncate_legend=-1,
        range=(0, max(most, 1)),
        y_labels=_steps(max(most, 1)),
        value_formatter=lambda number: f"{number:g}{unit}",
        x_labels=[_short(visible(label)) for label in labels[order]],
        x_labels_major_every=None if across or len(labels) < 10 else 7,
        show_minor_x_labels=across or len(labels) < 10,
        include_x_axis=True,
        disable_xml_declaration=True,
    )
    chart.uuid = identity
    chart.add_xml_filter(lambda root: _bare(root, identity, visible(title), visible(description)))
    for one in series:
        ends = one.ends or [None] * len(one.numbers)
        values = [_value(number, end) for number, end in zip(one.numbers, ends, strict=True)]
        chart.add(visible(one.name), values[order])
    return Markup(chart.render(is_unicode=True))


def _short(label: str) -> str:
    """Return a label that leaves room for its bar; pygal cuts only those under a bar.

    >>> _short("either padding-once or no-plus-one")
    'either padding-once o...'
    """
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 3].rstrip()}..."


def _value(number: float | None, ends: tuple[float, float] | None) -> Any:
    if number is None or ends is None:
        return number
    return {"value": number, "ci": {"low": ends[0], "high": ends[1]}}


def _stacks(series: Sequence[Series]) -> list[list[float]]:
    columns = zip(*[one.numbers for one in series], strict=True)
    return [[number for number in column if number is not None] for column in columns]


def _steps(most: float) -> list[float]:
    """Return the numbers of a scale: whole ones, five at most.

    >>> _steps(7), _steps(100)
    ([0, 2, 4, 6], [0, 25, 50, 75, 100])
    """
    step = next(
        size * power
        for power in (10**digits for digits in range(12))
        for size in (1, 2, 5)
        if most / (size * power) < 5
    )
    if most == 100:
        step = 25
    return list(range(0, int(most) + 1, step))


def _bare(root: Any, identity: str, title: str, description: str) -> Any:
    """Take off what is not the picture, and say what it shows to whoever can't see it."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag in ("script", "desc", "title"):
                parent.remove(child)
    named = ElementTree.Element("title", id=f"{identity}-title")
    named.text = title
    described = ElementTree.Element("desc", id=f"{identity}-desc")
    described.text = description
    root[:0] = [named, described]
    root.set("role", "img")
    root.set("aria-labelledby", f"{identity}-title {identity}-desc")
    return root
