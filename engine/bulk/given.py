"""What a row gives as its answer: the texts that are graded, as a learner would type them."""

from typing import Any

from ..judging import Given
from ..literals import folded
from ..question import Question, content
from ..responses.values import texts_of
from ..typed import parts_of


def given_of(question: Question, answer: Any) -> Given | None:
    """Return an answer of JSON as it would be typed, or several; None where it is none.

    What a choice shows stands for that choice: some platforms keep nothing else.
    """
    given = _texts(question, answer)
    if isinstance(given, str) and question.answers:
        given = parts_of(question, given) or given
    named = {folded(one.text): one.graded for one in question.choices if one.text is not None} if given else {}
    if given is None or not named:
        return given
    if isinstance(given, str):
        return named.get(folded(given), given)
    return tuple([named.get(folded(part), part) for part in given])


def _texts(question: Question, answer: Any) -> Given | None:
    if isinstance(answer, str):
        several = texts_of(answer)
        if several is None or not (question.answers or (len(several) > 1 and not _is_choice(question, answer))):
            return answer
        return several
    if isinstance(answer, list) and (question.answers or _are_texts(answer)):
        parts = [_texts(question, part) for part in answer if not isinstance(part, list)]
        return tuple([part for part in parts if isinstance(part, str)]) if len(parts) == len(answer) else None
    try:
        return content(answer) if type(answer) in (int, float, list) else None
    except ValueError:
        return None


def _are_texts(answers: list[Any]) -> bool:
    """Tell whether these are several answers, such as two letters stand for, and not one that is a list."""
    return len(answers) > 1 and all(isinstance(part, str) for part in answers)


def _is_choice(question: Question, answer: str) -> bool:
    return any(answer == choice.graded for choice in question.choices)
