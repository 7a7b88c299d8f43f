"""Statistics as one page for a browser. What tells most comes first."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from ..html.charts import Series, bars, spoken
from ..html.elements import Markup, beside, code, element, joined, table
from ..html.frame import page
from . import wording as words
from .facts import Slip, Statistics
from .shares import Share

MOST_BARS: Final = 12
"""So many misconceptions are drawn; all are told."""


def statistics_page(found: Statistics, suggestion: str) -> str:
    """Return the page as HTML; where there is nothing yet, it says that `suggestion` is a topic to begin with."""
    title = words.heading(found)
    if found.empty:
        return page(title, element("p", words.nothing(found, suggestion)))
    sections = [element("p", words.overview(found)), element("p", words.spent(found))]
    if found.flags:
        sections.append(element("p", words.flagged(found)))
    if found.slips:
        sections.append(_slips(found))
    sections.append(_firsts(found))
    if found.due is not None:
        sections.append(_due(found))
    sections.append(_days(found))
    return page(title, *sections)


def _section(title: str, *parts: Markup) -> Markup:
    return element("section", element("h2", title), joined(parts))


def _slips(found: Statistics) -> Markup:
    kept = found.kept
    told = [*kept, *[slip for slip in found.slips if not slip.overcome and slip not in kept]]
    drawn, parts = told[:MOST_BARS], []
    if drawn:
        sure, perhaps = [slip.count for slip in drawn], [slip.perhaps for slip in drawn]
        series = [Series("seen", sure), *([Series("perhaps", perhaps)] if any(perhaps) else [])]
        labels, said = [" or ".join(slip.slugs) for slip in drawn], spoken([words.briefly(slip) for slip in drawn])
        title = "How often each misconception was seen"
        picture = bars("slips", title, said, labels, series, across=True)
        parts.append(element("figure", picture, element("figcaption", title)))
    else:
        parts.append(element("p", words.NONE_KEPT))
    if any(slip.perhaps for slip in found.slips):
        parts.append(element("p", words.PERHAPS, class_="quiet"))
    over = [slip for slip in found.slips if slip.overcome]
    if told:
        parts.append(element("div", joined([_slip(slip, found.today) for slip in told]), class_="cards"))
    if over:
        rows = [
            (words.named(slip), str(slip.count + slip.perhaps), words.on(slip.last, found.today), words.of(slip.since))
            for slip in over
        ]
        parts.append(table("Right since", ("misconception", "seen", "last", "right since"), rows))
    return _section(words.KEPT, *parts)


def _slip(slip: Slip, today: date) -> Markup:
    parts = [element("h3", code(words.named(slip)) if len(slip.slugs) == 1 else words.named(slip))]
    parts.append(
        element("p", f"{words.often(slip).capitalize()}, last {words.on(slip.last, today)}. {words.meant(slip)}")
    )
    if slip.example is not None:
        pairs = [("question", words.asked(slip.example))]
        pairs += [("you", words.typed(slip.example.answers))] if slip.example.answers else []
        pairs += [("answer", words.typed(slip.example.right))] if slip.example.right else []
        parts.append(
            element("dl", *[part for name, said in pairs for part in (element("dt", name), element("dd", code(said)))])
        )
    parts.append(element("p", words.afterwards(slip)))
    command = words.practise(slip)
    if command is not None:
        parts.append(element("p", code(command)))
    return element("article", joined(parts))


def _firsts(found: Statistics) -> Markup:
    topics = [
        (words.titled(one), one.firsts, words.met(one.met, one.questions), words.span(one.milliseconds))
        for one in found.topics
    ]
    levels = [
        (words.DIFFICULTIES[one.difficulty], one.firsts, words.met(one.met, one.questions))
        for one in found.difficulties
    ]
    parts = [element("p", f"{words.FIRST_TRY} {words.LIKELY}", class_="quiet")]
    parts.append(_shares("topics", "By topic", ("topic", "right", "likely", "met", "time"), topics))
    if levels:
        parts.append(_shares("difficulties", "By difficulty", ("difficulty", "right", "likely", "met"), levels))
    return _section("Right at the first try", *parts)


def _shares(
    identity: str, title: str, head: Sequence[str], rows: Sequence[tuple[str, Share, *tuple[str, ...]]]
) -> Markup:
    numbers, ends, said, cells = [], [], [], []
    for label, share, *more in rows:
        likely = share.likely
        numbers.append(None if likely is None or share.part is None else 100 * share.part)
        ends.append(None if likely is None else (100 * likely[0], 100 * likely[1]))
        said.append(f"{label} {words.part(share)}, {words.likely(share)}")
        cells.append((label, words.part(share), words.likely(share), *more))
    shown = table(title, head, cells)
    if any(number is not None for number in numbers):
        bar, labels = Series("right", numbers, ends), [label for label, *_ in rows]
        picture = bars(identity, title, spoken(said), labels, [bar], across=True, top=100, unit="%")
        shown = beside(picture, shown)
    return joined([element("h3", title), shown])


def _due(found: Statistics) -> Markup:
    due = found.due
    assert due is not None
    parts = [element("p", words.due_now(due), " ", *([code(words.PRACTISE)] if due.now else []))]
    if due.days:
        title = "Due on the next days"
        rows = [(words.weekday(day), str(number)) for day, number in due.days]
        labels = [words.short(day) for day, _ in due.days]
        bar = Series("due", [number for _, number in due.days])
        picture = bars("due", title, spoken([" ".join(row) for row in rows]), labels, [bar])
        parts.append(beside(picture, table(title, ("day", "questions"), rows)))
    return _section("What comes back", *parts)


def _days(found: Statistics) -> Markup:
    title, labels = "Questions asked on each day", [words.short(day.day) for day in found.days]
    bar = Series("questions", [day.questions for day in found.days])
    picture = bars("days", title, words.practised(found), labels, [bar])
    weeks = table(f"{title}; - is a day without", ("week of", *words.WEEK), words.weeks(found), class_="narrow")
    return _section("Days practised", element("p", words.practised(found)), beside(picture, weeks))
