"""Numbers: the values of a tensor, as text and as a value."""

import re
from typing import Final

from .jobs import Numbers
from .literals import KEYBOARD, Bounds, Unreadable
from .shapes import Shape, shown

TENSOR: Final = Bounds(chars=8_000, nodes=4_000, depth=8)
"""How long an answer with the numbers of a tensor may be, whoever writes it."""

_NUMBER: Final = r"[-+]?(?:(?i:inf|nan)|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
_TOKEN: Final = re.compile(rf"\s*(?:({_NUMBER})(?![\w.])|([\[\](),;]))|\s*(\S)")
_WRAPPED: Final = re.compile(r"(?:(?:torch|np|numpy) ?\. ?)?(?:[tT]ensor|array) ?\((.*)\)", re.DOTALL)
_PRINTED: Final = re.compile(r"(?:,\s*(?:dtype|device|grad_fn|requires_grad)=[\w.:'\"<>]+)*,?$")
"""What torch and numpy print behind the numbers."""
_COMMENT: Final = re.compile(r"#[^\n]*")
_BLANKS: Final = re.compile(r"[ \t]{2,}")  # the other patterns look for the end of a run from each of its places
_GROUPED: Final = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:_[0-9]{3})+)")
_CLOSES: Final = {")": "(", "]": "["}


def read_number(text: str, bounds: Bounds) -> int | float:
    """Return the number that `text` writes. Raises Unreadable.

    >>> [read_number(t, TENSOR) for t in ("9216", "9,216", "-1.5e3")]
    [9216, 9216, -1500.0]
    """
    text = text.translate(KEYBOARD)
    bounds.admit(text)
    stripped = _COMMENT.sub("", text).strip()
    if _GROUPED.fullmatch(stripped):
        stripped = stripped.replace(",", "").replace("_", "")
    if not re.fullmatch(_NUMBER, stripped):
        raise Unreadable(f"{shown(stripped)} is not a number: write digits such as 64 or 0.5")
    return _number(stripped)


def read_tensor(text: str, bounds: Bounds = TENSOR) -> Numbers:
    """Return the numbers that `text` writes, nested as deep as the tensor has dimensions.

    >>> read_tensor("[[6, 8], [3, 4]]") == read_tensor("6 8; 3 4") == ((6, 8), (3, 4))
    True

    Raises Unreadable: no numbers, brackets that do not match, rows of different lengths.
    """
    text = text.translate(KEYBOARD)
    bounds.admit(text)
    text = _BLANKS.sub(" ", _COMMENT.sub("", text)).strip()
    wrapped = _WRAPPED.fullmatch(text)
    body = _PRINTED.sub("", wrapped[1].rstrip()) if wrapped else text
    rows = [row for row in re.split(r"[;\n]", body) if row.strip()]
    if not rows:
        raise Unreadable("no number was typed")
    if (len(rows) > 1 or ";" in body) and not re.search(r"[\[\](]", body):
        numbers: Numbers = tuple([_one_level(_nested(row)) for row in rows])
    else:
        numbers = _nested(body)
    shape_of(numbers)
    return numbers


def _one_level(numbers: Numbers) -> Numbers:
    return numbers if isinstance(numbers, tuple) else (numbers,)


def _nested(text: str) -> Numbers:
    """Read brackets, commas and numbers, without recursion."""
    stack: list[tuple[str, list[Numbers]]] = []
    items: list[Numbers] = []
    bracket, closed = "", False
    for match in _TOKEN.finditer(text):
        number, mark, strange = match.groups()
        if number is not None:
            items.append(_number(number))
        elif mark is not None and mark in "([":
            if len(stack) >= TENSOR.depth:
                raise Unreadable(f"nested too deeply: at most {TENSOR.depth} levels are read")
            stack.append((bracket, items))
            bracket, items = mark, []
        elif mark is not None and mark in ")]":
            if bracket != _CLOSES[mark]:
                raise Unreadable(f"the bracket {mark!r} at character {match.end()} closes nothing")
            inner = tuple(items)
            bracket, items = stack.pop()
            items.append(inner)
            closed = True
        elif mark == ";":
            raise Unreadable("write rows either in brackets or with semicolons, not both")
        elif strange is not None:
            raise Unreadable(
                f"{shown(text.strip())} is not a tensor: write numbers such as [[6, 8], [3, 4]] or 6 8; 3 4"
            )
    if stack:
        raise Unreadable(f"a bracket {bracket!r} is not closed")
    if not items:
        raise Unreadable("no number was typed")
    return items[0] if len(items) == 1 and (closed or not isinstance(items[0], tuple)) else tuple(items)


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("+-").isdigit() and len(text) < 19 else float(text)


def shape_of(numbers: Numbers) -> Shape:
    """Return the shape of nested numbers. Raises Unreadable where rows differ in length.

    >>> shape_of(((6, 8, 1), (3, 4, 1)))
    (2, 3)
    """
    if not isinstance(numbers, tuple):
        return ()
    inner = {shape_of(item) for item in numbers}
    if len(inner) > 1:
        raise Unreadable("the rows are of different lengths")
    return (len(numbers), *(inner.pop() if inner else ()))


def without_leading_ones(numbers: Numbers) -> Numbers:
    """Return the same numbers without the leading dimensions of size 1.

    >>> without_leading_ones((((6, 8), (3, 4)),))
    ((6, 8), (3, 4))
    """
    while isinstance(numbers, tuple) and len(numbers) == 1:
        numbers = numbers[0]
    return numbers


def with_leading_ones(numbers: Numbers, dimensions: int) -> Numbers:
    """Return the same numbers with leading dimensions of size 1, so that there are at least `dimensions`.

    >>> with_leading_ones((1, 2), 3)
    (((1, 2),),)
    """
    for _ in range(dimensions - len(shape_of(numbers))):
        numbers = (numbers,)
    return numbers


def flat(numbers: Numbers) -> list[int | float]:
    """Return all numbers in order."""
    return [number for item in numbers for number in flat(item)] if isinstance(numbers, tuple) else [numbers]


def written(numbers: Numbers) -> str:
    """Return the numbers as one would type them, to six digits.

    >>> written(((6.0, 8.5), (3.0, 0.1)))
    '[[6, 8.5], [3, 0.1]]'
    """
    if isinstance(numbers, tuple):
        return f"[{', '.join([written(item) for item in numbers])}]"
    return str(numbers) if isinstance(numbers, int) else f"{numbers:.6g}"
