"""The rules on the screen: all in a list, or the page of one. What is to be copied is never broken."""

import re
from dataclasses import replace
from typing import Final

from rich.text import Text

from ..rules import RULES, page, reference
from .code import print_code
from .markdown import inline, print_markdown
from .page import Page

_FENCED: Final = re.compile(r"^(```.*?^```)$", re.MULTILINE | re.DOTALL)
_KEPT: Final = re.compile(r"\$ | +(?:[0-9]* \| |= )")
"""A command, what is to be written, or a line of a file and the carets below it, which belong together."""

_UNBROKEN: Final = 1_000_000
_SIDE_BY_SIDE: Final = 60
_STYLES: Final = {"error": "bad", "warning": "doubt"}


def print_rules(on: Page) -> None:
    """Print every rule with its severity and what it means."""
    names, severities = max(map(len, RULES)), max(map(len, _STYLES))
    for rule in RULES.values():
        means = inline(on.safe(rule.summary))
        severity = Text(rule.severity.ljust(severities), style=_STYLES[rule.severity])
        name = Text(rule.name.ljust(names), style="code")
        if on.room() < _SIDE_BY_SIDE:
            on.line(Text.assemble(name, "  ", severity))
            on.line(means, indent=4)
        else:
            mark = Text.assemble(name, "  ", severity, "  ")
            on.line(means, hang=mark.cell_len, mark=mark)
    on.line()
    on.line("quizproof rule NAME shows the page of one.", "quiet")


def print_rule(on: Page, name: str) -> None:
    """Print the page of a rule. Raises Unreadable where there is none."""
    pieces = [piece.strip("\n") for piece in _FENCED.split(page(name))]
    for place, piece in enumerate(filter(None, pieces)):
        if place:
            on.line()
        if piece.startswith("```"):
            _print_example(on, piece)
        else:
            print_markdown(on, piece)


def _print_example(on: Page, fenced: str) -> None:
    head, *lines, _ = fenced.split("\n")
    unbroken = replace(on, width=lambda: _UNBROKEN)  # the terminal breaks the line, and a copy of it is whole
    for line in lines:
        if not line:
            on.line()
        elif head == "```console" and not _KEPT.match(line):
            on.line(line, indent=2, hang=4)
        else:
            print_code(unbroken, line)


def rules_as_markdown(name: str | None) -> str:
    """Return the page of a rule as it was written, or all of them as one document. Raises Unreadable."""
    return reference() if name is None else page(name)
