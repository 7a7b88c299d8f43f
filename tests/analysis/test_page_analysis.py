"""The page of an item analysis as a person sees it: in a real browser, on a phone, in the dark, on paper."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from browsing import Browser, assert_printed_in_black, browser
from classes import CLASSES, NASTY, SMALL, many, shortened
from quizproof.engine.analysis.telling.asjson import analysis_as_json
from quizproof.engine.analysis.telling.page import MANY, MOST_DRAWN, analysis_page
from quizproof.engine.hidden import visible
from quizproof.engine.html.frame import POLICY

OF_ITEMS = ["q1-a", "q1-p0", "q1-p1", "q2-a", "q2-p0", "q4-a"]
CHARTS = {
    "small": ["map", "totals", "slips", "s0-0", "s2-0", *OF_ITEMS],
    "nameless": ["slips", "s0-0", "s2-0", *OF_ITEMS],
    "empty": [],
    "hostile": ["map", "totals", "slips", "s0-0", "s0-1", "q1-a", "q1-p0", "q2-a", "q2-p0", "q3-p0", "q4-a", "q4-p0"],
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each class, with few questions: axe takes long over many."""
    folder = tmp_path_factory.mktemp("pages")
    made = {name: folder / f"{name}.html" for name in CLASSES}
    for name, path in made.items():
        path.write_text(analysis_page(shortened(CLASSES[name])), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


def tree_of(name: str) -> html.HtmlElement:
    return html.fromstring(analysis_page(CLASSES[name]))


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_runs_and_nothing_is_asked_for(name: str) -> None:
    tree = tree_of(name)
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert tree.xpath("//script | //iframe | //object | //embed | //link | //img | //image | //use | //form") == []
    attributes = {str(key) for node in tree.iter() for key in node.attrib}
    assert [key for key in attributes if key.startswith("on") or key in ("src", "{*}href", "xlink:href")] == []
    styles = " ".join([*tree.xpath("//style/text()"), *tree.xpath("//@style")])
    assert re.findall(r"url\(|@import|expression|https?:|//", styles) == []


@pytest.mark.parametrize("name", CLASSES)
def test_every_link_leads_to_a_place_on_the_page(name: str) -> None:
    tree = tree_of(name)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = tree.xpath("//a/@href")
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert tree.xpath("//nav//a/@href") == [f"#{name}" for name in tree.xpath("//section/h2/@id")]


@pytest.mark.parametrize("name", CLASSES)
def test_headings_come_in_order(name: str) -> None:
    levels = [int(node.tag[1]) for node in tree_of(name).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")], ids=["screen", "phone in the dark"])
@pytest.mark.parametrize("name", CLASSES)
def test_in_a_browser(name: str, width: int, scheme: str, pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages[name], width, scheme) as visit:
        assert visit.requests == [pages[name].as_uri()]
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        assert visit.page.evaluate(CUT_OFF) == []
        assert visit.page.evaluate(MEETING) == []
        sizes = {node.get_attribute("id"): node.bounding_box() for node in visit.page.query_selector_all("svg")}
        assert list(sizes) == [f"chart-{chart}" for chart in CHARTS[name]]
        assert [box for box in sizes.values() if box is None or box["width"] < 240 or box["height"] < 60] == []
        assert [chart for chart, marks in visit.page.evaluate(MARKS).items() if not marks] == []
        if name == "small":  # the others have the same parts, and this is what takes time
            found = Axe().run(visit.page)
            assert found.response["violations"] == []
            assert found.response["passes"]


CUT_OFF = """() => [...document.querySelectorAll("svg text")].filter(text => {
    const box = text.getBoundingClientRect(), around = text.ownerSVGElement.getBoundingClientRect();
    return box.width && (box.left < around.left - 1 || box.right > around.right + 1 || box.bottom > around.bottom + 1);
}).map(text => text.ownerSVGElement.id + ": " + text.textContent)"""
"""The words in pictures of which a part is outside."""

MEETING = """() => [...document.querySelectorAll("svg")].flatMap(svg => {
    const said = [...svg.querySelectorAll("text")].map(text => [text, text.getBoundingClientRect()]);
    return said.flatMap(([text, box], place) => said.slice(place + 1).filter(([_, other]) =>
        box.left + 1 < other.right && other.left + 1 < box.right && box.top + 3 < other.bottom
        && other.top + 3 < box.bottom).map(([other]) => `${svg.id}: ${text.textContent} | ${other.textContent}`));
})"""
"""The words in pictures that are drawn over each other."""

MARKS = """() => Object.fromEntries([...document.querySelectorAll("svg")].map(svg => [svg.id,
    [...svg.querySelectorAll("rect.rect, .dot")].filter(mark => {
        const box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
        return box.width > 0.5 && box.height > 0.5 && (style.fill !== "none" || style.stroke !== "none");
    }).length]))"""
"""How many bars and points can be seen in each picture."""


FILLED = """chart => [...document.querySelectorAll(`#chart-${chart} .legends rect`)].map(
    box => Number(getComputedStyle(box).fillOpacity))"""


def test_no_colour_tells_anything_alone(pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages["small"]) as visit:
        assert visit.page.evaluate(FILLED, "q1-a") == [0, 0.4, 1]
        assert visit.page.evaluate(FILLED, "slips") == [1, 0.35]
        shapes = "[...document.querySelectorAll('#chart-map .legends .legend')].map(one => one.children[0].tagName)"
        assert visit.page.evaluate(shapes) == ["circle", "path"]


def tables(tree: html.HtmlElement) -> dict[str, list[list[str]]]:
    return {
        " ".join(table.xpath("string(caption)").split()): [
            [" ".join(cell.text_content().split()) for cell in row.xpath("th | td")] for row in table.xpath("tbody/tr")
        ]
        for table in tree.xpath("//table")
    }


def pictures(tree: html.HtmlElement) -> dict[str, tuple[str, str]]:
    """What each picture is called, and what is said of it."""
    namespace = {"svg": "http://www.w3.org/2000/svg"}
    return {
        picture.get("id"): (picture[0].text, picture[1].text)
        for picture in tree.xpath("//svg | //svg:svg", namespaces=namespace)
    }


def test_a_chart_says_what_the_table_beside_it_says() -> None:
    tree = tree_of("small")
    told, drawn = tables(tree), pictures(tree)
    assert drawn["chart-map"][1] == (
        "; ".join(
            f"{number} {row[0].partition(' ')[2]}: difficulty {row[1]}, discrimination {row[2]}"
            for number, row in enumerate(told["All questions"], 1)
        )
        + "."
    )
    for name, cells in {
        "chart-totals": lambda row: f"{row[0]}: {row[1]}",
        "chart-slips": lambda row: f"{row[0]} {row[1]}{f', perhaps {row[2]} more' if row[2] != '0' else ''}",
        "chart-s0-0": lambda row: f"{row[0]}: {row[1]} of {row[2]} answers, mean score {row[3]}",
        "chart-q1-p0": lambda row: f"{row[0]}: {row[1]} of {row[3]}",
    }.items():
        title, said = drawn[name]
        assert said == f"{'; '.join([cells(row) for row in told[title]])}."
    title, said = drawn["chart-q2-a"]
    assert said == (
        "1. key, (1, 1, 5, 5) 43%, 47%, 30%; 2. (1, 1, 4, 4) 30%, 27%, 47%; 3. (1, 1, 3, 3) 27%, 27%, 23%; "
        "4. (1, 1, 9, 9) 0%, 0%, 0%."
    )
    assert [row[3:6] for row in told[title]] == [
        ["43%", "47%", "30%"], ["30%", "27%", "47%"], ["27%", "27%", "23%"], ["0%", "0%", "0%"],
    ]  # fmt: skip


def test_what_it_says_is_what_the_json_says() -> None:
    found = json.loads(analysis_as_json(SMALL))
    tree = tree_of("small")
    told = tables(tree)
    for number, (row, item) in enumerate(zip(told["All questions"], found["items"], strict=True), 1):
        assert row[:4] == [
            f"{number}. {item['id']}",
            f"{item['difficulty']:.2f}",
            f"{item['discrimination']['value']:.2f}",
            str(item["n"]),
        ]
    assert tree.xpath("//section[h2/@id='look']//h3/a/text()") == found["look_at"]
    rows = told["How often each misconception was seen"]
    assert [row[:3] for row in rows] == [
        [one["name"], str(one["sure"]), str(one["perhaps"])] for one in found["misconceptions"]
    ]
    assert dict(told["The test"])["Coefficient alpha"] == f"{found['test']['reliability']['value']:.2f}"
    words = " ".join(tree.text_content().split())
    for item in found["items"]:
        assert dict(told[f"Numbers of {item['id']}"])["difficulty"].startswith(f"{item['difficulty']:.2f} ")
        for answer in item["answers"]:
            assert answer["answer"] in words


def test_what_nobody_can_know_is_said_with_the_reason() -> None:
    words = " ".join(tree_of("nameless").text_content().split())
    assert (
        "- is not known: no row says whose answer it is; --column student=COLUMN names the column that does." in words
    )
    assert "KR-20 is unknown: no row says whose answer it is." in words
    assert "weak" not in tables(tree_of("nameless"))


def test_markdown_of_a_prompt_is_shown_and_its_headings_are_none_of_ours() -> None:
    first, *others = SMALL.items
    prompt = "# Which?\n\n- one\n\n```\na  b\n```\n\n![far](https://example.org/a.png)"
    tree = html.fromstring(analysis_page(replace(SMALL, items=(replace(first, prompt=prompt), *others))))
    [shown] = tree.xpath("//h3[@id='q1']/../div[@class='prompt']")
    assert [node.tag for node in shown] == ["p", "ul", "pre", "p"]
    assert shown.xpath(".//img") == []
    assert shown.text_content().split() == ["Which?", "one", "a", "b", "far", "(https://example.org/a.png)"]


def test_hostile_text_stays_text(pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages["hostile"]) as visit:
        words = visit.page.inner_text("main")
        assert visit.page.query_selector_all("script, img, a[href^='javascript']") == []
        assert visit.complaints == []
    assert visible(NASTY.partition("\n")[0]) in words
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_on_paper(pages: dict[str, Path], chromium: Browser) -> None:
    with chromium.visit(pages["small"], 720, "dark") as visit:
        assert_printed_in_black(visit.page)
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 720
        assert visit.page.query_selector("nav").is_visible() is False  # type: ignore[union-attr]


def test_of_many_questions_those_to_look_at_are_drawn() -> None:
    found = many(MOST_DRAWN + 1, [3, 77])
    drawn = pictures(html.fromstring(analysis_page(found)))
    assert [name for name in drawn if name.startswith("chart-q")] == ["chart-q4-a", "chart-q4-p0", "chart-q78-a"]
    said = drawn["chart-map"][1]
    first, second = [f"{found.items[place].score.mean:.2f}" for place in (3, 77)]
    assert said == (
        f"4 question-4: difficulty {first}, discrimination 0.10; "
        f"78 question-78: difficulty {second}, discrimination 0.10; 99 questions more."
    )


def test_a_long_test_stays_openable(tmp_path: Path, chromium: Browser) -> None:
    path = tmp_path / "many.html"
    path.write_text(analysis_page(many(200, range(0, 200, 25))), encoding="utf-8")
    assert path.stat().st_size < 700_000
    with chromium.visit(path, 360) as visit:
        assert visit.complaints == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 360
        visit.page.click("a[href='#q200']")
        assert 0 <= visit.page.query_selector("#q200").bounding_box()["y"] < 900  # type: ignore[union-attr,index]
        assert visit.page.inner_text("#q200") == "200. question-200"
    assert "content-visibility" not in analysis_page(many(MANY))
