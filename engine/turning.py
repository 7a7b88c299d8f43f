"""Published questions that ask which layer turns one shape into another, or what fills a blank in one."""

import re
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from .layercall import LayerCall, read_layer
from .literals import BANK, Unreadable
from .shapes import Shape, read_shape

Reading: TypeAlias = tuple[str, dict[str, Any], str]
"""A kind, the keys in YAML that it needs, and what is said of them."""

FED: Final = re.compile(r"torch\.(?:randn?|zeros|ones|empty)\(\s*\(?([0-9]{1,9}(?:\s*,\s*[0-9]{1,9})*)\s*,?\)?\s*\)")
_MUST_BE: Final = re.compile(r"y\.shape must be (\([0-9]{1,9}(?:, [0-9]{1,9})*,?\))")
_BLANK: Final = re.compile(r"^layer = (.*___.*)$", re.MULTILINE)
_ANY: Final = re.compile(r"nn\._+")
_SHAPE: Final = re.compile(r"[(\[][0-9]{1,9}(?:, ?[0-9]{1,9})+,?[)\]]|\b[0-9]{1,9}(?: ?[x×] ?[0-9]{1,9})+\b")
_INTO: Final = re.compile(r"\binto\b|\bto\b|\bbecomes?\b|->|→")
_CHANNELS: Final = ("Conv", "Linear", "Norm", "Embedding", "LSTM", "GRU", "RNN", "Attention", "Transformer")
"""Parts of the names of layers whose arguments say how many channels there are."""


def turned(prompt: str, answers: Sequence[str]) -> Reading | None:
    """Return a question as one of kind layer or fill, where there is one way to read it; else None.

    >>> turned("Which layer turns 10×10 into 3×3?", ["nn.MaxPool2d(3)", "nn.AvgPool2d(2)"])
    ('layer', {'input': [1, 1, 10, 10], 'output': [1, 1, 3, 3]}, '(1, 1, 10, 10) to (1, 1, 3, 3)')
    """
    blank = _BLANK.search(prompt)
    if blank is not None and not _ANY.fullmatch(blank[1]):
        shapes = _in_code(prompt)
        return ("fill", {"layer": blank[1]} | _keys(*shapes), _said(*shapes)) if shapes is not None else None
    layers = [_layer(answer) for answer in answers]
    if not all(layers):
        return None
    shapes = _in_code(prompt) or _in_prose(prompt, [str(layer) for layer in layers])
    return ("layer", _keys(*shapes), _said(*shapes)) if shapes is not None else None


def _in_code(prompt: str) -> tuple[Shape, Shape] | None:
    """Return the shapes before and after that lines of code state, as ours do."""
    fed, wanted = set(FED.findall(prompt)), set(_MUST_BE.findall(prompt))
    if len(fed) != 1 or len(wanted) != 1:
        return None
    return read_shape(f"({fed.pop()},)", BANK), read_shape(wanted.pop(), BANK)


def _in_prose(prompt: str, layers: Sequence[str]) -> tuple[Shape, Shape] | None:
    """Return the two shapes of a sentence that has no others, one before and one after a word such as "into"."""
    found = list(_SHAPE.finditer(prompt))
    if len(found) != 2 or not _INTO.search(prompt[found[0].end() : found[1].start()]):
        return None
    before, after = [read_shape(one[0].replace("×", "x"), BANK) for one in found]
    if len(before) != len(after):
        return None
    if len(before) == 2:  # a map, and how many channels it has is nobody's concern
        if any(word in layer for layer in layers for word in _CHANNELS) or not all("2d" in layer for layer in layers):
            return None
        return (1, 1, *before), (1, 1, *after)
    return before, after


def _layer(text: str) -> LayerCall | None:
    try:
        return read_layer(text, BANK)
    except Unreadable:
        return None


def _keys(before: Shape, after: Shape) -> dict[str, Any]:
    return {"input": list(before), "output": list(after)}


def _said(before: Shape, after: Shape) -> str:
    return f"{before} to {after}"
