"""Questions made of a few lines of YAML, for tests of what answers to them are worth."""

from quizproof.engine.judging import grade_answer
from quizproof.engine.keys import read_keys
from quizproof.engine.kinds import KINDS
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question
from quizproof.engine.verdict import Grade
from quizproof.engine.yamltext import read_yaml


def ask(text: str, **keys: object) -> Question:
    """Return the question that some lines of YAML write; its id and prompt may be left out."""
    tree = read_yaml(text.encode())
    assert not tree.faults
    fields = {"id": "asked", "prompt": "?"} | tree.data | keys
    return read_keys(KINDS[fields["kind"]], fields)


def verdicts(oracle: Oracle, question: Question, answers: list[str]) -> list[tuple[str, str, str]]:
    """Return each answer with its verdict and what is said of it."""
    return [(answer, *summary(grade_answer(oracle, question, answer))) for answer in answers]


def summary(grade: Grade) -> tuple[str, str]:
    """Return the verdict and the feedback."""
    return grade.verdict.value, grade.feedback
