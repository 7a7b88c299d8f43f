"""What layers compute: numbers, shapes and counts."""

import marshal
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from quizproof.engine import answers, layers

PAIR = ("values", (((1, 2), (3, 4)),))


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


COMPUTED = {
    "a pool": (("MaxPool2d", 2), {"feed": PAIR}, (1, 1, 1), (((4.0,),),)),
    "the second output": (
        ("MaxPool2d", 2),
        {"feed": PAIR, "of": 1, "return_indices": True},
        (1, 1, 1),
        (((3,),),),
    ),
    "unpooling, the last of each window": (
        ("MaxUnpool1d", 2),
        {"feed": numbers(((5, 6),))},
        (1, 4),
        ((0.0, 5.0, 0.0, 6.0),),
    ),
    "unpooling with indices": (
        ("MaxUnpool1d", 2),
        {"feed": each(input=numbers(((5, 6),)), indices=numbers(((0, 3),)))},
        (1, 4),
        ((5.0, 0.0, 0.0, 6.0),),
    ),
    "unpooling to a size": (
        ("MaxUnpool1d", 2),
        {"feed": each(input=numbers(((5, 6),)), output_size=numbers((5,)))},
        (1, 5),
        ((0.0, 5.0, 0.0, 6.0, 0.0),),
    ),
    "weights": (
        ("Linear", 2, 1),
        {"feed": numbers((1, 2)), "weights": (("weight", ((1, 2),)), ("bias", (3,)))},
        (1,),
        (8.0,),
    ),
    "weights with leading dimensions left out": (
        ("Conv2d", 1, 1, 2),
        {"feed": PAIR, "weights": (("weight", ((1, 1), (1, 1))),), "bias": False},
        (1, 1, 1),
        (((10.0,),),),
    ),
    "weights of a lazy layer": (
        ("LazyLinear", 1),
        {"feed": numbers((1, 2)), "weights": (("weight", ((1, 2),)), ("bias", (3,)))},
        (1,),
        (8.0,),
    ),
    "a table": (
        ("Embedding", 3, 2),
        {"feed": numbers((2, 0)), "weights": (("weight", ((1, 2), (3, 4), (5, 6))),)},
        (2, 2),
        ((5.0, 6.0), (1.0, 2.0)),
    ),
    "bags": (
        ("EmbeddingBag", 3, 1),
        {
            "feed": each(input=numbers((0, 1, 2)), offsets=numbers((0, 2))),
            "weights": (("weight", ((1,), (2,), (4,))),),
            "mode": "sum",
        },
        (2, 1),
        ((3.0,), (4.0,)),
    ),
    "dropout in evaluation": (("Dropout",), {"feed": numbers((1, 2))}, (2,), (1.0, 2.0)),
    "dropout of everything": (("Dropout", 1.0), {"feed": numbers((1, 2)), "train": True}, (2,), (0.0, 0.0)),
    "what training remembers": (
        ("LazyBatchNorm1d",),
        {
            "feed": numbers(((0, 10), (0, 30))),
            "train": True,
            "of": "running_mean",
            "weights": (("weight", (1, 1)),),
        },
        (2,),
        (0.0, 2.0),
    ),
    "a count that training keeps": (
        ("BatchNorm1d", 1),
        {"feed": numbers(((0,), (1,))), "train": True, "of": "num_batches_tracked"},
        (),
        1,
    ),
}


@pytest.mark.parametrize(("call", "more", "shape", "found"), COMPUTED.values(), ids=COMPUTED)
def test_numbers_that_no_chance_decides(call: tuple[Any, ...], more: dict[str, Any], shape: Any, found: Any) -> None:
    name, *args = call
    reply = ask("values", name, *args, **more)
    assert reply[0] == "Computed", reply
    assert reply[1:] == (shape, pytest.approx(found) if shape == (2,) else found, False)


@pytest.mark.parametrize("windows", [(2, 2, 0), (3, 2, 1), (3, 1, 0), (2, 3, 0), (4, 2, 2), (3, 3, 1)])
def test_unpooling_gets_the_indices_of_the_matching_pool(windows: tuple[int, int, int]) -> None:
    kernel, stride, padding = windows
    layer = layers.nn.MaxUnpool2d(kernel, stride, padding)
    sizes = [(count - 1) * stride - 2 * padding + kernel for count in (4, 3)]
    increasing = layers.torch.arange(float(sizes[0] * sizes[1])).reshape(1, 1, *sizes)
    _, indices = layers.nn.functional.max_pool2d(increasing, kernel, stride, padding, return_indices=True)
    assert layers.pooled_indices(layer, (2, 5, 4, 3)).equal(indices.expand(2, 5, 4, 3))


def test_nan_equals_nan() -> None:
    inner = ["Linear", (1, 1), ()], ["BatchNorm1d", (1,), ()]
    weights = ("0.weight", ((1,),)), ("0.bias", (0,)), ("1.running_var", (-1,))
    found = ask("values", "Sequential", *inner, feed=numbers(((1,),)), weights=weights)
    assert repr(found) == "('Computed', (1, 1), ((nan,),), False)"


RANDOM = {
    "an input given by its shape": (("ReLU",), {"feed": sizes(3)}),
    "weights that are not given": (("Linear", 2, 1), {"feed": numbers((1, 2))}),
    "a bias that is not given": (
        ("Linear", 2, 1),
        {"feed": numbers((1, 2)), "weights": (("weight", ((1, 2),)),)},
    ),
    "dropout of one number in training": (("Dropout", 0.95), {"feed": numbers((1,)), "train": True}),
    "where the windows fall": (
        ("FractionalMaxPool2d", 2),
        {"feed": numbers((tuple([tuple(range(n, n + 7)) for n in range(0, 49, 7)]),)), "output_ratio": 0.6},
    ),
    "two inputs of one shape": (("PairwiseDistance",), {"feed": sizes(2, 3)}),
    "a lazy layer": (("LazyLinear", 2), {"feed": numbers((1, 2))}),
}


@pytest.mark.parametrize(("call", "more"), RANDOM.values(), ids=RANDOM)
def test_numbers_that_chance_decides_say_so_and_are_the_same_each_time(
    call: tuple[Any, ...], more: dict[str, Any]
) -> None:
    name, *args = call
    first = ask("values", name, *args, **more)
    assert (first[0], first[3]) == ("Computed", True)
    ask("values", "Dropout", feed=numbers((1, 2, 3)), train=True)
    assert ask("values", name, *args, **more) == first


SHAPES = {
    "outputs in order": (("LSTM", 4, 3), {"feed": sizes(5, 2, 4)}, ((5, 2, 3), (1, 2, 3), (1, 2, 3))),
    "one state for both": (
        ("LSTM", 4, 3),
        {"feed": each(input=sizes(5, 2, 4), hx=sizes(1, 2, 3))},
        ((5, 2, 3), (1, 2, 3), (1, 2, 3)),
    ),
    "an output that is None": (
        ("MultiheadAttention", 8, 2),
        {"feed": each(query=sizes(5, 8), key=sizes(4, 8), value=sizes(4, 8), need_weights=numbers(False))},
        ((5, 8), None),
    ),
    "a mask of truth values": (
        ("MultiheadAttention", 2, 1),
        {
            "feed": each(
                query=sizes(2, 2),
                key=sizes(2, 2),
                value=sizes(2, 2),
                attn_mask=numbers(((False, True), (False, False))),
            )
        },
        ((2, 2), (2, 2)),
    ),
    "an output size": (
        ("ConvTranspose2d", 1, 1, 3, 2),
        {"feed": each(input=sizes(1, 1, 5, 5), output_size=sizes(12, 12))},
        ((1, 1, 12, 12),),
    ),
    "a parameter": (("Conv2d", 1, 8, 3), {"of": "weight"}, ((8, 1, 3, 3),)),
    "a parameter of a lazy layer": (
        ("LazyConv2d", 8, 3),
        {"of": "weight", "feed": sizes(2, 5, 5)},
        ((8, 2, 3, 3),),
    ),
    "a large input": (("MaxPool2d", 2), {"feed": sizes(1, 4, 1024, 1024)}, ((1, 4, 512, 512),)),
    "nothing in Sequential": (("Sequential",), {"feed": sizes(2, 3)}, ((2, 3),)),
}


@pytest.mark.parametrize(("call", "more", "shapes"), SHAPES.values(), ids=SHAPES)
def test_the_shapes_of_all_outputs(call: tuple[Any, ...], more: dict[str, Any], shapes: Any) -> None:
    name, *args = call
    assert ask("shape", name, *args, **more) == ("Ran", shapes)


COUNTED = {
    "a convolution": (("Conv2d", 3, 8, 3), {}, (224, 224, 0, (("weight", 216), ("bias", 8)))),
    "buffers": (
        ("BatchNorm1d", 3),
        {},
        (6, 6, 7, (("weight", 3), ("bias", 3), ("running_mean", 3), ("running_var", 3), ("num_batches_tracked", 1))),
    ),
    "a lazy layer": (("LazyLinear", 2), {"feed": sizes(1, 3)}, (8, 8, 0, (("weight", 6), ("bias", 2)))),
    "frozen": (("Embedding", 3, 2), {"_freeze": True}, (6, 0, 0, (("weight", 6),))),
    "inner layers": (
        ("Sequential", ["Linear", (2, 1), ()], ["PReLU", (), ()]),
        {},
        (4, 4, 0, (("0.weight", 2), ("0.bias", 1), ("1.weight", 1))),
    ),
}


@pytest.mark.parametrize(("call", "more", "counts"), COUNTED.values(), ids=COUNTED)
def test_counts(call: tuple[Any, ...], more: dict[str, Any], counts: Any) -> None:
    name, *args = call
    assert ask("count", name, *args, **more) == ("Counted", *counts)
