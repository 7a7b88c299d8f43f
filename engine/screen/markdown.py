"""Markdown as authors write it: paragraphs, headings, lists, code, emphasis.

No library: those at hand take longer to load than the first question may, and print links and control
characters as they come. What is not known here is printed as it was written.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rich.text import Text

from ..frozen import dataclass
from .code import coloured
from .page import Page
from .wrapping import CODE
from .wrapping import code as code_breaks

_FENCE: Final = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(.*)")
_ITEM: Final = re.compile(r"(\s*)([-*+]|[0-9]{1,3}[.)])\s+(.*)")
_QUOTE: Final = re.compile(r"\s{0,3}>\s?(.*)")
_TABLE: Final = re.compile(r"\s*\|.*")
# A mark looks for its end in the next 300 characters only, else a text of marks that never end would take hours.
_INLINE: Final = re.compile(
    r"""\\(?P<escaped>[\\`*_{}\[\]()\#+.!$|>~-])
    |(?P<ticks>(?<!`)`++)(?P<code>.{1,300}?)(?<!`)(?P=ticks)(?!`)
    |\*\*(?P<strong>(?!\s).{1,300}?(?<![\s\\]))\*\*
    |(?<![\w*])\*(?P<emphasis>(?![\s*]).{1,300}?(?<![\s\\*]))\*(?![\w*])
    |!?\[(?P<label>[^\[\]]*)\]\((?P<address>[^()\s]+)\)""",
    re.VERBOSE,
)
_LONGEST_PIECE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: "text", "heading", "item", "quote", "code" or "verbatim", with its words."""

    kind: str
    words: str
    indent: int = 0
    mark: str = ""


def print_markdown(page: Page, markdown: str, indent: int = 0) -> None:
    """Print a text in Markdown, its blocks parted by empty lines."""
    before = ""
    for block in blocks(page.safe(markdown)):
        if before and not (before == block.kind and block.kind in ("item", "verbatim", "quote")):
            page.line()
        before = block.kind
        _print_block(page, block, indent)


def _print_block(page: Page, block: Block, indent: int) -> None:
    indent += block.indent
    if block.kind == "code":
        for line in block.words.split("\n"):
            _print_code(page, line, indent + 2)
    elif block.kind == "verbatim":
        _print_code(page, block.words, indent)
    elif block.kind == "heading":
        for piece in _pieces(block.words):
            page.line(inline(piece, "title"), indent=indent)
    else:
        for piece in _pieces(block.words):
            page.line(inline(piece), indent=indent, hang=len(block.mark), mark=Text(block.mark))


def _print_code(page: Page, line: str, indent: int) -> None:
    code = line.lstrip(" ")
    for piece in _pieces(code):
        page.line(coloured(piece), indent=indent + len(line) - len(code), hang=4, levels=code_breaks)


def _pieces(words: str) -> Iterator[str]:
    """Yield a paragraph whole, or in pieces where it is so long that breaking it into lines would take seconds."""
    while len(words) > _LONGEST_PIECE:
        end = words.rfind(" ", 1, _LONGEST_PIECE) + 1 or _LONGEST_PIECE
        yield words[:end]
        words = words[end:]
    yield words


def blocks(markdown: str) -> Iterator[Block]:
    """Yield the blocks of a text.

    >>> [block.words for block in blocks("One\\nparagraph.\\n\\n- an item")]
    ['One paragraph.', 'an item']
    """
    lines = iter(markdown.split("\n"))
    block: Block | None = None
    more: list[str] = []  # the further lines of the block
    for line in lines:
        fence = _FENCE.match(line)
        item, quote = _ITEM.fullmatch(line), _QUOTE.fullmatch(line)
        starts = fence or item or quote or _HEADING.fullmatch(line) or _TABLE.fullmatch(line) or not line.strip()
        if block is None and line.startswith("    ") and not item:
            yield Block("verbatim", line.rstrip())
            continue
        if block is not None and not starts:
            more.append(line.strip())
            continue
        if block is not None:
            yield replace(block, words=" ".join([block.words, *more]))
            block, more = None, []
        if fence:
            yield Block("code", "\n".join(_fenced(lines, fence[1])))
        elif item:
            block = Block("item", item[3], len(item[1].expandtabs(4)), f"{'-' if item[2] in '-*+' else item[2]} ")
        elif quote:
            block = Block("quote", quote[1], mark="> ")
        elif heading := _HEADING.fullmatch(line):
            yield Block("heading", heading[1].rstrip("#").rstrip())
        elif starts and line.strip():
            yield Block("verbatim", line.rstrip())
        elif line.strip():
            block = Block("text", line.strip())
    if block is not None:
        yield replace(block, words=" ".join([block.words, *more]))


def _fenced(lines: Iterator[str], fence: str) -> Iterator[str]:
    for line in lines:
        if line.strip() == fence:
            return
        yield line


def inline(words: str, style: str = "") -> Text:
    """Return one paragraph with its code, emphasis and links as styles. It must be safe already.

    >>> inline("**Keep** `x * y`, 2*3*4 and kernel_size").plain
    'Keep x * y, 2*3*4 and kernel_size'
    """
    text = Text(style=style)
    done = 0
    for found in _INLINE.finditer(words):
        text.append(words[done : found.start()])
        done = found.end()
        if found["escaped"]:
            text.append(found["escaped"])
        elif found["code"]:
            text.append(found["code"].strip(), CODE)
        elif found["label"] is not None:
            label, address = found["label"], found["address"]
            text.append(address if label in ("", address) else f"{label} ({address})")
        else:
            inner = inline(found["strong"] or found["emphasis"])
            inner.stylize("strong" if found["strong"] else "emphasis")
            text.append_text(inner)
    return text.append(words[done:])
