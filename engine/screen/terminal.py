"""Where lines come from: a keyboard, a pipe, or nothing."""

import sys
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Final

from ..frozen import dataclass
from .page import Page

PROMPT: Final = "answer> "


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
        if not page.plain:
            with suppress(ImportError):
                import readline  # noqa: F401  # input() edits lines once it is loaded
        return lambda prompt: _typed(page, prompt)

    def read(prompt: str) -> str:
        line = stream.readline()
        if not line:
            raise EOFError
        page.line(prompt + line.rstrip("\r\n"), hang=len(prompt))
        return line

    return read


def _typed(page: Page, prompt: str) -> str:
    try:
        return input(prompt)  # rich's own prompt is erased by editing
    except EOFError:
        page.line()
        raise
