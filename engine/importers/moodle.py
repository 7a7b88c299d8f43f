"""Moodle XML: `<quiz>` with `<question type="…">`."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from .form import Asked, Broken, Gathering, Imported, Option, Uncarried, first_words
from .hypertext import Markdown, from_html, from_plain
from .numeric import centred, one_range
from .parting import matched
from .telling import kept, mistakes_in, option
from .texts import cleaned
from .weighing import rights
from .xmltree import child_text, parsed, text_of

_REFUSED: Final = {
    "essay": "an essay is graded by people, not by a key",
    "description": "a description asks nothing",
    "cloze": "a cloze question holds its answers within its text: part it into one question for each",
    "multianswer": "a cloze question holds its answers within its text: part it into one question for each",
    "calculated": "a calculated question draws its numbers: write it with params",
    "calculatedsimple": "a calculated question draws its numbers: write it with params",
    "calculatedmulti": "a calculated question draws its numbers: write it with params",
    "randomsamatch": "it is made of other questions at random",
    "random": "it stands for another question at random",
}
_AFTER: Final = {
    "correctfeedback": "every right answer",
    "partiallycorrectfeedback": "every partly right answer",
    "incorrectfeedback": "every wrong answer",
}
_CLOZE: Final = re.compile(r"\((\{1:NUMERICAL:=-?[0-9]{1,9}:0\}(?:, \{1:NUMERICAL:=-?[0-9]{1,9}:0\})*,?)\)\s*\Z")
"""A shape, a blank for each size, as `quizproof export moodle` writes it."""
_STOCK: Final = re.compile(
    r"(your answer is (partially )?(in)?correct|that is (not )?correct|correct|incorrect|partially correct)?\W*",
    re.IGNORECASE,
)


def import_moodle(raw: bytes) -> Imported:
    """Return the questions of a Moodle XML file. Raises Broken."""
    tree = parsed(raw, ("question",))
    if tree.root.tag != "quiz":
        raise Broken(f"it is no Moodle XML: it begins with <{tree.root.tag}>, not <quiz>")
    found = Gathering()
    for element in tree.root.iterfind("question"):
        kind = element.get("type", "")
        if kind == "category":
            found.title = found.title or _last(child_text(element, "category/text"))
            continue
        name, place = cleaned(" ".join(child_text(element, "name/text").split())), tree.place(element)
        left: list[str] = []
        try:
            asked = _asked(element, kind, name, place, left)
            found.add(asked, left)
        except Uncarried as why:
            found.refuse(name or first_words(cleaned(child_text(element, "questiontext/text"))), place, why)
    return found.imported()


def _last(category: str) -> str:
    name = re.split(r"(?<!/)/(?!/)", category)[-1].replace("//", "/")
    return "" if name in ("top", "$course$", "$system$", "$module$") else " ".join(cleaned(name).split())


def _rich(element: Element | None, inherited: str = "html") -> Markdown:
    """Return what an element with a `<text>` says, in Markdown."""
    if element is None:
        return Markdown("", "")
    inside = element.find("text")
    text, format_ = text_of(inside if inside is not None else element), element.get("format") or inherited
    if format_ == "markdown":
        said = cleaned(text).strip()
        return Markdown(said, " ".join(said.split()))
    if format_ == "plain_text":
        return from_plain(text)
    return from_html(text if format_ == "html" else text.strip().replace("\n", "<br>"))


def _asked(element: Element, kind: str, name: str, place: str, left: list[str]) -> Asked | list[Asked]:
    prompt = _rich(element.find("questiontext"))
    shape = _CLOZE.search(prompt.text) if kind == "cloze" else None
    if kind in _REFUSED and shape is None:
        raise Uncarried(_REFUSED[kind])
    asked = Asked(
        name=name or first_words(prompt.text),
        place=place,
        prompt=kept(prompt, left) or name,
        id=child_text(element, "idnumber"),
        explanation=kept(_rich(element.find("generalfeedback")), left),
        hints=tuple([hint for one in element.iterfind("hint") if (hint := kept(_rich(one), left))]),
        tags=tuple(dict.fromkeys([tag for one in element.iterfind("tags/tag") if (tag := cleaned(_plain(one)))])),
        points=_points(element),
    )
    for tag in _AFTER:
        said = kept(_rich(element.find(tag)), left)
        if mistakes := mistakes_in(said):
            asked = replace(asked, mistakes=mistakes)
        elif said and not _STOCK.fullmatch(said):
            left.append(f"what is told after {_AFTER[tag]} is left out: {said!r}")
    if shape is not None:
        sizes = re.sub(r"\{1:NUMERICAL:=(-?[0-9]+):0\}", r"\1", shape[1])
        return replace(asked, prompt=prompt.text[: shape.start()].strip(), typed=(Option(f"({sizes})"),))
    read = _KINDS.get(kind)
    if read is None:
        raise Uncarried(f"questions of type {kind!r} can't be carried")
    return read(asked, element, left)


def _plain(element: Element) -> str:
    return " ".join(text_of(element).split())


def _points(element: Element) -> float | None:
    try:
        points = float(child_text(element, "defaultgrade") or 1)
    except ValueError:
        return None
    return points if 0 < points < 1e6 else None


def _shares(element: Element) -> list[tuple[Element, float]]:
    found = []
    for answer in element.iterfind("answer"):
        try:
            found.append((answer, float(answer.get("fraction", "0")) / 100))
        except ValueError:
            raise Uncarried(f"its fraction {answer.get('fraction')!r} is no number") from None
    if not found:
        raise Uncarried("it has no answers")
    return found


def _choice(asked: Asked, element: Element, left: list[str]) -> Asked:
    answers = _shares(element)
    several = child_text(element, "single").lower() in ("false", "0")
    marks = rights([share for _, share in answers], several)
    found = [
        option(_rich(one), right, kept(_rich(one.find("feedback")), left))
        for (one, _), right in zip(answers, marks, strict=True)
    ]
    return replace(asked, options=tuple(found), several=several)


def _truth(asked: Asked, element: Element, left: list[str]) -> Asked:
    chosen = _choice(asked, element, left)
    words = tuple([replace(one, text=one.text.capitalize()) for one in chosen.options])
    return replace(chosen, options=words)


def _short(asked: Asked, element: Element, left: list[str]) -> Asked:
    if child_text(element, "usecase") == "1":
        left.append("capitals counted, and do not here")
    typed = []
    for answer, share in _shares(element):
        said, why = cleaned(child_text(answer, "text")), kept(_rich(answer.find("feedback")), left)
        if re.search(r"(?<!\\)\*", said) and share >= 1:
            raise Uncarried(f"its answer {said!r} is a pattern: write out what is right")
        if share >= 1:
            said = said.replace(r"\*", "*")
            typed.append(option(from_plain(said), True, why))
        elif said == "*":
            left.extend([f"what is told of every other answer is left out: {why!r}"] if why else [])
        else:
            left.append(f"the answer {said!r} earned {share:.0%}: it counts as wrong")
    if not typed:
        raise Uncarried("no answer of it earns all points")
    return replace(asked, typed=tuple(typed))


def _number(asked: Asked, element: Element, left: list[str]) -> Asked:
    ranges: list[tuple[float, float]] = []
    told: list[float] = []
    why = ""
    for answer, share in _shares(element):
        said, feedback = child_text(answer, "text"), kept(_rich(answer.find("feedback")), left)
        if said == "*" and share < 1:
            left.extend([f"what is told of every other answer is left out: {feedback!r}"] if feedback else [])
            continue
        try:
            value, reach = float(said), abs(float(child_text(answer, "tolerance") or 0))
        except ValueError:
            raise Uncarried(f"its answer {cleaned(said)!r} is no number") from None
        if share >= 1:
            ranges.append((value - reach, value + reach))
            told.append(value)
            why = why or feedback
        else:
            left.append(f"the answer {said} earned {share:.0%}: it counts as wrong")
    if not ranges:
        raise Uncarried("no number of it earns all points")
    if any(child_text(unit, "unit_name") for unit in element.iterfind("units/unit")):
        left.append("the units that a number may have are left out")
    low, high = one_range(ranges)
    value_text, tolerance = centred(low, high, told[ranges.index((low, high))])
    return replace(asked, typed=(Option(value_text, why=why),), tolerance=tolerance)


def _matching(asked: Asked, element: Element, left: list[str]) -> list[Asked]:
    pairs = [(kept(_rich(one), left), child_text(one, "answer/text")) for one in element.iterfind("subquestion")]
    others = [cleaned(second) for first, second in pairs if not first]
    return matched(asked, [(first, cleaned(second)) for first, second in pairs if first], others)


_KINDS: Final[dict[str, Callable[[Asked, Element, list[str]], Asked | list[Asked]]]] = {
    "multichoice": _choice,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _matching,
}
