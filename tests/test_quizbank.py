"""The shipped bank: every question is proved, and no key or distractor could be wrong without being found."""

from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.checking import check
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Choice, Question
from quizproof.engine.shelf import SHIPPED, shipped

QUESTIONS = [
    pytest.param(name, question, id=f"{name}-{question.id}")
    for name in shipped()
    for topic in load(name)
    for question in topic.questions
]


@pytest.mark.parametrize("name", shipped())
def test_all_is_proved(name: str, oracle: Oracle) -> None:
    report = check([name], oracle)

    assert report.findings == []
    assert (report.proved, report.trusted) == (report.questions, 0)


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_no_key_or_distractor_can_be_wrong_unseen(
    name: str, question: Question, oracle: Oracle, tmp_path: Path
) -> None:
    if question.kind == "match":
        pytest.skip("text: its evidence is turned below")
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    key = question.keys[0]
    for place, distractor in enumerate(question.distractors):
        for turned, other, path in (
            (key, distractor, ("answer",)),
            (distractor, key, ("distractors", place)),
        ):
            found = turned_around(text, question, turned, other, path, oracle, tmp_path)
            assert found, f"{turned.graded} was turned into {other.graded}, and nothing was found at its line"


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_no_evidence_can_be_wrong_unseen(name: str, question: Question, oracle: Oracle, tmp_path: Path) -> None:
    facts = getattr(question, "evidence", ())
    if not facts:
        pytest.skip("no evidence")
    text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    for fact in facts:
        line = next(line for line in text.splitlines() if f"layer: {fact.layer}" in line and "answer:" in line)
        changed = text.replace(line, line.replace(f"answer: {fact.keys[0].graded}", "answer: [[99]]"))
        path = tmp_path / "turned.yaml"
        path.write_text(changed, encoding="utf-8")
        number = text.splitlines().index(line) + 1
        assert [(one.rule, one.line) for one in check([path], oracle).findings] == [("false-evidence", number)]


def turned_around(
    text: str,
    question: Question,
    turned: Choice,
    other: Choice,
    path: tuple[str | int, ...],
    oracle: Oracle,
    folder: Path,
) -> bool:
    """Return whether `check` finds an error at the line of a choice whose content is replaced by the other's."""
    file = folder / "turned.yaml"
    file.write_text(text, encoding="utf-8")
    topic = load(file)[0]
    index = [one.id for one in topic.questions].index(question.id)
    at = (*topic.places[index], *path)
    tree = topic.source.tree
    inner = tree.span((*at, "answer"))
    start, end = inner if tree.text[slice(*inner)].strip("'\"") == turned.graded else tree.span(at)
    file.write_text(text[:start] + other.graded + text[end:], encoding="utf-8")
    line = tree.position(start)[0]
    return any(one.severity == "error" and one.line == line for one in check([file], oracle).findings)
