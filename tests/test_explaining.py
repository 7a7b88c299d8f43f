"""Worked solutions, facts, and what becomes of a layer and a shape: all as torch confirms it."""

import json
from unittest import mock

import pytest

from asking import ask
from quizproof.engine import explaining
from quizproof.engine.explaining import Solution, TorchRefuses, explain, solution, solution_jobs
from quizproof.engine.literals import Unreadable
from quizproof.engine.oracle import Oracle

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
        Solution(("raises",), ("no window fits: the kernel 5 is larger than H = 4",), ()),
    ),
    "count": (
        "{kind: count, layer: 'nn.Linear(3, 4)', answer: 16}",
        Solution(("16",), (), ()),
    ),
    "fractional": (
        "{kind: shape, layer: 'nn.FractionalMaxPool2d(2, output_ratio=0.5)', input: [1, 1, 9, 9]}",
        Solution(("(1, 1, 4, 4)",), ("H: floor(9 * 0.5) = 4", "W: floor(9 * 0.5) = 4", "output: (1, 1, 4, 4)"), ()),
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


def test_a_derivation_that_torch_contradicts_is_left_out(oracle: Oracle) -> None:
    wrong = mock.Mock(shapes=((1, 1, 9, 9),))
    with mock.patch.object(explaining, "work_out", return_value=wrong):
        assert explain("nn.MaxPool2d(3)", "1,1,10,10", oracle).steps == ()


def test_explanation(oracle: Oracle) -> None:
    found = explain("MaxPool2d(3)", "1 1 10 10", oracle)
    assert json.loads(found.as_json()) == {
        "format": 1,
        "torch": oracle.torch,
        "layer": "nn.MaxPool2d(3)",
        "input": [1, 1, 10, 10],
        "outputs": [[1, 1, 3, 3]],
        "parameters": 0,
        "derivation": list(H_OF_TEN),
        "windows": [
            {
                "axis": axis,
                "size": 10,
                "kernel": 3,
                "stride": 3,
                "padding": [0, 0],
                "dilation": 1,
                "count": 3,
                "dropped": 1,
            }
            for axis in "HW"
        ],
    }


UNEXPLAINED = {
    "no layer": ("MaxPool", "1,1", Unreadable),
    "no shape": ("nn.ReLU()", "one", Unreadable),
    "negative": ("nn.ReLU()", "(-1, 2)", Unreadable),
    "too large": ("nn.Linear(100000, 100000)", "1,100000", Unreadable),
    "refused when built": ("nn.Conv2d(1, 1)", "1,1,2,2", TorchRefuses),
    "refused when run": ("nn.Linear(3, 4)", "1,5", TorchRefuses),
}


@pytest.mark.parametrize(("layer", "shape", "error"), UNEXPLAINED.values(), ids=UNEXPLAINED)
def test_unexplained(layer: str, shape: str, error: type[Exception], oracle: Oracle) -> None:
    with pytest.raises(error):
        explain(layer, shape, oracle)
