"""Grade a stream of answers: JSON lines in, JSON lines out, in order, in constant memory."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from .collecting import seldom
from .judging import Asked, Given, contradiction, plan, settle
from .layercall import closest
from .oracle import Oracle
from .question import Grade, Question, Verdict, content, unreadable, void
from .topic import Topic

Fields: TypeAlias = dict[str, Any]

REMEMBERED: Final = 20_000
"""So many grades are kept: many learners give the same answers."""


def grade(topics: Iterable[Topic], lines: Iterable[str], oracle: Oracle) -> Iterator[str]:
    """Yield one JSON line for each of `lines`: its fields and verdict, score, computed, feedback, misconceptions.

    Each line is an object with `question` (an id), `answer` (the content, never a letter; a list where
    several are to be chosen) and whatever else should come through. Raises TorchAbsent.
    """
    stream = _Stream({question.id: question for topic in topics for question in topic.questions}, oracle)
    with seldom():
        for (fields, planned), outcomes in oracle.map(map(stream.plan, enumerate(lines, 1))):
            grade = stream.settle(fields, planned, outcomes) if isinstance(planned, Asked) else planned
            yield json.dumps(fields | _written(grade))


class _Stream:
    """What is known while a stream is graded: questions, and the grades of answers that came before."""

    def __init__(self, questions: dict[str, Question], oracle: Oracle) -> None:
        self.questions = questions
        self.oracle = oracle
        self.contradictions: dict[str, str | None] = {}
        self.grades: dict[tuple[str, Given], Grade] = {}

    def plan(self, numbered: tuple[int, str]) -> tuple[tuple[Fields, Grade | Asked], tuple[Any, ...]]:
        """Return the fields of one line, and its grade or what torch must compute for it."""
        number, line = numbered
        try:
            fields = _decode(line.removeprefix("\ufeff") if number == 1 else line)
        except (ValueError, RecursionError):
            return ({"line": number}, unreadable("this line is no JSON")), ()
        if not isinstance(fields, dict):
            return ({"line": number}, unreadable("this line is no JSON object")), ()
        planned = self._planned(fields)
        return (fields, planned), planned.jobs if isinstance(planned, Asked) else ()

    def _planned(self, fields: Fields) -> Grade | Asked:
        name = fields.get("question")
        question = self.questions.get(name) if isinstance(name, str) else None
        if question is None:
            return void(self._no_question(name))
        given = _given(question, fields.get("answer"))
        if given is None:
            return unreadable("the field 'answer' is missing, or is neither text, a number nor a list")
        known = self.grades.get((question.id, given))
        if known is not None:
            return known
        if question.id not in self.contradictions:
            self.contradictions[question.id] = contradiction(self.oracle, question)
        fault = self.contradictions[question.id]
        return void(fault) if fault else plan(question, given)

    def settle(self, fields: Fields, asked: Asked, outcomes: list[Any]) -> Grade:
        """Return the grade of one answer, and remember it."""
        grade = settle(asked, outcomes)
        if grade.verdict in (Verdict.CORRECT, Verdict.WRONG):
            if len(self.grades) >= REMEMBERED:
                del self.grades[next(iter(self.grades))]
            given = _given(asked.question, fields["answer"])
            assert given is not None
            self.grades[asked.question.id, given] = grade
        return grade

    def _no_question(self, name: object) -> str:
        if not isinstance(name, str):
            return "the field 'question' is missing: write the id of a question"
        close = closest(name, tuple(self.questions))
        meant = f"; did you mean {close!r}?" if close else ""
        return f"no question of this bank is called {name[:64]!r}{meant}"


def _given(question: Question, answer: Any) -> Given | None:
    """Return an answer of JSON as one would type it, or several."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list) and question.answers:
        parts = [_given(question, part) for part in answer if not isinstance(part, list)]
        return tuple([part for part in parts if isinstance(part, str)]) if len(parts) == len(answer) else None
    try:
        return content(answer) if type(answer) in (int, float, list) else None
    except ValueError:
        return None


def _written(grade: Grade) -> Fields:
    return {
        "verdict": grade.verdict.value,
        "score": grade.score,
        "computed": grade.computed,
        "feedback": grade.feedback,
        "misconceptions": list(grade.misconceptions),
    }


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


_decode: Final = json.JSONDecoder(parse_constant=_refuse).decode
