"""Blocks of Markdown: paragraphs, code, tables, and how they stand one below the other."""

import re
from collections.abc import Sequence
from typing import Final

SPACES: Final = re.compile(r"[ \t\n]+")
_MOST_CELLS: Final = 10_000


def opened(mark: str) -> str:
    """Return the piece of a paragraph that opens an emphasis."""
    return f"\x02{mark}"


def closed(mark: str) -> str:
    """Return the piece of a paragraph that closes an emphasis."""
    return f"\x03{mark}"


def joined(pieces: Sequence[str], marks: Sequence[str]) -> str:
    """Return a paragraph: emphasis stands around words, never around blanks, and ends where the paragraph does.

    >>> joined(["of ", opened("**"), " two ", closed("**"), "kinds, ", opened("*"), "both"], ["*"])
    'of **two** kinds, *both*'
    """
    text = "".join([*pieces, *[closed(mark) for mark in reversed(marks)]])
    text = SPACES.sub(" ", text)
    if "\x02" in text or "\x03" in text:
        text = re.sub(r"(\x02\*{1,2})( ?)(?=)", r"\2\1", text)
        text = re.sub(r"( ?)(\x03\*{1,2})", r"\2\1", text)
        for _ in range(3):  # emphasis of nothing, also within another
            text = re.sub(r"\x02(\*{1,2})(\s*)\x03\1(?!\*)", r"\2", text)
        text = text.replace("\x02", "").replace("\x03", "")
        text = SPACES.sub(" ", text)
    return text.strip()


def fenced(code: str, language: str) -> str:
    """Return a block of code between as many backticks as it needs."""
    fence = "`" * max(3, 1 + max([len(run) for run in re.findall("`+", code)], default=0))
    return f"{fence}{language}\n{code}\n{fence}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first row is its head.

    >>> print(table([["a", "b"], ["c"]]))
    | a | b |
    | --- | --- |
    | c |  |
    """
    width = max([len(row) for row in rows])
    fits = width * len(rows) <= _MOST_CELLS
    filled = [[*row, *[""] * (width - len(row))] for row in rows] if fits else rows
    lines = [f"| {' | '.join(row)} |" for row in filled]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def stacked(blocks: Sequence[str]) -> str:
    """Return blocks one below the other; items follow without a blank line."""
    text = ""
    for block in blocks:
        items = bool(text) and _is_item(text.rpartition("\n")[2]) and _is_item(block)
        text += f"{'' if not text else chr(10) if items else chr(10) * 2}{block}"
    return text


def _is_item(line: str) -> bool:
    return bool(re.match(r"\s*(?:-|[0-9]+\.) ", line))
