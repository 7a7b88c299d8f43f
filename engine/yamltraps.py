"""The places where YAML and its authors disagree about what was written."""

import re
from typing import Any, Final

CARRIED: Final = "x-"
"""Keys that begin so are carried along unread."""

_AMBIGUOUS: Final = re.compile(
    r"yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
    r"|[-+]?0[0-9_]+|[-+]?0o[0-7]+|[-+]?[0-9]+_[0-9_]*|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
)
_COMMENT: Final = re.compile(r"([ \t]+)#([^\n]*)")
_PROSE: Final = frozenset(
    ("title", "about", "lesson", "caption", "prompt", "text", "why", "hints", "explanation", "mistakes")
)
_ANSWERS: Final = frozenset(("answer", "answers", "distractors", "accept"))

SPLIT: Final = "a comma in unquoted text splits it; quote the whole text"

Trap = tuple[str, str]
"""A rule and a sentence."""

_LONGEST: Final = 60


def short(text: str) -> str:
    """Return what a message repeats of a file: the beginning of what is long."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def ambiguous(scalar: str) -> Trap | None:
    """Return what is wrong with an unquoted scalar that YAML 1.1 and 1.2 read differently.

    >>> ambiguous("1:30")
    ('ambiguous-scalar', "1:30 is 90 to some readers of YAML and text to others: quote it, '1:30'")
    """
    if not _AMBIGUOUS.fullmatch(scalar):
        return None
    if len(scalar) > _LONGEST:
        return (
            "ambiguous-scalar",
            f"{short(scalar)} means one thing to some readers of YAML and another to others: quote it",
        )
    readings = f"{_other_reading(scalar)} to some readers of YAML and {_ours(scalar)} to others"
    return "ambiguous-scalar", f"{scalar} is {readings}: quote it, '{scalar}'"


def _other_reading(scalar: str) -> str:
    lower = scalar.lower()
    if lower in ("yes", "on"):
        return "true"
    if lower in ("no", "off"):
        return "false"
    digits = scalar.replace("_", "")
    if ":" in digits:
        total = 0.0
        for part in digits.lstrip("+-").split(":"):
            total = total * 60 + float(part)
        return f"{total:g}" if total < 1e6 else f"{total:.0f}"
    if "_" in scalar:
        return digits
    if lower.lstrip("+-").startswith("0o"):
        return "text"
    octal = digits.lstrip("+-")
    return str(int(octal, 8)) if set(octal) <= set("01234567") else "text"


def _ours(scalar: str) -> str:
    if "_" in scalar or ":" in scalar or scalar[-1:].isalpha():
        return "text"
    digits = scalar.lower().lstrip("+-")
    return str(int(digits, 8)) if digits.startswith("0o") else str(int(digits))


def cut_by_comment(text: str, end: int, field: str) -> Trap | None:
    """Return what is wrong where ` #` cuts off the rest of an unquoted text that ends at `end`.

    A comment as people write it, two blanks before `#` and one after, is a comment.
    """
    comment = _COMMENT.match(text, end)
    if not comment or not (field in _PROSE or field in _ANSWERS):
        return None
    blanks, rest = comment[1], comment[2]
    if rest[:1] in (" ", "", "\r") and (field in _ANSWERS or len(blanks) > 1 or blanks == "\t" or "quizproof:" in rest):
        return None
    return (
        "split-text",
        "' #' begins a comment, so the rest of the line is lost: quote the text, or give the comment a line of its own",
    )


_DASH: Final = re.compile(r"\n[ \t]*(-[ \t\n])")
_TEX: Final = re.compile(r"(?<!\\)\\(times|theta|text|tau|tfrac|tilde|nabla|neq|notin)(?![a-z])")


def joined_by_dash(text: str, start: int, end: int) -> tuple[int, Trap] | None:
    """Return where a dash stands at the beginning of a line of unquoted text, and what is wrong with that."""
    dash = _DASH.search(text, start, end)
    if dash is None:
        return None
    said = "this line goes on the text above it, as it is further in: line the dashes up, or quote the text"
    return dash.start(1), ("split-text", said)


def escaped_tex(text: str, start: int, end: int) -> tuple[int, Trap] | None:
    """Return where a command of TeX begins with an escape in double quotes, and what is wrong with that."""
    command = _TEX.search(text, start, end)
    if command is None:
        return None
    begins = "a tab" if command[1][0] == "t" else "a newline"
    said = f"{command[0]} in double quotes is {begins} and {command[1][1:]!r}: put the text in single quotes"
    return command.start(), ("split-text", said)


def unbalanced(scalar: str) -> bool:
    """Return whether brackets that are open in `scalar` close elsewhere: YAML split a text there.

    >>> [unbalanced(t) for t in ("nn.MaxPool2d(2", "floor(7 / 2)", "3)")]
    [True, False, True]
    """
    return ("(" in scalar or ")" in scalar) and scalar.count("(") != scalar.count(")")


def split_list(items: list[Any], field: str) -> int | None:
    """Return the item at which a flow list of sentences seems to have been split, or None.

    >>> split_list(["First", "divide by the stride."], "hints")
    1
    """
    if field not in ("hints", "mistakes") or not all(type(item) is str and item for item in items):
        return None
    if not items or not items[0][0].isupper():
        return None
    return next((i for i, item in enumerate(items) if item[0].islower() and " " in item), None)
