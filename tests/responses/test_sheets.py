"""Answers on papers: a row each, or a sheet a row. What letters stand for comes from the exam."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.exporters.exam import Exam, ExamPaper, ExamQuestion
from quizproof.engine.literals import Unreadable
from quizproof.engine.responses import Column, Row, read_responses, rows_of_lines

HALVED = ExamQuestion(1, "pooling", "halved", None, (("A", "(1, 3)"), ("B", "(1, 4)"), ("C", "(1, 5)")))
SIDE = ExamQuestion(2, "pooling", "side", "n=4,k=2", (("A", "3"), ("B", "2")))
TYPED = ExamQuestion(3, "pooling", "typed", None, ())
OTHER = ExamQuestion(1, "pooling", "halved", None, (("A", "(1, 4)"), ("B", "(1, 3)")))
EXAM = Exam("Exam", 0, (ExamPaper("1", (HALVED, SIDE, TYPED)), ExamPaper("2", (OTHER,))))


def sheet(
    fields: dict[str, Any], added: dict[str, Any], asked: dict[str, Any] | None = None, fault: str | None = None
) -> Row:
    """A row of an exam: what it asks is what it says and what was added, with the content as its answer."""
    meant = fields | added | {"answer": added.get("answered")}
    del meant["answered"]
    return Row(fields, meant if asked is None else asked, added, None, fault)


def rows_in(path: Path, content: str, columns: dict[str, str] | None = None) -> list[Row | None]:
    path.write_text(content)
    with read_responses([str(path)], columns=columns, exam=EXAM) as responses:
        return list(responses.rows())


def read(line: dict[str, Any]) -> list[Row]:
    return list(rows_of_lines([json.dumps(line)], EXAM))


NOT_FOUND = {
    "no number": (
        {"paper": "1", "answer": "A"},
        {"answered": None},
        "the field 'number' is missing: which question of the paper is it?",
    ),
    "no whole number": (
        {"paper": "1", "number": 1.5, "answer": "A"},
        {"answered": None},
        "the field 'number' is missing: which question of the paper is it?",
    ),
    "no such paper": ({"paper": 3, "number": 1}, {"answered": None}, "there is no paper '3': the exam has 1, 2"),
    "no such question": (
        {"paper": 1, "number": 4, "answer": "A"},
        {"answered": None},
        "paper 1 has no question 4: it has 3",
    ),
    "no answer": (
        {"paper": 1, "number": 1},
        {"question": "halved", "answered": None},
        "the field 'answer' is missing: which letters are marked?",
    ),
    "no such letter": (
        {"paper": 1, "number": 2, "answer": "Z"},
        {"question": "side", "variant": "n=4,k=2", "answered": None},
        "question 2 of paper 1 has no letter 'Z': it has A to B",
    ),
    "no letter": (
        {"paper": 1, "number": "1", "answer": " "},
        {"question": "halved", "answered": None},
        "no letter is marked in question 1 of paper 1",
    ),
    "no paper": (
        {"paper": "", "number": "1", "answer": "A"},
        {"answered": None},
        "the field 'paper' is missing: the exam has 1, 2, each with its own letters",
    ),
    "another question": (
        {"paper": 1, "number": 1, "answer": "A", "question": "side"},
        {"answered": None},
        "the row says question 'side', and in the exam number 1 of paper 1 has 'halved': is it the right exam.json, "
        "and the right paper?",
    ),
    "another variant": (
        {"paper": 1, "number": 2, "answer": "A", "question": "side", "variant": "n=9,k=2"},
        {"answered": None},
        "the row says variant 'n=9,k=2', and in the exam number 2 of paper 1 has 'n=4,k=2': is it the right exam.json, "
        "and the right paper?",
    ),
    "a variant of none": (
        {"paper": 1, "number": 1, "answer": "A", "variant": "n=9,k=2"},
        {"answered": None},
        "the row says variant 'n=9,k=2', and in the exam number 1 of paper 1 has none: is it the right exam.json, "
        "and the right paper?",
    ),
    "a question twice": ({"1": "A", "Q1": "B"}, {}, "the columns '1' and 'Q1' are both question 1: rename one"),
}


@pytest.mark.parametrize(("fields", "added", "fault"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_cannot_be_looked_up_keeps_its_fields(fields: dict[str, Any], added: dict[str, Any], fault: str) -> None:
    text = json.dumps(fields) if not fault.endswith("rename one") else None
    asked = fields | {name: value for name, value in added.items() if name != "answered"}
    assert read(fields) == [Row(fields, asked, added, text, fault)]


MEANT = {
    "a letter": ({"paper": 1, "number": 1, "answer": "b"}, {"question": "halved", "answered": "(1, 4)"}),
    "another paper": ({"paper": 2, "number": 1, "answer": "A"}, {"question": "halved", "answered": "(1, 4)"}),
    "in brackets": ({"paper": 2, "number": 1, "answer": "(a)."}, {"question": "halved", "answered": "(1, 4)"}),
    "several": ({"paper": 1, "number": 1, "answer": "C, A"}, {"question": "halved", "answered": ["(1, 5)", "(1, 3)"]}),
    "a list": (
        {"paper": 1, "number": 1, "answer": ["A", "C"]},
        {"question": "halved", "answered": ["(1, 3)", "(1, 5)"]},
    ),
    "a variant": (
        {"paper": 1, "number": 2, "answer": "A"},
        {"question": "side", "variant": "n=4,k=2", "answered": "3"},
    ),
    "written out": ({"paper": 1, "number": 3, "answer": "A"}, {"question": "typed", "answered": "A"}),
    "texts": ({"paper": " 2 ", "number": "1", "answer": "A"}, {"question": "halved", "answered": "(1, 4)"}),
    "the same question": (
        {"paper": 1, "number": 2, "answer": "A", "question": "side", "variant": "n=4,k=2"},
        {"question": "side", "variant": "n=4,k=2", "answered": "3"},
    ),
    "fractions of zero": ({"paper": 2.0, "number": 1.0, "answer": "A"}, {"question": "halved", "answered": "(1, 4)"}),
}


@pytest.mark.parametrize(("fields", "added"), MEANT.values(), ids=MEANT)
def test_what_letters_stand_for(fields: dict[str, Any], added: dict[str, Any]) -> None:
    expected = sheet(fields, added)
    assert read(fields) == [Row(fields, expected.asked, added, json.dumps(fields))]


WIDE = """student,Q2,paper,1,Question 3
ada,B,1,C,typed
bob,,1,,
eve,,2,A,
cut,A,1
"""


def test_a_sheet_in_a_row_gives_a_row_for_each_question(tmp_path: Path) -> None:
    ada, bob, eve = [{"student": name, "paper": paper} for name, paper in (("ada", "1"), ("bob", "1"), ("eve", "2"))]
    halved, side = {"question": "halved"}, {"question": "side", "variant": "n=4,k=2"}
    no_letter = "no letter is marked in question {} of paper 1"
    first, second, blank = [{"number": number, "answer": ""} for number in (1, 2, 3)]

    def unmarked(fields: dict[str, Any], added: dict[str, Any], number: int) -> Row:
        return sheet(fields, added | {"answered": None}, fields | added, no_letter.format(number))

    rows = rows_in(tmp_path / "a.csv", WIDE)
    cut = {"student": "cut", "paper": "1", "number": 2, "answer": "A"}
    assert rows == [
        sheet(ada | {"number": 1, "answer": "C"}, halved | {"answered": "(1, 5)"}),
        sheet(ada | {"number": 2, "answer": "B"}, side | {"answered": "2"}),
        sheet(ada | {"number": 3, "answer": "typed"}, {"question": "typed", "answered": "typed"}),
        unmarked(bob | first, halved, 1),
        unmarked(bob | second, side, 2),
        sheet(bob | blank, {"question": "typed", "answered": ""}),
        sheet(eve | {"number": 1, "answer": "A"}, halved | {"answered": "(1, 4)"}),
        Row(cut, cut, {}, None, "line 5 has 3 cells, and the first line names 5"),
    ]


def test_columns_of_sheets(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text(WIDE)
    (tmp_path / "long.csv").write_text("paper,number,answer,variant\n1,1,A,\n")
    (tmp_path / "wide.jsonl").write_text('{"1": "A", "paper": "1", "student": "ada"}\n')
    added = [Column("question", "text"), Column("variant", "text"), Column("answered", "other")]
    answer = [Column("number", "whole number"), Column("answer", "text")]
    student, paper = Column("student", "text"), Column("paper", "text")
    expected = {
        "wide.csv": [student, paper, *answer, *added],
        "long.csv": [paper, Column("number", "text"), Column("answer", "text"), added[1], added[0], added[2]],
        "wide.jsonl": [paper, student, *answer, added[0], Column("answered", "text")],
    }
    for name, columns in expected.items():
        with read_responses([str(tmp_path / name)], exam=EXAM) as responses:
            assert list(responses.columns()) == columns


REFUSED = {
    "no number": (
        "student,answer\n",
        "no column is called 'number': there are 'student', 'answer', and none is the number of a question, such as "
        "1 or Q1; --column number=COLUMN says which it is",
    ),
    "no paper": (
        "student,1\n",
        "no column is called 'paper': there are 'student', '1'; --column paper=COLUMN says which it is",
    ),
    "a question twice": ("student,1,Q1\n", "the columns '1' and 'Q1' are both question 1: rename one"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_tables_that_are_no_sheets(content: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        rows_in(tmp_path / "a.csv", content)
    assert str(caught.value) == f"{tmp_path / 'a.csv'}: {said}"


def test_columns_of_sheets_that_are_called_otherwise(tmp_path: Path) -> None:
    found = rows_in(tmp_path / "a.csv", "bogen,1\n2,A\n", {"paper": "bogen"})
    fields = {"bogen": "2", "number": 1, "answer": "A"}
    asked = {"bogen": "2", "paper": "2", "number": 1, "answer": "(1, 4)", "question": "halved"}
    assert found == [Row(fields, asked, {"question": "halved", "answered": "(1, 4)"})]
