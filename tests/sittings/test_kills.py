"""Once a verdict is on the screen its attempt is on the disk, whenever the command is killed; and it goes on there.

QUIZPROOF_KILLS=2000 kills more often.
"""

import os
import random
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learning import without_torch
from quizproof.engine.deck import read_deck
from quizproof.engine.history.events import Asked, Attempt
from quizproof.engine.history.queries import last_sitting, reviews
from quizproof.engine.history.resuming import Progress
from quizproof.engine.schedule import standing
from recording import assert_sound, files, opened

KILLS = int(os.environ.get("QUIZPROOF_KILLS") or 30)
QUESTIONS = 30
LONGEST = 0.9
"""Seconds until a command is killed that is not killed at a verdict: some have not yet asked anything by then."""

HEADING = re.compile(r"Question (\d+) of \d+ .* (q-\d+)")
VERDICTS = {"Correct": "correct", "Not correct": "wrong"}
CHOICE = re.compile(r"  [A-E]  (.+)")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process can't be killed so there")


def a_bank(folder: Path) -> Path:
    """Write a bank of which no question needs torch. Where no choices are shown, there are two tries."""
    asked = []
    for number in range(QUESTIONS):
        choices = f"distractors: [w{number}, x{number}, y{number}]" if number % 3 else "hints: [Think.]"
        asked.append(f"  - {{id: q-{number}, kind: match, prompt: Which?, answer: r{number}, {choices}}}\n")
    path = folder / "bank.yaml"
    path.write_text(f"title: Many\nquestions:\n{''.join(asked)}", encoding="utf-8")
    return path


@dataclass
class Seen:
    """What one run of the command has printed, as a learner reads it."""

    verdicts: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    told: list[str] = field(default_factory=list)
    done: bool = False

    @classmethod
    def read(cls, said: str) -> "Seen":
        seen, asked, reading = cls(), "", False
        for line in said.split("\n")[:-1]:  # the last is not whole
            heading, choice = HEADING.fullmatch(line), CHOICE.fullmatch(line)
            reading = bool(heading) or (reading and not line.startswith("answer> "))
            if heading:
                asked = heading[2]
                seen.first = seen.first or asked
                seen.choices[asked] = ()
            elif choice and reading:
                seen.choices[asked] += (choice[1],)
            elif line in VERDICTS:
                seen.verdicts.append((asked, VERDICTS[line]))
            seen.told += [line] if line.startswith(("Record:", "Traceback")) else []
            seen.done |= line.startswith("Done.")
        return seen


def started(words: list[str], folder: Path, now: datetime) -> "subprocess.Popen[bytes]":
    environment = {
        "QUIZPROOF_DATA_DIR": str(folder),
        "QUIZPROOF_NOW": now.isoformat(),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": without_torch(folder.parent),
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "quizproof", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | environment | {"COLUMNS": "80"},
    )


def typed(dice: random.Random) -> bytes:
    """Lines that are right, wrong and help, for more questions than there are."""
    lines = dice.choices(
        ["A", "B", "C", "w1", ":hint", ":skip", ":idk", ":undo", ":flag odd"], [9, 9, 9, 9, 2, 1, 1, 1, 1], k=99
    )
    return "".join([f"{line}\n" for line in lines]).encode()


def killed(words: list[str], folder: Path, now: datetime, dice: random.Random) -> tuple[Seen, bool]:
    """Run the command, and kill it: at a verdict, or at any time. Return what was seen, and whether it was quicker."""
    at_verdict = dice.randrange(2) == 0
    wanted, after = dice.randint(1, 12), dice.uniform(0.1, LONGEST)
    with started(words, folder, now) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(after, process.kill)
        if not at_verdict:
            timer.start()
        process.stdin.write(typed(dice))
        process.stdin.flush()
        said = b""
        while block := os.read(process.stdout.fileno(), 65536):
            said += block
            if at_verdict and len(Seen.read(said.decode()).verdicts) >= wanted:
                process.kill()
                at_verdict = False
            if b"goes on." in said or b"Done." in said:
                timer.cancel()
        process.stdin.close() if process.poll() is None else None
        code = process.wait()
        timer.cancel()
    assert code in (0, -signal.SIGKILL), said.decode()
    return Seen.read(said.decode()), code == 0


def recorded(folder: Path) -> Counter[tuple[str, str]]:
    with opened(folder) as history:
        found = history.events("outcome IS NOT NULL ORDER BY number")
    return Counter([(one.question, one.verdict) for one in found if isinstance(one, Attempt) and one.verdict])


def left_at(folder: Path, mode: str) -> Progress | None:
    """Return the sitting that is to be gone on with, if there is one."""
    with opened(folder) as history:
        found = last_sitting(history, None, (mode,))
    return None if found is None or found.place is None else found


def assert_schedule(folder: Path) -> None:
    """What is kept of the schedule is what follows from all attempts."""
    with opened(folder) as history:
        deck = read_deck(history)
        found = reviews(history)
    names = {(one.topic, one.question) for one in found}
    assert dict(deck.cards) == {
        name: standing([one for one in found if (one.topic, one.question) == name]) for name in names
    }


@pytest.mark.parametrize("command", ["take", "practice"])
def test_whenever_it_is_killed(command: str, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    dice, bank, folder = random.Random(seed), a_bank(tmp_path), tmp_path / "record"
    words = [command, str(bank), *(["-n", "99", "--new", "99"] if command == "practice" else [])]
    now, seen, quicker = datetime(2026, 11, 22, 9, tzinfo=UTC), Counter[tuple[str, str]](), 0
    for number in range(max(1, KILLS // 2)):
        before = left_at(folder, command) if folder.exists() else None
        said, ended = killed(words, folder, now + timedelta(minutes=number), dice)
        quicker += ended
        context = f"run {number} of {command} with seed {seed}"
        assert said.told == [], context
        seen += Counter(said.verdicts)
        if not folder.exists():
            continue
        there = recorded(folder)
        assert seen - there == Counter(), f"lost: {context}"
        assert (there - seen).total() <= number + 1 - quicker, f"more than what was being said: {context}"
        if before is not None and said.first:
            stand = before.stands[before.place]  # type: ignore[index]  # a sitting that is over is None
            assert said.first == stand.listed.question, context
            assert stand.asked is None or said.choices[said.first] == stand.asked.choices, context
        if number % 5 == 4 or ended:
            assert_sound(folder)
            assert_schedule(folder)
        if said.done:
            now += timedelta(days=3)
    assert_sound(folder)
    assert_schedule(folder)
    assert [name for name in files(folder) if "aside" in name] == []
    assert seen.total() > 0


def test_two_at_once_in_one_quiz(tmp_path: Path) -> None:
    bank, folder, now = a_bank(tmp_path), tmp_path / "record", datetime(2026, 11, 22, 9, tzinfo=UTC)
    with started(["take", str(bank)], folder, now) as process:
        process.communicate(b"A\n" * 3)
    before = left_at(folder, "take")
    assert before is not None
    processes = [started(["take", str(bank)], folder, now) for _ in range(2)]
    said: list[str] = ["", ""]

    both_have_begun = threading.Barrier(2, timeout=60)

    def answer(place: int) -> None:
        process, first = processes[place], b""
        assert process.stdout is not None
        while b"\nQuestion" not in first:
            first += os.read(process.stdout.fileno(), 65536)
        both_have_begun.wait()
        said[place] = (first + process.communicate(typed(random.Random(place)))[0]).decode()

    threads = [threading.Thread(target=answer, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    seen = [Seen.read(one) for one in said]
    assert [one.told for one in seen] == [[], []]
    assert [one.first for one in seen] == [before.stands[before.place].listed.question] * 2  # type: ignore[index]
    with opened(folder) as history:
        past = [one for stand in before.stands for one in stand.attempts]
        known = Counter([(one.question, one.verdict or "") for one in past])
        assert len({one.sitting for one in history.events("outcome IS NOT NULL") if isinstance(one, Attempt)}) == 1
        shown = [one for one in history.events("number > 0") if isinstance(one, Asked)]
    assert recorded(folder) == known + Counter([one for each in seen for one in each.verdicts])
    orders = {one.question: {other.choices for other in shown if other.question == one.question} for one in shown}
    assert {name: len(found) for name, found in orders.items() if len(found) > 1} == {}
    assert_sound(folder)
    assert_schedule(folder)


def test_a_verdict_is_read_as_a_learner_reads_it() -> None:
    """Else the tests above see nothing, and hold."""
    said = (
        "Question 2 of 30  [#...]      q-4\nWhich?\n\n  A  x4\n  B  r4\nanswer> A\nNot correct\n\nAnswer\n  B  r4\n\n"
        "Question 3 of 30  [##..]      q-6\nWhich?\n\nType the answer.\nanswer> r6\nCorrect\nanswer> r"
    )
    assert Seen.read(said) == Seen([("q-4", "wrong"), ("q-6", "correct")], {"q-4": ("x4", "r4"), "q-6": ()}, "q-4")
