"""Blocks of lines beside each other, and under each other where the screen is too narrow."""

from collections.abc import Sequence
from typing import Final

from rich.text import Text

from ..frozen import dataclass
from .page import Page

GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines that belong together."""

    lines: tuple[Text, ...]

    @property
    def width(self) -> int:
        """How many cells the widest line takes."""
        return max((line.cell_len for line in self.lines), default=0)


def beside(blocks: Sequence[Block], between: str = " " * GAP) -> Block:
    """Return one block with the others beside each other; `between` stands in the middle of the lower one."""
    joined = blocks[0]
    for block in blocks[1:]:
        joined = _joined(joined, block, between)
    return joined


def _joined(left: Block, right: Block, between: str) -> Block:
    height = max(len(left.lines), len(right.lines))
    empty = max(sum(not line.plain for line in block.lines) for block in (left, right))
    middle = (min(len(left.lines), len(right.lines)) + empty) // 2 if between.strip() else -1
    lines = []
    for place in range(height):
        first = left.lines[place].copy() if place < len(left.lines) else Text()
        second = right.lines[place] if place < len(right.lines) else Text()
        first.pad_right(left.width - first.cell_len)
        first.append(between if place == min(middle, height - 1) else " " * len(between)).append_text(second)
        first.rstrip()
        lines.append(first)
    return Block(tuple(lines))


def rows_of(blocks: Sequence[Block], room: int) -> list[Block]:
    """Return the blocks beside each other as far as they fit into the room, and the others in rows under them."""
    rows: list[list[Block]] = []
    for block in blocks:
        width = sum(one.width + GAP for one in rows[-1]) + block.width if rows else 0
        if rows and width <= room:
            rows[-1].append(block)
        else:
            rows.append([block])
    return [beside(row) for row in rows]


def print_blocks(page: Page, blocks: Sequence[Block], indent: int) -> None:
    """Print the blocks beside each other, and in rows where the screen is too narrow."""
    for place, block in enumerate(rows_of(blocks, page.room() - indent)):
        if place:
            page.line()
        for line in block.lines:
            own = len(line.plain) - len(line.plain.lstrip(" "))
            page.line(_safe(page, line)[own:], indent=indent + own, hang=4)


def _safe(page: Page, line: Text) -> Text:
    safe = page.safe(line.plain)
    return line if safe == line.plain else Text(safe, style=line.style, spans=line.spans)
