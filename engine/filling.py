"""The wrong choices of a question: those that are written, and what misconceptions predict where they are asked for."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from .choice import Choice
from .literals import Unreadable

if TYPE_CHECKING:
    from .question import Question

PREDICTED: Final = 3
"""So many wrong choices are made where `distractors: misconceptions` asks for them."""


def filled(question: "Question") -> tuple[tuple[int, Choice], ...]:
    """Return the wrong choices, each with the place of the distractor that asks for it.

    What misconceptions predict is left out where it is right, or another choice already.
    """
    written = [(place, one) for place, one in enumerate(question.distractors) if isinstance(one, Choice)]
    if len(written) == len(question.distractors):
        return tuple(written)
    taken = [_meaning(question, choice.graded) for choice in (*question.keys, *[choice for _, choice in written])]
    found: list[tuple[int, Choice]] = []
    for place, one in enumerate(question.distractors):
        if isinstance(one, Choice):
            found.append((place, one))
            continue
        left = PREDICTED if one.misconception is None else 1
        for slug, _, text in question.predictions():
            meaning = _meaning(question, text)
            if meaning is None or one.misconception not in (None, slug):
                continue
            if any(other is not None and question.same(meaning, other) for other in taken):
                continue
            taken.append(meaning)
            found.append((place, Choice(answer=text, why=one.why)))
            left -= 1
            if not left:
                break
    return tuple(found)


def _meaning(question: "Question", text: str) -> Hashable | None:
    try:
        return question.read(text)
    except Unreadable:
        return None
