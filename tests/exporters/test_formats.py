"""Every format: what goes out is read back by other readers, in the same bytes each time, and no loss is unsaid."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from exporting import BANK, FORMATS, HOSTILE, ROOT, hostile_texts, pose, sheet_of, spoilt
from exportreading import Read, canvas_files, elements, plain
from exportreadingtext import READERS
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.exporters.forms import Chosen, Unsaid, form_of
from quizproof.engine.exporters.naming import name_of
from quizproof.engine.exporters.sheet import CannotExport, Exported, Paper, Sheet
from quizproof.engine.hidden import visible
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"canvas": "canvas.txt", "moodle": "xml", "gift": "gift", "jupyterquiz": "json", "markdown": "md"}
WORDY = ("canvas", "moodle")
"""XML takes so many lines that a golden file has one question of each form."""
SHOWN = ("marks-of-all-formats", "word", "shape-typed", "size-in-variants", "layers")
KEYED = [name for name in FORMATS if name != "markdown"]
HTML = {"a", "br", "code", "em", "h1", "img", "li", "p", "pre", "span", "strong", "ul", "@href", "@src", "@alt"}

some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def questions(oracle: Oracle) -> tuple[Posed, ...]:
    return pose(oracle, BANK)


def export(name: str, questions: tuple[Posed, ...]) -> Exported:
    return EXPORTERS[name](sheet_of(questions))


def read(name: str, questions: tuple[Posed, ...]) -> list[Read]:
    return READERS[name](export(name, questions).file)


def said(questions: tuple[Posed, ...]) -> list[Posed]:
    """The questions that can be asked without torch."""
    return [one for one in questions if not isinstance(form_of(one), Unsaid)]


# What must be refused


@pytest.mark.parametrize("name", KEYED)
def test_an_exam_needs_a_format_without_keys(name: str, questions: tuple[Posed, ...]) -> None:
    with pytest.raises(CannotExport) as refused:
        EXPORTERS[name](sheet_of(questions, exam=True))

    called = {"canvas": "Canvas", "moodle": "Moodle", "gift": "GIFT", "jupyterquiz": "JupyterQuiz"}[name]
    assert str(refused.value) == (
        f"{called} holds the keys, so it is no exam to hand out: leave --exam out, or choose html or pdf"
    )


@pytest.mark.parametrize("name", KEYED)
def test_one_paper_only(name: str, questions: tuple[Posed, ...]) -> None:
    papers = (Paper("1", questions), Paper("2", questions[::-1]))

    with pytest.raises(CannotExport, match="holds one paper, and 2 are asked for: choose html or pdf"):
        EXPORTERS[name](Sheet("Two", papers))


def test_markdown_gives_no_key_away_in_an_exam(questions: tuple[Posed, ...]) -> None:
    text = EXPORTERS["markdown"](sheet_of(questions, exam=True)).file.decode()

    assert "[x]" not in text.replace("\\[x]", "")
    assert "details" not in text
    asked = READERS["markdown"](text.encode())
    assert [one.name for one in asked] == [name_of(one) for one in questions]
    assert {answer.share for one in asked for answer in one.answers} == {0.0}
    for one in questions:
        given = [*one.solution.steps, *one.solution.facts, *one.question.hints, *[option.why for option in one.options]]
        assert [line for line in given if line and line in text] == [], one.id


# What goes out


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, questions: tuple[Posed, ...]) -> None:
    some = tuple([one for one in questions if name not in WORDY or one.id in SHOWN])
    made = _shown(name, export(name, some).file)
    losses = "".join([f"{loss}\n" for loss in export(name, questions).losses])

    for path, text in ((GOLDEN / f"bank.{ENDINGS[name]}", made), (GOLDEN / f"bank.{name}-losses.txt", losses)):
        if os.environ.get("WRITE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")


def _shown(name: str, file: bytes) -> str:
    """A file as it is read by people: archives as their files, pictures as their names."""
    if name == "canvas":
        text = "".join([f"==== {path}\n{data.decode()}" for path, data in canvas_files(file).items()])
    else:
        text = file.decode()
    return re.sub(r"(data:image/svg\+xml;base64,)[\w+/=]+", r"\1...", text)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_asked_is_read_back(name: str, questions: tuple[Posed, ...]) -> None:
    asked = list(questions) if name == "markdown" else said(questions)
    found = read(name, questions)

    if name != "jupyterquiz":
        assert [one.name for one in found] == [name_of(one) for one in asked]
    assert [one.code.rstrip("\n") for one in found] == [one.code for one in asked]
    for question, one in zip(asked, found, strict=True):
        form = form_of(question)
        if isinstance(form, Chosen):
            texts = (
                [plain(answer.text) for answer in one.answers] if name != "markdown" else [x.text for x in one.answers]
            )
            assert [answer.share > 0 for answer in one.answers] == [option.right for option in question.options], one
            assert texts == [_read_by_us(option.shown, option.prose) for option in question.options]


def _read_by_us(shown: str, prose: bool) -> str:
    from quizproof.engine.exporters.markup import inline

    return plain(inline(shown)) if prose else shown


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_left_out_without_a_line(name: str, questions: tuple[Posed, ...]) -> None:
    left_out = {str(loss) for loss in export(name, questions).losses if loss.sentence.startswith("left out: ")}

    expected = (
        set()
        if name == "markdown"
        else {f"{name_of(one)}: left out: {form.why}" for one in questions if isinstance(form := form_of(one), Unsaid)}
    )
    assert left_out == expected


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_twice(name: str, questions: tuple[Posed, ...]) -> None:
    assert export(name, questions) == export(name, questions)


_ELSEWHERE = """
import hashlib
from exporting import BANK, FORMATS, pose, sheet_of
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.oracle import Oracle
with Oracle() as oracle:
    sheet = sheet_of(pose(oracle, BANK))
print([hashlib.sha256(EXPORTERS[name](sheet).file).hexdigest() for name in FORMATS])
"""


def test_the_same_bytes_in_another_process(questions: tuple[Posed, ...]) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": "tests"}

    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    digests = [hashlib.sha256(export(name, questions).file).hexdigest() for name in FORMATS]
    assert done.stdout == f"{digests}\n"


# Hostile texts


@pytest.mark.parametrize("name", FORMATS)
@some
@given(text=hostile_texts)
def test_a_text_stays_a_text(name: str, text: str, questions: tuple[Posed, ...]) -> None:
    hostile = tuple([spoilt(one, text) for one in questions])
    asked = list(hostile) if name == "markdown" else said(hostile)
    prose = " ".join(visible(text).split())

    found = read(name, hostile)

    assert len(found) == len(asked)
    for question, one in zip(asked, found, strict=True):
        assert one.asked.startswith(prose), name
        assert _code(one.code) == _code(question.code), name
        if isinstance(form_of(question), Chosen):
            _same_choices(name, question, one)
        for markup in _markup(name, one):
            assert elements(markup) <= HTML, markup
            assert prose in plain(markup).replace("Correct. ", ""), markup


def _code(text: str) -> str:
    return "\n".join([line.rstrip() for line in visible(text).strip("\n").split("\n")]).strip()


def _same_choices(name: str, question: Posed, one: Read) -> None:
    texts = [answer.text if name == "markdown" else plain(answer.text) for answer in one.answers]
    plainly = [
        re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", option.shown) if option.prose else option.shown
        for option in question.options
    ]
    assert texts == [" ".join(visible(shown).split()) for shown in plainly]
    assert [answer.share > 0 for answer in one.answers] == [option.right for option in question.options]


def _markup(name: str, one: Read) -> list[str]:
    """The pieces of HTML in which the hostile text stands."""
    if name == "markdown":
        return []
    found = [one.more["html"] if "html" in one.more else one.more["question"], *[a.said for a in one.answers if a.said]]
    return [*found, *([one.solution] if one.solution else [])]


for _text in HOSTILE:
    test_a_text_stays_a_text = example(text=_text)(test_a_text_stays_a_text)


# The shipped topics


def test_shipped_topics(oracle: Oracle) -> None:
    shipped = pose(oracle, "pooling", "convolution", variants=3)
    blocks = []
    for name in FORMATS:
        exported = EXPORTERS[name](sheet_of(shipped))
        assert len(READERS[name](exported.file)) == (len(shipped) if name == "markdown" else len(said(shipped)))
        told: dict[str, list[str]] = {}
        for loss in exported.losses:
            told.setdefault(loss.sentence, []).append(str(loss).removesuffix(f": {loss.sentence}"))
        blocks += [f"{name}: {sentence}\n  {', '.join(whom)}\n" for sentence, whom in sorted(told.items())]
    path, text = GOLDEN / "shipped-losses.txt", "".join(blocks)

    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
