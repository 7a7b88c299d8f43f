"""The oracle: supervised worker processes that run torch, so that no answer can take the program down.

One thread serves one worker: it sends batches of jobs and reads replies as they stream back. A worker
that dies or stays silent too long is replaced, and what it had not answered is asked again one at a
time, until the one job that breaks torch is found. That one costs its own answer and nothing else.
"""

import atexit
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Generic, TypeVar

from .jobs import Broke, Job, Outcome
from .workerprocess import Died, TorchAbsent, WorkerProcess

T = TypeVar("T")

ANSWER_SECONDS: Final = 5.0
BATCH: Final = 128
HEAVY: Final = 10_000_000
"""Jobs that cost more elements run one at a time, whatever the number of workers."""
REMEMBERED: Final = 50_000
_AHEAD: Final = 1_024


class _Batch:
    """Jobs on their way: `outcomes` fills up, `done` is set when it is full or `failure` says why it never will be."""

    __slots__ = ("done", "failure", "jobs", "outcomes")

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.outcomes: list[Outcome] = []
        self.done = threading.Event()
        self.failure: TorchAbsent | None = None


class _Stream(Generic[T]):
    """Things whose jobs are under way, in order: each job is an outcome already known, or a place in a batch."""

    def __init__(self, known: Callable[[bytes], Outcome | None], send: Callable[[_Batch], None]) -> None:
        self.known = known
        self.send = send
        self.pending: deque[tuple[T, list[Outcome | tuple[_Batch, int]]]] = deque()
        self.batches: deque[_Batch] = deque()
        self.open = _Batch()
        self.places: dict[bytes, tuple[_Batch, int]] = {}

    def add(self, thing: T, jobs: Sequence[Job]) -> None:
        """Put a thing at the end, and its jobs into batches."""
        self.pending.append(
            (thing, [self.known(job.key) or self.places.get(job.key) or self._place(job) for job in jobs])
        )

    def settle(self) -> tuple[T, list[Outcome]]:
        """Return the first thing with its outcomes; waits for them. Raises TorchAbsent."""
        thing, places = self.pending.popleft()
        return thing, [self._outcome(place) if isinstance(place, tuple) else place for place in places]

    def done(self) -> Iterator[_Batch]:
        """Yield the batches that are finished, and forget where their jobs are."""
        while self.batches and self.batches[0].done.is_set():
            batch = self.batches.popleft()
            for job in batch.jobs:
                del self.places[job.key]
            yield batch

    def _place(self, job: Job) -> tuple[_Batch, int]:
        jobs = self.open.jobs
        if jobs and (len(jobs) >= BATCH or job.cost > HEAVY or jobs[-1].cost > HEAVY):
            self._dispatch()
        place = self.places[job.key] = self.open, len(self.open.jobs)
        self.open.jobs.append(job)
        return place

    def _dispatch(self) -> None:
        self.batches.append(self.open)
        self.send(self.open)
        self.open = _Batch()

    def _outcome(self, place: tuple[_Batch, int]) -> Outcome:
        batch, index = place
        if batch is self.open:
            self._dispatch()
        batch.done.wait()
        if batch.failure is not None:
            raise batch.failure
        return batch.outcomes[index]


class Oracle:
    """Answers jobs by running torch. Use it as a context, or `close` it.

    `tries`: how often a job may break a worker before it is given up as broken.
    """

    def __init__(self, workers: int | None = None, *, tries: int = 1, answer_seconds: float = ANSWER_SECONDS) -> None:
        self.answers_run = 0
        self._limit = workers or cores()
        self._tries = tries
        self._seconds = answer_seconds
        self._remembered: dict[bytes, Outcome] = {}
        self._queue: SimpleQueue[_Batch | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: list[WorkerProcess] = []
        self._one_heavy = threading.Lock()
        self._waiting = 0
        self._closed = False

    def __enter__(self) -> "Oracle":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to load torch in a first worker. Returns at once."""
        if not self._threads:
            self._add_worker()

    def close(self) -> None:
        """End every worker at once."""
        self._closed = True
        for process in self._processes:
            process.end()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=1)
        atexit.unregister(self.close)

    @property
    def torch(self) -> str:
        """The version of torch. Waits for the first worker. Raises TorchAbsent."""
        self.start()
        return self._processes[0].hello()

    @property
    def torch_run(self) -> str:
        """The version of torch that answered; "" where none was asked."""
        return self.torch if self.answers_run else ""

    @property
    def ready(self) -> bool:
        """Whether a worker has loaded torch."""
        return any(process.ready for process in self._processes)

    def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Return the outcome of each job, in order. Raises TorchAbsent."""
        return next(iter(self.map([(None, jobs)])))[1]

    def map(self, asked: Iterable[tuple[T, Sequence[Job]]]) -> Iterator[tuple[T, list[Outcome]]]:
        """Yield each thing with the outcomes of its jobs, in order; equal jobs run once.

        Reads no further ahead than keeps the workers busy. Raises TorchAbsent.
        """
        stream: _Stream[T] = _Stream(self._remembered.get, self._send)
        for thing, jobs in asked:
            stream.add(thing, jobs)
            if len(stream.pending) >= _AHEAD:
                yield self._settle(stream)
        while stream.pending:
            yield self._settle(stream)

    def _settle(self, stream: "_Stream[T]") -> tuple[T, list[Outcome]]:
        settled = stream.settle()
        for batch in stream.done():
            for job, outcome in zip(batch.jobs, batch.outcomes, strict=True):
                self._remember(job.key, outcome)
        return settled

    def _remember(self, key: bytes, outcome: Outcome) -> None:
        if isinstance(outcome, Broke):
            return
        if len(self._remembered) >= REMEMBERED:
            for old in list(self._remembered)[: REMEMBERED // 4]:
                del self._remembered[old]
        self._remembered[key] = outcome

    def _send(self, batch: _Batch) -> None:
        self._waiting += 1
        if not self._threads or (self._waiting > len(self._threads) and len(self._threads) < self._limit):
            self._add_worker()
        self._queue.put(batch)

    def _add_worker(self) -> None:
        if not self._threads:
            atexit.register(self.close)
        process = WorkerProcess(self._seconds)
        self._processes.append(process)
        thread = threading.Thread(target=self._serve, args=(process,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, process: WorkerProcess) -> None:
        while not self._closed and (batch := self._queue.get()) is not None:
            try:
                if batch.jobs[0].cost > HEAVY:
                    with self._one_heavy:
                        self._run(process, batch)
                else:
                    self._run(process, batch)
            except TorchAbsent as absent:
                batch.failure = absent
            self._waiting -= 1
            self.answers_run += len(batch.outcomes)
            batch.done.set()
        process.end()
        process.close_pipes()

    def _run(self, process: WorkerProcess, batch: _Batch) -> None:
        """Fill the outcomes of a batch, whatever its jobs do to the worker."""
        alone, deaths = len(batch.jobs) == 1, 0
        outcomes = batch.outcomes
        while len(outcomes) < len(batch.jobs):
            left = [job.key for job in batch.jobs[len(outcomes) :]]
            try:
                for outcome in process.answer(left, alone):
                    outcomes.append(outcome)  # what came before a death must be kept
            except Died as death:
                if self._closed:
                    outcomes += [Broke("was stopped")] * (len(batch.jobs) - len(outcomes))
                    return
                deaths += 1
                if alone and deaths >= self._tries:
                    outcomes.append(Broke(str(death)))
                    deaths = 0
                alone = True
                process.restart()


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells
        return os.cpu_count() or 1
