"""The command `analyze`: what it takes for what, and what it refuses. What it prints is held by the tests beside."""

import json
import os
from pathlib import Path

import pytest

from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run

BANK = """\
title: T
questions:
  - {id: p, kind: match, prompt: '?', answer: a, distractors: [b]}
  - {id: q, kind: match, prompt: '?', answer: a, distractors: [b]}
"""
GRADED = "".join(
    [
        json.dumps({"student": who, "question": what, "answer": "a", "verdict": "correct"}) + "\n"
        for who in "xy"
        for what in "pq"
    ]
)
FIRST = "4 rows read, 4 counted. The first answer of each student to a question counts."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "graded.jsonl").write_text(GRADED, encoding="utf-8")
    return tmp_path


def analyze(oracle: Oracle, *words: str) -> tuple[int, str, str]:
    return run(["analyze", *words, "--bank", "bank.yaml"], Borrowed(oracle))


REFUSED = {
    "attempts": (["graded.jsonl", "--attempts", "third"], "--attempts third: it can be first or last or best or all"),
    "a page in the place of what is read": (
        ["graded.jsonl", "--html", "./graded.jsonl"],
        "--html ./graded.jsonl is a file that is read, which stays as it is: name another",
    ),
    "one question for programs": (
        ["graded.jsonl", "--json", "--question", "p"],
        "--json says all of every question: leave --question out",
    ),
    "a column for nothing": (
        ["graded.jsonl", "--column", "who=student"],
        "--column 'who=student': 'who' is none of question, answer, variant, seed, student, attempt, seconds, "
        "milliseconds, paper, number, verdict, score, misconceptions",
    ),
    "no exam": (["graded.jsonl", "--exam", "bank.yaml"], "bank.yaml: this is no exam: it is no JSON"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(folder: Path, oracle: Oracle, words: list[str], said: str) -> None:
    assert analyze(oracle, *words) == (2, "", f"quizproof: {said}\n")
    assert (folder / "graded.jsonl").read_text(encoding="utf-8") == GRADED


def test_a_folder_is_the_files_in_it(folder: Path, oracle: Oracle) -> None:
    code, out, err = analyze(oracle, ".")
    assert (code, FIRST in " ".join(out.split()), err) == (0, True, "")


def test_what_comes_through_a_pipe_is_not_lost_by_looking_what_it_is(folder: Path, oracle: Oracle) -> None:
    reading, writing = os.pipe()
    os.write(writing, GRADED.encode())
    os.close(writing)
    code, out, err = analyze(oracle, f"/dev/fd/{reading}")
    os.close(reading)
    assert (code, FIRST in " ".join(out.split()), err) == (0, True, "")


def test_lines_that_are_no_rows_are_counted(folder: Path, oracle: Oracle) -> None:
    (folder / "graded.jsonl").write_text(f"none\n{GRADED}none\n", encoding="utf-8")
    code, out, err = analyze(oracle, "graded.jsonl")
    assert (code, err) == (0, "")
    assert "6 rows read, 4 counted; not counted: without a question 2. The first" in " ".join(out.split())


def test_where_nothing_is_to_be_analyzed_what_is_expected_is_said(folder: Path, oracle: Oracle) -> None:
    (folder / "graded.jsonl").write_text("{\n}\n", encoding="utf-8")
    code, out, err = analyze(oracle, "graded.jsonl")
    assert (code, err) == (0, "")
    assert " ".join(out.split()) == (
        "Item analysis of 0 questions 0 answers that count. 2 rows read, 0 counted; not counted: without a question 2. "
        "The first answer of each student to a question counts. No row names a question. Expected are JSON lines, CSV "
        "or Parquet with `question` and `answer`, graded or not; through a pipe JSON lines only."
    )


def test_a_folder_of_records(folder: Path, oracle: Oracle) -> None:
    (folder / "sent").mkdir()
    for who in "xy":
        data = ["--data-dir", str(folder / who)]
        assert run(["take", "./bank.yaml", *data], Borrowed(oracle), typed="A\nA\n")[0] == 0
        (folder / "sent" / f"{who}.jsonl").write_text(run(["history", "export", *data], Borrowed(oracle))[1])
    code, out, err = analyze(oracle, "sent")
    assert (code, out.splitlines()[1][:37], err) == (0, "2 students gave 4 answers that count.", "")
