"""The scout: goes over the bytes of each file with the C parser before the program does, in a process of its own.

A parser in C that crashes takes its process along. The scout reads files as `marshal` of bytes on stdin, one after
another, and writes one byte on stdout when it is ready and one for each file that it has survived.
"""

import marshal
import os
import signal
import sys
from typing import IO, Final

from .yamltext import survey

ALIVE: Final = b"."
LONGEST_SECONDS: Final = 30
"""A scout that is held up in one file ends after this long, also where nobody is left to end it."""


def main() -> int:
    """Go over every file on stdin until it ends. Return the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the parent decides
    _no_core_file()
    files: IO[bytes] = sys.stdin.buffer
    try:
        os.write(1, ALIVE)
        while True:
            raw = marshal.load(files)
            _clock(LONGEST_SECONDS)
            survey(raw)
            _clock(0)
            os.write(1, ALIVE)
    except (EOFError, BrokenPipeError):
        return 0


def _clock(seconds: int) -> None:
    # Without a handler the signal ends the process, whatever C is doing; where stdin has ended nobody else would.
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _no_core_file() -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


if __name__ == "__main__":
    sys.exit(main())
