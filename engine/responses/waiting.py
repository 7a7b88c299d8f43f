"""The standard input: lines as they come, and word where for now none comes."""

import codecs
import io
import os
import sys
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Thread
from typing import Final

from ..literals import Unreadable
from .opening import LONGEST

_PATIENCE: Final = 0.05
"""After so many seconds without anything, whoever waits for replies gets them."""
_BLOCK: Final = 1 << 16
_BLOCKS: Final = 16


def lines_coming() -> Iterator[str | None]:
    """Yield the lines of the standard input, and None where for now there is none. Raises Unreadable."""
    decoder = io.IncrementalNewlineDecoder(_utf8("replace"), translate=True)
    rest = ""
    for block in _blocks():
        if block is None:
            yield None
            continue
        *lines, last = decoder.decode(block).split("\n")
        if lines:
            yield rest + lines[0]
            yield from lines[1:]
            rest = ""
        if len(rest) < LONGEST:  # else it is no line that is read, however it goes on
            rest += last
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def _utf8(errors: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder("utf-8")(errors)


def _blocks() -> Iterator[bytes | None]:
    try:
        descriptor = sys.stdin.fileno()
    except (io.UnsupportedOperation, ValueError):  # another stream was put in its place
        yield sys.stdin.read().encode("utf-8", "replace")
        return
    queue: Queue[bytes | OSError] = Queue(_BLOCKS)
    Thread(target=_read, args=(descriptor, queue), daemon=True).start()
    while True:
        try:
            block = queue.get(timeout=_PATIENCE)
        except Empty:
            yield None
            continue
        if isinstance(block, OSError):
            raise Unreadable(f"the standard input: {block.strerror}")
        if not block:
            return
        yield block


def _read(descriptor: int, queue: "Queue[bytes | OSError]") -> None:
    """Read without the buffer of `sys.stdin`: its lock would be held where the program ends while this waits."""
    try:
        while block := os.read(descriptor, _BLOCK):
            queue.put(block)
        queue.put(b"")
    except OSError as error:
        queue.put(error)
