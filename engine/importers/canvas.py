"""QTI 1.2 as Canvas writes it: one file of XML, a package, or a whole course export with several quizzes."""

import re
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from .canvasscoring import Scoring
from .form import Asked, Broken, Gathering, Imported, Option, Uncarried, first_words
from .hypertext import Markdown, from_html, from_plain
from .numeric import centred, one_range
from .parting import Part, matched, parted
from .telling import kept, mistakes_in, option
from .texts import cleaned
from .weighing import rights
from .xmltree import child_text, parsed, text_of
from .zipped import unpacked

_REFUSED: Final = {
    "essay_question": "an essay is graded by people, not by a key",
    "file_upload_question": "an upload is graded by people, not by a key",
    "text_only_question": "a text asks nothing",
    "calculated_question": "a formula question draws its numbers: write it with params",
    "categorization_question": "a categorization has no right answer to choose or to type",
    "ordering_question": "an order has no right answer to choose or to type",
    "hot_spot_question": "a hot spot is a place in an image",
}
_PATTERNS: Final = {
    "TextRegex": "a regular expression",
    "TextContainsAnswer": "right when it is only part of what is typed",
    "TextCloseEnough": "right when it is only similar",
}
_CC: Final = {"multiple_response": "multiple_answers", "fib": "short_answer", "pattern_match": "pattern"}
_FEEDBACK: Final = {"correct_fb": "every right answer", "general_incorrect_fb": "every wrong answer"}
_STOCK: Final = re.compile(r"(that is )?(not )?(in)?(correct|right|wrong)\W*", re.IGNORECASE)


def import_canvas(raw: bytes) -> Imported:
    """Return the questions of a file of QTI 1.2, or of all quizzes in a zip. Raises Broken."""
    found = Gathering()
    if not raw.startswith(b"PK"):
        found.title = _read(raw, found)
        return found.imported()
    titles = []
    files = dict(unpacked(raw, _may_hold_questions))
    full = {name.rpartition("/")[2].partition(".")[0] for name in files if name.startswith("non_cc_assessments/")}
    for name, content in files.items():
        if set(name.split("/")[:-1]) & full or b"questestinterop" not in content[:4000]:
            continue  # the same quiz, as other platforms read it: with fewer types; or what is said about a quiz
        try:
            titles.append(_read(content, found, f"{name}, "))
        except Broken as why:
            found.refuse(cleaned(name), "", why)
    if not titles and not found.refused:
        raise Broken("the zip holds no quiz in QTI 1.2")
    found.title = titles[0] if len(titles) == 1 else ""
    return found.imported()


def _may_hold_questions(name: str) -> bool:
    return name.endswith((".xml", ".xml.qti", ".qti")) and name.rpartition("/")[2] != "imsmanifest.xml"


def _read(raw: bytes, found: Gathering, within: str = "") -> str:
    """Read one file of XML, and return the title of its quiz."""
    root = parsed(raw).root
    if root.tag != "questestinterop":
        raise Broken(f"it is no QTI 1.2: it begins with <{root.tag}>, not <questestinterop>")
    for item in root.iter("item"):
        place = cleaned(f"{within}item {item.get('ident', 'without ident')}")
        name = cleaned(" ".join((item.get("title") or "").split()))
        left: list[str] = []
        try:
            prompt = _prompt(item)
            if not name or name.lower() == "question":
                name = first_words(prompt.text, name)
            found.add(_asked(item, Asked(name or place, place, kept(prompt, left) or name), left), left)
        except Uncarried as why:
            found.refuse(name or place, place, why)
    assessment = root.find("assessment")
    return "" if assessment is None else cleaned(" ".join((assessment.get("title") or "").split()))


def _rich(element: Element) -> Markdown:
    """Return the texts in a material, in Markdown."""
    parts = []
    for text in element.iter("mattext"):
        said = text_of(text)
        parts.append(from_html(said) if text.get("texttype") == "text/html" else from_plain(said))
    left = tuple(what for part in parts for what in part.left)
    if element.find("matimage") is not None:
        left = (*left, "an image")
    return Markdown(" ".join([one.text for one in parts]), " ".join([one.plain for one in parts]), left)


def _prompt(item: Element) -> Markdown:
    """Return what is asked; where answers are typed within it, each has a blank."""
    presentation = item.find("presentation")
    if presentation is None:
        raise Uncarried("it has no presentation, so nothing is asked")
    flow = presentation.find("flow")
    parts: list[Markdown] = []
    children = list(presentation if flow is None else flow)
    last = max([place for place, child in enumerate(children) if child.tag == "material"], default=-1)
    for place, child in enumerate(children):
        if child.tag == "material":
            parts.append(_rich(child))
        elif child.tag == "response_str" and place < last:
            parts.append(Markdown("_____", "_____"))
    joint = " " if any(part.text == "_____" for part in parts) else "\n\n"
    text = joint.join([part.text for part in parts if part.text])
    return Markdown(text, "", tuple(what for part in parts for what in part.left))


def _asked(item: Element, asked: Asked, left: list[str]) -> Asked | list[Asked]:
    fields = {child_text(one, "fieldlabel"): child_text(one, "fieldentry") for one in item.iter("qtimetadatafield")}
    scoring = Scoring(item)
    kind = fields.get("question_type") or _kind(item, fields, scoring)
    if kind in _REFUSED:
        raise Uncarried(_REFUSED[kind])
    feedback = {one.get("ident", ""): kept(_rich(one), left) for one in item.iterfind("itemfeedback")}
    for name, when in _FEEDBACK.items():
        if mistakes := mistakes_in(feedback.get(name, "")):
            asked = replace(asked, mistakes=mistakes)
        elif feedback.get(name) and not _STOCK.fullmatch(feedback[name]):
            left.append(f"what is told after {when} is left out: {feedback[name]!r}")
    try:
        points = float(fields.get("points_possible") or 1)
    except ValueError:
        points = 1.0
    asked = replace(asked, explanation=feedback.get("general_fb", ""), points=points if 0 < points < 1e6 else None)
    match kind:
        case "multiple_choice_question" | "true_false_question" | "multiple_answers_question":
            return _choice(item, asked, scoring, feedback, kind == "multiple_answers_question")
        case "short_answer_question":
            return _short(asked, scoring)
        case "numerical_question":
            low, high, value = scoring.number(one_range)
            text, tolerance = centred(low, high, value)
            return replace(asked, typed=(Option(text),), tolerance=tolerance)
        case "fill_in_multiple_blanks_question" | "multiple_dropdowns_question":
            return _blanks(item, asked, scoring, kind.startswith("multiple"))
        case "matching_question":
            return _matching(item, asked, scoring)
    raise Uncarried(f"questions of type {cleaned(kind)[:60]!r} can't be carried")


def _kind(item: Element, fields: dict[str, str], scoring: Scoring) -> str:
    """Return the type of a question that does not name it, as Common Cartridge or its own form says it."""
    profile = re.match(r"cc\.(\w+)\.v0p1", fields.get("cc_profile", ""))
    if profile:
        return f"{_CC.get(profile[1], profile[1])}_question"
    chosen = item.find(".//response_lid")
    if chosen is not None:
        several = {"Multiple": "multiple_answers", "Ordered": "ordering"}
        return f"{several.get(chosen.get('rcardinality', ''), 'multiple_choice')}_question"
    typed = item.findall(".//response_str")
    if len(typed) > 1:
        raise Uncarried("several answers are typed within its text, and nothing says which is which")
    return "essay_question" if not typed or not scoring.equal() else "short_answer_question"


def _labels(element: Element) -> dict[str, Markdown]:
    return {one.get("ident", ""): _rich(one) for one in element.iter("response_label")}


def _choice(item: Element, asked: Asked, scoring: Scoring, feedback: dict[str, str], several: bool) -> Asked:
    labels = _labels(item)
    shares = scoring.several(labels) if several else scoring.single(labels)
    marks = rights(shares, several)
    links = scoring.linked()
    found = [
        option(text, right, feedback.get(links.get(name, f"{name}_fb"), ""))
        for (name, text), right in zip(labels.items(), marks, strict=True)
    ]
    return replace(asked, options=tuple(found), several=several)


def _short(asked: Asked, scoring: Scoring) -> Asked:
    typed = list(dict.fromkeys([" ".join(cleaned(one).split()) for one in scoring.equal()]))
    if not any(typed):
        raise Uncarried("no answer of it is right")
    return replace(asked, typed=tuple([option(from_plain(one), True, "") for one in typed if one]))


def _blanks(item: Element, asked: Asked, scoring: Scoring, choose: bool) -> Asked | list[Asked]:
    parts: list[tuple[str, Part]] = []
    for number, response in enumerate(item.iterfind("presentation//response_lid"), 1):
        name = response.get("ident", "").removeprefix("response_")
        for label in response.iter("response_label"):
            how = label.get("scoring_algorithm", "")
            if how in _PATTERNS:
                raise Uncarried(f"its blank {number} takes {_PATTERNS[how]}: write out what is right")
        labels = _labels(response)
        right = scoring.chosen(response.get("ident", ""))
        options = [option(text, not choose or label in right, "") for label, text in labels.items()]
        if not any(one.right for one in options):
            raise Uncarried(f"its blank {number} has no right answer")
        parts.append((name, Part("", options=tuple(options)) if choose else Part("", typed=tuple(options))))
    names = ", ".join([re.escape(f"[{name}]") for name, _ in parts])
    shape = re.search(rf"\({names},?\)\s*$", asked.prompt) if len(parts) > 0 and not choose else None
    if shape is not None and all(len(part.typed) == 1 and part.typed[0].text.isdecimal() for _, part in parts):
        sizes = ", ".join([part.typed[0].text for _, part in parts]) + ("," if len(parts) == 1 else "")
        return replace(asked, prompt=asked.prompt[: shape.start()].strip(), typed=(Option(f"({sizes})"),))
    prompt = asked.prompt
    for number, (name, _) in enumerate(parts, 1):
        prompt = prompt.replace(f"[{name}]", "_____" if len(parts) == 1 else f"[{number}]")
    words = [Part(f"What belongs in [{at}]?", one.options, one.typed) for at, (_, one) in enumerate(parts, 1)]
    return parted(replace(asked, prompt=prompt), [parts[0][1]] if len(parts) == 1 else words)


def _matching(item: Element, asked: Asked, scoring: Scoring) -> list[Asked]:
    pairs, others = [], []
    for response in item.iterfind("presentation//response_lid"):
        labels = {name: text.text for name, text in _labels(response).items()}
        right = [labels[one] for one in scoring.chosen(response.get("ident", "")) if one in labels]
        material = response.find("material")
        first = _rich(material).text if material is not None else ""
        others += [text for text in labels.values() if text]
        if first and right and right[0]:
            pairs.append((first, right[0]))
        elif first:
            raise Uncarried(f"nothing belongs to {first!r}")
    return matched(asked, pairs, others)
