"""What an unquoted scalar means in YAML 1.2's core schema."""

import re
from typing import Any, Final

_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED: Final = re.compile(r"0x([0-9a-fA-F]+)|0o[0-7]+")
_WORDS: Final = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf"), float("inf")),
    "-.inf": float("-inf"),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


def plain_scalar(text: str) -> Any:
    """Return what an unquoted scalar means in YAML 1.2's core schema.

    >>> [plain_scalar(t) for t in ("3", "no", "1:30", "0x1F", "1e3", "~")]
    [3, 'no', '1:30', 31, 1000.0, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if len(text) < 400:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        based = _BASED.fullmatch(text)
        if based:
            return int(text, 16 if based[1] else 8)
    return text
