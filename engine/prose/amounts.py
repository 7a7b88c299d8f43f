"""Exact numbers as an author writes them, with how far a printed decimal may be from what it stands for."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final, NamedTuple

_LARGEST_EXPONENT: Final = 64
_MOST_BITS: Final = 512
_NOTHING: Final = Fraction(0)
_NEARLY: Final = Fraction(2, 10**16)
"""A root is taken to 40 digits, and Python prints 0.1 + 0.2 with 17: such tails make no two numbers unequal."""


class Amount(NamedTuple):
    """A number. What it stands for is within `slack` of it; `vague` where the author wrote an ellipsis."""

    value: Fraction
    slack: Fraction = _NOTHING
    vague: bool = False


class _Unknown(Exception):
    """A root of a negative number, a power or a number too large to be worth computing."""


def read_amount(text: str) -> Amount:
    """Return the number that `text` writes. A decimal stands for all that rounds to it, `0.66…` also for 0.669.

    >>> read_amount("9,216").value, read_amount("2.5").value, read_amount("2.5").slack
    (Fraction(9216, 1), Fraction(5, 2), Fraction(1, 20))
    """
    digits = _digits(text)
    if digits.isdigit():
        return Amount(Fraction(int(digits)))
    mantissa, _, exponent = digits.lower().partition("e")
    value = Fraction(digits)
    if "." not in mantissa:
        return Amount(value)
    place = Fraction(10) ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    if text[-1] not in ".…":
        return Amount(value, place / 2)
    return Amount(value + place / 4, place * 3 / 4, vague=True)


def last_place(text: str) -> Fraction:
    """Return the place of the last digit that counts in a number without a point, 100 for `9,200`; 0 for others."""
    digits, _, exponent = _digits(text).lower().partition("e")
    if not digits.isdigit():
        return _NOTHING
    significant = digits.rstrip("0")
    return Fraction(10) ** (int(exponent or 0) + (len(digits) - len(significant) if significant else 0))


def _digits(text: str) -> str:
    return text if text.isdigit() else text.rstrip(".…").replace(",", "").replace("_", "")


def apply(operator: str, left: Amount | None, right: Amount | None) -> Amount | None:
    """Return `left operator right`; None where it, or one of the two, has no value that is computed here.

    `/` divides exactly; `//` and `%` round down, as in Python.
    """
    if left is None or right is None:
        return None
    try:
        value = _bounded(_BINARY[operator](left.value, right.value))
        slack = _bounded(_slack(operator, left, right, value)) if left.slack or right.slack else _NOTHING
    except (_Unknown, ZeroDivisionError):
        return None
    return Amount(value, slack, left.vague or right.vague)


def _slack(operator: str, left: Amount, right: Amount, value: Fraction) -> Fraction:
    a, b = abs(left.value), abs(right.value)
    if operator in "+-":
        return left.slack + right.slack
    if operator == "*":
        return a * right.slack + b * left.slack
    if operator == "/":
        return (left.slack + abs(value) * right.slack) / b
    if operator == "^":
        return b * left.slack * abs(value) / a if a else left.slack
    return _NOTHING


def negative(amount: Amount | None) -> Amount | None:
    """Return the amount with the other sign."""
    return None if amount is None else amount._replace(value=-amount.value)


def call(name: str, given: list[Amount | None]) -> Amount | None:
    """Return what a function makes of its arguments; None where it takes no such number of them."""
    known = [amount for amount in given if amount is not None]
    if not known or len(known) < len(given):
        return None
    vague = any(amount.vague for amount in known)
    if name in SEVERAL:
        value = SEVERAL[name]([amount.value for amount in known])
        return Amount(value, max(amount.slack for amount in known), vague) if len(known) > 1 else None
    if len(known) > 1:
        return None
    try:
        return Amount(_bounded(ONE[name](known[0].value)), known[0].slack if name == "abs" else _NOTHING, vague)
    except _Unknown:
        return None


def near(a: Fraction, b: Fraction, slack: Fraction) -> bool:
    """Whether `a` and `b` differ by no more than `slack`."""
    difference = abs(a - b)
    return difference <= slack or (difference.denominator > 1 and difference <= _NEARLY * max(abs(a), abs(b)))


def written(value: Fraction) -> str:
    """Return the number as a person would write it.

    >>> [written(number) for number in (Fraction(3), Fraction(5, 2), Fraction(7, 3), Fraction(10**30))]
    ['3', '2.5', 'about 2.33333', 'about 1e+30']
    """
    if abs(value) < 10**15:
        if value.denominator == 1:
            return str(value.numerator)
        if (value * 10**6).denominator == 1:
            return f"{float(value):.6f}".rstrip("0")
    return f"about {float(value):.6g}"


def _root(value: Fraction) -> Fraction:
    if value < 0:
        raise _Unknown
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    return Fraction(math.isqrt(value.numerator * 10**80 // value.denominator), 10**40)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > _LARGEST_EXPONENT:
        raise _Unknown
    return Fraction(base**exponent.numerator)


def _bounded(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise _Unknown
    return value


_BINARY: Final[dict[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: Fraction(a // b),
    "%": lambda a, b: a % b,
    "^": _power,
}
ONE: Final[dict[str, Callable[[Fraction], Fraction]]] = {
    **dict.fromkeys(("floor", "math.floor", "np.floor", "⌊"), lambda value: Fraction(math.floor(value))),
    **dict.fromkeys(("ceil", "math.ceil", "np.ceil", "ceiling", "⌈"), lambda value: Fraction(math.ceil(value))),
    **dict.fromkeys(("sqrt", "math.sqrt", "np.sqrt", "√"), _root),
    "abs": abs,
}
"""Functions of one number, by the names they go by in prose."""

SEVERAL: Final[dict[str, Callable[[list[Fraction]], Fraction]]] = {"max": max, "min": min}
"""Functions of two numbers or more."""
