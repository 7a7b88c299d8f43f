"""`jupyterquiz`: JSON for JupyterQuiz, which puts every text on the page as HTML."""

import json
from math import inf, nextafter
from typing import Any, Final

from ..html.elements import Markup, joined
from ..posing import Option, Posed
from .blanks import ends
from .forms import Chosen, Form, Number, Sizes, Unsaid, Words, form_of, spelled
from .limits import keyed, lost, once
from .markup import html, paragraph
from .sheet import Exported, Loss, Sheet
from .telling import choice, code_text, mistaken, noted, said, solved

NAME: Final = "JupyterQuiz"

_DIGITS: Final = 10
"""A number that is not whole is right where so many digits are: no tolerance says less."""


def to_jupyterquiz(sheet: Sheet) -> Exported:
    """Return the questions of a sheet as `display_quiz` takes them."""
    losses: list[Loss] = []
    found: list[dict[str, Any]] = []
    for posed in keyed(sheet, NAME):
        form = form_of(posed)
        if isinstance(form, Sizes):
            form = spelled(form)
        losses += lost(posed, form, NAME)
        if isinstance(form, Unsaid):
            continue
        if isinstance(form, Chosen) and form.several:
            losses.append(
                Loss(posed, "JupyterQuiz judges each choice as it is clicked: the worked solution is left out")
            )
        found.append(_question(posed, form))
    text = json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False)
    return Exported(f"{text}\n".encode(), losses=once(losses))


def _question(posed: Posed, form: Form) -> dict[str, Any]:
    asked = joined([html(posed.question.prompt), *map(paragraph, noted(posed, form))])
    made: dict[str, Any] = {"question": _plain(asked)}
    match form:
        case Chosen():
            made |= {"type": "many_choice" if form.several else "multiple_choice", "answers": _chosen(posed, form)}
        case Number():
            made |= {"type": "numeric", "answers": _numbers(posed, form)}
            if not form.tolerance and not all(isinstance(value, int) for value in form.values):
                made["precision"] = _DIGITS
        case Words():
            made |= {"type": "string", "answers": _words(posed, form)}
            made["input_width"] = max(map(len, form.spellings))
    if posed.code:
        made["code"] = _plain(code_text(posed.code))
    return made


def _chosen(posed: Posed, form: Chosen) -> list[dict[str, Any]]:
    return [
        {
            "answer": _plain(choice(option)),
            "correct": option.right,
            "feedback": _said(posed, form, option) if not form.several else _plain(_word(option.right, option)),
        }
        for option in form.options
    ]


def _said(posed: Posed, form: Form, option: Option | None) -> str:
    """Return what is said to an answer; with a right one comes the worked solution, which has no place of its own."""
    if option is not None and not option.right:
        return _plain(_word(False, option))
    return _plain(joined([_word(True, option), solved(posed, form, mistakes=False)]))


def _word(right: bool, option: Option | None) -> Markup:
    verdict = paragraph("Correct." if right else "Not correct.")
    return joined([one for one in (verdict, said(option) if option is not None else Markup("")) if one])


def _numbers(posed: Posed, form: Number) -> list[dict[str, Any]]:
    feedback = _said(posed, form, _right(posed))
    right = [{**_number(value, form.tolerance), "correct": True, "feedback": feedback} for value in form.values]
    wrong = [
        {"type": "value", "value": value, "correct": False, "feedback": _said(posed, form, option)}
        for value, option in form.wrong
    ]
    return [*right, *wrong, *_otherwise(posed)]


def _number(value: float, tolerance: float) -> dict[str, Any]:
    """Return a number, or a range; that one ends before its second number."""
    if not tolerance:
        return {"type": "value", "value": value}
    least, most = ends(value, tolerance)
    return {"type": "range", "range": [float(least), nextafter(float(most), inf)]}


def _words(posed: Posed, form: Words) -> list[dict[str, Any]]:
    feedback = _said(posed, form, _right(posed))
    right = [{"answer": one, "correct": True, "feedback": feedback} for one in form.spellings]
    wrong = [
        {"answer": one, "correct": False, "feedback": _said(posed, form, option)}
        for spellings, option in form.wrong
        for one in spellings
    ]
    return [*right, *wrong, *_otherwise(posed)]


def _otherwise(posed: Posed) -> list[dict[str, Any]]:
    feedback = joined([one for one in (paragraph("Not correct."), mistaken(posed)) if one])
    return [{"type": "default", "feedback": _plain(feedback)}]


def _right(posed: Posed) -> Option | None:
    return next((option for option in posed.options if option.right), None)


def _plain(words: Markup) -> str:
    """Return HTML in which JupyterQuiz finds neither formulas nor links of its own."""
    return words.replace("$", "&#36;").replace("[", "&#91;")
