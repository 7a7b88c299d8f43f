"""The charts of an analysis. Each says in words what it shows; a table beside it has the numbers."""

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

from ...html.charts import Group, Point, Series, bars, dots, histogram, scatter, spoken
from ...html.elements import Markup
from ...plural import count
from ...stats.shares import FEW, wilson
from ...stats.wording import percent
from .. import wording as words
from ..facts import Analysis, Answer, Item, Parameter, Slip
from ..spots import often
from .detailing import by_thirds, listed

MOST_ANSWERS: Final = 8
"""So many of the answers that are listed are drawn at most, and of the typed ones only those that are not rare."""

RARE: Final = 0.03

MOST_SLIPS: Final = 12
MOST_POINTS: Final = 60
"""Of so many questions a chart says each aloud; of more, those to look at."""

THIRDS: Final = ("weakest", "middle", "best")


def difficulties(found: Analysis) -> Markup | None:
    """Draw each question with a known discrimination by its number; return None where there is none."""
    known = [(number, item) for number, item in enumerate(found.items, 1) if _at(item) is not None]
    if not known:
        return None
    groups = [("others", [one for one in known if not one[1].remarks])]
    groups.append(("to look at", [one for one in known if one[1].remarks]))
    told = known if len(known) <= MOST_POINTS else groups[1][1]
    more = [] if told is known else [f"{count(len(known) - len(told), 'question')} more"]
    heights = [at[1] for _, item in known if (at := _at(item)) is not None]
    low, high = min(0, floor(min(heights) * 5)), max(3, ceil(max(heights) * 5))
    return scatter(
        "map",
        "Difficulty and discrimination of each question",
        spoken([*[_point(*one).words for one in told], *more]),
        [Group(name, [_point(*one) for one in members]) for name, members in groups],
        across="difficulty (mean score)",
        up="discrimination",
        scale=[0, 0.2, 0.4, 0.6, 0.8, 1],
        heights=[step / 5 for step in range(low, high + 1)],
    )


def _at(item: Item) -> tuple[float, float] | None:
    mean, discrimination = item.score.mean, item.discrimination.value
    return None if mean is None or discrimination is None else (mean, discrimination)


def _point(number: int, item: Item) -> Point:
    at = _at(item)
    assert at is not None
    said = f"{number} {item.id}: difficulty {words.decimal(at[0])}, discrimination {words.decimal(at[1])}"
    return Point(str(number), *at, words.flat(said))


def tenths(found: Analysis) -> list[tuple[str, str]]:
    """Return how many students have a mean score of up to 10 %, of more up to 20 %, and so on."""
    return [
        (f"{f'over {10 * place} to ' if place else 'up to '}{10 * place + 10}%", f"{number:,}")
        for place, number in enumerate(found.whole.tenths)
    ]


def totals(found: Analysis) -> Markup:
    """Draw how many students have which mean score."""
    said = spoken([f"{part}: {number}" for part, number in tenths(found)])
    return histogram(
        "totals",
        "Students by mean score",
        said,
        found.whole.tenths,
        edges=[10 * place for place in range(len(found.whole.tenths) + 1)],
        across="mean score, in %",
        up="students",
    )


def misconceptions(slips: Sequence[Slip]) -> Markup:
    """Draw how often each misconception was seen."""
    series = [Series("seen", [slip.sure for slip in slips])]
    if any(slip.perhaps for slip in slips):
        series.append(Series("perhaps", [slip.perhaps for slip in slips]))
    said = [f"{slip.slug} {slip.sure:,}{f', perhaps {slip.perhaps:,} more' if slip.perhaps else ''}" for slip in slips]
    labels = [words.flat(slip.slug) for slip in slips]
    return bars("slips", "How often each misconception was seen", spoken(said), labels, series, across=True)


def of_misconception(identity: str, title: str, parameter: Parameter, slug: str) -> Markup:
    """Draw the part of the answers with each value that show a misconception, beside the mean score."""
    seen = [often(value, slug) for value in parameter.values]
    counts = [value.score.n for value in parameter.values]
    parts = [None if not n else 100 * number / n for number, n in zip(seen, counts, strict=True)]
    ends = [_ends(None if n < FEW else wilson(number, n)) for number, n in zip(seen, counts, strict=True)]
    series = [_mean_scores(parameter, ranges=False), Series(words.flat(slug), parts, ends)]
    said = [
        f"{value.label}: {number:,} of {n:,} answers, mean score {words.decimal(value.score.mean)}"
        for value, number, n in zip(parameter.values, seen, counts, strict=True)
    ]
    return dots(identity, title, spoken(said), _labels(parameter), series, top=100, unit="%")


def by_value(identity: str, title: str, parameter: Parameter) -> Markup:
    """Draw the mean score with each value of a parameter, and between which values it likely is."""
    said = [f"{value.label}: {words.decimal(value.score.mean)} of {value.score.n:,}" for value in parameter.values]
    series = [_mean_scores(parameter, ranges=True)]
    return dots(identity, title, spoken(said), _labels(parameter), series, top=100, unit="%")


def _labels(parameter: Parameter) -> list[str]:
    return [f"{words.flat(parameter.name)} = {words.flat(value.label)}" for value in parameter.values]


def _mean_scores(parameter: Parameter, *, ranges: bool) -> Series:
    scores = [value.score for value in parameter.values]
    means = [None if score.mean is None else 100 * score.mean for score in scores]
    return Series("mean score", means, [_ends(score.likely) for score in scores] if ranges else ())


def _ends(likely: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if likely is None else (100 * likely[0], 100 * likely[1])


def _drawn(item: Item) -> list[Answer]:
    wanted = [answer for answer in listed(item) if answer.right or answer.offered or answer.share >= RARE]
    return wanted[:MOST_ANSWERS] or listed(item)[:1]


def choices(identity: str, title: str, item: Item) -> Markup:
    """Draw which part of each third gave each answer, or of all where thirds are unknown."""
    answers = _drawn(item)
    parts = [by_thirds(item, answer) for answer in answers]
    labels = [
        f"{number}. {'key, ' if answer.right else ''}{words.label(answer)}" for number, answer in enumerate(answers, 1)
    ]
    if any(part is None for part in parts):
        said = [f"{name} {percent(answer.share)}" for name, answer in zip(labels, answers, strict=True)]
        series = [Series("all", [100 * answer.share for answer in answers])]
        return bars(identity, title, spoken(said), labels, series, across=True, top=100, unit="%")
    columns = [[100 * part[place] for part in parts if part is not None] for place in range(len(THIRDS))]
    said = [
        f"{name} {', '.join([percent(part) for part in row or ()])}" for name, row in zip(labels, parts, strict=True)
    ]
    series = [Series(name, column) for name, column in zip(THIRDS, columns, strict=True)]
    return bars(identity, title, spoken(said), labels, series, across=True, beside=True, top=100, unit="%")
