import pytest
from lxml import html

from quizproof.engine.html.elements import Markup, code, element, joined, table, written
from quizproof.engine.html.frame import page

HOSTILE = {
    "a tag": ("<b>", "&lt;b&gt;"),
    "an end": ("</p><script>", "&lt;/p&gt;&lt;script&gt;"),
    "quotes": ("'\"", "&#x27;&quot;"),
    "an entity": ("&lt;", "&amp;lt;"),
    "what drives a terminal": ("\x1b[2J", "&lt;U+001B&gt;[2J"),
    "another direction": ("\u202e", "&lt;U+202E&gt;"),
    "half of a pair": ("\udcff", "&lt;U+DCFF&gt;"),
}


@pytest.mark.parametrize(("text", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_a_text_stays_a_text(text: str, expected: str) -> None:
    assert written(text) == expected
    assert element("p", text, title=text) == f'<p title="{expected}">{expected}</p>'
    assert joined([text, text], text) == expected * 3
    assert code(text) == f"<code>{expected}</code>"
    assert expected in table(text, [text], [[text]])
    assert f"<title>{expected}</title>" in page(text)


def test_markup_is_not_escaped_twice() -> None:
    assert element("p", element("b", "x & y"), Markup("<br>")) == "<p><b>x &amp; y</b><br></p>"


def test_an_element_that_is_never_closed() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_a_table() -> None:
    tree = html.fromstring(table("What", ["a", "b"], [["1", "2"], ["3", "4"]], class_="narrow"))
    assert tree.get("class") == "narrow"
    assert [node.text for node in tree.xpath("//caption | //thead//th[@scope='col']")] == ["What", "a", "b"]
    assert [[node.tag, node.text] for node in tree.xpath("//tbody//th[@scope='row'] | //tbody//td")] == [
        ["th", "1"], ["td", "2"], ["th", "3"], ["td", "4"],
    ]  # fmt: skip


def test_a_page_is_one_that_a_parser_takes() -> None:
    text = page("A & B", element("p", "text"))
    tree = html.document_fromstring(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-S')
    assert [node.text for node in tree.xpath("//title | //h1 | //p")] == ["A & B", "A & B", "text"]
