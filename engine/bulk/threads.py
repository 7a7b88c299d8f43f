"""Threads that take chunks from one queue, each with a way to grade of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from .asks import Chunk, Said


class Threads:
    """A thread for each way to grade, begun when it is needed; the first that is free takes the next chunk.

    Not those of concurrent.futures: these are waited for when Python ends, and what one waits for from an oracle that
    is closed never comes, as after Ctrl-C or on a full disk.
    """

    def __init__(self, ways: Sequence[Callable[[Chunk], Said]]) -> None:
        self._ways = ways
        self._begun = 0
        self._busy = 0
        self._changing = Lock()
        self._asked: SimpleQueue[tuple[Future[Said], Chunk] | None] = SimpleQueue()

    def submit(self, chunk: Chunk) -> "Future[Said]":
        """Return what will be said of a chunk."""
        future: Future[Said] = Future()
        with self._changing:
            self._busy += 1
            if self._begun < min(self._busy, len(self._ways)):
                Thread(target=self._serve, args=(self._ways[self._begun],), daemon=True).start()
                self._begun += 1
        self._asked.put((future, chunk))
        return future

    def _serve(self, said: Callable[[Chunk], Said]) -> None:
        while (asked := self._asked.get()) is not None:
            future, chunk = asked
            try:
                found: Said | BaseException = said(chunk)
            except BaseException as error:  # noqa: BLE001  # whoever waits for it raises it
                found = error
            with self._changing:  # before anybody hears of it, and sends more
                self._busy -= 1
            if isinstance(found, BaseException):
                future.set_exception(found)
            else:
                future.set_result(found)

    def close(self) -> None:
        """Begin nothing more."""
        with suppress(Empty):
            while True:
                self._asked.get_nowait()
        for _ in range(self._begun):
            self._asked.put(None)
