"""Time and memory of processes. Linux tells all of it; elsewhere what is missing raises."""

import os
import pty
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """Seconds that passed, and seconds that processors worked, user and system together."""

    wall: float
    cpu: float


class Stopwatch:
    """Holds `spent` once the block that it timed is over."""

    spent: Spent


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Time a block: the processor time is that of this process and of its children that live throughout."""
    watch = Stopwatch()
    own = [os.getpid(), *children(os.getpid())]
    cpu, wall = sum(map(processor_time, own)), time.perf_counter()
    yield watch
    watch.spent = Spent(time.perf_counter() - wall, sum(map(processor_time, own)) - cpu)


def processor_time(pid: int) -> float:
    """Return the seconds that a living process worked, user and system, all threads and no children."""
    return time.clock_gettime((~pid << 3) | 2)  # what clock_getcpuclockid(3) returns on Linux


def children(pid: int) -> list[int]:
    """Return the processes that `pid` started and that live still."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, thread.read_text(encoding="ascii").split())
    return found


def family(pid: int) -> list[int]:
    """Return a process, the processes that it started, and those that these started, as far as they live still."""
    found = [pid]
    for one in found:
        with suppress(OSError):  # it ended in the meantime
            found += children(one)
    return found


def family_memory(pid: int) -> int:
    """Return the bytes that a process and its family hold: PSS, which divides shared pages among those that share."""
    total = 0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):  # it ended in the meantime
            continue
    return total


def shown(argv: Sequence[str | Path], text: str, folder: Path, record: Path | None = None) -> Spent:
    """Run a command in a terminal until it shows `text`, and return what it took until then, without its children.

    The learner's record is in the folder `record`; of its own, there is none.
    """
    own = {"TERM": "xterm-256color", "COLUMNS": "80", "QUIZPROOF_DATA_DIR": str(record or folder / f"{time.time_ns()}")}
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(argv[0], [str(word) for word in argv], os.environ | own)
    seen = b""
    try:
        while text.encode() not in seen:
            seen += os.read(terminal, 4096)
        spent = Spent(time.perf_counter() - began, processor_time(pid))
        os.write(terminal, b"\x04")  # the end of input: the command ends its own children
        with suppress(OSError):  # the end of the terminal is an error on Linux
            while os.read(terminal, 4096):
                pass
    except OSError:
        raise SystemExit(f"{argv[0]} ended before it showed {text!r}:\n{seen.decode(errors='replace')}") from None
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return spent


def ended(argv: Sequence[str | Path], folder: Path) -> Spent:
    """Run a command, which starts no other, to its end and return what it took."""
    began = time.perf_counter()
    with subprocess.Popen(argv, cwd=folder, stdout=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            raise subprocess.CalledProcessError(running.returncode, running.args)
    return Spent(time.perf_counter() - began, used.ru_utime + used.ru_stime)
