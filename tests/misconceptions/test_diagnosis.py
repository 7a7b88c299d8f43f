"""Misconceptions: each formula against the one that was written down where it was met, and what is said of answers."""

import json
import math
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import ask
from quizproof.engine.judging import grade_answer
from quizproof.engine.layercall import read_layer
from quizproof.engine.misconceptions import diagnose, either, predictions, said
from quizproof.engine.misconceptions.known import MISCONCEPTIONS
from quizproof.engine.misconceptions.shapes import Case
from quizproof.engine.misconceptions.sizes import WRONG_SIZES, Side
from quizproof.engine.oracle import Oracle
from quizproof.engine.sizes import work_out
from quizproof.engine.sliding import slides
from quizproof.engine.verdict import Verdict

MET: list[dict[str, Any]] = json.loads((Path(__file__).parent / "met.json").read_text(encoding="utf-8"))
GRID = [
    Side(L, k, s, p, d)
    for L, k, s, p, d in product(range(3, 15), range(1, 6), range(1, 5), range(3), (1, 2, 3))
    if L + 2 * p >= d * (k - 1) + 1
]


def evaluated(formula: str, side: Side) -> Any:
    """Return what a formula of the table gives; a division is exact."""
    exact = {name: Fraction(value) for name, value in zip("Lkspd", side, strict=False)}
    return eval(formula, {"__builtins__": {}, "math": math, **exact})  # noqa: S307  # a table of our own


@pytest.mark.parametrize("met", MET, ids=[met["slug"] for met in MET])
def test_each_formula_is_the_one_that_was_met(met: dict[str, Any]) -> None:
    [rule] = [rule for rule in WRONG_SIZES if rule.slug == met["slug"]]
    pool = met["slug"] != "conv-stride-kernel"
    sides = [side for side in (one._replace(pool=pool) for one in GRID) if rule.when(side)]

    assert len(sides) > 20
    for side in sides:
        assert rule.size(side) == evaluated(met["wrong"], side), side


@pytest.mark.parametrize("met", [met for met in MET if met["only"]], ids=lambda met: met["slug"])
def test_each_formula_is_asked_where_it_was_met(met: dict[str, Any]) -> None:
    [rule] = [rule for rule in WRONG_SIZES if rule.slug == met["slug"]]
    conv = met["slug"] == "conv-stride-kernel"

    for side in GRID:
        asked = side._replace(pool=not conv)
        assert rule.when(asked) is bool(evaluated(met["only"], side)), side


def test_every_formula_that_was_met_is_there() -> None:
    assert {met["slug"] for met in MET} == {rule.slug for rule in WRONG_SIZES}


POOL, CONV = "nn.MaxPool2d(3, stride=2)", "nn.Conv2d(3, 8, 3, stride=2, padding=1)"
DIAGNOSED: dict[str, tuple[str, tuple[int, ...], tuple[int, ...], list[str]]] = {
    "right": (POOL, (1, 1, 10, 10), (1, 1, 4, 4), []),
    "nobody's": (POOL, (1, 1, 10, 10), (1, 1, 77, 77), []),
    "one side only": (POOL, (1, 1, 10, 10), (1, 1, 3, 4), []),
    "no + 1": (
        CONV,
        (1, 3, 33, 33),
        (1, 8, 16, 16),
        ["padding-once", "no-plus-one", "padding-ignored", "divided-by-stride", "plus-one-before-floor"],
    ),
    "stride default": ("nn.MaxPool2d(2)", (1, 1, 10, 10), (1, 1, 9, 9), ["pool-stride-one", "only-padding-divided"]),
    "padding once": ("nn.Conv1d(1, 1, 5, padding=2)", (1, 1, 20), (1, 1, 18), ["padding-once"]),
    "dilation": ("nn.Conv1d(1, 1, 3, dilation=4)", (1, 1, 20), (1, 1, 18), ["dilation-ignored"]),
    "swapped": ("nn.MaxPool2d((2, 5), (2, 5))", (1, 1, 20, 40), (1, 1, 8, 10), ["height-width-swapped"]),
    "swapped kernel": ("nn.MaxPool2d((2, 5), 1)", (1, 1, 20, 40), (1, 1, 16, 39), ["height-width-swapped"]),
    "pooled channels": ("nn.MaxPool2d(2)", (1, 16, 32, 32), (1, 8, 16, 16), ["pooling-changes-channels"]),
    "kept channels": (CONV, (1, 3, 32, 32), (1, 3, 16, 16), ["channels-kept-by-conv"]),
    "channels last": (CONV, (1, 3, 32, 32), (1, 16, 16, 8), ["channels-last"]),
    "no batch": (CONV, (4, 3, 32, 32), (8, 16, 16), ["batch-dropped"]),
    "no channels": (CONV, (4, 3, 32, 32), (4, 16, 16), ["channels-dropped"]),
    "linear": ("nn.Linear(4, 5)", (2, 3, 4), (2, 5), ["linear-flattens"]),
    "ceil mode": ("nn.MaxPool2d(3, 2, 0, 1, False, True)", (1, 1, 8, 8), (1, 1, 3, 3), ["ceil-mode-ignored"]),
    "last window": (
        "nn.MaxPool2d(1, 2, ceil_mode=True)",
        (1, 1, 32, 32),
        (1, 1, 17, 17),
        ["naive-ceil-mode"],
    ),
}


@pytest.mark.parametrize(("layer", "shape", "answer", "slugs"), DIAGNOSED.values(), ids=DIAGNOSED)
def test_what_gives_exactly_this_answer(
    layer: str, shape: tuple[int, ...], answer: tuple[int, ...], slugs: list[str]
) -> None:
    call = read_layer(layer)
    [right] = work_out(call, shape).shapes[:1]

    assert [one.slug for one in diagnose(call, shape, right, answer)] == slugs


def test_sizes_along_some_axes() -> None:
    call = read_layer("nn.MaxPool2d(2)")
    found = diagnose(call, (1, 1, 10, 12), (1, 1, 5, 6), (9, 11), (-2, -1))

    assert [one.slug for one in found] == ["pool-stride-one", "only-padding-divided"]
    assert diagnose(call, (1, 1, 10, 12), (1, 1, 5, 6), (5, 6), (-2, -1)) == ()


@given(st.integers(4, 40), st.integers(4, 40), st.integers(1, 5), st.integers(1, 4), st.integers(0, 2), st.booleans())
def test_a_diagnosis_is_what_the_predictions_say(
    height: int, width: int, kernel: int, stride: int, padding: int, ceil: bool
) -> None:
    padding = min(padding, kernel // 2)
    call = read_layer(f"nn.MaxPool2d({kernel}, {stride}, {padding}, ceil_mode={ceil})")
    shape = (2, 3, height + kernel, width + kernel)
    [right] = work_out(call, shape).shapes[:1]
    case = Case(call, shape, right, slides(call, shape))

    for rule, wrong in predictions(case):
        expected = set() if wrong == right else {r.slug for r, w in predictions(case) if w == wrong}
        assert {one.slug for one in diagnose(call, shape, right, wrong)} == expected, rule.slug


def test_phrases() -> None:
    slips = [MISCONCEPTIONS[slug].slip for slug in ("no-floor", "fraction-kept", "padding-once", "batch-dropped")]

    assert said(()) == ""
    assert either([one.slip for one in MISCONCEPTIONS.values()]) == (
        "leaving out the + 1; or of rounding up instead of down; or of forgetting the floor, so that a fraction is "
        "left; or of another slip"
    )
    assert either(slips[2:]) == "either adding the padding on one side only or leaving out the batch"
    assert either(slips[1:3]) == (
        "forgetting the floor, so that a fraction is left; or of adding the padding on one side only"
    )
    assert either(slips[:2]) == "forgetting the floor, so that a fraction is left"
    assert either(slips[1:]) == (
        "forgetting the floor, so that a fraction is left; or of adding the padding on one side only; "
        "or of leaving out the batch"
    )


GRADED: dict[str, tuple[dict[str, Any], str, str, tuple[str, ...]]] = {
    "a shape": (
        {"kind": "shape", "layer": "nn.Conv1d(1, 1, 5, padding=2)", "input": [1, 1, 20]},
        "(1, 1, 18)",
        "is not the shape that torch gives: it comes of adding the padding on one side only",
        ("padding-once",),
    ),
    "a size": (
        {"kind": "shape", "layer": "nn.Conv1d(1, 1, 5, padding=2)", "input": [1, 1, 20], "axes": [-1]},
        "(18,)",
        "is not the shape that torch gives: it comes of adding the padding on one side only",
        ("padding-once",),
    ),
    "a layer": (
        {"kind": "layer", "input": [1, 3, 32, 32], "output": [1, 3, 16, 16]},
        "nn.Conv2d(3, 8, 2, stride=2)",
        "gives (1, 8, 16, 16), not (1, 3, 16, 16): that would come of keeping the input's channels, "
        "though a convolution has out_channels of them",
        ("channels-kept-by-conv",),
    ),
    "a blank": (
        {"kind": "fill", "layer": "nn.Linear(4, ___)", "input": [2, 3, 4], "output": [2, 5]},
        "5",
        "gives (2, 3, 5), not (2, 5): that would come of flattening first; nn.Linear works on the last dimension only",
        ("linear-flattens",),
    ),
    "nobody's": (
        {"kind": "shape", "layer": "nn.MaxPool2d(2)", "input": [1, 1, 8, 8]},
        "(1, 1, 77, 77)",
        "is not the shape that torch gives",
        (),
    ),
}


@pytest.mark.parametrize(("keys", "answer", "feedback", "slugs"), GRADED.values(), ids=GRADED)
def test_a_learner_is_told(
    keys: dict[str, Any], answer: str, feedback: str, slugs: tuple[str, ...], oracle: Oracle
) -> None:
    grade = grade_answer(oracle, ask("{}", **keys), answer)

    assert (grade.verdict, grade.feedback, grade.misconceptions) == (Verdict.WRONG, feedback, slugs)
