"""What a row asks: its fields by the names that a grader knows."""

from collections.abc import Mapping
from typing import Final

from .rows import Fields
from .values import blank, whole_number

NAMES: Final = (
    *("question", "answer", "variant", "seed", "student", "attempt", "seconds", "milliseconds", "paper", "number"),
    *("verdict", "score", "misconceptions"),
)
"""What a row may say, whatever the columns are called that say it."""

_OFTEN_CHANGED: Final = frozenset(["seed", "answered"])
_OPTIONAL: Final = ("variant", "seed", "attempt")


def asked_of(fields: Fields, columns: Mapping[str, str], *, letters: bool) -> Fields:
    """Return what the fields ask, or the fields themselves where that is the same.

    `columns` has the columns that are called otherwise. With `letters`, an exam says what answers mean; without, a
    field `answered` does, which was written when one did.

    >>> asked_of({"question": "side", "seed": "7", "variant": "", "got": "3"}, {"answer": "got"}, letters=False)
    {'question': 'side', 'seed': 7, 'got': '3', 'answer': '3'}
    """
    asked = fields if not columns else _renamed(fields, columns)
    if _OFTEN_CHANGED.isdisjoint(asked):
        variant, attempt = asked.get("variant", True), asked.get("attempt", True)
        if variant and variant == variant and attempt and attempt == attempt:  # neither is empty, nor NaN
            return asked
    changed: Fields = {}
    for name in _OPTIONAL:
        if name in asked and blank(asked[name]):
            changed[name] = _GONE
    if "seed" in asked:
        whole = whole_number(asked["seed"])
        if whole is not None:
            changed["seed"] = whole
    if "answered" in asked and not letters and "answer" not in columns and not blank(asked["answered"]):
        changed["answer"] = asked["answered"]
    if not changed:
        return asked
    return {name: value for name, value in (asked | changed).items() if value is not _GONE}


_GONE: Final = object()


def unmarked(asked: Fields) -> str | None:
    """Return what is wrong with an answer on a sheet whose letters stood for nothing when they were looked up."""
    if "answered" not in asked or not blank(asked["answered"]) or blank(asked.get("number")):
        return None
    said = asked.get("feedback")
    return said if isinstance(said, str) and said else "the letters that are marked stand for no answer"


def _renamed(fields: Fields, columns: Mapping[str, str]) -> Fields:
    asked = {name: value for name, value in fields.items() if name not in columns}
    return asked | {name: fields[column] for name, column in columns.items() if column in fields}
