"""Grading on a cluster: chunks are tasks of Dask, whose workers may come, go and be killed meanwhile.

A task is pure, so Dask may run it again where it likes. The bank is the result of a task, too: it travels once to each
worker, and is made again where the worker that had it is gone. Keys belong to one run, and go when it is over.
"""

import marshal
import operator
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from time import monotonic
from types import TracebackType
from typing import Final
from uuid import uuid4

from ..hidden import visible
from .address import scheduler_at
from .alike import difference
from .asks import Ask, Chunk, Said
from .executing import Unavailable, in_order
from .node import Facts, facts
from .packing import PackedBank
from .scheduler import REACH_SECONDS, Failed, Future, GivenUp, Scheduler, worker_command

PATIENCE_SECONDS: Final = 60.0
"""So long a run waits where no worker is left: for one that comes, or comes back."""

_NODE: Final = "quizproof.engine.bulk.node"
_AHEAD: Final = 4
"""So many chunks are under way for each thread of a worker: one that takes long must not keep the others waiting."""
_LOAD: Final = 4_000_000
"""Characters of a task: a chunk of long answers is several."""
_LOAD_AHEAD: Final = 64_000_000
"""Characters of all chunks under way: the scheduler has them in memory."""
_LOOK_SECONDS: Final = 1.0
_TRIES: Final = 4
"""So often a task is sent that Dask gives up, which it does after several workers died that ran it."""


class _Task:
    """A part of a chunk, marshalled, and its future."""

    __slots__ = ("asks", "future", "tries")

    def __init__(self, asks: bytes, future: Future) -> None:
        self.asks = asks
        self.future = future
        self.tries = 1


class _Sent:
    """What will be said of a chunk."""

    def __init__(self, tasks: list[_Task], settle: Callable[[_Task], Said]) -> None:
        self._tasks = tasks
        self._settle = settle

    def done(self) -> bool:
        """Return whether every part of it is known, or has failed."""
        return all(task.future.done() for task in self._tasks)

    def result(self) -> Said:
        """Return it; waits. Raises Unavailable."""
        return tuple([text for task in self._tasks for text in self._settle(task)])


class Cluster:
    """Grades on the workers of a Dask scheduler. Use it as a context, or `close` it.

    `tell` is called with a sentence where a run must wait for a worker. Raises Unreadable where the address is none, or
    Dask is not installed, and Unavailable where no scheduler answers.
    """

    chunk: int = 2_048

    def __init__(
        self,
        address: str,
        bank: PackedBank,
        *,
        tell: Callable[[str], None] = lambda _: None,
        patience: float = PATIENCE_SECONDS,
        reach: float = REACH_SECONDS,
    ) -> None:
        self._bank = bank
        self._tell = tell
        self._patience = patience
        self._scheduler = Scheduler(scheduler_at(address), reach)
        self._ours = facts()
        self._first: Facts | None = None
        self._run = uuid4().hex
        self._numbers = count()
        self._load = 0
        self._threads = 0
        self._looked = float("-inf")
        self._alone_since: float | None = None
        self._told = self._closed = False
        self._share()

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Said]]:
        """Yield each chunk with what is said of it, in order. Raises Unavailable."""
        return in_order(chunks, self._send, self._ahead)

    def close(self) -> None:
        """Cancel what is under way, and let the nodes end what they started for this run."""
        if not self._closed:
            self._closed = True
            self._scheduler.close(f"{_NODE}:release", self._run)  # a node that is not told finds out in a minute

    def _share(self) -> None:
        """Let the workers have what every chunk needs: the function that grades it, and the bank."""
        mark = f"{self._run}-{next(self._numbers)}"
        send = self._scheduler.submit
        self._grade = send(f"quizproof-grader-{mark}", pkgutil.resolve_name, f"{_NODE}:graded")
        self._files = send(f"quizproof-bank-{mark}", marshal.loads, marshal.dumps(self._bank.files))

    def _send(self, chunk: Chunk) -> _Sent:
        parts = [marshal.dumps(part) for part in _parts(chunk)]
        self._load += sum(map(len, parts))
        return _Sent([_Task(asks, self._sent(asks)) for asks in parts], self._settled)

    def _sent(self, asks: bytes) -> Future:
        key = f"quizproof-chunk-{self._run}-{next(self._numbers)}"
        what = self._grade, self._run, self._files, self._bank.digest, asks
        return self._scheduler.submit(key, operator.call, *what)

    def _ahead(self) -> int:
        self._look()
        return max(1, _AHEAD * self._threads) if self._load < _LOAD_AHEAD else 1

    def _settled(self, task: _Task) -> Said:
        """Return what is said of a part of a chunk; waits. Raises Unavailable."""
        found, said, fault = self._fetched(task)
        if found != self._ours:
            self._agree(found)
        if fault:
            raise Unavailable(f"{visible(fault)}: so it is on worker {self._scheduler.where(task.future)}")
        task.future.release()
        self._load -= len(task.asks)
        return said

    def _fetched(self, task: _Task) -> tuple[Facts, Said, str]:
        seconds = _LOOK_SECONDS
        while True:
            try:
                found: tuple[Facts, Said, str] = self._scheduler.fetch(task.future, _LOOK_SECONDS, seconds)
                return found
            except TimeoutError:
                self._look()
                seconds = min(seconds * 2, self._patience)  # what is said may be slow to come
            except GivenUp:
                self._send_again(task)
            except Failed as failed:
                raise self._fault(str(failed)) from None

    def _send_again(self, task: _Task) -> None:
        self._look()
        task.tries += 1
        if task.tries > _TRIES:
            mend = "look at what they say, or give them more memory with `--memory-limit`"
            raise Unavailable(f"the workers of {self._scheduler.address} die while they grade: {mend}")
        if {self._grade.status, self._files.status} & {"cancelled", "error"}:
            self._share()
        task.future = self._sent(task.asks)

    def _look(self) -> None:
        """See, once in a while, who is there to grade. Raises Unavailable where nobody was for too long."""
        if not self._scheduler.answers:
            raise self._scheduler.gone()
        if monotonic() - self._looked < _LOOK_SECONDS:
            return
        threads = self._scheduler.threads()
        now = self._looked = monotonic()
        self._threads = threads or 0
        self._alone_since = None if threads else self._alone_since or now
        if self._alone_since is None:
            return
        address, again = self._scheduler.address, "run the same command again"
        mend = f"start some with {worker_command(address)}"
        if now - self._alone_since > self._patience:
            if threads is None:
                raise Unavailable(f"{address} has not answered for {self._patience:g} s: look after it, and {again}")
            raise Unavailable(f"no worker came to {address} in {self._patience:g} s: {mend}, and {again}")
        if not self._told:
            self._told = True
            self._tell(f"waiting for a worker of {address}: {mend}")

    def _agree(self, found: Facts) -> None:
        """Raise Unavailable where a worker is not as this machine, or as the others where no torch is here."""
        self._first = self._first or found
        known: dict[str, Facts | Exception] = {"that answered first": self._first, "that is gone": found}
        if fault := difference(self._ours, known):
            raise Unavailable(difference(self._ours, self._nodes()) or fault)

    def _fault(self, said: str) -> Unavailable:
        if not self._scheduler.answers:
            return self._scheduler.gone()
        found = difference(self._ours, self._nodes())
        mend = "let it have the Python, the Dask and the Quizproof of this machine"
        return Unavailable(found or f"{self._scheduler.address} cannot grade ({said}): {mend}")

    def _nodes(self) -> dict[str, Facts | Exception]:
        return self._scheduler.everywhere(f"{_NODE}:facts")


def _parts(chunk: Chunk) -> Iterator[tuple[Ask, ...]]:
    part: list[Ask] = []
    size = 0
    for ask in chunk:
        part.append(ask)
        size += sum(map(len, ask))
        if size >= _LOAD:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)
