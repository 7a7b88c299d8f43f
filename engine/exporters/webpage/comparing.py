"""What the page compares a typed answer with, where that needs no torch."""

from ...jobs import Numbers
from ...kinds.count import CountQuestion
from ...kinds.match import MatchQuestion
from ...kinds.shape import ShapeQuestion
from ...kinds.values import ValuesQuestion
from ...literals import Unreadable
from ...posing import Posed
from ...question import Question


def compared(posed: Posed) -> dict[str, object] | None:
    """Return how an answer to a question without choices is judged, as reading.js reads it; None where only torch can.

    Numbers are written as a learner would type them, since JSON has neither infinity nor NaN.
    """
    try:
        return None if posed.several or not posed.answers else _compared(posed.question, posed.answers[0])
    except Unreadable:
        return None


def _compared(question: Question, answer: str) -> dict[str, object] | None:
    match question:
        case ShapeQuestion():
            return {"kind": "shape", "is": str(question.read(answer)), "axes": question.axes is not None}
        case CountQuestion():
            return {"kind": "count", "is": str(question.read(answer))}
        case ValuesQuestion():
            return {"kind": "values", "is": _typed(question.read(answer)), "tolerance": question.tolerance}
        case MatchQuestion():
            texts = [*[key.graded for key in question.keys], *question.accept]
            numbers = all(not isinstance(question.read(text), str) for text in texts)
            return {"kind": "match", "is": texts, "numbers": numbers, "tolerance": question.tolerance or 0.0}
    return None


def _typed(numbers: Numbers) -> str:
    """Return numbers with all their digits."""
    return f"[{', '.join([_typed(one) for one in numbers])}]" if isinstance(numbers, tuple) else repr(numbers)
