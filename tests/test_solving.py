"""Worked solutions and the facts under them: all as torch confirms it."""

from unittest import mock

import pytest

from asking import ask
from quizproof.engine.oracle import Oracle
from quizproof.engine.solving import Solution, solution, solution_jobs

H_OF_TEN = (
    "H: floor((10 + 2*0 - 1*(3 - 1) - 1) / 3) + 1",
    "   = floor(7 / 3) + 1",
    "   = 3",
    "W: as H",
    "output: (1, 1, 3, 3)",
)
LINES = {
    "shape": (
        "{kind: shape, layer: nn.MaxPool2d(3), input: [1, 1, 10, 10], answer: '(1, 1, 3, 3)'}",
        Solution(("(1, 1, 3, 3)",), H_OF_TEN, ()),
    ),
    "shape without a key": (
        "{kind: shape, layer: nn.MaxPool2d(3), input: [1, 1, 10, 10]}",
        Solution(("(1, 1, 3, 3)",), H_OF_TEN, ()),
    ),
    "layer": (
        "{kind: layer, input: [1, 1, 10, 10], output: [1, 1, 3, 3], answer: nn.MaxPool2d(3)}",
        Solution(("nn.MaxPool2d(3)",), ("nn.MaxPool2d(3):", *H_OF_TEN), ()),
    ),
    "layer without a key": (
        "{kind: layer, input: [1, 1, 10, 10], output: [1, 1, 3, 3]}",
        Solution((), (), ()),
    ),
    "fill": (
        "{kind: fill, layer: nn.MaxPool2d(___), input: [1, 1, 10, 10], output: [1, 1, 3, 3], answer: 3}",
        Solution(("3",), ("nn.MaxPool2d(3):", *H_OF_TEN), ()),
    ),
    "outcome that raises": (
        "{kind: outcome, layer: nn.MaxPool2d(5), input: [1, 1, 4, 4], answer: raises}",
        Solution(
            ("raises",),
            (
                "no window fits: the kernel 5 is larger than H = 4",
                "kernel_size may be at most 4 for this input: nn.MaxPool2d(4) works",
            ),
            (),
        ),
    ),
    "outcome that runs": (
        "{kind: outcome, layer: nn.MaxPool2d(2), input: [1, 4, 6], answer: runs}",
        Solution(
            ("runs",),
            (
                "H: floor((4 + 2*0 - 1*(2 - 1) - 1) / 2) + 1",
                "   = floor(2 / 2) + 1",
                "   = 2",
                "W: floor((6 + 2*0 - 1*(2 - 1) - 1) / 2) + 1",
                "   = floor(4 / 2) + 1",
                "   = 3",
                "output: (1, 2, 3)",
            ),
            (),
        ),
    ),
    "count": (
        "{kind: count, layer: 'nn.Linear(3, 4)', answer: 16}",
        Solution(("16",), ("weight (out, in): 4 * 3 = 12", "bias (out): 4", "parameters: 12 + 4 = 16"), ()),
    ),
    "count of nothing": (
        "{kind: count, layer: nn.ReLU()}",
        Solution(("0",), ("nn.ReLU learns nothing", "parameters: 0"), ()),
    ),
    "count of one parameter": (
        "{kind: count, layer: 'nn.Sequential(nn.ReLU(), nn.LazyLinear(4))', of: 1.weight, input: [2, 3], answer: 12}",
        Solution(("12",), ("1.weight (out, in): 4 * 3 = 12",), ()),
    ),
    "count of trainable": (
        "{kind: count, layer: 'nn.Embedding(3, 4, _freeze=True)', of: trainable}",
        Solution(("0",), ("weight: frozen, so none of it is trained", "trainable: 0"), ()),
    ),
    "count of buffers": (
        "{kind: count, layer: nn.BatchNorm1d(3), of: buffers}",
        Solution(
            ("7",),
            (
                "running_mean (num_features): 3",
                "running_var (num_features): 3",
                "num_batches_tracked: 1",
                "buffers: 3 + 3 + 1 = 7",
            ),
            (),
        ),
    ),
    "count of a lazy layer without input": (
        "{kind: count, layer: nn.LazyLinear(4)}",
        Solution((), (), ()),
    ),
    "count of outputs": (
        "{kind: count, layer: nn.ReLU(), of: outputs, input: [2, 3]}",
        Solution(("6",), ("each number by itself: every size is kept", "output: (2, 3)", "outputs: 2 * 3 = 6"), ()),
    ),
    "count of windows": (
        "{kind: count, layer: nn.AvgPool2d(2), of: windows, input: [5, 1, 4, 4]}",
        Solution(
            ("4",),
            (
                "H: floor((4 + 2*0 - 2) / 2) + 1 = floor(2 / 2) + 1 = 2",
                "W: as H",
                "output: (5, 1, 2, 2)",
                "windows: 2 * 2 = 4",
            ),
            (),
        ),
    ),
    "shape of a parameter": (
        "{kind: shape, layer: 'nn.Conv1d(4, 6, 3, groups=2)', input: [4, 9], of: weight}",
        Solution(("(6, 2, 3)",), ("weight (out, in / groups, kernel): (6, 2, 3)",), ()),
    ),
    "fractional": (
        "{kind: shape, layer: 'nn.FractionalMaxPool2d(2, output_ratio=0.5)', input: [1, 1, 9, 9]}",
        Solution(
            ("(1, 1, 4, 4)",),
            (
                "H: floor(9 * 0.5) = 4",
                "W: floor(9 * 0.5) = 4",
                "windows of 2 x 2 lie at places chosen at random",
                "output: (1, 1, 4, 4)",
            ),
            (),
        ),
    ),
    "text": (
        "{kind: match, answer: because}",
        Solution(("because",), (), ()),
    ),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES)
def test_solution(text: str, expected: Solution, oracle: Oracle) -> None:
    assert solution(ask(text), oracle) == expected


FACTS = {
    "values": (
        "{kind: values, layer: nn.MaxPool2d(2), input: [[1, 2], [3, 6]], answer: [[6]]}",
        "nn.MaxPool2d(2) on [[1, 2], [3, 6]] gives 6",
    ),
    "false evidence shows what is true": (
        "{kind: values, layer: nn.MaxPool2d(2), input: [[1, 2], [3, 6]], answer: [[5]]}",
        "nn.MaxPool2d(2) on [[1, 2], [3, 6]] gives 6",
    ),
    "weights": (
        "{kind: values, layer: 'nn.Conv1d(1, 1, 2)', weights: {weight: [[[-1, 1]]], bias: [0.5]}, input: [0, 5], "
        "answer: [5.5]}",
        "nn.Conv1d(1, 1, 2) with weight [[[-1, 1]]] and bias [0.5] on [0, 5] gives 5.5",
    ),
    "training": (
        "{kind: outcome, layer: nn.BatchNorm1d(3), input: [1, 3], mode: train, answer: raises}",
        "nn.BatchNorm1d(3), in training, on (1, 3) raises ValueError when run",
    ),
    "evaluation": (
        "{kind: outcome, layer: nn.BatchNorm1d(3), input: [1, 3], mode: eval, answer: runs}",
        "nn.BatchNorm1d(3) on (1, 3) runs",
    ),
    "shape": (
        "{kind: shape, layer: nn.ReLU(), input: [2, 3], answer: '(2, 3)'}",
        "nn.ReLU() on (2, 3) gives (2, 3)",
    ),
    "outcome": (
        "{kind: outcome, layer: nn.MaxPool2d(5), input: [1, 1, 4, 4], answer: raises}",
        "nn.MaxPool2d(5) on (1, 1, 4, 4) raises RuntimeError when run",
    ),
    "count": ("{kind: count, layer: 'nn.Linear(3, 4)', answer: 16}", "nn.Linear(3, 4) has 16 parameters"),
    "count of outputs": (
        "{kind: count, layer: nn.MaxPool2d(2), of: outputs, input: [1, 1, 4, 4], answer: 4}",
        "nn.MaxPool2d(2) has 4 outputs on (1, 1, 4, 4)",
    ),
    "layer": (
        "{kind: layer, input: [1, 4], output: [1, 2], answer: 'nn.Linear(4, 2)'}",
        "nn.Linear(4, 2) on (1, 4) gives (1, 2)",
    ),
}


@pytest.mark.parametrize(("text", "said"), FACTS.values(), ids=FACTS)
def test_facts(text: str, said: str, oracle: Oracle) -> None:
    question = ask("{kind: match, answer: because}", evidence=(ask(text),))
    assert solution(question, oracle).facts == (said,)


@pytest.mark.parametrize("text", [text for text, _ in LINES.values()], ids=LINES)
def test_nothing_is_asked_that_was_not_asked_ahead(text: str, oracle: Oracle) -> None:
    question = ask(text)
    ahead = {job.key for job in solution_jobs(question)}
    asked: set[bytes] = set()

    def listening(jobs):
        asked.update(job.key for job in jobs)
        return oracle.ask(jobs)

    solution(question, mock.Mock(ask=listening))
    assert asked <= ahead
