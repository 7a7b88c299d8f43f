"""What a worked solution says, read back from its text: its equations, its results, its total."""

import ast
import math
import operator
import re
from collections.abc import Callable

from quizproof.engine.shapes import Shape

AXES = ("C", "D", "H", "W", "L")
_CONTINUED = re.compile(r"\n +(?=[=*+])")
_BROKEN = re.compile(r"\n +")
_SHAPE = re.compile(r"\((?:[0-9]+,|[0-9]+(?:, [0-9]+)+|)\)")
_EQUATION = re.compile(r"(?:floor|ceil|[0-9.()+*/= -])+")


def whole(lines: tuple[str, ...]) -> str:
    """Return the lines, those that were broken as one again."""
    return _BROKEN.sub(" ", _CONTINUED.sub(" ", "\n".join(lines)))


def assert_true(lines: tuple[str, ...]) -> None:
    """Evaluate all equations in the lines, and hold each line to its width and to ASCII."""
    assert [line for line in lines if len(line) > 60 or not line.isascii()] == []
    for equation in _EQUATION.findall(_CONTINUED.sub(" ", "\n".join(lines))):
        sides = [side for side in equation.split(" = ") if side.strip(" .()")]
        values = [evaluate(ast.parse(side.strip(" ."), mode="eval").body) for side in sides if " = " in equation]
        assert len(set(values)) <= 1, f"{equation!r} says that {values} are equal"


_OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(node: ast.expr) -> float:
    match node:
        case ast.BinOp(left, op, right):
            return _OPERATORS[type(op)](evaluate(left), evaluate(right))
        case ast.UnaryOp(ast.USub(), operand):
            return -evaluate(operand)
        case ast.Call(ast.Name("floor"), [argument]):
            return math.floor(evaluate(argument))
        case ast.Call(ast.Name("ceil"), [argument]):
            return math.ceil(evaluate(argument))
        case ast.Constant(int() | float() as value):
            return value
    raise AssertionError(ast.dump(node))


def results(lines: tuple[str, ...], count: int) -> tuple[Shape, ...]:
    """Return the shapes that the last lines give, one for each output."""
    text = _BROKEN.sub(" ", "\n".join(lines))
    said = [line.partition(": ")[2] for line in text.split("\n")[-count:]]
    assert all(_SHAPE.fullmatch(shape) for shape in said), said
    return tuple([tuple(map(int, re.findall("[0-9]+", shape))) for shape in said])


def last_number(lines: tuple[str, ...]) -> int:
    """Return what the last sum comes to."""
    return int(re.findall(r"[0-9]+", lines[-1])[-1])


def sizes(lines: tuple[str, ...]) -> dict[str, int]:
    """Return what the lines say of each axis: where an equation ends, what stands before a comma, or another axis."""
    found: dict[str, int] = {}
    for line in _CONTINUED.sub(" ", "\n".join(lines)).split("\n"):
        label, _, text = line.partition(": ")
        if label in AXES:
            found[label] = found[text[3:]] if text.startswith("as ") else int(text.partition(",")[0].split()[-1])
    return found
