import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

CONV = "{kind: count, layer: 'nn.Conv2d(3, 8, 3, padding=1)', of: %s, input: [2, 3, 10, 12]}"

RIGHT = {
    "parameters": ("{kind: count, layer: 'nn.Conv2d(3, 8, 3)'}", 224),
    "one parameter": (CONV % "bias", 8),
    "outputs": (CONV % "outputs", 2 * 8 * 10 * 12),
    "windows": (CONV % "windows", 10 * 12),
    "windows of a pool with a stride": ("{kind: count, layer: 'nn.MaxPool1d(2, 3)', of: windows, input: [1, 4, 8]}", 3),
    "windows of unfold": ("{kind: count, layer: nn.Unfold(2), of: windows, input: [1, 1, 4, 5]}", 12),
    "buffers": ("{kind: count, layer: nn.BatchNorm2d(5), of: buffers}", 11),
    "trainable": ("{kind: count, layer: nn.BatchNorm2d(5), of: trainable}", 10),
    "none": ("{kind: count, layer: nn.MaxPool2d(2)}", 0),
    "a whole network": ("{kind: count, layer: 'nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))'}", 23),
    "lazy": ("{kind: count, layer: 'nn.LazyLinear(3)', input: [1, 4]}", 15),
}


@pytest.mark.parametrize(("text", "count"), RIGHT.values(), ids=RIGHT)
def test_counts(text: str, count: int, oracle: Oracle) -> None:
    answers = [str(count), str(count + 1), str(count - 1), f"{count:,}.0", "many"]

    assert [verdict for _, verdict, _ in verdicts(oracle, ask(text), answers)] == [
        "correct",
        "wrong",
        "wrong",
        "correct" if count < 1000 else "unreadable",
        "unreadable",
    ]


VOID = {
    "windows of a linear layer": (
        "{kind: count, layer: 'nn.Linear(2, 2)', of: windows, input: [1, 2]}",
        "nn.Linear has no windows: count its outputs",
    ),
    "no input": ("{kind: count, layer: nn.MaxPool2d(2), of: windows}", "of: windows needs an input"),
    "no such parameter": (
        "{kind: count, layer: 'nn.Linear(2, 2)', of: weights}",
        "of: 'weights' is not counted for nn.Linear(2, 2): "
        "write one of parameters, trainable, buffers, outputs, windows, weight, bias",
    ),
}


@pytest.mark.parametrize(("text", "said"), VOID.values(), ids=VOID)
def test_void(text: str, said: str, oracle: Oracle) -> None:
    assert verdicts(oracle, ask(text), ["4"]) == [("4", "void", f"the question failed: {said}")]
