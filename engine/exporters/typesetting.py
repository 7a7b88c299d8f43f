"""typst, which sets what is printed: with the fonts that it brings along, an empty folder to look into, and no network.

The same fields give the same bytes on every machine.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

from .sheet import CannotExport

_TEMPLATE: Final = Path(__file__).parent / "paper.typ"
_ABSENT: Final = "pdf needs typst, which is not installed: pip install 'quizproof[pdf]'"
_IN_NO_FONT: Final = "\U0010fffd"
_ONE_A_PAGE: Final = b"""
#set text(font: "Libertinus Serif")
#for one in json(bytes(sys.inputs.fields)) { page(one) }
"""


def printed(fields: Mapping[str, Any]) -> bytes:
    """Return papers as PDF. Raises CannotExport where typst is missing."""
    made = _compiled(_TEMPLATE.read_bytes(), fields, "pdf")
    assert isinstance(made, bytes)
    return made


def not_drawn(characters: Collection[str]) -> frozenset[str]:
    """Return those characters that are in no font, for which an empty box is printed. Raises CannotExport."""
    asked = sorted([one for one in characters if not one.isascii()])
    if not asked:
        return frozenset()
    box, *pages = _compiled(_ONE_A_PAGE, [_IN_NO_FONT, *asked], "svg")
    mark = _glyph(box)
    return frozenset([one for one, page in zip(asked, pages, strict=True) if _glyph(page) == mark])


def _glyph(page: bytes) -> bytes:
    """Return the name of the outline that a page shows, which follows from its form."""
    return page.partition(b'xlink:href="#')[2].partition(b'"')[0]


def _compiled(template: bytes, fields: Any, kind: Literal["pdf", "svg"]) -> Any:
    try:
        import typst  # an extra: few need it, and it is large
    except ImportError:
        raise CannotExport(_ABSENT) from None
    with TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            template,
            root=empty,
            font_paths=typst.Fonts(include_system_fonts=False),
            sys_inputs={"fields": json.dumps(fields)},
            package_path=empty,
            package_cache_path=empty,
        )
        return compiler.compile(format=kind)
