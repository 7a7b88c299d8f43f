"""A course of a thousand: graded in one command, looked at, its key mended, graded again, its bank improved."""

import csv
import json
import random
from pathlib import Path

import pytest

from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run

LEARNERS = 1_000
MISTAKEN = "nothing"
"""What the author of `odd` took for right, by mistake: those who know better chose otherwise."""

BANK = """\
title: Windows
questions:
  - {id: side, kind: shape, prompt: '?', layer: 'nn.MaxPool2d($k, stride=$s)', input: [1, 1, $n, $n], axes: [-1],
     params: {n: 8..12, k: [3], s: [2]}, difficulty: 2}
  - id: odd
    kind: match
    prompt: What does dilation change?
    answer: KEY
    distractors: [OTHER, the channels]
    difficulty: 1
  - {id: padded, kind: shape, prompt: '?', layer: 'nn.MaxPool2d(3, padding=1)', input: [1, 1, 10, 10], axes: [-1]}
  - {id: count, kind: count, prompt: '?', layer: 'nn.Conv2d(3, 8, 3)'}
  - {id: which, kind: layer, prompt: '?', input: [1, 1, 10, 10], output: [1, 1, 3, 3], answer: nn.MaxPool2d(3),
     distractors: [nn.MaxPool2d(2), 'nn.MaxPool2d(3, stride=1)']}
"""
RIGHT = {"padded": "4", "count": "224", "which": "nn.MaxPool2d(3)", "odd": "the reach of a window"}
WRONG = {
    "padded": ["3", "5"],
    "count": ["216", "72"],
    "which": ["nn.MaxPool2d(2)", "nn.MaxPool2d(3, stride=1)"],
    "odd": ["nothing", "the channels"],
}


def bank(key: str) -> str:
    other = "nothing" if key != "nothing" else RIGHT["odd"]
    return BANK.replace("KEY", key).replace("OTHER", other)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quizbank").mkdir()
    (tmp_path / "quizbank" / "windows.yaml").write_text(bank(MISTAKEN), encoding="utf-8")
    chance = random.Random(11)
    with open("responses.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["student", "question", "variant", "answer", "seconds"])
        for learner in range(LEARNERS):
            ability = chance.random()
            for name in ("side", "odd", "padded", "count", "which"):
                knows = chance.random() < 0.15 + 0.8 * ability
                n = chance.randint(8, 12)
                variant = f"n={n},k=3,s=2" if name == "side" else ""
                right = str((n - 3) // 2 + 1) if name == "side" else RIGHT[name]
                wrong = str((n - 3) // 2) if name == "side" else chance.choice(WRONG[name])
                out.writerow([f"learner {learner}", name, variant, right if knows else wrong, chance.randint(5, 60)])
    return tmp_path


def quizproof(oracle: Oracle, *words: str) -> str:
    code, out, err = run(words, Borrowed(oracle))
    assert (code, "Traceback" in err) == (0, False), err
    return out


def looked_at(oracle: Oracle, graded: str) -> dict[str, set[str]]:
    found = json.loads(quizproof(oracle, "analyze", graded, "--json"))
    return {item["id"]: {remark["reason"] for remark in item["remarks"]} for item in found["items"]}


def test_from_responses_to_a_better_bank(folder: Path, oracle: Oracle) -> None:
    quizproof(oracle, "grade", "quizbank", "--responses", "responses.csv", "-o", "graded.csv")

    remarks = looked_at(oracle, "graded.csv")
    assert "negative-discrimination" in remarks["odd"], "the better ones miss what the author got wrong"
    assert not any("negative-discrimination" in found for name, found in remarks.items() if name != "odd")

    Path("quizbank/windows.yaml").write_text(bank(RIGHT["odd"]), encoding="utf-8")
    changed = quizproof(oracle, "regrade", "graded.csv", "-o", "again.csv", "--json")
    rows = [json.loads(line) for line in changed.splitlines()]
    assert {(row["question"], row["was"]["verdict"], row["verdict"]) for row in rows} == {
        ("odd", "wrong", "correct"),
        ("odd", "correct", "wrong"),
    }
    with open("graded.csv", newline="", encoding="utf-8") as file:
        was = [row for row in csv.DictReader(file) if row["question"] == "odd" and row["answer"] != "the channels"]
    assert len(rows) == len(was)

    assert "negative-discrimination" not in looked_at(oracle, "again.csv")["odd"]
    before = Path("quizbank/windows.yaml").read_text(encoding="utf-8")
    quizproof(oracle, "analyze", "again.csv", "--html", "report.html", "--write-back")
    after = Path("quizbank/windows.yaml").read_text(encoding="utf-8")
    assert after.count("measured: {") == 5
    assert [line for line in before.splitlines() if "{" not in line] == [
        line for line in after.splitlines() if "{" not in line
    ]
    assert "side" in Path("report.html").read_text(encoding="utf-8")


def test_responses_need_not_be_graded_before(folder: Path, oracle: Oracle) -> None:
    quizproof(oracle, "grade", "quizbank", "--responses", "responses.csv", "-o", "graded.csv")
    assert quizproof(oracle, "analyze", "responses.csv") == quizproof(oracle, "analyze", "graded.csv")
