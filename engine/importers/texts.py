"""Bytes of other programs as text, and their text without what no reader sees."""

import re
from typing import Final

from ..hidden import FORBIDDEN
from .form import Broken

MOST_BYTES: Final = 100_000_000
"""What one file may have; also what a zip may unpack to."""

LONGEST_TEXT: Final = 100_000
"""How many characters one text of a question may have."""

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BLANK: Final = re.compile("[\u00a0\u2007\u202f\x0b\x0c]")
_BREAK: Final = re.compile("\r\n?|[\u2028\u2029\x85]")


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and what has to be said about how it was read, or "".

    UTF-8, UTF-16 with its mark, else Windows-1252, as Moodle wrote GIFT for years. Raises Broken.
    """
    if len(raw) > MOST_BYTES:
        raise Broken(f"the file is too large: at most {MOST_BYTES:,} bytes are read")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), ""
            except UnicodeDecodeError:
                raise Broken(f"the file says that it is {encoding.upper()}, and is not: save it as UTF-8") from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252"), "the file is not UTF-8: it was read as Windows-1252"
        except UnicodeDecodeError as error:
            raise Broken(f"the file is neither UTF-8 nor Windows-1252 (byte {error.start}): save it as UTF-8") from None
    if "\0" in text:
        raise Broken("the file is no text: it holds null characters")
    return text, ""


def cleaned(text: str) -> str:
    r"""Return a text without what no reader sees; what would drive a terminal is written out.

    >>> cleaned("a\u200bb\u00a0c\r\nd\x1b[2J")
    'ab c\nd<U+001B>[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BREAK.sub("\n", text)
    text = _BLANK.sub(" ", _INVISIBLE.sub("", text))
    return FORBIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
