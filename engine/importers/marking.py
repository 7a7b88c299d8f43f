"""Text made Markdown that shows it as it is."""

import re
from typing import Final, NamedTuple

_LATEX: Final = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]|\$\$(.{1,2000}?)\$\$", re.DOTALL)
_MARK: Final = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|`|\*(?=\*)|(?<=\*)\*|(?<!\w)\*(?!\s)|(?<!\s)\*(?!\w)|\[(?=[^\[\]]*\]\()"
)
"""What Markdown would take for a mark: within a word an asterisk is none, and underscores never are."""
LINE_START: Final = re.compile(r"((?:#{1,6}|[-+*])(?=\s|$)|[>|]|~~~|(?=    ))|([0-9]{1,9})([.)])(?=\s|$)")


class Markdown(NamedTuple):
    """A text in Markdown, the same as one would type it, and what was left out of it: images and the like."""

    text: str
    plain: str
    left: tuple[str, ...] = ()


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> escaped("*a* b*c, kernel_size and 2 * 3")
    '\\*a\\* b*c, kernel_size and 2 * 3'
    """
    return start_escaped(shown(text))


def shown(text: str) -> str:
    """Return text that Markdown shows as it is, its formulas as code, which nothing in them ends."""
    if "\\" not in text and "$$" not in text:
        return _MARK.sub(_backslashed, text)
    pieces: list[str] = []
    done = 0
    for found in _LATEX.finditer(text):
        formula = next(part for part in found.groups() if part is not None)
        pieces += [_MARK.sub(_backslashed, text[done : found.start()]), ticked(" ".join(formula.split()))]
        done = found.end()
    return "".join([*pieces, _MARK.sub(_backslashed, text[done:])])


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def start_escaped(words: str) -> str:
    """Return a paragraph that does not begin as a heading, an item, a quote or a table does."""
    start = LINE_START.match(words)
    at = start.end(2) if start and start[2] else 0
    return f"{words[:at]}\\{words[at:]}" if start else words


def ticked(code: str) -> str:
    """Return code between as many backticks as it needs.

    >>> ticked("a`b")
    '``a`b``'
    """
    if not code.strip():
        return ""
    ticks = "`" * (1 + max([len(run) for run in re.findall("`+", code)], default=0))
    pad = " " if code[0] == "`" or code[-1] == "`" else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"
