"""Practice with a long record: how much later it begins, and how long a verdict takes, its commit included."""

import os
import pty
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from clock import Spent, shown
from table import Row, compared

from quizproof.engine.bank import load
from quizproof.engine.history.events import Attempt, Begun
from quizproof.engine.history.record import History

PROMPT: Final = "answer>"
ATTEMPTS: Final = 100_000
_VERDICT: Final = re.compile(rb"\r\n(?:Correct|Not correct|Not counted)")
_WARM: Final = 5.0
"""Seconds until torch is loaded."""


def practising(folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure the start of practice, and the time from Enter to a verdict."""
    command = Path(sys.executable).with_name("quizproof")
    long, empty = folder / "long", folder / "empty"
    with _record(empty):
        pass
    with _record(long) as history:
        _fill(history)
    for record in (long, empty):
        _begun([command, "practice", "--no-save"], record, folder)  # what follows from the attempts is kept
    turns = rounds * 3
    pairs = [
        (_begun([command, "practice"], long, folder), _begun([command, "practice"], empty, folder))
        for _ in range(turns + 1)
    ][1:]
    with_many, with_none = [one for one, _ in pairs], [other for _, other in pairs]
    adds = median([one.cpu for one in with_many]) - median([one.cpu for one in with_none])
    what = f"first question of `practice`, front process, {ATTEMPTS:,} attempts in the record, beside none"
    row = compared(what, with_many, with_none, None, by="cpu")
    waits = [wait for _ in range(rounds) for wait in _verdicts(command, folder / "fresh", folder)]
    return [
        row._replace(limit="100 ms more", holds=adds < 0.1, ratio=f"{adds * 1e3:.0f} ms more CPU; {row.ratio}"),
        Row(
            f"from Enter to the verdict, torch warm, with its commit, median of {len(waits)}",
            f"{median(waits) * 1e3:.1f} ms", "", "", "30 ms", median(waits) < 0.03,
        ),
    ]  # fmt: skip


def _begun(argv: list[str | Path], record: Path, folder: Path) -> Spent:
    return shown([*argv, "--restart"], PROMPT, folder, record)


@contextmanager
def _record(folder: Path) -> Iterator[History]:
    history = History(folder, lambda notice: sys.exit(notice.sentence), lambda: datetime.now(UTC))
    history.append(Begun(id="first", at=datetime.now(UTC), bank="pooling"))
    yield history
    history.close()


def _fill(history: History) -> None:
    """Write a record of a year, in which every question of the shipped topics was answered every day."""
    cards = [(topic.name, question.id) for name in ("pooling", "convolution") for topic in load(name)
             for question in topic.questions]  # fmt: skip
    began = datetime.now(UTC) - timedelta(days=365)
    gap = timedelta(days=364) / ATTEMPTS
    made = [
        Attempt(
            id=f"a{number}", at=began + gap * number, sitting="first", place=number % 1000, topic=topic,
            question=question, bank=topic, answers=("A",), verdict="wrong" if number % 7 == 0 else "correct",
            score=1.0, ending="right", milliseconds=9_000, misconceptions=("no-plus-one",) if number % 49 == 0 else (),
        )
        for number in range(ATTEMPTS)
        for topic, question in [cards[number % len(cards)]]
    ]  # fmt: skip
    for start in range(0, ATTEMPTS, 10_000):
        history.append(*made[start : start + 10_000])


def _verdicts(command: Path, record: Path, folder: Path, answers: int = 20) -> Iterator[float]:
    """Yield the seconds between Enter and the verdict of each answer but the first of a quiz."""
    own = {"TERM": "dumb", "QUIZPROOF_DATA_DIR": str(record)}
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(command, [str(command), "take", "pooling", "--restart"], os.environ | own)
    try:
        _read_until(terminal, re.compile(PROMPT.encode()))
        time.sleep(_WARM)
        for _ in range(answers):
            os.write(terminal, b"A\n")
            began = time.perf_counter()
            _read_until(terminal, _VERDICT)
            yield time.perf_counter() - began
            _read_until(terminal, re.compile(PROMPT.encode()))
            time.sleep(0.5)  # somebody reads the next question
        os.write(terminal, b"\x04")
        with suppress(OSError):
            while os.read(terminal, 4096):
                pass
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def _read_until(terminal: int, wanted: re.Pattern[bytes]) -> None:
    seen = b""
    while not wanted.search(seen):
        seen += os.read(terminal, 4096)
