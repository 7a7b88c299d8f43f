"""What a bank becomes for other programs: one file a format, and one line in EXPORTERS."""

from typing import Final

from .anki import to_anki
from .apkg import to_apkg
from .canvas import to_canvas
from .gift import to_gift
from .html import to_html
from .jupyterquiz import to_jupyterquiz
from .markdown import to_markdown
from .moodle import to_moodle
from .pdf import to_pdf
from .sheet import Exporter

EXPORTERS: Final[dict[str, Exporter]] = {
    "anki": to_anki,
    "apkg": to_apkg,
    "canvas": to_canvas,
    "gift": to_gift,
    "html": to_html,
    "jupyterquiz": to_jupyterquiz,
    "markdown": to_markdown,
    "moodle": to_moodle,
    "pdf": to_pdf,
}
"""Each format by the name that `quizproof export` knows."""
