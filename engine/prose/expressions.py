"""Expressions of numbers among the tokens of a text: where one ends, and what it is.

sum      product (('+' | '-') product)*
product  signed (('*' | '/' | '//' | '%') signed)*, a bracket straight after a number or a bracket multiplies too
signed   ('+' | '-')* power
power    atom exponent? ('^' signed)?
atom     number | bracket | function '(' sum (',' sum)* ')' | '√' atom
"""

from fractions import Fraction
from typing import Final, NamedTuple

from .amounts import ONE, SEVERAL, Amount, apply, call, negative, read_amount
from .tokens import ENDS_NUMBER, NONE, Token

DEEPEST: Final = 16
FUNCTIONS: Final = frozenset((*ONE, *SEVERAL))
_CLOSING: Final = {"(": ")", "⌊": "⌋", "⌈": "⌉"}
_SUMS: Final = frozenset("+-")
_PRODUCTS: Final = frozenset(("*", "/", "//", "%"))
_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class NotNumeric(Exception):
    """No expression of numbers begins here."""


class Side(NamedTuple):
    """One side of an equation: the tokens from `first` up to `after`.

    `computed` tells `2 * 3` from a bare number, `literal` is the text of a bare number, `tight` the factors
    of a plain product such as `3×3`.
    """

    first: int
    after: int
    amount: Amount | None
    computed: bool
    literal: str
    factors: tuple[Fraction, ...] = ()


def brackets(tokens: list[Token]) -> dict[int, int]:
    """Return the closing bracket of each opening one, by index, leaving out what is nested deeper than DEEPEST.

    With this an expression that cannot end is known before it is read, so reading a text stays linear.
    """
    pairs: dict[int, int] = {}
    still_open: list[tuple[int, str]] = []
    heights = [0]
    for index, token in enumerate(tokens):
        if token.kind == "open":
            still_open.append((index, _CLOSING[token.text]))
            heights.append(0)
        elif token.kind == "close":
            while still_open and still_open[-1][1] != token.text:
                still_open.pop()
                heights.pop()
            if still_open:
                height = heights.pop() + 1
                heights[-1] = max(heights[-1], height)
                first, _ = still_open.pop()
                if height <= DEEPEST:
                    pairs[first] = index
    return pairs


def read_side(tokens: list[Token], pairs: dict[int, int], first: int) -> Side:
    """Return the longest expression that begins at token `first`. Raises NotNumeric.

    An operator must be followed by a number: of `3 * k` nothing is read.
    """
    reader = _Reader(tokens, pairs, first)
    amount = reader.sum()
    span = tokens[first : reader.at]
    signed = span[-1].kind == "num" and all(token.text in "+-" for token in span[:-1])
    return Side(first, reader.at, amount, reader.computed, span[-1].text if signed else "", _factors(span))


def _factors(span: list[Token]) -> tuple[Fraction, ...]:
    if (
        len(span) < 3
        or any(token.kind != "num" for token in span[::2])
        or any(token.text != "*" for token in span[1::2])
    ):
        return ()
    return tuple([read_amount(token.text).value for token in span[::2]])


class _Reader:
    """Walks over the tokens of one expression and computes it on the way. None is a value that is not known."""

    __slots__ = ("at", "computed", "listing", "pairs", "powers", "tokens")

    def __init__(self, tokens: list[Token], pairs: dict[int, int], at: int) -> None:
        self.tokens = tokens
        self.pairs = pairs
        self.at = at
        self.computed = False
        self.listing = False
        self.powers = 0

    def sum(self) -> Amount | None:
        total = self.product()
        while (operator := self.operator()) in _SUMS:
            self.take()
            total = apply(operator, total, self.product())
        return total

    def product(self) -> Amount | None:
        total = self.signed()
        divided = False
        while True:
            operator = self.operator()
            if operator in _PRODUCTS:
                if operator == "%" and self.is_percent():
                    raise NotNumeric
                self.take()
                divided = divided or operator != "*"
            elif self.bracket_touches():
                # 6/2(1 + 2) is read in two ways by two readers.
                if divided:
                    raise NotNumeric
                operator, self.computed = "*", True
            else:
                return total
            total = apply(operator, total, self.signed())

    def signed(self) -> Amount | None:
        minus = False
        while (sign := self.operator()) in _SUMS:
            minus ^= sign == "-"
            self.at += 1
        amount = self.power()
        return negative(amount) if minus else amount

    def power(self) -> Amount | None:
        base = self.atom()
        token = self.token()
        if token is not None and token.kind == "sup":
            if len(token.text) > 3:
                raise NotNumeric
            base = apply("^", base, Amount(Fraction(int(token.text.translate(_SUPERSCRIPT)))))
            self.take()
        if self.operator() != "^":
            return base
        self.powers += 1
        if self.powers > DEEPEST:
            raise NotNumeric
        self.take()
        return apply("^", base, self.signed())

    def atom(self) -> Amount | None:
        token = self.token()
        if token is None:
            raise NotNumeric
        if token.kind == "num":
            # The comma of max(1,224) parts two numbers or two groups of digits: nobody can tell.
            if self.listing and "," in token.text:
                raise NotNumeric
            self.at += 1
            return read_amount(token.text)
        if token.kind == "root":
            self.take()
            return call("√", [self.root()])
        name = token.text.lower() if token.kind == "word" else token.text
        if token.kind == "word":
            if name not in FUNCTIONS:
                raise NotNumeric
            self.at += 1
        end = self.pairs.get(self.at)
        if end is None or (token.kind == "word" and self.tokens[self.at].text != "("):
            raise NotNumeric
        self.at += 1
        outer, self.listing = self.listing, name in SEVERAL
        given = [self.sum()]
        while name != "(" and self.at < end and self.tokens[self.at].kind == "comma":
            self.at += 1
            given.append(self.sum())
        self.listing = outer
        if self.at != end:
            raise NotNumeric
        self.at += 1
        if name == "(":
            return given[0]
        self.computed = True
        return call(name, given)

    def root(self) -> Amount | None:
        """What stands under a √ that has no line over it: one number or one bracket."""
        token = self.token()
        if token is None or token.kind not in ("num", "open"):
            raise NotNumeric
        return self.atom()

    def token(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def operator(self) -> str:
        token = self.token()
        return token.text if token is not None and token.kind == "op" else ""

    def take(self) -> None:
        """Go past an operator."""
        self.at += 1
        self.computed = True

    def bracket_touches(self) -> bool:
        token = self.token()
        touches = token is not None and token.kind == "open" and token.gap == NONE
        return touches and self.tokens[self.at - 1].kind in ENDS_NUMBER

    def is_percent(self) -> bool:
        """`50% 3` is no remainder, `50 % 3` and `50%3` are."""
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        return after is None or (self.tokens[self.at].gap == NONE) != (after.gap == NONE)
