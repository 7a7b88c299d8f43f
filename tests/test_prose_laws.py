"""Laws of claims in prose: over made equations, over any text, and over texts meant to take long."""

import math
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.prose import claims, false_claims, shape_claims
from quizproof.engine.prose.plain import plainly_true

Made = tuple[str, Fraction]
"""An expression in brackets wherever it has parts, and its value."""


def _joined(parts: tuple[Made, str, Made, str]) -> Made | None:
    (left, a), operator, (right, b), space = parts
    if operator in ("/", "//", "%") and not b:
        return None
    value = {
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: a * b,
        "×": lambda: a * b,
        "/": lambda: a / b,
        "//": lambda: Fraction(a // b),
        "%": lambda: a % b,
    }[operator]()
    return f"({left}{space}{operator}{space}{right})", value


def _called(parts: tuple[str, Made]) -> Made:
    name, (text, value) = parts
    closing = {"⌊": "⌋", "⌈": "⌉"}.get(name, ")")
    rounded = math.floor(value) if name in ("floor(", "⌊") else math.ceil(value)
    return f"{name}{text}{closing}", Fraction(rounded)


def _grown(smaller: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    operators = st.sampled_from(["+", "-", "*", "×", "/", "//", "%"])
    joined = st.tuples(smaller, operators, smaller, st.sampled_from(["", " "])).map(_joined)
    known = joined.filter(lambda made: made is not None)
    return known | st.tuples(st.sampled_from(["floor(", "ceil(", "⌊", "⌈"]), smaller).map(_called)  # type: ignore[return-value]


numbers = st.integers(0, 300).map(lambda number: (str(number), Fraction(number)))
expressions = st.recursive(numbers, _grown, max_leaves=8).filter(lambda made: made[0][-1] in ")⌋⌉")
before = st.sampled_from(
    ["", "so ", "H = ", "**", "`", "The height is ", "1. ", "- ", "x = 5\n", "(k = 3) gives: ", "| "]
)
after = st.sampled_from(
    ["", ".", " rows", ", then", "`", "**", "\n\n- and", ") as said", " |", " (as before)", "; 5 = 5"]
)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


@given(before, expressions, after, st.sampled_from([" = ", "=", " =\n  "]))
def test_a_made_equation_is_read_and_holds(start: str, made: Made, end: str, equals: str) -> None:
    text = f"{start}{made[0]}{equals}{_number(made[1])}{end}"
    assert [claim.holds for claim in claims(text)] == [True]
    assert false_claims(text) == ()


@given(before, expressions, after, st.integers(1, 9))
def test_a_made_equation_with_another_number_is_false(start: str, made: Made, end: str, more: int) -> None:
    equation = f"{made[0]} = {_number(made[1] + more)}"
    (found,) = false_claims(f"{start}{equation}{end}")
    assert (found.claim, found.start) == (equation, len(start))


@given(expressions.filter(lambda made: abs(made[1]) < 10**6), st.integers(1, 3))
def test_a_decimal_holds_where_it_is_rounded_to_its_digits(made: Made, places: int) -> None:
    shown = f"{float(round(made[1], places)):.{places}f}"
    further = f"{float(round(made[1], places) + Fraction(2, 10**places)):.{places}f}"
    assert false_claims(f"{made[0]} = {shown}") == ()
    assert len(false_claims(f"{made[0]} = {further}")) == 1


PIECES = [
    "1", "2", "3", "10", "36", "2.5", "7/3", "1,000", "+", "-", "*", "/", "//", "×", "x", "^", "**", "%", "=",
    "≈", "≠", "<", ">", "(", ")", "floor(", "ceil(", "⌊", "⌋", "max(", ",", ".", "`", "_", "k", "n", "is",
    "mod", "rounded", "not", "if", "²", "√", "…", "...", ":", "$", "|", "!", "1:2", "[", "]", "{", "}", "h=",
    "k=3", "->", "nn.MaxPool2d(2)", "(1,1,6,6)", "6×6", "→", "\\", "\n", "\n-",
]  # fmt: skip
pieces = st.sampled_from(PIECES)
scraps = st.lists(st.tuples(pieces, st.sampled_from(["", " "])), max_size=24).map(
    lambda parts: "".join(piece + space for piece, space in parts)
)


@given(st.text() | scraps)
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[claim.start : claim.end] == claim.claim for claim in claims(text))
    assert all(text[claim.start : claim.end] == claim.claim for claim in shape_claims(text))
    assert [false.claim for false in false_claims(text)] == [claim.claim for claim in claims(text) if not claim.holds]


@given(before, expressions, st.integers(0, 40), pieces, after)
def test_the_quick_look_hides_no_false_claim(start: str, made: Made, place: int, piece: str, end: str) -> None:
    equation = f"{made[0]} = {_number(made[1])}"
    text = f"{start}{equation[:place]}{piece}{equation[place:]}{end}"
    assert not plainly_true(text) or all(claim.holds for claim in claims(text))


HOSTILE = [
    "(", "1+", "1=", "(1+", "1+1=", "1+1=3=", "-", "√", "2^", "9^9*", "⌊1+", "max(1,", "a ", "*", "`", "1 ",
    "\n", " ", "1.", "(1)", ")", "2(", "=", "≈", "1/7*", "floor(", "3 x ", "1+1=3, not ", "6*6=36,100 ",
    "- 1\n", "…", "1:", "_", "\\", "9" * 29 + "*", "->", "(1, 1) -> ", "nn.A(", "nn.A(1): 1x1 -> 1x1 ", "×",
    "if ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize(("start", "end"), [("", ""), ("1+1=", ""), ("1+1", "=2"), ("(1+1)=3 ", " 1")])
def test_a_hostile_text_is_read_in_linear_time(piece: str, start: str, end: str) -> None:
    """20 kB take some 0.2 s; where the time grows with the square of the length they take 5 s or more."""
    text = start + piece * (20_000 // len(piece)) + end
    began = time.process_time()
    false_claims(text)
    list(shape_claims(text))
    assert time.process_time() - began < 2


@pytest.mark.parametrize("piece", ["(", "1+"])
def test_100_kb_are_read_at_once(piece: str) -> None:
    began = time.process_time()
    assert len(false_claims(f"{piece * (100_000 // len(piece))}1 = 0")) == (piece == "1+")
    assert time.process_time() - began < 5
