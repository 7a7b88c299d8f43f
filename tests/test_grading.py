"""JSON lines in, JSON lines out: in order, one for each, whatever the lines hold."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.bank import load
from quizproof.engine.grading import grade
from quizproof.engine.oracle import Oracle
from quizproof.engine.topic import Topic
from writtenbanks import ALL_THAT_APPLY, topics_of

BANK = (
    """
title: T
questions:
  - {id: shape, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 6, 6]}
  - {id: layer, kind: layer, prompt: '?', input: [1, 1, 9, 9], output: [1, 1, 3, 3]}
  - {id: text, kind: match, prompt: '?', answer: because, distractors: [therefore]}
  - {id: wrong-key, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 6, 6], answer: 1x1x2x2}
"""
    + ALL_THAT_APPLY
)


@pytest.fixture
def topics(tmp_path: Path) -> tuple[Topic, ...]:
    return topics_of(BANK, tmp_path)


def graded(topics: tuple[Topic, ...], oracle: Oracle, *lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in grade(topics, lines, oracle)]


def test_fields_come_through_in_order(topics: tuple[Topic, ...], oracle: Oracle) -> None:
    found = graded(
        topics,
        oracle,
        '{"student": "Ü\\ud800", "question": "shape", "answer": "1x1x3x3", "n": 1.50, "nested": {"a": [null]}}',
        '{"question": "shape", "answer": [1, 1, 2, 2]}',
        '{"question": "layer", "answer": "nn.MaxPool2d(2)", "verdict": "old"}',
    )

    assert found == [
        {
            "student": "Ü\ud800",
            "question": "shape",
            "answer": "1x1x3x3",
            "n": 1.5,
            "nested": {"a": [None]},
            "verdict": "correct",
            "score": 1.0,
            "computed": "(1, 1, 3, 3)",
            "feedback": "is the shape that torch gives",
            "misconceptions": [],
        },
        {
            "question": "shape",
            "answer": [1, 1, 2, 2],
            "verdict": "wrong",
            "score": 0.0,
            "computed": "(1, 1, 3, 3)",
            "feedback": "is not the shape that torch gives: it comes of either leaving out the + 1 "
            "or adding the 1 before the division",
            "misconceptions": ["no-plus-one", "plus-one-before-floor"],
        },
        {
            "question": "layer",
            "answer": "nn.MaxPool2d(2)",
            "verdict": "wrong",
            "score": 0.0,
            "computed": "(1, 1, 4, 4)",
            "feedback": "gives (1, 1, 4, 4), not (1, 1, 3, 3): that would come of either leaving out the + 1 "
            "or taking the kernel for a radius",
            "misconceptions": ["no-plus-one", "kernel-as-radius"],
        },
    ]


BROKEN = {
    "no JSON": ("{question", {"line": 1, "verdict": "unreadable", "feedback": "this line is no JSON"}),
    "blank": ("\n", {"line": 1, "verdict": "unreadable", "feedback": "this line is no JSON"}),
    "not a number": ('{"question": "shape", "answer": NaN}', {"line": 1, "verdict": "unreadable"}),
    "huge number": ('{"n": ' + "9" * 5000 + "}", {"line": 1, "verdict": "unreadable"}),
    "deep": ("[" * 100_000, {"line": 1, "verdict": "unreadable"}),
    "a list": ("[1]", {"line": 1, "verdict": "unreadable", "feedback": "this line is no JSON object"}),
    "no question": (
        '{"answer": "1"}',
        {"verdict": "void", "feedback": "the field 'question' is missing: write the id of a question"},
    ),
    "other question": (
        '{"question": "shap", "answer": "1"}',
        {"verdict": "void", "feedback": "no question of this bank is called 'shap'; did you mean 'shape'?"},
    ),
    "no answer": (
        '{"question": "shape"}',
        {"verdict": "unreadable", "feedback": "the field 'answer' is missing, or is neither text, a number nor a list"},
    ),
    "truth value": ('{"question": "shape", "answer": true}', {"verdict": "unreadable"}),
    "mapping": ('{"question": "shape", "answer": {}}', {"verdict": "unreadable"}),
    "list of truth values": ('{"question": "shape", "answer": [true]}', {"verdict": "unreadable"}),
    "wrong key": ('{"question": "wrong-key", "answer": "1x1x3x3"}', {"verdict": "void", "score": None}),
    "byte order mark": ('\ufeff{"question": "shape", "answer": "1x1x3x3"}', {"verdict": "correct"}),
}


@pytest.mark.parametrize(("line", "fields"), BROKEN.values(), ids=BROKEN)
def test_whatever_a_line_holds(line: str, fields: dict[str, Any], topics: tuple[Topic, ...], oracle: Oracle) -> None:
    first, second = graded(topics, oracle, line, '{"question": "text", "answer": "Because"}')

    assert {name: first.get(name) for name in fields} == fields
    assert second["verdict"] == "correct"


ALL = {
    "both": (["nn.MaxPool2d(3)", "AvgPool2d(3)"], "correct", 1.0, "2 of 2 right ones chosen"),
    "one": (["nn.MaxPool2d(3)"], "wrong", 0.5, "1 of 2 right ones chosen"),
    "one by itself": ("nn.MaxPool2d(3)", "wrong", 0.5, "1 of 2 right ones chosen"),
    "both and a wrong one": (
        ["nn.MaxPool2d(3)", "nn.AvgPool2d(3)", "nn.MaxPool2d(2)"],
        "wrong",
        0.5,
        "2 of 2 right ones chosen, and 1 wrong",
    ),
    "one twice": (["nn.MaxPool2d(3)", "MaxPool2d( 3 )"], "wrong", 0.5, "1 of 2 right ones chosen"),
    "all wrong": (["nn.MaxPool2d(2)", "nn.MaxPool2d(4)"], "wrong", 0.0, "0 of 2 right ones chosen, and 2 wrong"),
    "none": ([], "wrong", 0.0, "0 of 2 right ones chosen"),
    "not a choice": (["nn.MaxPool2d(3)", "nn.ReLU()"], "unreadable", None, "'nn.ReLU()' is not one of the choices"),
    "one unreadable": (
        ["nn.MaxPool2d(3)", "pool"],
        "unreadable",
        None,
        "'pool' is not a layer: write one such as nn.MaxPool2d(3, stride=2)",
    ),
}


@pytest.mark.parametrize(("answer", "verdict", "score", "said"), ALL.values(), ids=ALL)
def test_choose_all_that_apply(
    answer: object, verdict: str, score: float | None, said: str, topics: tuple[Topic, ...], oracle: Oracle
) -> None:
    (found,) = graded(topics, oracle, json.dumps({"question": "all", "answer": answer}))

    assert (found["verdict"], found["score"], found["feedback"]) == (verdict, score, said)


def test_the_stream_is_not_read_to_its_end_before_the_first_line_comes_back(
    topics: tuple[Topic, ...], oracle: Oracle
) -> None:
    def endless() -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield json.dumps(
                {"question": "layer", "answer": f"nn.MaxPool2d(3, stride={number % 50 + 1})", "row": number}
            )

    stream = grade(topics, endless(), oracle)

    assert [json.loads(next(stream))["row"] for _ in range(10_000)] == list(range(1, 10_001))


WHYS = """
title: T
questions:
  - {id: text, kind: match, prompt: '?', answer: because, distractors: [{text: "`There`fore", why: It  *follows*.}, so]}
  - id: shape
    kind: shape
    prompt: '?'
    layer: nn.MaxPool2d(2)
    input: [1, 1, 7, 7]
    answer: (1, 1, 3, 3)
    distractors: [{answer: 1x1x4x4, why: Nothing rounds up here.}, 1x1x9x9]
  - id: runs
    kind: outcome
    prompt: '?'
    layer: nn.ReLU()
    input: [1]
    answer: runs
    distractors: [{text: At once, answer: raises, why: One.}, {text: Later, answer: raises, why: Two.}]
  - id: all
    kind: match
    prompt: '?'
    answers: [a1, a2]
    distractors: [{text: b1, why: Never b1.}, {text: b2, why: Nor b2.}]
  - id: many
    kind: count
    prompt: '?'
    layer: nn.Linear($n, 2, bias=False)
    answer: $m
    distractors: [{answer: $n, why: Each of $n goes to both.}]
    params: {n: [3, 4]}
    let: {m: 2*n}
"""

WHAT_IS_SAID = {
    "a wrong choice of text": ({"question": "text", "answer": "Therefore"}, "It *follows*."),
    "a wrong choice without a why": ({"question": "text", "answer": "so"}, ""),
    "another text": ({"question": "text", "answer": "whatever"}, "is none of the choices"),
    "the right one": ({"question": "text", "answer": "because"}, ""),
    "a wrong choice of what is computed, typed otherwise": (
        {"question": "shape", "answer": "(1, 1, 4, 4)"},
        "is not the shape that torch gives: it comes of rounding up instead of down; or of dividing the size by the "
        "stride and rounding up, as if the padding were 'same'; or of not subtracting the kernel. "
        "Nothing rounds up here.",
    ),
    "another wrong shape": ({"question": "shape", "answer": "1x1x8x8"}, "is not the shape that torch gives"),
    "what two choices mean": ({"question": "runs", "answer": "raises"}, "is not what happens: it does not raise"),
    "several wrong choices": (
        {"question": "all", "answer": ["b2", "a1", "b1"]},
        "1 of 2 right ones chosen, and 2 wrong. Nor b2. Never b1.",
    ),
    "a variant": (
        {"question": "many", "variant": "n=4", "answer": 4},
        "is not what torch counts. Each of 4 goes to both.",
    ),
    "a wrong choice of another variant": (
        {"question": "many", "variant": "n=4", "answer": 3},
        "is not what torch counts",
    ),
}


@pytest.mark.parametrize(("fields", "said"), WHAT_IS_SAID.values(), ids=WHAT_IS_SAID)
def test_what_the_author_says_to_a_wrong_choice(
    fields: dict[str, Any], said: str, tmp_path: Path, oracle: Oracle
) -> None:
    (tmp_path / "bank.yaml").write_text(WHYS)
    line = json.dumps(fields)
    found = graded(load(tmp_path / "bank.yaml"), oracle, line, line)  # the second grade is remembered
    assert [one["feedback"] for one in found] == [said, said]
