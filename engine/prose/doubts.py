"""What makes a reader unsure that two numbers beside `=` are an equation, or that the author states it as true.

A false alarm costs more trust than a mistake that is let through, so every doubt here speaks for the author.
"""

import re
from typing import Final

from .expressions import Side
from .tokens import LINE, NONE, Token

_ARTICLES: Final = frozenset("aAI")
_FUNCTION_WORDS: Final = re.compile(
    r"""abs|arg\w*|average|avg|cosh?|count|det|diff|dim|divmod|exp|fact|float|gcd|int|lcm|len|l[gn]|log\w*|lower|mean|median
    |mod|norm|numel|ord|pow|prod|product|range|rank|relu|round|sigmoid|sign|sinh?|softmax|softplus|std|sum|tanh?|trunc
    |upper|var|variance""",
    re.VERBOSE | re.IGNORECASE,
)
_OPERATOR_BEFORE: Final = re.compile(
    r"""(?:\b(?:mod|modulo|div|times|plus|minus|over|less|per|xor|choose|half|twice|double
    | (?:divided|multiplied)\ by | raised\ to | to\ the\ power
    | (?:floor|ceil|ceiling|root|square|cube|half|third|quarter|sum|mean|average|product|difference|ratio|quotient
        |maximum|minimum|max|min|median|power|logarithm|log|rest|remainder|part|fraction|percent|double|twice)
        \ of(?:\ the)?)
    | %\ of)\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGES_NUMBER: Final = re.compile(
    r"""[A-HJ-Zb-z] | [kKMGTP](?:i?[bB]|FLOPs|FLOPS|MACs|bits?|bytes?) | (?:kilo|mega|giga|tera)\w* | ms
    | hundred | thousand | million | billion | trillion | dozen | percent | halves | thirds | quarters
    | (?:second|minute|hour|day|week|month|year)s? | mod | modulo | div | times | plus | minus | over | per | divided
    | multiplied | squared | cubed | choose""",
    re.VERBOSE,
)


def starts_clean(text: str, tokens: list[Token], first: int) -> bool:
    """Whether nothing before token `first` can belong to the expression that begins there."""
    token = tokens[first]
    before = tokens[first - 1] if first else None
    signed = token.kind == "op"
    if signed and (first + 1 == len(tokens) or tokens[first + 1].gap != NONE):
        return False
    if before is None or before.kind in ("rel", "open"):
        return True
    if before.kind in ("op", "bad"):
        return False
    if before.kind == "comma":
        return token.gap != NONE or not (first > 1 and tokens[first - 2].kind == "num")
    if before.kind == "stop":
        return not (before.text == "." and token.gap == NONE) and not (signed and before.text in "]}|\"'")
    if token.gap == NONE or signed:
        return False
    if before.kind == "word":
        return _word_ends(text, tokens, first)
    if token.gap >= LINE or token.kind == "word":
        return True
    # `2 (3 + 1)` may be a product; `9 216` may be one number.
    return token.kind == "num" and (before.kind == "close" or len(token.text) < 3)


def _word_ends(text: str, tokens: list[Token], first: int) -> bool:
    word = tokens[first - 1].text
    if len(word) == 1 and word not in _ARTICLES:
        return False
    # log 8 + 1, log (8 + 1), torch.exp (1 + 1)
    called = tokens[first].kind == "open" and not (word.isalpha() and word[1:] == word[1:].lower())
    if called or _FUNCTION_WORDS.fullmatch(word):
        return False
    start = tokens[first].start
    return not _OPERATOR_BEFORE.search(text[max(0, start - 40) : start])


def ends_clean(tokens: list[Token], after: int) -> bool:
    """Whether nothing from token `after` on can belong to the expression that ends before it."""
    if after >= len(tokens):
        return True
    token = tokens[after]
    following = tokens[after + 1] if after + 1 < len(tokens) else None
    if token.kind in ("stop", "close", "rel"):
        return not (token.text in "!." and token.gap == NONE and following is not None and _runs_on(following))
    if token.kind == "comma":
        return not (token.gap == NONE and following is not None and following.kind == "num" and following.gap == NONE)
    if token.gap >= LINE:
        return token.kind not in ("op", "bad")
    if token.kind == "word":
        if token.gap == NONE or _CHANGES_NUMBER.fullmatch(token.text):
            return False
        return not (token.text in ("or", "to") and following is not None and following.kind == "num")
    if token.kind == "num":
        return token.gap != NONE and len(token.text) < 3
    return token.kind == "open" and token.gap != NONE and not _is_factor(tokens, after)


def _is_factor(tokens: list[Token], first: int) -> bool:
    """Whether the bracket may multiply what stands before it: `= 2 (4 + 6)`, unlike `= 9 (3 rows of 3)`."""
    for token in tokens[first + 1 : first + 40]:
        if token.kind not in ("num", "op", "open"):
            return token.kind == "close"
    return False


def _runs_on(token: Token) -> bool:
    return token.gap == NONE and (token.kind == "num" or (token.kind == "word" and token.text[0].islower()))


def is_range(tokens: list[Token], side: Side) -> bool:
    """Whether the side may be a range such as `1-3`, not a difference."""
    span = tokens[side.first : side.after]
    tight = len(span) == 3 and span[1].gap == span[2].gap == NONE and span[1].text == "-"
    return tight and side.amount is not None and side.amount.value < 0


_SENTENCE: Final = re.compile(r"[.!?;]\s|\n\s*\n|\n[-*+>|]|```")
_DENIED_BEFORE: Final = re.compile(
    r"(?:\bnot|\bnever|n't|\bwrong(?:ly)?|\bincorrect(?:ly)?|\bfalse(?:ly)?|\bmistake\w*|\binstead of|[✗✘❌])"
    r"\W{0,4}(?:[a-z]+\W{1,3})?$",
    re.IGNORECASE,
)
_DENIED_AFTER: Final = re.compile(
    r"\W{0,6}(?:(?:(?:which|that|this|it)\s+)?(?:is|are|was|were|would be|does|do|did|can)\s*(?:not\b|n't)"
    r"|(?:(?:which|that|this|it)\s+)?(?:(?:is|are|was|were|would be|seems|gives|returns|->|→|=)\s+)?(?:a\s+)?"
    r"(?:false|wrong|incorrect|untrue|mistake|fails|violat|impossible|[✗✘❌]))|\W*[✗✘❌]",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(r"\b(?:if|when|whenever|whether|unless|suppose|assume|until|while)\W*$", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"\b(?:if|when|whenever|whether|unless|until|while|elif|assert\w*|require\w*|must|should|needs?|would|only|conditions?"
    r"|checks?|tests?|expect\w*|raises?|refus\w*|fails?|violat\w*|errors?|false|not)\b",
    re.IGNORECASE,
)
_ROUNDING: Final = re.compile(
    r"\b(?:round(?:s|ed|ing)?\b(?!\s*\()|integer|truncat|remainder|rem\b|whole|(?:floor|ceil)(?:s|ed|ing)?\b(?!\s*\())",
    re.IGNORECASE,
)
_NEAR: Final = 120


def denied(text: str, start: int, end: int, relation: str) -> bool:
    """Whether the sentence around an equation denies it, or puts it as a condition.

    `6 / 4 = 2 is wrong` and "not 3 * 3 = 6" are denied. A comparison is also put aside where its sentence asks
    for it: "refused where 2 > 3 / 2".
    """
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _DENIED_BEFORE.search(before[-40:]) or _DENIED_AFTER.match(after) or _SUPPOSED.search(before[-20:]):
        return True
    compares = relation not in ("=", "≈") or text[start:end].find("==") >= 0
    return compares and _CONDITION.search(_sentence(before, after)) is not None


def rounded(text: str, start: int, end: int) -> bool:
    """Whether the sentence around an equation speaks of rounding, as in `7 / 3 = 2, rounded down`."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    return _ROUNDING.search(_sentence(before, after)) is not None


def _sentence(before: str, after: str) -> str:
    first = 0
    for match in _SENTENCE.finditer(before):
        first = match.end()
    last = _SENTENCE.search(after)
    return f"{before[first:]} {after[: last.start()] if last else after}"
