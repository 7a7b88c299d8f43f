"""Markdown as HTML and as Markdown for others: nothing that anybody writes is markup, or a link to no page."""

import re

import pytest
from hypothesis import given, settings
from lxml import etree
from markdown_it import MarkdownIt

from exporting import HOSTILE, hostile_texts
from exportreading import elements, plain
from quizproof.engine.exporters.markup import html, inline
from quizproof.engine.exporters.prose import fenced, safe_line, safe_prose, span
from quizproof.engine.exporters.prose import plain as plainly
from quizproof.engine.exporters.xmltext import document, tag
from quizproof.engine.hidden import visible

LISTS = {"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
ELEMENTS = LISTS | {
    "p",
    "pre",
    "code",
    "em",
    "strong",
    "blockquote",
    "br",
    "a",
    "span",
    *[f"h{n}" for n in range(1, 7)],
}
ATTRIBUTES = {"@href", "@title", "@class", "@start", "@style"}

REFUSED = {
    "element": ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    "script": ("<script>\nx\n</script>", "<p>&lt;script&gt;\nx\n&lt;/script&gt;</p>"),
    "entity": ("&lt;", "<p>&amp;lt;</p>"),
    "script-link": ("[x](javascript:y)", "<p>[x](javascript:y)</p>"),
    "file-link": ("[x](file:///etc/passwd)", "<p>[x](file:///etc/passwd)</p>"),
    "data-link": ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>"),
    "reference": ("[x]\n\n[x]: javascript:y", "<p>[x]</p>\n<p>[x]: javascript:y</p>"),
    "address": ("<http://a.b>", "<p>&lt;http://a.b&gt;</p>"),
    "picture": ("![x](http://a.b/c.png)", "<p>x (http://a.b/c.png)</p>"),
    "product": ("2*3*4 and 2**3**4", "<p>2*3*4 and 2**3**4</p>"),
    "underscores": ("_a_ __init__", "<p>_a_ __init__</p>"),
    "formula": (
        "$x$ $$y$$",
        "<p><span>$</span>x<span>$</span> <span>$</span><span>$</span>y<span>$</span><span>$</span></p>",
    ),
    "formula-in-brackets": (r"\\(x\\)", "<p><span>\\</span>(x\\)</p>"),
    "ruled": ("a\n---\nb\n===", "<p>a\n---\nb\n===</p>"),
    "control": ("\x1b[2J\u202e", "<p>&lt;U+001B&gt;[2J&lt;U+202E&gt;</p>"),
    "deep": ("> " * 20 + "x", "<pre>" + "&gt; " * 20 + "x</pre>"),
    "brackets": ("[" * 1_001, "<pre>" + "[" * 1_001 + "</pre>"),
}

TAKEN = {
    "paragraphs": ("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>"),
    "marks": ("**a** *b* `c < d`", "<p><strong>a</strong> <em>b</em> <code>c &lt; d</code></p>"),
    "list": ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    "fence": ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    "link": ("[x](https://a.b/?c=1&d=2)", '<p><a href="https://a.b/?c=1&amp;d=2">x</a></p>'),
    "escape": (r"\*a\*", "<p>*a*</p>"),
}


@pytest.mark.parametrize(("markdown", "expected"), REFUSED.values(), ids=REFUSED)
def test_refused(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@pytest.mark.parametrize(("markdown", "expected"), TAKEN.values(), ids=TAKEN)
def test_taken(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


@settings(deadline=None)
@given(hostile_texts)
def test_no_text_becomes_markup(text: str) -> None:
    for made in (html(text), inline(text)):
        names = elements(made)
        assert names <= ELEMENTS | ATTRIBUTES, made
        assert all(re.match("(?i)https?:|mailto:", url) for url in re.findall(r'href="([^"]*)"', made)), made


PROSE = {
    "html": ("<b>", r"\<b\>"),
    "html-escaped-already": (r"\<b>", r"\<b\>"),
    "html-behind-a-backslash": (r"\\<b>", r"\\\<b\>"),
    "html-in-code": ("`<b>`", "`<b>`"),
    "html-in-code-of-a-table": ("| `<b> | </b>` |", r"| `\<b\> | \</b\>` |"),
    "html-behind-an-open-tick": ("a ` b\n`<b>`", "a ` b\n`\\<b\\>`"),
    "heading": ("# a\n## b", "### a\n#### b"),
    "mark-in-the-middle": ("a # b - [x] c", "a # b - [x] c"),
    "choice": ("- [x] a\n1. [ ] b", "- \\[x] a\n1. \\[ ] b"),
    "ruled": ("a\n---\n===", "a\n\\---\n\\==="),
    "product": ("2*3*4", r"2\*3\*4"),
    "picture": ("![a](http://b)", r"\![a](http://b)"),
    "script-link": ("[a](javascript:b)", r"[a\](javascript:b)"),
    "link": ("[a](https://b.c)", "[a](https://b.c)"),
    "open-fence": ("```py\na", "```py\na\n```"),
    "fence-in-a-fence": ("````\n```\n````", "````\n```\n````"),
    "hostile-language": ('```"><script>\na\n```', "```\na\n```"),
}


@pytest.mark.parametrize(("markdown", "expected"), PROSE.values(), ids=PROSE)
def test_prose_for_other_readers(markdown: str, expected: str) -> None:
    assert safe_prose(markdown) == expected


_GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@settings(deadline=None)
@given(hostile_texts)
def test_prose_is_no_markup_elsewhere(text: str) -> None:
    tokens = _GITHUB.parse(safe_prose(text) + "\n\nend")
    inner = [child for token in tokens for child in token.children or []]

    kinds = {token.type for token in [*tokens, *inner]}
    assert not kinds & {"html_block", "html_inline", "image", "s_open"}
    assert not [
        token.tag for token in tokens if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2")
    ]
    links = [str(child.attrs["href"]) for child in inner if child.type == "link_open"]
    assert all(re.match("(?i)https?:|mailto:", link) for link in links)
    assert tokens[-2].content == "end"  # no code is open


@settings(deadline=None)
@given(hostile_texts)
def test_plain_text_and_code_come_back(text: str) -> None:
    [token] = [one for one in _GITHUB.parse(f"x {plainly(text)} x") if one.type == "inline"]
    code = "".join([one.content for one in _GITHUB.parse(fenced(text)) if one.type == "fence"])
    words = " ".join(visible(text).split())

    assert " ".join("".join([one.content for one in token.children or []]).split()) == " ".join(f"x {words} x".split())
    assert code.removesuffix("\n") == visible(text).removesuffix("\n")
    if words:
        [inner] = _GITHUB.parseInline(f"x{span(text)}x")[0].children[1:2]
        assert (inner.type, inner.content) == ("code_inline", words)


def test_a_line_has_no_blocks() -> None:
    assert safe_line("# a\n- <b>") == r"# a - \<b\>"


@settings(deadline=None)
@given(hostile_texts)
def test_xml_holds_every_text(text: str) -> None:
    root = etree.fromstring(document(tag("a", tag("b", text), attributes={"c": text})))

    assert root.findtext("b") == visible(text)
    assert root.get("c") == visible(text)


def test_hostile_texts_are_many() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 12
    assert plain("<p>a <b>b</b></p>") == "a b"
