"""Formulas of authors: read node by node, computed exactly, and nothing else."""

import ast
import random
from fractions import Fraction

import pytest

from quizproof.engine.arithmetic import LARGEST, Unsettled, read_conditions, read_formula
from quizproof.engine.literals import Unreadable

NAMES = ("n", "k", "s", "pool")
VALUES = {"n": 10, "k": 3, "s": 2, "pool": "nn.MaxPool2d"}

REFUSED = {
    "n +": "cannot be read: not a formula",
    "": "the formula is empty",
    "n / k": "'n / k' may be a fraction: write // for whole division",
    "m + 1": "the name 'm' is unknown; there are k, n, pool, s",
    "pol == 1": "the name 'pol' is unknown; did you mean 'pool'?",
    "1000000000001": "'1000000000001' is too large: at most 1,000,000,000,000 is read",
    "n+" * 200 + "n": "too long: a formula has at most 120 parts, 24 deep",
    "-" * 30 + "n": "too long: a formula has at most 120 parts, 24 deep",
    "(" * 300 + "n" + ")" * 300: "too long: 601 characters, at most 500 are read",
}
CODE = [
    "__import__('os')",
    "n.real",
    "(lambda: 1)()",
    "[n for n in k]",
    "n := 3",
    "f'{n}'",
    "n & k",
    "n << 2",
    "~n",
    "+n",
    "n in k",
    "n is k",
    "max(n, key=k)",
    "max(*n)",
    "max()",
    "floor(n)",
    "eval('1')",
    "max.__class__",
    "None",
    "1.5",
    "...",
    "{n}",
    "(n, k)",
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items(), ids=[text[:20] or "empty" for text in REFUSED])
def test_what_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_formula(text, NAMES)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("text", CODE)
def test_nothing_but_arithmetic_is_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_formula(text, NAMES)


@pytest.mark.parametrize(
    ("text", "sentence"),
    {
        "n // (k - 3)": "divides by 0",
        "n % (k - 3)": "divides by 0",
        "pool + 1": "computes with the text 'nn.MaxPool2d'",
        "pool < 1": "computes with the text 'nn.MaxPool2d'",
        "-pool": "computes with the text 'nn.MaxPool2d'",
        "n ** n ** k": "takes a power that is not from 0 to 40",
        "n ** -k": "takes a power that is not from 0 to 40",
        "n ** 13": "is larger than 1,000,000,000,000",
        "n ** 12 * n": "is larger than 1,000,000,000,000",
        "abs(n, k)": "gives abs 2 numbers",
    }.items(),
)
def test_what_has_no_value(text: str, sentence: str) -> None:
    with pytest.raises(Unsettled) as unsettled:
        read_formula(text, NAMES).run(VALUES)
    assert str(unsettled.value) == sentence


@pytest.mark.parametrize(
    ("text", "value"),
    {
        "(n - k) // s + 1": 4,
        "-n // k": -4,
        "n % k": 1,
        "-n % k": 2,
        "n ** 2 - k": 97,
        "max(n, k, s)": 10,
        "min(n, k, s)": 2,
        "abs(k - n)": 7,
        "n > k and (n - k) % s > 0": True,
        "n > k > s": True,
        "n > k > k": False,
        "not n == 10": False,
        "n < k or s == 2": True,
        "n if k > s else s": 10,
        "'column' if k == 1 else 'columns'": "columns",
        "n // (k - 3) if k > 3 else 0": 0,
        "pool == 'nn.MaxPool2d'": True,
        "pool != 'nn.AvgPool2d'": True,
        "k == 3 and n // (k - 2) == 10": True,
        "k == 4 and n // (k - 3) == 10": False,
    }.items(),
)
def test_what_a_formula_gives(text: str, value: object) -> None:
    found = read_formula(text, NAMES).run(VALUES)
    assert (type(found), found) == (type(value), value)


def test_fractions_are_exact_where_they_are_wanted() -> None:
    assert read_formula("(n - k) / s + 1", NAMES, fractions=True).run(VALUES) == Fraction(9, 2)
    assert read_formula("floor((n - k) / s)", NAMES, fractions=True).run(VALUES) == 3
    assert read_formula("ceil((n - k) / s)", NAMES, fractions=True).run(VALUES) == 4
    assert type(read_formula("n / s", NAMES, fractions=True).run(VALUES)) is int
    with pytest.raises(Unsettled, match="divides by 0"):
        read_formula("n / (k - 3)", NAMES, fractions=True).run(VALUES)


def test_conditions_are_parted_by_and() -> None:
    found = read_conditions("n > k and (k < s or s > 1) and n % 2 == 0", NAMES)
    assert [sorted(one.names) for one in found] == [["k", "n"], ["k", "s"], ["n"]]
    assert [one.run(VALUES) for one in found] == [True, True, True]
    assert [one.run(VALUES | {"n": 3, "s": 1, "k": 3}) for one in found] == [False, False, False]


def test_random_formulas_give_what_python_gives() -> None:
    draw = random.Random(1)
    settled = 0
    for _ in range(3_000):
        text = _formula(draw, 4)
        values = {"n": draw.randint(-9, 30), "k": draw.randint(-3, 9), "s": draw.randint(0, 4)}
        try:
            found = read_formula(text, values).run(values)
        except Unsettled:
            continue
        tree = compile(ast.parse(text, mode="eval"), "formula", "eval")
        expected = eval(tree, {"max": max, "min": min, "abs": abs}, dict(values))  # noqa: S307  # ours, from above
        if abs(expected) <= LARGEST:
            settled += 1
            assert (text, values, found) == (text, values, expected)
    assert settled > 2_000


def _formula(draw: random.Random, depth: int) -> str:
    if depth == 0 or draw.random() < 0.2:
        return draw.choice(["n", "k", "s", str(draw.randint(0, 9))])
    one, other = _formula(draw, depth - 1), _formula(draw, depth - 1)
    form = draw.choice(["({} {} {})"] * 6 + ["max({0}, {2})", "min({0}, {2})", "abs({0})", "(-{0})", "(not {0})"])
    return form.format(one, draw.choice(["+", "-", "*", "//", "%", "<", "<=", "==", "!=", ">", ">="]), other)
