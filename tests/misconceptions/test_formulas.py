"""Every formula is what its text says, and all that was met in the wild is there by its name."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.arithmetic import read_formula
from quizproof.engine.layercall import read_layer
from quizproof.engine.misconceptions.cases import case_of, sides_of
from quizproof.engine.misconceptions.known import FAMILIES, MISCONCEPTIONS
from quizproof.engine.misconceptions.sizes import WRONG_SIZES
from quizproof.engine.misconceptions.transposed import TRANSPOSED_SIZES
from quizproof.engine.sides import Side, WrongSize
from quizproof.engine.sizes import work_out

MET: list[dict[str, Any]] = json.loads((Path(__file__).parent / "met.json").read_text(encoding="utf-8"))
WITHOUT_FORMULA = {
    "height-width-swapped",
    "pooling-changes-channels",
    "channels-kept-by-conv",
    "max-padding-is-zero",
    "overhang-counted",
    "dilated-padding-limit",
    "transposed-output-padding",
    "channels-last",
    "kernel-sides-added",
    "lp-absolute-value",
}
"""Those that were met, but not as a formula for a size."""

BACK = [
    Side(L, k, s, p, d, pool=False, op=op)
    for L, k, s, p, d, op in product((1, 4, 9), (1, 2, 5), (1, 2, 3), (0, 1, 2), (1, 2), (0, 1, 2))
]
FORWARD = [Side(*side) for side in product((7, 12), (1, 2, 5), (1, 2, 3), (0, 1, 2), (1, 2))]


def test_all_that_was_met_has_its_name() -> None:
    assert {met["slug"] for met in MET} | WITHOUT_FORMULA <= MISCONCEPTIONS.keys()


def test_names_and_slips() -> None:
    every = [one for family in FAMILIES.values() for one in family]
    twice = [one.slug for one in every if MISCONCEPTIONS[one.slug] is not one]

    assert twice == ["direction-forgotten", "layers-forgotten", "fraction-means-invalid"]
    assert len(MISCONCEPTIONS) == len(every) - 3
    for one in every:
        assert one.slip == MISCONCEPTIONS[one.slug].slip
        assert one.slip[0].islower()
        assert not one.slip.endswith(".")


@pytest.mark.parametrize("rule", [*WRONG_SIZES, *TRANSPOSED_SIZES], ids=lambda rule: rule.slug)
def test_the_text_of_a_formula_is_what_is_computed(rule: WrongSize) -> None:
    if not rule.formula:
        assert rule.slug in ("fraction-means-invalid", "docstring-ceil-mode")
        return
    formula = read_formula(rule.formula, ["L", "k", "s", "p", "d", "op"], fractions=True)

    for side in BACK if rule.transposed else FORWARD:
        named = dict(zip("Lkspd", side, strict=False)) | {"op": side.op}
        assert rule.size(side) == formula.run(named), side


PLAIN = Side(5, 4, 3, 0, 1, pool=False, op=0)
FULL = Side(5, 4, 3, 1, 2, pool=False, op=2)
TRANSPOSED = {
    # the size of PLAIN, right is 16; the size of FULL, right is 19; None where nothing is said
    "transposed-by-forward": (1, 1),
    "transposed-output-padding": (None, 21),
    "output-padding-ignored": (None, 17),
    "transposed-padding-added": (None, 23),
    "transposed-padding-once": (None, 20),
    "transposed-padding-ignored": (None, 21),
    "transposed-times-stride": (15, 15),
    "transposed-no-minus-one": (19, 22),
    "transposed-no-plus-one": (15, 18),
    "transposed-dilation-ignored": (None, 16),
}


def test_transposed_sizes() -> None:
    found = {
        rule.slug: tuple([rule.size(side) if rule.applies(side) else None for side in (PLAIN, FULL)])
        for rule in TRANSPOSED_SIZES
    }

    assert found == TRANSPOSED


def test_where_a_dilation_says_something() -> None:
    [rule] = [rule for rule in TRANSPOSED_SIZES if rule.slug == "transposed-dilation-ignored"]
    asked = [(k, d) for k, d in product((1, 2, 3), (1, 2, 3)) if rule.applies(Side(5, k, 2, 0, d, pool=False, op=0))]

    assert asked == [(2, 2), (2, 3), (3, 2), (3, 3)]


def test_what_a_transposed_convolution_is_computed_from() -> None:
    call = read_layer("nn.ConvTranspose2d(2, 6, (4, 3), stride=3, padding=(1, 0), output_padding=2, dilation=(2, 1))")
    shape = (1, 2, 5, 7)
    [right] = work_out(call, shape).shapes

    assert sides_of(case_of(call, shape, right)) == [FULL, Side(7, 3, 3, 0, 1, pool=False, op=2)]


def test_no_formula_for_the_other_way_is_asked() -> None:
    assert not any(rule.applies(side) for rule in WRONG_SIZES for side in BACK)
    assert not any(rule.applies(side) for rule in TRANSPOSED_SIZES for side in FORWARD)


@pytest.mark.parametrize("rule", TRANSPOSED_SIZES, ids=lambda rule: rule.slug)
def test_a_wrong_formula_is_wrong(rule: WrongSize) -> None:
    """With settings of which no two are equal, none gives the right size by luck."""
    side = Side(7, 5, 3, 2, 4, pool=False, op=1)

    assert rule.applies(side)
    assert rule.size(side) != (7 - 1) * 3 - 2 * 2 + 4 * (5 - 1) + 1 + 1
