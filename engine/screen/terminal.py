"""Where lines come from: a keyboard, a pipe, or nothing."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Final

from ..frozen import dataclass
from ..shapes import cut
from .page import Page

PROMPT: Final = "answer> "
_MOST_REPEATED: Final = 8_000
"""So many characters of a line are repeated: no answer may be longer."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a front end needs: a page, `read`, which returns a line or raises EOFError, and a clock in seconds."""

    page: Page
    read: Callable[[str], str]
    clock: Callable[[], float] = monotonic


def reader(page: Page) -> Callable[[str], str]:
    """Return how lines are read from stdin: edited where somebody types, else one a line, repeated on the page."""
    stream = sys.stdin
    if stream.isatty():
        ask: Callable[[str], str] = input
        if not page.plain:
            with suppress(ImportError):
                import readline  # noqa: F401  # input() edits lines once it is loaded

                ask = _edited if hasattr(signal, "SIGTSTP") else input
        return lambda prompt: _typed(page, ask, prompt)

    def read(prompt: str) -> str:
        line = stream.readline()
        if not line:
            raise EOFError
        page.line(prompt + cut(line.rstrip("\r\n"), _MOST_REPEATED), hang=len(prompt))
        return line

    return read


def _typed(page: Page, ask: Callable[[str], str], prompt: str) -> str:
    try:
        return ask(prompt)  # rich's own prompt is erased by editing
    except EOFError:
        page.line()
        raise


class _Suspended(Exception):
    """Ctrl-Z was typed. Its argument is what stood in the line."""


def _edited(prompt: str) -> str:
    """Return a line that somebody edits.

    It is begun anew, with what stood there, after Ctrl-Z: shells leave a terminal in which nothing can be edited.
    """
    import readline

    def suspend(*_: object) -> None:
        raise _Suspended(readline.get_line_buffer())

    line = ""
    while True:
        readline.set_startup_hook(partial(readline.insert_text, line))
        try:
            signal.signal(signal.SIGTSTP, suspend)
            return input(prompt)
        except _Suspended as suspended:
            line = suspended.args[0]
        finally:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            readline.set_startup_hook()
        signal.raise_signal(signal.SIGTSTP)
        if os.tcgetpgrp(sys.stdin.fileno()) != os.getpgrp():  # `bg`: what the terminal is like now is the shell's
            signal.raise_signal(signal.SIGTTIN)
