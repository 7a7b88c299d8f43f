"""What is exported comes back: every question that a format can say, with its prompt, choices and key."""

import pytest

from quizproof.engine.bank import load
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.exporters.sheet import Paper, Sheet
from quizproof.engine.importers import IMPORTERS
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed, posed
from quizproof.engine.recasting import as_computed, as_text, problem_of

BANK = """\
title: Round trips
questions:
  - id: keeps
    kind: match
    prompt: "What does **max** pooling keep, 2*3*4 or `x_1`?"
    answer: the largest number
    distractors: [{answer: "the *mean*", why: That is average pooling.}, "<b>none</b> & nothing"]
  - id: size
    kind: match
    prompt: How many windows fit?
    answer: 4.5
    tolerance: 0.5
  - id: all
    kind: match
    prompt: Which shrink a map?
    answers: [pooling, "a stride of `2`"]
    distractors: [padding]
  - id: shape-chosen
    kind: shape
    prompt: What is the shape of the output?
    layer: nn.MaxPool2d(3, stride=2)
    input: [1, 1, 10, 10]
    answer: (1, 1, 4, 4)
    distractors: ["(1, 1, 5, 5)", "(1, 1, 3, 3)"]
  - id: shape-typed
    kind: shape
    prompt: What is the shape of the output of this?
    layer: nn.Conv2d(3, 8, 3)
    input: [2, 3, 8, 8]
    answer: (2, 8, 6, 6)
  - id: parameters
    kind: count
    prompt: How many parameters has this layer?
    layer: nn.Linear(10, 5)
    answer: 55
    distractors: [50, 15]
  - id: numbers
    kind: values
    prompt: Which numbers come out?
    layer: nn.MaxPool1d(2)
    input: [[1, 2, 3, 4]]
    answer: "[2, 4]"
    distractors: ["[1, 3]", "[1.5, 3.5]"]
  - id: runs
    kind: outcome
    prompt: Does this code run?
    layer: nn.Linear(10, 5)
    input: [4, 8]
    answer: raises
    distractors: [runs]
  - id: turning
    kind: layer
    prompt: Which layer turns a 10×10 map into 3×3?
    input: [1, 1, 10, 10]
    output: [1, 1, 3, 3]
    answer: nn.MaxPool2d(3)
    distractors: [nn.MaxPool2d(2), "nn.AvgPool2d(5, stride=1)"]
  - id: filling
    kind: fill
    prompt: What belongs in the blank?
    layer: nn.Conv2d(1, 4, ___)
    input: [1, 1, 10, 10]
    output: [1, 4, 6, 6]
    answer: 5
    distractors: ["3", "kernel_size=4"]
"""


@pytest.fixture(scope="module")
def bank(oracle: Oracle, tmp_path_factory: pytest.TempPathFactory) -> tuple[Posed, ...]:
    file = tmp_path_factory.mktemp("bank") / "trips.yaml"
    file.write_text(BANK)
    return tuple(posed(load(file), oracle))


def said(text: str) -> str:
    return " ".join(text.replace("`", "").split())


@pytest.mark.parametrize("format_", ["canvas", "moodle", "gift", "jupyterquiz", "markdown"])
def test_every_question_comes_back(format_: str, bank: tuple[Posed, ...]) -> None:
    found = IMPORTERS[format_](EXPORTERS[format_](Sheet("Round trips", (Paper("1", bank),))).file)
    assert [str(line) for line in found.refused] == []
    assert len(found.asked) == len(bank)
    for asked, one in zip(found.asked, bank, strict=True):
        recast = as_computed(asked, one.id, "a file") or as_text(asked, one.id, "a file")
        assert problem_of(recast.keys) == ""
        assert (recast.keys["kind"], asked.several) == (one.question.kind, one.several)
        own = recast.keys["prompt"].replace("\n\nType the answer.", "").replace("\n\nType a number.", "")
        assert said(own.replace("\n\nChoose all that apply.", "")) == said(one.question.prompt)
        options = [(said(option.text), option.right) for option in asked.options]
        assert options == [(said(option.shown), option.right) for option in one.options if asked.options]
        if one.question.kind == "shape":
            assert recast.keys["layer"] == str(one.question.layer)  # type: ignore[attr-defined]  # as a shape has
