"""The pieces of a prose text that matter to arithmetic: numbers, operators, brackets, and what they stand beside.

A text is cut in one pass. Of a run of plain words only the first and the last are kept, because only these can
touch an expression. Markdown's marks are left out, so that an equation reads on across them.
"""

import re
from typing import Final, Literal, NamedTuple, TypeAlias, cast

Kind: TypeAlias = Literal["num", "op", "rel", "open", "close", "comma", "word", "root", "sup", "bad", "stop"]

NONE, SPACE, LINE, PARAGRAPH = range(4)
"""What stands between a token and the one before it: nothing, spaces, the end of a line, a blank line."""


class Token(NamedTuple):
    """One piece of a text. `text` is an operator or a relation in its plain form, else as written.

    `bad` makes an expression beside it unreadable: a version, a date, LaTeX, an unknown operator.
    `stop` is punctuation: it ends an expression and says nothing against it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    gap: int


# The last alternative takes any character, so the whitespace before it is never given back: the pass is linear.
_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<times>[xX](?:(?<=[0-9)][xX])(?=[0-9])|(?<=[0-9)]\s[xX])(?=\s[0-9(⌊⌈])))
  | (?P<sup>[⁰¹²³⁴-⁹]+)
  | (?P<word>(?:[A-Za-z]{2,}[ ])*[^\W\d_]\w*(?:\.[^\W\d_]\w*)*)
  | (?P<bad>[0-9]+(?:\.[0-9]+){2,}[\w.]*             # a version, an address
        | 0[xXbBoO][0-9A-Fa-f_]+ | 0[0-9][0-9.,_]*       # a code, a part of a date
        | [0-9][0-9.,_]{30,}
        | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])    # a date
        | [0-9]+(?::[0-9]+)+                         # a time, a slice, a ratio
        | \.{2,}(?=[0-9]) | _{3,} | (?<![\w)`*])__(?![\w(⌊⌈`*]) | \\(?!\*)[A-Za-z]* | &\w*;? | ~(?![=~]) | @)
  | (?P<num>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?
        | [0-9]+(?:_[0-9]{3})*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2}(?!\w))?
        | (?<![\w.)\]])\.[0-9]+)(?:…|\.\.\.)?)
  | (?P<stop>(?m:^)> | `{3,} | ~{3,} | -{2,}>? | ={2,}> | ={3,} | => | ->+ | <[-=]+> | <-+ | >>+ | <<+
        | (?:\*\*|//|[-+*/%^|:])=(?!=) | \*{4,} | \*{3}(?=\s))
  | (?P<rel>==|!=|<=|>=|~=|=~|[=≈≠<>≤≥≅≃])
  | (?P<star>\*{1,3}) | (?P<op>\\\*|//|[-+/%^×·÷\u2212\u2013\u2022\u2044\u2215\u2217\u22c5])
  | (?P<open>[(⌊⌈]) | (?P<close>[)⌋⌉]) | (?P<comma>,) | (?P<root>√)
  | (?P<mark>`{1,2}|~~|[$_\u200b])
  | (?P<odd>[\u2200-\u22ff\u27c0-\u27ef\u2980-\u2aff±¬°½¼¾\u2032\u2033‰]|(?<=[0-9])[\u2019'](?=[0-9]))
  | (?P<punctuation>.))""",
    re.VERBOSE | re.DOTALL,
)
_NAMED: Final[dict[str, Kind]] = {"odd": "bad", "punctuation": "stop", "times": "op"}

_PLAIN: Final = {
    **dict.fromkeys("×·\u22c5\u2217\u2022xX", "*"),
    **dict.fromkeys("÷\u2044\u2215", "/"), **dict.fromkeys("\u2212\u2013", "-"),
    "\\*": "*", "**": "^", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥",
    **dict.fromkeys(("~=", "=~", "≅", "≃"), "≈"),
}  # fmt: skip

ENDS_NUMBER: Final = frozenset(("num", "close", "sup"))
_BULLETS: Final = frozenset("-+*\u2022")
_ENDS_OPERAND: Final = re.compile(r"[\w)⌋⌉\]}|`$]")
_STARTS_OPERAND: Final = re.compile(r"[\w(⌊⌈√`$]|[-.][0-9]")
_NUMBER_NEXT: Final = re.compile(r"[ \t`*_$]*+(?:[0-9(⌊⌈√]|(?:floor|ceil(?:ing)?|max|min|sqrt|abs)\b)")


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of `text`.

    >>> [(token.kind, token.text) for token in read_tokens("so the size is 6 × `6` = 36")]
    [('word', 'so'), ('word', 'is'), ('num', '6'), ('op', '*'), ('num', '6'), ('rel', '='), ('num', '36')]
    """
    text = text.rstrip()
    tokens: list[Token] = []
    gap, depth, listed = LINE, 0, False
    for match in _TOKEN.finditer(text):
        name = match.lastgroup or ""
        start, end = match.span(name)
        if start > match.start():
            gap = max(gap, _gap(text[match.start() : start]))
        if name == "mark":
            continue
        if gap == PARAGRAPH:
            depth, listed = 0, False
        piece = text[start:end]
        kind = cast(Kind, _NAMED.get(name, name))
        if name == "word":
            words = piece.split(" ")
            if len(words) > 1:
                tokens.append(Token("word", words[0], start, start + len(words[0]), gap))
                gap, piece, start = SPACE, words[-1], end - len(words[-1])
        elif name == "open" or name == "close":
            depth = max(0, depth + (1 if name == "open" else -1))
        elif gap >= LINE and depth == 0 and piece in _BULLETS:
            kind, listed = _first_on_line(tokens, text, end, listed), True
        elif name == "star":
            role = _star(tokens, text, start, end)
            if role is None:
                continue
            kind = role
        tokens.append(Token(kind, _PLAIN.get(piece, piece), start, end, gap))
        gap = NONE
    return tokens


def _gap(space: str) -> int:
    lines = space.count("\n")
    return PARAGRAPH if lines > 1 else LINE if lines else SPACE


def _first_on_line(tokens: list[Token], text: str, end: int, listed: bool) -> Kind:
    """Tell a list's bullet from an operator that begins a line.

    A first bullet straight after a number may as well go on with the expression above it: nobody can tell.
    """
    after_number = bool(tokens) and tokens[-1].kind in ENDS_NUMBER
    if text[end : end + 1].isspace():
        return "bad" if after_number and not listed and _NUMBER_NEXT.match(text, end) else "stop"
    return "bad" if tokens and tokens[-1].kind in (*ENDS_NUMBER, "word") else "op"


def _star(tokens: list[Token], text: str, start: int, end: int) -> Kind | None:
    """Tell a product from Markdown's emphasis, which is None. Between two operands, spaced unevenly, it is neither."""
    spaced_before = start == 0 or text[start - 1].isspace()
    spaced_after = end == len(text) or text[end].isspace()
    if spaced_before and spaced_after:
        return "op"
    if not spaced_before and not spaced_after:
        operands = _ENDS_OPERAND.match(text, start - 1) and _STARTS_OPERAND.match(text, end)
        return "op" if operands else None
    between = bool(tokens) and tokens[-1].kind in ENDS_NUMBER and _NUMBER_NEXT.match(text, end)
    return "bad" if between else None
