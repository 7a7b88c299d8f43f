"""`gift`: Moodle's text format, one question after another. A part is a line: an empty line would end the question."""

import re
from typing import Final

from ..hidden import visible
from ..html.elements import Markup, joined
from ..posing import Option, Posed
from .blanks import plainly
from .forms import Chosen, Form, Number, Sizes, Unsaid, Words, form_of, spelled
from .limits import keyed, lost, once
from .moodlequestions import FRACTIONS, literally
from .naming import category, families, name_of, number_of
from .sheet import Exported, Loss, Sheet
from .telling import asked, choice, said, solved

NAME: Final = "GIFT"

_MARK: Final = re.compile(r"[\\~=#{}:]")
_OBEYED: Final = re.compile(r"->|&&[0-9]{3}|^\[(?:html|markdown|moodle|plain)\]")
"""What Moodle obeys in a typed answer, and no escape takes that from it: pairs, its own place-holders, formats."""


def to_gift(sheet: Sheet) -> Exported:
    """Return the questions of a sheet as Moodle reads them in GIFT."""
    losses: list[Loss] = []
    blocks: list[str] = []
    last = ""
    for family in families(keyed(sheet, NAME)):
        place = category(family)
        for posed in family:
            form = _as_gift_has_it(form_of(posed))
            losses += lost(posed, form, NAME, ("tags", "difficulty"))
            if isinstance(form, Unsaid):
                continue
            if place != last:
                last = place
                blocks.append("$CATEGORY: " + place.replace("\\", r"\\"))
            blocks.append(_question(posed, form))
    return Exported("".join([f"{block}\n\n" for block in blocks]).encode(), losses=once(losses))


def _as_gift_has_it(form: Form) -> Form:
    """Return a form that GIFT can say: shapes as what is typed, and no typed answer with the mark of pairs."""
    if isinstance(form, Sizes):
        form = spelled(form)
    if isinstance(form, Words) and (found := next(filter(None, map(_OBEYED.search, form.spellings)), None)):
        return Unsaid(f"its answer has {found[0]} in it, which stands for something else in GIFT")
    if isinstance(form, Chosen) and form.several:
        right = sum(option.right for option in form.options)
        if right not in FRACTIONS:
            return Unsaid(f"{right} answers are right, and Moodle has no fraction for each of them")
    return form


def _question(posed: Posed, form: Form) -> str:
    match form:
        case Chosen(options, several):
            sign, answers = "", [_chosen(option, options, several) for option in options]
        case Number():
            sign, answers = "#", _numbers(posed, form)
        case Words():
            sign, answers = "", _words(posed, form)
        case _:
            raise AssertionError(form)
    lines = [
        f"// {_labels(posed)}",
        f"::{escaped(name_of(posed))}::[html]{escaped(asked(posed, form))}{{{sign}",
        *[f"\t{answer}" for answer in answers],
        f"\t####{escaped(solved(posed, form))}",
        "}",
    ]
    return "\n".join(lines)


def escaped(text: str) -> str:
    r"""Return a text in which nothing is a mark of GIFT.

    >>> escaped("stride=2 {or so}")
    'stride\\=2 \\{or so\\}'
    """
    return _MARK.sub(r"\\\g<0>", visible(text)).replace("\n", r"\n")


def _labels(posed: Posed) -> str:
    """Return the comment from which Moodle takes what the question is known by, and its tags."""
    tags = [*posed.question.tags]
    if posed.question.difficulty is not None:
        tags.append(f"difficulty {posed.question.difficulty}")
    words = [("id", number_of(posed)), *[("tag", tag) for tag in tags]]
    return " ".join([f"[{name}:{_label(word)}]" for name, word in words])


def _label(word: str) -> str:
    return " ".join(visible(word).split()).replace("]", r"\]")


def _chosen(option: Option, options: tuple[Option, ...], several: bool) -> str:
    share = FRACTIONS[sum(one.right for one in options)] if several else ""
    weight = f"~%{'' if option.right else '-'}{share}%" if several else "=" if option.right else "~"
    return f"{weight}{escaped(_shown(option))}{_feedback(said(option))}"


def _shown(option: Option) -> str:
    """Return a choice that does not begin like a weight, or like the name of a format."""
    shown = choice(option)
    return f"&#{ord(shown[0])};{shown[1:]}" if shown[:1] in ("%", "[") else shown


def _numbers(posed: Posed, form: Number) -> list[str]:
    off = f":{plainly(form.tolerance)}" if form.tolerance else ""
    return [
        *[f"={plainly(value)}{off}{_feedback(_right(posed))}" for value in form.values],
        *[f"=%0%{plainly(value)}{_feedback(said(option))}" for value, option in form.wrong],
    ]


def _words(posed: Posed, form: Words) -> list[str]:
    return [
        *[f"=%100%{escaped(literally(one))}{_feedback(_right(posed))}" for one in form.spellings],
        *[
            f"=%0%{escaped(literally(one))}{_feedback(said(option))}"
            for spellings, option in form.wrong
            for one in spellings
            if not _OBEYED.search(one)
        ],
    ]


def _right(posed: Posed) -> Markup:
    return joined([said(option) for option in posed.options if option.right])


def _feedback(words: Markup) -> str:
    return f"#{escaped(words)}" if words else ""
