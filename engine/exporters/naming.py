"""How questions are called where they go, so that whoever imports them again finds what is there."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import Final

from ..hidden import visible
from ..posing import Posed

_LONGEST: Final = 100


def name_of(posed: Posed) -> str:
    """Return the id of a question, with its variant."""
    return f"{posed.id} ({posed.question.variant})" if posed.question.variant else posed.id


def number_of(posed: Posed) -> str:
    """Return what a question is known by for ever: its name, where that is longer than platforms take with a digest."""
    name = visible(name_of(posed))
    if len(name) <= _LONGEST:
        return name
    digest = sha256(name.encode()).hexdigest()[:16]
    return f"{name[: _LONGEST - 17]} {digest}"


def families(posed: Iterable[Posed]) -> Iterator[tuple[Posed, ...]]:
    """Yield the questions that are variants of one, together; a question without variants is alone."""
    for _, family in groupby(posed, lambda one: (one.topic.name, one.id)):
        yield tuple(family)


def category(family: tuple[Posed, ...]) -> str:
    """Return the path of the category in which Moodle keeps these: that of the topic, or one within it."""
    first = family[0]
    names = [first.topic.title, *([first.id] if first.question.variant is not None else [])]
    return "/".join(["$course$", "top", *[" ".join(visible(name).split()).replace("/", "//") for name in names]])
