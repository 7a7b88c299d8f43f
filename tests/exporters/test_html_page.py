"""The page of a quiz as a person takes it: in a real browser, by keyboard, with a screen reader's eyes, on paper."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browsing import Browser, Visit, browser
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed
from webpages import exported, page_in, posed_of

BANK = """
title: A quiz
about: About *layers*.
questions:
  - id: halved
    kind: shape
    prompt: What is the shape?
    layer: nn.MaxPool2d(2)
    input: [1, 1, 6, 6]
    answer: (1, 1, 3, 3)
    distractors:
      - {answer: "(1, 1, 6, 6)", why: A stride of 2 **halves** it.}
      - {answer: "(1, 1, 5, 5)", why: That is a stride of 1.}
    hints: [Left out the stride is `2`., Count the windows.]
    explanation: There are `6 / 2 = 3` windows.
    mistakes: [Forgetting the stride]
    difficulty: 2
    seconds: 30
    tags: [shape]
    source: A book
  - id: same-size
    kind: layer
    prompt: Which layers keep the size?
    input: [1, 1, 8, 8]
    output: [1, 1, 8, 8]
    answers: [nn.ReLU(), "nn.MaxPool2d(3, stride=1, padding=1)"]
    distractors: [{answer: nn.MaxPool2d(2), why: It halves.}, "nn.Conv2d(1, 1, 3)"]
    points: 3
  - {id: typed-shape, kind: shape, prompt: Which shape?, layer: nn.Flatten(), input: [2, 3, 4], hints: [Multiply.]}
  - {id: typed-text, kind: match, prompt: What does it keep?, answer: the `largest` number, accept: [maximum]}
  - {id: runs-or-not, kind: outcome, prompt: Does it run?, layer: nn.Softmax(dim=1), input: [2, 3]}
  - id: in-variants
    kind: shape
    prompt: What becomes of $n columns?
    layer: nn.MaxPool2d(2)
    input: [1, 1, 4, $n]
    params: {n: [4, 6, 8, 10]}
    answer: (1, 1, 2, $m)
    let: {m: n // 2}
    distractors: ["(1, 1, 4, $n)", "(1, 1, 2, $n)"]
  - {id: only-torch, kind: config, prompt: Which?, answer: nn.ReLU()}
"""
ASKED = ["halved", "same-size", "typed-shape", "typed-text", "runs-or-not", "in-variants"]
RIGHT = {
    "halved": ["(1, 1, 3, 3)"],
    "same-size": ["nn.ReLU()", "nn.MaxPool2d(3, stride=1, padding=1)"],
    "typed-shape": "2x12",
    "typed-text": "Maximum",
    "runs-or-not": ["It runs"],
}

WITH_STRIDE_1 = (
    "(1, 1, 5, 5) is not the shape that torch gives: it comes of taking 1 for the stride of a pool, which is the "
    "kernel's size where it is left out; or of dividing the padding alone by the stride; or of adding the kernel "
    "instead of subtracting it."
)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory, oracle: Oracle) -> tuple[Posed, ...]:
    return posed_of(BANK, tmp_path_factory.mktemp("bank"), oracle, variants=3)


@pytest.fixture(scope="module")
def page(sheet: tuple[Posed, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_in(tmp_path_factory.mktemp("page"), exported(sheet))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture
def visit(page: Path, chromium: Browser) -> Iterator[Visit]:
    """The page, of which nothing is asked that is not in the file, and nobody complains."""
    with chromium.visit(page) as opened:
        yield opened
        assert opened.complaints == []
        assert {url.partition("#")[0] for url in opened.requests} == {page.as_uri()}


def article(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator("article", has=page.locator(f".name:text-is('{name}')"))


def choices(page: Page, name: str) -> dict[str, str]:
    """The letter of each choice, by what is shown."""
    return dict(
        article(page, name)
        .locator(".choice")
        .evaluate_all("all => all.map(one => ['.shown', '.letter'].map(part => one.querySelector(part).textContent))")
    )


def right(page: Page, name: str) -> list[str] | str:
    """The right answers to a question."""
    if name != "in-variants":
        return RIGHT[name]
    columns = int(re.findall(r"of (\d+) columns", article(page, name).inner_text())[0])
    return [f"(1, 1, 2, {columns // 2})"]


def give(page: Page, name: str, answer: list[str] | str) -> None:
    """Answer the question that has the focus, with the keyboard alone."""
    assert page.evaluate("document.activeElement.querySelector('.name').textContent") == name
    if isinstance(answer, str):
        page.keyboard.press("Tab")
        page.keyboard.type(answer)
    else:
        letters = choices(page, name)
        for one in answer:
            page.keyboard.press(letters[one].lower())
    page.keyboard.press("Enter")


def verdict(page: Page, name: str) -> str:
    return str(article(page, name).locator(".verdict").inner_text())


def start(page: Page) -> None:
    page.focus("#start")
    page.keyboard.press("Enter")


def seed_of(page: Page) -> str:
    return str(page.locator("#result .seed").text_content())


def test_all_of_it_right_by_keyboard(visit: Visit) -> None:
    page = visit.page
    start(page)
    said = {}
    for name in ASKED:
        give(page, name, right(page, name))
        said[name] = verdict(page, name)
        page.keyboard.press("Enter")
    assert said == {
        "halved": "Correct. (1, 1, 3, 3) is the shape that torch gives.",
        "same-size": "Correct. 2 of 2 right ones chosen.",
        "typed-shape": "Correct. 2x12 is the shape that torch gives.",
        "typed-text": "Correct.",
        "runs-or-not": "Correct. That is what happens.",
        "in-variants": f"Correct. {right(page, 'in-variants')[0]} is the shape that torch gives.",
    }
    assert page.evaluate("document.activeElement.id") == "result"
    assert re.fullmatch(r"Done\. 6 of 6 right\. \d+ s\.\n+Points: 8 of 8\.", page.inner_text("#score"))
    assert page.inner_text("#progress") == "6 of 6 done, 6 right"
    assert page.locator("article .worked[open]").count() == 0
    assert page.locator("article .missed:visible").count() == 0


def test_all_of_it_wrong(visit: Visit) -> None:
    page = visit.page
    start(page)
    wrong = {
        "halved": ["(1, 1, 5, 5)"],
        "same-size": ["nn.ReLU()", "nn.MaxPool2d(2)"],
        "typed-shape": "(24,)",
        "typed-text": "the mean",
        "runs-or-not": ["It raises an error"],
        "in-variants": [next(one for one in choices(page, "in-variants") if one not in right(page, "in-variants"))],
    }
    said = {}
    for name in ASKED:
        give(page, name, wrong[name])
        said[name] = [verdict(page, name)]
        if name.startswith("typed"):
            page.keyboard.press("Enter")
            said[name].append(verdict(page, name))
        page.keyboard.press("Enter")
    slip = "(24,) has 1 size, and torch's has 2: it comes of flattening the batch, too (nn.Flatten leaves it)."
    assert said == {
        "halved": [f"Not correct. {WITH_STRIDE_1}"],
        "same-size": ["Not correct. 1 of 2 right ones chosen, and 1 wrong."],
        "typed-shape": [f"Not correct. {slip} One more try.", f"Not correct. {slip}"],
        "typed-text": ["Not correct. One more try.", "Not correct."],
        "runs-or-not": ["Not correct. That is not what happens."],
        "in-variants": said["in-variants"],
    }  # fmt: skip
    assert said["in-variants"][0].startswith("Not correct. (1, 1, ")
    assert page.inner_text("#score").splitlines()[0].startswith("Done. 0 of 6 right. ")
    links = page.locator("#score li a")
    assert links.all_inner_texts() == [f"Question {number}: {name}" for number, name in enumerate(ASKED, 1)]
    links.nth(1).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.querySelector('.name').textContent") == "same-size"
    assert verdict(page, "same-size") == said["same-size"][0]


def test_what_is_told_of_a_wrong_answer(visit: Visit) -> None:
    page = visit.page
    start(page)
    letters = choices(page, "halved")
    give(page, "halved", ["(1, 1, 6, 6)"])
    picture = article(page, "halved").locator("figure svg")
    assert picture.get_attribute("role") == "img"
    assert (picture.bounding_box() or {})["width"] > 200
    picture.evaluate("one => one.remove()")  # its words are lines of text, too
    told = article(page, "halved").locator(".told").inner_text().splitlines()
    assert [line for line in told if line.strip()] == [
        "A stride of 2 halves it.",
        f"Answer: {letters['(1, 1, 3, 3)']} (1, 1, 3, 3)",
        "Worked solution",
        "H: floor((6 + 2*0 - 1*(2 - 1) - 1) / 2) + 1",
        "   = floor(4 / 2) + 1",
        "   = 3",
        "W: as H",
        "output: (1, 1, 3, 3)",
        "There are 6 / 2 = 3 windows.",
        "What the other choices do",
        "Common mistakes",
        "Forgetting the stride",
        "difficulty 2 of 5; 30 s in a timed quiz; tags: shape; from A book",
    ]
    article(page, "halved").locator(".others summary").click()
    others = [line for line in article(page, "halved").locator(".others").inner_text().splitlines() if line.strip()]
    unchosen = {
        "(1, 1, 3, 3)": ["(1, 1, 3, 3) is the shape that torch gives."],
        "(1, 1, 5, 5)": [
            WITH_STRIDE_1,
            "That is a stride of 1.",
        ],
    }
    expected = [
        line
        for shown in sorted(unchosen, key=lambda one: letters[one])
        for line in [f"{letters[shown]} {unchosen[shown][0]}", *unchosen[shown][1:]]
    ]
    assert others == ["What the other choices do", *expected]
    marks = article(page, "halved").locator(".choice").all_inner_texts()
    assert [" ".join(mark.split()) for mark in marks] == [
        f"{letter} {shown}{ {'(1, 1, 6, 6)': ' your answer', '(1, 1, 3, 3)': ' right'}.get(shown, '') }"
        for shown, letter in sorted(letters.items(), key=lambda one: one[1])
    ]
    assert article(page, "halved").locator("input:enabled").count() == 0


@pytest.mark.parametrize(
    ("chosen", "said", "points"),
    [
        (["nn.ReLU()"], "Not correct. 1 of 2 right ones chosen. That is 50% of the points.", "1.5"),
        (["nn.ReLU()", "nn.Conv2d(1, 1, 3)"], "Not correct. 1 of 2 right ones chosen, and 1 wrong.", "0"),
        (
            ["nn.ReLU()", "nn.MaxPool2d(3, stride=1, padding=1)", "nn.Conv2d(1, 1, 3)"],
            "Not correct. 2 of 2 right ones chosen, and 1 wrong. That is 50% of the points.",
            "1.5",
        ),
        (["nn.MaxPool2d(2)", "nn.Conv2d(1, 1, 3)"], "Not correct. 0 of 2 right ones chosen, and 2 wrong.", "0"),
    ],
)
def test_some_of_several(chosen: list[str], said: str, points: str, visit: Visit) -> None:
    page = visit.page
    article(page, "same-size").focus()
    give(page, "same-size", chosen)
    assert verdict(page, "same-size") == said
    told = article(page, "same-size").locator(".chosen .said").all_inner_texts()
    letters = choices(page, "same-size")
    assert [one[0] for one in told] == sorted(letters[one] for one in chosen)
    page.click("#finish")
    assert f"Points: {points} of 8." in page.inner_text("#score")


def test_a_letter_takes_back_a_choice_among_several_and_arrows_go_from_box_to_box(visit: Visit) -> None:
    page = visit.page
    article(page, "same-size").focus()
    boxes = article(page, "same-size").locator("input")
    page.keyboard.press("a")
    page.keyboard.press("c")
    page.keyboard.press("A")
    assert boxes.evaluate_all("all => all.map(one => one.checked)") == [False, False, True, False]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    assert boxes.evaluate_all("all => all.map(one => one.checked)") == [False, False, True, True]


def test_tab_goes_from_the_choices_to_the_buttons(visit: Visit) -> None:
    page = visit.page
    start(page)
    found = []
    for _ in range(5):
        page.keyboard.press("Tab")
        found.append(page.evaluate("document.activeElement.type + ' ' + document.activeElement.textContent"))
        assert page.evaluate("getComputedStyle(document.activeElement.closest('label') ?? document.activeElement)"
                             ".outlineStyle") == "solid"  # fmt: skip
    assert found == ["radio ", "submit Check", "button Hint 1 of 2", "button Show the answer", "checkbox "]


def test_nothing_is_counted_that_is_no_answer(visit: Visit) -> None:
    page = visit.page
    start(page)
    page.keyboard.press("Enter")
    assert verdict(page, "halved") == "Not read. Nothing was chosen."
    page.keyboard.press("z")
    article(page, "typed-shape").focus()
    give(page, "typed-shape", "all of them")
    said = "Not read. all of them is not a shape: write whole numbers such as (1, 64, 28, 28)."
    assert verdict(page, "typed-shape") == said
    assert page.inner_text("#progress") == "0 of 6 done, 0 right"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("(2, 12)")
    page.keyboard.press("Enter")
    assert page.inner_text("#progress") == "1 of 6 done, 1 right"


def test_hints_come_one_at_a_time(visit: Visit) -> None:
    page = visit.page
    hints = article(page, "halved").locator(".hints")
    assert hints.locator("xpath=..").get_attribute("aria-live") == "polite"
    shown = [hints.inner_text().strip()]
    while (button := article(page, "halved").locator(".hint:visible")).count():
        button.click()
        shown.append(hints.inner_text().strip())
    assert shown == ["", "Left out the stride is 2.", "Left out the stride is 2.\n\nCount the windows."]
    article(page, "halved").locator(".show").click()
    assert verdict(page, "halved") == "Shown."
    assert page.inner_text("#progress") == "1 of 6 done, 0 right"
    page.click("#finish")
    assert "So far 0 of 1 right. " in page.inner_text("#score")
    assert "Hints used: 2." in page.inner_text("#score")
    assert "Not answered: 5." in page.inner_text("#score")


def test_a_reload_changes_nothing(visit: Visit) -> None:
    page = visit.page
    start(page)
    give(page, "halved", ["(1, 1, 5, 5)"])
    page.keyboard.press("Enter")
    page.keyboard.press("b")
    article(page, "typed-shape").focus()
    give(page, "typed-shape", "(7, 7)")
    article(page, "in-variants").locator(".show").click()
    looks = "document.querySelector('main').innerText + [...document.querySelectorAll('input')].map(one => one.checked)"
    before = page.evaluate(looks)
    page.reload()
    assert page.evaluate(looks) == before
    assert article(page, "typed-shape").locator("input").input_value() == "(7, 7)"
    assert verdict(page, "typed-shape") == "Not correct. (7, 7) is not the shape that torch gives. One more try."
    assert page.inner_text("#progress") == "2 of 6 done, 0 right"


def test_again_with_other_numbers(visit: Visit) -> None:
    page = visit.page
    seen = []
    for _ in range(3):
        seen.append((seed_of(page), article(page, "in-variants").locator(".prompt").inner_text()))
        page.click("#again")
    assert [seed for seed, _ in seen] == ["#seed=0", "#seed=1", "#seed=2"]
    assert len({prompt for _, prompt in seen}) == 3
    assert page.evaluate("location.hash") == "#seed=3"
    assert article(page, "in-variants").locator(".prompt").inner_text() == seen[0][1]
    assert page.evaluate("document.activeElement.querySelector('.name').textContent") == "halved"
    give(page, "halved", right(page, "halved"))
    page.go_back()
    assert page.inner_text("#progress") == "0 of 6 done, 0 right"
    page.go_forward()
    assert page.inner_text("#progress") == "1 of 6 done, 1 right"


@pytest.mark.parametrize("seed", [0, 7, 41, 999_999_999])
def test_a_seed_gives_the_same_page_everywhere(
    seed: int, page: Path, sheet: tuple[Posed, ...], chromium: Browser
) -> None:
    with chromium.visit(page) as visit:
        visit.page.goto(f"{page.as_uri()}#seed={seed}")
        found = {name: list(choices(visit.page, name)) for name in ASKED}
    assert found == {name: drawn(sheet, name, seed) for name in ASKED}


def drawn(sheet: tuple[Posed, ...], name: str, seed: int) -> list[str]:
    """The choices of a question in their order: the rule that the page follows, written once more."""
    variants = [one for one in sheet if one.id == name]
    words = f"{variants[0].topic.name}/{name}"
    posed = variants[(hashed(words) + seed) % len(variants)]
    shown = [option.shown for option in posed.options] if not name.startswith("typed") else []
    shown = ["It runs", "It raises an error"] if name == "runs-or-not" else shown
    return [shown[place] for place in sorted(range(len(shown)), key=lambda place: hashed(f"{seed} {words} {place}"))]


def hashed(text: str) -> int:
    """FNV-1a, and the end of MurmurHash3."""
    value = 0x811C9DC5
    for character in text:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


@pytest.mark.parametrize("address", ["#seed=x", "#seed=-1", "#seed=12345678901", "#question=99", "#question=0", "#%"])
def test_an_address_that_means_nothing_is_the_page_itself(address: str, page: Path, chromium: Browser) -> None:
    with chromium.visit(page) as visit:
        visit.page.goto(page.as_uri() + address)
        assert seed_of(visit.page) == "#seed=0"
        assert visit.complaints == []


REFUSED = "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
FOREIGN = "Storage.prototype.getItem = () => '[1, {';"


@pytest.mark.parametrize("script", [REFUSED, FOREIGN])
def test_a_browser_that_remembers_nothing(script: str, page: Path, chromium: Browser) -> None:
    with chromium.visit(page) as visit:
        visit.page.add_init_script(script)
        visit.page.reload()
        start(visit.page)
        give(visit.page, "halved", ["(1, 1, 3, 3)"])
        assert visit.page.inner_text("#progress") == "1 of 6 done, 1 right"
        visit.page.reload()
        assert visit.page.inner_text("#progress") == "0 of 6 done, 0 right"
        assert visit.complaints == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_from_it(width: int, scheme: str, page: Path, chromium: Browser) -> None:
    with chromium.visit(page, width, scheme) as visit:
        assert Axe().run(visit.page).response["violations"] == []
        for name in ASKED:
            article(visit.page, name).focus()
            give(visit.page, name, right(visit.page, name) if name in ASKED[::2] else _any(visit.page, name))
            if name.startswith("typed"):
                visit.page.keyboard.press("Enter")
        visit.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        visit.page.locator(".show:visible").evaluate_all("all => all.forEach(one => one.click())")
        found = Axe().run(visit.page)
        assert found.response["violations"] == []
        assert found.response["passes"]
        assert visit.page.inner_text("#score").startswith("Done.")
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        assert visit.complaints == []


def _any(page: Page, name: str) -> list[str] | str:
    return "some text" if name.startswith("typed") else list(choices(page, name))[:1]


def test_headings_landmarks_and_names(visit: Visit) -> None:
    page = visit.page
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "A quiz"
    assert page.locator("header, aside, main").evaluate_all("all => all.map(one => one.tagName)") == [
        "HEADER",
        "ASIDE",
        "MAIN",
    ]
    headings = page.locator("h1, h2, h3").evaluate_all("all => all.filter(one => one.checkVisibility())"
                                                       ".map(one => one.tagName + ' ' + one.textContent)")  # fmt: skip
    named = [f"H2 Question {number} of 6 {name}" for number, name in enumerate(ASKED, 1)]
    assert headings == ["H1 A quiz", *named, "H2 Result"]
    assert page.get_by_role("group", name="Choose one answer").count() == 3
    assert page.get_by_role("group", name="Choose all that apply").count() == 1
    assert page.get_by_role("textbox", name="Your answer").count() == 2
    assert page.get_by_role("status").count() == 6


def test_nothing_moves(page: Path, chromium: Browser) -> None:
    style = re.findall(r"<style>(.*?)</style>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert re.findall(r"animation|transition|@keyframes|scroll-behavior", style[0]) == []


def test_the_browser_runs_nothing_else(visit: Visit) -> None:
    page = visit.page
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.setAttribute("onclick", "window.ran = true");
            document.body.click();
            const image = document.createElement("img");
            image.src = "https://example.org/seen.png";
            document.body.append(image);
        }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert len(visit.complaints) >= 3
    assert all("Content Security Policy" in one for one in visit.complaints)
    visit.complaints.clear()
    visit.requests.remove("https://example.org/seen.png")  # it was blocked, as just seen


def test_on_paper(page: Path, chromium: Browser, sheet: tuple[Posed, ...]) -> None:
    with chromium.visit(page, 720, "dark") as visit:
        start(visit.page)
        give(visit.page, "halved", ["(1, 1, 5, 5)"])
        letters = {name: choices(visit.page, name) for name in ASKED}
        keys = {name: right(visit.page, name) for name in ASKED}
        visit.page.emulate_media(media="print")
        assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        words = visit.page.inner_text("main")
        assert visit.page.locator("button:visible, .verdict:visible, .told:visible, .bar:visible").count() == 0
        answers = visit.page.locator("#answers li").all_inner_texts()
        assert visit.page.pdf(format="A4").count(b"/Type /Page\n") >= 2
    assert "What is the shape?" in words
    expected = []
    for name in ASKED:
        if name.startswith("typed"):
            expected.append(f"{name}: {'(2, 12)' if name == 'typed-shape' else 'the largest number'}")
        else:
            lines = sorted(f"{letters[name][one]} {one}" for one in keys[name])
            expected.append(f"{name}: {' and '.join(lines)}")
    assert answers == expected


def test_what_only_torch_can_judge_is_left_out(sheet: tuple[Posed, ...]) -> None:
    why = "left out: a layer is typed here, and only torch can judge it"
    assert [str(loss) for loss in exported(sheet).losses] == [f"only-torch: {why}"]


def test_the_same_questions_make_the_same_page(sheet: tuple[Posed, ...]) -> None:
    assert exported(sheet).file == exported(sheet).file
    assert exported(sheet, seed=5).file != exported(sheet).file


def test_papers_become_variants(tmp_path: Path, oracle: Oracle) -> None:
    papers = [posed_of(BANK, tmp_path, oracle, seed) for seed in range(6)]
    held = json.loads(re.findall(rb'id="held">(.*?)</script>', exported(*papers).file)[0])
    counts = {one["id"]: len(one["variants"]) for one in held["questions"]}
    labels = {posed.question.variant for paper in papers for posed in paper if posed.id == "in-variants"}
    assert counts == {f"bank/{name}": 1 for name in ASKED[:-1]} | {"bank/in-variants": len(labels)}
