"""A page for the browser that needs nothing else: the quiz is taken in it; an exam is answered in it, and judged later.

All questions stand on one page, one below the other, and one of them has the focus: a learner can go back, look
something up, find a word, print it; a screen reader lists the questions as headings. Letters, Enter and the Tab key
take it one question after the other all the same.
"""

from collections import defaultdict
from dataclasses import replace

from ..hidden import visible
from ..html.elements import Markup, element, joined
from ..posing import Option, Posed
from . import exam
from .forms import Chosen, Form, Unsaid, form_of
from .markup import inline
from .sheet import Exported, Loss, Paper, Sheet
from .webpage.asked import asked, consequence, hints, told
from .webpage.comparing import compared
from .webpage.whole import exam_page, quiz_page

_SEEDS = 10**9
"""The page reads seeds of nine digits."""


def to_html(sheet: Sheet) -> Exported:
    """Return the page; of an exam, what its letters mean beside it."""
    return _exam(sheet) if sheet.exam else _quiz(sheet)


def _quiz(sheet: Sheet) -> Exported:
    losses: list[Loss] = []
    templates: list[Markup] = []
    questions: list[dict[str, object]] = []
    most = 1
    for family in _families(sheet):
        variants = []
        for posed in family:
            form = form_of(posed)
            typed = None if isinstance(form, Chosen) else compared(posed)
            losses += _lost(posed, form, typed)
            if isinstance(form, Chosen) or typed is not None:
                name = f"q{len(templates) + 1}"
                templates.append(_template(posed, name, _options(posed, form)))
                variants.append(_held(posed, name, _options(posed, form), typed))
        if variants:
            one = family[0]
            points = one.question.points
            questions.append({"id": f"{one.topic.name}/{one.id}", "points": points, "variants": variants})
        most = max(most, len(variants))
    topics = {id(posed.topic): posed.topic for posed in sheet.posed}
    about = next(iter(topics.values())).about if len(topics) == 1 else ""
    held: dict[str, object] = {"seed": sheet.seed % _SEEDS, "questions": questions}
    page = quiz_page(sheet.title, inline(about), held, templates, varied=most > 1)
    return Exported(page, losses=tuple(losses))


def _families(sheet: Sheet) -> list[list[Posed]]:
    """Return the variants of each question, those of all papers."""
    found: dict[tuple[str, str], dict[str | None, Posed]] = defaultdict(dict)
    for paper in sheet.papers:
        for posed in paper.posed:
            found[posed.topic.name, posed.id].setdefault(posed.question.variant, posed)
    return [list(variants.values()) for variants in found.values()]


def _lost(posed: Posed, form: Form, typed: dict[str, object] | None) -> list[Loss]:
    if not isinstance(form, Chosen) and typed is None:
        why = form.why if isinstance(form, Unsaid) else "its answer cannot be read"
        return [Loss(posed, f"left out: {why}")]
    return []


def _options(posed: Posed, form: Form) -> tuple[Option, ...]:
    """Return the choices that are shown. Whether code runs is asked in words that say nothing of the error itself."""
    options = form.options if isinstance(form, Chosen) else ()
    if posed.options or posed.question.kind != "outcome":
        return options
    words = ("It runs", "It raises an error")
    return tuple([replace(one, shown=said, prose=True) for one, said in zip(options, words, strict=True)])


def _template(posed: Posed, name: str, options: tuple[Option, ...]) -> Markup:
    form = element("form", asked(posed, name, options), _BUTTONS)
    verdict = element("p", class_="verdict", role="status")
    parts = [form, hints(posed), verdict, told(posed, name, options)]
    return element("template", _question(name, joined(parts)), id=name)


_BUTTONS = element(
    "p",
    element("button", "Check", type_="submit"),
    element("button", "Hint", type_="button", class_="hint plain"),
    element("button", "Show the answer", type_="button", class_="show plain"),
    class_="actions",
)


def _question(name: str, content: Markup, **more: str) -> Markup:
    return element(
        "article", content, class_="question block", tabindex="-1", aria_labelledby=f"{name}-heading", **more
    )


def _held(posed: Posed, name: str, options: tuple[Option, ...], typed: dict[str, object] | None) -> dict[str, object]:
    """Return what the script must know of a variant."""
    found: dict[str, object] = {
        "template": name,
        "several": posed.several,
        "right": [place for place, option in enumerate(options) if option.right],
        "said": [consequence(option) for option in options],
    }
    if typed is not None:
        slips = [[option.graded, consequence(option)] for option in posed.options if not option.right]
        found["typed"] = typed | {"slips": slips}
    return found


def _exam(sheet: Sheet) -> Exported:
    several = len(sheet.papers) > 1
    papers = [_paper(paper, place, several) for place, paper in enumerate(sheet.papers, 1)]
    held: dict[str, object] = {
        "papers": [
            {
                "paper": paper.name,
                "questions": [
                    {"topic": posed.topic.name, "question": posed.id, "several": posed.several} for posed in paper.posed
                ],
            }
            for paper in sheet.papers
        ]
    }
    return Exported(exam_page(sheet.title, held, papers), beside=((exam.NAME, exam.exam_key(sheet)),))


def _paper(paper: Paper, place: int, several: bool) -> Markup:
    questions = [_of_exam(posed, f"p{place}q{n}", f"Question {n}") for n, posed in enumerate(paper.posed, 1)]
    heading = [element("p", f"Paper {paper.name}", class_="on-paper")] if several else []
    return element("section", joined([*heading, *questions]), class_="paper", aria_label=f"Paper {visible(paper.name)}")


def _of_exam(posed: Posed, name: str, number: str) -> Markup:
    clear = element("button", "Clear", type_="reset", class_="plain")
    buttons = element("p", element("button", "Next", type_="submit"), clear, class_="actions")
    form = element("form", asked(posed, name, _options(posed, form_of(posed)), number), buttons)
    return _question(name, form, id=name)
