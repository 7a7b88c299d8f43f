"""Papers as they are printed, read by another program: all that must stand there, and nothing of the key in an exam."""

import builtins
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporting import BANK, HOSTILE, ROOT, pose, spoilt
from paperreading import pages, papers, right_letters, words
from quizproof.engine import grade, load
from quizproof.engine.choosing import Wanted
from quizproof.engine.exporters.consequences import options_of
from quizproof.engine.exporters.exam import read_exam
from quizproof.engine.exporters.papers import paper_fields
from quizproof.engine.exporters.pdf import to_pdf
from quizproof.engine.exporters.sheet import CannotExport, Paper, Sheet
from quizproof.engine.exporters.typeset import Node, code_lines, nodes, plain
from quizproof.engine.exporters.typesetting import not_drawn
from quizproof.engine.exporting import Order, exported
from quizproof.engine.hidden import visible
from quizproof.engine.html.elements import Markup
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Option, Posed
from quizproof.engine.verdict import Grade, Verdict

LETTER = "Answersheet"


@pytest.fixture(scope="module")
def exam(oracle: Oracle) -> Sheet:
    return papers(oracle, BANK, 3, exam=True)


@pytest.fixture(scope="module")
def handed_out(exam: Sheet) -> dict[str, bytes]:
    made = to_pdf(exam)
    return {"exam.pdf": made.file, **dict(made.beside)}


@pytest.fixture(scope="module")
def practice(oracle: Oracle) -> bytes:
    return to_pdf(papers(oracle, BANK)).file


# Without typst


def test_without_typst_one_sentence_says_what_to_install(exam: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *more: object) -> object:
        if name == "typst":
            raise ImportError(name)
        return found(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(CannotExport) as refused:
        to_pdf(exam)
    assert str(refused.value) == "pdf needs typst, which is not installed: pip install 'quizproof[pdf]'"


# An exam


def test_the_files_of_an_exam(handed_out: Mapping[str, bytes]) -> None:
    assert list(handed_out) == ["exam.pdf", "{stem}-key.pdf", "exam.json"]


def test_each_question_stands_on_each_paper(exam: Sheet, handed_out: Mapping[str, bytes]) -> None:
    whole = words("\n".join(pages(handed_out["exam.pdf"])))
    parts = re.split("(?<=Paper[123])Name", whole)[1::2]
    assert len(parts) == 3
    for paper, text in zip(exam.papers, parts, strict=True):
        for posed in paper.posed:
            for line in posed.code.split("\n"):
                if len(line) < 78:
                    assert words(line) in text
            for option in options_of(posed):
                if not option.prose:
                    assert words(option.shown) in text
            assert words(re.sub(r"[`*$\\#]|- \[x\]|&amp;|\[on\].*", "", posed.question.prompt))[:20] in re.sub(
                r"[`*$\\#]", "", text
            )


def test_each_paper_begins_and_its_answer_sheet_lies_on_a_right_hand_page(handed_out: Mapping[str, bytes]) -> None:
    said = pages(handed_out["exam.pdf"])
    begun = [number for number, text in enumerate(said, 1) if text.startswith("Exam") and "Name" in text]
    answers = [number for number, text in enumerate(said, 1) if text.startswith("Answer sheet")]
    assert (len(begun), len(answers)) == (3, 3)
    assert [number % 2 for number in begun + answers] == [1] * 6


def test_pages_are_numbered_paper_by_paper(handed_out: Mapping[str, bytes]) -> None:
    said = pages(handed_out["exam.pdf"])
    found = [re.search(r"Paper (\d), page (\d+) of (\d+)", text) for text in said]
    numbered = [tuple(map(int, place.groups())) for place in found if place]
    for paper in (1, 2, 3):
        of_paper = [(page, last) for name, page, last in numbered if name == paper]
        assert of_paper == [(page, len(of_paper)) for page in range(1, len(of_paper) + 1)]
    unnumbered = [text for text, place in zip(said, found, strict=True) if not place]
    assert set(unnumbered) <= {"This page is left blank."}
    assert len(unnumbered) == 2  # behind the first and the second answer sheet


def test_the_answer_sheet_has_a_circle_for_each_letter_and_a_box_for_each_answer_that_is_written(
    exam: Sheet, handed_out: Mapping[str, bytes]
) -> None:
    sheets = [text for text in pages(handed_out["exam.pdf"]) if text.startswith("Answer sheet")]
    asked = read_exam(handed_out["exam.json"])
    for paper, text, posed in zip(asked.papers, sheets, exam.papers, strict=True):
        said = text.partition("boxes.")[2].partition("Exam")[0]
        wanted = "".join(
            [
                f"{one.number}{''.join([letter for letter, _ in one.letters])}"
                f"{'allthatapply' if which.several and one.letters else ''}"
                for one, which in zip(paper.questions, posed.posed, strict=True)
            ]
        )
        assert words(said) == wanted


def test_an_exam_is_the_same_whatever_is_right(exam: Sheet) -> None:
    """What does not depend on the key cannot give it away."""
    turned = replace(exam, papers=tuple([replace(one, posed=tuple(map(other, one.posed))) for one in exam.papers]))
    made, changed = to_pdf(exam), to_pdf(turned)
    assert changed.file == made.file
    assert changed.beside[1] == made.beside[1]
    assert changed.beside[0] != made.beside[0]


def other(posed: Posed) -> Posed:
    """A question of which other choices are right, and something else is said of them."""
    question = replace(posed.question, explanation="changed", hints=("changed",), mistakes=("changed",))
    if posed.question.kind == "outcome" and not posed.options:
        return replace(posed, question=question, solution=replace(posed.solution, answers=("runs",)))
    if not options_of(posed):
        return replace(posed, question=question)
    steps = replace(posed.solution, answers=("changed",), steps=("changed",), facts=("changed",), picture=None)
    return replace(posed, question=question, solution=steps, options=tuple(map(turned, posed.options)))


def turned(option: Option) -> Option:
    grade = Grade(Verdict.WRONG if option.right else Verdict.CORRECT, 0.5, "changed", "changed")
    return replace(option, right=not option.right, grade=grade, why="changed")


def test_the_papers_differ(oracle: Oracle) -> None:
    sheet = papers(oracle, "pooling", 6, exam=True)
    asked = [json.dumps(paper_fields(sheet, paper)["questions"]) for paper in sheet.papers]
    assert len(set(asked)) == 6


# The key


@pytest.mark.parametrize("bank", [BANK, "pooling"], ids=["every kind", "pooling"])
def test_torch_judges_each_letter_as_the_key_does(bank: str | Path, oracle: Oracle) -> None:
    made = to_pdf(papers(oracle, bank, 2, exam=True))
    beside = dict(made.beside)
    printed = right_letters(beside["{stem}-key.pdf"])
    topics = load(ROOT / bank if isinstance(bank, Path) else bank)
    several = {question.id for topic in topics for question in topic.questions if question.answers}
    graded: dict[str, dict[int, str]] = {}
    lines, places = [], []
    for paper in read_exam(beside["exam.json"]).papers:
        graded[paper.name] = {one.number: "" for one in paper.questions if one.letters}
        for one in paper.questions:
            for letter, _ in one.letters:
                [content] = paper.contents(one.number, letter)
                answer = [content] if one.question in several else content
                lines.append(json.dumps({"question": one.question, "variant": one.variant, "answer": answer}))
                places.append((paper.name, one.number, letter))
    for (name, number, letter), line in zip(places, grade(topics, lines, oracle), strict=True):
        if json.loads(line)["score"]:
            graded[name][number] += letter
    assert printed == graded
    assert all(letters for paper in graded.values() for letters in paper.values())


def test_the_key_explains_each_question_once(exam: Sheet, handed_out: Mapping[str, bytes]) -> None:
    text = "\n".join(pages(handed_out["{stem}-key.pdf"])).partition("Worked solutions")[2]
    names = {(posed.id, posed.question.variant) for paper in exam.papers for posed in paper.posed}
    for name, variant in names:
        title = f"{name} ({variant})" if variant else name
        assert len(re.findall(rf"^{re.escape(title)}$", text, re.MULTILINE)) == 1
    assert text.count("Paper 1, question 1: ") == text.count("Paper 3, question 1: ") == 1


def test_the_key_says_what_nobody_computed(handed_out: Mapping[str, bytes]) -> None:
    [first, *_] = pages(handed_out["{stem}-key.pdf"])
    assert "torch confirms what stands here, but for 3 answers that nothing computes." in first
    whole = words("\n".join(pages(handed_out["{stem}-key.pdf"])))
    assert whole.count(words("The answer is its author's, and nothing computes it")) == 3


# A practice sheet


def test_a_practice_sheet_has_hints_and_then_solutions(practice: bytes) -> None:
    said = pages(practice)
    hints = [number for number, text in enumerate(said) if text.startswith("Hints")]
    solved = [number for number, text in enumerate(said) if text.startswith("Solutions")]
    assert (len(hints), len(solved)) == (1, 1)
    assert 0 < hints[0] < solved[0]
    asked = "\n".join(said[: hints[0]])
    assert "Name" not in asked
    assert "Answer sheet" not in "\n".join(said)
    assert "It is no dot." in said[hints[0]]
    assert "It is no dot." not in asked
    assert "That is 4×4." in "\n".join(said[solved[0] :])
    assert "That is 4×4." not in "\n".join(said[: solved[0]])


# What anybody may write


def test_hostile_texts_are_printed_as_they_are(oracle: Oracle) -> None:
    whole = pose(oracle, BANK)
    texts = [*HOSTILE, *TYPST]
    found = [spoilt(whole[number % len(whole)], text) for number, text in enumerate(texts)]
    made = to_pdf(Sheet(TYPST[0], (Paper(TYPST[1], tuple(found)), Paper("2", ())), exam=False))
    said = words("\n".join(pages(made.file)))
    for text in texts:
        shown = words(visible(text)).replace("\u200b", "")
        if not any(loss.sentence.startswith("no font") for loss in made.losses if loss.posed.code == text):
            assert shown in said, text


TYPST = (
    '#image("/etc/passwd")',
    '#read("exam.json")#sys.inputs',
    '#import "@preview/cetz:0.3.0": *',
    "$ sum_(i=0)^n $ *b* _i_ `r` <l> @r - / + = == // /* */ \\u{41} \\#",
    '"}]}#panic("no")',
    "https://example.org/#fragment ~ --- ... 'q' \"q\"",
    "#{while true {}}",
)
"""What would be a command to typst, were it read as its markup."""


def test_a_link_can_only_lead_to_a_page(practice: bytes) -> None:
    links = [
        annotation.get_object()["/A"].get("/URI")
        for page in PdfReader(BytesIO(practice)).pages
        for annotation in page.get("/Annots", ())
    ]
    assert [link for link in links if not re.match("(https?|mailto):", link)] == []


def test_what_no_font_has_is_told(oracle: Oracle) -> None:
    [posed, *_] = [one for one in pose(oracle, BANK) if one.id == "fill"]
    asked = replace(posed.question, prompt="中文和😀 é → Ж", hints=("語 語",))
    [loss] = to_pdf(Sheet("S", (Paper("1", (replace(posed, question=asked),)),))).losses
    assert str(loss) == "fill: no font at hand has 中 和 文 語 😀: empty boxes are printed"
    assert not_drawn(set("aé→Ж×−≤∂中")) == {"中"}
    assert not_drawn(set("abc")) == frozenset()


def test_a_long_word_stays_on_the_page(oracle: Oracle) -> None:
    [posed, *_] = [one for one in pose(oracle, BANK) if one.id == "fill"]
    long = "x" * 400
    asked = replace(posed.question, prompt=f"{long} `{long}`")
    file = to_pdf(Sheet(long, (Paper("1", (replace(posed, question=asked, code=f"y = {long}"),)),))).file
    for page in PdfReader(BytesIO(file)).pages:
        places: list[float] = []
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append(len(text) * size * 0.45))  # noqa: B023
        assert max(places) < float(page.mediabox.width)


# The same bytes


def test_the_same_sheet_gives_the_same_bytes(exam: Sheet, handed_out: Mapping[str, bytes]) -> None:
    again = to_pdf(exam)
    assert {"exam.pdf": again.file, **dict(again.beside)} == handed_out


def test_no_clock_and_no_hash_seed_gets_into_the_bytes(tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; from quizproof.engine.exporters.typesetting import printed;"
        "fields = dict(title='T', exam=True, key=None, papers=[dict(label='', about='', questions=[])]);"
        "print(hashlib.sha256(printed(fields)).hexdigest())"
    )
    found = set()
    for seed in ("0", "1"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "SOURCE_DATE_EPOCH": f"{seed}00000"}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment, cwd=tmp_path)
        found.add(done.stdout)
    assert len(found) == 1


def test_the_document_says_no_date_and_no_machine(handed_out: Mapping[str, bytes]) -> None:
    for name in ("exam.pdf", "{stem}-key.pdf"):
        about = PdfReader(BytesIO(handed_out[name])).metadata
        assert about is not None
        assert sorted(about) == ["/Creator", "/Title"]
        assert about.title == "Exam"


# As it is asked for


def test_each_paper_asks_the_same_questions(oracle: Oracle, tmp_path: Path) -> None:
    order = Order("pdf", papers=3, exam=True, wanted=Wanted(count=4), title="Four")
    made = exported(load("pooling"), order, oracle)
    names = made.write(str(tmp_path / "mid.term.pdf"))
    assert [Path(name).name for name in names] == ["mid.term.pdf", "mid.term-key.pdf", "exam.json"]
    assert {path.name for path in tmp_path.iterdir()} == {"mid.term.pdf", "mid.term-key.pdf", "exam.json"}
    exam = read_exam((tmp_path / "exam.json").read_bytes())
    asked = [[one.question for one in paper.questions] for paper in exam.papers]
    assert asked == [asked[0]] * 3
    assert len({paper.questions for paper in exam.papers}) == 3


# How texts are set


CODE = {
    "short": ("x = 1", [["x = 1"]]),
    "tabs": ("\tx", [["    x"]]),
    "long": (f"f({'1, ' * 40})", [[f"f({'1, ' * 25}".rstrip(), f"    {'1, ' * 15})"]]),
    "without a place to break": ("x" * 100, [["x" * 78, f"    {'x' * 22}"]]),
}


@pytest.mark.parametrize(("code", "lines"), CODE.values(), ids=CODE)
def test_lines_of_code_fit(code: str, lines: list[list[str]]) -> None:
    assert code_lines(code) == lines


TREES: dict[str, tuple[str, list[Node]]] = {
    "text": ("a &lt; b", ["a < b"]),
    "spaces": ("<p>a\n <em>b</em> c</p>\n", [{"tag": "p", "has": ["a ", {"tag": "em", "has": ["b"]}, " c"]}]),
    "spans are no more": ("<p><span>$</span>x</p>", [{"tag": "p", "has": ["$", "x"]}]),
    "a list": (
        '<ol start="3">\n<li>a</li>\n</ol>',
        [{"tag": "ol", "start": "3", "has": [{"tag": "li", "has": ["a"]}]}],
    ),
    "code keeps its spaces": ("<code>a  b</code>", [{"tag": "code", "has": ["a  b"]}]),
    "lines": ("<pre><code>a\n\n b\n</code></pre>", [{"tag": "pre", "lines": [["a"], [""], [" b"]]}]),
    "no attribute but these": (
        '<a href="https://a.b" onclick="x">y</a>',
        [{"tag": "a", "href": "https://a.b", "has": ["y"]}],
    ),
}


@pytest.mark.parametrize(("html", "tree"), TREES.values(), ids=TREES)
def test_html_becomes_a_tree(html: str, tree: list[Node]) -> None:
    assert nodes(Markup(html)) == tree


def test_a_plain_text_is_one_line() -> None:
    assert plain(" a\n\x1b b ") == "a <U+001B> b"
    assert plain("x" * 33) == f"{'x' * 16}\u200b{'x' * 16}\u200bx"
    assert hashlib.sha256(plain("x" * 32).encode()).digest() == hashlib.sha256(b"x" * 32).digest()
