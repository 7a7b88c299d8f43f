"""What every chart has in common: how pygal is asked, and what is taken off of what it draws.

pygal makes a page of its own: with a script, a style as long as ten charts, addresses, the day. Here only the picture
is left, and `frame` has the style for all.
"""

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from pygal.etree import etree  # type: ignore[import-untyped]  # it has no types, and nobody else has written them
from pygal.style import Style  # type: ignore[import-untyped]  # as above

from ...hidden import visible
from ..elements import Markup

etree.to_etree()  # else the text differs where lxml is installed
# It looks for maps that other packages bring, in a way that Python has given up and warns of at each later import.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

SVG: Final = "http://www.w3.org/2000/svg"
LETTERS: Final = 24
"""So many letters of a label are shown; what stands beside the chart has all."""

_SIZES: Final = {f"{part}_font_size": 11 for part in ("label", "major_label", "value", "legend", "title")}
"""By these pygal leaves room for words; the style draws them in the same size."""

_COMMON: Final[dict[str, Any]] = {
    "margin": 4,
    "margin_right": 14,
    "spacing": 6,
    "js": (),
    "css": (),
    "title": None,
    "no_data_text": "",
    "legend_at_bottom": True,
    "legend_box_size": 10,
    "truncate_label": -1,
    "truncate_legend": -1,
    "disable_xml_declaration": True,
}

_KEPT: Final = {"class", "cx", "cy", "d", "height", "id", "r", "text-anchor", "transform", "viewBox", "width", "x", "y"}
_LONG: Final = re.compile(r"-?\d+\.\d+")
_WHOLE: Final = re.compile(r"\d+")
_BOX: Final = 30
"""How wide the box before the name of a series is, with the gap behind the name."""
_LETTER: Final = 6
_REACTS: Final = ("reactive", "tooltip-trigger", "activate-")

Finish = Callable[[ElementTree.Element], None]
"""Draws the rest into what pygal has drawn."""


def spoken(parts: Sequence[str]) -> str:
    r"""Return what is said of each part of a chart as it is read aloud, in one line: a description of the chart.

    >>> spoken(["pooling 80%", "shape\nsums 62%"]), spoken([])
    ('pooling 80%; shape sums 62%.', '')
    """
    return f"{'; '.join([' '.join(part.split()) for part in parts])}." if parts else ""


def made(kind: type[Any], identity: str, wished: dict[str, Any]) -> Any:
    """Return an empty chart of a kind of pygal's."""
    chart = kind(style=Style(**_SIZES), **(_COMMON | wished))
    chart.uuid = identity
    return chart


def drawn(chart: Any, identity: str, title: str, description: str, *finish: Finish) -> Markup:
    """Return the picture and nothing else, and for whoever can't see it what it shows."""
    chart.add_xml_filter(lambda root: _bare(root, identity, visible(title), visible(description), finish))
    return Markup(chart.render(is_unicode=True))


def short(label: str) -> str:
    """Return a label that leaves room for its bar.

    >>> short("either padding-once or no-plus-one")
    'either padding-once o...'
    """
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 3].rstrip()}..."


def steps(most: float) -> Sequence[float]:
    """Return the numbers of a scale: whole ones, five at most.

    >>> steps(7), steps(100)
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


def _bare(root: Any, identity: str, title: str, description: str, finish: Sequence[Finish]) -> Any:
    for parent in list(root.iter()):
        for child in list(parent):
            if _dropped(child):
                parent.remove(child)
    for node in root.iter():
        _clean(node)
    _place_legend(root)
    for draw in finish:
        draw(root)
    _without_empty(root)
    named = ElementTree.Element("title", id=f"{identity}-title")
    named.text = title
    described = ElementTree.Element("desc", id=f"{identity}-desc")
    described.text = description
    root[:0] = [named, described]
    root.set("role", "img")
    root.set("class", "chart")
    root.set("aria-labelledby", f"{identity}-title {identity}-desc")
    return root


def _dropped(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in ("script", "desc", "title", "defs"):
        return True
    return bool({"background", "tooltip-overlay"} & set(node.get("class", "").split()))


def _clean(node: Any) -> None:
    """Leave what the picture needs: no name that another chart has too, no digits that nobody can see."""
    for name in [name for name in node.attrib if name not in _KEPT]:
        if not name.startswith(("xmlns", "{")):
            del node.attrib[name]
    if node.get("id", "").startswith("activate-"):
        del node.attrib["id"]
    classes = [name for name in node.get("class", "").split() if not name.startswith(_REACTS)]
    if classes:
        node.set("class", " ".join(classes))
    elif "class" in node.attrib:
        del node.attrib["class"]
    for name in ("cx", "cy", "d", "height", "width", "x", "y", "transform"):
        if name in node.attrib:
            node.set(name, _LONG.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), node.get(name)))


def _place_legend(root: Any) -> None:
    """Put the names of the series beside each other, each in the room that it needs: pygal gives all the same."""
    for legend in root.iter("g"):
        if legend.get("class") != "legends":
            continue
        widths = [_BOX + _LETTER * len(entry.find("text").text or "") for entry in legend]
        start, height = [int(number) for number in _WHOLE.findall(legend.get("transform"))]
        start = max(min(start, int(root.get("viewBox").split()[2]) - int(sum(widths))), 4)
        legend.set("transform", f"translate({start}, {height})")
        for place, entry in enumerate(legend):
            entry.set("transform", f"translate({sum(widths[:place]):.0f}, 0)")
            entry.find("rect").set("x", "0")
            entry.find("text").set("x", "15")


def _without_empty(node: Any) -> None:
    for child in list(node):
        _without_empty(child)
        if child.tag in ("g", "text") and not len(child) and not child.text:
            node.remove(child)
