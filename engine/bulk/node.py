"""What runs on a node of a cluster: a chunk is graded there by the grader that grades everywhere.

`cluster` names these functions and hands them plain values: a node needs nothing of how the other side was started, and
nothing here is of Dask. A process may run several tasks at once, in threads. Each takes a grader that waits, or makes
one; torch runs in a process of its own for each grader, supervised as everywhere.
"""

import marshal
import threading
from collections import deque
from collections.abc import Iterable
from functools import cache
from time import monotonic
from typing import Final, TypeAlias

from ..cache import digest, engine_version, installed_torch
from ..frozen import dataclass
from ..oracle import Oracle
from ..topic import Topic
from ..version import VERSION
from ..workerprocess import TorchAbsent
from .asks import Said
from .grader import Grader
from .packing import PackedBank, unpacked

Files: TypeAlias = tuple[tuple[str, bytes], ...]

Facts: TypeAlias = tuple[str, str, str]
"""The version of Quizproof, a digest of its files, and the version of torch: "" where there is none."""

IDLE_SECONDS: Final = 60.0
_BANKS: Final = 4
"""The topics of so many banks are kept."""
_ENDED: Final = 256


@cache
def facts() -> Facts:
    """Return what grades here."""
    return VERSION, digest(engine_version()), installed_torch() or ""


def graded(run: str, bank: Files, name: str, asks: bytes) -> tuple[Facts, Said, str]:
    """Return what grades here, what it says of a chunk, and else one sentence that says why it cannot.

    `name`: the digest of the bank; `asks`: the chunk, marshalled.
    """
    grader = _POOL.take(run, name, bank)
    try:
        said = grader.said(marshal.loads(asks))
    except TorchAbsent as absent:
        grader.oracle.close()
        return facts(), (), str(absent)
    except BaseException:
        grader.oracle.close()
        raise
    finally:
        _POOL.leave()
    _POOL.give_back(name, grader)
    return facts(), said, ""


def release(run: str) -> None:
    """Let go of what a run has used, unless another run is under way."""
    _POOL.release(run)


@dataclass(frozen=True, slots=True)
class _Idle:
    """A grader that waits since then for asks about this bank."""

    since: float
    name: str
    grader: Grader


class _Pool:
    """Graders that wait for their next chunk, and the topics of banks."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self.idle_seconds = idle_seconds
        self._idle: list[_Idle] = []
        self._topics: dict[str, tuple[Topic, ...]] = {}
        self._runs: set[str] = set()
        self._ended: deque[str] = deque(maxlen=_ENDED)
        self._busy = 0
        self._timer: threading.Timer | None = None
        self._changing = threading.Lock()
        self._unpacking = threading.Lock()

    def take(self, run: str, name: str, bank: Files) -> Grader:
        """Return a grader for a bank: one that waits, or a new one, with the torch of one that waits for another."""
        topics = self._unpacked(name, bank)
        with self._changing:
            self._busy += 1
            if run not in self._ended:  # else it was cancelled while this chunk was on its way
                self._runs.add(run)
            such = [idle for idle in self._idle if idle.name == name] or self._idle
            found = such[-1] if such else None
            if found is not None:
                self._idle.remove(found)
        if found is None:
            return Grader(topics, Oracle(workers=1))
        return found.grader if found.name == name else Grader(topics, found.grader.oracle)

    def leave(self) -> None:
        """Note that a chunk is done with, however it ended."""
        with self._changing:
            self._busy -= 1

    def give_back(self, name: str, grader: Grader) -> None:
        """Let a grader wait; close it where no run is left that could want it."""
        with self._changing:
            if self._runs:
                self._idle.append(_Idle(monotonic(), name, grader))
                self._arm(self.idle_seconds)
                return
        grader.oracle.close()

    def release(self, run: str) -> None:
        """Forget a run; with the last one, everything. Returns at once: the node's own loop calls it."""
        with self._changing:
            self._ended.append(run)
            self._runs.discard(run)
            if self._runs:
                return
            left, self._idle = self._idle, []
            self._topics.clear()
        threading.Thread(target=_close, args=(left,), daemon=True).start()

    def _unpacked(self, name: str, bank: Files) -> tuple[Topic, ...]:
        with self._unpacking:  # once, however many ask at the same time
            topics = self._topics.get(name)
            if topics is None:
                topics = unpacked(PackedBank(bank))
                with self._changing:
                    if len(self._topics) >= _BANKS:
                        del self._topics[next(iter(self._topics))]
                    self._topics[name] = topics
            return topics

    def _arm(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = threading.Timer(seconds, self._sweep)
            self._timer.daemon = True
            self._timer.start()

    def _sweep(self) -> None:
        """Close what was not used for long; with the last of it, forget runs that never said that they end."""
        with self._changing:
            self._timer = None
            now = monotonic()
            left = [idle for idle in self._idle if now - idle.since >= self.idle_seconds]
            self._idle = [idle for idle in self._idle if now - idle.since < self.idle_seconds]
            if self._idle:
                self._arm(self.idle_seconds - now + self._idle[0].since)
            elif not self._busy:
                self._runs.clear()
                self._topics.clear()
        _close(left)


def _close(left: Iterable[_Idle]) -> None:
    for idle in left:
        idle.grader.oracle.close()


_POOL: Final = _Pool()
