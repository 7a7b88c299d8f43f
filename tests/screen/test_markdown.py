"""Markdown as authors write it, and what is no Markdown as it is."""

import pytest

from pages import printed
from quizproof.engine.screen.markdown import inline, print_markdown

INLINE = {
    "code": ("use `nn.ReLU()` here", "use nn.ReLU() here", [(4, 13, "code")]),
    "code with ticks": ("``a `b` c``", "a `b` c", [(0, 7, "code")]),
    "strong": ("a **bold word** b", "a bold word b", [(2, 11, "strong")]),
    "emphasis": ("an *odd* word", "an odd word", [(3, 6, "emphasis")]),
    "code in strong": ("**the `x` of it**", "the x of it", [(4, 5, "code"), (0, 11, "strong")]),
    "a product": ("2*3*4 and 2 * 3 * 4", "2*3*4 and 2 * 3 * 4", []),
    "names": ("kernel_size and __init__", "kernel_size and __init__", []),
    "stars in code": ("`2 ** 3` and `a*b*c`", "2 ** 3 and a*b*c", [(0, 6, "code"), (11, 16, "code")]),
    "one tick": ("it`s", "it`s", []),
    "escaped": (r"\*not\* \`code\`", "*not* `code`", []),
    "a backslash": (r"C:\new", r"C:\new", []),
    "a link": ("see [the docs](https://x.org/y)", "see the docs (https://x.org/y)", []),
    "an image": ("![](https://x.org/y.png)", "https://x.org/y.png", []),
    "an index": ("x[0](1, 2)", "x[0](1, 2)", []),
}


@pytest.mark.parametrize(("words", "plain", "spans"), INLINE.values(), ids=INLINE)
def test_inline(words: str, plain: str, spans: list[tuple[int, int, str]]) -> None:
    text = inline(words)
    assert text.plain == plain
    assert sorted((span.start, span.end, span.style) for span in text.spans) == sorted(spans)


BLOCKS = {
    "paragraphs": ("one\ntwo\n\n\nthree", "one two\n\nthree\n"),
    "heading": ("# A *title* #\ntext", "A title\n\ntext\n"),
    "list": ("Say:\n- one\n- two\n  goes on\n1. three", "Say:\n\n- one\n- two goes on\n1. three\n"),
    "nested list": ("* one\n    * two", "- one\n    - two\n"),
    "quote": ("> said\n> so", "> said\n> so\n"),
    "fence": ("```python\nx = 1\n\n  y = 2\n```\nend", "  x = 1\n  \n    y = 2\n\nend\n"),
    "open fence": ("```\nx = 1", "  x = 1\n"),
    "indented code": ("so\n\n    out = 1\n    in = 2\n\nit is", "so\n\n    out = 1\n    in = 2\n\nit is\n"),
    "table": ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
    "no markup": ("[b]x[/b] :smile: <b>y</b>", "[b]x[/b] :smile: <b>y</b>\n"),
    "a minus": ("-1 is less", "-1 is less\n"),
    "a comparison": ("a > b", "a > b\n"),
    "empty": ("\n\n", ""),
}


@pytest.mark.parametrize(("markdown", "shown"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(markdown: str, shown: str) -> None:
    assert printed(lambda page: print_markdown(page, markdown)) == shown


def test_escapes_in_a_link_are_written_out() -> None:
    hostile = "[x](https://x\x1b]8;;file:///etc\x07) `\x1b[2J`"
    assert printed(lambda page: print_markdown(page, hostile)) == (
        "x (https://x<U+001B>]8;;file:///etc<U+0007>) <U+001B>[2J\n"
    )
