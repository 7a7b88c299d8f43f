"""Charts of points: the first group as circles, the second as diamonds, in another colour, too."""

from collections.abc import Sequence
from typing import Any, Final
from xml.etree import ElementTree

import pygal  # type: ignore[import-untyped]  # as in drawing.py

from ...frozen import dataclass
from ...hidden import visible
from ..elements import Markup
from .barred import Series, as_value
from .drawing import drawn, made, short, steps

_WIDTH: Final = 360
_ROW: Final = 24
_LARGE: Final = (420, 360)
_DOT: Final = 4
_LETTER: Final = (5.6, 9)
"""How wide and how high a letter beside a point is, about."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point. `label` stands beside it where there is room; `words` are shown where a pointer rests on it."""

    label: str
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one colour and shape."""

    name: str
    points: Sequence[Point]


def dots(
    identity: str,
    title: str,
    description: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    top: float,
    unit: str = "",
) -> Markup:
    """Return a chart with a line for each label, on which each series has a dot and the range where it may be."""
    wished = {
        "width": _WIDTH,
        "height": 40 + 25 * (len(series) > 1) + _ROW * (len(labels) + 1),
        "show_legend": len(series) > 1,
        "range": (0, top),
        "y_labels": steps(top),
        "value_formatter": lambda number: f"{number:g}{unit}",
        "x_labels": ["", *[short(visible(label)) for label in labels], ""],
        "show_x_guides": True,
        "stroke": False,
        "dots_size": _DOT,
    }
    chart = made(pygal.HorizontalLine, identity, wished)
    for one in series:
        ends = one.ends or [None] * len(one.numbers)
        values = [as_value(number, end) for number, end in zip(one.numbers, ends, strict=True)]
        chart.add(short(visible(one.name)), [None, *values, None])
    return drawn(chart, identity, title, description, _shaped)


def scatter(
    identity: str,
    title: str,
    description: str,
    groups: Sequence[Group],
    *,
    across: str,
    up: str,
    scale: Sequence[float],
    heights: Sequence[float],
) -> Markup:
    """Return a chart of points, on which `scale` and `heights` are the numbers of the axes that `across` and `up` name.

    Where there is no room for all labels, those of the last group come first.
    """
    wished = {
        "width": _LARGE[0],
        "height": _LARGE[1],
        "show_legend": len(groups) > 1,
        "xrange": (scale[0], scale[-1]),
        "range": (heights[0], heights[-1]),
        "x_labels": list(scale),
        "y_labels": list(heights),
        "value_formatter": lambda number: f"{number:g}",
        "x_value_formatter": lambda number: f"{number:g}",
        "x_title": visible(across),
        "y_title": visible(up),
        "stroke": False,
        "dots_size": _DOT,
    }
    chart = made(pygal.XY, identity, wished)
    for group in groups:
        chart.add(short(visible(group.name)), [(point.x, point.y) for point in group.points])

    def finish(root: Any) -> None:
        _labelled(root, groups)
        _shaped(root)

    return drawn(chart, identity, title, description, finish)


def _series(root: Any, part: str, place: int) -> Any:
    """Return where pygal draws a part of a series; something empty where it draws none."""
    [layer] = [node for node in root.iter("g") if node.get("class") == f"plot {part}"]
    found = [node for node in layer if f"serie-{place}" in node.get("class", "").split()]
    return found[0] if found else ElementTree.Element("g")


def _shaped(root: Any) -> None:
    """Make the points of the second group diamonds, in the legend, too."""
    for node in root.iter():
        words = node.get("class", "").split()
        if "color-1" in words or "serie-1" in words:
            for dot in [node, *node.iter("circle")]:
                if dot.tag == "circle":
                    _diamond(dot, float(dot.get("cx")), float(dot.get("cy")))
                elif dot.tag == "rect":
                    _diamond(dot, *[float(dot.get(name)) + 5 for name in ("x", "y")])
        if "color-0" in words and node.tag == "rect":
            place = {"cx": float(node.get("x")) + 5, "cy": float(node.get("y")) + 5, "r": _DOT}
            _become(node, "circle", {name: f"{number:g}" for name, number in place.items()})


def _diamond(node: Any, x: float, y: float) -> None:
    size = _DOT + 1.5
    _become(node, "path", {"d": f"M{x - size:g} {y:g}l{size:g} -{size:g}l{size:g} {size:g}l-{size:g} {size:g}z"})


def _become(node: Any, tag: str, attributes: dict[str, str]) -> None:
    kept = node.get("class")
    node.tag = tag
    node.attrib.clear()
    node.attrib.update(attributes | ({"class": kept} if kept else {}))


def _labelled(root: Any, groups: Sequence[Group]) -> None:
    """Name each point where there is room, and where a pointer rests on it."""
    dots = [list(_series(root, "overlay", place).iter("circle")) for place in range(len(groups))]
    taken = [_box(*_at(dot), 2 * _DOT, 2 * _DOT) for row in dots for dot in row]
    for place in reversed(range(len(groups))):
        into = _series(root, "text-overlay", place)
        for dot, point in zip(dots[place], groups[place].points, strict=True):
            said = ElementTree.SubElement(dot, "title")
            said.text = visible(point.words)
            x, y = _at(dot)
            label = short(visible(point.label))
            width, height = _LETTER[0] * len(label), _LETTER[1]
            far = _DOT + 3
            around = [(x + far + width / 2, y), (x - far - width / 2, y), (x, y - far - 4), (x, y + far + 4)]
            for middle in around:
                box = _box(*middle, width, height)
                if not any(_meet(box, other) for other in taken):
                    taken.append(box)
                    text = ElementTree.SubElement(into, "text", {"x": f"{middle[0]:.1f}", "y": f"{middle[1] + 3:.1f}"})
                    text.set("class", "label")
                    text.text = label
                    break


def _at(dot: Any) -> tuple[float, float]:
    return float(dot.get("cx")), float(dot.get("cy"))


def _box(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
