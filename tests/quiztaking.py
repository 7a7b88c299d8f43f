"""The command in this process: typed lines in, what is printed out, at any width and by any oracle."""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import count
from unittest import mock

from quizproof import cli, engine
from quizproof.engine.jobs import Job, Outcome
from quizproof.engine.oracle import Oracle
from quizproof.engine.screen import assessor, terminal
from quizproof.engine.workerprocess import TorchAbsent

NO_TORCH = "torch cannot be loaded: no module; install it with `pip install torch`"


class Borrowed(Oracle):
    """An oracle that asks another one, and never ends it."""

    def __init__(self, lender: Oracle) -> None:
        super().__init__(1)
        self.lender = lender

    def start(self) -> None:
        self.lender.start()

    def close(self) -> None:
        pass

    @property
    def torch(self) -> str:
        return "2.x"

    def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        return self.lender.ask(jobs)

    def map(self, asked):  # type: ignore[no-untyped-def]
        return self.lender.map(asked)


class Absent(Oracle):
    """An oracle without torch."""

    def start(self) -> None:
        pass

    @property
    def torch(self) -> str:
        raise TorchAbsent(NO_TORCH)

    def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        if not jobs:
            return []
        raise TorchAbsent(NO_TORCH)


def run(
    words: Sequence[str],
    oracle: Oracle,
    *,
    typed: str = "",
    width: int = 80,
    clock: Callable[[], float] | None = None,
    environment: dict[str, str] | None = None,
    answer: Callable[[str], str] | None = None,
) -> tuple[int, str, str]:
    """Run the command with `typed` piped in. Return its exit code, stdout and stderr.

    `answer` types in place of that: it returns a line to what was printed so far, "" for the end of the input.
    Seconds pass only where `clock` says so, and nobody waits long enough to be told.
    """
    kept = {name: os.environ[name] for name in ("PATH", "QUIZPROOF_CACHE_DIR", "QUIZPROOF_DATA_DIR")}
    made = {"COLUMNS": str(width)} | kept | (environment or {})
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    given = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    if answer is not None:
        given = _Answering(lambda: answer(out.buffer.getvalue().decode()))  # type: ignore[attr-defined]
    clocked = mock.patch.object(terminal.Terminal.__init__, "__defaults__", (clock or (lambda: 0.0),))
    lent = mock.patch.object(engine, "Oracle", return_value=oracle)
    lent_too = mock.patch("quizproof.engine.commands.proving.Oracle", return_value=oracle)
    here = mock.patch("quizproof.engine.commands.graders.cores", return_value=1)
    patient = mock.patch.object(assessor, "PATIENCE", 60.0)
    argued = mock.patch.object(sys, "argv", ["quizproof", *words])
    read = mock.patch.object(sys, "stdin", given)
    alone = mock.patch.dict(os.environ, made, clear=True)
    with clocked, lent, lent_too, here, patient, argued, read, alone, redirect_stdout(out), redirect_stderr(err):
        code = cli.main()
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()  # type: ignore[attr-defined]


class _Answering(io.TextIOWrapper):
    """Input whose next line is typed when it is read."""

    def __init__(self, line: Callable[[], str]) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self._line = line

    def readline(self, size: int | None = -1, /) -> str:
        return self._line()


def ticking(step: float) -> Callable[[], float]:
    """Return a clock on which `step` seconds pass between two looks at it."""
    times: Iterator[float] = (place * step for place in count())
    return lambda: next(times)
