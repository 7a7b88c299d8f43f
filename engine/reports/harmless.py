"""What an author wrote becomes harmless here: no text can drive a terminal, or command the machine that runs CI."""

import re
from typing import Final

from ..hidden import visible

# A line that begins with two colons commands GitHub's runner. `##[group]`, `##vso[…]` and `##teamcity[…]` command
# GitHub's, Azure's and TeamCity's from anywhere in a line.
_STARTS: Final = re.compile(r"\A(\s*)::")
_MARKED: Final = re.compile(r"##(?=\w*\[)")
_LONE: Final = re.compile("[\ud800-\udfff]")


def one_line(text: str) -> str:
    r"""Return `text` as a part of a line of ours, with every character written out that could do harm there.

    >>> one_line("\x1b[2J\n##[group]")
    '<U+001B>[2J<U+000A>#<U+0023>[group]'
    """
    return _MARKED.sub("#<U+0023>", visible(text).replace("\n", "<U+000A>"))


def first_in_line(text: str) -> str:
    """Return `text` as what a line of ours begins with.

    >>> first_in_line(" ::error::.yaml")
    ' <U+003A>:error::.yaml'
    """
    return _STARTS.sub(r"\1<U+003A>:", one_line(text))


def whole(text: str) -> str:
    r"""Return `text` without the halves of characters that a file's name may hold, and that no UTF-8 can.

    >>> whole("a\udcff")
    'a\ufffd'
    """
    return _LONE.sub("\ufffd", text)


def json_text(value: object, *, indent: int | None = None) -> str:
    r"""Return `value` as JSON that reads back as it is, in ASCII, and that commands nobody.

    >>> json_text("##[group]é")
    '"#\\u0023[group]\\u00e9"'
    """
    import json

    return _MARKED.sub(r"#\\u0023", json.dumps(value, indent=indent, allow_nan=False))
