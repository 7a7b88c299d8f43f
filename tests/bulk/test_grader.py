"""What a grader says of asks, beyond what the tests of `grade` hold: variants, seeds, and answers in cells."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.bulk.asks import ask_of, coded, digest_of, value_of
from quizproof.engine.bulk.grader import Grader
from quizproof.engine.choosing import Rules, drawn, find_question, item
from quizproof.engine.oracle import Oracle
from writtenbanks import ALL_THAT_APPLY, topics_of

BANK = (
    """
title: T
questions:
  - {id: family, kind: shape, prompt: '?', layer: nn.MaxPool2d($k), input: [1, 1, $n, $n], axes: [-1],
     params: {n: 6..32, k: 2..5}}
  - {id: long, kind: match, prompt: '?', answer: LONG, distractors: [short]}
  - {id: side, kind: shape, prompt: '?', layer: nn.MaxPool2d(2), input: [1, 1, 8, 8], axes: [-1]}
  - {id: listed, kind: match, prompt: '?', answer: '["4", "3"]', distractors: ["['4']"]}
  - id: worded
    kind: outcome
    prompt: '?'
    layer: nn.MaxPool2d(2)
    input: [1, 1, 8, 8]
    answer: {text: It runs and gives 4×4, answer: runs}
    distractors: [{text: torch says no, answer: raises}]
""".replace("LONG", "word " * 100)
    + ALL_THAT_APPLY
)


@pytest.fixture(scope="module")
def grader(oracle: Oracle, tmp_path_factory: pytest.TempPathFactory) -> Grader:
    return Grader(topics_of(BANK, tmp_path_factory.mktemp("bank")), oracle)


def said(grader: Grader, **fields: Any) -> dict[str, Any]:
    [text] = grader.said((ask_of(fields),))
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("seed", [0, 7, -3, 2**70])
def test_a_seed_names_the_variant_that_a_quiz_with_it_asks(grader: Grader, tmp_path: Path, seed: int) -> None:
    topic, question = find_question(topics_of(BANK, tmp_path), "family")
    asked = drawn(item(topic, question, Rules(seed=seed)), Rules(seed=seed)).question
    n, k = (int(part.partition("=")[2]) for part in str(asked.variant).split(","))

    found = said(grader, question="family", seed=seed, answer=str(n // k))

    assert (found["verdict"], found["variant"]) == ("correct", asked.variant)


def test_a_variant_that_is_named_goes_before_a_seed(grader: Grader) -> None:
    found = said(grader, question="family", variant="n=30,k=5", seed=7, answer="6")
    assert (found["verdict"], "variant" in found) == ("correct", False)


@pytest.mark.parametrize("given", [{}, {"seed": "7"}, {"seed": True}, {"seed": 7.5}, {"variant": 7}])
def test_a_variant_must_be_named(grader: Grader, given: dict[str, Any]) -> None:
    found = said(grader, question="family", answer="6", **given)
    assert (found["verdict"], found["feedback"]) == (
        "void",
        "the field 'variant' is missing: family has 108, such as n=6,k=2",
    )


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ('["nn.MaxPool2d(3)", "nn.AvgPool2d(3)"]', 1.0),
        ('["nn.AvgPool2d(3)"]', 0.5),
        ("nn.AvgPool2d(3)", 0.5),
        ("nn.AvgPool2d(3); nn.MaxPool2d(3)", 1.0),
        ("nn.AvgPool2d(3), nn.MaxPool2d(3)", None),
        ("[1, 2]", None),
        ("[broken", None),
        ("[" * 100_000, None),
    ],
)
def test_a_cell_may_hold_a_list_of_answers(grader: Grader, answer: str, score: float | None) -> None:
    assert said(grader, question="all", answer=answer)["score"] == score


@pytest.mark.parametrize(
    ("question", "answer", "verdict", "feedback"),
    [
        ("side", ["4", "3"], "unreadable", "2 answers are given, and the question asks for one"),
        ("side", '["4", "3"]', "unreadable", "2 answers are given, and the question asks for one"),
        ("side", [4], "correct", "is the shape that torch gives"),
        ("side", ["4"], "correct", "is the shape that torch gives"),
        ("listed", '["4", "3"]', "correct", ""),
        ("listed", ["4", "3"], "unreadable", "2 answers are given, and the question asks for one"),
    ],
)
def test_where_one_answer_is_asked_several_are_none(
    grader: Grader, question: str, answer: Any, verdict: str, feedback: str
) -> None:
    found = said(grader, question=question, answer=answer)
    assert (found["verdict"], found["feedback"]) == (verdict, feedback)


def test_several_answers_in_words_are_told_how_to_be_written(grader: Grader) -> None:
    assert said(grader, question="all", answer="nn.AvgPool2d(3), nn.MaxPool2d(3)")["feedback"] == (
        "'(nn.AvgPool2d(3), nn.MaxPool2d(3))' is not a layer: write one such as nn.MaxPool2d(3, stride=2); "
        "semicolons stand between several answers"
    )


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("It runs and gives 4×4", "correct"), ("it runs, and gives 4x4", "unreadable"), ("torch says `no`", "wrong")],
)
def test_what_a_choice_shows_is_that_choice(grader: Grader, answer: str, verdict: str) -> None:
    assert said(grader, question="worded", answer=answer)["verdict"] == verdict


NO_CHOICES = {
    "a letter": ("b", "is none of the choices: the content of one is expected, never its letter"),
    "a sentence": ("both", "is none of the choices"),
    "a choice": ("['4']", ""),
}


@pytest.mark.parametrize(("answer", "feedback"), NO_CHOICES.values(), ids=NO_CHOICES)
def test_what_is_no_choice_is_wrong_and_called_so(grader: Grader, answer: str, feedback: str) -> None:
    found = said(grader, question="listed", answer=answer)
    assert (found["verdict"], found["feedback"]) == ("wrong", feedback)


def test_what_the_author_wrote_may_be_longer_than_what_learners_write(grader: Grader) -> None:
    assert said(grader, question="long", answer=("word " * 100).strip())["verdict"] == "correct"


@pytest.mark.parametrize(
    "value", ["", "a", "\0", "\0null", None, 0, 1, 1.0, True, [], ["a"], {"a": None}, "\ud800", "null"], ids=repr
)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    found = value_of(coded(value))
    assert (found, type(found)) == (value, type(value))


def test_answers_that_differ_are_different_asks() -> None:
    values = ["", "1", 1, 1.0, True, None, "null", [1], ["1"], "[1]", "\0", "\0[1]", "a\0b"]
    asks = {ask_of({"question": "q", "answer": value}) for value in values}
    asks |= {ask_of({"question": "q1", "answer": ""}), ask_of({"variant": "q", "answer": ""})}
    assert len({digest_of(ask) for ask in asks}) == len(asks) == len(values) + 2
