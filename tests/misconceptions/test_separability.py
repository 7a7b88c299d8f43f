"""What variants tell apart: counted by hand for a small family, and the numbers by which variants are drawn."""

import pytest

from asking import ask
from quizproof.engine.misconceptions.known import MISCONCEPTIONS
from quizproof.engine.misconceptions.separability import CORE, Separability, answers, score, tells_apart
from quizproof.engine.question import Question


def pool(size: int, kernel: int = 3, **keys: object) -> Question:
    return ask("{kind: shape, axes: [-1]}", layer=f"nn.MaxPool1d({kernel}, 2)", input=[1, 1, size], **keys)


def added(*questions: Question) -> Separability:
    found = Separability()
    for question in questions:
        found.add(question)
    return found


def test_the_answers_of_one_question() -> None:
    # The size is 10, the kernel 3, the stride 2: (10 - 3) / 2 + 1 is 4.5.
    assert answers(pool(10)) == {
        "no-plus-one": {"3"},
        "ceil-for-floor": {"5"},
        "same-despite-stride": {"10"},
        "divided-by-kernel": {"3"},
        "assumed-same": {"5"},
        "divided-by-stride": {"5"},
        "plus-one-before-floor": {"4"},
        "plus-one-in-denominator": {"2"},
        "only-padding-divided": {"8"},
        "kernel-not-subtracted": {"6"},
        "kernel-added": {"7"},
        "kernel-as-radius": {"2"},
        "channels-last": {"1"},
    }


def test_what_a_family_tells_apart() -> None:
    found = added(pool(10), pool(11), pool(12))

    assert found.variants == 3
    assert (found.applies["ceil-for-floor"], found.lucky["ceil-for-floor"]) == (3, 1)
    assert (found.applies["no-plus-one"], found.lucky["no-plus-one"]) == (3, 0)
    assert ("no-plus-one", "plus-one-in-denominator") not in found.not_apart
    assert found.not_apart == (("ceil-for-floor", "divided-by-stride"),)  # 5 each, 5 each, 6 each


def test_merging_is_adding() -> None:
    one, other = added(pool(10), pool(11)), added(pool(12, 5))
    one.merge(other)

    assert one == added(pool(10), pool(11), pool(12, 5))


def test_a_pair_is_told_apart() -> None:
    # 10 by 3 by 2: no + 1 gives 3, and so does dividing by the kernel.
    assert not tells_apart(pool(10), "no-plus-one", "divided-by-kernel")
    assert tells_apart(pool(12), "no-plus-one", "ceil-for-floor")
    assert tells_apart(pool(15), "no-plus-one", "divided-by-kernel")
    assert not tells_apart(pool(10), "no-plus-one", "padding-once")  # there is no padding


def test_as_text() -> None:
    found = Separability(
        2,
        {"bias-forgotten": 2, "features-added": 2, "bias-per-layer": 2, "bias-per-input": 1},
        {"bias-forgotten": 0, "features-added": 0, "bias-per-layer": 0, "bias-per-input": 1},
        {("bias-forgotten", "features-added"), ("bias-per-input", "bias-per-layer")},
        {("bias-forgotten", "features-added")},
    )

    assert found.as_text(80).split("\n") == [
        "misconception   applies  right by luck",
        "bias-forgotten        2              -",
        "bias-per-layer        2              -",
        "bias-per-input        1              1",
        "features-added        2              -",
        "",
        "Not told apart by any variant:",
        "  bias-per-input, bias-per-layer",
    ]
    assert found.as_text(20).split("\n")[:6] == [
        "bias-forgotten",
        "  applies 2, right",
        "by luck 0",
        "bias-per-layer",
        "  applies 2, right",
        "by luck 0",
    ]
    assert found.as_facts() == {
        "variants": 2,
        "misconceptions": [
            {"name": "bias-forgotten", "applies": 2, "by_luck": 0},
            {"name": "bias-per-layer", "applies": 2, "by_luck": 0},
            {"name": "bias-per-input", "applies": 1, "by_luck": 1},
            {"name": "features-added", "applies": 2, "by_luck": 0},
        ],
        "not_told_apart": [["bias-per-input", "bias-per-layer"]],
    }


def test_nothing_to_say() -> None:
    found = added(ask("{kind: match, answer: 'yes'}"))

    assert found.as_text(80) == "No misconception speaks of this question."
    assert found.as_facts() == {"variants": 1, "misconceptions": [], "not_told_apart": []}


# A seed names a variant for ever: a change here shows learners other variants than before.
SCORES: dict[str, tuple[dict[str, object], int]] = {
    "all by luck but one": ({"kind": "shape", "layer": "nn.MaxPool2d(1)", "input": [1, 1, 8, 8]}, 2),
    "pool": ({"kind": "shape", "layer": "nn.MaxPool2d(3, 2)", "input": [1, 1, 10, 10]}, 3),
    "stride left out": ({"kind": "shape", "layer": "nn.MaxPool2d(2)", "input": [1, 16, 32, 32]}, 3),
    "conv": ({"kind": "shape", "layer": "nn.Conv2d(3, 8, 5, 2, 1, 2)", "input": [1, 3, 33, 40]}, 4),
    "back": ({"kind": "shape", "layer": "nn.ConvTranspose1d(3, 8, 3, 2, 1, 1)", "input": [1, 3, 9]}, 4),
    "ceil": ({"kind": "values", "layer": "nn.MaxPool1d(2, 2, ceil_mode=True)", "input": [1, 2, 3, 4, 5]}, 1),
    "parameters": ({"kind": "count", "layer": "nn.Linear(3, 4)"}, 0),
    "no size": ({"kind": "shape", "layer": "nn.ReLU()", "input": [1, 2]}, 0),
    "refused": ({"kind": "outcome", "layer": "nn.MaxPool2d(2, padding=2)", "input": [1, 1, 4, 4]}, 0),
    "text": ({"kind": "match", "answer": "yes"}, 0),
    "layer": ({"kind": "layer", "input": [1, 1, 8, 8], "output": [1, 1, 4, 4], "answer": "nn.MaxPool2d(2)"}, 0),
}


@pytest.mark.parametrize(("keys", "expected"), SCORES.values(), ids=SCORES)
def test_scores_never_change(keys: dict[str, object], expected: int) -> None:
    assert score(ask("{}", **keys)) == expected


def test_the_core_is_there() -> None:
    assert set(CORE) <= MISCONCEPTIONS.keys()
    assert len(CORE) == 17
