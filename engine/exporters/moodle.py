"""`moodle`: Moodle XML. The variants of a question have a category of their own, from which a random question draws."""

from typing import Final
from xml.etree.ElementTree import Element

from .forms import Chosen, Form, Sizes, Unsaid, form_of, spelled
from .limits import keyed, lost, once, parts_count
from .moodlequestions import FRACTIONS, question
from .naming import category, families
from .sheet import Exported, Loss, Sheet
from .xmltext import document, tag

NAME: Final = "Moodle"


def to_moodle(sheet: Sheet) -> Exported:
    """Return the questions of a sheet as Moodle imports them."""
    losses: list[Loss] = []
    nodes: list[Element] = []
    last = ""
    for family in families(keyed(sheet, NAME)):
        place = category(family)
        for posed in family:
            form = _as_moodle_has_it(form_of(posed))
            losses += lost(posed, form, NAME, ("hints", "tags", "difficulty", "points"))
            if isinstance(form, Unsaid):
                continue
            if isinstance(form, Sizes):
                losses.append(parts_count(posed))
                if posed.question.points != len(form.shape):
                    losses.append(Loss(posed, f"counts {len(form.shape)} points in Moodle, one for each blank"))
            if place != last:
                last = place
                nodes.append(tag("question", tag("category", tag("text", place)), type="category"))
            nodes.append(question(posed, form))
    return Exported(document(tag("quiz", *nodes)), losses=once(losses))


def _as_moodle_has_it(form: Form) -> Form:
    """Return a form that Moodle can count, a shape without sizes as what is typed."""
    if isinstance(form, Sizes) and not form.shape:
        return spelled(form)
    if isinstance(form, Chosen) and form.several:
        right = sum(option.right for option in form.options)
        if right not in FRACTIONS:
            return Unsaid(f"{right} answers are right, and Moodle has no fraction for each of them")
    return form
