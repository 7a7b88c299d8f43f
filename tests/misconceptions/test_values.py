"""The numbers of pools without torch, right and wrong: each against torch itself."""

import random
from collections.abc import Callable
from math import isnan

import pytest

from quizproof.engine.jobs import Numbers
from quizproof.engine.layercall import read_layer
from quizproof.engine.misconceptions.misvalued import _IN_ORDER, misvalued
from quizproof.engine.misconceptions.pooled import read_pool, reduced, usual
from quizproof.engine.tensors import flat, shape_of
from torch_side import build, torch

nn, F = torch.nn, torch.nn.functional


def numbers_of(tensor: torch.Tensor) -> Numbers:
    def nested(values: object) -> Numbers:
        return tuple([nested(one) for one in values]) if isinstance(values, list) else values  # type: ignore[return-value]

    return nested(tensor.tolist())


def close(found: Numbers, tensor: torch.Tensor) -> bool:
    return shape_of(found) == tuple(tensor.shape) and all(
        (isnan(one) and isnan(other)) or abs(one - other) <= 1e-4 * max(1, abs(other))
        for one, other in zip(flat(found), tensor.flatten().tolist(), strict=True)
    )


def some_pool(chance: random.Random) -> str:
    dims, kernel = chance.choice((1, 2, 3)), chance.randint(1, 4)
    stride, padding, ceil = chance.randint(1, 4), chance.randint(0, kernel // 2), chance.random() < 0.5
    kind = chance.choice(("Max", "Avg", "LP"))
    if kind == "Max":
        return f"nn.MaxPool{dims}d({kernel}, {stride}, {padding}, {chance.randint(1, 3)}, ceil_mode={ceil})"
    if kind == "LP":
        return f"nn.LPPool{dims}d({chance.choice((1, 2, 3, 1.5, 0.5))}, {kernel}, {stride}, ceil_mode={ceil})"
    counted = f"count_include_pad={chance.random() < 0.5}"
    override = f", divisor_override={chance.choice((3, -2))}" if dims > 1 and chance.random() < 0.3 else ""
    return f"nn.AvgPool{dims}d({kernel}, {stride}, {padding}, ceil_mode={ceil}, {counted}{override})"


def test_pooling_without_torch_gives_what_torch_gives() -> None:
    chance, compared = random.Random(1), 0
    for _ in range(1_500):
        text = some_pool(chance)
        shape = (1, chance.randint(1, 2), *[chance.randint(1, 6) for _ in range(int(text[text.index("d(") - 1]))])
        numbers = torch.randint(-9, 10, shape).float()
        pool = read_pool(read_layer(text), numbers_of(numbers))
        reduce = usual(pool) if pool is not None else None
        made = reduced(pool, reduce) if pool is not None and reduce is not None else None
        if made is not None:
            compared += 1
            assert close(made, build(read_layer(text))(numbers)), (text, shape)
    assert compared > 900


NOT_POOLED = {
    "no pool": ("nn.Conv1d(1, 1, 2)", (((1, 2, 3),),)),
    "refused": ("nn.MaxPool1d(2, padding=2)", (((1, 2, 3),),)),
    "no window fits": ("nn.MaxPool1d(4)", (((1, 2, 3),),)),
    "not finite": ("nn.MaxPool1d(2)", (((1, float("nan"), 3),),)),
    "too many": ("nn.MaxPool1d(64, 1)", ((tuple(range(200)),),)),
}


@pytest.mark.parametrize(("layer", "numbers"), NOT_POOLED.values(), ids=NOT_POOLED)
def test_what_is_not_pooled(layer: str, numbers: Numbers) -> None:
    assert read_pool(read_layer(layer), numbers) is None


def test_how_many_numbers_are_pooled() -> None:
    """A window of 64 has 64 places among 127 numbers, and 64 times 64 are read."""
    row = torch.zeros(1, 1, 127)

    assert read_pool(read_layer("nn.MaxPool1d(64, 1)"), numbers_of(row)) is not None
    assert read_pool(read_layer("nn.MaxPool1d(64, 1)"), numbers_of(torch.zeros(1, 1, 128))) is None
    assert read_pool(read_layer("nn.MaxPool1d(64, 1)"), numbers_of(torch.zeros(1, 2, 127))) is None


def test_a_window_beside_all_numbers() -> None:
    pool = read_pool(read_layer("nn.MaxPool1d(2, 1, 1, 3)"), (((1, 2),),))

    assert pool is not None
    assert reduced(pool, max) is None


MAP = torch.tensor([[[[-3.0, -1, 4, 2, 9], [-4, -8, 0, 7, -6], [5, 1, -2, 8, 3], [6, -9, 2, 1, -5], [4, 4, 7, -7, 1]]]])
Made = Callable[[torch.Tensor], torch.Tensor]

WRONG: dict[str, tuple[str, dict[str, Made]]] = {
    "padded max": (
        "nn.MaxPool2d(3, stride=2, padding=1)",
        {
            "max-padding-is-zero": lambda x: F.max_pool2d(F.pad(x, (1, 1, 1, 1)), 3, 2),
            "padding-ignored": lambda x: F.max_pool2d(x, 3, 2),
            "ceil-for-floor": lambda x: F.max_pool2d(x, 3, 2, 1, ceil_mode=True),
            "mean-for-max": lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False),
        },
    ),
    "dilated max": (
        "nn.MaxPool2d(2, dilation=2, ceil_mode=True)",
        {
            "pool-stride-one": lambda x: F.max_pool2d(x, 2, 1, dilation=2, ceil_mode=True),
            "dilation-ignored": lambda x: F.max_pool2d(x, 2, ceil_mode=True),
            "ceil-mode-ignored": lambda x: F.max_pool2d(x, 2, dilation=2),
            "mean-for-max": lambda x: torch.tensor(
                [[[[x[0, 0, i::2, j::2][:2, :2].mean() for j in (0, 2)] for i in (0, 2)]]]
            ),
        },
    ),
    "average over the end": (
        "nn.AvgPool2d(3, stride=3, ceil_mode=True)",
        {
            "overhang-counted": lambda x: F.avg_pool2d(F.pad(x, (0, 1, 0, 1)), 3),
            "pool-stride-one": lambda x: F.avg_pool2d(x, 3, 1, ceil_mode=True),
            "ceil-mode-ignored": lambda x: F.avg_pool2d(x, 3),
            "max-for-mean": lambda x: F.max_pool2d(x, 3, ceil_mode=True),
            "sum-for-mean": lambda x: 9 * F.avg_pool2d(F.pad(x, (0, 1, 0, 1)), 3),
        },
    ),
    "average of padding": (
        "nn.AvgPool2d(3, stride=1, padding=1)",
        {
            "padding-not-counted": lambda x: F.avg_pool2d(x, 3, 1, 1, count_include_pad=False),
            "padding-ignored": lambda x: F.avg_pool2d(x, 3, 1),
            "ceil-for-floor": lambda x: F.avg_pool2d(x, 3, 1, 1, ceil_mode=True),
            "max-for-mean": lambda x: F.max_pool2d(x, 3, 1, 1),
            "sum-for-mean": lambda x: F.avg_pool2d(x, 3, 1, 1, divisor_override=1),
        },
    ),
    "average without padding": (
        "nn.AvgPool2d(3, 2, 1, count_include_pad=False)",
        {
            "padding-counted": lambda x: F.avg_pool2d(x, 3, 2, 1),
            "padding-ignored": lambda x: F.avg_pool2d(x, 3, 2),
            "ceil-for-floor": lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False),
            "max-for-mean": lambda x: F.max_pool2d(x, 3, 2, 1),
            "sum-for-mean": lambda x: F.avg_pool2d(x, 3, 2, 1, divisor_override=1),
        },
    ),
    "own divisor": (
        "nn.AvgPool2d(2, stride=1, divisor_override=3)",
        {
            "divisor-override-ignored": lambda x: F.avg_pool2d(x, 2, 1),
            "ceil-for-floor": lambda x: F.avg_pool2d(x, 2, 1, divisor_override=3),
            "max-for-mean": lambda x: F.max_pool2d(x, 2, 1),
            "sum-for-mean": lambda x: F.avg_pool2d(x, 2, 1, divisor_override=1),
        },
    ),
    "norm": (
        "nn.LPPool2d(3, 2, stride=3)",
        {
            "lp-absolute-value": lambda x: nn.LPPool2d(3, 2, stride=3)(x.abs()),
            "lp-root-forgotten": lambda x: F.avg_pool2d(x**3, 2, 3) * 4,
            "lp-mean": lambda x: F.avg_pool2d(x**3, 2, 3) ** (1 / 3),
            "ceil-for-floor": lambda x: nn.LPPool2d(3, 2, stride=3, ceil_mode=True)(x),
        },
    ),
}


@pytest.mark.parametrize("numbers", [MAP, MAP - 20], ids=["mixed", "negative"])
@pytest.mark.parametrize(("layer", "expected"), WRONG.values(), ids=WRONG)
def test_wrong_values(layer: str, expected: dict[str, Made], numbers: torch.Tensor) -> None:
    pool = read_pool(read_layer(layer), numbers_of(numbers))
    assert pool is not None
    found = {slug: made for slug, _, made in misvalued(pool)}

    assert found.keys() == expected.keys()
    assert {slug for slug, made in found.items() if not close(made, expected[slug](numbers))} == set()


def test_every_idea_is_tried() -> None:
    assert {slug for _, expected in WRONG.values() for slug in expected} == set(_IN_ORDER)
