"""Measure what the README says of speed, and print it as a table: ours beside the bare thing, as ratios in one run.

    python benchmarks/run.py [--write README.md] [--strict] [--long] [--rounds N] [--only first|grade|explain ...]

Processes of ours and of the bare thing take turns, each fresh; a figure is the median of all rounds. Torch is loaded
before the clock starts, on both sides. Needs Linux, which tells the processor time and the memory of a process.
"""

import argparse
import platform
import signal
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

import bank
import course
import exchanging
import practising
import taught
from clock import Spent, ended, family_memory, shown
from scripts import WORKERS, argv, each, script, spent, take_turns
from table import Row, compared, put_into, table
from whole import MEGABYTE

LIBRARIES: Final = "import typer, rich.console, yaml, pydantic"
PROMPT: Final = "answer>"
WATCHING: Final = "Watching for saves"


def main() -> int:
    """Measure, print, and return the exit code."""
    parts = {
        "first": first_question,
        "grade": grading,
        "check": checking,
        "again": checking_again,
        "variants": taught.variants,
        "diagnosis": taught.diagnosis,
        "explain": taught.explaining,
        "practice": practising.practising,
        "exchange": exchanging.exchanging,
        "course": course.course,
    }
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table between the markers of this file")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a limit is missed")
    parser.add_argument("--long", action="store_true", help="check a bank of 100,000 questions too")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is run (3)")
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts), help="measure these parts")
    asked = parser.parse_args()
    rows: list[Row] = []
    for name in asked.only:
        print(f"{name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="quizproof-bench-") as folder:
            rows += parts[name](Path(folder), asked.rounds, asked.long)
    text = f"{table(rows)}\n\n{circumstances(asked.rounds)}"
    print(text)
    if asked.write:
        put_into(asked.write, text)
    return 1 if asked.strict and any(row.holds is False for row in rows) else 0


def circumstances(rounds: int) -> str:
    """Return what the figures hang on."""
    return (
        f"Medians of {rounds} rounds in turn; of a ratio, the least and the most too. CPU is user and system time of "
        "all processes, but for the first question, where the worker that loads torch meanwhile is left out. A fifth "
        "of the layers are convolutions: the bare loop runs them as torch does by default, Quizproof without oneDNN, "
        f"which compiles a kernel for each. {WORKERS} cores, Python {platform.python_version()}, torch "
        f"{version('torch')}, loaded before the clock starts."
    )


def first_question(folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure a quiz until its first question, and the commands that say what there is."""
    command = Path(sys.executable).with_name("quizproof")
    if not command.exists():
        sys.exit(f"there is no command quizproof beside {Path(sys.executable).name}: install the project first")
    libraries = [sys.executable, "-c", f"{LIBRARIES}\nprint('{PROMPT}', flush=True)\ninput()"]
    quick = [sys.executable, "-c", "pass"]
    turns = rounds * 3
    taken, what = [command, "take", "pooling"], "first question on the screen, front process"
    firsts = take_turns(turns, lambda: shown(taken, PROMPT, folder), lambda: shown(libraries, PROMPT, folder))
    left = folder / "left"
    onward = take_turns(turns, lambda: shown(taken, PROMPT, folder, left), lambda: shown(libraries, PROMPT, folder))
    helps = take_turns(turns, lambda: ended([command, "--help"], folder), lambda: ended(quick, folder))
    versions = take_turns(turns, lambda: ended([command, "--version"], folder), lambda: ended(quick, folder))
    return [
        compared(f"{what}, beside `{LIBRARIES}`", *firsts, limit=1.5, by="cpu"),
        compared(f"{what}, on with a quiz that was left, beside the same", *onward, limit=1.5, by="cpu"),
        compared("`--help`, beside bare Python", *helps, limit=None, by="cpu"),
        compared("`--version`, beside bare Python", *versions, limit=None, by="cpu"),
    ]


def grading(folder: Path, rounds: int, _long: bool, count: int = 20_000) -> list[Row]:
    """Measure a stream of layer answers, no two alike, and the same stream again."""
    wanted = bank.write_answers(folder, count)
    bare: list[Spent] = []
    again: list[Spent] = []
    by_workers: dict[int, list[Spent]] = {1: [], 2: []}
    for _ in range(rounds):
        loop = script("bare", "layers", folder)
        shapes = zip(loop["shapes"], wanted, strict=True)
        right = ["correct" if tuple(shape or ()) == output else "wrong" for shape, output in shapes]
        bare.append(spent(loop))
        for workers, times in by_workers.items():
            ours = script("ours", "grade", folder, workers)
            assert ours["verdicts"] == right, "Quizproof and the bare loop do not agree"
            times.append(spent(ours))
            if workers == 1:
                again.append(Spent(*ours["again"]))
    what = f"grade {count:,} distinct layer answers"
    return [
        compared(f"{what}, one worker, beside a bare loop (parse, construct, run)", by_workers[1], bare, limit=1.5),
        compared(f"{what}, two workers, beside the same", by_workers[2], bare, limit=0.9),
        compared("the same answers once more, beside the same", again, bare, limit=0.1),
    ]


def checking(folder: Path, rounds: int, long: bool) -> list[Row]:
    """Measure `check` on generated banks of several sizes: time, time per question, memory."""
    few, many = 1_000, 10_000
    for count in (few, many, *([10 * many] if long else [])):
        folder.joinpath(str(count)).mkdir()
        bank.write_bank(folder / str(count), count)
    ours: list[Spent] = []
    bare: list[Spent] = []
    small: list[Spent] = []
    for _ in range(rounds):
        loop, events = script("bare", "layers", folder / str(many)), script("bare", "events", folder / str(many))
        bare.append(Spent(loop["wall"] + events["wall"], loop["cpu"] + events["cpu"]))
        ours.append(spent(script("ours", "check", folder / str(many), WORKERS)))
        small.append(spent(script("ours", "check", folder / str(few), WORKERS)))
    what = f"`check` of {many:,} questions of four choices"
    rows = [
        compared(f"{what}, {WORKERS} workers, beside a bare parse and a bare loop in sum", ours, bare, limit=1.5),
        compared(f"a question among {many:,}, beside one among {few:,}", each(ours, many), each(small, few), limit=1.2),
        memory(f"{what}, memory of all processes", folder / str(many)),
    ]
    if long:
        whole = spent(script("ours", "check", folder / str(10 * many), WORKERS))
        what = f"a question among {10 * many:,}, beside one among {many:,}"
        rows.append(compared(what, each([whole] * rounds, 10 * many), each(ours, many), limit=1.2))
        rows.append(memory(f"`check` of {10 * many:,} questions, memory of all processes", folder / str(10 * many)))
    return rows


def checking_again(folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure `check` of a bank that was checked before: unchanged, with one question edited, and at each save."""
    count = 10_000
    bank.write_bank(folder, count)
    file, times = folder / "bank" / "000000.yaml", Edited()
    for number in range(rounds):
        command = [sys.executable, "-m", "quizproof", "check", "bank", "--cache-dir", folder / f"cache-{number}"]
        times.cold.append(ended(command, folder))
        times.warm.append(ended(command, folder))
        times.reading.append(ended(argv("ours", "read", folder, 0), folder))
        bank.edit_one(file, number)
        times.edited.append(ended(command, folder))
    what = f"`check` of {count:,} questions, the whole command"
    saves = [saved(folder) for _ in range(rounds)]
    return [
        compared(f"{what}, nothing changed, beside the same without what is remembered", times.warm, times.cold, None),
        compared(f"{what}, nothing changed, beside reading the bank in Python", times.warm, times.reading, None),
        compared(f"{what}, one question changed, beside the same as before", times.edited, times.cold, None),
        Row(
            "`check --watch` of 100 questions, from the save of one to its report",
            f"{median(saves) * 1e3:.0f} ms",
            "",
            "",
            "200 ms",
            median(saves) <= 0.2,
        ),
    ]


class Edited:
    """What the runs of one bank took, each round in this order."""

    def __init__(self) -> None:
        self.cold: list[Spent] = []
        self.warm: list[Spent] = []
        self.reading: list[Spent] = []
        self.edited: list[Spent] = []


def saved(folder: Path) -> float:
    """Return the seconds from a save to its report, the median of ten; torch is loaded and has run before."""
    small = folder / "small"
    if not small.exists():
        small.mkdir()
        bank.write_bank(small, 100)
    file, seconds = small / "bank" / "000000.yaml", []
    command = [sys.executable, "-m", "quizproof", "check", "--watch", "--cache-dir", folder / "watched", file]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout is not None
        reports = (line for line in running.stdout if line.startswith(WATCHING))
        next(reports)
        for number in range(12):
            time.sleep(0.3)
            bank.edit_one(file, number)
            began = time.perf_counter()
            next(reports)
            if number > 1:
                seconds.append(time.perf_counter() - began)
        running.send_signal(signal.SIGINT)
        running.communicate()
    return median(seconds)


def memory(what: str, folder: Path, limit: int = 500 * MEGABYTE) -> Row:
    """Run `check` once more and look at its memory twenty times a second."""
    most = 0
    with subprocess.Popen(argv("ours", "check", folder, WORKERS), stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, family_memory(running.pid))
            time.sleep(0.05)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, running.args)
    return Row(what, f"{most / MEGABYTE:.0f} MB", "", "", f"{limit / MEGABYTE:.0f} MB", most <= limit)


if __name__ == "__main__":
    sys.exit(main())
