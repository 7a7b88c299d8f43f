"""An exam as a page: answers are collected, nothing gives away which is right."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browsing import Browser, browser
from quizproof.engine.exporters.sheet import Exported
from quizproof.engine.judging import grade_answer
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed
from quizproof.engine.verdict import Grade, Verdict
from webpages import exported, page_in, posed_of

BANK = """
title: An exam
about: ABOUT-ALL
questions:
  - id: halved
    kind: shape
    prompt: What is the shape?
    layer: nn.MaxPool2d(2)
    input: [1, 1, 6, 6]
    answer: {answer: "(1, 1, 3, 3)", why: WHY-RIGHT}
    distractors: [{answer: "(1, 1, 6, 6)", why: WHY-WRONG}, "(1, 1, 5, 5)"]
    hints: [HINT-ONE, HINT-TWO]
    explanation: EXPLAINED `6 / 2 = 3`
    mistakes: [MISTAKEN]
    tags: [TAGGED]
    source: SOURCED
    difficulty: 5
  - id: same-size
    kind: layer
    prompt: Which layers keep the size?
    input: [1, 1, 8, 8]
    output: [1, 1, 8, 8]
    answers: [nn.ReLU(), "nn.MaxPool2d(3, stride=1, padding=1)"]
    distractors: [nn.MaxPool2d(2), "nn.Conv2d(1, 1, 3)"]
  - {id: typed-text, kind: match, prompt: What?, answer: LARGEST-NUMBER, accept: [GREATEST-NUMBER]}
  - {id: a-layer, kind: config, prompt: Which?, answer: nn.Softplus()}
  - {id: it-runs, kind: outcome, prompt: Does it run?, layer: nn.Softmax(dim=1), input: [2, 3]}
  - {id: it-raises, kind: outcome, prompt: Does it run?, layer: nn.Softmax(dim=7), input: [2, 3]}
  - id: in-variants
    kind: shape
    prompt: How many come out?
    layer: nn.Flatten(0)
    input: [2, $n]
    params: {n: [4, 6, 8, 10], off: [1, 2, 3]}
    let: {m: 2 * n, wrong: 2 * n + off}
    answer: "($m,)"
    distractors: ["($wrong,)", "(2, $n)"]
"""
SECRETS = (
    "WHY-",
    "HINT-",
    "EXPLAINED",
    "MISTAKEN",
    "TAGGED",
    "SOURCED",
    "LARGEST",
    "GREATEST",
    "Softplus",
    "<svg",
    "off=",
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory, oracle: Oracle) -> tuple[tuple[Posed, ...], ...]:
    folder = tmp_path_factory.mktemp("bank")
    return tuple([posed_of(BANK, folder, oracle, seed) for seed in (0, 1)])


@pytest.fixture(scope="module")
def made(papers: tuple[tuple[Posed, ...], ...]) -> Exported:
    return exported(*papers, title="An exam", exam=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def page(made: Exported, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_in(tmp_path_factory.mktemp("page"), made)


def test_what_tells_the_answer_is_not_in_it(made: Exported, papers: tuple[tuple[Posed, ...], ...]) -> None:
    text = made.file.decode()
    assert [secret for secret in SECRETS if secret in text] == []
    told = {option.grade.feedback for paper in papers for posed in paper for option in posed.options}
    told |= {line.strip() for paper in papers for posed in paper for line in posed.solution.steps}
    assert len(told) > 12
    assert [line for line in told if line in text] == []
    assert not any(word in text for word in ("judgedTyped", '"right"', '"seed"', "<template", "<details"))
    assert made.losses == ()


def _turned(posed: Posed) -> Posed:
    """The question with right for wrong and wrong for right, and nothing told."""
    blank = Grade(Verdict.VOID, None)
    options = tuple([replace(one, right=not one.right, grade=blank, why="X") for one in posed.options])
    return replace(posed, options=options, solution=replace(posed.solution, steps=("X",), facts=("X",), picture=None))


def test_right_and_wrong_look_alike(made: Exported, papers: tuple[tuple[Posed, ...], ...]) -> None:
    turned = [tuple([_turned(posed) for posed in paper]) for paper in papers]
    assert exported(*turned, title="An exam", exam=True) == made


def test_the_order_of_an_author_does_not_matter(made: Exported, tmp_path: Path, oracle: Oracle) -> None:
    other = BANK.replace('answer: {answer: "(1, 1, 3, 3)"', 'answer: {answer: "(1, 1, 5, 5)"')
    other = other.replace('WHY-WRONG}, "(1, 1, 5, 5)"', 'WHY-WRONG}, "(1, 1, 3, 3)"')
    assert other != BANK
    found = [posed_of(other, tmp_path, oracle, seed) for seed in (0, 1)]
    assert exported(*found, title="An exam", exam=True) == made


def test_what_lies_beside_it_says_what_letters_mean(made: Exported, papers: tuple[tuple[Posed, ...], ...]) -> None:
    ((name, text),) = made.beside
    exam = json.loads(text)
    assert name == "exam.json"
    assert [paper["paper"] for paper in exam["papers"]] == ["1", "2"]
    for paper, posed in zip(exam["papers"], papers, strict=True):
        assert [one["question"] for one in paper["questions"]] == [one.id for one in posed]
        assert [one["variant"] for one in paper["questions"]] == [one.question.variant for one in posed]
    assert '"right"' not in text.decode()


def choices(page: Page, question: int, paper: int = 1) -> dict[str, str]:
    """The letter of each choice, by what is shown."""
    parts = "all => all.map(one => ['.shown', '.letter'].map(part => one.querySelector(part).textContent))"
    return dict(page.locator(f"#p{paper}q{question} .choice").evaluate_all(parts))


def lines(page: Page) -> list[dict[str, object]]:
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename == "answers.jsonl"
    return [json.loads(line) for line in download.value.path().read_text(encoding="utf-8").splitlines()]


def test_answered_by_keyboard_and_handed_in(
    page: Path, made: Exported, papers: tuple[tuple[Posed, ...], ...], chromium: Browser, oracle: Oracle
) -> None:
    with chromium.visit(page) as visit:
        screen = visit.page
        screen.fill("#name", " Ada </script> ")
        screen.focus("#start")
        screen.keyboard.press("Enter")
        screen.keyboard.press(choices(screen, 1)["(1, 1, 3, 3)"])
        screen.keyboard.press("Enter")
        for shown in ("nn.ReLU()", "nn.MaxPool2d(3, stride=1, padding=1)", "nn.MaxPool2d(2)"):
            screen.keyboard.press(choices(screen, 2)[shown])
        screen.keyboard.press("Enter")
        for typed in (" GREATEST-number ", "nn.Softplus(1.0)"):
            screen.keyboard.press("Tab")
            screen.keyboard.type(typed)
            screen.keyboard.press("Enter")
        for number in (5, 6):
            screen.keyboard.press(choices(screen, number)["It raises an error"])
            screen.keyboard.press("Enter")
        screen.keyboard.press("A")
        screen.click("#p1q7 [type=reset]")
        assert screen.inner_text("#progress") == "6 of 7 answered"
        screen.reload()
        assert screen.inner_text("#progress") == "6 of 7 answered"
        assert screen.input_value("#name") == " Ada </script> "
        found = lines(screen)
        assert visit.complaints == []
        assert {url.partition(":")[0] for url in visit.requests} <= {"file", "blob"}
    assert [(one["number"], one["question"]) for one in found] == [
        (number, posed.id) for number, posed in enumerate(papers[0][:6], 1)
    ]
    assert {(one["name"], one["paper"], one["topic"]) for one in found} == {("Ada </script>", "1", "bank")}
    assert len(found[1]["answer"]) == 3  # type: ignore[arg-type]  # a list
    assert [verdict(oracle, made, papers[0], line) for line in found] == [
        *("correct", "wrong", "correct", "correct", "wrong", "correct"),
    ]


def verdict(oracle: Oracle, made: Exported, paper: tuple[Posed, ...], line: dict[str, object]) -> str:
    """What torch says of one line, read with what lies beside the exam."""
    exam = json.loads(made.beside[0][1])
    number = line["number"]
    assert isinstance(number, int)
    letters = exam["papers"][0]["questions"][number - 1]["letters"]
    given = line["answer"]
    content = [letters[one] for one in given] if isinstance(given, list) else letters.get(given, given)
    return grade_answer(oracle, paper[number - 1].question, content).verdict.value


def test_each_paper_is_a_page_of_its_own(page: Path, papers: tuple[tuple[Posed, ...], ...], chromium: Browser) -> None:
    with chromium.visit(page) as visit:
        screen = visit.page
        screen.keyboard.press("A")  # nothing has the focus: nothing is chosen
        assert screen.inner_text("#progress") == "0 of 7 answered"
        screen.select_option("#paper", "2")
        assert screen.evaluate("location.hash") == "#paper=2"
        assert screen.locator(".paper:visible").count() == 1
        assert list(choices(screen, 1, 2)) == [option.shown for option in papers[1][0].options]
        screen.locator("#p2q1 input").first.check()
        assert [(one["paper"], one["answer"]) for one in lines(screen)] == [("2", "A")]
        screen.go_back()
        assert screen.inner_text("#progress") == "0 of 7 answered"
        screen.goto(f"{page.as_uri()}#paper=9")
        assert screen.locator(".paper:visible").get_attribute("aria-label") == "Paper 1"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_nobody_is_kept_from_it(width: int, scheme: str, page: Path, chromium: Browser) -> None:
    with chromium.visit(page, width, scheme) as visit:
        visit.page.locator("#p1q1 input").first.check()
        assert Axe().run(visit.page).response["violations"] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        assert visit.complaints == []


def test_on_paper(page: Path, chromium: Browser) -> None:
    with chromium.visit(page, 720, "dark") as visit:
        visit.page.emulate_media(media="print")
        words = visit.page.inner_text("body")
        assert visit.page.locator("button:visible, select:visible").count() == 0
        assert visit.page.pdf(format="A4").startswith(b"%PDF")
    assert words.splitlines()[0] == "An exam"
    assert "Paper 1" in words
    assert "Paper 2" not in words
    assert "Name" in words
