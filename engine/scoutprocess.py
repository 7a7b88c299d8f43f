"""The scout as the program sees it: files are sent ahead, and each comes back with what became of the scout."""

import marshal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from queue import SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Final

from .children import started

SILENT_SECONDS: Final = 10.0
"""Reading the largest file that may be takes a twentieth of this."""

LOADING_SECONDS: Final = 60.0
_STARTS: Final = 2
_TRIES: Final = 2


class ParserCrash(Exception):
    """A file took the parser of YAML down, or held it up. `str()` is one sentence that begins with the file."""


class Sent:
    """Files on their way: `fates` fills up with None for each file that was survived, else with what became of it."""

    __slots__ = ("done", "fates", "files")

    def __init__(self, files: Sequence[bytes]) -> None:
        self.files = tuple(files)
        self.fates: list[str | None] = []
        self.done = threading.Event()


class Scout:
    """A process that parses each file before this one does, so that a crash of the parser costs one file only.

    It is started at once and loads while the caller does other things. Use it as a context, or `close` it. Where no
    process can be started, nobody scouts. `crashed` has a sentence for each file that `blame` was called for.
    """

    def __init__(self, silent_seconds: float = SILENT_SECONDS) -> None:
        self.crashed: list[str] = []
        self._seconds = silent_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._silent = self._ready = self._closed = False
        self._heard = monotonic()
        self._queue: SimpleQueue[Sent | None] = SimpleQueue()
        self._changing = threading.Lock()
        self._start()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Scout":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, files: Sequence[bytes]) -> Sent:
        """Send the bytes of some files. Returns at once."""
        sent = Sent(files)
        self._heard = monotonic()
        self._queue.put(sent)
        return sent

    def fates(self, sent: Sent) -> list[str | None]:
        """Return what became of the scout in each file, None where it survived; waits for it.

        A file is blamed when it did the same to a second scout: the first may have been ended from outside.
        """
        while not sent.done.wait(min(1.0, self._seconds)):
            # Reading a pipe with a timeout is not to be had on every system; ending the process ends the reading.
            if monotonic() > self._heard + (self._seconds if self._ready else LOADING_SECONDS):
                self._silent = True
                self._heard = monotonic()
                self._kill()
        return sent.fates

    def blame(self, file: str, fate: str) -> None:
        """Note that a file took the parser down."""
        said = f"{file} {fate}"
        if said not in self.crashed:  # a bank may be read again
            self.crashed.append(said)

    def settle(self) -> None:
        """Raise ParserCrash where files took the parser down: whoever checks them must know that they are unread."""
        if self.crashed:
            raise ParserCrash("; ".join(self.crashed))

    def close(self) -> None:
        """End the process at once."""
        self._closed = True
        self._kill()
        self._queue.put(None)
        self._thread.join(timeout=1)

    def _kill(self) -> None:
        with self._changing:
            if self._process is not None:
                self._process.kill()

    def _start(self) -> None:
        with self._changing, suppress(OSError):
            if not self._closed:
                self._process = started("scout")

    def _serve(self) -> None:
        while (sent := self._queue.get()) is not None:
            self._survey(sent)
            sent.done.set()
        if self._process is not None:
            self._buried(self._process)

    def _survey(self, sent: Sent) -> None:
        deaths = 0  # that the first of the files which are left has caused
        while (first := len(sent.fates)) < len(sent.files) and not self._closed:
            left = sent.files[first : first + 1] if deaths else sent.files[first:]
            survived = self._parsed(left)
            if survived:
                sent.fates += [None] * survived
                deaths = 0
            if survived < len(left):
                assert self._process is not None
                fate = self._buried(self._process)
                self._start()
                deaths += 1
                if deaths == _TRIES:
                    sent.fates.append(fate)
                    deaths = 0

    def _parsed(self, files: Sequence[bytes]) -> int:
        """Return how many of these files the scout survived; all, where there is no scout."""
        process = self._loaded()
        if process is None:
            return len(files)
        assert process.stdin is not None
        with suppress(OSError):  # it ended: how far it came shows in what it wrote
            for raw in files:
                process.stdin.write(marshal.dumps(raw))
            process.stdin.flush()
        return next((place for place in range(len(files)) if not self._listen(process)), len(files))

    def _loaded(self) -> "subprocess.Popen[bytes] | None":
        """Return the process once it is ready; None where none could be started."""
        while self._process is not None and not self._ready:
            self._ready = self._listen(self._process)
            if self._ready:
                self._starts = 0
            else:
                self._buried(self._process)
                self._starts += 1
                if self._starts < _STARTS:
                    self._start()
        return self._process

    def _listen(self, process: "subprocess.Popen[bytes]") -> bool:
        """Wait for the next byte; False where the process ended."""
        assert process.stdout is not None
        heard = process.stdout.read(1) != b""
        self._heard = monotonic()
        return heard

    def _buried(self, process: "subprocess.Popen[bytes]") -> str:
        """Let go of a process that died, and return how it did."""
        code = process.wait()
        silent, self._silent, self._ready = self._silent, False, False
        with self._changing:
            self._process = None
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):  # nobody is left to read what was not yet written
                pipe.close()
        if silent:
            return f"held the parser of YAML up for {self._seconds:g} s"
        return f"crashed the parser of YAML ({f'signal {-code}' if code < 0 else f'exit code {code}'})"
