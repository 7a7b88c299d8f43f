import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

MAX = "{kind: values, layer: nn.MaxPool2d(2), input: [[1, 2, 3, 4], [5, 6, 7, 8], [3, 1, 4, 1], [1, 3, 1, 2]]}"
MEAN = "{kind: values, layer: nn.AvgPool2d(3), input: [[1, 0, 0], [0, 0, 0], [0, 0, 0]]}"
LINEAR = "{kind: values, layer: 'nn.Linear(2, 2)', weights: {weight: [[1, 0], [0, 2]], bias: [10, 20]}, input: [1, 2]}"

CASES = {
    "max": (
        MAX,
        {
            "[[6, 8], [3, 4]]": ("correct", "is what torch gives"),
            "6 8; 3 4": ("correct", "is what torch gives"),
            "tensor([[[[6., 8.],\n [3., 4.]]]])": ("correct", "is what torch gives"),
            "[[6, 8], [3, 5]]": ("wrong", "is not what torch gives: 1 of 4 numbers differs"),
            "[[6, 3], [8, 4]]": ("wrong", "is not what torch gives: 2 of 4 numbers differ"),
            "6 8 3 4": ("wrong", "has the shape (4,), and torch's has (2, 2)"),
            "6 8": ("wrong", "has the shape (2,), and torch's has (2, 2)"),
            "6": ("wrong", "is one number, and torch gives 4 numbers"),
            "nan 8; 3 4": ("wrong", "is not what torch gives: 1 of 4 numbers differs"),
            "six": ("unreadable", "'six' is not a tensor: write numbers such as [[6, 8], [3, 4]] or 6 8; 3 4"),
        },
    ),
    "tolerance": (
        MEAN,
        {
            "0.1111": ("correct", "is what torch gives"),
            "0.111": ("correct", "is what torch gives"),
            "0.11": ("wrong", "is not what torch gives"),
            "1 2": ("wrong", "has 2 numbers, and torch gives one"),
            "[[[[0.1116]]]]": ("correct", "is what torch gives"),
            "0.1117": ("wrong", "is not what torch gives"),
        },
    ),
    "weights": (
        LINEAR,
        {
            "11 24": ("correct", "is what torch gives"),
            "1 4": ("wrong", "is not what torch gives: 2 of 2 numbers differ"),
        },
    ),
    "flat numbers": ("{kind: values, layer: nn.ReLU(), input: [-1, 2]}", {"0 2": ("correct", "is what torch gives")}),
    "not a number": (
        "{kind: values, layer: 'nn.LPPool1d(3, 2)', input: [-2, -2]}",
        {"nan": ("correct", "is what torch gives"), "2": ("wrong", "is not what torch gives")},
    ),
    "second output": (
        MAX.replace("nn.MaxPool2d(2)", "'nn.MaxPool2d(2, return_indices=True)', of: 1"),
        {
            "5 7; 8 10": ("correct", "is what torch gives"),
            "6 8; 3 4": ("wrong", "is not what torch gives: 4 of 4 numbers differ"),
        },
    ),
    "training": (
        "{kind: values, layer: 'nn.BatchNorm1d(1)', mode: train, input: [-1, 1], tolerance: 0.01}",
        {"-1 1": ("correct", "is what torch gives")},
    ),
    "random weights": (
        "{kind: values, layer: 'nn.Linear(1, 1)', input: [1]}",
        {
            "1": (
                "void",
                "the question failed: the numbers depend on random numbers, so no key holds: "
                "set `weights`, or ask for the shape",
            )
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_verdicts(text: str, expected: dict[str, tuple[str, str]], oracle: Oracle) -> None:
    found = {answer: (verdict, said) for answer, verdict, said in verdicts(oracle, ask(text), list(expected))}

    assert found == expected
