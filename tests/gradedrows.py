"""Graded rows for tests of item analysis."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]


def row(student: Any, question: Any, score: float = 1.0, **more: Any) -> Row:
    """A graded row; right, unless something else is said."""
    verdict = "correct" if score == 1 else "wrong"
    return {"student": student, "question": question, "answer": verdict, "verdict": verdict, "score": score} | more


def of_matrix(scores: Iterable[Sequence[float | None]]) -> Iterator[Row]:
    """The rows of a class: the scores of each student in each question, None where nothing was answered."""
    for number, some in enumerate(scores, 1):
        for place, score in enumerate(some, 1):
            if score is not None:
                yield row(f"s{number}", f"q{place}", score)
