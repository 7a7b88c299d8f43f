"""HTML, in which whatever anybody wrote stays text: only what was made here is markup."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from ..hidden import visible


class Markup(str):
    """HTML that was made here. Any other text is escaped where it gets into HTML."""

    __slots__ = ()


_VOID: Final = ("br", "hr", "input", "meta")


def written(part: str) -> Markup:
    r"""Return a part as it stands in HTML.

    >>> written("a < b\x1b"), written(Markup("<b>"))
    ('a &lt; b&lt;U+001B&gt;', '<b>')
    """
    return part if isinstance(part, Markup) else Markup(escape(visible(part)))


def element(name: str, *parts: str, **attributes: str) -> Markup:
    """Return one element. `_` in the name of an attribute stands for a dash; one at its end is left out.

    >>> element("a", "x < 1", class_="far", aria_label='"')
    '<a class="far" aria-label="&quot;">x &lt; 1</a>'
    """
    said = [f'{key.rstrip("_").replace("_", "-")}="{written(value)}"' for key, value in attributes.items()]
    opened = " ".join([name, *said])
    if name in _VOID:
        return Markup(f"<{opened}>")
    return Markup(f"<{opened}>{''.join([written(part) for part in parts])}</{name}>")


def joined(parts: Iterable[str], between: str = "\n") -> Markup:
    """Return parts one after the other."""
    return Markup(written(between).join([written(part) for part in parts]))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], **attributes: str) -> Markup:
    """Return a table whose first column names its rows. One of the class `narrow` has many columns."""
    columns = [element("th", one, scope="col") for one in head]
    body = [
        element("tr", element("th", row[0], scope="row"), *[element("td", cell) for cell in row[1:]]) for row in rows
    ]
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *columns)),
        element("tbody", joined(body)),
        **attributes,
    )


def code(words: str) -> Markup:
    """Return what is typed or read as code."""
    return element("code", words)


def beside(picture: Markup, numbers: Markup, class_: str = "beside") -> Markup:
    """Return a picture and the table with its numbers, next to each other where there is room."""
    return element("div", element("figure", picture), numbers, class_=class_)
