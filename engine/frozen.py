"""dataclass: that of the standard library, for values that never change, made in a tenth of the time.

Before Python 3.13 the standard library compiles six methods one by one for each class: that was a quarter of all that
is done until the first question is on the screen. Here those that run often are compiled when they are first called,
which half of them never are. The others are the same functions for all classes.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any, Literal, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # the name by which type checkers know it
else:

    def dataclass(*, frozen: Literal[True], **wanted: bool) -> Callable[[type], type]:
        """Return what makes a class a dataclass. The arguments mean what they mean in the standard library."""
        assert frozen, "a class whose values change is made by the standard library"
        return lambda kind: _made(kind, **wanted)


def _made(
    kind: type,
    *,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    repr: bool = True,  # noqa: A002
) -> type:
    made: type = dataclasses.dataclass(kind, init=False, eq=False, repr=False, slots=slots, kw_only=kw_only)
    methods: dict[str, Callable[..., Any]] = {"__setattr__": _set, "__delattr__": _delete}
    methods["__init__"] = _compiled_later(made, "__init__", _init)
    if eq:
        methods["__eq__"] = _compiled_later(made, "__eq__", _eq)
        methods["__hash__"] = _compiled_later(made, "__hash__", _hash)
    if repr:
        methods["__repr__"] = _repr
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _fill}
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _compiled_later(kind: Any, name: str, written: Callable[[Any], str]) -> Callable[..., Any]:
    """Return a method that puts in its place, when it is first called, what is compiled of its text.

    Names of fields are all that differs from class to class in the text, and Python has read these before.
    """

    def method(*given: Any, **named: Any) -> Any:
        known: dict[str, Any] = {"put": object.__setattr__, "MISSING": MISSING}
        for one in dataclasses.fields(kind):
            known[f"default_{one.name}"], known[f"make_{one.name}"] = one.default, one.default_factory
        exec(written(kind), known)  # noqa: S102
        compiled: Callable[..., Any] = known[name]
        compiled.__qualname__ = f"{kind.__qualname__}.{name}"  # errors show it
        setattr(kind, name, compiled)
        return compiled(*given, **named)

    return method


def _init(kind: Any) -> str:
    fields = dataclasses.fields(kind)
    places = [_parameter(one) for one in fields if not one.kw_only]
    words = [_parameter(one) for one in fields if one.kw_only]
    lines = [f"put(self, {one.name!r}, {_given(one)})" for one in fields]
    if hasattr(kind, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join(["self", *places, *(["*", *words] if words else [])])
    return f"def __init__({parameters}):\n " + "\n ".join(lines or ["pass"])


def _eq(kind: Any) -> str:
    mine, its = _compared("self", kind), _compared("other", kind)
    return f"def __eq__(self, other):\n return {mine} == {its} if other.__class__ is self.__class__ else NotImplemented"


def _hash(kind: Any) -> str:
    return f"def __hash__(self):\n return hash({_compared('self', kind)})"


def _compared(value: str, kind: Any) -> str:
    return f"({''.join([f'{value}.{one.name}, ' for one in dataclasses.fields(kind) if one.compare])})"


def _parameter(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=MISSING"
    return one.name if one.default is MISSING else f"{one.name}=default_{one.name}"


def _given(one: Field[Any]) -> str:
    """Return what a field is set to: what was given, or what its factory makes."""
    made = one.default_factory is not MISSING
    return f"make_{one.name}() if {one.name} is MISSING else {one.name}" if made else one.name


def _repr(self: Any) -> str:
    said = [f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self)]
    return f"{type(self).__qualname__}({', '.join(said)})"


def _set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _fill(self: Any, state: list[Any]) -> None:
    """Set the fields of a copy, which is made without `__init__`."""
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
