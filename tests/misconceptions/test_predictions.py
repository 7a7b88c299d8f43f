"""Keys by the formulas alone, and the wrong answers that misconceptions lead to, in questions of every kind."""

import random
from pathlib import Path
from typing import Any

import pytest

from asking import ask
from quizproof.engine.bank import load
from quizproof.engine.findings import Source
from quizproof.engine.judging import grade_answer
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question
from quizproof.engine.topic import read_topic
from quizproof.engine.verdict import Verdict
from quizproof.engine.yamltext import read_yaml

CONV = "nn.Conv2d(3, 16, 3, stride=2, padding=1)"
NET = "nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.Flatten())"
BACK = "nn.ConvTranspose2d(3, 16, 3, stride=2, padding=1, output_padding=1)"
MAP = [[3, 1, 0, 2], [4, 8, 5, 1], [7, 2, 6, 6], [0, 1, 9, 3]]
AROUND = "nn.AvgPool2d(3, stride=1, padding=1)"

# A question without an answer: its key, and the three wrong choices that are made.
OFFERED: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "a pool": (
        {"kind": "shape", "layer": "nn.MaxPool2d(3, stride=2)", "input": [1, 1, 10, 10]},
        "(1, 1, 4, 4)",
        ["(1, 1, 3, 3)", "(1, 1, 5, 5)", "(1, 1, 10, 10)"],
    ),
    "a pool whose stride is left out": (
        {"kind": "shape", "layer": "nn.MaxPool2d(2)", "input": [1, 16, 32, 32]},
        "(1, 16, 16, 16)",
        ["(1, 16, 31, 31)", "(1, 16, 15, 15)", "(1, 8, 16, 16)"],
    ),
    "a pool whose stride is the kernel's size": (
        {"kind": "shape", "layer": "nn.MaxPool2d(2, 2)", "input": [1, 16, 32, 32]},
        "(1, 16, 16, 16)",
        ["(1, 16, 15, 15)", "(1, 8, 16, 16)", "(1, 16, 32, 32)"],
    ),
    "a rectangle": (
        {"kind": "shape", "layer": "nn.MaxPool2d((3, 2))", "input": [1, 1, 12, 9]},
        "(1, 1, 4, 4)",
        ["(1, 1, 10, 8)", "(1, 1, 6, 3)", "(1, 1, 3, 3)"],
    ),
    "a convolution": (
        {"kind": "shape", "layer": CONV, "input": [8, 3, 32, 32]},
        "(8, 16, 16, 16)",
        ["(8, 3, 16, 16)", "(8, 16, 15, 15)", "(8, 16, 17, 17)"],
    ),
    "along two axes": (
        {"kind": "shape", "layer": CONV, "input": [8, 3, 32, 32], "axes": [-2, -1]},
        "(16, 16)",
        ["(15, 15)", "(17, 17)", "(32, 32)"],
    ),
    "along one": (
        {"kind": "shape", "layer": CONV, "input": [8, 3, 32, 32], "axes": [1]},
        "16",
        ["3"],
    ),
    "a dilated one": (
        {"kind": "shape", "layer": "nn.Conv1d(1, 1, 3, dilation=4)", "input": [1, 1, 20], "axes": [-1]},
        "12",
        ["18", "11", "9"],
    ),
    "ceil_mode": (
        {"kind": "shape", "layer": "nn.MaxPool1d(1, 2, ceil_mode=True)", "input": [1, 1, 32]},
        "(1, 1, 16)",
        ["(1, 1, 17)", "(1, 16, 1)", "(1, 16)"],
    ),
    "a transposed one": (
        {"kind": "shape", "layer": BACK, "input": [8, 3, 32, 32]},
        "(8, 16, 64, 64)",
        ["(8, 16, 16, 16)", "(8, 16, 65, 65)", "(8, 3, 64, 64)"],
    ),
    "a small network": (
        {"kind": "shape", "layer": NET, "input": [1, 3, 32, 32], "axes": [1]},
        "2304",
        ["10000", "1296", "10816"],
    ),
    "linear": ({"kind": "shape", "layer": "nn.Linear(4, 5)", "input": [8, 3, 4]}, "(8, 3, 5)", ["(8, 5)", "(3, 5)"]),
    "flatten": ({"kind": "shape", "layer": "nn.Flatten()", "input": [8, 3, 4]}, "(8, 12)", ["(96,)", "(12,)"]),
    "adaptive": (
        {"kind": "shape", "layer": "nn.AdaptiveAvgPool2d(2)", "input": [8, 3, 9, 9]},
        "(8, 3, 2, 2)",
        ["(8, 3, 4, 4)", "(8, 2, 2, 3)", "(3, 2, 2)"],
    ),
    "parameters": (
        {"kind": "count", "layer": "nn.Conv2d(3, 16, 5)"},
        "1216",
        ["1200", "496", "416"],
    ),
    "windows": (
        {"kind": "count", "layer": "nn.MaxPool2d(3, 2)", "of": "windows", "input": [1, 3, 10, 10]},
        "16",
        ["9", "25", "100"],
    ),
    "outputs": (
        {"kind": "count", "layer": "nn.MaxPool2d(3, 2)", "of": "outputs", "input": [2, 3, 10, 10]},
        "96",
        ["54", "150", "32"],
    ),
    "largest": (
        {"kind": "values", "layer": "nn.MaxPool2d(2)", "input": MAP},
        "[[8, 5], [7, 9]]",
        ["[[8, 8, 5], [8, 8, 6], [7, 9, 9]]", "[[4, 2], [2.5, 6]]"],
    ),
    "negative": (
        {"kind": "values", "layer": "nn.MaxPool1d(3, 1, padding=1)", "input": [-3, -1, -4]},
        "[-1, -1, -1]",
        ["[0, -1, 0]", "-1", "[-2, -2.66667, -2.5]"],
    ),
    "means": (
        {"kind": "values", "layer": "nn.AvgPool1d(3, 2, padding=1)", "input": [3, 6, 9, 6, 6]},
        "[3, 7, 4]",
        ["[4.5, 7, 6]", "[6, 7]", "[6, 9, 6]"],
    ),
    "it runs": (
        {"kind": "outcome", "layer": "nn.AvgPool2d(2, 3)", "input": [1, 1, 5, 5]},
        "runs",
        ["raises"],
    ),
    "it raises": (
        {"kind": "outcome", "layer": "nn.MaxPool2d(3, 1, 2, 2)", "input": [1, 1, 9, 9]},
        "raises",
        ["runs"],
    ),
    "a blank": (
        {
            "kind": "fill",
            "layer": "nn.Conv2d(3, 8, kernel_size=5, padding=___)",
            "input": [1, 3, 28, 28],
            "output": [1, 8, 28, 28],
        },
        "2",
        ["4", "1", "3"],
    ),
    "a pool whose stride is written": (
        {
            "kind": "layer",
            "input": [1, 1, 10, 10],
            "output": [1, 1, 8, 8],
            "answer": "nn.MaxPool2d(3, stride=1)",
        },
        "nn.MaxPool2d(3, stride=1)",
        ["nn.MaxPool2d(3)", "nn.MaxPool2d(2, stride=1)", "nn.MaxPool2d(3, stride=2)"],
    ),
    "a layer with one number": (
        {"kind": "layer", "input": [1, 1, 12, 12], "output": [1, 1, 6, 6], "answer": "nn.MaxPool2d(2)"},
        "nn.MaxPool2d(2)",
        ["nn.MaxPool2d(7)", "nn.MaxPool2d(6, stride=1)", "nn.MaxPool2d(3, stride=2)"],
    ),
    "a layer": (
        {"kind": "layer", "input": [1, 1, 10, 10], "output": [1, 1, 4, 4], "among": ["nn.MaxPool2d"]},
        "nn.MaxPool2d(kernel_size=4, stride=2)",
        [
            "nn.MaxPool2d(kernel_size=2, stride=2)",
            "nn.MaxPool2d(kernel_size=5, stride=2)",
            "nn.MaxPool2d(kernel_size=4, stride=3)",
        ],
    ),
}


def asked_in(keys: dict[str, Any]) -> Question:
    """Return the question as a bank holds it, with distractors from misconceptions."""
    lines = [f"  {name}: {value!r}" for name, value in keys.items()]
    text = "\n".join(
        ["title: T", "questions:", "- id: one", "  prompt: What?", *lines, "  distractors: misconceptions"]
    )
    topic, findings = read_topic(Source("t.yaml", read_yaml(text.encode())), "t")
    assert findings == []
    [question] = topic.questions
    return question


@pytest.mark.parametrize(("keys", "right", "wrong"), OFFERED.values(), ids=OFFERED)
def test_the_choices_that_are_made(keys: dict[str, Any], right: str, wrong: list[str], oracle: Oracle) -> None:
    question = asked_in(keys)

    assert [key.graded for key in question.keys] == [right]
    assert [choice.graded for _, choice in question.wrong] == wrong
    assert grade_answer(oracle, question, right).verdict is Verdict.CORRECT
    for text in wrong:
        grade = grade_answer(oracle, question, text)
        assert grade.verdict is Verdict.WRONG
        assert grade.misconceptions, text


WITHOUT_KEY: dict[str, dict[str, Any]] = {
    "a count that no formula knows": {"kind": "count", "layer": "nn.LSTM(3, 4)", "of": "bias_hh_l0"},
    "windows of what has none": {"kind": "count", "layer": "nn.ReLU()", "of": "windows", "input": [1, 2]},
    "windows without an input": {"kind": "count", "layer": "nn.MaxPool2d(2)", "of": "windows"},
    "what torch refuses": {"kind": "shape", "layer": "nn.MaxPool2d(2, padding=2)", "input": [1, 1, 8, 8]},
    "axes that do not exist": {"kind": "shape", "layer": "nn.MaxPool2d(2)", "input": [1, 1, 8, 8], "axes": [7]},
    "a parameter's shape": {"kind": "shape", "layer": "nn.Linear(2, 3)", "input": [1, 2], "of": "weight"},
    "values of what is no pool": {"kind": "values", "layer": "nn.ReLU()", "input": [1, -2]},
    "indices": {"kind": "values", "layer": "nn.MaxPool1d(2, return_indices=True)", "input": [1, 2], "of": 1},
    "no layer fits": {"kind": "layer", "input": [2, 3], "output": [5, 7, 9]},
}


@pytest.mark.parametrize("keys", WITHOUT_KEY.values(), ids=WITHOUT_KEY)
def test_where_the_formulas_do_not_know(keys: dict[str, Any]) -> None:
    question = ask("{}", **keys)

    assert question.derived() is None
    assert list(question.predictions()) == []


def test_what_is_too_large_to_run_has_no_key() -> None:
    assert ask("{kind: shape, layer: 'nn.Conv2d(20000, 20000, 9)', input: [1, 20000, 9, 9]}").derived() is None


def test_more_numbers_than_anybody_may_type() -> None:
    numbers = [[[1000.125 + row] * 60 for row in range(20)]]
    question = ask("{kind: values, layer: nn.AvgPool2d(1)}", input=numbers)

    assert (question.derived(), list(question.predictions())) == (None, [])


def test_kinds_of_which_nothing_is_derived() -> None:
    for keys in ({"kind": "match", "answer": "yes"}, {"kind": "config", "answer": "nn.MaxPool2d(2)"}):
        question = ask("{}", **keys)
        assert (question.derived(), list(question.predictions())) == (None, [])


def some_question(chance: random.Random) -> dict[str, Any]:
    """Return a question of some kind, mostly about a layer whose windows leave nothing to luck."""
    kernel, stride = chance.randint(1, 5), chance.randint(1, 4)
    padding, dilation = chance.randint(0, kernel // 2), chance.choice((1, 1, 2))
    height, width = chance.randint(8, 30), chance.randint(8, 30)
    ceil = chance.random() < 0.3
    layer = chance.choice(
        (
            f"nn.MaxPool2d({kernel}, {stride}, {padding}, {dilation}, ceil_mode={ceil})",
            f"nn.MaxPool2d({kernel})",
            f"nn.AvgPool2d(({kernel}, {kernel + 1}), {stride}, {padding}, {ceil})",
            f"nn.Conv2d(3, {chance.choice((3, 8))}, {kernel}, {stride}, {padding}, {dilation}, bias={ceil})",
            f"nn.ConvTranspose2d(3, 5, {kernel}, {stride}, {padding}, output_padding={stride - 1})",
            f"nn.Sequential(nn.Conv2d(3, 6, {kernel}), nn.MaxPool2d(2, {stride}), nn.ReLU())",
        )
    )
    kind = chance.choice(("shape", "shape", "axes", "outputs", "parameters", "values", "outcome", "layer"))
    asked: dict[str, Any] = {"layer": layer, "input": [2, 3, height, width]}
    if kind == "axes":
        return asked | {"kind": "shape", "axes": [-1, -2]}
    if kind in ("outputs", "parameters"):
        return asked | {"kind": "count", "of": kind}
    if kind == "values":
        numbers = [[chance.randint(-9, 9) for _ in range(6)] for _ in range(5)]
        return asked | {"kind": kind, "input": [[numbers] * 3]}
    if kind == "layer":
        output = [2, 3, height // 2, width // 2]
        return {"kind": kind, "input": asked["input"], "output": output, "answer": "nn.MaxPool2d(2)"}
    return asked | {"kind": kind}


def test_a_wrong_answer_that_is_predicted_is_named(oracle: Oracle) -> None:
    """What a misconception predicts is either right, by luck, or wrong, and then its name is told."""
    chance, named, lucky = random.Random(7), 0, 0
    for _ in range(200):
        question = ask("{}", **some_question(chance))
        right = question.derived()
        if right is not None:
            assert grade_answer(oracle, question, right).verdict is Verdict.CORRECT, (question.kind, right)
        for slug, _, text in question.predictions():
            if len(text) > 300:  # of a learner, no more is read
                continue
            grade = grade_answer(oracle, question, text)
            named += slug in grade.misconceptions
            lucky += grade.verdict is Verdict.CORRECT
            told = grade.verdict is Verdict.CORRECT or slug in grade.misconceptions
            assert told, (question.kind, getattr(question, "layer", ""), slug, text, grade)
    assert named > 800
    assert lucky > 200


def test_the_shipped_topics(oracle: Oracle) -> None:
    topics = [path.stem for path in (Path(__file__).parents[2] / "quizbank").glob("*.yaml")]
    questions = [question for name in topics for topic in load(name) for question in topic.questions]
    derived = [(question, text) for question in questions if (text := question.derived()) is not None]

    assert len(derived) > len(questions) // 3
    for question, text in derived:
        assert grade_answer(oracle, question, text).verdict is Verdict.CORRECT, (question.id, text)
