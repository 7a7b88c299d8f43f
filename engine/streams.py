"""The streams of the program: never closed, and never the end of it for a character that they lack."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


def settle_streams() -> None:
    """Let no character that a terminal lacks, and no closed stream, end the program."""
    for name, errors in (("stdin", "replace"), ("stdout", "backslashreplace"), ("stderr", "backslashreplace")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
        else:
            stream.reconfigure(errors=errors)


@contextmanager
def lines_of(file: str) -> Iterator[Iterable[str]]:
    """Open a file of lines, `-` for stdin. Raises OSError."""
    if file == "-":
        yield sys.stdin
    else:
        with open(file, encoding="utf-8", errors="replace") as lines:
            yield lines
