"""Charts as SVG: what pygal draws, without what it adds."""

import re
import subprocess
import sys

import pytest
from lxml import etree

from quizproof.engine.html.charts import Group, Point, Series, bars, dots, histogram, scatter

SVG = "{http://www.w3.org/2000/svg}"
ONE = Series("right", [50, None, 0], [(30, 70), None, (0, 20)])
CHARTS = {
    "standing": lambda: bars("a", "T", "D", ["x", "y"], [Series("n", [1, 2])]),
    "many": lambda: bars("a", "T", "D", [str(one) for one in range(28)], [Series("n", list(range(28)))]),
    "one": lambda: bars("a", "T", "D", ["x"], [Series("n", [3])]),
    "lying": lambda: bars("a", "T", "D", ["x", "y", "z"], [ONE], across=True, top=100, unit="%"),
    "on each other": lambda: bars("a", "T", "D", ["x", "y"], [Series("n", [1, 0]), Series("m", [2, 3])], across=True),
    "nothing": lambda: bars("a", "T", "D", ["x"], [Series("n", [0])], across=True),
    "large": lambda: bars("a", "T", "D", ["x"], [Series("n", [123_456])]),
}


@pytest.mark.parametrize("make", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_a_picture_and_nothing_else(make) -> None:  # type: ignore[no-untyped-def]
    text = make()
    root = etree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert [node for node in root.iter() if not isinstance(node.tag, str)] == []
    assert {node.tag for node in root.iter()} & {f"{SVG}{name}" for name in ("script", "image", "a", "use")} == set()
    assert re.findall(r"(?<!w3\.org)/[/*](?!www\.w3\.org)|url\(|pygal\.|\bon\w+=|href", text) == []
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "a-title a-desc")
    assert [(node.get("id"), node.text) for node in root[:2]] == [("a-title", "T"), ("a-desc", "D")]
    assert len(root.findall(f".//{SVG}title") + root.findall(f".//{SVG}desc")) == 2
    assert make() == text


HOSTILE = "</svg><script>alert(1)</script>]]>&\x1b\udcff"


def test_hostile_words_stay_words() -> None:
    text = bars(HOSTILE[:1] + "id", HOSTILE, HOSTILE, [HOSTILE], [Series(HOSTILE, [1]), Series(HOSTILE, [2])])
    root = etree.fromstring(text)
    assert root.findall(f".//{SVG}script") == []
    assert root[0].text == "</svg><script>alert(1)</script>]]>&<U+001B><U+DCFF>"


def test_bars_are_as_long_as_their_numbers() -> None:
    root = etree.fromstring(bars("a", "T", "D", ["x", "y", "z"], [Series("n", [10, 40, 20])], across=True))
    rects = [node for node in root.iter(f"{SVG}rect") if "rect" in (node.get("class") or "").split()]
    by_height = sorted(rects, key=lambda node: float(node.get("y")))
    widths = [float(node.get("width")) for node in by_height]
    assert [round(width / widths[0], 3) for width in widths] == [1, 4, 2]  # the first at the top


def test_the_same_without_lxml() -> None:
    """It is there for the tests, and need not be where Quizproof is installed."""
    program = (
        "import sys; sys.modules['lxml'] = None\n"
        "from quizproof.engine.html.charts import Series, bars\n"
        "print(bars('a', 'T', 'D', ['x', 'y'], [Series('n', [1, 2])]), end='')"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == CHARTS["standing"]()


def test_whatever_is_imported_later_brings_no_warning() -> None:
    program = "import quizproof.engine.html.charts, pickle, wave"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-P", "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


POINTS = [Point("1", 0.25, 0.5, "one"), Point("2", 0.75, -0.1, "two")]
LOOKED_AT = [Point("3", 0.5, 0.2, "three")]
GROUPS = [Group("others", POINTS), Group("to look at", LOOKED_AT)]
OTHERS = {
    "thirds": lambda: bars("a", "T", "D", ["x", "y"], [Series(n, [1, 2]) for n in "pqr"], across=True, beside=True),
    "histogram": lambda: histogram("a", "T", "D", [0, 3, 1], edges=[0, 10, 20, 30], across="score", up="students"),
    "no histogram": lambda: histogram("a", "T", "D", [0, 0], edges=[0, 50, 100], across="score", up="students"),
    "dots": lambda: dots("a", "T", "D", ["x", "y", "z"], [ONE, Series("m", [1, 2, None])], top=100, unit="%"),
    "one dot": lambda: dots("a", "T", "D", ["x"], [Series("m", [50])], top=100),
    "no dot": lambda: dots("a", "T", "D", ["x"], [Series("m", [None])], top=100),
    "scatter": lambda: scattered(GROUPS),
    "scatter of nothing": lambda: scattered([Group("others", [])]),
    "one group of two is empty": lambda: scattered([Group("others", []), Group("to look at", LOOKED_AT)]),
    "all at one place": lambda: scattered([Group("others", POINTS[:1] * 40), Group("to look at", LOOKED_AT * 40)]),
}


def scattered(groups: list[Group], title: str = "T") -> str:
    return scatter("a", title, "D", groups, across="x", up="y", scale=[0, 0.5, 1], heights=[-0.5, 0, 0.5, 1])


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_any_chart_is_a_picture_and_nothing_else(make) -> None:  # type: ignore[no-untyped-def]
    text = make()
    root = etree.fromstring(text)
    assert {node.tag for node in root.iter()} <= {f"{SVG}{name}" for name in PARTS}
    assert re.findall(r"(?<!w3\.org)/[/*](?!www\.w3\.org)|url\(|pygal\.|\bon\w+=|href|reactive|activate", text) == []
    assert (root.get("role"), root.get("class")) == ("img", "chart")
    assert [(node.get("id"), node.text) for node in root[:2]] == [("a-title", "T"), ("a-desc", "D")]
    assert [node.get("id") for node in root.iter() if node.get("id")] == ["chart-a", "a-title", "a-desc"]
    assert make() == text


PARTS = ("svg", "title", "desc", "g", "text", "path", "rect", "circle")


def classed(root: etree._Element, name: str) -> list[etree._Element]:
    return [node for node in root.iter() if name in (node.get("class") or "").split()]


def test_what_is_to_be_looked_at_has_another_shape() -> None:
    root = etree.fromstring(scattered(GROUPS))
    assert [node.tag for node in classed(root, "dot")] == [f"{SVG}circle", f"{SVG}circle", f"{SVG}path"]
    assert [node[0].text for node in classed(root, "dot")] == ["one", "two", "three"]
    [legend] = classed(root, "legends")
    assert [entry[0].tag for entry in legend] == [f"{SVG}circle", f"{SVG}path"]
    assert [entry[1].text for entry in legend] == ["others", "to look at"]


def test_points_are_where_their_numbers_say() -> None:
    root = etree.fromstring(scattered([Group("others", [*POINTS, *LOOKED_AT])]))
    places = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in classed(root, "dot")]
    (left, high), (right, low), (middle, between) = places
    assert middle == pytest.approx((left + right) / 2, abs=0.02)
    assert high < between < low
    assert (low - between) / (low - high) == pytest.approx(0.3 / 0.6, abs=0.001)


def test_a_label_stands_beside_its_point_and_none_on_another() -> None:
    root = etree.fromstring(scattered(GROUPS))
    assert sorted(node.text for node in classed(root, "label")) == ["1", "2", "3"]
    crowd = etree.fromstring(OTHERS["all at one place"]())
    said = [node.text for node in classed(crowd, "label")]
    assert 0 < said.count("1") < 5
    assert 0 < said.count("3") < 5


def test_dots_lie_on_the_line_of_their_label() -> None:
    root = etree.fromstring(dots("a", "T", "D", ["x", "y"], [Series("m", [25, 75])], top=100))
    lines = {node.text: float(node.get("y")) for node in root.iter(f"{SVG}text") if node.text in ("x", "y")}
    (first, upper), (second, lower) = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in classed(root, "dot")]
    assert upper < lower
    assert first < second
    assert lines["y"] - lines["x"] == pytest.approx(lower - upper, abs=0.02)


def test_bars_of_a_histogram_stand_between_their_edges() -> None:
    root = etree.fromstring(histogram("a", "T", "D", [2, 4], edges=[0, 10, 20], across="score", up="students"))
    first, second = [[float(bar.get(name)) for name in ("x", "width", "height")] for bar in classed(root, "rect")]
    assert second[0] == pytest.approx(first[0] + first[1], abs=0.02)
    assert second[1:] == pytest.approx([first[1], 2 * first[2]], abs=0.02)


def test_series_beside_each_other_are_told_by_how_full_they_are() -> None:
    root = etree.fromstring(OTHERS["thirds"]())
    assert [len(classed(root, f"step-{place}")) > 0 for place in range(4)] == [True, True, True, False]
    assert classed(root, "color-0") == []


def test_the_scale_of_series_beside_each_other_ends_where_the_longest_does() -> None:
    series = [Series(name, [6, 9]) for name in "pqr"]
    drawn = bars("a", "T", "D", ["x", "y"], series, across=True, beside=True)
    assert drawn == bars("a", "T", "D", ["x", "y"], series, across=True, beside=True, top=9)


def test_words_of_a_legend_do_not_meet() -> None:
    names = ["a misconception of a long name", "another one of such a name"]
    root = etree.fromstring(bars("a", "T", "D", ["x" * 40], [Series(name, [1]) for name in names], across=True))
    [legend] = classed(root, "legends")
    first, second = [float(re.findall(r"\((\d+)", entry.get("transform"))[0]) for entry in legend]
    assert second - first > 15 + 5.5 * len(legend[0][1].text)
    assert [(entry[0].get("x"), entry[1].get("x")) for entry in legend] == [("0", "15")] * 2
    assert [entry[1].text for entry in legend] == ["a misconception of a...", "another one of such a..."]


@pytest.mark.parametrize("make", ["scatter", "dots", "histogram", "legend"])
def test_hostile_words_stay_words_everywhere(make: str) -> None:
    text = {
        "scatter": lambda: scattered([Group(HOSTILE, [Point(HOSTILE, 0.5, 0.5, HOSTILE)])] * 2, HOSTILE),
        "dots": lambda: dots("a", HOSTILE, HOSTILE, [HOSTILE], [Series(HOSTILE, [1])] * 2, top=100),
        "histogram": lambda: histogram("a", HOSTILE, HOSTILE, [1], edges=[0, 1], across=HOSTILE, up=HOSTILE),
        "legend": lambda: bars("a", HOSTILE, HOSTILE, [HOSTILE], [Series(HOSTILE, [1])] * 3, across=True, beside=True),
    }[make]()
    root = etree.fromstring(text)
    assert {node.tag for node in root.iter()} <= {f"{SVG}{name}" for name in PARTS}
    assert root[0].text == "</svg><script>alert(1)</script>]]>&<U+001B><U+DCFF>"
