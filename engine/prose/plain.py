"""The quick look: most equations of a lesson are plain and true, and a bank has ten thousand explanations.

A text is plain where each `=` in it stands beside a name, or between numbers, `+ - * / //`, brackets and floors that
agree exactly. Whatever else there is, the careful reading of `equations` decides.
"""

import re
from fractions import Fraction
from typing import Final

_RUN: Final = re.compile(
    r"(?:floor\(|ceil\(|[0-9(⌊⌈=])(?:[-0-9 .+*/()=×⌊⌋⌈⌉`]++|floor\(|ceil\()*+",
)
_OTHER_RELATION: Final = re.compile(r"[^\sA-Za-z-]\s*+(?:[≈≠≤≥≅≃<>]|[!~]=)")
_PIECE: Final = re.compile(r"floor\(|ceil\(|[0-9]+(?:\.[0-9]+)?|//|\S")
# Not x, which may multiply, and nothing that may belong to an expression.
_BEFORE: Final = re.compile(r"[A-WYZa-wyz:;,\"—→]")
_AFTER: Final = re.compile(r"\s*+(?:\Z|[A-WYZa-wyz;:!?\"')\]}—→|]|,(?![0-9])|(?<=\n)[0-9])")
_NAME_BEFORE: Final = re.compile(r"(?<![0-9)])[^\W\d_]\w*+\Z")
_LOOK_BACK: Final = 20
_LONGEST: Final = 30

_BINDS: Final = {"+": 1, "-": 1, "*": 2, "×": 2, "/": 2, "//": 2}
_CLOSES: Final = {"(": ")", "floor(": ")", "ceil(": ")", "⌊": "⌋", "⌈": "⌉"}


def plainly_true(text: str) -> bool:
    """Whether a quick look shows that no equation in `text` is false. False means only that it cannot tell.

    >>> plainly_true("H = floor((10 - 3) / 3) + 1 = 2 + 1 = 3"), plainly_true("7 / 3 = 2.33")
    (True, False)
    """
    if _OTHER_RELATION.search(text):
        return False
    for match in _RUN.finditer(text):
        if "=" in match[0] and not _run_holds(text, match[0], match.start(), match.end()):
            return False
    return True


def _run_holds(text: str, run: str, start: int, end: int) -> bool:
    sides = run.replace("`", "").split("=")
    before = text[max(0, start - _LOOK_BACK) : start].rstrip("`")
    first = sides[0].strip()
    named = before.rstrip()[-1:].isalpha() if not first else first.isdigit() and _NAME_BEFORE.search(before)
    touching, before = before[-1:], before.rstrip()[-1:]
    if named:
        if len(sides) == 2:  # a name and one number
            return True
        sides = sides[1:]
    elif not first or touching.isidentifier() or not (_BEFORE.match(before) if before else start < _LOOK_BACK):
        return False
    return _ends_plainly(text, run, end) and _all_equal(sides)


def _ends_plainly(text: str, run: str, end: int) -> bool:
    """Whether what follows a run can be no part of its last number."""
    apart = run[-1] in " (`" or not text[end : end + 1].isalpha()
    return apart and not run.endswith("..") and _AFTER.match(text, end) is not None


def _all_equal(sides: list[str]) -> bool:
    first, last = sides[0].strip(), sides[-1].strip().removesuffix(".").removesuffix("(").rstrip()
    # Brackets around the whole equation.
    unclosed = first.count("(") - first.count(")")
    if unclosed > 0:
        first = first[min(unclosed, len(first) - len(first.lstrip("("))) :]
    unopened = last.count(")") - last.count("(")
    if unopened > 0:
        last = last[: -min(unopened, len(last) - len(last.rstrip(")"))) or None]
    value = _value(first)
    return value is not None and all(_value(side) == value for side in (*sides[1:-1], last))


def _value(side: str) -> Fraction | int | None:
    """Return what a side is, or None. An operator waits until a weaker one, a bracket or the end comes (Dijkstra)."""
    values: list[Fraction | int] = []
    waiting: list[str] = []
    operand = True
    for piece in _PIECE.findall(side):
        if piece[0].isdigit() or piece in _CLOSES:
            if operand is False or len(piece) > _LONGEST:
                return None
            if piece in _CLOSES:
                waiting.append(piece)
                continue
            values.append(int(piece) if piece.isdigit() else Fraction(piece))
            operand = False
        elif operand or len(piece) > 2:
            return None
        else:
            strength = _BINDS.get(piece, 0)
            while waiting and _BINDS.get(waiting[-1], 0) >= max(strength, 1):
                if not _combine(values, waiting.pop()):
                    return None
            if strength:
                waiting.append(piece)
                operand = True
            elif not waiting or not _close(values, waiting.pop(), piece):
                return None
    while waiting:
        if operand or not _combine(values, waiting.pop()):
            return None
    return values[0] if len(values) == 1 and not operand else None


def _combine(values: list[Fraction | int], operator: str) -> bool:
    if operator not in _BINDS:
        return False
    b, a = values.pop(), values.pop()
    if operator[0] == "/" and not b:
        return False
    match operator:
        case "+":
            values.append(a + b)
        case "-":
            values.append(a - b)
        case "/":
            values.append(a // b if a % b == 0 else Fraction(a) / b)
        case "//":
            values.append(a // b)
        case _:
            values.append(a * b)
    return values[-1].numerator.bit_length() < 256


def _close(values: list[Fraction | int], opened: str, closing: str) -> bool:
    if _CLOSES.get(opened) != closing:
        return False
    if opened in ("floor(", "⌊"):
        values[-1] = values[-1] // 1
    elif opened in ("ceil(", "⌈"):
        values[-1] = -(-values[-1] // 1)
    return True
