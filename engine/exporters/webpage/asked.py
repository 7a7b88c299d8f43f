"""A question as it stands in a page: what is asked, and what is told when it is over."""

import re
from collections.abc import Iterable
from typing import Final

from ...hidden import visible
from ...html.elements import Markup, code, element, joined, written
from ...kinds.match import MatchQuestion
from ...kinds.outcome import OutcomeQuestion
from ...pictures import svg
from ...pictures.svgparts import CODE, PROSE
from ...posing import Option, Posed
from ...wordings import notes
from .. import markup
from ..telling import choice

FONTS: Final = {"mono": CODE, "plain": PROSE}
"""The fonts of pictures, by the class that stands for each: they are named once in the page."""

_LONGEST_SUBJECT: Final = 60
_ABOUT_THE_ANSWER: Final = ("gives ", "has ", "is ", "uses ")
"""How feedback begins whose subject is the answer itself."""

_HEADING: Final = re.compile(r"<(/?)h[1-6]>")
_PICTURE_IDS: Final = re.compile(r'<title id="([^"]+)-title">')


def prose(markdown: str) -> Markup:
    """Return Markdown as HTML that stands below the heading of a question."""
    return Markup(_HEADING.sub(r"<\1h3>", markup.html(markdown)))


def asked(posed: Posed, ids: str, options: tuple[Option, ...], number: str = "") -> Markup:
    """Return what is asked, and where it is answered: nothing of it tells right from wrong.

    `ids` is what the ids of its elements begin with, and the name of its boxes.
    """
    said = notes(posed.question, bool(options))
    if options and posed.several:
        said.pop()  # how letters are typed: here are boxes
    described = element("div", prose(posed.question.prompt), class_="prompt", id=f"{ids}-prompt")
    lines = [_lines(posed.code.split("\n"))] if posed.code else []
    field = _choices(posed, ids, options) if options else _typed(ids, bool(said))
    noted = [element("p", element("span", joined(said, " ")), class_="notes quiet", id=f"{ids}-notes")] if said else []
    return joined([_heading(posed, ids, number), described, *lines, field, *noted])


def _lines(lines: Iterable[str]) -> Markup:
    """Return lines of code, each of which can be broken by itself."""
    return element("pre", element("code", *[element("span", line or " ") for line in lines]))


def _heading(posed: Posed, ids: str, number: str) -> Markup:
    parts = [element("span", number, class_="number"), element("span", posed.id, class_="name quiet")]
    return element("h2", joined(parts, " "), id=f"{ids}-heading")


def _choices(posed: Posed, ids: str, options: tuple[Option, ...]) -> Markup:
    kind = "checkbox" if posed.several else "radio"
    legend = "Choose all that apply" if posed.several else "Choose one answer"
    lines = []
    for place, option in enumerate(options):
        box = element("input", type_=kind, name_=ids, value=str(place))
        letter = element("span", option.letter, class_="letter")
        words = element("span", choice(option), class_="shown")
        label = element("label", joined([box, letter, words, element("span", class_="mark")], " "))
        lines.append(element("div", label, class_="choice", data_choice=str(place)))
    return element("fieldset", element("legend", legend), joined(lines), aria_describedby=f"{ids}-prompt")


def _typed(ids: str, noted: bool) -> Markup:
    box = element(
        "input",
        type_="text",
        id=f"{ids}-typed",
        autocomplete="off",
        autocapitalize="off",
        spellcheck="false",
        aria_describedby=f"{ids}-prompt {ids}-notes" if noted else f"{ids}-prompt",
    )
    return element("div", element("label", "Your answer", for_=f"{ids}-typed"), box, class_="typed")


def hints(posed: Posed) -> Markup:
    """Return the hints, of which none is shown yet."""
    lines = [element("li", prose(hint), hidden="") for hint in posed.question.hints]
    return element("div", element("ol", joined(lines), class_="hints"), aria_live="polite")


def told(posed: Posed, ids: str, options: tuple[Option, ...]) -> Markup:
    """Return what is told of a question that is over: of each choice why, the answer, how it comes about, mistakes."""
    question = posed.question
    said = [part for place, option in enumerate(options) if (part := _of(option, place))]
    others = element("details", element("summary", "What the other choices do"), *said, class_="others")
    worked = joined(_worked(posed, ids))
    solution = element("details", element("summary", "Worked solution"), worked, class_="worked")
    mistakes = [element("li", markup.inline(mistake)) for mistake in question.mistakes]
    missed = element("div", element("h3", "Common mistakes"), element("ul", *mistakes), class_="missed")
    about = element("p", "; ".join(_about(posed)), class_="quiet")
    parts = [
        element("div", class_="chosen"),
        _answer(posed, options),
        *([solution] if worked else []),
        *([others] if said else []),
        *([missed] if mistakes else []),
        about,
    ]
    return element("div", joined(parts), class_="told", hidden="")


def _of(option: Option, place: int) -> Markup:
    """Return what is told of one choice: what it does, and what the author says; "" where there is neither."""
    does, why = consequence(option), prose(option.why)
    if not does and not why:
        return Markup("")
    letter = element("span", option.letter, class_="letter")
    said = element("p", letter, Markup(" "), does or choice(option), class_="said")
    return element("div", said, why, class_="of", data_choice=str(place))


def _about(posed: Posed) -> list[str]:
    """Return what else an author says of a question, and which variant it is: that may give the answer away."""
    question = posed.question
    return [
        *([f"variant {question.variant}"] if question.variant else []),
        *([f"difficulty {question.difficulty} of 5"] if question.difficulty is not None else []),
        *([f"{question.seconds:g} s in a timed quiz"] if question.seconds is not None else []),
        *([f"tags: {', '.join(question.tags)}"] if question.tags else []),
        *([f"from {question.source}"] if question.source else []),
    ]


def _answer(posed: Posed, options: tuple[Option, ...]) -> Markup:
    keys = [
        element(
            "span", element("span", option.letter, class_="letter"), Markup(" "), choice(option), data_choice=str(n)
        )
        for n, option in enumerate(options)
        if option.right
    ]
    if not options:
        prosaic = isinstance(posed.question, MatchQuestion)
        keys = [element("span", markup.inline(one) if prosaic else code(one)) for one in posed.answers]
    word = "Answers: " if len(keys) > 1 else "Answer: "
    return element("p", element("strong", word), element("span", *keys, class_="keys"), class_="answer")


def _worked(posed: Posed, ids: str) -> list[Markup]:
    solution, parts = posed.solution, []
    computed = next((option.grade.computed for option in posed.options if option.grade.computed), "")
    if isinstance(posed.question, OutcomeQuestion) and computed:
        parts.append(element("p", f"torch: {computed}", class_="fact"))
    if solution.steps:
        parts.append(_lines(solution.steps))
    parts += [element("p", fact, class_="fact") for fact in solution.facts]
    if solution.picture is not None:
        parts.append(element("figure", _picture(svg(solution.picture), ids), tabindex="0", aria_label="Picture"))
    if posed.question.explanation:
        parts.append(prose(posed.question.explanation))
    return parts


def _picture(text: str, ids: str) -> Markup:
    """Return a picture that stands in a page: its ids are its own there, and its fonts those of the page."""
    text = text.partition("?>")[2].strip()
    for name, font in FONTS.items():
        text = text.replace(f' font-family="{written(font)}"', f' class="{name}"')
    found = _PICTURE_IDS.search(text)
    return Markup(text.replace(found[1], f"{ids}-picture") if found else text)


def consequence(option: Option) -> str:
    """Return what the choice itself does, as a sentence; "" where nothing was computed."""
    said = option.grade.feedback
    if said.startswith(_ABOUT_THE_ANSWER):
        short = not option.prose and len(option.graded) <= _LONGEST_SUBJECT
        said = f"{option.graded if short else 'That'} {said}"
    return visible(f"{said}." if said and said[-1] not in ".!?" else said)
