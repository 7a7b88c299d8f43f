"""An item analysis on the screen. A file in tests/analysis/golden is a test: which class, width, question, what is
printed.

To write what is printed now into them: WRITE_GOLDEN=1 pytest tests/analysis, and read the difference.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from classes import CLASSES, SMALL, many
from pages import printed
from quizproof.engine.analysis.facts import Analysis
from quizproof.engine.analysis.reasons import Reason
from quizproof.engine.analysis.remarking import ABOUT
from quizproof.engine.literals import Unreadable
from quizproof.engine.screen.analyzed import MOST, MOST_ROWS, print_analysis

FILES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
RULE = "----\n"


def shown(found: Analysis, question: str | None = None, *, width: int = 80, **more: str) -> str:
    return printed(lambda page: print_analysis(page, found, question), width=width, **more)


REFUSED = {
    "near": ("halff", "no answer is to a question 'halff'; did you mean half?"),
    "far": ("zzz", "no answer is to a question 'zzz'; leave --question out, and all are listed"),
    "nasty": ("\x1b[2J", r"no answer is to a question '\x1b[2J'; leave --question out, and all are listed"),
    "empty": ("", "no answer is to a question ''; leave --question out, and all are listed"),
}


@pytest.mark.parametrize(("question", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_question_that_is_not_there(question: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        shown(SMALL, question)
    assert str(refused.value) == sentence


def test_there_are_transcripts_of_each_class_and_width() -> None:
    heads = [path.read_text(encoding="utf-8").partition(RULE)[0] for path in FILES]
    assert {re.search(r"^class (\w+)$", head, re.MULTILINE)[1] for head in heads} == set(CLASSES)  # type: ignore[index]
    assert {re.search(r"^width (\d+)$", head, re.MULTILINE)[1] for head in heads} == {"80", "40"}  # type: ignore[index]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_transcript(path: Path) -> None:
    head, _, expected = path.read_text(encoding="utf-8").partition(RULE)
    told = dict(line.split(" ", 1) for line in head.splitlines())
    said = shown(CLASSES[told["class"]], told.get("question"), width=int(told["width"]))
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(head + RULE + said, encoding="utf-8")
    assert said == expected
    assert [line for line in said.splitlines() if cell_len(line) > int(told["width"])] == []
    assert said.isascii()


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_the_words_are_the_same_everywhere(more: dict[str, str]) -> None:
    assert shown(SMALL, **more) == shown(SMALL)
    assert shown(SMALL, encoding="ascii", **more) == shown(SMALL)


@pytest.mark.parametrize("width", [20, 30, 47, 60, 63, 64, 65, 100, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for found in (SMALL, many(12, range(0, 12, 4))):
        for question in (None, found.items[0].id, found.items[1].id):
            assert [line for line in shown(found, question, width=width).splitlines() if cell_len(line) > width] == []


def test_every_reason_is_told_with_its_numbers_and_what_to_do() -> None:
    reasons = {remark.reason for item in SMALL.items for remark in item.remarks}
    assert reasons == set(Reason) == set(ABOUT)
    told = shown(SMALL, width=9_999).partition("Questions to look at\n")[2]
    pieces = [piece.splitlines() for piece in told.split("\n\n")]
    assert [piece[0] for piece in pieces[1:]] == [item.id for item in SMALL.to_look_at[1:]]
    for piece, item in zip(pieces, SMALL.to_look_at, strict=True):
        whys = [line for line in piece if re.match(r"  \w", line) and not line.startswith("  difficulty ")]
        dos = [line for line in piece if line.startswith("    ")]
        assert len([why for why in whys if not why.startswith("  A guess")]) == len(item.remarks)
        assert len(dos) == len({remark.reason for remark in item.remarks})


def test_one_question_to_look_at_more_than_are_told_in_full() -> None:
    told = shown(many(20, range(MOST + 1)), width=9_999)
    assert told.count("It hardly tells who knows the subject") == MOST
    assert told.endswith(f"\nAlso: question-{MOST + 1} (tells little).\n")
    assert "Also" not in shown(many(20, range(MOST)))


def test_of_many_questions_those_to_look_at_are_in_the_table() -> None:
    rows = re.compile(r"^  question-(\d+) ", re.MULTILINE)
    assert len(rows.findall(shown(many(MOST_ROWS, [3])))) == MOST_ROWS
    told = shown(many(500, [3, 77, 499]), width=9_999)
    assert rows.findall(told) == ["4", "78", "500"]
    assert (
        "497 more have nothing to look at and are left out here: --question ID shows one, --json and --html have all.\n"
        in told
    )


def test_nothing_to_look_at() -> None:
    told = shown(many(3))
    assert "look at\n" not in told.partition("Questions to look at")[0]  # no column of them
    assert told.endswith("Questions to look at\nNone: no question is out of the usual range.\n")


def test_times_that_nobody_took_have_no_column() -> None:
    items = tuple([replace(item, times=None) for item in many(3).items])
    told = shown(replace(many(3), items=items))
    assert "  question    difficulty       discr.   n\n" in told
    assert "time" not in told


def test_wide_letters_are_counted_as_they_are_shown() -> None:
    first, *others = many(3).items
    told = shown(replace(many(3), items=(replace(first, id="池化"), *others)))
    lines = [line for line in told.splitlines() if re.match(r"  (池化|question-)", line)]
    assert len({cell_len(line.partition("0.")[0]) for line in lines}) == 1
