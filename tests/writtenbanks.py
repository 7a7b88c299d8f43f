"""Banks that tests write as text."""

from pathlib import Path

from quizproof.engine.bank import load
from quizproof.engine.topic import Topic

ALL_THAT_APPLY = """\
  - id: all
    kind: layer
    prompt: '?'
    input: [1, 1, 9, 9]
    output: [1, 1, 3, 3]
    answers: [nn.MaxPool2d(3), nn.AvgPool2d(3)]
    distractors: [nn.MaxPool2d(2), nn.MaxPool2d(4)]
"""
"""A question with two right answers, for the end of a bank."""


def topics_of(text: str, folder: Path) -> tuple[Topic, ...]:
    """What a bank says that has this text, written into a folder."""
    path = folder / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)
