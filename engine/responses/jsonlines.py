"""JSON lines: an object a line, whatever lines hold."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, NoReturn

from .opening import LONGEST, TOO_LONG, too_long
from .rows import Fields, Found


def objects(lines: Iterable[str | None]) -> Iterator[Found | None]:
    """Yield what each line holds, and None where there is none for now."""
    number = 0
    for line in lines:
        if line is None:
            yield None
            continue
        number += 1
        text = (line.removeprefix("\ufeff") if number == 1 else line).strip(_SPACE)
        try:
            fields, end = _decode(text)
        except (ValueError, RecursionError):
            fields, end = None, -1
        if len(line) >= LONGEST and too_long(line):
            yield Found({}, fault=f"this line {TOO_LONG}", line=number)
        elif end != len(text):
            yield Found({}, fault="this line is no JSON", line=number)
        elif type(fields) is not dict:
            yield Found({}, fault="this line is no JSON object", line=number)
        else:
            kept = text.isascii() and (text.count(":") == len(fields) or _once(text, fields))
            yield Found(fields, text if kept else None)


def _once(text: str, fields: Fields) -> bool:
    """Tell whether each name is written once in each object: else the last one counts, and the text says more.

    Each name has a colon. Where as many quotes with one are there as fields, and none before a space, these are they.
    """
    if text.count('":') == len(fields) and '" ' not in text and '"\t' not in text and '"\r' not in text:
        return True
    try:
        _strictly(text)
    except (_Twice, RecursionError):
        return False
    return True


class _Twice(Exception):
    """A name is written twice in an object."""


def _pairs(pairs: list[tuple[str, Any]]) -> None:
    if len(pairs) != len(dict(pairs)):
        raise _Twice


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


_SPACE: Final = " \t\r\n"
_decode: Final = json.JSONDecoder(parse_constant=_refuse).raw_decode
_strictly: Final = json.JSONDecoder(object_pairs_hook=_pairs).raw_decode
