"""Texts of a question as they are kept, and the words for what is left out of them."""

import re

from .form import Option, Uncarried
from .hypertext import Markdown, one_line

LONGEST_CHOICE = 8_000


def kept(text: Markdown, left: list[str]) -> str:
    """Return a text, and note what was left out of it."""
    left += [f"{what} is left out" for what in text.left]
    return text.text


def mistakes_in(text: str) -> tuple[str, ...]:
    """Return the common mistakes that are told after every wrong answer, where that is a list of them."""
    title, _, rest = text.partition("\n\n")
    items = rest.split("\n")
    if title != "Common mistakes:" or not all(one.startswith("- ") for one in items):
        return ()
    return tuple([one[2:] for one in items])


def option(text: Markdown, right: bool, why: str) -> Option:
    """Return a choice or a typed answer. Raises Uncarried where it has no words."""
    if text.left:
        raise Uncarried(f"a choice holds {text.left[0]}, which can't be carried")
    said = one_line(text.text)
    if not said:
        raise Uncarried("a choice of it has no words")
    if max(len(said), len(text.plain)) > LONGEST_CHOICE:
        raise Uncarried(f"a choice has {len(said):,} characters, and at most {LONGEST_CHOICE:,} are read")
    return Option(said, right, why, text.plain if _as_typed(said) != _as_typed(text.plain) else "")


def _as_typed(text: str) -> str:
    return re.sub(r"[\s`]+", "", text)
