"""The keys of a question in variants, read: `params`, `let` and `where`."""

import re
from collections.abc import Sequence
from keyword import iskeyword
from typing import Any, Final, TypeAlias

from .frozen import dataclass
from .keys import Fault, Unfit, as_text, named, problem, takes, wanted

Value: TypeAlias = int | float | str
"""A number, a text, or a truth value, which Python takes for a number."""

LARGEST: Final = 10**9
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_RANGE: Final = re.compile(r"\s*(-?[0-9]{1,12})\s*\.\.\s*(-?[0-9]{1,12})\s*")
_FUNCTIONS: Final = ("max", "min", "abs")
_MOST_NAMES: Final = 24
_MOST_LISTED: Final = 1_000
LONGEST_TEXT: Final = 200

Let: TypeAlias = tuple[tuple[str, str], ...]
"""Names with their formulas, in order."""


@dataclass(frozen=True, slots=True)
class Params:
    """Names, and for each the values that it takes, in their order."""

    names: tuple[str, ...]
    values: tuple[Sequence[Value], ...]


@takes(
    {
        "type": "object",
        "minProperties": 1,
        "maxProperties": _MOST_NAMES,
        "propertyNames": {"pattern": f"^{_NAME.pattern}$"},
        "additionalProperties": {
            "type": ["string", "array"],
            "pattern": f"^{_RANGE.pattern}$",
            "errorMessage": "write a range such as 6..32, or a list such as [2, 3]",
        },
    }
)
def as_params(value: Any) -> Params:
    """Read names with a range or a list each."""
    if not isinstance(value, dict) or not value:
        said = "a mapping from names to ranges or lists is wanted here, such as {n: 6..32, k: [2, 3]}"
        raise problem("bad-type", f"{said}, not {'an empty one' if value == {} else named(value)}")
    if len(value) > _MOST_NAMES:
        raise problem("bad-type", f"too many: {len(value)} parameters, at most {_MOST_NAMES} are read")
    faults: list[Fault] = []
    found: list[Sequence[Value]] = []
    for name, written in value.items():
        try:
            _check_name(name)
            found.append(_values(written))
        except Unfit as unfit:
            faults += unfit.under(name)
    if faults:
        raise Unfit(*faults)
    return Params(tuple(value), tuple(found))


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or iskeyword(name) or name in _FUNCTIONS:
        said = f"{name[:40]!r} cannot name a number: write a short word such as n or kernel"
        raise Unfit(Fault("bad-type", said, of_key=True))


def _values(written: Any) -> Sequence[Value]:
    if isinstance(written, list):
        return _listed(written)
    match = _RANGE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise wanted("a range or a list", written, such_as="6..32 or [2, 3]")
    first, last = int(match[1]), int(match[2])
    if max(abs(first), abs(last)) > LARGEST:
        raise problem("bad-type", f"this is too large: numbers up to {LARGEST:,} are read")
    if first > last:
        raise problem("bad-type", f"{first}..{last} holds no number: write the smaller one first")
    return range(first, last + 1)


def _listed(written: list[Any]) -> tuple[Value, ...]:
    if not 0 < len(written) <= _MOST_LISTED:
        said = "the list is empty: write the values" if not written else f"too many: at most {_MOST_LISTED} are read"
        raise problem("bad-type", said)
    seen: set[tuple[type, Value]] = set()
    for place, item in enumerate(written):
        if type(item) not in (int, float, str, bool) or (isinstance(item, str) and not item.strip()):
            raise Unfit(Fault("bad-type", f"a number or text is wanted here, not {named(item)}", (place,)))
        if isinstance(item, str) and _RANGE.fullmatch(item):
            raise Unfit(Fault("bad-type", f"a range stands without brackets: write {item}", (place,)))
        if isinstance(item, str) and len(item) > LONGEST_TEXT:
            raise Unfit(
                Fault("bad-type", f"this is too long: texts of up to {LONGEST_TEXT} characters are read", (place,))
            )
        if type(item) is int and abs(item) > LARGEST:
            raise Unfit(Fault("bad-type", f"this is too large: numbers up to {LARGEST:,} are read", (place,)))
        if (type(item), item) in seen:
            raise Unfit(Fault("bad-type", f"{item} stands here twice: delete one of the two", (place,)))
        seen.add((type(item), item))
    return tuple(written)


@takes(
    {
        "type": "object",
        "propertyNames": {"pattern": f"^{_NAME.pattern}$"},
        "additionalProperties": {"type": ["string", "integer"]},
    }
)
def as_let(value: Any) -> Let:
    """Read names with a formula each."""
    if not isinstance(value, dict):
        raise wanted("a mapping from names to formulas", value, such_as="{m: (n - k) // s + 1}")
    if len(value) > _MOST_NAMES:
        raise problem("bad-type", f"too many: {len(value)} names, at most {_MOST_NAMES} are read")
    faults: list[Fault] = []
    found: list[tuple[str, str]] = []
    for name, written in value.items():
        try:
            _check_name(name)
            found.append((name, str(written) if type(written) is int else as_text(written)))
        except Unfit as unfit:
            faults += unfit.under(name)
    if faults:
        raise Unfit(*faults)
    return tuple(found)
