"""HTML that was made here, as a tree that the paper's template sets: no text in it is ever read as typst's markup.

The template gets strings, and puts strings on the page. So nothing must be escaped, and nothing can be forgotten.
"""

import re
from html.parser import HTMLParser
from typing import Any, Final, TypeAlias

from ..hidden import visible
from ..html.elements import Markup

Node: TypeAlias = "str | dict[str, Any]"
"""A text; or an element: its `tag`, the nodes it `has`, and what else its tag needs."""

_WIDEST: Final = 78
"""So many characters of code fit beside the numbers of its lines."""
_BREAK: Final = re.compile(r"[ ,;)\]}]")
_LONG_WORD: Final = re.compile(r"[^\s\u200b]{33,}")
_LEFT_OUT: Final = frozenset({"span"})
"""Elements that only part a text."""
_BLOCKS: Final = frozenset(
    {"p", "pre", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
    | {f"h{level}" for level in range(1, 7)}
)
"""What text between is only the end of a line."""
_KEPT: Final = frozenset({("a", "href"), ("ol", "start")})
_SINGLE: Final = frozenset({"br", "hr", "img"})


def nodes(markup: Markup) -> list[Node]:
    """Return HTML as a tree.

    >>> nodes(Markup("<p>Keep <code>a &lt; b</code></p>"))
    [{'tag': 'p', 'has': ['Keep ', {'tag': 'code', 'has': ['a < b']}]}]
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return _tidied(reader.root)


def plain(words: str) -> str:
    """Return a plain text as it is set: in one line, with places where a long word may be broken."""
    return _breakable(" ".join(visible(words).split()))


def code_lines(code: str) -> list[list[str]]:
    r"""Return each line of code in pieces that fit on the page. What is broken goes on below, a little to the right.

    >>> code_lines("x = 1\n")
    [['x = 1']]
    """
    return [_pieces(line) for line in code.rstrip("\n").expandtabs(4).split("\n")]


class _Reader(HTMLParser):
    """Builds the tree. What it reads is well formed: it was made here."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Node] = []
        self._open: list[list[Node]] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEFT_OUT:
            return
        kept = {name: value for name, value in attrs if (tag, name) in _KEPT}
        node: dict[str, Any] = {"tag": tag, "has": [], **kept}
        self._open[-1].append(node)
        if tag not in _SINGLE:
            self._open.append(node["has"])

    def handle_endtag(self, tag: str) -> None:
        if tag not in _LEFT_OUT and tag not in _SINGLE:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data)


def _tidied(found: list[Node], *, code: bool = False) -> list[Node]:
    """Return nodes without what HTML ignores: line ends between blocks, several spaces."""
    tidy: list[Node] = []
    between = any(isinstance(node, dict) and node["tag"] in _BLOCKS for node in found)
    for node in found:
        if isinstance(node, str):
            words = node if code else re.sub(r"\s+", " ", node)
            if words.strip() or not between:
                tidy.append(words)
        elif node["tag"] == "pre":
            tidy.append({"tag": "pre", "lines": code_lines(_text(node["has"]))})
        else:
            tidy.append(node | {"has": _tidied(node["has"], code=node["tag"] == "code")})
    return [_breakable(node) if isinstance(node, str) else node for node in tidy]


def _text(found: list[Node]) -> str:
    return "".join([node if isinstance(node, str) else _text(node["has"]) for node in found])


def _breakable(words: str) -> str:
    """Return a text in which a word that is longer than a line may be broken."""
    return _LONG_WORD.sub(lambda word: re.sub(r"(.{16})(?=.)", "\\1\u200b", word[0]), words)


def _pieces(line: str) -> list[str]:
    indent = " " * min(len(line) - len(line.lstrip(" ")) + 4, _WIDEST // 2)
    pieces = []
    while len(line) > _WIDEST:
        breaks = [place.end() for place in _BREAK.finditer(line, len(indent) + 1, _WIDEST)]
        end = breaks[-1] if breaks else _WIDEST
        pieces.append(line[:end].rstrip(" "))
        line = f"{indent}{line[end:].lstrip(' ')}"
    return [*pieces, line]
