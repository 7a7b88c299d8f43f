"""Answer sheets of an exam: what their letters stand for, and a row for each question where a sheet is a row."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from ..exporters.exam import Exam, ExamPaper, ExamQuestion, answer_meant, question_meant
from ..literals import Unreadable
from ..shapes import shown
from .columns import Column
from .rows import Fields
from .values import blank, whole_number

_NUMBER: Final = re.compile(r"(?:q|question)?\s*(\d{1,4})", re.IGNORECASE | re.ASCII)

Numbered: TypeAlias = tuple[tuple[int, str], ...]
"""The columns of a sheet that are questions, in the order of their numbers."""


def numbered(names: Iterable[str]) -> Numbered:
    """Return the columns that are questions of a sheet; none where a column says which question a row is about.

    >>> numbered(["student", "Q10", "2", "Question 1"])
    ((1, 'Question 1'), (2, '2'), (10, 'Q10'))
    """
    found: dict[int, str] = {}
    for name in names:
        if matched := _NUMBER.fullmatch(name.strip()):
            number = int(matched[1])
            if number in found:
                raise Unreadable(f"the columns {found[number]!r} and {name!r} are both question {number}: rename one")
            found[number] = name
    return tuple(sorted(found.items()))


def is_wide(asked: Iterable[str], questions: Numbered) -> bool:
    """Tell whether a row with these names is a sheet."""
    return bool(questions) and not {"number", "answer"} & set(asked)


def answers(exam: Exam, fields: Fields, asked: Fields, questions: Numbered) -> Iterator[tuple[Fields, Fields]]:
    """Yield the fields of each answer on a sheet that is a row, and what they ask.

    Papers have more and fewer questions: where one has none, an empty cell says nothing.
    """
    columns = {name for _, name in questions}
    common = {name: value for name, value in fields.items() if name not in columns}
    common_asked = {name: value for name, value in asked.items() if name not in columns}
    paper = _place(asked).get("paper", "1")
    there = {question.number for one in exam.papers if one.name == paper for question in one.questions}
    for number, name in questions:
        value = fields.get(name)
        if blank(value) and there and number not in there:
            continue
        one = {"number": number, "answer": "" if value is None else value}
        yield common | one, common_asked | one


def looked_up(exam: Exam, asked: Fields) -> tuple[Fields, Fields, str | None]:
    """Return what is asked with the content that letters stand for, what that adds to the row, and what is wrong."""
    added: dict[str, Any] = {"answered": None}
    try:
        paper, question = question_meant(exam, _named(exam, asked))
    except Unreadable as error:
        return asked, added, str(error)
    fault = _otherwise(paper, question, asked)
    if fault is not None:
        return asked, added, fault
    added = {"question": question.question}
    if question.variant is not None:
        added["variant"] = question.variant
    try:
        answer = answer_meant(paper, question, asked.get("answer"))
    except Unreadable as error:
        return asked | added, added | {"answered": None}, str(error)
    return asked | added | {"answer": answer}, added | {"answered": answer}, None


def _named(exam: Exam, asked: Fields) -> Fields:
    """Return the paper and the number. Raises Unreadable where letters could be those of any of several papers."""
    place = _place(asked)
    if "paper" not in place and "number" in place and len(exam.papers) > 1:
        there = ", ".join([paper.name for paper in exam.papers])
        raise Unreadable(f"the field 'paper' is missing: the exam has {there}, each with its own letters")
    return place


def _otherwise(paper: ExamPaper, question: ExamQuestion, asked: Fields) -> str | None:
    """Return what is wrong where a row names another question or variant than stands there in the exam."""
    for name, meant in (("question", question.question), ("variant", question.variant)):
        said = asked.get(name)
        if not blank(said) and said != meant:
            there = "none" if meant is None else repr(meant)
            return (
                f"the row says {name} {shown(str(said))}, and in the exam number {question.number} of paper "
                f"{paper.name} has {there}: is it the right exam.json, and the right paper?"
            )
    return None


def _place(asked: Fields) -> Fields:
    """Return the paper and the number as an exam has them, however a table writes them."""
    paper, number = asked.get("paper"), whole_number(asked.get("number"))
    if isinstance(paper, float) and paper.is_integer():
        paper = int(paper)
    return ({} if blank(paper) else {"paper": str(paper).strip()}) | ({} if number is None else {"number": number})


def columns_of(columns: Iterable[Column], asked: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of the rows that sheets with these ones make."""
    found = {column.name: column for column in columns}
    questions = numbered(found)
    if is_wide(asked, questions):
        for _, name in questions:
            del found[name]
        found |= {"number": Column("number", "whole number"), "answer": Column("answer", "text")}
    for name in ("question", "variant"):
        found[name] = Column(name, "text")
    return (*found.values(), Column("answered", "other"))
