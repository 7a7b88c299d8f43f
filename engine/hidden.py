"""Characters that a reader cannot see but a terminal, a log or a browser obeys."""

import re
import unicodedata
from typing import Final

# C0 and C1 controls but newline, tab and the carriage return before a newline; bidirectional
# controls; line and paragraph separators; zero-width space and no-break space; lone surrogates; noncharacters.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]|\r(?!\n)"
)


def hidden_character(character: str) -> str:
    r"""Return a sentence that names a forbidden character.

    >>> hidden_character("\u202e")
    'U+202E (right-to-left override) is not allowed: delete it'
    """
    mend = "write a newline in its place" if character in "\r\x85\u2028\u2029" else "delete it"
    return f"{named_character(character)} is not allowed: {mend}"


def named_character(character: str) -> str:
    r"""Return the number and the name of a character.

    >>> named_character("\f")
    'U+000C (control character)'
    """
    return f"U+{ord(character):04X} ({unicodedata.name(character, _kind(character)).lower()})"


def _kind(character: str) -> str:
    if character == "\r":
        return "carriage return without a newline"
    return {"Cc": "control character", "Cs": "lone surrogate"}.get(unicodedata.category(character), "noncharacter")


def visible(text: str) -> str:
    r"""Return `text` with every character that could drive a terminal written out; newline and tab stay.

    >>> visible("a\x1b[2Jb\u202e")
    'a<U+001B>[2Jb<U+202E>'
    """
    return _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


_UNSAFE: Final = re.compile(FORBIDDEN.pattern.removesuffix(r"|\r(?!\n)") + "|\r|[\ue000-\uf8ff\U000e0000-\U0010ffff]")
