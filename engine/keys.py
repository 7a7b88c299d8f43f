"""Keys: a mapping of YAML read into a frozen dataclass, with every problem at its path.

Each field of the dataclass names the function that reads its key. pydantic could do this too, but loading it
and building its models takes longer than everything else up to the first question on the screen.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, field, fields
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from .layercall import closest
from .shapes import shown
from .yamltraps import CARRIED
from .yamltree import Path

T = TypeVar("T")

Reader: TypeAlias = Callable[[Any], Any]
"""Makes a value of YAML's data. Raises Unfit."""

R = TypeVar("R", bound=Reader)

Schema: TypeAlias = dict[str, Any]
"""JSON Schema as a reader states it: a class in place of a schema stands for the mapping of its keys."""


class Fault(NamedTuple):
    """What is wrong at a path. `of_key`: the key is meant, not its value."""

    rule: str
    sentence: str
    path: Path = ()
    of_key: bool = False


class Unfit(ValueError):
    """The data cannot be read: `faults` has everything that is wrong in it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join([fault.sentence for fault in faults]))
        self.faults = faults

    def under(self, step: str | int) -> list[Fault]:
        """Return the faults as those of the data that holds this data under a key or at a place."""
        return [fault._replace(path=(step, *fault.path)) for fault in self.faults]


def problem(rule: str, sentence: str) -> Unfit:
    """Return the error that a reader raises: `rule` names the finding."""
    return Unfit(Fault(rule, sentence))


def takes(schema: Schema) -> Callable[[R], R]:
    """Note on a reader what it takes, for editors (`schema.py`): reading itself has nothing to do with it."""

    def noted(read: R) -> R:
        vars(read)["takes"] = schema
        return read

    return noted


def key(read: Reader, default: Any = MISSING, *, about: str, example: str) -> Any:
    """Return a field of a dataclass whose key in YAML is read by `read`; without a default it must be there.

    `about` is what an editor says of the key, `example` a value for it as an author writes it.
    """
    return field(default=default, metadata={"read": read, "about": about, "example": example})


def attached(default: Any) -> Any:
    """Return a field of a dataclass that is no key in YAML: whoever reads the mapping adds it."""
    return field(default=default)


def key_fields(kind: type) -> "list[Field[Any]]":
    """Return the fields of a dataclass that are keys in YAML."""
    return [one for one in fields(kind) if "read" in one.metadata]


_FIELDS: Final = {"for": "for_"}
"""The fields of keys that are words of Python."""

_READERS: Final[dict[type, dict[str, tuple[Reader, bool]]]] = {}


def readers(kind: type) -> dict[str, tuple[Reader, bool]]:
    """Return what reads each key of a dataclass, and whether the key must be there."""
    found = _READERS.get(kind)
    if found is None:
        found = {one.name.removesuffix("_"): (one.metadata["read"], one.default is MISSING) for one in key_fields(kind)}
        _READERS[kind] = found
    return found


def read_keys(kind: type[T], data: Mapping[str, Any], *beside: str) -> T:
    """Return a mapping as a dataclass; keys that begin with `x-` are left out. Raises Unfit with every problem.

    The keys `beside` are read elsewhere.
    """
    values, faults = _read(kind, data, beside)
    if faults:
        raise Unfit(*faults)
    return kind(**values)


def faults_in(kind: type, data: Mapping[str, Any], *beside: str) -> list[Fault]:
    """Return what is wrong in a mapping of which a part is not to be read, without making anything of the rest."""
    return _read(kind, data, beside)[1]


def _read(kind: type, data: Mapping[str, Any], beside: Sequence[str]) -> tuple[dict[str, Any], list[Fault]]:
    known = readers(kind)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    meant = set()
    for name, value in data.items():
        if name in known:
            try:
                values[_FIELDS.get(name, name)] = known[name][0](value)
            except Unfit as unfit:
                faults += unfit.under(name)
        elif not name.startswith(CARRIED) and name not in beside:
            names = tuple(dict.fromkeys((*known, *beside)))
            close = closest(name, names) if len(faults) < _MOST_MEANT else None
            meant.add(close)
            mend = f"did you mean {close!r}?" if close else f"it is one of {', '.join(names)}"
            faults.append(Fault("unknown-key", f"key {shown(name)} is unknown; {mend}", (name,), of_key=True))
    for name, (_, required) in known.items():
        if required and name not in data and name not in beside and name not in meant:  # misspelt: not told twice
            faults.append(Fault("bad-type", f"key {name!r} is missing"))
    return values, faults


_TEXT: Final = {
    "type": "string",
    "errorMessage": "text is wanted here: text with ': ' in it, numbers and words such as true need quotes",
}


@takes(_TEXT)
def as_text(value: Any) -> str:
    """Read text."""
    if type(value) is str:
        return value
    mend = "text with ': ' in it needs quotes" if isinstance(value, dict) else "quote it if it is text"
    raise problem("bad-type", f"text is wanted here, not {named(value)}{f': {mend}' if value is not None else ''}")


@takes(_TEXT | {"pattern": r"\S"})
def as_words(value: Any) -> str:
    """Read text in which something stands."""
    if type(value) is str and not value.strip():
        raise problem("bad-type", "text is missing here")
    return as_text(value)


MOST_ITEMS: Final = 500
"""How long a list in a topic may be: each hint, for instance, is compared with each answer."""

_MOST_MEANT: Final = 30
"""For so many unknown keys of one mapping a known one is looked for that may be meant: it takes a while."""

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME: Final = 64
_A_NAME: Final = "a name in lower-case words joined by dashes"


@takes(
    {
        "type": "string",
        "maxLength": _LONGEST_NAME,
        "pattern": f"^{_NAME.pattern}$",
        "errorMessage": f"{_A_NAME} is wanted here, such as max-pool",
    }
)
def as_name(value: Any) -> str:
    """Read an id or a name: lower-case words joined by dashes."""
    found = as_text(value)
    if len(found) > _LONGEST_NAME:
        raise problem("bad-type", f"this is too long: at most {_LONGEST_NAME} characters")
    if not _NAME.fullmatch(found):
        raise wanted(_A_NAME, value, such_as="max-pool")
    return found


def as_whole(least: int, most: int) -> Reader:
    """Return a reader of whole numbers within bounds."""

    @takes({"type": "integer", "minimum": least, "maximum": most})
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise wanted(f"a whole number from {least} to {most}", value)
        return value

    return read


def as_number(*, above: float = float("-inf"), least: float = float("-inf"), most: float = float("inf")) -> Reader:
    """Return a reader of finite numbers above a bound, or not below one, and not above another."""
    exclusive, bounded = above > float("-inf"), most < float("inf")
    bound = (
        f" above {above:g}" if exclusive else f" from {least:g} to {most:g}" if bounded else f" of at least {least:g}"
    )
    lowest: Schema = {"exclusiveMinimum": above} if exclusive else {"minimum": least}

    @takes({"type": "number"} | lowest | ({"maximum": most} if bounded else {}))
    def read(value: Any) -> float:
        if type(value) not in (int, float) or not (value > above and least <= value <= most and value < float("inf")):
            raise wanted(f"a number{bound}", value)
        return float(value)

    return read


def as_one_of(*choices: str) -> Reader:
    """Return a reader of one of some words."""

    @takes({"enum": list(choices)})
    def read(value: Any) -> str:
        if value not in choices:
            raise wanted(" or ".join(map(repr, choices)), value)
        return str(value)

    return read


def as_many(read: Reader) -> Reader:
    """Return a reader of lists, each item read by `read`."""

    @takes({"type": "array", "maxItems": MOST_ITEMS, "items": vars(read)["takes"]})
    def read_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise no_list("a list is wanted here", value)
        if len(value) > MOST_ITEMS:
            raise problem("bad-type", f"too many: {len(value):,} items, at most {MOST_ITEMS} are read")
        return read_each(read, value)

    return read_all


def read_each(read: Callable[[Any], T], items: Sequence[Any]) -> tuple[T, ...]:
    """Return every item as `read` reads it. Raises Unfit with what is wrong in all of them."""
    found: list[T] = []
    faults: list[Fault] = []
    for place, item in enumerate(items):
        try:
            found.append(read(item))
        except Unfit as unfit:
            faults += unfit.under(place)
    if faults:
        raise Unfit(*faults)
    return tuple(found)


def as_mapping(kind: type[Any]) -> Reader:
    """Return a reader of mappings as a dataclass."""

    @takes({"type": "object", "allOf": [kind]})
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise wanted("a mapping", value)
        return read_keys(kind, value)

    return read


def wanted(what: str, found: Any, *, such_as: str = "") -> Unfit:
    """Return the error that something else is wanted than what was found."""
    example = f", such as {such_as}" if such_as else ""
    return problem("bad-type", f"{what} is wanted here{example}, not {named(found)}")


def no_list(wanted: str, found: Any) -> Unfit:
    """Return the error that no list was found."""
    no_blank = isinstance(found, str) and _DASHED.match(found)
    mend = "a blank is missing after the dash" if no_blank else "begin each item with '- '"
    return problem("bad-type", f"{wanted}, not {named(found)}: {mend}")


_DASHED: Final = re.compile(r"-[^-\s]")


def named(found: Any) -> str:
    """Return what was found, in words."""
    if found is None:
        return "nothing"
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list):
        return "a list"
    if isinstance(found, bool):
        return f"the truth value {str(found).lower()}"
    if isinstance(found, int | float):
        return f"the number {found}"
    return shown(str(found), 40)
