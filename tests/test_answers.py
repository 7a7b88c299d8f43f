"""What torch refuses, what is wrong with a question itself, and what no answer may be judged by."""

import marshal
import random
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from quizproof.engine import answers, layers

PAIR = ("values", (((1, 2), (3, 4)),))
"""A map of one channel, 2 by 2."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        answers.settle()
        yield


def ask(
    want: str,
    name: str,
    *args: Any,
    feed: Any = None,
    of: int | str = 0,
    weights: Any = (),
    train: bool = False,
    **kwargs: Any,
) -> tuple[object, ...]:
    reply = answers.answer((want, [name, args, tuple(kwargs.items())], feed, of, weights, train))
    assert repr(marshal.loads(marshal.dumps(reply, 2))) == repr(reply)
    return reply


def sizes(*shape: int) -> tuple[str, tuple[int, ...]]:
    return ("sizes", shape)


def each(**inputs: Any) -> tuple[str, tuple[tuple[str, Any], ...]]:
    return ("each", tuple(inputs.items()))


def numbers(value: Any) -> tuple[str, Any]:
    return ("values", value)


REFUSED = {
    "kernel of zero": (
        ("MaxPool2d", 0),
        "run",
        "RuntimeError",
        "stride should not be zero",
    ),
    "missing argument": (
        ("MaxPool2d",),
        "built",
        "TypeError",
        "_MaxPoolNd.__init__() missing 1 required positional argument: 'kernel_size'",
    ),
    "too small": (
        ("MaxPool2d", 9),
        "run",
        "RuntimeError",
        "Given input size: (1x4x4). Calculated output size: (1x0x0). Output size is too small",
    ),
    "a float stride": (
        ("Conv2d", 1, 1, 3, 1.5),
        "run",
        "TypeError",
        "conv2d() received an invalid combination of arguments: tuple of (float, float) does not fit",
    ),
    "division by zero": (("GroupNorm", 0, 4), "built", "ZeroDivisionError", "integer modulo by zero"),
    "a set in the text": (
        ("Conv2d", 1, 1, 3, 1, "all"),
        "built",
        "ValueError",
        "Invalid padding string 'all', should be one of {'same', 'valid'}",
    ),
    "inside Sequential": (
        ("Sequential", ["MaxPool2d", (2, 0), ()]),
        "run",
        "RuntimeError",
        "stride should not be zero",
    ),
    "no layer": (("Sequential", (1, 2)), "built", "TypeError", "tuple is not a Module subclass"),
}


@pytest.mark.parametrize(("call", "when", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_what_torch_refuses_is_raised(call: tuple[Any, ...], when: str, error: str, message: str) -> None:
    name, *args = call
    assert ask("shape", name, *args, feed=sizes(1, 1, 4, 4)) == ("Raised", when, error, message)


FAULTS = {
    "no input": (("shape", "ReLU"), {}, "nn.ReLU is given no input"),
    "ragged": (
        ("values", "ReLU"),
        {"feed": numbers(((1, 2), (3,)))},
        "the numbers are ragged: row 2 is 1 long, row 1 is 2 long",
    ),
    "a number among rows": (
        ("values", "ReLU"),
        {"feed": numbers(((1, 2), 3))},
        "the numbers are ragged: row 2 is a number, row 1 is 2 long",
    ),
    "too large for float32": (
        ("values", "ReLU"),
        {"feed": numbers((1e39,))},
        "a number is too large: layers run in float32, which ends at 3.4e38",
    ),
    "too large for anything": (
        ("values", "ReLU"),
        {"feed": numbers((10**400,))},
        "a number is too large: layers run in float32, which ends at 3.4e38",
    ),
    "part of a table row": (
        ("values", "Embedding", 3, 2),
        {"feed": numbers((0, 1.5))},
        "whole numbers are needed here",
    ),
    "unknown input": (
        ("shape", "MaxUnpool2d", 2),
        {"feed": each(input=sizes(1, 1, 2, 2), idx=sizes(1, 1, 2, 2))},
        "nn.MaxUnpool2d has no input 'idx'; it takes 'input', 'indices' and 'output_size'",
    ),
    "missing input": (
        ("shape", "MultiheadAttention", 8, 2),
        {"feed": each(query=sizes(5, 1, 8))},
        "nn.MultiheadAttention needs 'key' and 'value' too",
    ),
    "no such shape": (
        ("shape", "ReLU"),
        {"feed": sizes(1, -1)},
        "no tensor has the shape (1, -1): Trying to create tensor with negative dimension -1: [1, -1]",
    ),
    "unknown weight": (
        ("values", "Linear", 2, 1),
        {"feed": numbers((1, 2)), "weights": (("wieght", ((1, 2),)),)},
        "nn.Linear has no parameter or buffer 'wieght'; it has 'weight' and 'bias'",
    ),
    "weights of another shape": (
        ("values", "Linear", 2, 1),
        {"feed": numbers((1, 2)), "weights": (("weight", ((1, 2, 3),)),)},
        "'weight' of nn.Linear has the shape (1, 2), the given numbers (1, 3)",
    ),
    "unknown output": (
        ("shape", "MaxPool2d", 2),
        {"feed": PAIR, "of": 1},
        "nn.MaxPool2d has 1 output, so there is no output 1",
    ),
    "output that is None": (
        ("shape", "MultiheadAttention", 8, 2),
        {
            "feed": each(query=sizes(5, 8), key=sizes(5, 8), value=sizes(5, 8), need_weights=numbers(False)),
            "of": 1,
        },
        "output 1 of nn.MultiheadAttention is None here",
    ),
    "lazy without an input": (
        ("shape", "LazyLinear", 3),
        {"of": "weight"},
        "'weight' of nn.LazyLinear has its sizes once the layer ran: give an input",
    ),
    "too many numbers": (
        ("values", "ReLU"),
        {"feed": sizes(1001, 1000)},
        "the output has 1,001,000 numbers; at most 1,000,000 are compared",
    ),
    "not in this torch": (("shape", "NoSuchLayer"), {"feed": PAIR}, f"torch {layers.VERSION} has no nn.NoSuchLayer"),
}


@pytest.mark.parametrize(("call", "more", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_question_gives_no_verdict(call: tuple[Any, ...], more: dict[str, Any], reason: str) -> None:
    assert ask(*call, **more) == ("Unfit", reason)


def test_a_layer_that_works_in_place_leaves_the_input_of_others_alone() -> None:
    before = ask("values", "Identity", feed=sizes(7, 5))
    assert ask("values", "ReLU", True, feed=sizes(7, 5)) != before
    ask("shape", "Sequential", ["Threshold", (0, 9.0, True), ()], feed=sizes(7, 5))
    ask("shape", "Hardtanh", 8, 9, True, feed=each(input=sizes(7, 5)))
    assert ask("values", "Identity", feed=sizes(7, 5)) == before


def test_memory_that_runs_out_is_nobodys_mistake() -> None:
    assert ask("shape", "Linear", 10**7, 10**7, feed=sizes(1, 10**7)) == ("Broke", "ran out of memory")
    assert ask("shape", "ReLU", feed=sizes(10**7, 10**7)) == ("Broke", "ran out of memory")


def test_our_own_mistake_is_nobodys_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "flat", lambda output: 1 / 0)
    assert ask("values", "ReLU", feed=sizes(1)) == ("Broke", "failed in ZeroDivisionError: division by zero")


def test_a_small_convolution_is_judged_as_every_other(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    for _ in range(300):
        channels, kernel = chance.randint(1, 3), chance.randint(0, 6)
        words = {
            "stride": chance.randint(0, 3),
            "padding": chance.choice((-1, 0, 1, 4, "same", "valid")),
            "dilation": chance.randint(0, 3),
        }
        call = ("shape", "Conv2d", channels, chance.randint(0, 3), kernel)
        feed = sizes(1, chance.randint(1, 3), 8, chance.randint(1, 9))
        small = ask(*call, feed=feed, **words)
        with monkeypatch.context() as patched:
            patched.setattr(layers, "_is_small", lambda layer, shape: False)
            assert ask(*call, feed=feed, **words) == small
        assert layers.torch.backends.mkldnn.enabled
