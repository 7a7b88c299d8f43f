"""Measure what a course costs by what it has: rows, distinct answers, learners; and put it into CAPACITY.md.

    python benchmarks/capacity.py [--write benchmarks/CAPACITY.md]

Whole commands on one core, each once: processor time does not change much from run to run.
"""

import argparse
import csv
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

import bank
from table import put_into
from whole import MEGABYTE, ran

MANY: Final = 1_000_000
FEW: Final = 250_000
DISTINCT: Final = 20_000
_HEAD: Final = ("What", "CPU", "Memory of all processes, at most")


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table between the markers of this file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quizproof-capacity-") as folder:
        text = measured(Path(folder))
    print(text)
    if asked.write:
        put_into(asked.write, text)
    return 0


def measured(folder: Path) -> str:
    """Return the table, as Markdown."""
    many, few, apart = [folder / name for name in ("many", "few", "apart")]
    for made in (many, few, apart):
        made.mkdir()
    different = bank.write_course(many, MANY)
    bank.write_course(few, FEW)
    bank.write_answers(apart, DISTINCT)
    as_table(many / "responses.jsonl", many / "responses.csv")
    start = run(few, "grade", "bank.yaml", "--responses", one_row(few), "-o", "one.jsonl")
    rows = [("starting, torch and all: one row", *start)]

    grading = {
        name: run(made, "grade", "bank.yaml", "--responses", given, "-o", out)
        for name, made, given, out in (
            ("many", many, "responses.jsonl", "graded.jsonl"),
            ("few", few, "responses.jsonl", "graded.jsonl"),
            ("table", many, "responses.csv", "graded.csv"),
            ("apart", apart, "answers.jsonl", "graded.jsonl"),
        )
    }
    each = (grading["apart"][0] - start[0]) / DISTINCT
    apiece = (grading["many"][0] - start[0] - different * each) / MANY
    of_table = (grading["table"][0] - start[0] - different * each) / MANY
    rows += [
        (f"`grade` of {MANY:,} JSON lines, {different:,} distinct layer answers", *grading["many"]),
        (f"`grade` of {FEW:,} JSON lines of the same kind", *grading["few"]),
        (f"`grade` of {MANY:,} rows of CSV, {different:,} distinct", *grading["table"]),
        (f"`grade` of {DISTINCT:,} distinct layer answers", *grading["apart"]),
        (f"`regrade` of {MANY:,} JSON lines", *run(many, "regrade", "graded.jsonl", "--bank", "bank.yaml")),
        (f"`analyze` of {FEW:,} graded rows", *run(few, "analyze", "graded.jsonl", "--bank", "bank.yaml", "--json")),
        (f"`analyze` of {MANY:,} graded rows", *run(many, "analyze", "graded.jsonl", "--bank", "bank.yaml", "--json")),
    ]
    lines = [_HEAD, ("---",) * len(_HEAD)]
    lines += [(what, f"{cpu:.1f} s", f"{memory / MEGABYTE:.0f} MB") for what, cpu, memory in rows]
    shown = "\n".join(["| " + " | ".join(line) + " |" for line in lines])
    told = f"So a row costs {apiece * 1e6:.0f} µs of one core as a JSON line and {of_table * 1e6:.0f} µs in a CSV"
    return f"{shown}\n\n{told}, and each distinct layer answer {each * 1e6:.0f} µs more."


def run(folder: Path, *words: str) -> tuple[float, int]:
    """Run our command on one core; return the processor time, and the memory of all its processes."""
    command = [Path(sys.executable).with_name("quizproof"), *words]
    found = ran(command, folder, {min(os.sched_getaffinity(0))})
    return found.spent.cpu, found.memory


def one_row(folder: Path) -> str:
    """Write a file with the first response only; return its name."""
    with (folder / "responses.jsonl").open(encoding="utf-8") as file:
        (folder / "one-row.jsonl").write_text(file.readline(), encoding="utf-8")
    return "one-row.jsonl"


def as_table(lines: Path, table: Path) -> None:
    """Write JSON lines as CSV."""
    with lines.open(encoding="utf-8") as given, table.open("w", encoding="utf-8", newline="") as file:
        rows = (json.loads(line) for line in given)
        first = next(rows)
        out = csv.DictWriter(file, list(first))
        out.writeheader()
        out.writerow(first)
        out.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
