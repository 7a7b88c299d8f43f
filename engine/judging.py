"""From what somebody typed to a verdict: read, let torch compute, judge. The same way for choices and typed answers."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from .frozen import dataclass
from .jobs import Job, Outcome
from .literals import BANK, LEARNER, Bounds, Unreadable, bare
from .oracle import Oracle
from .question import Choice, Question
from .shapes import shown
from .verdict import Grade, QuestionFault, Verdict, unreadable, void

Given: TypeAlias = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that was read, and the jobs that judge each of its parts."""

    question: Question
    parts: tuple[Any, ...]
    jobs: tuple[Job, ...]
    each: int


def plan(question: Question, given: Given, bounds: Bounds = LEARNER) -> Asked | Grade:
    """Return what torch must compute to judge an answer, or its grade where nothing needs computing.

    `given` is the content of the answer, never a letter; a list of contents where all that apply are chosen.
    """
    texts = tuple(map(bare, (given,) if isinstance(given, str) else given))
    if not question.answers and len(texts) != 1:
        return unreadable("one answer is asked, not a list")
    try:
        parts = _chosen(question, texts) if question.answers else (question.read(texts[0], bounds),)
        jobs = [question.jobs(part, bounds) for part in parts]
    except Unreadable as error:
        return unreadable(str(error))
    except QuestionFault as error:
        return void(f"the question failed: {error}")
    return Asked(question, parts, tuple([job for some in jobs for job in some]), len(jobs[0]) if jobs else 0)


def _chosen(question: Question, texts: Sequence[str]) -> tuple[Any, ...]:
    """Return the distinct choices that these texts name. Raises Unreadable where one names none."""
    choices = [
        question.read(choice.graded) for choice in (*question.answers, *[choice for _, choice in question.wrong])
    ]
    several = "; semicolons stand between several answers" if len(texts) == 1 and "," in texts[0] else ""
    chosen = {}
    for text in texts:
        try:
            part = question.read(text)
        except Unreadable as error:
            raise Unreadable(f"{error}{several}") from None
        place = next((place for place, choice in enumerate(choices) if question.same(part, choice)), None)
        if place is None:
            raise Unreadable(f"{shown(text.strip())} is not one of the choices{several}")
        chosen[place] = choices[place]
    return tuple(chosen.values())


def settle(asked: Asked, outcomes: Sequence[Outcome]) -> Grade:
    """Return the verdict from the outcomes of `asked.jobs`."""
    question, each = asked.question, asked.each
    try:
        grades = [
            _judged(question, part, outcomes[place * each : (place + 1) * each])
            for place, part in enumerate(asked.parts)
        ]
    except QuestionFault as error:
        return void(f"the question failed: {error}")
    return _together(question, grades) if question.answers else grades[0]


def _judged(question: Question, part: Any, outcomes: Sequence[Outcome]) -> Grade:
    """Return the verdict on one part of a learner's answer; of a wrong one, with what led to it."""
    grade = question.judge(part, outcomes)
    return question.explained(grade, part, outcomes) if grade.verdict is Verdict.WRONG else grade


def _together(question: Question, grades: list[Grade]) -> Grade:
    """Return the grade of several chosen answers: right ones less wrong ones, of all that are right."""
    for grade in grades:
        if grade.verdict in (Verdict.UNREADABLE, Verdict.VOID):
            return grade
    right = sum(grade.verdict is Verdict.CORRECT for grade in grades)
    false = len(grades) - right
    score = min(1.0, max(0, right - false) / len(question.answers))
    computed = "; ".join([grade.computed for grade in grades if grade.computed])
    said = f"{right} of {len(question.answers)} right ones chosen" + (f", and {false} wrong" if false else "")
    verdict = Verdict.CORRECT if score == 1 and not false else Verdict.WRONG
    return Grade(verdict, score, computed, said)


def grade_answer(oracle: Oracle, question: Question, given: Given, bounds: Bounds = LEARNER) -> Grade:
    """Return the grade of one answer; VOID where torch contradicts the question's own key. Raises TorchAbsent."""
    asked = plan(question, given, bounds)
    if isinstance(asked, Grade):
        return asked
    grade = settle(asked, oracle.ask(asked.jobs))
    if grade.verdict in (Verdict.CORRECT, Verdict.WRONG):
        contradicted = contradiction(oracle, question)
        if contradicted:
            return void(contradicted)
    return grade


def contradiction(oracle: Oracle, question: Question) -> str | None:
    """Return why the question must not count: torch contradicts its key. None where it does not."""
    for key in question.keys if question.computed else ():
        asked = plan_choice(question, key)
        grade = asked if isinstance(asked, Grade) else settle_one(asked, oracle.ask(asked.jobs))
        if grade.verdict is not Verdict.CORRECT:
            return f"the key of this question, {key.graded}, is contradicted by torch: {grade.feedback}"
    return None


def plan_choice(question: Question, choice: Choice) -> Asked | Grade:
    """Return what torch must compute to judge one choice by itself."""
    try:
        part = question.read(choice.graded, BANK)
        jobs = question.jobs(part, BANK)
    except Unreadable as error:
        return unreadable(str(error))
    except QuestionFault as error:
        return void(str(error))
    return Asked(question, (part,), jobs, len(jobs))


def settle_one(asked: Asked, outcomes: Sequence[Outcome]) -> Grade:
    """Return the verdict on one choice by itself, also where several are to be chosen."""
    try:
        return asked.question.judge(asked.parts[0], outcomes)
    except QuestionFault as error:
        return void(str(error))


def grade_choice(oracle: Oracle, question: Question, choice: Choice) -> Grade:
    """Return the grade of one choice by itself, with the misconceptions that lead to it. Raises TorchAbsent."""
    asked = plan_choice(question, choice)
    if isinstance(asked, Grade):
        return asked
    try:
        return _judged(question, asked.parts[0], oracle.ask(asked.jobs))
    except QuestionFault as error:
        return void(str(error))
