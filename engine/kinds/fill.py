"""`fill`: what belongs in the blank?"""

import ast
import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from ..frozen import dataclass
from ..keys import key, problem, takes
from ..layercall import LayerCall, dotted, read_layer
from ..literals import BANK, Bounds, Unreadable, parse
from ..shapes import Shape, shown
from ..snippet import snippet_text
from .producing import Producing

BLANK: Final = "___"

_ONE_BLANK: Final = f"the layer needs exactly one blank, written {BLANK}"
_NO_BLANK: Final = rf"((?!{BLANK})[\s\S])*"
_MOST_GUESSES: Final = 128
_LAST: Final = re.compile(rf",\s*{BLANK}(?=\s*,?\s*\))")
"""A blank for arguments behind named ones, which is no syntax of Python until it is filled."""
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CONSTANTS: Final = ("true", "false", "none", "nan", "inf", BLANK)
"""Bare words that are no text, however they are written: a mistyped one is told."""

_WORDS_IN_QUOTES: Final = re.compile(r"[A-Za-z0-9_ -]*")


@takes({"type": "string", "pattern": f"^{_NO_BLANK}{BLANK}{_NO_BLANK}$", "errorMessage": _ONE_BLANK})
def _template(value: Any) -> str:
    if type(value) is not str or value.count(BLANK) != 1:
        raise problem("bad-type", _ONE_BLANK)
    try:
        _place_of_blank(value)
    except Unreadable as error:
        raise problem("bad-layer", str(error)) from None
    return value


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FillQuestion(Producing):
    """Right is whatever makes torch build the layer and give the wanted shape."""

    layer: str = key(
        _template,
        about="The layer with one blank, ___, in place of a value, a name or arguments.",
        example="nn.MaxPool2d(___)",
    )

    example: ClassVar[str] = """\
id: fill-question
kind: fill
prompt: What belongs in the blank, so that the map keeps its size?
layer: nn.Conv2d(3, 8, kernel_size=5, padding=___)
input: [1, 3, 28, 28]
output: [1, 8, 28, 28]
answer: 2
distractors:
  - answer: 1
    why: A border of 1 makes up for a window of 3.
  - answer: 4
    why: The border is added on both sides.
explanation: A window of 5 costs 4 columns, 2 on each side, and `(28 + 2*2 - 5) / 1 + 1 = 28`.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> LayerCall:
        bounds.admit(text)
        filling = text.strip()
        if not filling:
            raise Unreadable("nothing was typed")
        place = _place_of_blank(self.layer)
        if place == "text":
            filling = filling.strip("'\"")
            readable = _WORDS_IN_QUOTES.fullmatch(filling)
        elif place == "word":
            readable = _WORD.fullmatch(filling)
        elif place == "name":
            filling = filling.removeprefix("torch.").removeprefix("nn.")
            readable = _WORD.fullmatch(filling)
        else:
            if place == "value" and _WORD.fullmatch(filling) and filling.lower() not in _CONSTANTS:
                filling = repr(filling)
            _check_arguments(filling, several=place == "arguments")
            return read_layer(self.layer.replace(BLANK, f"\n{filling}\n"), BANK)
        if not readable:
            raise Unreadable(f"{shown(text.strip())} does not fit the blank: it takes one {_ASKED[place]}")
        return read_layer(self.layer.replace(BLANK, filling), BANK)

    def nearby(self, wrong: str) -> Iterator[str]:
        yield from self._told(wrong)
        yield from Producing.nearby(self, wrong)

    def _told(self, wrong: str) -> list[str]:
        """Return the numbers in what a formula says against an answer, such as the features that arrive."""
        said = self.foretold(wrong)
        return re.findall(r"\d+", said) if isinstance(said, str) else []

    def guesses(self, shape: Shape) -> Iterator[str]:
        yield from self._told("1")
        yield from map(str, range(1, 1 + min(_MOST_GUESSES, max((*shape, *self.output), default=0))))

    def code(self) -> str:
        return snippet_text(self.layer, self.input)


_ASKED: Final = {"text": "text", "word": "argument's name", "name": "layer's name"}


def _place_of_blank(template: str) -> str:
    """Return what the blank takes: "name" of a layer, "word" of an argument, "text" in quotes, "value", "arguments"."""
    try:
        tree = parse(template, BANK)
    except Unreadable:
        if not _LAST.search(template):
            raise
        tree = parse(_LAST.sub(f", _={BLANK}", template), BANK)
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="_"):
                return "arguments"
            case ast.Constant(value=str(text)) if BLANK in text:
                return "text"
            case ast.Attribute(attr=str(text)) if BLANK in text:
                return "name"
            case ast.keyword(arg=str(text)) if BLANK in text:
                return "word"
            case ast.Call(func=ast.Name(id=str(text))) if BLANK in text:
                return "name"
            case ast.Call(args=args) if any(_is_blank(arg) for arg in args):
                return "arguments"
    return "value"


def _is_blank(node: ast.expr) -> bool:
    return dotted(node) == BLANK


def _check_arguments(filling: str, *, several: bool) -> None:
    """Raise Unreadable unless `filling` is complete by itself, so that it can't reach beyond the blank."""
    tree = parse(f"f(\n{filling}\n)", BANK)
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name) or tree.func.id != "f":
        raise Unreadable(f"{shown(filling)} does not fit the blank")
    one_value = len(tree.args) == 1 and not tree.keywords
    if not several and not one_value:
        raise Unreadable(f"{shown(filling)} does not fit the blank: it takes one value")
