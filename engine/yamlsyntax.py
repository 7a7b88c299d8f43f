"""What an author probably did where a file is no YAML: the place of the mistake and how to mend it.

A parser notices a mistake later than it was made, and names it in the parser's own words.
"""

import re
from typing import Final, NamedTuple

_NO_BLANK: Final = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|\uff1a(?!.*: )")
"""Blanks to the eye and none to YAML, and the colon of East Asian keyboards."""

_NO_BLANK_AFTER: Final = re.compile(r"[ ]*(?:- )?(?:[\w-]+(:)\S.*|(-)[^\s-].*)")
_OTHER_DASH: Final = re.compile(r"[ ]*([\u2010-\u2015\u2022\u2212·]|[0-9]+[.)]) ")
_ONLY_A_KEY: Final = re.compile(r"[ ]*(?:- )*[\w.-]+")
_CONFLICT: Final = re.compile(r"<{7} |={7}$|>{7} ")
_LONGEST_KEY: Final = 1024  # of YAML, on one line

_IN_QUOTES: Final = {"'": "double", '"': "single"}
_NO_DIRECTIVES: Final = "directives (%) are not allowed: delete the line"
_NO_TABS: Final = "indent with blanks, not tabs"
_NOT_CLOSED: Final = "a quote is not closed"


class Problem(NamedTuple):
    """What the parser says: what is wrong, where it noticed that, and where what it was reading began.

    `last` is where the value before that stands.
    """

    said: str
    noticed: int
    began: int | None
    last: tuple[int, int]


def diagnosis(text: str, problem: Problem) -> tuple[str, int]:
    """Return how to mend a syntax error, "" where nobody knows, and where the mistake begins."""
    said, index = problem.said, problem.noticed
    began = index if problem.began is None else problem.began
    if "could not find expected ':'" in said:
        return _unlooked(text, began) or _not_a_key(text, began)
    if "mapping values are not allowed" in said:
        return _unlooked(text, index) or _second_colon(text, index)
    if "did not find expected key" in said or "'-' indicator" in said or "<block end>" in said:
        if text[index : index + 1] == ":":
            return "a key is missing before the colon", index
        indent = "check the indentation of this line and of the one above"
        return _after_its_end(text, problem) or _unlooked(text, index) or (indent, index)
    if "expected ',' or" in said:
        return _in_brackets(text, problem, began)
    if "alphabetic or numeric" in said or "tag URI" in said:
        return f"text that begins with {text[began : began + 1]!r} needs quotes", began
    if "node content" in said and not text[index:].strip():
        return "a bracket is not closed", max(0, len(text.rstrip()) - 1)
    if "quoted scalar" in said or "unexpected end of stream" in said or "document indicator" in said:
        return _NOT_CLOSED, began
    if "cannot start any token" in said and text[index : index + 1] != "\t":
        return f"text that begins with {text[index : index + 1]!r} needs quotes", index
    if "document start" in said and text.startswith("%"):
        return _NO_DIRECTIVES, 0
    return next((hint for words, hint in _HINTS.items() if words in said), ""), index


_HINTS: Final = {
    "cannot start any token": _NO_TABS,
    "tab character": _NO_TABS,
    "node content": "a value is missing here, or a comma, a bracket or a dash is one too many",
    "escape": "in single quotes a backslash is a backslash",
    "hexdecimal": "in single quotes a backslash is a backslash",
    "directive": _NO_DIRECTIVES,
    "incompatible YAML": _NO_DIRECTIVES,
    "document start": "the topic ends above this line, and a file holds one topic",
    "comment or line break": "the text of a block begins on the line after its | or >; "
    "other text that begins with | or > needs quotes",
    "indentation indicator": "write | or > alone, and the text on the lines below",
    "mapping keys": "text that begins with '? ' needs quotes",
    "block sequence entries": "a list begins on the line after its key; text that begins with '- ' needs quotes",
}
"""The mend by words of the parser, for what it says where it is."""


def _line(text: str, index: int) -> tuple[int, str]:
    """Return where the line of a character begins, and what stands in it."""
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    return start, text[start : len(text) if end < 0 else end]


def _above(text: str, start: int) -> tuple[int, str]:
    """Return the same of the line with something in it above the one that begins at `start`."""
    while start:
        start, line = _line(text, start - 1)
        if line.strip():
            return start, line
    return 0, ""


def _unlooked(text: str, index: int) -> tuple[str, int] | None:
    """Return what nobody looks for in this line and the one above: a letter like another, a merge that is not done."""
    here = _line(text, index)
    for start, line in (here, _above(text, here[0])):
        if _CONFLICT.match(line):
            return "two versions of the file were merged here: keep one, and delete the lines with <, = and >", start
        found = _NO_BLANK.search(line)
        if found and found[0] == "\uff1a":
            return f"{found[0]} is another letter than ':': write ': '", start + found.start()
        if found:
            mend = f"U+{ord(found[0]):04X} looks like a blank and is none: write a blank"
            return mend, start + found.start()
    return None


def _no_blank(start: int, line: str) -> tuple[str, int] | None:
    found = _NO_BLANK_AFTER.fullmatch(line.rstrip())
    if not found or (found[1] and ": " in line):
        return None
    where, name = (found.start(1), "colon") if found[1] else (found.start(2), "dash")
    return f"a blank is missing after the {name}", start + where


def _not_a_key(text: str, index: int) -> tuple[str, int]:
    """Return what is wrong with a line where a key must stand and none does."""
    mend = "this line is no key with ': ', and not further in than the one above: indent it, or quote the whole text"
    return _no_blank(*_line(text, index)) or (mend, index)


def _second_colon(text: str, index: int) -> tuple[str, int]:
    """Return what is wrong where a colon stands in a text, as it seems."""
    start, line = _line(text, index)
    before = line[: index - start]
    at, above = _above(text, start)
    if len(before) > _LONGEST_KEY:
        return f"a key has at most {_LONGEST_KEY:,} characters", index
    if not _ONLY_A_KEY.fullmatch(before) or not above:
        return "a ': ' inside unquoted text: quote the text", index
    if ":" not in above and not above[0].isspace():
        return "the line above is neither a key with ': ' nor a comment, which begins with '#'", at
    bullet = _OTHER_DASH.match(above)
    if bullet:
        return f"an item of a list begins with '- ', not with {bullet[1]!r}", at + bullet.start(1)
    mend = "this line is further in than the key above, whose text it goes on: line the keys up, or quote the text"
    return _no_blank(at, above) or (mend, index)


def _after_its_end(text: str, problem: Problem) -> tuple[str, int] | None:
    """Return what is wrong where something stands behind the end of a value."""
    start, end = problem.last
    closing = text[end - 1 : end]
    if not 0 < end <= problem.noticed or "\n" in text[end : problem.noticed]:
        return None
    if closing in "]}" and text[start] in "[{":
        return "text goes on after the closing bracket: quote the whole text", problem.noticed
    if closing not in _IN_QUOTES or text[start] != closing:
        return None
    if "\n" in text[start:end]:
        return f"{_NOT_CLOSED}, or only in line {text.count(chr(10), 0, end) + 1}", start
    mend = f"text goes on after the closing quote: put the whole text in {_IN_QUOTES[closing]} quotes"
    return mend, problem.noticed


def _in_brackets(text: str, problem: Problem, began: int) -> tuple[str, int]:
    if re.search(r"\$\s*\{", _line(text, problem.noticed)[1]):
        return "${...} inside brackets needs quotes", problem.noticed
    end = problem.last[1]
    if end > began and text[end - 1] in "'\"]}" and text[problem.noticed : problem.noticed + 1] in ("'", '"', "[", "{"):
        return "a comma is missing between this value and the one before", problem.noticed
    goes_on = _after_its_end(text, problem) if end > began else None
    return goes_on or ("a bracket is not closed, or text inside brackets needs quotes", began)


_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = dict(zip("0abevfrNLP", "\0\a\b\x1b\v\f\r\x85\u2028\u2029", strict=True))


def escape_of(text: str, start: int, end: int, character: str) -> tuple[str, int]:
    """Return how a character is written in the double quotes from `start` to `end`, and where."""
    for one in _ESCAPE.finditer(text, start, end):
        digits = one[1] or one[2] or one[3]
        if (chr(int(digits, 16)) if digits else _ESCAPED.get(one[4])) == character:
            return one[0], one.start()
    return "", start
