"""A course: a million responses to 50 questions, graded by whole commands on one core, on two, and by a cluster."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

import bank
from clock import Spent, children, family_memory
from scripts import WORKERS, argv
from table import Row, compared

MEGABYTE: Final = 1_000_000
ROWS: Final = 1_000_000


def course(folder: Path, rounds: int, _long: bool) -> list[Row]:
    """Measure the whole command, with torch loaded within it, beside a loop that grades each answer once, too."""
    distinct = bank.write_course(folder, ROWS)
    one, two = {min(os.sched_getaffinity(0))}, os.sched_getaffinity(0)
    quizproof = Path(sys.executable).with_name("quizproof")
    bare: list[tuple[Spent, int]] = []
    here: list[tuple[Spent, int]] = []
    both: list[tuple[Spent, int]] = []
    spread: list[tuple[Spent, int]] = []
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
    beside = "beside a bare loop with a memory on one core"
    named = {"one core": here, f"{WORKERS} cores": both, "Dask with two workers on the same two cores": spread}
    return [_row(f"{what}, {how}, {beside}", ours, bare) for how, ours in named.items()]


def _command(folder: Path, name: str) -> list[str | Path]:
    return ["grade", folder / "bank.yaml", "--responses", folder / "responses.jsonl", "-o", folder / f"{name}.jsonl"]


def _row(what: str, ours: list[tuple[Spent, int]], bare: list[tuple[Spent, int]]) -> Row:
    row = compared(what, [spent for spent, _ in ours], [spent for spent, _ in bare], None)
    memory = [median([held for _, held in side]) / MEGABYTE for side in (ours, bare)]
    return row._replace(ours=f"{row.ours}, {memory[0]:.0f} MB", bare=f"{row.bare}, {memory[1]:.0f} MB")


def ran(command: Sequence[object], folder: Path, cores: set[int], nodes: Sequence[int] = ()) -> tuple[Spent, int]:
    """Run a command on some cores; return what it took with all that it and the nodes have started, and their memory.

    The memory is the most that they held at a time.
    """
    began, most, before = time.perf_counter(), 0, sum(map(_used, nodes))
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=said, stderr=said)
        os.sched_setaffinity(process.pid, cores)  # what it starts later inherits them
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            most = max(most, sum(family_memory(pid) for pid in (process.pid, *nodes)))
            time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
    wall = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{(folder / 'said.txt').read_text()[-2000:]}")
    return Spent(wall, ended[2].ru_utime + ended[2].ru_stime + sum(map(_used, nodes)) - before), most


def _used(pid: int) -> float:
    """Return the seconds that a process and all that it started worked so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / ticks + sum(map(_used, children(pid)))


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
