"""Banks out and in: a package for Canvas written and read, beside text2qti, which writes one and computes nothing."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

import bank
from clock import Spent, family_memory, processor_time
from table import Row, compared

MEGABYTE: Final = 1_000_000


def exchanging(folder: Path, rounds: int, _long: bool, count: int = 10_000) -> list[Row]:
    """Measure the export of a bank and its import, whole commands, time and memory of all their processes."""
    bank.write_bank(folder, count)
    text = bank.write_text2qti(folder)
    quizproof, text2qti = [Path(sys.executable).with_name(name) for name in ("quizproof", "text2qti")]
    if not text2qti.exists():
        sys.exit("there is no command text2qti: `make bench` installs it")
    package = folder / "bank.zip"
    out: list[tuple[Spent, int]] = []
    back: list[tuple[Spent, int]] = []
    bare: list[tuple[Spent, int]] = []
    for _ in range(rounds):
        out.append(_ran([quizproof, "export", "canvas", folder / "bank", "-o", package], folder, (0,)))
        back.append(_ran([quizproof, "import", package, "-o", folder / "again.yaml", "--force"], folder, (0, 1)))
        bare.append(_ran([text2qti, text], folder, (0,)))
    rows = []
    for what, ours in (("export to Canvas", out), ("import from Canvas, keys proved", back)):
        times = [spent for spent, _ in ours], [spent for spent, _ in bare]
        row = compared(f"{what}, {count:,} questions, the whole command, beside text2qti writing them", *times, None)
        memory = [median([held for _, held in side]) / MEGABYTE for side in (ours, bare)]
        rows.append(row._replace(ours=f"{row.ours}, {memory[0]:.0f} MB", bare=f"{row.bare}, {memory[1]:.0f} MB"))
    return rows


def _ran(argv: Sequence[str | Path], folder: Path, fine: Sequence[int]) -> tuple[Spent, int]:
    """Run a command to its end; return what it took, and the most memory that it and its children held at a time."""
    began, most, cpu = time.perf_counter(), 0, 0.0
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(argv, cwd=folder, stdout=said, stderr=said)
        while process.poll() is None:
            most = max(most, family_memory(process.pid))
            try:
                cpu = processor_time(process.pid)
            except OSError:  # it has just ended
                break
            time.sleep(0.05)
        code = process.wait()
    if code not in fine:
        sys.exit(f"{argv[0]} ended with {code}:\n{(folder / 'said.txt').read_text()[-2000:]}")
    return Spent(time.perf_counter() - began, cpu), most
