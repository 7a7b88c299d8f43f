"""Who grades: an executor takes chunks of asks and gives back what is said of them, in order, wherever that is done."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

from .asks import Chunk, Said
from .grader import Grader
from .threads import Threads


class Unavailable(Exception):
    """Nobody is there to grade. `str()` is one sentence with how to mend it; what was graded is not lost."""


class Executor(Protocol):
    """Grades chunks. What it started ends when it is closed."""

    @property
    def chunk(self) -> int:
        """So many asks are worth being sent together."""
        ...

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Said]]:
        """Yield each chunk with what is said of it, in order; reads no further ahead than keeps everybody busy.

        Raises TorchAbsent, and Unavailable where nobody is left who could grade.
        """
        ...

    def close(self) -> None:
        """End at once what was started."""
        ...


class Promised(Protocol):
    """What will be said of a chunk: a future."""

    def done(self) -> bool:
        """Return whether it is known."""
        ...

    def result(self) -> Said:
        """Return it; waits. Raises what went wrong."""
        ...


def in_order(
    chunks: Iterable[Chunk], submit: Callable[[Chunk], Promised], ahead: Callable[[], int]
) -> Iterator[tuple[Chunk, Said]]:
    """Yield each chunk with what is said of it, in order and as soon as that is known.

    At most `ahead()` chunks are under way. An empty one is not submitted: it comes back in its turn.
    """
    under_way: deque[tuple[Chunk, Promised | None]] = deque()
    busy = 0
    for chunk in chunks:
        under_way.append((chunk, submit(chunk) if chunk else None))
        busy += bool(chunk)
        while under_way and (busy > ahead() or _known(under_way[0][1])):
            busy -= bool(under_way[0][0])
            yield _settled(under_way.popleft())
    while under_way:
        yield _settled(under_way.popleft())


def _known(promised: Promised | None) -> bool:
    return promised is None or promised.done()


def _settled(sent: tuple[Chunk, Promised | None]) -> tuple[Chunk, Said]:
    chunk, promised = sent
    return chunk, () if promised is None else promised.result()


class Here:
    """Grades in this process, which reads on meanwhile. The grader's oracle is the caller's, who closes it."""

    chunk: Final = 2_048

    def __init__(self, grader: Grader) -> None:
        self._threads = Threads([grader.said])

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Said]]:
        """Yield each chunk with what is said of it, in order. Raises TorchAbsent."""
        return in_order(chunks, self._threads.submit, lambda: 2)

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.close()
