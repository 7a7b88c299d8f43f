"""The gates before anything else sees a text: length, characters, syntax, and a whitelist of nodes.

Nothing that an author or a learner writes is evaluated. A text is parsed, and the nodes of its tree
are read as literals one by one; whatever is not on the list is refused with one sentence.
"""

import ast
import re
import unicodedata
from math import isinf
from typing import Final, TypeAlias

from .frozen import dataclass

Literal: TypeAlias = "bool | int | float | str | tuple[Literal, ...] | None"


class Unreadable(ValueError):
    """The text is not an answer at all: ask again, count nothing. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how deep a text may be: characters, syntax nodes, nesting."""

    chars: int
    nodes: int
    depth: int

    def admit(self, text: str) -> None:
        """Raise Unreadable where `text` is too long or holds a character that no answer needs."""
        if len(text) > self.chars:
            raise Unreadable(f"too long: {len(text):,} characters, at most {self.chars} are read")
        if text.isascii() and text.isprintable() and "\\" not in text:  # as nearly every answer is
            return
        if not _PRINTABLE.fullmatch(text):
            raise Unreadable(_strange_character(text))


LEARNER: Final = Bounds(chars=300, nodes=64, depth=6)
BANK: Final = Bounds(chars=8_000, nodes=2_000, depth=16)

_PRINTABLE: Final = re.compile(r"[\n\t -\[\]-~]*")
_FENCED: Final = re.compile(r"\s*(`{1,3})(?:[A-Za-z]*\n)?([^`]*)\1\s*")
_UNSEEN: Final = re.compile(r"[\s`\u00ad\u034f\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff]+")
_LIKE: Final = {
    "-": "\u2010\u2011\u2013\u2014\u2212",
    "x": "\u00d7",
    '"': "\u201c\u201d\u201e",
    "'": "\u2018\u2019\u201a",
}
KEYBOARD: Final = {ord(other): character for character, others in _LIKE.items() for other in others}
"""For `str.translate`: what web pages and word processors write in place of what a keyboard has."""

# `3if 1else 2` parses, with a warning on the learner's screen. No number holds these letters.
_WORD_IN_NUMBER: Final = re.compile(r"[0-9](?<![\w.].)[\w.]*?(?:if|else|and|or|in|is|not|for)")


def bare(text: str) -> str:
    """Return what somebody typed without what it was copied in: the line ends of Windows, a fence of backticks.

    >>> [bare(text) for text in ("`nn.ReLU()`", "```python\\nnn.ReLU()\\n```", "`max` or `mean`")]
    ['nn.ReLU()', 'nn.ReLU()\\n', '`max` or `mean`']
    """
    plain = text.replace("\r\n", "\n")
    fenced = _FENCED.fullmatch(plain)
    return fenced[2] if fenced else plain


def folded(text: str) -> str:
    """Return a text as answers in words are compared: without case, blanks, backticks and what nobody sees.

    >>> folded("It doesn\u2019t keep `3\u00d73`") == folded("it doesn't  keep 3x3")
    True
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain.translate(KEYBOARD))
    return _UNSEEN.sub("", plain)


def parse(text: str, bounds: Bounds) -> ast.expr:
    """Return the syntax tree of `text`, one expression. Raises Unreadable."""
    bounds.admit(text)
    if not text or text.isspace():
        raise Unreadable("nothing was typed")
    if _WORD_IN_NUMBER.search(text):
        raise Unreadable("a number runs into a word")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise Unreadable(f"cannot be read: {_plain_reason(error)}") from None
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise Unreadable("cannot be read: nested too deeply") from None


def read_literal(text: str, bounds: Bounds) -> Literal:
    """Return the number, text, truth value or (nested) tuple that `text` writes.

    >>> read_literal("[1, (2, 0x3)]", LEARNER)
    (1, (2, 3))
    """
    return literal(parse(text, bounds), Budget(bounds))


class Budget:
    """Counts the nodes of one text, and how deep they lie, while they are read."""

    __slots__ = ("bounds", "left")

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.left = bounds.nodes - 1

    def spend(self, nodes: int, depth: int) -> None:
        """Take the nodes that lie within one at `depth`, from 1. Raises Unreadable over the bounds."""
        self.left -= nodes
        if self.left < 0:
            raise Unreadable(f"too long: more than {self.bounds.nodes} parts")
        if depth >= self.bounds.depth and nodes:
            raise Unreadable(f"nested too deeply: at most {self.bounds.depth} levels are read")


def literal(node: ast.expr, budget: Budget, depth: int = 1) -> Literal:
    """Return the literal that one node writes; lists become tuples. Raises Unreadable for anything else."""
    kind = type(node)
    if kind is ast.Constant:
        assert isinstance(node, ast.Constant)
        value = node.value
        if type(value) is float and isinf(value):
            raise Unreadable("a number is too large")
        if type(value) in _SCALARS:
            return value  # type: ignore[return-value]  # the type was just compared
    elif kind is ast.Tuple or kind is ast.List:
        assert isinstance(node, ast.Tuple | ast.List)
        budget.spend(len(node.elts), depth)
        return tuple([literal(item, budget, depth + 1) for item in node.elts])
    elif kind is ast.UnaryOp:
        assert isinstance(node, ast.UnaryOp)
        number = node.operand.value if type(node.operand) is ast.Constant else None
        if type(node.op) is ast.USub and type(number) in (int, float):
            return -number  # type: ignore[operator, return-value]  # a number, as just compared
    raise Unreadable(f"{refused(node)} is not allowed: write plain numbers, texts, True, False, None or tuples")


_SCALARS: Final = frozenset((int, float, str, bool, type(None)))


def refused(node: ast.AST) -> str:
    """Return the offending piece as the reader typed it, cut short."""
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError):
        text = type(node).__name__
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _plain_reason(error: SyntaxError) -> str:
    reason = (error.msg or "not an expression").split(". ")[0]
    at = f" at character {error.offset}" if error.offset else ""
    if reason.startswith("invalid syntax"):
        reason = "not a layer, a shape or a number"
    elif "perhaps you meant" in reason or "positional argument" in reason:
        reason = "an argument is a value or name=value, and a name is one word such as kernel_size"
    elif "leading zeros" in reason:
        reason = "a number begins with 0"
    return f"{reason}{at}"


def _strange_character(text: str) -> str:
    place, character = next((i, c) for i, c in enumerate(text) if not _PRINTABLE.fullmatch(c))
    if character == "\\":
        return f"a backslash at character {place + 1} has no place here"
    sentence = f"character {place + 1} is U+{ord(character):04X}, which has no place here"
    digit = unicodedata.decimal(character, None)
    plain = unicodedata.normalize("NFKC", character).translate(KEYBOARD) if digit is None else str(digit)
    if plain != character and _PRINTABLE.fullmatch(plain):
        return f"{sentence}: type {plain!r} instead"
    return sentence
