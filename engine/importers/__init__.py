"""Files of other programs as questions: one file a format, and one line in IMPORTERS."""

from typing import Final

from .canvas import import_canvas
from .form import Importer
from .gift import import_gift
from .jupyterquiz import import_jupyterquiz
from .markdown import import_markdown
from .mdbook import import_mdbook
from .moodle import import_moodle

IMPORTERS: Final[dict[str, Importer]] = {
    "canvas": import_canvas,
    "gift": import_gift,
    "jupyterquiz": import_jupyterquiz,
    "markdown": import_markdown,
    "mdbook": import_mdbook,
    "moodle": import_moodle,
}
"""Each format by the name that `quizproof import --from` knows."""

_SUFFIXES: Final = {
    ".gift": "gift",
    ".imscc": "canvas",
    ".json": "jupyterquiz",
    ".markdown": "markdown",
    ".md": "markdown",
    ".qti": "canvas",
    ".toml": "mdbook",
    ".zip": "canvas",
}


def format_of(suffix: str, raw: bytes) -> str | None:
    """Return the format of a file, by its suffix, or by how it begins; None where neither tells.

    >>> format_of(".xml", b"<?xml version='1.0'?><quiz>"), format_of(".txt", b"::Q1:: Two? {=2}")
    ('moodle', 'gift')
    """
    if suffix.lower() in _SUFFIXES:
        return _SUFFIXES[suffix.lower()]
    start = raw[:100_000].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip()
    if start.startswith(b"PK"):
        return "canvas"
    if b"<questestinterop" in start:
        return "canvas"
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")):
        return "moodle" if b"<quiz" in start else None
    if b"[[questions]]" in start:
        return "mdbook"
    if start.startswith(b"[") and b'"question"' in start:
        return "jupyterquiz"
    if b"- [x]" in start or b"- [ ]" in start:
        return "markdown"
    return "gift" if b"{" in start and b"}" in start else None
