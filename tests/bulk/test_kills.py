"""`grade -o` is killed whenever: the file is as it was, and the next run writes what one run would have written.

QUIZPROOF_KILLS=500 kills more often.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from learning import without_torch

KILLS = int(os.environ.get("QUIZPROOF_KILLS") or 4)
ROWS = 12_000
SOME = 100_000
"""Bytes of a store in which something is."""
OLD = b"what was there before"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process can't be killed so there")


def a_course(folder: Path) -> list[str]:
    """Write a bank that needs no torch, and more distinct answers than fit in a chunk; return the command."""
    asked = [f"  - {{id: q-{n}, kind: match, prompt: Which?, answer: r{n}, distractors: [w{n}]}}\n" for n in range(9)]
    (folder / "bank.yaml").write_text(f"title: Many\nquestions:\n{''.join(asked)}", encoding="utf-8")
    with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
        for row in range(ROWS):
            answer = f"r{row % 9}" if row % 3 else f"typed {row}"
            file.write(json.dumps({"student": row // 9, "question": f"q-{row % 9}", "answer": answer}) + "\n")
    return [sys.executable, "-P", "-m", "quizproof", "grade", "bank.yaml", "--responses", "in.jsonl", "-o", "out.csv"]


def test_a_killed_run_is_gone_on_with(tmp_path: Path) -> None:
    command, environment = a_course(tmp_path), os.environ | {"PYTHONPATH": without_torch(tmp_path)}
    out, aside = tmp_path / "out.csv", tmp_path / ".out.csv.quizproof"
    part, store = aside / "part", aside / "grades.sqlite3"
    began = time.monotonic()
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    longest, whole = time.monotonic() - began, out.read_bytes()
    assert whole.count(b"\r\n") == ROWS + 1
    chance = random.Random(KILLS)
    stopped = kept = 0

    for number in range(KILLS):
        out.write_bytes(OLD)
        running = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
        while not (part.exists() and (number % 2 or size(store) > SOME)) and running.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, longest / 2) if number % 2 else 0)
        running.send_signal(signal.SIGKILL)
        stopped += running.wait() == -signal.SIGKILL

        assert out.read_bytes() in (OLD, whole), "a file is whole or as it was"
        if store.exists():
            kept += graded(store) > 0
        again = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)

        assert out.read_bytes() == whole
        assert sorted(os.listdir(tmp_path)) == ["bank.yaml", "in.jsonl", "no_torch", "out.csv"]
        assert again.stderr.startswith("12,000 responses graded, 4,006 different answers, in out.csv.\n")
    assert stopped, "no run was killed before its end: none of this was tried"
    assert kept, "no run was killed with something graded: none of this was tried"


def size(store: Path) -> int:
    """Return the bytes of a store, 0 where there is none."""
    try:
        return store.stat().st_size
    except FileNotFoundError:
        return 0


def graded(store: Path) -> int:
    """Return how many answers are in a store that nobody has open; it may have been killed as it was made."""
    with sqlite3.connect(store) as file:
        try:
            found: int = file.execute("SELECT count(*) FROM said").fetchone()[0]
        except sqlite3.OperationalError:
            return 0
    return found
