"""A check's report on a terminal: what it says without colours, and the same in colours where there are any."""

from collections.abc import Iterable
from typing import Final

from rich.text import Text

from .page import Page

_STYLES: Final = {
    "error": "bad",
    "warning": "doubt",
    "rule": "strong",
    "quiet": "quiet",
    "mark": "bad",
    "fix": "good",
}


def print_pieces(page: Page, pieces: Iterable[tuple[str, str]]) -> None:
    """Print pieces of text, each with what it is; lines are not broken, so that a caret stays below what it means."""
    if page.console.color_system is None:
        page.raw("".join([text for _, text in pieces]))
        return
    line = Text()
    for style, text in pieces:
        line.append(text, _STYLES.get(style, ""))
        if text.endswith("\n"):
            page.console.print(line, end="", soft_wrap=True)
            line = Text()
