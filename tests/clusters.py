"""Clusters of Dask on this machine: a scheduler and workers, each a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

HERE = ("--host", "127.0.0.1", "--no-dashboard")
WITHOUT_QUIZPROOF = """
import sys

class Nowhere:
    def find_spec(self, name, *_):
        if name == "quizproof":
            raise ModuleNotFoundError("No module named 'quizproof'", name=name)

sys.meta_path.insert(0, Nowhere())
from distributed.cli.dask_worker import main
main()
"""


def until(true: Callable[[], Any], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


class Dask:
    """A scheduler, and the workers that a test asks for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.started: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start(
            "-m", "distributed.cli.dask_scheduler", *HERE, "--port", "0", "--scheduler-file", str(self.file)
        )
        until(lambda: self.file.exists() and self.file.read_text().endswith("}"), "the scheduler listens")

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{len(self.started)}.log").open("wb") as log:
            command = [sys.executable, "-P", *words]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True)
        self.started.append(process)
        return process

    def worker(self, *words: str, nanny: bool = False, quizproof: bool = True) -> "subprocess.Popen[bytes]":
        """Start a worker with one thread; with `nanny`, a process that starts it anew when it was killed."""
        program = ("-m", "distributed.cli.dask_worker") if quizproof else ("-c", WITHOUT_QUIZPROOF)
        local = str(self.folder / f"worker-{len(self.started)}")
        often = ("--nworkers", "1", "--nthreads", "1", "--local-directory", local, "--nanny" if nanny else "--no-nanny")
        return self.start(*program, "--scheduler-file", str(self.file), *HERE, *often, *words)

    def close(self) -> None:
        for process in self.started:
            with suppress(ProcessLookupError):  # its workers end with a nanny
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def torch_processes(*tops: int) -> list[int]:
    """The processes that run torch below some others."""
    found = []
    for top in tops:
        with suppress(psutil.NoSuchProcess):
            below = psutil.Process(top).children(recursive=True)
            found += [one.pid for one in below if "quizproof.engine.worker" in one.cmdline()]
    return found
