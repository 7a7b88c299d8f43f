"""XML in which every text stays a text: what XML has no character for is written out."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..hidden import visible

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tag(name: str, *parts: "Element | str", attributes: Mapping[str, str] | None = None, **more: str) -> Element:
    """Return an element with its text, or with the elements in it.

    >>> ElementTree.tostring(tag("a", tag("b", "x < 1"), far="1"))
    b'<a far="1"><b>x &lt; 1</b></a>'
    """
    named = {**(attributes or {}), **more}
    made = Element(name, {key: visible(value) for key, value in named.items()})
    for part in parts:
        if isinstance(part, str):
            made.text = (made.text or "") + visible(part)
        else:
            made.append(part)
    return made


def document(root: Element) -> bytes:
    """Return a whole file, indented."""
    ElementTree.indent(root)
    return f"{_DECLARATION}{ElementTree.tostring(root, encoding='unicode')}\n".encode()
