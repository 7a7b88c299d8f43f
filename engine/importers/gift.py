"""GIFT, the text format of Moodle: one question after another, parted by blank lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from .form import Asked, Gathering, Imported, Line, Option, Uncarried, first_words
from .giftparts import Answer, Parts, Rich, parts_of, unescaped
from .hypertext import Markdown, from_html, from_plain
from .numeric import centred, one_range
from .parting import matched
from .telling import kept, option
from .texts import LONGEST_TEXT, cleaned, decoded
from .weighing import rights

_MARK: Final = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")
_CATEGORY: Final = re.compile(r"\s*\$CATEGORY:\s*(.*)")


class Block(NamedTuple):
    """The lines of one question without comments, where they begin, and the ids and tags in the comments."""

    text: str
    line: int
    id: str = ""
    tags: tuple[str, ...] = ()


def import_gift(raw: bytes) -> Imported:
    """Return the questions of a GIFT file. Raises Broken."""
    text, said = decoded(raw)
    found = Gathering()
    if said:
        found.left.append(Line("the file", "", said))
    for block in blocks(text):
        category = _CATEGORY.fullmatch(block.text)
        if category:
            found.title = found.title or _last(category[1])
            continue
        place, name = f"line {block.line}", first_words(cleaned(block.text))
        try:
            parts = parts_of(block.text)
            name = cleaned(parts.title or "") or first_words(_markdown(parts.stem).text)
            found.add(*_asked(parts, block, name, place))
        except Uncarried as why:
            found.refuse(name, place, why)
    return found.imported()


def blocks(text: str) -> Iterator[Block]:
    """Yield the lines of each question; a category stands by itself."""
    lines: list[str] = []
    marks: list[tuple[str, str]] = []
    first = 0
    for number, line in enumerate([*re.split(r"\r\n?|\n", text), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            marks += _MARK.findall(bare)
        elif bare and not _CATEGORY.match(bare):
            first = first or number
            lines.append(line)
        else:
            if lines:
                ids = [cleaned(unescaped(value)) for word, value in marks if word == "id"]
                tags = dict.fromkeys([cleaned(unescaped(value)) for word, value in marks if word == "tag"])
                yield Block("\n".join(lines), first, ids[-1] if ids else "", tuple(tags))
            lines, marks, first = [], [], 0
            if bare:
                yield Block(bare, number)


def _last(category: str) -> str:
    """Return the last name in the path of a category, without what Moodle puts before it."""
    name = re.split(r"(?<!/)/(?!/)", category.strip())[-1].replace("//", "/")
    return "" if name in ("top", "$course$", "$system$", "$module$") else " ".join(cleaned(name).split())


def _asked(parts: Parts, block: Block, name: str, place: str) -> tuple[Asked | list[Asked], list[str]]:
    left: list[str] = []

    def told(text: Rich | None) -> str:
        return "" if text is None else kept(_markdown(text), left)

    if len(block.text) > LONGEST_TEXT:
        raise Uncarried(f"it has {len(block.text):,} characters, and at most {LONGEST_TEXT:,} are read")
    if parts.kind == "Essay":
        raise Uncarried("an essay is graded by people, not by a key")
    if parts.kind == "Description":
        raise Uncarried("a description asks nothing")
    asked = Asked(name, place, told(parts.stem) or name, block.id, tags=block.tags, explanation=told(parts.general))
    match parts.kind:
        case "TF":
            yes, no = parts.if_right, parts.if_wrong
            true, false = (yes, no) if parts.truth else (no, yes)
            options = (Option("True", parts.truth, told(true)), Option("False", not parts.truth, told(false)))
            return replace(asked, options=options), left
        case "Numerical":
            return _number(asked, parts, told, left), left
        case "Matching":
            pairs = [(told(one.text), cleaned(one.match or "")) for one in parts.answers]
            others = [second for first, second in pairs if not first]
            return matched(asked, [pair for pair in pairs if pair[0]], others), left
        case "Short":
            return _short(asked, parts.answers, told, left), left
    several = not any(one.right for one in parts.answers)
    marks = rights([_share(one) for one in parts.answers], several)
    found = [option(_markdown(one.text), right, told(one.why)) for one, right in zip(parts.answers, marks, strict=True)]
    return replace(asked, options=tuple(found), several=several), left


def _short(asked: Asked, answers: Sequence[Answer], told: Callable[[Rich | None], str], left: list[str]) -> Asked:
    """Return the question with the answers that earn all points; those that earn less count as wrong, and are told."""
    typed = []
    for answer in answers:
        text = _markdown(answer.text)
        if _share(answer) >= 1:
            if "*" in text.plain:
                raise Uncarried(f"its answer {text.plain!r} is a pattern: write out what is right")
            typed.append(option(text, True, told(answer.why)))
        elif text.plain == "*":
            left.append(f"what is told of every other answer is left out: {told(answer.why)!r}")
        else:
            left.append(f"the answer {text.plain!r} earned {_share(answer):.0%}: it counts as wrong")
    if not typed:
        raise Uncarried("no answer of it earns all points")
    return replace(asked, typed=tuple(typed))


def _number(asked: Asked, parts: Parts, told: Callable[[Rich | None], str], left: list[str]) -> Asked:
    full = [one for one in parts.numbers if one.share is None or one.share >= 100]
    if not full:
        raise Uncarried("no number of it earns all points")
    for number in parts.numbers:
        if number not in full:
            value = centred(number.low, number.high)[0]
            left.append(f"an answer near {value} earned {number.share or 0:g} %: it counts as wrong")
    if parts.otherwise is not None:
        left.append(f"what is told of every other answer is left out: {told(parts.otherwise)!r}")
    low, high = one_range([(one.low, one.high) for one in full])
    value, tolerance = centred(low, high)
    return replace(asked, typed=(Option(value, why=told(full[0].why)),), tolerance=tolerance)


def _share(answer: Answer) -> float:
    return answer.share / 100 if answer.share is not None else float(answer.right)


def _markdown(text: Rich) -> Markdown:
    """Return a text in Markdown, whatever its format."""
    if text.format == "markdown":
        said = cleaned(text.text).strip()
        return Markdown(said, " ".join(said.split()))
    if text.format == "plain":
        return from_plain(text.text)
    return from_html(text.text if text.format == "html" else text.text.replace("\n", "<br>"))
