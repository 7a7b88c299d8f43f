"""An item analysis as one page for a browser. What tells most comes first; nobody who answered is named."""

from typing import Final

from ...html.elements import Markup, beside, code, element, joined, table
from ...html.frame import page
from .. import wording as words
from ..facts import Analysis, Item, Slip
from ..spots import Spot, often, spots
from . import advice, detailing, drawing, measuring, wholetest
from .onequestion import link, question, remarks

MOST_DRAWN: Final = 100
"""Of more questions, only those to look at have charts, and no more than these: the page stays quick to open."""

MOST_TOLD: Final = 6
_MOST_SPOTS: Final = 2

_STYLE: Final = """
a{color:inherit}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.question{border-top:1px solid var(--line);margin-top:1.5rem;}
.prompt{border-left:3px solid var(--line);padding-left:.75rem;margin:.5rem 0;overflow-x:auto}
.prompt p{margin:.25rem 0}
.todo{border-left:3px solid var(--more);padding-left:.75rem;margin-bottom:.5rem}
.broad{grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr))}
.slips td:last-child{overflow-wrap:anywhere;min-width:6rem}
.sort{display:block;font-weight:400}
.words{max-width:40rem}
.words td,.words th{text-align:left}
.words th:first-child{overflow-wrap:normal}
.wide svg{max-width:44rem}
pre{overflow-x:auto}
@media print{nav{display:none}}
"""

MANY: Final = 50
"""Of more questions, the browser lays out only those on the screen: a page of 500 opens in half the time."""

_LONG: Final = "@media screen{.question{content-visibility:auto;contain-intrinsic-size:auto 60rem}}"


def analysis_page(found: Analysis) -> str:
    """Return the page as HTML."""
    numbers = {item.id: number for number, item in enumerate(found.items, 1)}
    sections = [_section("glance", "At a glance", _glance(found))]
    if found.items:
        sections += [
            _section("look", "Questions to look at", _to_look_at(found, numbers)),
            _section("questions", "All questions", _all(found)),
        ]
    if any(found.whole.tenths):
        sections.append(_section("totals", "Scores of students", _totals(found)))
    if found.slips:
        sections.append(_section("misconceptions", "Misconceptions", _slips(found, numbers)))
    if found.items:
        sections.append(_section("each", "Each question", _each(found)))
    titles = [(name, title) for name, title, _ in sections]
    links = [element("li", element("a", title, href=f"#{name}")) for name, title in titles]
    contents = element("nav", element("ul", joined(links)), aria_label="Contents")
    style = _STYLE + (_LONG if len(found.items) > MANY else "")
    return page(wholetest.heading(found), contents, *[section for *_, section in sections], style=style)


def _section(name: str, title: str, *parts: Markup) -> tuple[str, str, Markup]:
    return name, title, element("section", element("h2", title, id=name), joined(parts))


def _glance(found: Analysis) -> Markup:
    whole = found.whole
    sentences = [wholetest.overview(found)]
    if found.items:
        sentences += [wholetest.reliability(found), wholetest.reliable_enough(found), wholetest.measurement(found)]
    unknown = "unknown: no row names one"
    rows = [
        ("students", unknown if whole.students is None else f"{whole.students:,}"),
        ("questions", f"{whole.questions:,}"),
        ("answers that count", f"{whole.score.n:,}"),
        ("mean score", words.decimal(whole.score.mean)),
        (wholetest.coefficient(found), wholetest.told_of_test(whole.reliability)),
        ("its standard error", wholetest.told_of_test(whole.error)),
        ("mean of points", wholetest.told_of_test(whole.mean)),
        ("standard deviation of points", wholetest.told_of_test(whole.deviation)),
        ("standard error of measurement", wholetest.told_of_test(whole.measurement)),
    ]
    told = element("div", joined([element("p", one) for one in sentences if one]))
    counted = element("p", wholetest.counting(found), class_="quiet")
    return element("div", element("div", told, counted), table("The test", ("measure", "value"), rows), class_="beside")


def _to_look_at(found: Analysis, numbers: dict[str, int]) -> Markup:
    if not found.to_look_at:
        return element("p", advice.NOTHING_TO_LOOK_AT)
    cards = [
        element(
            "article",
            element("h3", link(numbers[item.id], item)),
            element("p", measuring.in_few_words(item), class_="quiet"),
            remarks(item),
        )
        for item in found.to_look_at
    ]
    return element("div", joined(cards), class_="cards")


def _all(found: Analysis) -> Markup:
    parts = [element("p", f"{measuring.DIFFICULTY} {measuring.DISCRIMINATION}", class_="quiet")]
    picture = drawing.difficulties(found)
    if picture is not None:
        said = "Each point is a question, with its number in the table."
        parts.append(element("figure", picture, element("figcaption", said), class_="wide"))
    unknown = measuring.unknowns(found.items)
    if unknown:
        parts.append(element("p", unknown, class_="quiet"))
    timed = any(item.times is not None for item in found.items)
    head = ("question", "difficulty", "discr.", "n", *(["time"] if timed else []), "look at")
    rows = [_row(number, item, timed) for number, item in enumerate(found.items, 1)]
    return joined([*parts, table("All questions", head, rows)])


def _row(number: int, item: Item, timed: bool) -> tuple[str, ...]:
    time = words.seconds(None if item.times is None else item.times.every.median)
    return (
        joined([f"{number}. ", link(number, item)], ""),
        words.decimal(item.score.mean),
        words.decimal(item.discrimination.value),
        f"{item.score.n:,}",
        *([time] if timed else []),
        advice.in_brief(item),
    )


def _totals(found: Analysis) -> Markup:
    rows = drawing.tenths(found)
    return beside(drawing.totals(found), table("Students by mean score", ("mean score", "students"), rows))


def _slips(found: Analysis, numbers: dict[str, int]) -> Markup:
    title, drawn = "How often each misconception was seen", found.slips[: drawing.MOST_SLIPS]
    parts = [element("p", detailing.PERHAPS, class_="quiet")] if any(slip.perhaps for slip in found.slips) else []
    head = ("misconception", "seen", "perhaps", "students", "rate")
    rows = [(code(words.flat(slip.slug)), *_counts(slip)) for slip in found.slips]
    note = "Rate: how often it was made where it alone would have shown."
    numbered = joined([table(title, head, rows), element("p", note, class_="quiet")])
    parts.append(
        element("div", element("figure", drawing.misconceptions(drawn)), element("div", numbered), class_="beside")
    )
    parts += [_slip(found, place, slip, numbers) for place, slip in enumerate(found.slips[:MOST_TOLD])]
    return joined(parts)


def _counts(slip: Slip) -> tuple[str, ...]:
    rate = None if slip.rate is None else slip.rate.mean
    students = words.UNKNOWN if slip.students is None else f"{slip.students:,}"
    return f"{slip.sure:,}", f"{slip.perhaps:,}", students, words.decimal(rate)


def _slip(found: Analysis, place: int, slip: Slip, numbers: dict[str, int]) -> Markup:
    parts = [element("h3", code(words.flat(slip.slug))), element("p", " ".join(detailing.of_slip(slip)))]
    items = {item.id: item for item in found.items}
    known = [link(numbers[name], items[name]) for name in slip.questions if name in items]
    if known:
        parts.append(element("p", "Seen in ", joined(known, ", "), "."))
    for at, spot in enumerate(spots(found.items, slip.slug)[:_MOST_SPOTS]):
        parts.append(_spot(f"s{place}-{at}", spot, slip.slug))
    return element("article", joined(parts))


def _spot(identity: str, spot: Spot, slug: str) -> Markup:
    title = f"{words.flat(slug)} in {words.flat(spot.item.id)} by {words.flat(spot.parameter.name)}"
    rows = [
        (words.flat(value.label), f"{often(value, slug):,}", f"{value.score.n:,}", words.decimal(value.score.mean))
        for value in spot.parameter.values
    ]
    head = (words.flat(spot.parameter.name), "seen, surely or perhaps", "n", "mean score")
    picture = drawing.of_misconception(identity, title, spot.parameter, slug)
    return joined([element("p", detailing.of_spot(spot)), beside(picture, table(title, head, rows))])


def _each(found: Analysis) -> Markup:
    few = len(found.items) <= MOST_DRAWN
    drawn = {item.id for item in (found.items if few else found.to_look_at[:MOST_DRAWN])}
    parts = [element("p", measuring.THIRDS, class_="quiet")]
    if not few:
        said = (
            f"Charts are drawn of questions to look at, {MOST_DRAWN} at most: of all, the page would be slow to open."
        )
        parts.append(element("p", said, class_="quiet"))
    parts += [question(found, number, item, charts=item.id in drawn) for number, item in enumerate(found.items, 1)]
    return joined(parts)
