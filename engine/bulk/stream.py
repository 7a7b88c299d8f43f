"""Rows in, the same rows with what is said of them out, in order: each answer is graded once, in bounded memory."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from ..collecting import seldom
from ..responses.rows import Row
from ..verdict import unreadable
from .asks import Ask, Chunk, Said, ask_of
from .executing import Executor
from .grader import said_of
from .store import Store

OFTEN: Final = 4_096
"""After so many rows what is new among them is sent, however little it is: rows that wait for it take memory."""


def graded(rows: Iterable[Row | None], executor: Executor, store: Store) -> Iterator[tuple[Row, str]]:
    """Yield each row with what is said of it: the text of a JSON object.

    A row that is None means that no more is there for now: what came before it is graded meanwhile. Raises TorchAbsent
    and Unavailable.
    """
    stream = _Stream(store)
    with seldom():
        for chunk, said in executor.map(stream.chunks(rows, executor.chunk)):
            yield from stream.settled(chunk, said)


class _Stream:
    """Rows on their way: those that wait, in order, each with what is said of it or with its ask."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[tuple[Row, str | Ask]] = deque()
        self._under_way: set[Ask] = set()

    def chunks(self, rows: Iterable[Row | None], size: int) -> Iterator[Chunk]:
        """Yield what nobody was asked yet, and let every row wait."""
        fresh: list[Ask] = []
        since = 0
        for row in rows:
            if row is not None:
                since += 1
                self._add(row, fresh)
            if row is None or len(fresh) >= size or since >= OFTEN:
                yield tuple(fresh)
                fresh, since = [], 0
        yield tuple(fresh)

    def _add(self, row: Row, fresh: list[Ask]) -> None:
        if row.fault is not None:
            self._waiting.append((row, said_of(unreadable(row.fault))))
            return
        ask = ask_of(row.asked)
        if ask in self._under_way:
            self._waiting.append((row, ask))
            return
        text = self._store.get(ask)
        if text is None:
            self._under_way.add(ask)
            fresh.append(ask)
        self._waiting.append((row, ask if text is None else text))

    def settled(self, chunk: Chunk, said: Said) -> Iterator[tuple[Row, str]]:
        """Yield the rows that need wait no longer, now that this was said of this chunk."""
        self._store.put(zip(chunk, said, strict=True))
        self._under_way.difference_update(chunk)
        while self._waiting:
            row, known = self._waiting[0]
            text = known if isinstance(known, str) else self._store.get(known)
            if text is None:
                return
            self._waiting.popleft()
            yield row, text
