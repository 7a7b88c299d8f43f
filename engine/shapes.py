"""Shape: the sizes of a tensor, outermost first, as text and as a value."""

import re
from typing import Final, TypeAlias

from .literals import KEYBOARD, LEARNER, Bounds, Unreadable, read_literal

Shape: TypeAlias = tuple[int, ...]

_SPACED: Final = r"\s*-?[0-9]+(?:\s+-?[0-9]+)+\s*"
_PLAIN: Final = re.compile(rf"\s*[0-9]+(?:\s*[xX]\s*[0-9]+)+\s*|{_SPACED}|\s*\({_SPACED}\)\s*|\s*\[{_SPACED}\]\s*")
_WHOLE: Final = r"(?:0|-?[1-9][0-9]{0,17})"
_LISTED: Final = re.compile(rf"\({_WHOLE}(?:, ?{_WHOLE}){{0,15}},?\)|\[{_WHOLE}(?:, ?{_WHOLE}){{0,15}},?\]")
"""A tuple or a list of whole numbers as nearly everybody types one: within all bounds, and read at once."""
_SIZE: Final = re.compile(r"\s*(?:torch\s*\.\s*)?[Ss]ize\s*\((.*?),?\s*\)\s*(?:#[^\n]*)?", re.DOTALL)
_WORD: Final = re.compile(r"\b[A-Za-z_]")
LARGEST: Final = 2**63 - 1


def read_shape(text: str, bounds: Bounds = LEARNER) -> Shape:
    """Return the shape that `text` writes, in any of the ways torch users write one.

    >>> [read_shape(t) for t in ("(1, 1, 3, 3)", "1×1×3×3", "1 1 3 3", "torch.Size([1, 1, 3, 3])")]
    [(1, 1, 3, 3), (1, 1, 3, 3), (1, 1, 3, 3), (1, 1, 3, 3)]
    >>> read_shape("64")
    (64,)

    Raises Unreadable where the text writes no shape.
    """
    text = text.translate(KEYBOARD)
    bounds.admit(text)
    if _LISTED.fullmatch(text):
        return tuple(map(int, text[1:-1].removesuffix(",").split(",")))
    if _PLAIN.fullmatch(text):
        sizes: object = tuple(map(_plain_size, re.findall(r"-?[0-9]+", text)))
    else:
        wrapped = _SIZE.fullmatch(text)
        listed = text if wrapped is None else wrapped[1] or "()"
        try:
            sizes = read_literal(listed, bounds)
        except Unreadable:
            if not _WORD.search(listed.partition("#")[0]):
                raise
            sizes = text
    if type(sizes) is int:
        sizes = (sizes,)
    if not isinstance(sizes, tuple) or any(type(size) is not int for size in sizes):
        raise Unreadable(f"{shown(text)} is not a shape: write whole numbers such as (1, 64, 28, 28)")
    if any(abs(size) > LARGEST for size in sizes):
        raise Unreadable("a size is too large for any tensor")
    return sizes


def _plain_size(digits: str) -> int:
    if len(digits.lstrip("-")) > 1 and digits.lstrip("-").startswith("0"):
        raise Unreadable(f"{digits} has a leading zero: write {digits.lstrip('-').lstrip('0') or '0'}")
    return int(digits)


def shown(text: str, width: int = 60) -> str:
    """Quote a piece of what somebody typed, cut to `width` characters, safe in one line."""
    return repr(cut(text, width))


def cut(text: str, width: int) -> str:
    """Return at most `width` characters of a text, the last of them an ellipsis where some are left out."""
    return text if len(text) <= width else text[: width - 1] + "…"
