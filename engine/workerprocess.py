"""One worker process: started, spoken to, and ended when it is silent for too long."""

import marshal
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import monotonic, sleep
from typing import Final

from .children import started
from .jobs import Outcome, outcome
from .worker import read_frame, write_frame

LOADING_SECONDS: Final = 300.0
"""torch may take this long to load: a cold disk is slow, and nothing is lost by waiting."""

_STARTS: Final = 2
_KILLED: Final = -9
_NEVER: Final = float("inf")


class TorchAbsent(Exception):
    """torch cannot be loaded on this machine. `str()` is one sentence."""


class Died(Exception):
    """The worker ended before it had answered. `str()` is the end of a sentence that begins with "torch"."""


class WorkerProcess:
    """A process that answers jobs, started at once. One thread speaks with it; any thread may `end` it."""

    def __init__(self, answer_seconds: float) -> None:
        self._seconds = answer_seconds
        self._deadline = _NEVER
        self._silent = False
        self._torch: str | None = None
        self._absent = ""
        self._ended = False
        self._changing = threading.Lock()
        self._greeting = threading.Lock()
        self._process = started("worker")
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether torch is loaded."""
        return self._torch is not None

    def hello(self) -> str:
        """Return torch's version; waits until it is loaded. Raises TorchAbsent."""
        with self._greeting:
            if self._torch is None and not self._absent:
                word, said = self._greeted()
                if word == "Hello":
                    self._torch = said
                else:
                    self._absent = f"torch cannot be loaded: {said}"
            if self._torch is None:
                raise TorchAbsent(self._absent)
            return self._torch

    def _greeted(self) -> tuple[str, str]:
        """Return "Hello" and torch's version, or "Absent" and why it cannot be loaded; tries a second time."""
        again = "install it with `pip install torch`"
        for _ in range(_STARTS):
            frame = self._read(LOADING_SECONDS)
            if frame is not None:
                word, said = marshal.loads(frame)
                return word, said if word == "Hello" else f"{said}; {again}"
            if self._silent:
                return "Absent", f"it took longer than {LOADING_SECONDS:g} s; try again when the machine has less to do"
            self.restart()  # it was killed, as when memory is short for a moment
            if self._ended:
                break
        return "Absent", f"the process that loads it ends; if there is enough memory, {again}"

    def answer(self, keys: Sequence[bytes], alone: bool) -> Iterator[Outcome]:
        """Yield the outcome of each job as it comes; `alone`: each is sent as soon as it is known.

        Raises Died where the process ended before all were answered, and TorchAbsent.
        """
        self.hello()
        assert self._process.stdin is not None
        left = len(keys)
        try:
            write_frame(self._process.stdin, (list(keys), alone))
        except OSError:
            raise self._death() from None
        while left:
            frame = self._read(self._seconds)
            if frame is None:
                raise self._death()
            for reply in marshal.loads(frame):
                left -= 1
                yield outcome(reply)

    def restart(self) -> None:
        """Start a fresh process in place of one that died, unless it was ended."""
        with self._changing:
            self._process.kill()
            self._process.wait()
            self.close_pipes()
            if not self._ended:
                self._torch = None
                self._silent = False
                self._process = started("worker")

    def end(self) -> None:
        """End the process at once and for good."""
        with self._changing:
            self._ended = True
            self._process.kill()
            self._process.wait()

    def close_pipes(self) -> None:
        """Close the pipes to a process that ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # nobody is left to read what was not yet written
                pipe.close()

    def _read(self, seconds: float) -> bytes | None:
        """Return the next frame, or None where the process ended, of itself or because it was silent for so long."""
        assert self._process.stdout is not None
        self._deadline = monotonic() + seconds
        try:
            return read_frame(self._process.stdout)
        finally:
            self._deadline = _NEVER

    def _watch(self) -> None:
        # Reading a pipe with a timeout is not to be had on every system; ending the process ends the reading.
        while not self._ended:
            sleep(0.1)
            if monotonic() > self._deadline:
                self._silent = True
                self._deadline = _NEVER
                self._process.kill()

    def _death(self) -> Died:
        code = self._process.wait()
        if self._silent:
            return Died(f"did not finish within {self._seconds:g} s")
        return Died("ran out of memory" if code == _KILLED else "crashed")
