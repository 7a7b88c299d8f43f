"""A process that grades: chunks of asks on stdin, what is said of them on stdout.

Frames are those of the worker. The first one has the files of the bank, each after it a chunk; the reply to a chunk is
("Said", what is said of each ask), or ("Absent", why torch cannot be loaded). It ends when stdin does, and when its
parent does. torch runs in a process of its own, as everywhere.
"""

import marshal
import signal
import sys
from typing import IO

from ..oracle import Oracle
from ..worker import follow_parent, read_frame, take_streams, write_frame
from ..workerprocess import TorchAbsent
from .grader import Grader
from .packing import PackedBank, unpacked


def main() -> int:
    """Grade what stdin asks until it ends. Return the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the parent decides
    follow_parent()
    requests, replies = take_streams()
    with Oracle(workers=1) as oracle:
        oracle.start()
        try:
            serve(requests, replies, oracle)
        except BrokenPipeError:
            return 0
    return 0


def serve(requests: IO[bytes], replies: IO[bytes], oracle: Oracle) -> None:
    """Answer every chunk until the stream ends."""
    bank = read_frame(requests)
    if bank is None:
        return
    grader = Grader(unpacked(PackedBank(marshal.loads(bank))), oracle)
    while (chunk := read_frame(requests)) is not None:
        try:
            write_frame(replies, ("Said", grader.said(marshal.loads(chunk))))
        except TorchAbsent as absent:
            write_frame(replies, ("Absent", str(absent)))


if __name__ == "__main__":
    sys.exit(main())
