"""The engine's dataclass does what that of the standard library does, which is the second source here."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from typing import Any, Final

import pytest

from quizproof.engine.frozen import dataclass

KINDS: dict[str, tuple[Any, Any]] = {}
"""Each class as the engine's dataclass makes it, and the standard library's, by its name."""


def both(**wanted: bool) -> Callable[[type], Any]:
    def decorate(kind: type) -> Any:
        ours, theirs = [type(kind.__name__, (), dict(vars(kind))) for _ in range(2)]
        made: Any = dataclass  # type checkers want True or False where it stands
        KINDS[kind.__name__] = made(frozen=True, **wanted)(ours), dataclasses.dataclass(frozen=True, **wanted)(theirs)  # type: ignore[call-overload]
        return KINDS[kind.__name__][0]

    return decorate


@both(slots=True)
class Nothing:
    """No field."""


@both(slots=True)
class One:
    """A field that may hold what is not equal to itself."""

    only: Any


@both(slots=True)
class Several:
    """Fields with and without a default, one that is not compared, and one that is made."""

    name: str
    size: int = 3
    cost: int = dataclasses.field(default=0, compare=False)
    parts: list[int] = dataclasses.field(default_factory=list, compare=False)


@both(kw_only=True)
class Words:
    """Words alone, looked at when all are there."""

    one: int
    other: int = 1

    def __post_init__(self) -> None:
        if self.one < 0:
            raise ValueError("negative")


@both(eq=False, repr=False)
class Bare:
    """Neither compared nor shown by its fields."""

    one: int = 1


NAN: Final = float("nan")
CALLS: Final[dict[str, tuple[str, tuple[Any, ...], dict[str, Any]]]] = {
    "nothing, and something": ("Nothing", (1,), {}),
    "one, missing": ("One", (), {}),
    "several, unknown": ("Several", ("a",), {"form": 1}),
    "several, twice": ("Several", ("a",), {"name": "b"}),
    "words by place": ("Words", (1,), {}),
    "words, refused": ("Words", (), {"one": -1}),
    "unhashable": ("One", ([1],), {}),
    "nothing": ("Nothing", (), {}),
    "one": ("One", ((1, 2),), {}),
    "not equal to itself": ("One", (NAN,), {}),
    "several by place": ("Several", ("a", 4, 5, [6]), {}),
    "several by name": ("Several", (), {"size": 4, "name": "a"}),
    "several, the rest left out": ("Several", ("a",), {}),
    "words": ("Words", (), {"other": 2, "one": 0}),
}


def seen(look: Callable[[], object]) -> object:
    """Return what is seen, or the error that comes instead."""
    try:
        return look()
    except (TypeError, ValueError, AttributeError) as error:
        return type(error), str(error)


def all_seen(kind: Any, places: tuple[Any, ...], words: dict[str, Any]) -> object:
    """Return all that is to be seen of a value, or the error that comes instead of one."""
    value = seen(lambda: kind(*places, **words))
    if not isinstance(value, kind):
        return value
    fields = [one.name for one in dataclasses.fields(value)]
    return (
        value == kind(*places, **words),
        value == (*fields,),
        [seen(lambda name=name: value == dataclasses.replace(value, **{name: 7})) for name in fields],  # type: ignore[misc]
        seen(lambda: hash(value)),
        repr(value),
        dataclasses.astuple(value),
        [seen(lambda name=name: setattr(value, name, 1)) for name in fields],  # type: ignore[misc]
        [seen(lambda name=name: delattr(value, name)) for name in fields],  # type: ignore[misc]
    )


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_value_is_what_the_standard_library_makes(call: tuple[str, tuple[Any, ...], dict[str, Any]]) -> None:
    name, places, words = call
    ours, theirs = KINDS[name]
    for _ in range(2):  # the first value of a class comes by another way
        assert all_seen(ours, places, words) == all_seen(theirs, places, words)


@pytest.mark.parametrize("name", KINDS)
def test_a_class_has_what_the_standard_library_gives_it(name: str) -> None:
    ours, theirs = KINDS[name]
    for what in ("__match_args__", "__slots__", "__doc__"):
        assert getattr(ours, what, None) == getattr(theirs, what, None)


def test_equal_values_of_two_classes_are_not_equal() -> None:
    assert KINDS["One"][0](1) != KINDS["One"][1](1)


def test_a_class_that_is_not_compared_is_equal_to_itself_alone() -> None:
    kind = KINDS["Bare"][0]
    value = kind(2)
    assert (value == value, value == kind(2), hash(value) == object.__hash__(value)) == (True, False, True)
    assert repr(value).startswith("<")


def test_what_is_no_field_is_not_set_either() -> None:
    with pytest.raises(FrozenInstanceError, match=r"^cannot assign to field 'form'$"):
        KINDS["Several"][0]("a").form = 1


def test_a_copy_is_equal_and_holds_what_is_not_compared() -> None:
    value = KINDS["Several"][0]("a", 4, 5, [6])
    for made in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301  # it is ours
        assert dataclasses.astuple(made) == ("a", 4, 5, [6])
        assert made == value


def test_what_changes_is_refused() -> None:
    with pytest.raises(AssertionError):
        dataclass(frozen=False)
