"""Code on the screen: layers, and the few lines that a question generates."""

import re
from typing import Final

from rich.text import Text

from .page import Page
from .wrapping import code as breaks
from .wrapping import formula

_TOKEN: Final = re.compile(
    r"""(?P<quoted>'[^']*'|"[^"]*")|(?P<name>[A-Za-z_][\w.]*(?=\())|(?P<quiet>\#.*)
    |(?P<number>(?<![\w.])-?[0-9][\w.]*|\b(?:True|False|None)\b)""",
    re.VERBOSE,
)


def coloured(code: str) -> Text:
    """Return one line of code in colours. It must be safe already.

    A full highlighter takes longer to load than the first question may; what questions show needs no more.
    """
    text = Text(code)
    for token in _TOKEN.finditer(code):
        text.stylize(token.lastgroup or "", token.start(), token.end())
    return text


def print_code(page: Page, code: str, indent: int = 2) -> None:
    """Print lines of code; one that is too wide goes on four cells further in."""
    for line in page.safe(code).split("\n"):
        own = len(line) - len(line.lstrip(" "))
        page.line(coloured(line[own:]), indent=indent + own, hang=4, levels=breaks)


def print_steps(page: Page, steps: tuple[str, ...]) -> None:
    """Print the lines of a derivation; one that is too wide is broken before its equals signs."""
    for step in page.safe("\n".join(steps)).splitlines():
        own = len(step) - len(step.lstrip(" "))
        page.line(coloured(step[own:]), indent=2 + own, hang=4, levels=formula)
