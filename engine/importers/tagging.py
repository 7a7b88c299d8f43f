"""Tags read one after another into blocks of Markdown, without ever going back."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final, NamedTuple

from .form import Uncarried
from .marking import Markdown, escaped, shown, start_escaped, ticked
from .texts import cleaned

SPACES: Final = re.compile(r"[ \t\n]+")
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "figcaption", "footer",
    "form", "header", "main", "nav", "p", "section",
))  # fmt: skip
_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_STRONG: Final = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_CODE: Final = frozenset(("code", "tt", "kbd", "samp"))
_UNSEEN: Final = frozenset(("script", "style", "head", "title", "template"))
_MEDIA: Final = {
    "img": "an image",
    "svg": "an image",
    "canvas": "an image",
    "video": "a video",
    "audio": "a sound",
    "iframe": "an embedded page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "input": "a form's field",
    "math": "a formula in MathML",
}
_TAG: Final = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']++|"[^"]{0,2000}"|'[^']{0,2000}')*+)>""",
)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")
_DEEPEST: Final = 200
_MOST_CELLS: Final = 10_000


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
        """Read the text, tag by tag. A `<` that begins none is text."""
        done = at = 0
        ends = {"-->": True, ">": True}  # whether one may still come: looked for in vain once, never again
        while (at := text.find("<", at)) >= 0:
            close = "-->" if text.startswith("<!--", at) else ">" if text.startswith(("<!", "<?"), at) else ""
            if close:
                end = text.find(close, at + 2) if ends[close] else -1
                ends[close] = end >= 0
                after, tag = end + len(close), None
            else:
                tag = _TAG.match(text, at)
                end = after = tag.end() if tag else -1
            if end < 0:
                at += 1
                continue
            self.data(text[done:at])
            if tag and not (self.unseen and tag[2].lower() not in _UNSEEN):
                (self.end if tag[1] else self.start)(tag[2].lower(), tag[3])
            done = at = after
        self.data(text[done:])

    def start(self, tag: str, written: str) -> None:
        """Take note of a tag that opens, with its attributes as they are written."""
        attrs = {found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _attributes(written)}
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _MEDIA:
            self._medium(tag, attrs)
        elif self.pre is not None:
            if tag == "br":
                self.pre.append("\n")
            elif tag == "code" and not self.language:
                self.language = _language(attrs)
        elif tag in _BLOCKS or tag in _HEADINGS:
            self.end_block()
            self.mark = self.mark or ("## " if tag in _HEADINGS else "")
        elif tag == "br":
            self.data("\n") if self.code is not None or self.row is not None else self.end_block()
        elif tag == "pre":
            self.end_block()
            self.pre, self.language = [], _language(attrs)
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
        formula = attrs.get("data-equation-content") or (alt if "equation_image" in attrs.get("class", "") else "")
        if tag == "img" and formula:
            formula = " ".join(cleaned(formula).removeprefix("LaTeX: ").split())
            self.pieces.append(ticked(formula))
            self.plain.append(formula)
            return
        words = " ".join(cleaned(alt).split())
        self.left.append(_MEDIA[tag])
        said = f"({_MEDIA[tag].partition(' ')[2]} left out{f': {words}' if words else ''})"
        self.pieces.append(escaped(said))

    def _open(self, mark: str) -> None:
        if mark not in self.marks:
            self.marks.append(mark)
            self.pieces.append(f"\x02{mark}")

    def _close(self, mark: str) -> None:
        if mark in self.marks:
            self.marks.remove(mark)
            self.pieces.append(f"\x03{mark}")

    def _end_code(self) -> None:
        if self.code is not None:
            code = " ".join("".join(self.code).split())
            self.code = None
            self.pieces.append(ticked(code))
            self.plain.append(code)

    def _end_link(self) -> None:
        address, at = self.links.pop()
        label = "".join(self.pieces[at:]).strip()
        if re.match(r"https?://[^\s()<>]+$", address) and label and "\x02" not in label and label != address:
            self.pieces[at:] = [f"[{label}]({address})"]

    def _end_pre(self) -> None:
        code = "".join(self.pre or ()).strip("\n")
        self.pre = None
        if code.strip():
            fence = "`" * max(3, 1 + max([len(run) for run in re.findall("`+", code)], default=0))
            self.blocks.append(f"{fence}{self.language}\n{code}\n{fence}")
            self.plain.append(f"\n{code}\n")
        self.language = ""

    def _end_cell(self) -> None:
        if self.row is not None and (self.pieces or self.row):
            if self.pieces:
                self.row.append(_joined(self.pieces, self.marks).replace("|", "\\|"))
            self.pieces = []

    def _end_row(self) -> None:
        self._end_cell()
        if self.row:
            self.rows.append(self.row)
        self.row = None

    def _end_table(self) -> None:
        self._end_row()
        if self.rows:
            width = max([len(row) for row in self.rows])
            fits = width * len(self.rows) <= _MOST_CELLS
            rows = [[*row, *[""] * (width - len(row))] for row in self.rows] if fits else self.rows
            lines = [f"| {' | '.join(row)} |" for row in rows]
            self.blocks.append("\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]))
        self.rows = []

    def end_block(self) -> None:
        """End the paragraph, or within a table only the line."""
        if self.row is not None:
            self.pieces.append(" ")
            return
        self._end_code()
        words = _joined(self.pieces, self.marks)
        self.plain.append(" ")
        self.pieces = [f"\x02{mark}" for mark in self.marks]
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
        text = ""
        for block in self.blocks:
            items = bool(text) and _is_item(text.rpartition("\n")[2]) and _is_item(block)
            text += f"{'' if not text else chr(10) if items else chr(10) * 2}{block}"
        return Markdown(text, SPACES.sub(" ", "".join(self.plain)).strip(), tuple(self.left))


def _is_item(line: str) -> bool:
    return bool(re.match(r"\s*(?:-|[0-9]+\.) ", line))


def _joined(pieces: list[str], marks: list[str]) -> str:
    """Return a paragraph: emphasis stands around words, never around blanks, and ends where the paragraph does."""
    text = "".join([*pieces, *[f"\x03{mark}" for mark in reversed(marks)]])
    text = SPACES.sub(" ", text)
    if "\x02" in text or "\x03" in text:
        text = re.sub(r"(\x02\*{1,2})( ?)(?=)", r"\2\1", text)
        text = re.sub(r"( ?)(\x03\*{1,2})", r"\2\1", text)
        for _ in range(3):  # emphasis of nothing, also within another
            text = re.sub(r"\x02(\*{1,2})(\s*)\x03\1(?!\*)", r"\2", text)
        text = text.replace("\x02", "").replace("\x03", "")
        text = SPACES.sub(" ", text)
    return text.strip()


def _attributes(written: str) -> Iterator[re.Match[str]]:
    return _ATTRIBUTE.finditer(written) if "=" in written else iter(())


def _language(attrs: Mapping[str, str]) -> str:
    classes = attrs.get("class", "").split()
    found = next((one.removeprefix("language-") for one in classes if one.startswith("language-")), "")
    return found if re.fullmatch(r"[\w+-]{1,20}", found) else ""
