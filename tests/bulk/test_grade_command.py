"""The commands `grade` and `regrade`, whole: files in, a file out, and what changes under a mended key."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizproof.engine.bulk.outputs import whole
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run

BANK = """\
title: T
questions:
  - {id: side, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 6, 6], axes: [-1], answer: 3}
  - {id: word, kind: match, prompt: '?', answer: KEY, distractors: [other]}
  - {id: family, kind: shape, prompt: '?', layer: nn.MaxPool2d($k), input: [1, 1, $n, $n], axes: [-1],
     params: {n: 6..12, k: [2, 3]}}
"""
RESPONSES = """\
student,question,variant,attempt,answer,seconds
Ada,side,,1,3,12
Bob,side,,1,nine,3.5
Ada,word,,1,because,
Bob,word,,1,therefore,7
EVE,family,"n=7,k=2",1,4,
""".replace("EVE", '"Eve, ""E"""')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bank.yaml").write_text(BANK.replace("KEY", "therefore"), encoding="utf-8")
    (tmp_path / "in.csv").write_text(RESPONSES, encoding="utf-8")
    return tmp_path


def grade(oracle: Oracle, *words: str) -> tuple[int, str, str]:
    return run(["grade", "bank.yaml", "--responses", *words], Borrowed(oracle))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["no.csv"], 2, "no.csv: No such file or directory"),
        (["in.csv", "-o", "out.xml"], 2, "out.xml: "),
        (["in.csv", "-o", "no/out.csv"], 2, "no/out.csv cannot be written: there is no folder no"),
        (["in.csv", "--column", "answer"], 2, "--column 'answer': write the name and the column that has it"),
        (["in.csv", "--column", "answer=reply"], 2, "no column is called 'reply'"),
        (
            ["in.csv", "--column", "studnet=student"],
            2,
            "--column 'studnet=student': 'studnet' is none of question, answer, variant, seed, student, attempt, "
            "seconds, milliseconds, paper, number, verdict, score, misconceptions; did you mean student?",
        ),
        (["in.csv", "-o", "./in.csv"], 2, "-o ./in.csv is a file that is read, which stays as it is: name another"),
        (["in.csv", "--cluster", "tcp://127.0.0.1:1", "-j", "2"], 2, "-j is about this machine"),
        (["in.csv", "--exam", "bank.yaml"], 2, "bank.yaml: this is no exam: it is no JSON"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_left(
    folder: Path, oracle: Oracle, words: list[str], code: int, said: str
) -> None:
    found, out, err = grade(oracle, *words)
    assert (found, out, "Traceback" in err) == (code, "", False)
    assert err.startswith("quizproof: ")
    assert said in err
    assert sorted(os.listdir(folder)) == ["bank.yaml", "in.csv"]


def test_a_table_in_a_table_out(folder: Path, oracle: Oracle) -> None:
    assert grade(oracle, "in.csv", "-o", "out.csv") == (
        0,
        "",
        "5 responses graded, 5 different answers, in out.csv.\n  2 correct, 2 wrong, 1 unreadable\n",
    )
    with open("out.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows[4] == {
        "student": 'Eve, "E"',
        "question": "family",
        "variant": "n=7,k=2",
        "attempt": "1",
        "answer": "4",
        "seconds": "",
        "verdict": "wrong",
        "score": "0.0",
        "computed": "3",
        "feedback": rows[4]["feedback"],
        "misconceptions": rows[4]["misconceptions"],
    }
    assert "ceil" in rows[4]["misconceptions"]
    assert [row["verdict"] for row in rows] == ["correct", "unreadable", "wrong", "correct", "wrong"]


def test_many_files_are_one_run(folder: Path, oracle: Oracle) -> None:
    (folder / "more.jsonl").write_text('{"question": "side", "answer": 3}\n', encoding="utf-8")
    code, out, err = grade(oracle, "more.jsonl", "in.csv")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [(row["file"], row["verdict"]) for row in rows][:2] == [("more.jsonl", "correct"), ("in.csv", "correct")]
    assert len(rows) == 6


def test_who_waits_for_a_reply_gets_it(folder: Path) -> None:
    """A program sends a row, and the next one only after it has read the reply."""
    command = [sys.executable, "-P", "-m", "quizproof", "grade", "bank.yaml", "--responses", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for answer, verdict in [("therefore", "correct"), ("other", "wrong"), ("therefore", "correct")]:
            running.stdin.write(json.dumps({"question": "word", "answer": answer}) + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["verdict"] == verdict
        running.stdin.close()
        assert running.stdout.read() == ""
        assert running.wait() == 0


def test_after_a_key_is_mended_the_rows_that_change_are_listed(folder: Path, oracle: Oracle) -> None:
    grade(oracle, "in.csv", "-o", "old.csv")
    (folder / "bank.yaml").write_text(BANK.replace("KEY", "because"), encoding="utf-8")

    again = ["regrade", "old.csv", "--bank", "bank.yaml"]
    found = run([*again, "-o", "new.csv"], Borrowed(oracle))
    counted = run([*again, "-q"], Borrowed(oracle))

    counts = (
        "2 of 5 rows change:\n"
        "  word: 1 row, correct -> wrong\n"
        "  word: 1 row, wrong -> correct\n"
        "With more points: 1 student. With fewer: 1 student.\n"
    )
    rows = (
        "Ada  1  word  because\n    wrong (0) -> correct (1)\nBob  1  word  therefore\n    correct (1) -> wrong (0)\n"
    )
    assert found == (0, rows + counts, "")
    assert counted == (0, counts, "")
    grade(oracle, "in.csv", "-o", "fresh.csv")
    assert Path("new.csv").read_bytes() == Path("fresh.csv").read_bytes()


def test_what_changes_as_json(folder: Path, oracle: Oracle) -> None:
    grade(oracle, "in.csv", "-o", "old.jsonl")
    (folder / "bank.yaml").write_text(BANK.replace("KEY", "because"), encoding="utf-8")

    code, out, err = run(["regrade", "old.jsonl", "--bank", "bank.yaml", "--json"], Borrowed(oracle))

    first, _ = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert first == {
        "student": "Ada",
        "question": "word",
        "variant": "",
        "attempt": "1",
        "answer": "because",
        "seconds": "",
        "verdict": "correct",
        "score": 1.0,
        "computed": "",
        "feedback": first["feedback"],
        "misconceptions": [],
        "was": {"verdict": "wrong", "score": 0.0},
    }


def test_nothing_changes_where_no_key_did(folder: Path, oracle: Oracle) -> None:
    grade(oracle, "in.csv", "-o", "old.csv")
    found = run(["regrade", "old.csv", "--bank", "bank.yaml"], Borrowed(oracle))
    assert found == (0, "No verdict changes in 5 rows.\n", "")


def test_what_was_not_graded_is_not_graded_again(folder: Path, oracle: Oracle) -> None:
    found = run(["regrade", "in.csv", "--bank", "bank.yaml"], Borrowed(oracle))
    assert found == (2, "", "quizproof: row 1 has no verdict: give what `quizproof grade` has written\n")


def test_a_run_beside_another_says_nothing_of_what_that_one_keeps(folder: Path, oracle: Oracle) -> None:
    with whole("out.jsonl", "another run"):
        assert grade(oracle, "in.csv", "-o", "out.jsonl") == (
            2,
            "",
            "quizproof: another run is writing the same output: let it end, or name another with -o\n",
        )
