"""A course: a million responses to 50 questions, graded by whole commands on one core, on two, and by a cluster."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import bank
from scripts import WORKERS, argv
from table import Row
from whole import Ran, beside, ran

ROWS: Final = 1_000_000


def course(folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure the whole command, with torch loaded within it, beside a loop that grades each answer once, too."""
    distinct = bank.write_course(folder, ROWS)
    one, two = {min(os.sched_getaffinity(0))}, os.sched_getaffinity(0)
    quizproof = Path(sys.executable).with_name("quizproof")
    bare: list[Ran] = []
    here: list[Ran] = []
    both: list[Ran] = []
    spread: list[Ran] = []
    for _ in range(rounds):
        bare.append(ran(argv("bare", "course", folder), folder, one))
        for times, cores, jobs in ((here, one, 1), (both, two, WORKERS)):
            times.append(ran([quizproof, *_command(folder, f"here-{jobs}"), "-j", jobs], folder, cores))
        with cluster(folder) as (address, nodes):
            times = [quizproof, *_command(folder, "spread"), "--cluster", address]
            spread.append(ran(times, folder, two, nodes))
    made = [(folder / f"{name}.jsonl").read_bytes() for name in ("here-1", f"here-{WORKERS}", "spread")]
    assert made[0] == made[1] == made[2], "a cluster does not write the same bytes"
    what = f"`grade` of {ROWS:,} responses to 50 questions, {distinct:,} of them different, the whole command"
    loop = "beside a bare loop with a memory on one core"
    named = {"one core": here, f"{WORKERS} cores": both, "Dask with two workers on the same two cores": spread}
    return [beside(f"{what}, {how}, {loop}", ours, bare) for how, ours in named.items()]


def _command(folder: Path, name: str) -> list[str | Path]:
    return ["grade", folder / "bank.yaml", "--responses", folder / "responses.jsonl", "-o", folder / f"{name}.jsonl"]


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, list[int]]]:
    """Run a scheduler of Dask and its workers, each a process of one thread; give its address, and the processes."""
    found = folder / "scheduler.json"
    found.unlink(missing_ok=True)
    dask = str(Path(sys.executable).with_name("dask"))
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    started = [subprocess.Popen([dask, "scheduler", *local, "--port", "0", "--scheduler-file", found], **_QUIET)]
    for number in range(workers):
        one = ["--nthreads", "1", "--no-nanny", "--local-directory", folder / f"node-{number}"]
        started.append(subprocess.Popen([dask, "worker", *local, *one, "--scheduler-file", found], **_QUIET))
    try:
        address = _address(found, workers)
        yield address, [process.pid for process in started]
    finally:
        for process in started:
            process.kill()  # asked kindly, a worker waits for its scheduler to come back
        for process in started:
            process.wait()


_QUIET: Final[dict[str, Any]] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def _address(found: Path, workers: int) -> str:
    """Return the scheduler's address once all workers have come."""
    from distributed import Client

    while not found.exists():
        time.sleep(0.1)
    with Client(scheduler_file=str(found)) as client:
        client.wait_for_workers(workers)
        return str(client.scheduler.address)
