import pytest

from asking import ask, verdicts
from quizproof.engine.oracle import Oracle

POOL = "{kind: shape, layer: nn.MaxPool2d(3), input: [1, 1, 9, 12]}"
LSTM = "{kind: shape, layer: 'nn.LSTM(4, 6, bidirectional=True)', input: [5, 2, 4], of: %s}"
ATTENTION = "{kind: shape, layer: 'nn.MultiheadAttention(8, 2)', input: %s, of: %s}"

WRONG = {
    "one more": (POOL, "(1, 1, 3, 5)", "is not the shape that torch gives"),
    "swapped": (
        POOL,
        "(1, 1, 4, 3)",
        "is not the shape that torch gives: it comes of swapping height and width",
    ),
    "a size dropped": (
        POOL,
        "(1, 3, 4)",
        "has 3 sizes, and torch's has 4: it comes of either leaving out the batch or leaving out the channels",
    ),
    "one size": (POOL, "12", "has 1 size, and torch's has 4"),
    "axes in another order": (
        POOL.replace("}", ", axes: [-1, -2]}"),
        "3 4",
        "is not the shape that torch gives: it comes of swapping height and width",
    ),
    "all sizes where two are asked": (
        POOL.replace("}", ", axes: [-2, -1]}"),
        "1 1 3 4",
        "has 4 sizes, and 2 are asked",
    ),
    "first output where the last is asked": (
        LSTM % 2,
        "(5, 2, 12)",
        "is not the shape that torch gives: it comes of mixing up the output of all steps and the state after the last",
    ),
}


@pytest.mark.parametrize(("text", "answer", "said"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, answer: str, said: str, oracle: Oracle) -> None:
    assert verdicts(oracle, ask(text), [answer]) == [(answer, "wrong", said)]


RIGHT = {
    "pool": (POOL, "1x1x3x4"),
    "axes": (POOL.replace("}", ", axes: [-2, -1]}"), "3x4"),
    "shape as text": ("{kind: shape, layer: nn.MaxPool2d(3), input: '(1, 1, 9, 12)'}", "1x1x3x4"),
    "numbers": ("{kind: shape, layer: nn.MaxPool2d(2), input: [[1, 2], [3, 4]]}", "1 1 1 1"),
    "numbers in one row": ("{kind: shape, layer: nn.MaxPool1d(2), input: {numbers: [1, 2, 3, 4]}}", "1 1 2"),
    "first output": (LSTM % 0, "(5, 2, 12)"),
    "second output": (LSTM % 1, "(2, 2, 6)"),
    "parameter": (LSTM % "weight_ih_l0", "(24, 4)"),
    "one shape for every input": (ATTENTION % ("[5, 2, 8]", 1), "(2, 5, 5)"),
    "a shape for each input": (ATTENTION % ("{query: [3, 2, 8], key: [5, 2, 8], value: [5, 2, 8]}", 1), "(2, 3, 5)"),
    "whole numbers for an embedding": ("{kind: shape, layer: 'nn.Embedding(10, 3)', input: [2, 4]}", "(2, 4, 3)"),
    "indices for unpooling": ("{kind: shape, layer: nn.MaxUnpool2d(2), input: [1, 1, 3, 3]}", "(1, 1, 6, 6)"),
    "no sizes": ("{kind: shape, layer: nn.Identity(), input: []}", "()"),
}


@pytest.mark.parametrize(("text", "answer"), RIGHT.values(), ids=RIGHT)
def test_right(text: str, answer: str, oracle: Oracle) -> None:
    assert verdicts(oracle, ask(text), [answer]) == [(answer, "correct", "is the shape that torch gives")]


VOID = {
    "torch refuses": (
        "{kind: shape, layer: nn.MaxPool2d(9), input: [1, 1, 4, 4]}",
        "the question failed: nn.MaxPool2d(9): torch refuses to run it: "
        "Given input size: (1x4x4). Calculated output size: (1x0x0). Output size is too small",
    ),
    "no such output": (
        LSTM % 3,
        "the question failed: nn.LSTM has 3 outputs, so there is no output 3",
    ),
    "no such input": (
        ATTENTION % ("{queri: [3, 2, 8]}", 0),
        "the question failed: nn.MultiheadAttention has no input 'queri'; it takes 'query', 'key', 'value', "
        "'key_padding_mask', 'need_weights', 'attn_mask', 'average_attn_weights' and 'is_causal'",
    ),
    "over the budget": (
        "{kind: shape, layer: nn.ReLU(), input: [20000, 20000]}",
        "the question failed: nn.ReLU(): too large: about 800 million numbers to hold, at most 150 million are allowed",
    ),
    "contradicted key": (
        POOL.replace("}", ", answer: 1x1x3x3}"),
        "the key of this question, 1x1x3x3, is contradicted by torch: is not the shape that torch gives",
    ),
}


@pytest.mark.parametrize(("text", "said"), VOID.values(), ids=VOID)
def test_void(text: str, said: str, oracle: Oracle) -> None:
    assert verdicts(oracle, ask(text), ["1x1x3x4"]) == [("1x1x3x4", "void", said)]
