"""Formulas that authors write: whole numbers, comparisons, and, or, not. They are never run as Python.

A formula is read node by node and becomes nested functions; each call computes it for one set of values.
"""

import ast
import re
from collections.abc import Callable, Collection, Mapping
from math import ceil, floor
from typing import Any, Final, TypeAlias

from .frozen import dataclass
from .layercall import closest
from .literals import Bounds, Unreadable, parse, refused

FORMULA: Final = Bounds(chars=500, nodes=120, depth=24)
LARGEST: Final = 10**12
_MOST_POWER: Final = 40

_Values: TypeAlias = Mapping[str, Any]
_Run: TypeAlias = Callable[[_Values], Any]


class Unsettled(ValueError):
    """The formula has no value for these values. `str()` is the end of a sentence, such as "divides by 0"."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: `run` returns its value for values by name, and raises Unsettled.

    `text` is what was written, of a condition with those that it is joined to.
    """

    text: str
    run: _Run
    names: frozenset[str]


def read_formula(text: str, names: Collection[str], *, fractions: bool = False) -> Formula:
    """Return the formula that a text writes in terms of these names. Raises Unreadable.

    `fractions`: `/`, `floor` and `ceil` are read too, and computed exactly.

    >>> read_formula("(n - k) // s + 1", ["n", "k", "s"]).run({"n": 10, "k": 3, "s": 2})
    4
    >>> read_formula("floor(n / 2)", ["n"], fractions=True).run({"n": 7})
    3
    """
    reader = _Reader(frozenset(names), fractions=fractions)
    run = reader.read(_parsed(text), 1)
    return Formula(text, run, frozenset(reader.used))


def read_conditions(text: str, names: Collection[str]) -> tuple[Formula, ...]:
    """Return the formulas that a text joins by `and`: all of them must hold. Raises Unreadable."""
    tree = _parsed(text)
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    found = []
    for part in parts:
        reader = _Reader(frozenset(names), fractions=False)
        run = reader.read(part, 1)
        found.append(Formula(text, run, frozenset(reader.used)))
    return tuple(found)


def _parsed(text: str) -> ast.expr:
    try:
        return parse(text.replace("\n", " "), FORMULA)
    except Unreadable as error:
        said = str(error).replace("not a layer, a shape or a number", "not a formula")
        mend = next((f"; {mend}" for sign, mend in _FOREIGN.items() if re.search(sign, text)), "")
        raise Unreadable(said.replace("nothing was typed", "the formula is empty") + mend) from None


_FOREIGN: Final = {
    r"\$": "names stand without a dollar here",
    "&&": "write and",
    r"\|\|": "write or",
    "\u2265": "write >=",
    "\u2264": "write <=",
    "\u2260": "write !=",
    "\u00d7": "write *",
    r"!(?!=)": "write not",
    "(?<![=!<>])=(?!=)": "write == to compare",
}
"""The mend by a sign that other languages have in place of one of a formula."""


class _Reader:
    """Makes functions of nodes, and counts them on the way."""

    def __init__(self, names: frozenset[str], *, fractions: bool) -> None:
        self.names = names
        self.used: set[str] = set()
        self.functions = _FUNCTIONS | (_ROUNDING if fractions else {})
        self.operators = _OPERATORS | ({ast.Div: _divided} if fractions else {})
        self.left = FORMULA.nodes

    def read(self, node: ast.expr, depth: int) -> _Run:
        self.left -= 1
        if self.left < 0 or depth > FORMULA.depth:
            raise Unreadable(f"too long: a formula has at most {FORMULA.nodes} parts, {FORMULA.depth} deep")
        match node:
            case ast.Constant(value=value) if type(value) in (int, bool, str):
                if type(value) is int and value > LARGEST:
                    raise Unreadable(f"{refused(node)} is too large: at most {LARGEST:,} is read")
                return lambda _: value
            case ast.Name(id=name):
                return self._name(name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                one = self.read(inner, depth + 1)
                return lambda values: -_number(one(values))
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                one = self.read(inner, depth + 1)
                return lambda values: not one(values)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in self.operators:
                return _binary(self.operators[type(op)], self.read(left, depth + 1), self.read(right, depth + 1))
            case ast.BoolOp(op=op, values=parts):
                return _joined([self.read(part, depth + 1) for part in parts], every=isinstance(op, ast.And))
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _COMPARISONS for op in ops):
                sides = [self.read(side, depth + 1) for side in (left, *others)]
                return _compared([_COMPARISONS[type(op)] for op in ops], sides)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return _chosen(*[self.read(part, depth + 1) for part in (test, body, orelse)])
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in self.functions and args:
                return _called(self.functions[name], [self.read(arg, depth + 1) for arg in args])
        raise Unreadable(self._refusal(node))

    def _name(self, name: str) -> _Run:
        if name not in self.names:
            close = closest(name, tuple(self.names))
            known = f"there are {', '.join(sorted(self.names))}" if self.names else "there are none yet"
            raise Unreadable(f"the name {name!r} is unknown; {f'did you mean {close!r}?' if close else known}")
        self.used.add(name)
        return lambda values: values[name]

    def _refusal(self, node: ast.expr) -> str:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return f"{refused(node)} may be a fraction: write // for whole division"
        allowed = ", ".join(
            ["whole numbers", "names", "+ - * // % **", "comparisons", "and, or, not, if, else", *self.functions]
        )
        return f"{refused(node)} is not allowed in a formula: write {allowed}"


def _number(value: Any) -> Any:
    if isinstance(value, str):
        raise Unsettled(f"computes with the text {value!r}")
    return value


def _bounded(value: Any) -> Any:
    if abs(value) > LARGEST:
        raise Unsettled(f"is larger than {LARGEST:,}")
    return int(value) if getattr(value, "denominator", None) == 1 else value


def _binary(operate: Callable[[Any, Any], Any], left: _Run, right: _Run) -> _Run:
    def run(values: _Values) -> Any:
        one, other = left(values), right(values)
        if type(one) is int and type(other) is int:
            found = operate(one, other)
            return found if -LARGEST <= found <= LARGEST else _bounded(found)
        return _bounded(operate(_number(one), _number(other)))

    return run


def _joined(parts: list[_Run], *, every: bool) -> _Run:
    def run(values: _Values) -> bool:
        for part in parts:
            if bool(part(values)) is not every:
                return not every
        return every

    return run


def _compared(operators: list[Callable[[Any, Any], bool]], sides: list[_Run]) -> _Run:
    def run(values: _Values) -> bool:
        left = sides[0](values)
        for compare, side in zip(operators, sides[1:], strict=True):
            right = side(values)
            if not compare(left, right):
                return False
            left = right
        return True

    return run


def _chosen(test: _Run, body: _Run, orelse: _Run) -> _Run:
    return lambda values: body(values) if test(values) else orelse(values)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def run(one: Any, other: Any) -> bool:
        return compare(_number(one), _number(other))

    return run


def _called(function: Callable[..., Any], given: list[_Run]) -> _Run:
    def run(values: _Values) -> Any:
        found = [_number(one(values)) for one in given]
        try:
            return function(*found)
        except TypeError:
            raise Unsettled(f"gives {function.__name__} {len(found)} numbers") from None

    return run


def _floor_divided(one: Any, other: Any) -> Any:
    if other == 0:
        raise Unsettled("divides by 0")
    return one // other


def _remainder(one: Any, other: Any) -> Any:
    if other == 0:
        raise Unsettled("divides by 0")
    return one % other


def _divided(one: Any, other: Any) -> Any:
    if other == 0:
        raise Unsettled("divides by 0")
    from fractions import Fraction  # costs 5 ms, and few formulas have fractions

    return _bounded(Fraction(one) / Fraction(other))


def _power(base: Any, exponent: Any) -> Any:
    if not isinstance(exponent, int) or not 0 <= exponent <= _MOST_POWER:
        raise Unsettled(f"takes a power that is not from 0 to {_MOST_POWER}")
    return base**exponent


def _most(*numbers: Any) -> Any:
    return max(numbers)


def _least(*numbers: Any) -> Any:
    return min(numbers)


_OPERATORS: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.FloorDiv: _floor_divided,
    ast.Mod: _remainder,
    ast.Pow: _power,
}
_COMPARISONS: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: lambda one, other: bool(one == other),
    ast.NotEq: lambda one, other: bool(one != other),
    ast.Lt: _ordered(lambda one, other: one < other),
    ast.LtE: _ordered(lambda one, other: one <= other),
    ast.Gt: _ordered(lambda one, other: one > other),
    ast.GtE: _ordered(lambda one, other: one >= other),
}
_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {"max": _most, "min": _least, "abs": abs}
_ROUNDING: Final[dict[str, Callable[..., Any]]] = {"floor": floor, "ceil": ceil}
