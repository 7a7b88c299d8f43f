"""HTML as course platforms write it, made Markdown.

No library: html2text is GPL, markdownify builds a tree with BeautifulSoup first, which takes a minute for the hundred
thousand texts of a large bank, and Python's own parser takes 430 s for 90 kB of `<a <a <a`. Reading here never goes
back.
"""

import re
from typing import Final

from .blocks import SPACES
from .form import Uncarried
from .marking import LINE_START, escaped
from .marking import Markdown as Markdown
from .tagging import Reader
from .texts import LONGEST_TEXT, cleaned

_PLAIN: Final = re.compile(r"[^<&\\*`\[\]$\n]*")
_WITHIN: Final = re.compile(r'(?<=src=)"data:[^"<>]*+"?')
"""An image that holds itself, which may be long: what it shows is left out, as of all images."""


def from_plain(text: str) -> Markdown:
    """Return text that is neither HTML nor Markdown; its lines are kept as paragraphs."""
    plain = cleaned(text).strip()
    parts = [escaped(SPACES.sub(" ", part).strip()) for part in re.split(r"\n[ \t]*\n", plain)]
    return Markdown("\n\n".join([part for part in parts if part]), SPACES.sub(" ", plain))


def from_html(text: str) -> Markdown:
    """Return the Markdown of some HTML. Raises Uncarried where it is too long or too deep."""
    if _PLAIN.fullmatch(text) and not LINE_START.match(text.lstrip()):
        said = SPACES.sub(" ", cleaned(text)).strip()
        return Markdown(said, said)
    text = _WITHIN.sub('""', text)
    if len(text) > LONGEST_TEXT:
        raise Uncarried(f"a text has {len(text):,} characters, and at most {LONGEST_TEXT:,} are read")
    reader = Reader()
    reader.feed(text)
    return reader.result()


def one_line(markdown: str) -> str:
    """Return the text of a choice: its paragraphs follow each other on one line, unless there is code in lines."""
    return markdown if "```" in markdown or "\n" not in markdown else " ".join(markdown.split())
