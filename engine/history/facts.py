"""Events as data that JSON can write, and back: nothing is lost, and nothing but an event is taken for one."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, NoReturn, TypeVar

from .events import EVENTS, Event, Listed

T = TypeVar("T", bound=Event | Listed)

LONGEST: Final = 1_000_000
"""Characters of one line: a line of any event that we write is far shorter."""


class Unfit(ValueError):
    """This is no event. `str()` says why in one sentence."""


def as_facts(event: Event) -> dict[str, Any]:
    """Return an event as data: the word for its kind, and every field that is not as it mostly is.

    >>> from .events import Dropped
    >>> as_facts(Dropped(id="b", at=datetime(2026, 11, 22, tzinfo=UTC), sitting="a"))
    {'event': 'dropped', 'id': 'b', 'at': '2026-11-22T00:00:00Z', 'sitting': 'a'}
    """
    return {"event": type(event).__name__.lower(), **_facts(event)}


def read_facts(found: object) -> Event:
    """Return the event that some data is. Raises Unfit."""
    if not isinstance(found, dict):
        raise Unfit("an event is a JSON object in braces")
    kind = found.get("event")
    if not isinstance(kind, str) or kind not in EVENTS:
        raise Unfit(f"the event {_told(kind)} is unknown; there are {', '.join(EVENTS)}")
    return _read(EVENTS[kind], {name: value for name, value in found.items() if name != "event"})


def as_line(facts: Mapping[str, Any]) -> str:
    """Return data as one line of JSON in ASCII: it survives every terminal, file and mail."""
    return json.dumps(facts, separators=(",", ":"), allow_nan=False)


def read_line(line: str) -> Event:
    """Return the event that a line of JSON is. Raises Unfit.

    >>> read_line('{"event": "dropped"}')
    Traceback (most recent call last):
    quizproof.engine.history.facts.Unfit: key 'id' is missing
    """
    if len(line) > LONGEST:
        raise Unfit(f"the line has {len(line):,} characters; an event has at most {LONGEST:,}")
    try:
        found = json.loads(line, parse_constant=_no_number, object_pairs_hook=_object)
    except RecursionError:
        raise Unfit("the line is no event: it is nested too deeply") from None
    except Unfit:
        raise
    except ValueError as error:
        raise Unfit(f"the line is no JSON: {str(error).partition(':')[0].lower()}") from None
    return read_facts(found)


def _facts(value: Event | Listed) -> dict[str, Any]:
    written = {one.name: (getattr(value, one.name), one) for one in fields(value)}
    return {name: _plain(found) for name, (found, one) in written.items() if found != one.default}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return [_facts(one) if isinstance(one, Listed) else one for one in value]
    return value


def _read(kind: type[T], found: dict[str, Any]) -> T:
    named: dict[str, Field[Any]] = _fields(kind)  # type: ignore[arg-type]  # a class is hashable, whatever mypy says of its type
    unknown = [name for name in found if name not in named]
    if unknown:
        raise Unfit(f"key {_told(unknown[0])} is unknown; an older Quizproof can't read what a newer one wrote")
    missing = [name for name, one in named.items() if one.default is MISSING and name not in found]
    if missing:
        raise Unfit(f"key {missing[0]!r} is missing")
    try:
        return kind(**{name: _READERS[named[name].type](name, value) for name, value in found.items()})
    except Unfit:
        raise
    except ValueError as error:
        raise Unfit(str(error)) from None


@cache
def _fields(kind: type[Event | Listed]) -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(kind)}


def _text(name: str, value: Any) -> str:
    return value if isinstance(value, str) else _refuse(name, "a text", value)


def _whole(name: str, value: Any) -> int:
    return value if type(value) is int else _refuse(name, "a whole number", value)


def _truth(name: str, value: Any) -> bool:
    return value if isinstance(value, bool) else _refuse(name, "true or false", value)


def _number(name: str, value: Any) -> float:
    return float(value) if type(value) in (int, float) else _refuse(name, "a number", value)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return _refuse(name, "a list of texts", value)


def _items(name: str, value: Any) -> tuple[Listed, ...]:
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return tuple([_read(Listed, one) for one in value])
    return _refuse(name, "a list of objects", value)


def _time(name: str, value: Any) -> datetime:
    """Read a time as we write it; `fromisoformat` reads weeks and other zones, too."""
    if isinstance(value, str) and value.endswith("Z") and value.isascii():
        with suppress(ValueError):
            found = datetime.fromisoformat(value[:-1])
            if found.tzinfo is None:
                return found.replace(tzinfo=UTC)
    return _refuse(name, "a time such as 2026-11-22T09:30:00Z", value)


def _or_none(read: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    return lambda name, value: None if value is None else read(name, value)


def _refuse(name: str, expected: str, value: Any) -> NoReturn:
    raise Unfit(f"{name} is {_told(value)}; it should be {expected}")


def _told(value: Any) -> str:
    said = repr(value) if isinstance(value, str) else json.dumps(value)
    return said if len(said) <= 40 else f"{said[:39]}…"


def _no_number(name: str) -> NoReturn:
    raise Unfit(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unfit("a key is there twice")
    return found


_READERS: Final[dict[Any, Callable[[str, Any], Any]]] = {
    str: _text,
    int: _whole,
    bool: _truth,
    datetime: _time,
    str | None: _or_none(_text),
    int | None: _or_none(_whole),
    float | None: _or_none(_number),
    tuple[str, ...]: _texts,
    tuple[Listed, ...]: _items,
}
"""How a field is read, by its type."""
