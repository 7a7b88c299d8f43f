"""Whole commands: the time and the memory of all their processes, also of those that they leave behind to end alone."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from clock import Spent, children, family_memory
from table import Row, compared

MEGABYTE: Final = 1_000_000
_PR_SET_CHILD_SUBREAPER: Final = 36


class Ran(NamedTuple):
    """What a command took, and the most bytes that its processes held at a time."""

    spent: Spent
    memory: int


def ran(
    command: Sequence[object],
    folder: Path,
    cores: Collection[int] = (),
    nodes: Sequence[int] = (),
    fine: Collection[int] = (0,),
) -> Ran:
    """Run a command, on some cores if any are named; what it and the nodes have started counts with it."""
    _adopt_orphans()
    began, most, before, others = time.perf_counter(), 0, sum(map(_used, nodes)), set(children(os.getpid()))
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=said, stderr=said)
        if cores:
            os.sched_setaffinity(process.pid, cores)  # what it starts later inherits them
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            most = max(most, sum(family_memory(pid) for pid in (process.pid, *nodes)))
            time.sleep(0.05)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
    wall = time.perf_counter() - began
    if process.returncode not in fine:
        sys.exit(f"{command[0]} ended with {process.returncode}:\n{(folder / 'said.txt').read_text()[-2000:]}")
    orphans = set(children(os.getpid())) - others
    used = [one.ru_utime + one.ru_stime for one in (ended[2], *[os.wait4(pid, 0)[2] for pid in orphans])]
    return Ran(Spent(wall, sum(used) + sum(map(_used, nodes)) - before), most)


def beside(what: str, ours: Sequence[Ran], bare: Sequence[Ran]) -> Row:
    """Return the row that compares times, and shows memory besides."""
    row = compared(what, [one.spent for one in ours], [one.spent for one in bare], None)
    mine, other = [f"{median([one.memory for one in side]) / MEGABYTE:.0f} MB" for side in (ours, bare)]
    return row._replace(ours=f"{row.ours}, {mine}", bare=f"{row.bare}, {other}")


def _adopt_orphans() -> None:
    """Let what a command leaves behind become children of this process, so that what they used can be asked."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _used(pid: int) -> float:
    """Return the seconds that a process and all that it started worked so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / ticks + sum(map(_used, children(pid)))
