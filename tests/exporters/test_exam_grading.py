"""Answers to an exam on paper: letters in, verdicts of torch out."""

import json
from pathlib import Path

import pytest

from exporting import BANK, ROOT
from paperreading import papers
from quizproof.engine import load
from quizproof.engine.exporters.exam import answer_meant, exam_key, question_meant, read_exam
from quizproof.engine.exporters.sheet import Sheet
from quizproof.engine.grading import grade
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run


@pytest.fixture(scope="module")
def sheet(oracle: Oracle) -> Sheet:
    return papers(oracle, BANK, 2, exam=True)


def test_every_letter_of_every_paper_is_graded_as_what_it_stands_for(sheet: Sheet, oracle: Oracle) -> None:
    exam = read_exam(exam_key(sheet))
    lines = [
        {"student": "Ada", "paper": paper.name, "number": question.number, "answer": letter}
        for paper in exam.papers
        for question in paper.questions
        for letter, _ in question.letters
    ]
    right = {
        (paper.name, number, option.letter): option.right
        for paper in sheet.papers
        for number, posed in enumerate(paper.posed, 1)
        if not posed.several
        for option in posed.options
    }
    told = grade(load(ROOT / BANK), [json.dumps(line) for line in lines], oracle, exam)
    graded = [json.loads(line) for line in told]
    found = {(one["paper"], one["number"], one["answer"]): one["verdict"] == "correct" for one in graded}
    assert len(graded) == len(lines)
    assert {one["student"] for one in graded} == {"Ada"}
    assert {name: found[name] for name in right if name in found} == {
        name: right[name] for name in right if name in found
    }
    assert sum(name in found for name in right) > 20


NOT_GRADED = {
    "no number": ({"answer": "A"}, "the field 'number' is missing: which question of the paper is it?"),
    "no answer": ({"number": 1}, "the field 'answer' is missing: which letters are marked?"),
    "no such paper": ({"paper": 9, "number": 1, "answer": "A"}, "there is no paper '9': the exam has 1, 2"),
    "no such letter": ({"number": 1, "answer": "Z"}, "question 1 of paper 1 has no letter 'Z': it has A to "),
}


@pytest.mark.parametrize(("line", "said"), NOT_GRADED.values(), ids=NOT_GRADED)
def test_what_is_asked_for_again(line: dict[str, object], said: str, sheet: Sheet) -> None:
    with pytest.raises(Unreadable) as caught:
        answer_meant(*question_meant(read_exam(exam_key(sheet)), line), line.get("answer"))
    assert str(caught.value).startswith(said)


def test_the_command(sheet: Sheet, oracle: Oracle, tmp_path: Path) -> None:
    (tmp_path / "exam.json").write_bytes(exam_key(sheet))
    first = read_exam(exam_key(sheet)).papers[0].questions[0]
    line = json.dumps({"student": 7, "paper": "1", "number": 1, "answer": "A"})
    (tmp_path / "answers.jsonl").write_text(f"{line}\n{{}}\n")
    words = ["grade", str(ROOT / BANK), "--responses", str(tmp_path / "answers.jsonl")]
    code, out, err = run([*words, "--exam", str(tmp_path / "exam.json")], Borrowed(oracle))
    one, other = [json.loads(told) for told in out.splitlines()]
    assert (code, err, one["student"], one["answer"], one["question"]) == (0, "", 7, "A", first.question)
    assert (other["verdict"], other["feedback"]) == ("unreadable", NOT_GRADED["no number"][1])
    missing = run([*words, "--exam", "none.json"], Borrowed(oracle))
    assert missing == (2, "", "quizproof: none.json: No such file or directory\n")
