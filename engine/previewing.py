"""What an author sees of a question before anybody else does: the verdict on every choice, and the computed key."""

import os

from .bank import NoBank, read_bank
from .checking import Report, check
from .choosing import find_question, find_variant, shuffled
from .family import NoVariant
from .findings import Finding
from .frozen import dataclass
from .judging import Asked, plan_choice, settle_one
from .literals import Unreadable
from .oracle import Oracle
from .question import Choice, Question
from .solving import Solution, solution
from .topic import Topic
from .verdict import Grade, QuestionFault


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A question with all its choices as a learner sees them, or its answers alone where it has no distractors.

    `grades` has the computed grade of each. `key` is the computed key, None where there is none, `solution` None where
    none can be worked out.
    """

    file: str
    line: int
    question: Question
    choices: tuple[Choice, ...]
    grades: tuple[Grade, ...]
    key: str | None
    solution: Solution | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The questions to show, the findings that concern them, and how many findings there are elsewhere."""

    shown: tuple[Verdicts, ...]
    report: Report
    elsewhere: int = 0


def preview(
    name: str | os.PathLike[str], oracle: Oracle, question: str | None = None, variant: str | None = None
) -> Preview:
    """Return what can be shown of a bank, or of one question of it, whatever else is wrong there.

    Raises NoBank where there is no such bank or question, NoVariant, and TorchAbsent.
    """
    if variant is not None and question is None:
        raise NoVariant("--variant needs the id of a question")
    report = check([name], oracle)
    topics = [read.topic for read in read_bank([name])]
    if question is None:
        chosen = [(topic, one) for topic in topics for one in topic.questions]
    else:
        chosen = _chosen(topics, question, report)
        if variant is not None:
            chosen = [(topic, find_variant(topic, one, variant)) for topic, one in chosen]
    found = tuple([verdicts(topic, one, oracle) for topic, one in chosen])
    if question is None:
        return Preview(found, report)
    mine = [one for one in report.findings if _concerns(one, found, question)]
    elsewhere = len(report.findings) - len(mine)
    report.findings = mine
    return Preview(found, report, elsewhere)


def _chosen(topics: list[Topic], question: str, report: Report) -> list[tuple[Topic, Question]]:
    try:
        return [find_question(topics, question)]
    except NoBank:
        if any(finding.question == question for finding in report.findings):
            return []  # it is there, and cannot be read
        raise


def _concerns(finding: Finding, found: tuple[Verdicts, ...], question: str) -> bool:
    return finding.question in (None, question, *[one.question.id for one in found])


def verdicts(topic: Topic, question: Question, oracle: Oracle) -> Verdicts:
    """Return a question with the computed verdict on each of its choices. Raises TorchAbsent."""
    choices = shuffled(question, 0) or (*question.keys, *[choice for _, choice in question.wrong])
    grades = []
    for choice in choices:
        asked = plan_choice(question, choice)
        grades.append(settle_one(asked, oracle.ask(asked.jobs)) if isinstance(asked, Asked) else asked)
    path = next(path for one, path in zip(topic.questions, topic.places, strict=True) if one.id == question.id)
    line = topic.source.tree.position(topic.source.tree.span(path)[0])[0]
    return Verdicts(
        topic.source.file, line, question, choices, tuple(grades), _key(question, oracle), _solution(question, oracle)
    )


def _key(question: Question, oracle: Oracle) -> str | None:
    try:
        return question.truth(oracle.ask(question.jobs(None))) if question.computed else None
    except (QuestionFault, Unreadable):
        return None


def _solution(question: Question, oracle: Oracle) -> Solution | None:
    try:
        return solution(question, oracle)
    except (QuestionFault, Unreadable):  # a key that cannot be read: its verdict says so
        return None
