"""A question on the page: what was asked, its numbers, who gave which answer, with which parameters it went how."""

import re
from collections.abc import Sequence
from typing import Final

from ...exporters.markup import html, inline
from ...html.elements import Markup, beside, code, element, joined, table
from ...stats.wording import percent
from .. import wording as words
from ..facts import Analysis, Answer, Item, Parameter, Slice
from . import advice, detailing, drawing, measuring

_HEADING: Final = re.compile(r"(</?)h[1-6]>")
_FEWEST: Final = 5
_MOST_VARIANTS: Final = 5


def place_of(number: int) -> str:
    """Return the name of the place on the page where a question is."""
    return f"q{number}"


def link(number: int, item: Item) -> Markup:
    """Return a link to a question on the page."""
    return element("a", words.flat(item.id), href=f"#{place_of(number)}")


def with_code(text: str) -> Markup:
    """Return what to do, as HTML: what stands between backticks is code."""
    return joined([code(part) if place % 2 else part for place, part in enumerate(text.split("`"))], "")


def remarks(item: Item) -> Markup:
    """Return why to look at a question, and what to do."""
    parts = []
    for whys, to_do in advice.told_together(item):
        parts.append(element("p", " ".join(whys)))
        parts.append(element("p", with_code(to_do), class_="todo"))
    return joined(parts)


def question(found: Analysis, number: int, item: Item, *, charts: bool) -> Markup:
    """Return all that is known of a question, with or without charts."""
    place = place_of(number)
    parts: list[Markup] = [element("h3", f"{number}. ", words.flat(item.id), id=place)]
    if detailing.about(item):
        parts.append(element("p", detailing.about(item), class_="quiet"))
    if item.prompt:
        parts.append(element("div", Markup(_HEADING.sub(r"\1p>", html(item.prompt))), class_="prompt"))
    if item.remarks:
        parts.append(remarks(item))
    parts.append(
        table(
            f"Numbers of {words.flat(item.id)}", ("measure", "value"), measuring.facts_of(found, item), class_="words"
        )
    )
    if item.answers:
        parts.append(_answers(place, item, charts))
    for at, parameter in enumerate(detailing.compared(item)):
        parts.append(_parameter(f"{place}-p{at}", item, parameter, charts))
    hardest = _hardest(item.variants)
    if hardest:
        parts.append(hardest)
    parts.append(element("p", element("a", "To the table of questions", href="#questions"), class_="quiet"))
    return element("article", joined(parts), class_="question")


def _drawn(picture: Markup | None, numbers: Markup) -> Markup:
    return numbers if picture is None else beside(picture, numbers, class_="beside broad")


def _answers(place: str, item: Item, charts: bool) -> Markup:
    thirds = any(detailing.by_thirds(item, answer) for answer in item.answers)
    title = f"Answers to {words.flat(item.id)}{', by thirds of the students' if thirds else ''}"
    picture = drawing.choices(f"{place}-a", title, item) if charts else None
    head = ("answer", "n", "all", *(("weak", "mid", "best", "discr.") if thirds else ()))
    answers = detailing.listed(item)
    rows = [(_answer(number, answer), *_numbers(item, answer, thirds)) for number, answer in enumerate(answers, 1)]
    more = [element("p", detailing.others(item), class_="quiet")] if detailing.others(item) else []
    return joined([_drawn(picture, table(title, head, rows)), *more])


def _answer(number: int, answer: Answer) -> Markup:
    said = inline(answer.shown) if answer.shown else code(words.flat(answer.text))
    return joined([f"{number}.", said, element("span", detailing.being(answer), class_="quiet sort")], " ")


def _numbers(item: Item, answer: Answer, thirds: bool) -> tuple[str, ...]:
    given = (f"{answer.count:,}", percent(answer.share))
    if not thirds:
        return given
    parts = detailing.by_thirds(item, answer)
    columns = [words.UNKNOWN] * 3 if parts is None else [percent(part) for part in parts]
    return (*given, *columns, words.decimal(answer.discrimination.value))


def _parameter(identity: str, item: Item, parameter: Parameter, charts: bool) -> Markup:
    title = f"Mean score of {words.flat(item.id)} by {words.flat(parameter.name)}"
    rows = [
        (
            words.flat(value.label),
            words.decimal(value.score.mean),
            words.interval(value.score.likely),
            f"{value.score.n:,}",
            detailing.of_slips(value),
        )
        for value in parameter.values
    ]
    shown = table(title, (words.flat(parameter.name), "mean", "likely", "n", "misconceptions"), rows, class_="slips")
    return _drawn(drawing.by_value(identity, title, parameter) if charts else None, shown)


def _hardest(variants: Sequence[Slice]) -> Markup | None:
    """Return the variants that went worst, where there are enough answers to say so; None where there are not two."""
    known = [(variant.score.mean, variant) for variant in variants if variant.score.n >= _FEWEST]
    if len(known) < 2:
        return None
    worst = sorted(known, key=lambda one: one[0] or 0.0)[:_MOST_VARIANTS]
    rows = [
        (words.flat(variant.label), words.decimal(mean), f"{variant.score.n:,}", detailing.of_slips(variant))
        for mean, variant in worst
    ]
    return table("The variants that went worst", ("variant", "mean", "n", "misconceptions"), rows, class_="slips")
