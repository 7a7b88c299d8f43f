"""XML from strangers as a tree: no DOCTYPE, so no entities of its own, and no deeper than a course platform writes."""

from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .form import Broken
from .texts import MOST_BYTES

_DEEPEST: Final = 100


class Tree:
    """What a file of XML says: its root, without namespaces, and the line of each element that was asked for."""

    def __init__(self, root: Element, lines: dict[Element, int]) -> None:
        self.root = root
        self.lines = lines

    def place(self, element: Element) -> str:
        """Return where an element begins, in words."""
        return f"line {self.lines[element]}" if element in self.lines else ""


def parsed(raw: bytes, located: tuple[str, ...] = ()) -> Tree:
    """Return the tree; elements called as in `located` know their lines. Raises Broken."""
    if len(raw) > MOST_BYTES:
        raise Broken(f"the file is too large: at most {MOST_BYTES:,} bytes are read")
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    builder = TreeBuilder()
    lines: dict[Element, int] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Broken(f"its XML is nested deeper than {_DEEPEST} levels (line {parser.CurrentLineNumber})")
        tag = name.rpartition("}")[2]
        element = builder.start(tag, {key.rpartition("}")[2]: value for key, value in attributes.items()})
        if tag in located:
            lines[element] = parser.CurrentLineNumber

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition("}")[2])

    def doctype(*_: object) -> None:
        raise Broken(
            f"it declares a DOCTYPE (line {parser.CurrentLineNumber}), which may hide anything: delete the declaration"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(raw, True)
        return Tree(builder.close(), lines)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise Broken(f"it is not well-formed XML: {what}, line {error.lineno}, column {error.offset + 1}") from None
    except (LookupError, ValueError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken(f"its encoding can't be read: {str(error).splitlines()[0]}") from None


def text_of(element: Element | None) -> str:
    """Return all text within an element, or "" where there is none."""
    return "" if element is None else "".join(element.itertext())


def child_text(element: Element, path: str) -> str:
    """Return the text of the first child at a path, stripped; "" where there is none."""
    return text_of(element.find(path)).strip()
