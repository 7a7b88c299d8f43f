"""Grading in several processes of this machine: one reads and looks up, the others grade what is new."""

import marshal
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from ..children import started
from ..worker import read_frame, write_frame
from ..workerprocess import TorchAbsent
from .asks import Chunk, Said
from .executing import Unavailable, in_order
from .packing import PackedBank
from .threads import Threads

_TRIES: Final = 3
"""So many processes may die of one chunk. An answer that takes torch down takes down no more than torch."""
_AHEAD: Final = 2
"""So many chunks are under way for each process."""


class Local:
    """Grades in so many processes, each with a torch of its own; they start when they are needed."""

    chunk: Final = 512

    def __init__(self, bank: PackedBank, jobs: int) -> None:
        """Start the first process."""
        self._graders = [_GradingProcess(bank) for _ in range(jobs)]
        self._threads = Threads([grader.said for grader in self._graders])
        self._graders[0].start()

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Said]]:
        """Yield each chunk with what is said of it, in order. Raises TorchAbsent and Unavailable."""
        return in_order(chunks, self._threads.submit, lambda: _AHEAD * len(self._graders))

    def close(self) -> None:
        """End every process at once."""
        self._threads.close()
        for grader in self._graders:
            grader.end()


class _GradingProcess:
    """A process that grades chunks. One thread speaks with it; any may `start` and `end` it."""

    def __init__(self, bank: PackedBank) -> None:
        self._bank = bank
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._changing = threading.Lock()

    def start(self) -> "subprocess.Popen[bytes]":
        """Return the process, started if there is none. Raises Unavailable where it was ended for good."""
        with self._changing:
            if self._ended:
                raise Unavailable("grading was stopped")
            if self._process is None:
                self._process = started("bulk.gradingprocess")
                assert self._process.stdin is not None
                with suppress(OSError):  # it has died: that is found out when a reply is awaited
                    write_frame(self._process.stdin, self._bank.files)
            return self._process

    def said(self, chunk: Chunk) -> Said:
        """Return what is said of a chunk. Raises TorchAbsent and Unavailable."""
        for _ in range(_TRIES):
            process = self.start()
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(OSError):
                write_frame(process.stdin, chunk)
                reply = read_frame(process.stdout)
                if reply is not None:
                    word, said = marshal.loads(reply)
                    if word == "Absent":
                        raise TorchAbsent(said)
                    return tuple(said)
            self._drop()
        raise Unavailable("the processes that grade are killed again and again: is memory short? name fewer with -j")

    def end(self) -> None:
        """End the process at once and for good."""
        self._ended = True
        self._drop()

    def _drop(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                with suppress(OSError, ValueError):  # another thread may be reading it still
                    pipe.close()
