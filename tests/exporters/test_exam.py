"""What the letters of an exam stand for: written, read again, and judged by torch and nobody else."""

import json
from pathlib import Path

import pytest

from exporting import BANK
from paperreading import papers
from quizproof.engine.exporters.exam import NAME, Exam, ExamPaper, ExamQuestion, exam_key, read_exam
from quizproof.engine.exporters.sheet import Exported, Paper, Sheet
from quizproof.engine.exporting import Export
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run

EXAM = {
    "format": 1,
    "title": "Midterm",
    "seed": 7,
    "papers": [
        {
            "paper": "1",
            "questions": [
                {"number": 1, "topic": "t", "question": "q", "variant": "n=1", "letters": {"A": "(1,)", "B": "(2,)"}},
                {"number": 2, "topic": "t", "question": "r", "variant": None, "letters": {}},
            ],
        }
    ],
}
"""An exam as it is written."""


def without(key: str, **changed: object) -> dict[str, object]:
    """The exam with its first question changed."""
    first = {name: value for name, value in EXAM["papers"][0]["questions"][0].items() if name != key} | changed  # type: ignore[index]
    return EXAM | {"papers": [{"paper": "1", "questions": [first]}]}


REFUSED = {
    "nothing": ("", "this is no exam: it is no JSON"),
    "a list": ([], "this is no exam: exam.json lies beside what `quizproof export --exam` writes"),
    "another object": ({"a": 1}, "this is no exam: exam.json lies beside what `quizproof export --exam` writes"),
    "a later format": (EXAM | {"format": 2}, "the exam has format 2, and 1 is known here"),
    "no title": (
        {key: value for key, value in EXAM.items() if key != "title"},
        "the exam has no 'title'",
    ),
    "a seed in words": (EXAM | {"seed": "x"}, "the exam: 'seed' is 'x', and a whole number is expected"),
    "papers that are none": (EXAM | {"papers": {}}, "the exam: 'papers' is no list"),
    "a paper that is none": (EXAM | {"papers": [3]}, "paper number 1 of the exam has no 'paper'"),
    "a paper twice": (EXAM | {"papers": EXAM["papers"] * 2}, "the exam has two papers called '1'"),  # type: ignore[operator]
    "no number": (without("number"), "question number 1 of paper 1 has no 'number'"),
    "a true number": (
        without("number", number=True),
        "question number 1 of paper 1: 'number' is True, and a whole number is expected",
    ),
    "a long id": (
        without("question", question=["x" * 500]),
        f"question number 1 of paper 1: 'question' is ['{'x' * 37}…, and a text is expected",
    ),
    "a variant in numbers": (
        without("variant", variant=3),
        "question number 1 of paper 1: 'variant' is 3, and a text or null is expected",
    ),
    "letters in a list": (
        without("letters", letters=["A"]),
        "question number 1 of paper 1: 'letters' names no text for each letter",
    ),
}


@pytest.mark.parametrize(("written", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_exam_is_refused(written: object, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_exam(b"" if written == "" else json.dumps(written).encode())
    assert str(refused.value) == sentence


READ = Exam(
    "Midterm",
    7,
    (
        ExamPaper(
            "1",
            (
                ExamQuestion(1, "t", "q", "n=1", (("A", "(1,)"), ("B", "(2,)"))),
                ExamQuestion(2, "t", "r", None, ()),
            ),
        ),
    ),
)


def test_an_exam_is_read() -> None:
    assert read_exam(json.dumps(EXAM).encode()) == READ


MARKS = {
    "no letter": (1, " , ", "no letter is marked in question 1 of paper 1"),
    "a letter that is not there": (1, "AC", "question 1 of paper 1 has no letter 'C': it has A to B"),
    "a question that is not there": (3, "A", "paper 1 has no question 3: it has 2"),
    "letters where an answer is written": (
        2,
        "A",
        "question 2 of paper 1 has no letters: its answer is written out",
    ),
}


@pytest.mark.parametrize(("number", "letters", "sentence"), MARKS.values(), ids=MARKS)
def test_a_mark_that_means_nothing_is_refused(number: int, letters: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        READ.paper("1").contents(number, letters)
    assert str(refused.value) == sentence


def test_a_paper_that_is_not_there_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        READ.paper("2")
    assert str(refused.value) == "there is no paper '2': the exam has 1"


@pytest.mark.parametrize(
    ("letters", "contents"),
    [("B", ("(2,)",)), ("b", ("(2,)",)), ("A, B", ("(1,)", "(2,)")), ("BAB", ("(2,)", "(1,)"))],
    ids=["one", "small", "several", "twice"],
)
def test_letters_stand_for_contents(letters: str, contents: tuple[str, ...]) -> None:
    assert READ.paper("1").contents(1, letters) == contents


def test_what_is_written_is_what_was_posed(oracle: Oracle) -> None:
    sheet = papers(oracle, BANK, 2, exam=True)
    exam = read_exam(exam_key(sheet))

    assert (exam.title, exam.seed, [paper.name for paper in exam.papers]) == ("Exam", 0, ["1", "2"])
    for paper, written in zip(sheet.papers, exam.papers, strict=True):
        assert [one.number for one in written.questions] == list(range(1, len(paper.posed) + 1))
        for posed, one in zip(paper.posed, written.questions, strict=True):
            assert (one.topic, one.question, one.variant) == (posed.topic.name, posed.id, posed.question.variant)
            if one.letters and posed.options:
                assert one.letters == tuple([(option.letter, option.graded) for option in posed.options])


def test_the_file_as_a_whole(oracle: Oracle) -> None:
    whole = papers(oracle, BANK)
    kept = [posed for posed in whole.posed if posed.id in ("fill", "shape-typed")]
    assert exam_key(Sheet("Whole", (Paper("1", tuple(kept)),), 3, exam=True)).decode() == (
        """\
{
 "format": 1,
 "title": "Whole",
 "seed": 3,
 "papers": [
  {
   "paper": "1",
   "questions": [
    {
     "number": 1,
     "topic": "bank",
     "question": "shape-typed",
     "variant": null,
     "letters": {}
    },
    {
     "number": 2,
     "topic": "bank",
     "question": "fill",
     "variant": null,
     "letters": {
      "A": "1",
      "B": "2",
      "C": "0"
     }
    }
   ]
  }
 ]
}
"""
    )


def test_the_letters_of_another_exam_are_not_lost(tmp_path: Path) -> None:
    """It was printed, and nobody could grade it any more."""
    first = Export(Exported(b"papers", beside=((NAME, b"letters"),)), (), 1)
    other = Export(Exported(b"other papers", beside=((NAME, b"other letters"),)), (), 1)
    first.write(str(tmp_path / "one.pdf"))
    first.write(str(tmp_path / "one.pdf"))

    with pytest.raises(Unreadable) as refused:
        other.write(str(tmp_path / "two.pdf"))

    assert str(refused.value) == (
        f"{tmp_path}/exam.json has the letters of another exam, which would be lost: "
        "write to another folder, or delete it"
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "one.pdf": b"papers",
        "exam.json": b"letters",
    }


def test_a_single_file_may_go_to_the_output(oracle: Oracle, tmp_path: Path) -> None:
    bank, file = tmp_path / "bank.yaml", tmp_path / "bank.gift"
    bank.write_text(
        "title: T\nquestions: [{id: one, kind: match, prompt: 'Is it?', answer: it, distractors: [that]}]\n",
        encoding="utf-8",
    )
    code, _, _ = run(["export", "gift", str(bank), "-o", str(file)], Borrowed(oracle))
    found = run(["export", "gift", str(bank), "-o", "-"], Borrowed(oracle))
    both = run(["export", "pdf", str(bank), "--exam", "-o", "-"], Borrowed(oracle))
    assert code == 0
    assert found == (0, file.read_text(encoding="utf-8"), "1 question in the output.\n")
    assert both == (2, "", "quizproof: this is more than one file, and the output takes one: name a file with -o\n")
