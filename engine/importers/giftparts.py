"""The grammar of GIFT: the text of one question as its parts, nothing decided yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .form import Uncarried

_ESCAPE: Final = re.compile(r"\\([~=#{}:n\\])")
_FORMAT: Final = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_TITLE: Final = re.compile(r"\s*::((?:[^:\\]|\\.|:(?!:))*+)::", re.DOTALL)
_TRUTH: Final = re.compile(r"\s*(TRUE|FALSE|T|F)\s*", re.IGNORECASE)
_WEIGHT: Final = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)%")
_RANGE: Final = re.compile(r"\s*(\S+?)\s*(?:(\.\.|:)\s*(\S+))?\s*")
BLANK: Final = "_____"


@dataclass(frozen=True, slots=True)
class Rich:
    """A text and its format: html, markdown, plain, or moodle, which is HTML whose line breaks count."""

    format: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: it begins with `=` where it is right. `share` is the percentage in front of it."""

    right: bool
    share: float | None
    text: Rich
    why: Rich | None
    match: str | None = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """One number that is right, with how far it may be off; `high` where it was written as a range."""

    low: float
    high: float
    share: float | None
    why: Rich | None


@dataclass(frozen=True, slots=True)
class Parts:
    """One question. `kind` is what it is called in Moodle; `embedded`: its answers stand within its text."""

    kind: str
    title: str | None
    stem: Rich
    embedded: bool = False
    answers: tuple[Answer, ...] = ()
    numbers: tuple[Numeric, ...] = ()
    truth: bool = False
    if_wrong: Rich | None = None
    if_right: Rich | None = None
    otherwise: Rich | None = None
    general: Rich | None = None


def unescaped(text: str) -> str:
    r"""Return a text without GIFT's backslashes.

    >>> unescaped(r"nn.Linear(in\=3)\ndone")
    'nn.Linear(in=3)\ndone'
    """
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def _cut(text: str, marks: str) -> Iterator[tuple[int, str]]:
    """Yield the place of each of these characters that is not escaped."""
    for found in re.finditer(rf"\\.|[{re.escape(marks)}]", text, re.DOTALL):
        if found[0][0] != "\\":
            yield found.start(), found[0]


def parts_of(text: str) -> Parts:
    """Return the parts of one question. Raises Uncarried."""
    title = _TITLE.match(text)
    body = text[title.end() :] if title else text
    name = " ".join(unescaped(title[1]).split()) if title else None
    opened = closed = -1
    for at, mark in _cut(body, "{}"):
        if mark == "{" and opened < 0:
            opened = at
        elif mark == "{" and closed < 0:
            raise Uncarried(r"a brace opens within its answers: write \{ where a brace is meant")
        elif mark == "{":
            raise Uncarried("it has two groups of answers; an empty line parts two questions")
        elif opened < 0 or closed >= 0:
            raise Uncarried(r"a brace closes nothing: write \} where a brace is meant")
        else:
            closed = at
    if opened < 0:
        return Parts("Description", name, _rich(body))
    if closed < 0:
        raise Uncarried("its answers do not end: a blank line stands among them, or the closing brace is missing")
    before, inside, after = body[:opened], body[opened + 1 : closed], body[closed + 1 :].strip()
    whole = f"{before.rstrip()} {BLANK} {after}" if after else before
    stem = _rich(whole)
    return _answered(inside, name, stem, bool(after))


def _answered(inside: str, name: str | None, stem: Rich, embedded: bool) -> Parts:
    general = None
    at = next((place for place, _ in _cut(inside, "#") if inside.startswith("####", place)), -1)
    if at >= 0:
        general = _rich(inside[at + 4 :], stem.format)
        inside = inside[:at]
    if not inside.strip():
        return Parts("Essay", name, stem, embedded, general=general)
    if inside.lstrip().startswith("#"):
        return _numerical(inside.lstrip()[1:], name, stem, embedded, general)
    truth = _TRUTH.fullmatch(inside.partition("#")[0])
    if truth:
        told = [_rich(one, stem.format) for one in _split(inside, "#")[1:]]
        wrong, right = [one if one.text else None for one in (*told, Rich("", ""), Rich("", ""))][:2]
        is_true = truth[1].upper().startswith("T")
        return Parts("TF", name, stem, embedded, truth=is_true, if_wrong=wrong, if_right=right, general=general)
    marks = list(_cut(inside, "=~"))
    if not marks:
        answer = _answer(True, inside, stem.format)
        return Parts("Short", name, stem, embedded, (answer,), general=general)
    if inside[: marks[0][0]].strip():
        raise Uncarried(f"something stands before its first answer: {' '.join(inside[: marks[0][0]].split())[:40]!r}")
    ends = [at for at, _ in marks[1:]] + [len(inside)]
    answers = [
        _answer(mark == "=", inside[at + 1 : end], stem.format) for (at, mark), end in zip(marks, ends, strict=True)
    ]
    pairs = [_paired(one) for one in answers]
    if all(pairs) and all(one.right for one in answers):
        return Parts("Matching", name, stem, embedded, tuple([one for one in pairs if one]), general=general)
    kind = "Short" if all(mark == "=" for _, mark in marks) else "MC"
    return Parts(kind, name, stem, embedded, tuple(_final(one) for one in answers), general=general)


def _answer(right: bool, text: str, format_: str) -> Answer:
    """Return one answer; its text keeps its backslashes, since an arrow may still part it."""
    weight = _WEIGHT.match(text)
    said, *why = _split(text[weight.end() :] if weight else text, "#", most=1)
    share = float(weight[1]) if weight else None
    own = _FORMAT.match(said)
    text = said[own.end() :] if own else said
    return Answer(right, share, Rich(own[1] if own else format_, text), _told(why, format_))


def _told(why: list[str], format_: str) -> Rich | None:
    found = _rich(why[0], format_) if why else None
    return found if found is not None and found.text else None


def _final(answer: Answer) -> Answer:
    return Answer(answer.right, answer.share, _rich(answer.text.text, answer.text.format), answer.why)


def _paired(answer: Answer) -> Answer | None:
    first, arrow, second = answer.text.text.partition("->")
    if not arrow or first.endswith("\\"):
        return None
    match = " ".join(unescaped(second).split())
    return Answer(True, answer.share, _rich(first, answer.text.format), answer.why, match)


def _numerical(inside: str, name: str | None, stem: Rich, embedded: bool, general: Rich | None) -> Parts:
    marks = list(_cut(inside, "=~"))
    ends = [at for at, _ in marks[1:]] + [len(inside)]
    written = [(mark == "=", inside[at + 1 : end]) for (at, mark), end in zip(marks, ends, strict=bool(marks))]
    if not marks:
        written = [(True, inside)]
    numbers: list[Numeric] = []
    otherwise = None
    for right, text in written:
        weight = _WEIGHT.match(text)
        said, *why = _split(text[weight.end() :] if weight else text, "#", most=1)
        told = _told(why, stem.format)
        if not right and said.strip() in ("", "*"):
            otherwise = told
            continue
        low, high = _bounds(unescaped(said))
        share = float(weight[1]) if weight else (None if right else 0.0)
        numbers.append(Numeric(low, high, share, told))
    return Parts("Numerical", name, stem, embedded, numbers=tuple(numbers), otherwise=otherwise, general=general)


def _bounds(text: str) -> tuple[float, float]:
    found = _RANGE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        first, second = float(found[1]), float(found[3] or 0)
    except ValueError:
        raise Uncarried(f"{' '.join(text.split())[:40]!r} is no number") from None
    if found[2] == "..":
        return first, second
    return first - second, first + second


def _split(text: str, mark: str, most: int = 0) -> list[str]:
    places = [at for at, _ in _cut(text, mark)][: most or None]
    return [text[start:end] for start, end in zip([0, *[at + 1 for at in places]], [*places, len(text)], strict=True)]


def _rich(text: str, format_: str = "moodle") -> Rich:
    """Return a text in its own format, or that of its question. Line breaks are blanks unless they are written \\n."""
    own = _FORMAT.match(text)
    if own:
        text = text[own.end() :]
    said = text.strip() if (own[1] if own else format_) == "markdown" else " ".join(text.split())
    return Rich(own[1] if own else format_, unescaped(said))
