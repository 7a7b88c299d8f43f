"""Whatever an author writes stays text in the page, and the page stays within what it may do."""

import base64
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from browsing import Browser, browser
from quizproof import engine
from quizproof.engine.hidden import visible
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import posed
from webpages import exported, page_in, posed_of

HOSTILE = (
    "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> ]]> <svg onload=alert(3)></template></style>"
    " {{x}} $(x) \\u003c &lt; &amp; \"quoted\" 'so' [a](javascript:alert(4)) ![b](https://example.org/b.png) <b>"
)

HANDLERS = """[...document.querySelectorAll('*')].flatMap(one => [...one.attributes])
    .filter(one => one.name.startsWith('on') || one.name === 'style').length"""


def _bank() -> str:
    said = json.dumps(HOSTILE)
    return f"""
title: {said}
about: {said}
questions:
  - id: chosen
    kind: match
    prompt: {said}
    answer: {said}
    distractors: [{{text: {json.dumps(HOSTILE + "2")}, why: {said}}}, {json.dumps(HOSTILE + "3")}]
    hints: [{said}]
    explanation: {said}
    mistakes: [{said}]
    tags: [{said}]
    source: {said}
  - id: typed
    kind: match
    prompt: {said}
    answer: {said}
    accept: [{said}]
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.mark.parametrize("exam", [False, True], ids=["quiz", "exam"])
def test_hostile_text_stays_text(exam: bool, tmp_path: Path, oracle: Oracle, chromium: Browser) -> None:
    made = exported(posed_of(_bank(), tmp_path, oracle), title=HOSTILE + "\x1b\u202e", exam=exam)
    with chromium.visit(page_in(tmp_path, made)) as visit:
        page = visit.page
        assert page.title() == visible(HOSTILE + "\x1b\u202e")
        assert page.inner_text("h1") == visible(HOSTILE + "\x1b\u202e")
        page.click("#start")
        page.keyboard.press("a")
        if not exam:
            page.keyboard.press("Enter")
            page.locator(".hint:visible").evaluate_all("all => all.forEach(one => one.click())")
            page.locator("article").nth(1).locator(".typed input").fill(HOSTILE)
            page.keyboard.press("Enter")
            assert page.locator("article").nth(1).locator(".verdict").inner_text() == "Correct."
            assert HOSTILE in page.locator("article .told > p.quiet").first.text_content()  # type: ignore[operator]
            assert "<script>alert(1)</script>" in page.inner_text("header p >> nth=0")
        known = page.evaluate("[...document.querySelectorAll('main script, img, iframe, main style, svg, b')].length")
        assert known == 0
        assert page.locator("a").evaluate_all("all => all.map(one => one.protocol)").count("javascript:") == 0
        assert page.evaluate(HANDLERS) == 0
        assert "<script>alert(1)</script>" in page.inner_text("#questions, .paper:visible")
        assert visit.complaints == []
        assert len(visit.requests) == 1


@pytest.mark.parametrize("exam", [False, True], ids=["quiz", "exam"])
def test_the_policy_names_the_script_and_the_style(exam: bool, tmp_path: Path, oracle: Oracle) -> None:
    text = exported(posed_of(_bank(), tmp_path, oracle), exam=exam).file.decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digests = [base64.b64encode(sha256(part.encode()).digest()).decode() for part in (scripts[-1], styles[0])]
    assert policy.replace("&#x27;", "'") == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r"innerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|https?:", scripts[-1]) == []
    assert re.findall(r"url\(|@import|https?:", styles[0]) == []


@pytest.mark.parametrize(("topic", "most"), [("pooling", 900_000), ("convolution", 900_000)])
def test_the_page_of_a_shipped_topic_is_not_too_large(
    topic: str, most: int, tmp_path: Path, oracle: Oracle, chromium: Browser
) -> None:
    made = exported(tuple(posed(engine.load(topic), oracle)))
    assert len(made.file) < most
    assert made.losses == ()
    with chromium.visit(page_in(tmp_path, made), 320) as visit:
        page = visit.page
        page.locator(".show").evaluate_all("all => all.forEach(one => one.click())")
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        assert page.inner_text("#score").startswith("Done. 0 of ")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        ids = page.evaluate("[...document.querySelectorAll('main [id]')].map(one => one.id)")
        assert len(ids) == len(set(ids))
        assert visit.complaints == []
