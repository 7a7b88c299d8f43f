"""`grade --cluster` writes the same bytes as without, also where a worker is killed in the middle of it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clusters import Dask, until

ROWS = 12_000
BANK = """
title: T
questions:
  - {id: layer, kind: layer, prompt: '?', input: [1, 1, 60], output: [1, 1, 20], answer: nn.MaxPool1d(3)}
  - {id: word, kind: match, prompt: '?', answer: yes it is, distractors: [maybe]}
"""


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    made = Dask(tmp_path_factory.mktemp("dask"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    (folder / "bank.yaml").write_text(BANK)
    with (folder / "in.jsonl").open("w") as file:
        for row in range(ROWS):
            layer = f"nn.MaxPool1d({row % 19 + 1}, stride={row % 7 + 1}, padding={row % 3})"
            answer = layer if row % 2 else f"{row} times no"
            line = {"student": row // 2, "question": "layer" if row % 2 else "word", "answer": answer}
            file.write(json.dumps(line) + "\n")
    grade(folder, "here.csv")
    return folder


def started(folder: Path, output: str, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", "-m", "quizproof", "grade", "bank.yaml", "--responses", "in.jsonl", "-o", output]
    return subprocess.Popen([*command, *words], cwd=folder, stderr=subprocess.PIPE, text=True)


def grade(folder: Path, output: str, *words: str) -> str:
    running = started(folder, output, *words)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said
    return said


def test_the_same_bytes_with_a_worker_killed_in_the_middle(dask: Dask, course: Path) -> None:
    killed, other = dask.worker(), dask.worker()
    spread = started(course, "spread.csv", "--cluster", str(dask.file))
    store = course / ".spread.csv.quizproof" / "grades.sqlite3"
    until(lambda: spread.poll() is not None or (store.exists() and store.stat().st_size > 100_000), "some are graded")
    running = spread.poll() is None
    os.killpg(killed.pid, signal.SIGKILL)
    _, said = spread.communicate(timeout=120)

    assert running, "it was over before the worker was killed: none of this was tried"
    assert (spread.returncode, other.poll()) == (0, None), said
    assert said.startswith("12,000 responses graded, 6,399 different answers, in spread.csv.\n")
    assert (course / "spread.csv").read_bytes() == (course / "here.csv").read_bytes()
    assert sorted(path.name for path in course.iterdir()) == ["bank.yaml", "here.csv", "in.jsonl", "spread.csv"]


def test_where_nobody_is_left_nothing_is_lost(dask: Dask, course: Path) -> None:
    """The scheduler is killed: what was graded is kept, and the same command goes on, here or there."""
    dask.worker()
    spread = started(course, "left.csv", "--cluster", str(dask.file))
    store = course / ".left.csv.quizproof" / "grades.sqlite3"
    until(lambda: spread.poll() is not None or (store.exists() and store.stat().st_size > 100_000), "some are graded")
    os.killpg(dask.scheduler.pid, signal.SIGKILL)
    _, said = spread.communicate(timeout=120)

    assert spread.returncode == 2
    assert said.startswith("Stopped: left.csv is as it was. What was graded is kept, and the same command goes on.\n")
    assert "quizproof: the Dask scheduler at tcp://127.0.0.1:" in said
    assert not (course / "left.csv").exists()
    assert "had been graded in a run that did not come to its end" in grade(course, "left.csv")
    assert (course / "left.csv").read_bytes() == (course / "here.csv").read_bytes()
