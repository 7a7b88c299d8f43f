"""Charts as SVG: what pygal draws, without what it adds."""

import re
import subprocess
import sys

import pytest
from lxml import etree

from quizproof.engine.html.charts import Series, bars

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
