"""Once an attempt is acknowledged it is on the disk, whatever becomes of the program, and of how many there are.

QUIZPROOF_KILLS=2000 kills more often.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quizproof.engine.history.resuming import progress
from recording import assert_sound, attempt, begun, files, opened

HERE = Path(__file__).parent.parent
KILLS = int(os.environ.get("QUIZPROOF_KILLS") or 150)
LONGEST = 0.06
"""Seconds until a program is killed: from before it has made its file, to some dozens of attempts."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")


@contextmanager
def victims(*how: str) -> Iterator["subprocess.Popen[str]"]:
    started = subprocess.Popen(
        [sys.executable, HERE / "crashing.py", *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(HERE)},
    )
    with started:
        yield started
        assert started.stdin is not None
        started.stdin.close()


def killed(started: "subprocess.Popen[str]", folder: Path, name: str, after: float) -> tuple[list[str], list[str]]:
    """Let a program append, and kill it. Return what it acknowledged, and what it told."""
    assert started.stdin is not None
    assert started.stdout is not None
    started.stdin.write(f"{folder} {name}\n")
    started.stdin.flush()
    said: list[str] = []
    victim = None
    while victim is None or "READY" not in said:
        line = started.stdout.readline().strip()
        assert line, "it died by itself"
        if line.startswith("STARTED "):
            victim = int(line.removeprefix("STARTED "))
        else:
            said.append(line)
    time.sleep(after)
    os.kill(victim, signal.SIGKILL)
    while (line := started.stdout.readline().strip()) != "DEAD":
        said.append(line)
    return [line for line in said if line.startswith(name)], [line for line in said if line.startswith("TOLD")]


def found(folder: Path) -> set[str]:
    with opened(folder) as history:
        return {event.id for event in history.events("outcome IS NOT NULL")}


def test_no_acknowledged_attempt_is_lost(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    dice = random.Random(seed)
    acknowledged: set[str] = set()
    folder = tmp_path / "0"
    with victims() as started:
        for number in range(KILLS):
            if number % 5 == 0:  # also while it is being made
                folder, acknowledged = tmp_path / str(number), set()
            ids, told = killed(started, folder, f"k{number}", dice.uniform(0, LONGEST))
            acknowledged |= set(ids)
            assert told == []
            there = found(folder)
            assert acknowledged - there == set(), f"lost, with seed {seed}"
            assert len(there - acknowledged) <= number % 5 + 1, "at most what was being acknowledged"
            if number % 5 == 4:
                assert_sound(folder)
                assert [name for name in files(folder) if "aside" in name] == []


def test_an_attempt_that_is_acknowledged_too_early_is_seen_to_be_lost(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    with victims("print-first") as started:
        for number in range(200):
            ids, _ = killed(started, tmp_path, f"k{number}", random.uniform(0.005, LONGEST))
            if set(ids) - found(tmp_path):
                return
    pytest.fail("200 kills, and nothing was lost")


WRITING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from quizproof.engine.history.queries import attempts_of
from quizproof.engine.history.record import History
from recording import attempt

folder, name = Path(sys.argv[1]), sys.argv[2]
history = History(folder, lambda notice: print("TOLD", notice.sentence), lambda: datetime.now(UTC))
for number in range(300):
    if number % 50 == 0:
        attempts_of(history, "pooling", "a")
    if not history.append(attempt(f"{name}-{number}")):
        print("NOT SAVED", number)
"""


def test_two_programs_at_once(tmp_path: Path) -> None:
    """Also at the very beginning, where each wants to make the file."""
    folder = tmp_path / "data"
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, folder, name],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": str(HERE)},
        )
        for name in ("one", "two")
    ]
    assert [program.communicate()[0] for program in programs] == ["", ""]

    assert found(folder) == {f"{name}-{number}" for name in ("one", "two") for number in range(300)}
    assert_sound(folder)


def test_two_terminals_with_one_sitting(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as two:
        one.append(begun())
        one.append(attempt("a1"))
        two.append(attempt("b2", place=1, question="b"))
        one.append(attempt("a2", place=1, question="b"))
        stands = progress(begun(), two.events("sitting = 's1' ORDER BY number"))
    assert [[one.id for one in stand.attempts] for stand in stands.stands] == [["a1"], ["b2"], []]
