"""Threads that take chunks from one queue, each with a way to grade of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from .asks import Chunk, Said


class Threads:
    """As many threads as there are ways to grade; the first that is free takes the next chunk.

    Not those of concurrent.futures: these are waited for when Python ends, and what one waits for from an oracle that
    is closed never comes, as after Ctrl-C or on a full disk.
    """

    def __init__(self, ways: Sequence[Callable[[Chunk], Said]]) -> None:
        self._ways = ways
        self._asked: SimpleQueue[tuple[Future[Said], Chunk] | None] = SimpleQueue()
        for way in ways:
            Thread(target=self._serve, args=(way,), daemon=True).start()

    def submit(self, chunk: Chunk) -> "Future[Said]":
        """Return what will be said of a chunk."""
        future: Future[Said] = Future()
        self._asked.put((future, chunk))
        return future

    def _serve(self, said: Callable[[Chunk], Said]) -> None:
        while (asked := self._asked.get()) is not None:
            future, chunk = asked
            try:
                future.set_result(said(chunk))
            except BaseException as error:  # noqa: BLE001  # whoever waits for it raises it
                future.set_exception(error)

    def close(self) -> None:
        """Begin nothing more."""
        with suppress(Empty):
            while True:
                self._asked.get_nowait()
        for _ in self._ways:
            self._asked.put(None)
