"""Tags read one after another into blocks of Markdown, without ever going back."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Final, NamedTuple

from .blocks import SPACES, closed, fenced, joined, opened, stacked, table
from .form import Uncarried
from .marking import Markdown, escaped, shown, start_escaped, ticked
from .scanning import MEDIA, attributes, formula, language, scanned
from .texts import cleaned

_BLOCKS: Final = frozenset((
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "figcaption", "footer",
    "form", "header", "main", "nav", "p", "section",
))  # fmt: skip
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_STRONG: Final = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_CODE: Final = frozenset(("code", "tt", "kbd", "samp"))
_UNSEEN: Final = frozenset(("script", "style", "head", "title", "template"))
_DEEPEST: Final = 200


class _List(NamedTuple):
    ordered: bool
    numbers: list[int]


class Reader:
    """Turns tags into blocks; a piece of a paragraph is text, or one of the marks that open and close emphasis."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        self.plain: list[str] = []
        self.marks: list[str] = []  # the emphasis that is open
        self.lists: list[_List] = []
        self.mark = ""  # what the next block begins with: that of an item
        self.code: list[str] | None = None
        self.pre: list[str] | None = None
        self.language = ""
        self.quotes = 0
        self.unseen = 0
        self.row: list[str] | None = None
        self.rows: list[list[str]] = []
        self.links: list[tuple[str, int]] = []
        self.left: list[str] = []

    def feed(self, text: str) -> None:
        """Read the text, tag by tag."""
        for words, tag in scanned(text):
            self.data(words)
            if tag and not (self.unseen and tag.name not in _UNSEEN):
                (self.end if tag.closes else self.start)(tag.name, tag.written)

    def start(self, tag: str, written: str) -> None:
        """Take note of a tag that opens, with its attributes as they are written."""
        attrs = attributes(written)
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in MEDIA:
            self._medium(tag, attrs)
        elif self.pre is not None:
            if tag == "br":
                self.pre.append("\n")
            elif tag == "code" and not self.language:
                self.language = language(attrs)
        elif tag in _BLOCKS or tag in _HEADINGS:
            self.end_block()
            self.mark = self.mark or ("## " if tag in _HEADINGS else "")
        elif tag == "br":
            self.data("\n") if self.code is not None or self.row is not None else self.end_block()
        elif tag == "pre":
            self.end_block()
            self.pre, self.language = [], language(attrs)
        elif tag in _CODE:
            self.code = [] if self.code is None else self.code
        elif tag == "a":
            self.links.append((attrs.get("href", ""), len(self.pieces)))
        else:
            self._start_words(tag)
            self._start_list_or_table(tag)

    def _start_words(self, tag: str) -> None:
        if tag in _STRONG:
            self._open(_STRONG[tag])
        elif tag in ("sub", "sup"):
            self.pieces.append("_" if tag == "sub" else "^")
            self.plain.append("_" if tag == "sub" else "^")

    def _start_list_or_table(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.end_block()
            if len(self.lists) >= _DEEPEST:
                raise Uncarried(f"its HTML is nested deeper than {_DEEPEST} lists")
            self.lists.append(_List(tag == "ol", [0]))
        elif tag == "li":
            self.end_block()
            self.mark = "- "
            if self.lists:
                self.lists[-1].numbers[0] += 1
                indent = "  " * (len(self.lists) - 1)
                self.mark = f"{indent}{self.lists[-1].numbers[0]}. " if self.lists[-1].ordered else f"{indent}- "
        elif tag == "blockquote":
            self.end_block()
            self.quotes += 1
        elif tag == "hr":
            self.end_block()
        elif tag == "table":
            self.end_block()
            self.rows = []
        elif tag == "tr":
            self._end_row()
            self.row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self.row = [] if self.row is None else self.row

    def end(self, tag: str, _: str) -> None:
        """Take note of a tag that closes."""
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif self.pre is not None:
            if tag == "pre":
                self._end_pre()
        elif tag in _CODE:
            self._end_code()
        elif tag in _STRONG:
            self._close(_STRONG[tag])
        elif tag == "a" and self.links:
            self._end_link()
        elif tag in _BLOCKS or tag in _HEADINGS or tag == "li":
            self.end_block()
        else:
            self._end_list_or_table(tag)

    def _end_list_or_table(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.end_block()
            self.mark = ""
            if self.lists:
                self.lists.pop()
        elif tag == "blockquote":
            self.end_block()
            self.quotes = max(0, self.quotes - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_table()

    def data(self, data: str) -> None:
        """Take note of text between tags."""
        if self.unseen or not data:
            return
        data = cleaned(unescape(data))  # here, because a character may be written as a reference
        if self.pre is not None:
            self.pre.append(data)
        elif self.code is not None:
            self.code.append(data)
        else:
            self.plain.append(data)
            self.pieces.append(shown(data))

    def _medium(self, tag: str, attrs: Mapping[str, str]) -> None:
        alt = attrs.get("alt", "")
        if tag == "img" and (shown_formula := formula(attrs)) is not None:
            self.pieces.append(ticked(shown_formula))
            self.plain.append(shown_formula)
            return
        words = " ".join(cleaned(alt).split())
        self.left.append(MEDIA[tag])
        said = f"({MEDIA[tag].partition(' ')[2]} left out{f': {words}' if words else ''})"
        self.pieces.append(escaped(said))

    def _open(self, mark: str) -> None:
        if mark not in self.marks:
            self.marks.append(mark)
            self.pieces.append(opened(mark))

    def _close(self, mark: str) -> None:
        if mark in self.marks:
            self.marks.remove(mark)
            self.pieces.append(closed(mark))

    def _end_code(self) -> None:
        if self.code is not None:
            code = " ".join("".join(self.code).split())
            self.code = None
            self.pieces.append(ticked(code))
            self.plain.append(code)

    def _end_link(self) -> None:
        address, at = self.links.pop()
        label = "".join(self.pieces[at:]).strip()
        if re.match(r"https?://[^\s()<>]+$", address) and label and opened("") not in label and label != address:
            self.pieces[at:] = [f"[{label}]({address})"]

    def _end_pre(self) -> None:
        code = "".join(self.pre or ()).strip("\n")
        self.pre = None
        if code.strip():
            self.blocks.append(fenced(code, self.language))
            self.plain.append(f"\n{code}\n")
        self.language = ""

    def _end_cell(self) -> None:
        if self.row is not None and (self.pieces or self.row):
            if self.pieces:
                self.row.append(joined(self.pieces, self.marks).replace("|", "\\|"))
            self.pieces = []

    def _end_row(self) -> None:
        self._end_cell()
        if self.row:
            self.rows.append(self.row)
        self.row = None

    def _end_table(self) -> None:
        self._end_row()
        if self.rows:
            self.blocks.append(table(self.rows))
        self.rows = []

    def end_block(self) -> None:
        """End the paragraph, or within a table only the line."""
        if self.row is not None:
            self.pieces.append(" ")
            return
        self._end_code()
        words = joined(self.pieces, self.marks)
        self.plain.append(" ")
        self.pieces = [opened(mark) for mark in self.marks]
        if words:
            words = words if self.mark else start_escaped(words)
            indent = "  " * len(self.lists) if self.lists and not self.mark else ""
            self.blocks.append(f"{'> ' * min(self.quotes, 3)}{self.mark or indent}{words}")
            self.mark = ""

    def result(self) -> Markdown:
        """Return what was read."""
        if self.pre is not None:
            self._end_pre()
        if self.row is not None or self.rows:
            self._end_table()
        self.end_block()
        return Markdown(stacked(self.blocks), SPACES.sub(" ", "".join(self.plain)).strip(), tuple(self.left))
