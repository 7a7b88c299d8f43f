"""The questions of Moodle XML."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from ..html.elements import Markup, joined
from ..posing import Option, Posed
from .blanks import plainly
from .forms import Chosen, Form, Number, Sizes, Words
from .markup import html, paragraph
from .naming import name_of, number_of
from .telling import asked, choice, mistaken, said, solved
from .xmltext import tag

FRACTIONS: Final = {
    1: "100",
    2: "50",
    3: "33.33333",
    4: "25",
    5: "20",
    6: "16.66667",
    7: "14.28571",
    8: "12.5",
    9: "11.11111",
    10: "10",
    20: "5",
}
"""How Moodle writes the share of one of so many right answers. It takes no other."""

_SUBQUESTION: Final = re.compile(r"\{(?=[0-9]*:)")


def question(posed: Posed, form: Form) -> Element:
    """Return a question in one of the forms that Moodle has."""
    match form:
        case Chosen():
            return _made(posed, form, "multichoice", asked(posed, form), _chosen(posed, form))
        case Number():
            return _made(posed, form, "numerical", asked(posed, form), _number(form, posed))
        case Words():
            return _made(posed, form, "shortanswer", asked(posed, form), _words(form, posed))
        case Sizes():
            return _made(posed, form, "cloze", _with_blanks(asked(posed, form), form), [])
        case _:
            raise AssertionError(form)


def _made(posed: Posed, form: Form, kind: str, text: Markup, parts: list[Element]) -> Element:
    tags = [*posed.question.tags]
    if posed.question.difficulty is not None:
        tags.append(f"difficulty {posed.question.difficulty}")
    solution = solved(posed, form, picture=True, mistakes=not isinstance(form, Chosen))
    return tag(
        "question",
        tag("name", tag("text", name_of(posed))),
        _html("questiontext", text),
        _html("generalfeedback", solution),
        tag("defaultgrade", plainly(posed.question.points)),
        tag("idnumber", number_of(posed)),
        *parts,
        *[_html("hint", html(hint)) for hint in posed.question.hints],
        *([tag("tags", *[tag("tag", tag("text", one)) for one in tags])] if tags else []),
        type=kind,
    )


def _html(name: str, words: Markup, *more: Element, attributes: Mapping[str, str] | None = None) -> Element:
    return tag(name, tag("text", words), *more, attributes=attributes, format="html")


def _chosen(posed: Posed, form: Chosen) -> list[Element]:
    share = FRACTIONS[sum(option.right for option in form.options) if form.several else 1]
    mistakes = mistaken(posed)
    return [
        tag("single", "false" if form.several else "true"),
        tag("shuffleanswers", "true"),
        tag("answernumbering", "ABCD"),
        *([_html("incorrectfeedback", mistakes)] if mistakes else []),
        *[
            _html(
                "answer",
                choice(option),
                _feedback(said(option)),
                attributes={"fraction": _fraction(option, share, form.several)},
            )
            for option in form.options
        ],
    ]


def _fraction(option: Option, share: str, several: bool) -> str:
    """Return what a choice earns. Of several, a wrong one takes as much away as a right one gives."""
    return share if option.right else f"-{share}" if several else "0"


def _number(form: Number, posed: Posed) -> list[Element]:
    right = joined([said(option) for option in posed.options if option.right])
    return [
        *[_numbered(plainly(value), plainly(form.tolerance), right, "100") for value in form.values],
        *[_numbered(plainly(value), "0", said(option), "0") for value, option in form.wrong],
    ]


def _numbered(value: str, tolerance: str, feedback: Markup, fraction: str) -> Element:
    return tag(
        "answer",
        tag("text", value),
        _feedback(feedback),
        tag("tolerance", tolerance),
        fraction=fraction,
        format="moodle_auto_format",
    )


def _words(form: Words, posed: Posed) -> list[Element]:
    right = joined([said(option) for option in posed.options if option.right])
    answers = [(spelling, right, "100") for spelling in form.spellings]
    answers += [(spelling, said(option), "0") for spellings, option in form.wrong for spelling in spellings]
    return [
        tag("usecase", "0"),
        *[
            tag(
                "answer",
                tag("text", literally(spelling)),
                _feedback(feedback),
                fraction=fraction,
                format="moodle_auto_format",
            )
            for spelling, feedback, fraction in answers
        ],
    ]


def literally(spelling: str) -> str:
    r"""Return a short answer in which no asterisk stands for anything else.

    >>> literally("2*3")
    '2\\*3'
    """
    return spelling.replace("*", r"\*")


def _feedback(words: Markup) -> Element:
    return _html("feedback", words)


def _with_blanks(text: Markup, form: Sizes) -> Markup:
    """Return a text that ends in a blank for each size. Nothing else in it may look like a blank."""
    blanks = [f"{{1:NUMERICAL:={size}:0}}" for size in form.shape]
    shielded = Markup(_SUBQUESTION.sub("&#123;", text))
    return joined([shielded, paragraph(Markup(f"({', '.join(blanks)}{',' if len(blanks) == 1 else ''})"))])
