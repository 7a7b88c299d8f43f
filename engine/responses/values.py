"""Values as formats have them: as JSON, as the text of a cell; and what such a text stands for."""

import json
import math
from typing import Any, Final

from .rows import Fields

_DIGITS: Final = 18


class Exact(str):
    """The text of a value that JSON does not know, such as a time. `value` is what it is in Parquet."""

    __slots__ = ("value",)
    value: Any


def exact(text: str, value: Any) -> Exact:
    """Return the text of a value, which remembers it."""
    made = Exact(text)
    made.value = value
    return made


_strict: Final = json.JSONEncoder(allow_nan=False).encode


def line(fields: Fields) -> str:
    """Return the JSON of a row, in ASCII. What is no number is null, and what has no end is text.

    >>> line({"a": float("nan"), "b": [float("-inf")], "c": "ü"})
    '{"a": null, "b": ["-inf"], "c": "\\\\u00fc"}'
    """
    try:
        return _strict(fields)
    except ValueError:
        return json.dumps(_finite(fields))


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None if math.isnan(value) else repr(value)
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list) else value


def cell(value: Any) -> str:
    """Return a value as the cell of a table: a text as it is, lists and objects as JSON, nothing where there is none.

    >>> [cell(value) for value in ("=1+1", None, True, -1, 0.5, float("nan"), [1, "ü"])]
    ['=1+1', '', 'true', '-1', '0.5', '', '[1, "ü"]']
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if type(value) is int:
        return str(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    return json.dumps(_finite(value), ensure_ascii=False)


def storable(text: str) -> str:
    r"""Return a text that UTF-8 can hold: half a character, which JSON lets through, is written out.

    >>> storable("a\ud800")
    'a\\ud800'
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def blank(value: Any) -> bool:
    """Tell whether nothing stands there: as cells and other tables say it, too."""
    return value is None or value == "" or value != value  # NaN


def whole_number(value: Any) -> int | None:
    """Return the whole number that a value is, also as text or with a fraction of zero, as tables have it.

    >>> whole_number("7"), whole_number(7.0), whole_number(True), whole_number("7a")
    (7, 7, None, None)
    """
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.strip().isdigit() and len(value) <= _DIGITS:
        return int(value)
    return None


def finite_number(value: object) -> float | None:
    """Return a finite number, also of a text such as "0.5"; None of all else.

    >>> [finite_number(value) for value in (1, " 2.5 ", "1e999", "0x10", None, [])]
    [1.0, 2.5, None, None, None, None]
    """
    if not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def texts_of(cell: str) -> tuple[str, ...] | None:
    """Return the texts that the cell of a table has as a list of JSON; None where it has anything else.

    >>> texts_of('["nn.ReLU()", "nn.GELU()"]'), texts_of("[[6, 8], [3, 4]]"), texts_of("[")
    (('nn.ReLU()', 'nn.GELU()'), None, None)
    """
    if not cell.startswith("["):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return tuple(found) if all(isinstance(part, str) for part in found) else None
