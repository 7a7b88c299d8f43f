"""Markdown for other programs: what is text for us is text for them, and no prompt makes a heading or a choice."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ..hidden import visible
from .markup import code_lines

_SPAN: Final = re.compile(r"(?<![`\\])(`++)(?!`)([^\n]+?)(?<!`)\1(?!`)")
_HEADING: Final = re.compile(r"^( {0,3})(#{1,6})(?=[ \t]|$)")
_BOX: Final = re.compile(r"^([-+*>.)0-9 \t]*[-+*.)][ \t]+)(\[[ xX]\])")
_RULED: Final = re.compile(r"(\s*)([-=_*])(?=(?:[ \t]*\2)*\s*$)")
_EDGE: Final = r"(?<![^\W_])_|_(?![^\W_])"
_MARKS: Final = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    rf"|[<>&$]|{_EDGE}|~~|!(?=\[)"
    r"|(?<=\w)\*+(?=\w)"  # a product
    r"|\](?=\((?!(?:https?|mailto):)|:)"  # a link to no page, or an address for one
)
_PLAIN: Final = re.compile(rf"[\\`*{{}}\[\]<>#|~!$&]|{_EDGE}")


def safe_prose(markdown: str) -> str:
    r"""Return a text whose HTML, entities, underscores and products are text for every reader of Markdown.

    Its headings are lower ones than those of the questions, and a code that is begun is ended.

    >>> print(safe_prose("# <b>\n- [x] `a < b` _c_"))
    ### \<b\>
    - \[x] `a < b` \_c\_
    """
    text = visible(markdown).strip("\n")
    lines, done = text.split("\n"), 0
    found: list[str] = []
    for start, end, code, language in code_lines(text):
        found += [*_prose(lines[done:start]), fenced(code, language)]
        done = end
    return "\n".join([*found, *_prose(lines[done:])])


def safe_line(markdown: str) -> str:
    """Return a text of one line."""
    line = " ".join(visible(markdown).split())
    return _spans(line, "`" not in _SPAN.sub("", line))


def plain(words: str) -> str:
    r"""Return Markdown that says this plain text.

    >>> plain("2*3 [a](b) of kernel_size")
    '2\\*3 \\[a\\](b) of kernel_size'
    """
    return _PLAIN.sub(r"\\\g<0>", " ".join(visible(words).split()))


def span(code: str) -> str:
    """Return code within a line.

    >>> span("a`b"), span("nn.ReLU()")
    ('``a`b``', '`nn.ReLU()`')
    """
    text = " ".join(visible(code).split())
    marks = "`" * (1 + _longest(text))
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{room}{text}{room}{marks}" if text else ""


def fenced(code: str, language: str = "") -> str:
    """Return lines of code, fenced by more ticks than there are in it."""
    text = visible(code).removesuffix("\n")
    marks = "`" * max(3, 1 + _longest(text))
    return f"{marks}{language}\n{text}\n{marks}"


def _longest(text: str) -> int:
    return max([len(run) for run in re.findall("`+", text)], default=0)


def _prose(lines: list[str]) -> Iterator[str]:
    """Yield lines in which all is text but their code. Code ends in its line, and its paragraph has no tick besides."""
    for _, paragraph in groupby(lines, lambda line: not line.strip()):
        block = list(paragraph)
        even = not any("`" in _SPAN.sub("", line) for line in block)
        for line in [_spans(line, even) for line in block]:
            ruled = _RULED.match(line)
            words = f"{ruled[1]}\\{line[ruled.end(1) :]}" if ruled else line
            words = _BOX.sub(r"\1\\\2", words)
            yield _HEADING.sub(lambda found: f"{found[1]}{'#' * min(6, len(found[2]) + 2)}", words)


def _spans(line: str, even: bool) -> str:
    """Return a line in which all is text but its code; also that, where other programs might see its ends elsewhere."""
    done, found = 0, []
    for code in _SPAN.finditer(line):
        if "<" in code[0] and ("|" in line or not even):
            continue
        found += [_escaped(line[done : code.start()]), code[0]]
        done = code.end()
    return "".join([*found, _escaped(line[done:])])


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda mark: mark["escape"] or "".join([f"\\{one}" for one in mark[0]]), text)
