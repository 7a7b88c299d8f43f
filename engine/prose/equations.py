"""Equations and comparisons in prose that can be computed, and those that do not hold."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Final, TypeAlias

from ..frozen import dataclass
from .amounts import last_place, near, written
from .doubts import denied, ends_clean, is_range, rounded, starts_clean
from .expressions import FUNCTIONS, NotNumeric, Side, brackets, read_side
from .plain import plainly_true
from .tokens import Token, read_tokens

_WORTH_READING: Final = re.compile(
    r"[0-9)⌋⌉⁰¹²³⁴-⁹…][\s`*_$.~\u200b]*+(?:[=≈≠≤≥≅≃]|[<>]|!=|~=)[\s=~>`*_$]*+[-+−–(⌊⌈√.0-9A-Za-z]"
)
_STARTS: Final = frozenset(("num", "open", "root", "op"))
_EQUALS: Final = frozenset("=≈")
_GROUPED: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")
_MARKS: Final = re.compile(r"[`$]|[*_~]+(?=\s*[=≈≠<>≤≥])|(?<=[=≈≠<>≤≥]\s)[*_~]+")
_LONGEST_SHOWN: Final = 120
MOST_TOLD: Final = 100
"""Nobody reads more of one text, and to find each costs a look through the whole text."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One equation or comparison of two numbers, at `text[start:end]`.

    `relation` is one of `= ≈ ≠ < > ≤ ≥`; `left` and `right` are what its sides are.
    """

    start: int
    end: int
    claim: str
    relation: str
    left: Fraction
    right: Fraction
    holds: bool


@dataclass(frozen=True, slots=True)
class FalseClaim:
    """A claim that does not hold. `found` is what its left side is, `message` one sentence about it."""

    start: int
    end: int
    claim: str
    found: str
    message: str


def claims(text: str) -> Iterator[Claim]:
    """Yield each equation or comparison that `text` states between expressions of numbers, in order.

    Each step of a chain `a = b = c` is one claim. Names are skipped, `x = 5` and `k=3, s=2` state nothing that can be
    computed, and whatever may be read in two ways is no claim. A decimal after `=` may be rounded to its digits.

    >>> [(claim.claim, claim.holds) for claim in claims("H_out = floor((10 - 3) / 3) + 1 = 2 + 1 = 4 rows")]
    [('floor((10 - 3) / 3) + 1 = 2 + 1', True), ('2 + 1 = 4', False)]
    """
    for claim, _ in _steps(text):
        yield claim


def false_claims(text: str) -> tuple[FalseClaim, ...]:
    """Return the claims of `text` that do not hold, the first of very many.

    >>> false_claims("floor((10 - 3) / 3) + 1 = 4")[0].message
    '`floor((10 - 3) / 3) + 1 = 4` does not hold: the left side is 3'
    """
    if not _WORTH_READING.search(text) or plainly_true(text):
        return ()
    return tuple(islice((_false(claim, sides) for claim, sides in _steps(text) if not claim.holds), MOST_TOLD))


_Step: TypeAlias = tuple[Side, Side]


def _steps(text: str) -> Iterator[tuple[Claim, _Step]]:
    if not _WORTH_READING.search(text):
        return
    tokens = read_tokens(text)
    for sides, relations in _chains(text, tokens):
        for left, relation, right, first in _pairs(sides, relations):
            claim = _claim(text, tokens, relation, left, right, first)
            if claim is not None:
                yield claim, (left, right)


def _chains(text: str, tokens: list[Token]) -> Iterator[tuple[list[Side | None], list[str]]]:
    """Yield the sides and relations of each chain in which something is computed; None is a side not read."""
    pairs = brackets(tokens)
    sides: list[Side | None] = []
    relations: list[str] = []
    at, end = 0, len(tokens)
    while at < end:
        token = tokens[at]
        pending = len(relations) == len(sides) > 0
        side = _side(text, tokens, pairs, at)
        if side is None and pending and token.kind == "word" and at + 1 < end and tokens[at + 1].kind == "rel":
            after = at + 1
        else:
            after = at if side is None else side.after
        joins = after < end and tokens[after].kind == "rel"
        if not pending or after == at:
            if len(sides) > 1 and any(known is not None and known.computed for known in sides):
                yield sides, relations
            sides, relations = [], []
        if after > at or joins:
            readable = side is not None and (joins or ends_clean(tokens, after))
            sides.append(side if readable else None)
        if joins:
            relations.append(tokens[after].text)
            after += 1
        at = max(after, at + 1)
    if len(sides) > 1 and any(known is not None and known.computed for known in sides):
        yield sides, relations


def _side(text: str, tokens: list[Token], pairs: dict[int, int], at: int) -> Side | None:
    kind = tokens[at].kind
    if kind not in _STARTS and not (kind == "word" and tokens[at].text.lower() in FUNCTIONS):
        return None
    if kind == "open" and at not in pairs:
        return None
    if not starts_clean(text, tokens, at):
        return None
    try:
        side = read_side(tokens, pairs, at)
    except NotNumeric:
        return None
    return side._replace(amount=None) if is_range(tokens, side) else side


def _pairs(sides: list[Side | None], relations: list[str]) -> Iterator[tuple[Side, str, Side, Side]]:
    """Yield the neighbours with what stands between them, and the first side that is said to equal the left one.

    `6 * 6 = n = 36` compares across the name.
    """
    left: Side | None = None
    first: Side | None = None
    between = ""
    for side, relation in zip(sides, ["", *relations], strict=False):
        between += relation
        if side is None or side.amount is None:
            continue
        equal = _EQUALS.issuperset(between)
        if left is not None and first is not None and (equal or len(between) == 1):
            yield left, "≈" if equal and "≈" in between else between[0], side, first
        first = first if first is not None and equal else side
        left, between = side, ""


def _claim(text: str, tokens: list[Token], relation: str, left: Side, right: Side, first: Side) -> Claim | None:
    assert left.amount is not None
    assert right.amount is not None
    start, end = tokens[left.first].start, tokens[right.after - 1].end
    holds = _holds(left, relation, right) or (relation in _EQUALS and _holds(first, relation, right))
    if not holds and _excused(text, start, end, relation, left, right):
        return None
    return Claim(start, end, text[start:end], relation, left.amount.value, right.amount.value, holds)


def _holds(left: Side, relation: str, right: Side) -> bool:
    assert left.amount is not None
    assert right.amount is not None
    a, b = left.amount.value, right.amount.value
    slack = right.amount.slack
    if left.literal or left.amount.vague or relation == "≈":
        slack = slack + left.amount.slack
    if relation == "≈":
        slack = slack + (last_place(left.literal) + last_place(right.literal or written(b))) / 2
        slack = slack if right.literal else slack + abs(b) / 100
    equal = near(a, b, slack)
    match relation:
        case "=" | "≈":
            return equal
        case "≠":
            return a != b or slack > 0
        case "<" | ">":
            return (a < b if relation == "<" else a > b) or (equal and slack > 0)
    return equal or (a < b if relation == "≤" else a > b)


def _excused(text: str, start: int, end: int, relation: str, left: Side, right: Side) -> bool:
    assert left.amount is not None
    assert right.amount is not None
    a, b = left.amount.value, right.amount.value
    if right.factors[:2] == (a, a):  # the size of a map: (227 - 11) / 4 + 1 = 55×55
        return True
    if abs(a - b) < 1 and b.denominator == 1 and rounded(text, start, end):
        return True
    if denied(text, start, end, relation):
        return True
    # 6 * 6 = 36,100 may be a number with a comma, or a list.
    return bool(_GROUPED.search(text, start, end)) and not false_claims(_GROUPED.sub(", ", text[start:end]))


def _false(claim: Claim, sides: _Step) -> FalseClaim:
    left, right = sides
    found, other = written(claim.left), written(claim.right)
    if found == other:
        reason = f"both sides are {found}"
    elif left.literal and not right.literal:
        reason = f"the right side is {other}"
    else:
        reason = f"the left side is {found}" + ("" if right.literal else f", the right side is {other}")
    shown = " ".join(_MARKS.sub("", claim.claim).split())
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[: _LONGEST_SHOWN - 40].rstrip()} … {shown[-37:].lstrip()}"
    return FalseClaim(claim.start, claim.end, claim.claim, found, f"`{shown}` does not hold: {reason}")
