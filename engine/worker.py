"""The worker: answers what the engine asks of torch, in a process of its own.

It reads requests on stdin and writes replies on stdout, in frames of a length (4 bytes, little-endian)
and a payload in `marshal` version 2:

    hello    ("Hello", torch's version), or ("Absent", why torch cannot be imported)
    request  (list of keys, alone): each key is the `marshal` of one request of jobs.py
    reply    a list of reply tuples, in the order of the keys; a batch may take several such frames

It ends when stdin does, and when its parent does, so it never outlives the process that started it.
"""

import gc
import marshal
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any, Final

from .children import PARENT

FLUSH_SECONDS: Final = 0.002
"""Replies wait no longer than this for company: what was flushed need not be asked again after a crash."""

BUDGET_BYTES: Final = 2_500_000_000
"""What the worker may take beyond what torch itself takes."""


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the payload of the next frame, or None where the stream ends."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "little")
    payload = stream.read(size)
    return payload if len(payload) == size else None


def write_frame(stream: IO[bytes], content: Any) -> None:
    """Write one frame and flush it."""
    payload = marshal.dumps(content, 2)
    stream.write(len(payload).to_bytes(4, "little") + payload)
    stream.flush()


def serve(requests: IO[bytes], replies: IO[bytes], answer: Callable[[Any], Any]) -> None:
    """Answer every request until the stream ends."""
    while (frame := read_frame(requests)) is not None:
        keys, alone = marshal.loads(frame)
        wait = 0.0 if alone else FLUSH_SECONDS
        ready: list[Any] = []
        flushed = monotonic()
        for key in keys:
            ready.append(answer(marshal.loads(key)))
            if monotonic() - flushed >= wait:
                write_frame(replies, ready)
                ready = []
                flushed = monotonic()
        if ready:
            write_frame(replies, ready)


def main(budget: int = BUDGET_BYTES) -> int:
    """Serve stdin and stdout until stdin ends; `budget` is in bytes. Return the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the parent decides
    follow_parent()
    requests, replies = take_streams()
    _limit("RLIMIT_CORE", 0)
    do_without_numpy()
    try:
        try:
            from . import answers
        except (ImportError, OSError) as error:
            write_frame(replies, ("Absent", str(error).partition("\n")[0]))
            return 1
        answers.settle()
        size = _address_space()
        if size is not None:
            _limit("RLIMIT_AS", size + budget)
        gc.collect()
        gc.freeze()  # what torch's import made stays: no collection needs to look at it again
        write_frame(replies, ("Hello", answers.VERSION))
        serve(requests, replies, answers.answer)
    except BrokenPipeError:
        return 0
    return 0


def do_without_numpy() -> None:
    """Let torch, which loads it where it can, do without: it takes a tenth of the time, and nothing here needs it."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # as Python has it: an import of it fails


def follow_parent() -> None:
    """End with the parent, also while torch computes what never ends and nobody reads stdin."""
    threading.Thread(target=_follow, args=(os.getppid(), int(os.environ.get(PARENT, 0))), daemon=True).start()


def _follow(parent: int, starter: int) -> None:
    while os.getppid() == parent and _lives(starter):  # the starter is another one where it ended before this began
        sleep(1)
    os._exit(1)


def _lives(process: int) -> bool:
    try:
        if process and os.name == "posix":  # elsewhere this would send something
            os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        pass
    return True


def take_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return stdin and stdout for frames only: what torch prints goes to stderr, what it reads is empty."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def _limit(name: str, most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
        return


def _address_space() -> int | None:
    """Return the bytes of address space that this process has now, or None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
