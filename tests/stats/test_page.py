"""The page of statistics as a person sees it: in a real browser, on a phone, in the dark, on paper."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from browsing import Browser, assert_printed_in_black, browser
from practised import HOSTILE, RECORDS
from quizproof.engine.hidden import visible
from quizproof.engine.html.frame import POLICY
from quiztaking import Absent, run
from recording import opened

TODAY = date(2026, 11, 22)
CHARTS = {
    "weeks": ["slips", "topics", "difficulties", "due", "days"],
    "odd": ["slips", "topics", "due", "days"],
    "hostile": ["slips", "topics", "days"],
    "empty": [],
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each record, and the same facts as JSON beside it."""
    made = {}
    for name, events in RECORDS.items():
        folder = tmp_path_factory.mktemp(name)
        with opened(folder) as history:
            history.append(*events(TODAY))
        made[name] = folder / "page.html"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("QUIZPROOF_DATA_DIR", str(folder))
            code, out, err = run(
                ["stats", "--json", "--html", str(made[name])],
                Absent(),
                environment={"QUIZPROOF_NOW": "2026-11-22T12:00:00Z"},
            )
        assert (code, err) == (0, "")
        made[name].with_suffix(".json").write_text(out, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_runs_and_nothing_is_asked_for(name: str, pages: dict[str, Path]) -> None:
    text = pages[name].read_text(encoding="utf-8")
    tree = html.fromstring(text)
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert (
        tree.xpath("//script | //iframe | //object | //embed | //link | //img | //image | //use | //a | //form") == []
    )
    attributes = {str(key) for node in tree.iter() for key in node.attrib}
    assert [key for key in attributes if key.startswith("on") or key in ("src", "href", "{*}href", "xlink:href")] == []
    styles = " ".join([*tree.xpath("//style/text()"), *tree.xpath("//@style")])
    assert re.findall(r"url\(|@import|expression|https?:|//", styles) == []


@pytest.mark.parametrize("name", RECORDS)
def test_headings_come_in_order_and_each_is_named(name: str, pages: dict[str, Path]) -> None:
    tree = html.fromstring(pages[name].read_text(encoding="utf-8"))
    assert tree.get("lang") == "en"
    levels = [int(node.tag[1]) for node in tree.xpath("//h1 | //h2 | //h3")]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("name", RECORDS)
def test_in_a_browser(name: str, width: int, scheme: str, pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages[name], width, scheme) as visit:
        assert visit.requests == [pages[name].as_uri()]
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        assert visit.page.evaluate(CUT_OFF) == []
        sizes = {node.get_attribute("id"): node.bounding_box() for node in visit.page.query_selector_all("svg")}
        assert list(sizes) == [f"chart-{chart}" for chart in CHARTS[name]]
        assert [box for box in sizes.values() if box is None or box["width"] < 240 or box["height"] < 60] == []
        assert visit.page.evaluate(BARS) == drawn(pages[name])
        found = Axe().run(visit.page)
        assert found.response["violations"] == []
        assert found.response["passes"]


CUT_OFF = """() => [...document.querySelectorAll("svg text")].filter(text => {
    const box = text.getBoundingClientRect(), around = text.ownerSVGElement.getBoundingClientRect();
    return box.width && (box.left < around.left - 1 || box.right > around.right + 1 || box.bottom > around.bottom + 1);
}).map(text => text.textContent)"""
"""The words in pictures of which a part is outside."""

BARS = """() => Object.fromEntries([...document.querySelectorAll("svg")].map(svg => [svg.id,
    [...svg.querySelectorAll("rect.rect")].filter(bar => {
        const box = bar.getBoundingClientRect();
        return box.width > 0.5 && box.height > 0.5 && getComputedStyle(bar).fill !== "none";
    }).length]))"""
"""How many bars can be seen in each picture."""


def drawn(page: Path) -> dict[str, int]:
    """How many bars there are to be, by the facts."""
    facts = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    standing = [slip for slip in facts["misconceptions"] if not slip["overcome"]][:12]
    parts = {
        "slips": [number for slip in standing for number in (slip["count"], slip["perhaps"])],
        "topics": [one["first_tries"]["likely"] and one["first_tries"]["part"] for one in facts["topics"]],
        "difficulties": [one["first_tries"]["likely"] and one["first_tries"]["part"] for one in facts["difficulties"]],
        "due": [day["questions"] for day in (facts["due"] or {"days": ()})["days"]],
        "days": [day["questions"] for day in facts["days"]],
    }
    return {f"chart-{name}": sum(map(bool, parts[name])) for name in CHARTS[page_name(facts)]}


def page_name(facts: dict[str, object]) -> str:
    return next(name for name, count in COUNTS.items() if count == facts["first_tries"]["asked"])  # type: ignore[index]


COUNTS = {"weeks": 324, "odd": 10, "hostile": 6, "empty": 0}


def test_what_it_says_is_what_the_facts_say(pages: dict[str, Path], chromium: Browser) -> None:
    facts = json.loads(pages["weeks"].with_suffix(".json").read_text(encoding="utf-8"))
    with chromium.visit(pages["weeks"]) as visit:
        words = visit.page.inner_text("main")
        tables = {
            table.query_selector("caption").inner_text(): [
                [cell.inner_text() for cell in row.query_selector_all("th, td")]
                for row in table.query_selector_all("tbody tr")
            ]
            for table in visit.page.query_selector_all("table")
        }
        named = visit.page.evaluate(
            "[...document.querySelectorAll('svg')].map(svg => svg.getAttribute('aria-labelledby').split(' ')"
            ".map(id => document.getElementById(id).textContent))"
        )
    assert words.startswith("Statistics of 22 November 2026\n")
    assert "324 questions answered since 20 October, on 24 days. 51% right at the first try." in words
    for topic, row in zip(facts["topics"], tables["By topic"], strict=True):
        tries = topic["first_tries"]
        assert row[0] == topic["title"]
        assert row[1] == f"{100 * tries['part']:.0f}%, {tries['right']} of {tries['asked']}"
        assert row[3] == f"{topic['met']} of {topic['questions']}"
    assert [row[0] for row in tables["By difficulty"]] == ["1, easy", "2", "3", "4", "5, hard"]
    assert [int(row[1]) for row in tables["Due on the next days"]] == [day["questions"] for day in facts["due"]["days"]]
    cells = [cell for row in tables["Questions asked on each day; - is a day without"] for cell in row[1:] if cell]
    assert cells == [str(day["questions"]) if day["questions"] else "-" for day in facts["days"]]
    for slip in facts["misconceptions"]:
        if not slip["overcome"]:
            assert f"\n{slip['names'][0]}\n" in words or f"either {slip['names'][0]}" in words
            assert slip["command"] in words
            assert slip["example"]["answers"][0] in words
            assert slip["example"]["right"][0] in words
    assert [title for title, _ in named] == [
        "How often each misconception was seen",
        "By topic",
        "By difficulty",
        "Due on the next days",
        "Questions asked on each day",
    ]
    assert named[1][1] == ("Convolution 57%, 102 of 179, 49 to 65%; Max and average pooling 43%, 62 of 145, 34 to 51%.")


def test_hostile_text_stays_text(pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages["hostile"]) as visit:
        words = visit.page.inner_text("main")
        assert visit.page.query_selector_all("script, img") == []
        assert visit.complaints == []
    assert visible(HOSTILE)[:60] in words
    assert "</code></code>" in words
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_on_paper(pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages["weeks"], 720, "dark") as visit:
        assert_printed_in_black(visit.page)
