"""Wrong ideas of what torch refuses: where each applies, what torch does there, and what a learner is told."""

from typing import Any

import pytest

from asking import ask
from quizproof.engine.judging import grade_answer
from quizproof.engine.layercall import read_layer
from quizproof.engine.misconceptions.outcomes import WRONG_OUTCOMES, attempt
from quizproof.engine.oracle import Oracle

APPLY: dict[str, tuple[str, tuple[int, ...], str, list[str]]] = {
    "half of the dilated kernel": (
        "nn.MaxPool2d(3, 1, padding=2, dilation=2)",
        (1, 1, 9, 9),
        "raises",
        ["dilated-padding-limit", "padding-limit-forgotten"],
    ),
    "more than that": ("nn.MaxPool2d(3, 1, 3, 2)", (1, 1, 9, 9), "raises", ["padding-limit-forgotten"]),
    "half of the kernel": ("nn.MaxPool2d(3, 1, 1, 2)", (1, 1, 9, 9), "runs", []),
    "in_channels": ("nn.Conv2d(3, 8, 3)", (1, 4, 9, 9), "raises", ["channels-not-compared"]),
    "num_features": ("nn.BatchNorm2d(3)", (1, 4, 9, 9), "raises", ["channels-not-compared"]),
    "num_features of a row": ("nn.BatchNorm1d(10)", (4, 10), "runs", []),
    "num_features of other rows": ("nn.BatchNorm1d(10)", (4, 9), "raises", ["channels-not-compared"]),
    "its own channels": ("nn.Conv2d(4, 8, 3)", (1, 4, 9, 9), "runs", []),
    "in_features": ("nn.Linear(3, 8)", (2, 4), "raises", ["features-not-compared"]),
    "no window": ("nn.AvgPool1d(7)", (1, 1, 6), "raises", ["empty-output", "fraction-means-invalid"]),
    "padded window": ("nn.AvgPool1d(7, padding=1)", (1, 1, 6), "runs", ["fraction-means-invalid"]),
    "dilated window": (
        "nn.Conv1d(1, 1, 3, dilation=3)",
        (1, 1, 6),
        "raises",
        ["empty-output"],
    ),
    "groups": ("nn.Conv2d(4, 6, 3, groups=4)", (1, 4, 9, 9), "raises", ["uneven-groups"]),
    "groups of inputs": ("nn.Conv2d(4, 6, 3, groups=3)", (1, 4, 9, 9), "raises", ["uneven-groups"]),
    "two groups": ("nn.Conv2d(4, 5, 3, groups=2)", (1, 4, 9, 9), "raises", ["uneven-groups"]),
    "groups of a lazy layer": ("nn.LazyConv2d(6, 3, groups=2)", (1, 4, 9, 9), "runs", []),
    "groups of texts": ("nn.Conv2d('4', 6, 3, groups=2)", (1, 4, 9, 9), "raises", ["channels-not-compared"]),
    "even groups": ("nn.Conv2d(4, 6, 3, groups=2)", (1, 4, 9, 9), "runs", []),
    "same": (
        "nn.Conv2d(1, 1, 3, stride=2, padding='same')",
        (1, 1, 9, 9),
        "raises",
        ["same-with-stride"],
    ),
    "same and no stride": ("nn.Conv2d(1, 1, 3, padding='same')", (1, 1, 9, 9), "runs", []),
    "output_padding": (
        "nn.ConvTranspose2d(1, 1, 3, stride=2, output_padding=2)",
        (1, 1, 5, 5),
        "raises",
        ["output-padding-unlimited"],
    ),
    "less output_padding": ("nn.ConvTranspose2d(1, 1, 3, stride=2, output_padding=1)", (1, 1, 5, 5), "runs", []),
    "dilated output_padding": (
        "nn.ConvTranspose2d(1, 1, 3, stride=2, output_padding=2, dilation=3)",
        (1, 1, 5, 5),
        "runs",
        [],
    ),
    "stride past the kernel": (
        "nn.AvgPool2d(kernel_size=2, stride=3)",
        (1, 1, 5, 5),
        "runs",
        ["stride-past-kernel", "even-kernel-refused"],
    ),
    "stride as long as the kernel": ("nn.AvgPool2d(3, stride=3)", (1, 1, 9, 9), "runs", []),
    "a rest": ("nn.MaxPool2d(3, stride=2)", (1, 1, 8, 9), "runs", ["fraction-means-invalid"]),
    "no rest with padding": ("nn.MaxPool2d(3, stride=2, padding=1)", (1, 1, 9, 9), "runs", []),
    "even along one side": ("nn.MaxPool2d((3, 4), 1)", (1, 1, 8, 8), "runs", ["even-kernel-refused"]),
    "no batch": ("nn.Conv2d(1, 1, 3)", (1, 9, 9), "runs", ["batch-required"]),
    "more dimensions": ("nn.Linear(3, 8)", (2, 5, 3), "runs", ["linear-takes-rows-only"]),
    "two dimensions": ("nn.Linear(3, 8)", (2, 3), "runs", []),
    "nothing to say": ("nn.ReLU()", (2, 3), "runs", []),
}


@pytest.mark.parametrize(("layer", "shape", "happens", "slugs"), APPLY.values(), ids=APPLY)
def test_where_they_apply(layer: str, shape: tuple[int, ...], happens: str, slugs: list[str], oracle: Oracle) -> None:
    tried = attempt(read_layer(layer), shape)
    question = ask("{kind: outcome}", layer=layer, input=list(shape))

    assert tried is not None
    assert [idea.slug for idea in WRONG_OUTCOMES if idea.when(tried)] == slugs
    assert question.derived() == happens
    assert grade_answer(oracle, question, happens).verdict.value == "correct"
    for slug, _, text in question.predictions():
        grade = grade_answer(oracle, question, text)
        assert (grade.verdict.value, slug in grade.misconceptions) == (
            ("correct", False) if text == happens else ("wrong", True)
        )


def test_every_idea_is_tried() -> None:
    assert {slug for _, _, _, slugs in APPLY.values() for slug in slugs} == {idea.slug for idea in WRONG_OUTCOMES}


def test_a_signature_that_refuses() -> None:
    assert attempt(read_layer("nn.MaxPool2d(size=3)"), (1, 1, 9, 9)) is None
    assert list(ask("{kind: outcome, layer: nn.MaxPool2d(size=3), input: [1, 1, 9, 9]}").predictions()) == []


TOLD: dict[str, tuple[str, dict[str, Any], str, tuple[str, ...]]] = {
    "it does not run": (
        "runs",
        {"layer": "nn.MaxPool2d(3, 1, 2, 2)"},
        "is not what happens: it does not run; it may come of either allowing half of the dilated kernel as padding "
        "(torch takes the kernel as it is written) or allowing any padding (a pool takes at most half of its kernel)",
        ("dilated-padding-limit", "padding-limit-forgotten"),
    ),
    "it does not raise": (
        "raises RuntimeError when built",
        {"layer": "nn.AvgPool2d(3, 4)"},
        "is not what happens: it does not raise; it may come of taking a stride that is larger than the window for an "
        "error",
        ("stride-past-kernel",),
    ),
    "another error": (
        "raises ValueError",
        {"layer": "nn.MaxPool2d(4, 1, 3)"},
        "is not what happens: it raises, but not ValueError",
        (),
    ),
}


@pytest.mark.parametrize(("answer", "keys", "feedback", "slugs"), TOLD.values(), ids=TOLD)
def test_a_learner_is_told(
    answer: str, keys: dict[str, Any], feedback: str, slugs: tuple[str, ...], oracle: Oracle
) -> None:
    question = ask("{kind: outcome, input: [1, 1, 7, 7]}", **keys)
    grade = grade_answer(oracle, question, answer)

    assert (grade.verdict.value, grade.feedback, grade.misconceptions) == ("wrong", feedback, slugs)


def test_luck_is_said_as_the_key_says_it() -> None:
    keys = {"layer": "nn.MaxPool2d(4, 1, 3)", "input": [1, 1, 7, 7], "answer": "raises RuntimeError when run"}
    question = ask("{kind: outcome}", **keys)

    assert [(slug, text) for slug, _, text in question.predictions()] == [
        ("padding-limit-forgotten", "runs"),
        ("even-kernel-refused", "raises RuntimeError when run"),
    ]
