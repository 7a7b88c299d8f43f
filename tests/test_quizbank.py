"""The shipped bank: every question is proved, and no key or distractor could be wrong without being found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.checking import check
from quizproof.engine.choice import Choice
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question
from quizproof.engine.shelf import shipped
from quizproof.engine.topic import Topic
from quizproof.engine.yamltree import Path as Place

TOPICS = [(name, topic) for name in shipped() for topic in load(name)]
ASKED = [
    pytest.param(topic, place, id=f"{name}-{question.id}")
    for name, topic in TOPICS
    for place, question in enumerate(topic.questions)
]
TURNED = {"shape": "(99,)", "values": "[[99]]", "count": "99", "outcome": "raises when built"}
"""What is the answer of no shipped evidence."""


@pytest.mark.parametrize("name", shipped())
def test_all_is_proved(name: str, oracle: Oracle) -> None:
    report = check([name], oracle)

    assert report.findings == []
    assert (report.proved, report.trusted) == (report.questions, 0)


@pytest.mark.parametrize(("topic", "place"), ASKED)
def test_no_key_or_distractor_can_be_wrong_unseen(topic: Topic, place: int, oracle: Oracle, tmp_path: Path) -> None:
    question = topic.questions[place]
    if question.kind == "match":
        pytest.skip("text: its evidence is turned below")
    for path, other in _swaps(question):
        first, second = _written(topic, place, path), _written(topic, place, other)
        found = _findings(topic, place, first, _text(topic, second), oracle, tmp_path)
        assert found, f"{_text(topic, first)} was turned into {_text(topic, second)}, and nothing was found at its line"


@pytest.mark.parametrize(("topic", "place"), ASKED)
def test_no_evidence_can_be_wrong_unseen(topic: Topic, place: int, oracle: Oracle, tmp_path: Path) -> None:
    facts = getattr(topic.questions[place], "evidence", ())
    if not facts:
        pytest.skip("no evidence")
    for number, fact in enumerate(facts):
        span = topic.source.tree.span((*topic.places[place], "evidence", number, "answer"))
        assert _findings(topic, place, span, f'"{TURNED[fact.kind]}"', oracle, tmp_path) == {"false-evidence"}


def _swaps(question: Question) -> Iterator[tuple[Place, Place]]:
    """Yield the key's place with each written distractor's, both ways; what a misconception makes is not written."""
    for number, distractor in enumerate(question.distractors):
        if isinstance(distractor, Choice):
            yield ("answer",), ("distractors", number)
            yield ("distractors", number), ("answer",)


def _written(topic: Topic, place: int, path: Place) -> tuple[int, int]:
    """Return where the content of a choice stands: by itself, or under `answer`."""
    return topic.source.tree.span((*topic.places[place], *path, "answer"))


def _text(topic: Topic, span: tuple[int, int]) -> str:
    return topic.source.tree.text[slice(*span)]


def _findings(topic: Topic, place: int, span: tuple[int, int], turned: str, oracle: Oracle, folder: Path) -> set[str]:
    """Return the errors at the line of a piece of a question that is replaced, in a topic of this question alone.

    Where the author alone says what is right, a turned key makes the choice wrong that says the same: any line counts.
    """
    tree = topic.source.tree
    start, end = tree.span(topic.places[place])
    head = "title: Turned\nquestions:\n  - "
    before = head + tree.text[start : span[0]]
    file = folder / "turned.yaml"
    file.write_text(before + turned + tree.text[span[1] : end] + "\n", encoding="utf-8")
    line = before.count("\n") + 1
    anywhere = topic.questions[place].needs_key
    errors = [one for one in check([file], oracle).findings if one.severity == "error"]
    return {one.rule for one in errors if anywhere or one.line == line}
