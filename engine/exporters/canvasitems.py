"""The questions of a QTI 1.2 package, as Canvas writes and reads them."""

from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element

from ..html.elements import Markup, joined
from ..posing import Posed
from .blanks import ends, plainly
from .forms import Chosen, Form, Number, Sizes, Words
from .markup import paragraph
from .naming import name_of
from .telling import asked, choice, mistaken, said, solved
from .xmltext import tag

_GENERAL: Final = "general_fb"
_RIGHT: Final = "correct_fb"
_WRONG: Final = "general_incorrect_fb"
_RESPONSE: Final = "response1"


def identity(node: Element) -> str:
    """Return a name for an element that follows from its title, and from the texts and the named elements in it."""
    names = [one.get("ident", "") for one in node.iter()]
    words = repr((node.get("title"), names, [*node.itertext()]))
    return f"i{sha256(words.encode()).hexdigest()[:32]}"


def item(posed: Posed, form: Form) -> Element:
    """Return a question in one of the forms that Canvas has."""
    feedback = {_GENERAL: solved(posed, form, mistakes=False), _WRONG: mistaken(posed)}
    if isinstance(form, Number | Words):
        feedback[_RIGHT] = joined([said(option) for option in posed.options if option.right])
    match form:
        case Chosen():
            kind, body, scoring, answers = _chosen(posed, form, feedback)
        case Number():
            kind, body, scoring, answers = _number(posed, form, feedback)
        case Sizes():
            kind, body, scoring, answers = _sizes(posed, form)
        case Words():
            kind, body, scoring, answers = _words(posed, form, feedback)
        case _:
            raise AssertionError(form)
    outcomes = tag("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    conditions = [*_always(feedback), *scoring, *_otherwise(feedback)]
    metadata = {
        "question_type": kind,
        "points_possible": plainly(posed.question.points),
        "original_answer_ids": ",".join(answers),
    }
    made = tag(
        "item",
        tag("itemmetadata", tag("qtimetadata", *[_field(key, value) for key, value in metadata.items()])),
        tag("presentation", *body),
        tag("resprocessing", tag("outcomes", outcomes), *conditions),
        *[_feedback(name, words) for name, words in feedback.items() if words],
        title=name_of(posed),
    )
    made.set("ident", identity(made))
    made[0][0].append(_field("assessment_question_identifierref", f"{made.get('ident')}q"))
    return made


_Parts = tuple[str, list[Element], list[Element], list[str]]
"""The type of a question, what is presented, how it is scored, and the names of its answers."""


def _chosen(posed: Posed, form: Chosen, feedback: dict[str, Markup]) -> _Parts:
    names = _names(posed, [option.graded for option in form.options])
    labels = [
        tag("response_label", _material(choice(option)), ident=name)
        for name, option in zip(names, form.options, strict=True)
    ]
    cardinality = "Multiple" if form.several else "Single"
    body = [
        _material(asked(posed, form)),
        tag("response_lid", tag("render_choice", *labels), ident=_RESPONSE, rcardinality=cardinality),
    ]
    own = {f"{name}_fb": said(option) for name, option in zip(names, form.options, strict=True)}
    scoring = [
        tag("respcondition", tag("conditionvar", _equals(name.removesuffix("_fb"))), _shows(name), attributes=_GO_ON)
        for name, words in own.items()
        if words
    ]
    feedback |= own
    right = [_equals(name) for name, option in zip(names, form.options, strict=True) if option.right]
    if form.several:
        others = [tag("not", _equals(name)) for name, one in zip(names, form.options, strict=True) if not one.right]
        right = [tag("and", *right, *others)]
    scoring.append(_scores(right, feedback))
    return f"multiple_{'answers' if form.several else 'choice'}_question", body, scoring, names


def _number(posed: Posed, form: Number, feedback: dict[str, Markup]) -> _Parts:
    field = tag("render_fib", tag("response_label", ident="answer1"), fibtype="Decimal")
    body = [_material(asked(posed, form)), tag("response_str", field, ident=_RESPONSE, rcardinality="Single")]
    scoring = []
    for value in form.values:
        least, most = ends(value, form.tolerance)
        between = tag("and", _compares("vargte", least), _compares("varlte", most))
        scoring.append(_scores([tag("or", _equals(plainly(value)), between)], feedback))
    return "numerical_question", body, scoring, _names(posed, list(map(plainly, form.values)))


def _words(posed: Posed, form: Words, feedback: dict[str, Markup]) -> _Parts:
    field = tag("render_fib", tag("response_label", ident="answer1", rshuffle="No"))
    body = [_material(asked(posed, form)), tag("response_str", field, ident=_RESPONSE, rcardinality="Single")]
    scoring = [_scores([_equals(spelling) for spelling in form.spellings], feedback)]
    return "short_answer_question", body, scoring, _names(posed, list(form.spellings))


def _sizes(posed: Posed, form: Sizes) -> _Parts:
    """Return a question with a blank for each size. No name of one may stand in its text."""
    text, prefix = asked(posed, form), "size"
    while f"[{prefix}" in text:
        prefix += "-of"
    blanks = [f"{prefix}{place}" for place, _ in enumerate(form.shape, 1)]
    names = _names(posed, list(map(str, form.shape)))
    end = "," if len(blanks) == 1 else ""
    stem = paragraph(f"({', '.join([f'[{blank}]' for blank in blanks])}{end})")
    body, scoring = [_material(joined([text, stem]))], []
    share = f"{100 / len(blanks):.2f}"
    for blank, name, size in zip(blanks, names, form.shape, strict=True):
        label = tag("response_label", _material(str(size), "text/plain"), ident=name)
        body.append(
            tag(
                "response_lid",
                tag("material", tag("mattext", blank)),
                tag("render_choice", label),
                ident=f"response_{blank}",
            )
        )
        equals = tag("varequal", name, respident=f"response_{blank}")
        adds = tag("setvar", share, varname="SCORE", action="Add")
        scoring.append(tag("respcondition", tag("conditionvar", equals), adds))
    return "fill_in_multiple_blanks_question", body, scoring, names


_GO_ON: Final = {"continue": "Yes"}
_STOP: Final = {"continue": "No"}


def _names(posed: Posed, answers: list[str]) -> list[str]:
    """Return a number for each answer: Canvas keeps these, and makes numbers of all other names."""
    found: dict[str, str] = {}
    for place, answer in enumerate(answers):
        words = repr((posed.topic.name, posed.id, posed.question.variant, place, answer))
        number = int.from_bytes(sha256(words.encode("utf-8", "surrogatepass")).digest()[:4]) % 900_000 + 100_000
        while str(number) in found:
            number += 1
        found[str(number)] = answer
    return list(found)


def _field(label: str, entry: str) -> Element:
    return tag("qtimetadatafield", tag("fieldlabel", label), tag("fieldentry", entry))


def _material(words: str, kind: str = "text/html") -> Element:
    return tag("material", tag("mattext", words, texttype=kind))


def _equals(words: str) -> Element:
    return _compares("varequal", words)


def _compares(how: str, words: str) -> Element:
    return tag(how, words, respident=_RESPONSE)


def _shows(name: str) -> Element:
    return tag("displayfeedback", feedbacktype="Response", linkrefid=name)


def _always(feedback: dict[str, Markup]) -> list[Element]:
    other = tag("conditionvar", tag("other"))
    return [tag("respcondition", other, _shows(_GENERAL), attributes=_GO_ON)] if feedback[_GENERAL] else []


def _otherwise(feedback: dict[str, Markup]) -> list[Element]:
    other = tag("conditionvar", tag("other"))
    return [tag("respcondition", other, _shows(_WRONG), attributes=_STOP)] if feedback[_WRONG] else []


def _scores(conditions: list[Element], feedback: dict[str, Markup]) -> Element:
    sets = tag("setvar", "100", action="Set", varname="SCORE")
    shown = [_shows(_RIGHT)] if feedback.get(_RIGHT) else []
    return tag("respcondition", tag("conditionvar", *conditions), sets, *shown, attributes=_STOP)


def _feedback(name: str, words: Markup) -> Element:
    return tag("itemfeedback", tag("flow_mat", _material(words)), ident=name)
