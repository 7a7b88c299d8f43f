"""Markdown as HTML, read as the terminal reads it: what authors see there is what goes out.

markdown-it does the reading. What it takes beyond the terminal is switched off: HTML, entities, emphasis with
underscores or inside of a word (`2*3*4` is a product), pictures from elsewhere, links that are no addresses of pages.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from ..hidden import visible
from ..html.elements import Markup, element

_OFF: Final = ("autolink", "entity", "hr", "html_block", "html_inline", "lheading", "reference")
_ADDRESS: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_FORMULA: Final = re.compile(r"\$|\\(?=[(\[])")
_LANGUAGE: Final = re.compile(r"^[\w+-]+$")
_MARK: Final = r"[ \t]*+(?:>|(?:[-+*]|[0-9]{1,9}[.)])[ \t])"
_TOO_DEEP: Final = re.compile(rf"^(?:{_MARK}){{20}}|^[ ]{{80}}", re.MULTILINE)
"""markdown-it leaves out what lies deeper than it reads: such a text is shown as it was written."""
_MOST_BRACKETS: Final = 1_000
"""It looks for the end of a link from each of these."""


def html(markdown: str) -> Markup:
    """Return a text with its paragraphs, lists and code as HTML.

    >>> html("**Keep** `a < b`, 2*3*4 and <b>")
    '<p><strong>Keep</strong> <code>a &lt; b</code>, 2*3*4 and &lt;b&gt;</p>'
    """
    text = visible(markdown)
    if _TOO_DEEP.search(text) or text.count("[") > _MOST_BRACKETS:
        return element("pre", text)
    return Markup(_reader().render(text).rstrip("\n"))


def inline(markdown: str) -> Markup:
    """Return a text of one line as HTML, with no paragraph around it.

    >>> inline("# the `largest`, *never* the mean")
    '# the <code>largest</code>, <em>never</em> the mean'
    """
    return Markup(_reader().renderInline(" ".join(visible(markdown).split())))


def code_block(code: str) -> Markup:
    """Return lines of code."""
    return element("pre", element("code", code))


def paragraph(words: str) -> Markup:
    """Return a plain text as a paragraph."""
    return element("p", words if isinstance(words, Markup) else Markup(_shielded(escape(visible(words), quote=False))))


def code_lines(markdown: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the code that stands by itself: its first line, the line after its last, the code, its language."""
    for token in _reader().parse(markdown):
        if token.type in ("fence", "code_block") and token.level == 0 and token.map is not None:
            yield token.map[0], token.map[1], token.content, "".join(_LANGUAGE.findall(token.info.strip())[:1])


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable(list(_OFF))
    reader.inline.ruler.at("emphasis", _emphasis)
    reader.validateLink = lambda url: bool(_ADDRESS.match(url))  # type: ignore[method-assign]  # its documented hook
    reader.add_render_rule("text", _text)
    reader.add_render_rule("image", _image)
    return reader


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Take asterisks for marks where a word begins or ends, and no underscores."""
    marker = state.src[state.pos]
    if silent or marker != "*":
        return False
    scanned = state.scanDelims(state.pos, False)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _text(_renderer: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    return _shielded(escape(tokens[at].content, quote=False))


def _image(_renderer: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    """Say which picture is meant: none is fetched from elsewhere."""
    return _shielded(escape(f"{tokens[at].content} ({tokens[at].attrs['src']})".strip(), quote=False))


def _shielded(text: str) -> str:
    r"""Return HTML whose dollars, \( and \[ begin no formula: pages look for these, but not across elements."""
    return _FORMULA.sub(lambda mark: f"<span>{mark[0]}</span>", text)
