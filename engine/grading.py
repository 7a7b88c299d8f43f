"""Grade a stream of answers: JSON lines in, JSON lines out, in order, in constant memory."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeAlias

from .collecting import seldom
from .family import Family, NoVariant
from .judging import Asked, Given, contradiction, plan, settle
from .keys import Unfit
from .layercall import closest
from .literals import Unreadable
from .oracle import Oracle
from .question import Question, content
from .topic import Topic
from .verdict import Grade, Verdict, unreadable, void

Fields: TypeAlias = dict[str, Any]

Whys: TypeAlias = tuple[tuple[object, str], ...]

Lookup: TypeAlias = Callable[[Fields], Fields]
"""Returns the fields `question`, `variant` and `answer` of a line that names them otherwise. Raises Unreadable."""

REMEMBERED: Final = 20_000
"""So many grades are kept: many learners give the same answers."""


def grade(topics: Iterable[Topic], lines: Iterable[str], oracle: Oracle, lookup: Lookup | None = None) -> Iterator[str]:
    """Yield one JSON line for each of `lines`: its fields and verdict, score, computed, feedback, misconceptions.

    Each line is an object with `question` (an id), `answer` (the content, never a letter; a list where
    several are to be chosen) and whatever else should come through. `lookup` knows what letters on papers stand for.
    Raises TorchAbsent.
    """
    questions = {question.id: (topic, question) for topic in topics for question in topic.questions}
    stream = _Stream(questions, oracle, lookup)
    with seldom():
        for (fields, planned, given), outcomes in oracle.map(map(stream.plan, enumerate(lines, 1))):
            grade = stream.settle(planned, given, outcomes) if isinstance(planned, Asked) else planned
            yield json.dumps(fields | _written(grade))


class _Stream:
    """What is known while a stream is graded: questions, and the grades of answers that came before."""

    def __init__(
        self, questions: dict[str, tuple[Topic, Question]], oracle: Oracle, lookup: Lookup | None = None
    ) -> None:
        self.questions = questions
        self.oracle = oracle
        self.lookup = lookup
        self.variants: dict[tuple[str, str], Question] = {}
        self.contradictions: dict[tuple[str, str | None], str | None] = {}
        self.grades: dict[tuple[str, str | None, Given], Grade] = {}
        self.whys: dict[tuple[str, str | None], Whys] = {}

    def plan(self, numbered: tuple[int, str]) -> tuple[tuple[Fields, Grade | Asked, Given], tuple[Any, ...]]:
        """Return the fields of one line, its grade or what torch must compute for it, and the answer in it."""
        number, line = numbered
        try:
            fields = _decode(line.removeprefix("\ufeff") if number == 1 else line)
        except (ValueError, RecursionError):
            return ({"line": number}, unreadable("this line is no JSON"), ""), ()
        if not isinstance(fields, dict):
            return ({"line": number}, unreadable("this line is no JSON object"), ""), ()
        try:
            found = self.lookup(fields) if self.lookup is not None else {}
        except Unreadable as error:
            return (fields, unreadable(str(error)), ""), ()
        planned, given = self._planned(fields | found)
        named = {name: value for name, value in found.items() if name != "answer"}
        return (fields | named, planned, given), planned.jobs if isinstance(planned, Asked) else ()

    def _planned(self, fields: Fields) -> tuple[Grade | Asked, Given]:
        name = fields.get("question")
        topic, question = self.questions.get(name, (None, None)) if isinstance(name, str) else (None, None)
        if topic is None or question is None:
            return void(self._no_question(name)), ""
        if question.variant is not None:
            try:
                question = self._variant(topic.families[question.id], fields.get("variant"))
            except (NoVariant, Unfit) as error:
                return void(str(error)), ""
        given = _given(question, fields.get("answer"))
        if given is None:
            return unreadable("the field 'answer' is missing, or is neither text, a number nor a list"), ""
        known = self.grades.get((question.id, question.variant, given))
        if known is not None:
            return known, given
        asked = question.id, question.variant
        if asked not in self.contradictions:
            if len(self.contradictions) >= REMEMBERED:
                self.contradictions.clear()
            self.contradictions[asked] = contradiction(self.oracle, question)
        fault = self.contradictions[asked]
        return (void(fault) if fault else plan(question, given)), given

    def _variant(self, family: Family, label: Any) -> Question:
        """Return the variant of a family that a line names. Raises NoVariant, and Unfit where it cannot be read."""
        if not isinstance(label, str):
            such = family.label(family.sets[0])
            raise NoVariant(f"the field 'variant' is missing: {family.first.id} has {len(family):,}, such as {such}")
        found = self.variants.get((family.first.id, label))
        if found is None:
            if len(self.variants) >= REMEMBERED:
                self.variants.clear()
            found = self.variants[family.first.id, label] = family.find(label)
        return found

    def settle(self, asked: Asked, given: Given, outcomes: list[Any]) -> Grade:
        """Return the grade of one answer, and remember it."""
        grade = settle(asked, outcomes)
        if grade.verdict is Verdict.WRONG:
            grade = self._with_why(grade, asked)
        if grade.verdict in (Verdict.CORRECT, Verdict.WRONG):
            if len(self.grades) >= REMEMBERED:
                del self.grades[next(iter(self.grades))]
            self.grades[asked.question.id, asked.question.variant, given] = grade
        return grade

    def _with_why(self, grade: Grade, asked: Asked) -> Grade:
        """Return the grade of a wrong answer with what the author says to whoever chooses it."""
        question = asked.question
        name = question.id, question.variant
        if name not in self.whys:
            if len(self.whys) >= REMEMBERED:
                self.whys.clear()
            self.whys[name] = _whys(question)
        for part in asked.parts if self.whys[name] else ():
            found = [why for meaning, why in self.whys[name] if question.same(meaning, part)]
            if len(found) == 1 and found[0]:  # of several that mean this, nobody knows which was chosen
                mark = "" if grade.feedback[-1:] in ("", *".!?") else "."
                grade = replace(grade, feedback=f"{grade.feedback}{mark} {found[0]}".lstrip())
        return grade

    def _no_question(self, name: object) -> str:
        if not isinstance(name, str):
            return "the field 'question' is missing: write the id of a question"
        close = closest(name, tuple(self.questions))
        meant = f"; did you mean {close!r}?" if close else ""
        return f"no question of this bank is called {name[:64]!r}{meant}"


def _whys(question: Question) -> Whys:
    """Return what each wrong choice means, with what is said to it; nothing where nothing is said to any."""
    if not any(choice.why for _, choice in question.wrong):
        return ()
    found = []
    for _, choice in question.wrong:
        try:
            found.append((question.read(choice.graded), " ".join(choice.why.split())))
        except Unreadable:
            continue
    return tuple(found)


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
