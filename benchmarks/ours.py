"""Quizproof at the same work, torch loaded in all workers before the clock starts.

    python ours.py grade FOLDER WORKERS     grade answers.jsonl, twice
    python ours.py check FOLDER WORKERS     check the files in FOLDER/bank
    python ours.py read FOLDER 0            read the files in FOLDER/bank, without a worker

Each prints one JSON object.
"""

import json
import os
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from clock import children, timed

from quizproof.engine.bank import load, read_bank
from quizproof.engine.checking import check
from quizproof.engine.grading import grade
from quizproof.engine.jobs import Sizes, Want, job
from quizproof.engine.layercall import LayerCall
from quizproof.engine.oracle import BATCH, Oracle


def warm(oracle: Oracle, workers: int) -> None:
    """Return when every worker has loaded torch: each gets a full batch, and the batch on top sends the others off."""
    relu = LayerCall("ReLU")
    oracle.ask([job(Want.SHAPE, relu, Sizes((number,)), cost=1) for number in range(1, (workers + 1) * BATCH + 1)])
    assert len(children(os.getpid())) == workers


def run_grade(folder: Path, oracle: Oracle) -> dict[str, Any]:
    """Return the time of the first and of the second time, and the verdicts of the first."""
    topics = load(folder / "bank.yaml")
    with (folder / "answers.jsonl").open(encoding="utf-8") as file:
        lines = file.readlines()
    graded: Iterator[str] = grade(topics, chain(lines, lines), oracle)
    with timed() as first:
        written = list(islice(graded, len(lines)))
    with timed() as again:
        repeated = list(graded)
    assert written == repeated
    verdicts = [json.loads(line)["verdict"] for line in written]
    return {**first.spent._asdict(), "again": again.spent, "verdicts": verdicts}


def run_check(folder: Path, oracle: Oracle) -> dict[str, Any]:
    """Return the time, how many questions are proved, and variants; nothing may be wrong with any."""
    with timed() as watch:
        report = check([folder / "bank"], oracle)
    assert not report.findings, f"the generated bank is wrong: {report.findings[0]}"
    return {**watch.spent._asdict(), "proved": report.proved, "variants": report.variants}


def run_read(folder: Path, _oracle: Oracle) -> dict[str, Any]:
    """Return how many questions are read."""
    return {"read": sum(len(one.topic.questions) for one in read_bank([folder / "bank"]))}


RUNS = {"grade": run_grade, "check": run_check, "read": run_read}

if __name__ == "__main__":
    with Oracle(int(sys.argv[3])) as oracle:
        if sys.argv[1] != "read":
            warm(oracle, int(sys.argv[3]))
        print(json.dumps(RUNS[sys.argv[1]](Path(sys.argv[2]), oracle)))
