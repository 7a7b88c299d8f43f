"""The tags of a text, found one after another without ever going back, and what their attributes say."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final, NamedTuple

from .texts import cleaned

MEDIA: Final = {
    "img": "an image",
    "svg": "an image",
    "canvas": "an image",
    "video": "a video",
    "audio": "a sound",
    "iframe": "an embedded page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "input": "a form's field",
    "math": "a formula in MathML",
}
"""Tags of what no text holds, and what it is."""

_TAG: Final = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']++|"[^"]{0,2000}"|'[^']{0,2000}')*+)>""",
)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")


class Tag(NamedTuple):
    """A tag that opens or closes, and its attributes as they are written."""

    closes: bool
    name: str
    written: str


def scanned(text: str) -> Iterator[tuple[str, Tag | None]]:
    """Yield what stands before each tag, with the tag; None for a comment and for the end.

    A `<` that begins no tag is text.

    >>> list(scanned("1 < 2 <b>so</b>"))
    [('1 < 2 ', Tag(closes=False, name='b', written='')), ('so', Tag(closes=True, name='b', written='')), ('', None)]
    """
    done = at = 0
    ends = {"-->": True, ">": True}  # whether one may still come: looked for in vain once, never again
    while (at := text.find("<", at)) >= 0:
        close = "-->" if text.startswith("<!--", at) else ">" if text.startswith(("<!", "<?"), at) else ""
        if close:
            end = text.find(close, at + 2) if ends[close] else -1
            ends[close] = end >= 0
            after, tag = end + len(close), None
        else:
            tag = _TAG.match(text, at)
            end = after = tag.end() if tag else -1
        if end < 0:
            at += 1
            continue
        yield text[done:at], Tag(bool(tag[1]), tag[2].lower(), tag[3]) if tag else None
        done = at = after
    yield text[done:], None


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in small letters.

    >>> attributes(' SRC="a.png" alt=plot hidden')
    {'src': 'a.png', 'alt': 'plot'}
    """
    found = _ATTRIBUTE.finditer(written) if "=" in written else ()
    return {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in found}


def language(attrs: Mapping[str, str]) -> str:
    """Return the language of code as its class names it; "" where none does."""
    classes = attrs.get("class", "").split()
    found = next((one.removeprefix("language-") for one in classes if one.startswith("language-")), "")
    return found if re.fullmatch(r"[\w+-]{1,20}", found) else ""


def formula(attrs: Mapping[str, str]) -> str | None:
    """Return the formula that an image shows, as course platforms note it; None where it shows another thing."""
    shown = attrs.get("data-equation-content")
    shown = shown or (attrs.get("alt", "") if "equation_image" in attrs.get("class", "") else "")
    return " ".join(cleaned(shown).removeprefix("LaTeX: ").split()) if shown else None
