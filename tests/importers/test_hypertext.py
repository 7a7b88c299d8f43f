"""HTML from course platforms as Markdown, and text that nobody meant as a mark."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizproof.engine.exporters.markup import html
from quizproof.engine.importers.form import Uncarried
from quizproof.engine.importers.hypertext import Markdown, from_html, from_plain

HTML = {
    "paragraphs": ("<p>One</p><p>two</p>", "One\n\ntwo"),
    "breaks": ("one<br>two<br/>three", "one\n\ntwo\n\nthree"),
    "emphasis": ("<b>bold </b>and <em>slanted</em>", "**bold** and *slanted*"),
    "emphasis of nothing": ("<b></b>x<i> </i>", "x"),
    "emphasis over paragraphs": ("<b><p>one</p><p>two</p></b>", "**one**\n\n**two**"),
    "code": ("<code>a`b</code>", "``a`b``"),
    "lines of code": ('<pre><code class="language-python">x = 1\n  y</code></pre>', "```python\nx = 1\n  y\n```"),
    "a list": ("<ul><li>one<li>two</ul>", "- one\n- two"),
    "a numbered list in a list": ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n  - b\n2. c"),
    "a table": ("<table><tr><th>a<th>b<tr><td>1|2<td>3</table>", "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |"),
    "raised and lowered": ("H<sub>2</sub>O, x<sup>2</sup>", "H_2O, x^2"),
    "entities": ("10&times;10 &lt;b&gt; &amp;amp;", "10×10 <b> &amp;"),
    "a formula": ("\\(a_1 * b\\) is *not*", "`a_1 * b` is \\*not\\*"),
    "a formula of Canvas": ('<img class="equation_image" data-equation-content="x^2">', "`x^2`"),
    "no tag": ("3 < 4 and a <b", "3 < 4 and a <b"),
    "a comment": ("a<!-- b -->c", "ac"),
    "a script": ("<script>alert('<b>')</script>x", "x"),
    "a link": ('<a href="https://a.b/c">here</a>', "[here](https://a.b/c)"),
    "a link that runs": ('<a href="javascript:x()">here</a>', "here"),
    "a heading that is none": ("<p># one</p><p>1. two</p>", "\\# one\n\n1\\. two"),
    "what nobody sees": ("a\u200bb&#8203;c\u00a0d", "abc d"),
    "what drives a terminal": ("\x1b[2J&#x202e;", "<U+001B>[2J<U+202E>"),
}


@pytest.mark.parametrize(("said", "wanted"), HTML.values(), ids=HTML)
def test_html_becomes_markdown(said: str, wanted: str) -> None:
    assert from_html(said).text == wanted


def test_images_are_told() -> None:
    assert from_html('<p>See <img src="data:image/png;base64,AAAA" alt="a map"><video></video></p>') == Markdown(
        "See (image left out: a map)(video left out)", "See", ("an image", "a video")
    )


TOO_MUCH = {
    "too long": ("<p>" * 40_000, "a text has 120,000 characters, and at most 100,000 are read"),
    "too deep": ("<ul>" * 300, "its HTML is nested deeper than 200 lists"),
}


@pytest.mark.parametrize(("said", "why"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_refused(said: str, why: str) -> None:
    with pytest.raises(Uncarried) as refused:
        from_html(said)
    assert str(refused.value) == why


WORDS = st.text(st.sampled_from("ab *_`#-+>[]()|~1.\\<&$:!"), max_size=30)


@settings(deadline=None)  # two cores, and others at work
@given(WORDS)
def test_plain_text_stays_what_it_says(words: str) -> None:
    """What is plain text for its author is plain text in our Markdown, as our own exporters read it."""
    said = from_html(html(from_plain(words).text)).plain
    assert "".join(said.split()) == "".join(words.split())


@settings(deadline=None)  # two cores, and others at work
@given(st.text(st.sampled_from("<>/ab!-=\"'&;pli \n"), max_size=60))
def test_any_html_becomes_something(said: str) -> None:
    assert "\x02" not in from_html(said).text
