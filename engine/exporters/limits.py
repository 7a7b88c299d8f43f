"""What a format cannot say, in one sentence a question."""

from collections.abc import Collection, Iterable
from typing import Final

from ..posing import Posed
from .forms import Form, Unsaid, Words
from .sheet import CannotExport, Loss, Sheet

_BESIDE: Final = ("hints", "tags", "difficulty", "points", "seconds", "source")
"""Keys that an author may have written, and that some formats have no place for."""


def keyed(sheet: Sheet, name: str) -> tuple[Posed, ...]:
    """Return the questions of a sheet for a format that is nothing without its keys. Raises CannotExport."""
    if sheet.exam:
        raise CannotExport(
            f"{name} holds the keys, so it is no exam to hand out: leave --exam out, or choose html or pdf"
        )
    if len(sheet.papers) > 1:
        raise CannotExport(f"{name} holds one paper, and {len(sheet.papers)} are asked for: choose html or pdf")
    return sheet.posed


def lost(posed: Posed, form: Form | None, name: str, kept: Collection[str] = ()) -> tuple[Loss, ...]:
    """Return what a format called `name` cannot say of a question, where it keeps these keys of an author.

    `form` is None where it can ask anything.
    """
    if isinstance(form, Unsaid):
        return (Loss(posed, f"left out: {form.why}"),)
    found = []
    if isinstance(form, Words):
        spellings = "spelling" if len(form.spellings) == 1 else f"{len(form.spellings)} spellings"
        found.append(f"what is typed is compared with its {spellings} and not read")
    beside = [key for key in _BESIDE if key not in kept and _written(posed, key)]
    if beside:
        found.append(f"{name} has no place for {_and(beside)}: left out")
    return tuple([Loss(posed, sentence) for sentence in found])


def once(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return losses without those that hold of another variant of the same question."""
    return tuple({(loss.posed.topic.name, loss.posed.id, loss.sentence): loss for loss in [*losses][::-1]}.values())[
        ::-1
    ]


def parts_count(posed: Posed) -> Loss:
    """Return the loss where each size of a shape earns its part."""
    return Loss(posed, "each size of the shape is a blank of its own and earns its part of the points")


def _written(posed: Posed, key: str) -> bool:
    return getattr(posed.question, key) not in ((), None, "") and (key != "points" or posed.question.points != 1)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
