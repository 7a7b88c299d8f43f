"""Placeholders: `$n` and `${n}` in the data of a question, `$$` for a dollar, and what fills them in."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from .keys import Fault, Unfit
from .layercall import closest
from .params import Value
from .yamltree import Path

Fill: TypeAlias = Callable[[Mapping[str, Value]], Any]
"""Makes data without placeholders."""

_PLACEHOLDER: Final = re.compile(r"\$(?:(\$)|\{([A-Za-z]\w*)\}|([A-Za-z]\w*)|)", re.ASCII)
NEVER_FILLED: Final = ("id", "kind", "was", "measured")
"""Keys that are about all variants together."""
_PROSE: Final = frozenset(("prompt", "hints", "explanation", "mistakes", "tags", "source", "text", "why"))


def template(item: dict[str, Any], names: tuple[str, ...]) -> tuple[dict[str, Fill], dict[str, Any]]:
    """Return what fills in each key that has placeholders, and the keys that have none. Raises Unfit."""
    faults: list[Fault] = []
    fills: dict[str, Fill] = {}
    constants: dict[str, Any] = {}
    for key, value in item.items():
        fill = None if key in NEVER_FILLED else _fill(value, (key,), names, faults)
        if fill is None:
            constants[key] = value
        else:
            fills[key] = fill
    if faults:
        raise Unfit(*faults)
    return fills, constants


def _fill(value: Any, path: Path, names: tuple[str, ...], faults: list[Fault]) -> Fill | None:
    """Return what fills in the placeholders of a value; None where it has none."""
    if isinstance(value, str):
        return _fill_text(value, path, names, faults) if "$" in value else None
    if isinstance(value, list):
        parts = [_fill(part, (*path, place), names, faults) for place, part in enumerate(value)]
        if not any(parts):
            return None
        items = [_constant(part) if fill is None else fill for part, fill in zip(value, parts, strict=True)]
        return lambda values: [fill(values) for fill in items]
    if isinstance(value, dict):
        inside = {key: _fill(part, (*path, key), names, faults) for key, part in value.items()}
        if not any(inside.values()):
            return None
        filled = {key: _constant(value[key]) if fill is None else fill for key, fill in inside.items()}
        return lambda values: {key: fill(values) for key, fill in filled.items()}
    return None


def _constant(value: Any) -> Fill:
    return lambda _: value


def _fill_text(text: str, path: Path, names: tuple[str, ...], faults: list[Fault]) -> Fill:
    """Return what fills in a text: one that is nothing but a placeholder becomes the value itself, but in prose."""
    pieces: list[tuple[str, str]] = []  # what stands before a placeholder, and its name
    at = 0
    before = ""
    for match in _PLACEHOLDER.finditer(text):
        before += text[at : match.start()]
        at = match.end()
        if match[1]:
            before += "$"
            continue
        name = match[2] or match[3]
        if name not in names:
            faults.append(Fault("unknown-name", _unknown(name, text[match.start() :], names), path))
            continue
        pieces.append((before, name))
        before = ""
    after = before + text[at:]
    prose = any(isinstance(step, str) and step in _PROSE for step in path)
    if len(pieces) == 1 and not pieces[0][0] and not after and not prose:
        only = pieces[0][1]
        return lambda values: values[only]
    return lambda values: "".join([f"{said}{values[name]}" for said, name in pieces]) + after


def _unknown(name: str | None, text: str, names: tuple[str, ...]) -> str:
    if name is None and text.startswith("${"):
        return f"{text[:20]!r}: braces hold a name of params or let; a formula is computed in let"
    if name is None:
        return f"{text[:20]!r} begins with a dollar that names nothing: write $$ for a dollar"
    start = max([one for one in names if name.startswith(one)], key=len, default=None)
    close = closest(name, names)
    if start is not None:
        meant = f"write ${{{start}}} where more letters follow"
    elif close is not None:
        meant = f"did you mean ${close}?"
    else:
        meant = f"there are {', '.join(names)}, and $$ is a dollar"
    return f"${name} is no name of params or let; {meant}"
