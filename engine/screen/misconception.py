"""The misconceptions on the screen: all in a list, or what is known of one."""

from dataclasses import replace
from typing import Final

from rich.text import Text

from ..misconceptions.known import FAMILIES, find_misconception
from ..sides import WrongSize
from .page import Page

_UNBROKEN: Final = 1_000_000
_NAMES: Final = "L the input, k the kernel, s the stride, p the padding, d the dilation"
_FORWARD: Final = "floor((L + 2*p - d*(k - 1) - 1) / s) + 1"
_CEIL: Final = "ceil((L + 2*p - d*(k - 1) - 1) / s) + 1, less a window that starts past the input and its left padding"
_BACKWARD: Final = "(L - 1)*s - 2*p + d*(k - 1) + op + 1"


def print_misconceptions(on: Page) -> None:
    """Print every misconception with what its user does."""
    for place, (title, family) in enumerate(FAMILIES.items()):
        if place:
            on.line()
        on.line(title, "title")
        for one in family:
            on.line(one.slug, "code")
            on.line(one.slip, indent=4)
    on.line()
    on.line("quizproof misconception NAME shows what is known of one.", "quiet")


def print_misconception(on: Page, name: str) -> None:
    """Print what the user of a misconception does, its formula, and where it was met. Raises Unreadable."""
    one = find_misconception(name)
    on.line(one.slug, "title")
    on.line(f"{one.slip[0].upper()}{one.slip[1:]}.")
    if isinstance(one, WrongSize) and one.formula:
        right = _BACKWARD if one.transposed else _CEIL if one.about_ceil else _FORWARD
        on.line()
        on.line(one.formula, hang=2, mark=Text("wrong  ", style="bad"))
        on.line(right, hang=2, mark=Text("right  ", style="good"))
        on.line(f"{_NAMES}, op the output_padding" if one.transposed else _NAMES, "quiet")
    if one.seen:
        on.line()
        on.line("Met in", "quiet")
        on.lines(one.seen, indent=2)
    on.line()
    on.line("Among the distractors of a question:", "quiet")
    unbroken = replace(on, width=lambda: _UNBROKEN)  # the terminal breaks the line, and a copy of it is whole
    unbroken.line(f"- misconception: {one.slug}", "code", indent=2)
