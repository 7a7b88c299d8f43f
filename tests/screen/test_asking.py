"""What may be typed is said beside a question, and its heading keeps what would give the answer away."""

import pytest

from asking import ask
from quizproof.engine.screen.asking import notes

LINE = "kind: shape, layer: nn.MaxPool1d(2), input: [1, 1, 8]"
NOTES = {
    "a shape": (f"{{{LINE}}}", False, ["Type a shape such as (1, 64, 28, 28)."]),
    "one axis": (f"{{{LINE}, axes: [-1]}}", False, ["Type the size along axis -1."]),
    "one axis, with choices": (f"{{{LINE}, axes: [-1]}}", True, ["Only the size along axis -1 is asked."]),
    "two axes": (
        f"{{{LINE}, axes: [0, -1]}}",
        False,
        ["Only the sizes along the axes 0, -1 are asked.", "Type 2 sizes such as 7x7."],
    ),
    "three axes, with choices": (
        f"{{{LINE}, axes: [0, 1, 2]}}",
        True,
        ["Only the sizes along the axes 0, 1, 2 are asked."],
    ),
}


@pytest.mark.parametrize(("text", "choices", "said"), NOTES.values(), ids=NOTES)
def test_what_may_be_typed(text: str, choices: bool, said: list[str]) -> None:
    assert notes(ask(text), choices) == said
