"""Misconceptions in the answers that count: how often, by how many, and how often they could have shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ...frozen import dataclass
from ...misconceptions.known import MISCONCEPTIONS
from ..facts import Slip
from ..intake.arrays import Gathered, Numbers
from ..measures import Score
from .attempts import Counted
from .knownquestions import Known, label_of
from .tallying import Tally

LISTED: Final = 200
"""So many misconceptions are told: there are fewer, but a file may hold any word."""


@dataclass(frozen=True, slots=True)
class _Made:
    """Where a misconception was made: the students (-1 where unknown) and the questions of rows."""

    student: Numbers
    question: Numbers
    sure: Numbers


def slips(
    found: Gathered, rows: Counted, tallies: Sequence[Sequence[Tally]], known: Sequence[Known | None]
) -> tuple[tuple[Slip, ...], list[tuple[Slip, ...]]]:
    """Return the misconceptions over all, and those of each question, the most frequent first."""
    made = _made(found, rows)
    order = sorted(made, key=lambda slug: (-int(made[slug].sure.sum()), -len(made[slug].sure), slug))[:LISTED]
    chances = _chances(order, tallies, known)
    said = {rule.slug: rule.slip for one in known if one for rule in one.topic.rules}
    over_all, of_each = [], list[list[Slip]]([[] for _ in found.questions])
    for slug in order:
        own = made[slug]
        words = said.get(slug) or (MISCONCEPTIONS[slug].slip if slug in MISCONCEPTIONS else None)
        places, counts = np.unique(own.question, return_counts=True)
        for place in places.tolist():
            mine = own.question == place
            part = _Made(own.student[mine], own.question[mine], own.sure[mine])
            chance = chances[slug].get(place)
            one = _slip(slug, words, part, (found.questions[place],), chance, known_students=found.students > 0)
            of_each[place].append(one)
        names = [found.questions[place] for _, place in sorted(zip((-counts).tolist(), places.tolist(), strict=True))]
        chance = _together(list(chances[slug].values()))
        over_all.append(_slip(slug, words, own, tuple(names), chance, known_students=found.students > 0))
    return tuple(over_all), [tuple(sorted(some, key=_frequent)) for some in of_each]


def _frequent(slip: Slip) -> tuple[int, int, str]:
    return -slip.sure, -slip.perhaps, slip.slug


def _made(found: Gathered, rows: Counted) -> dict[str, _Made]:
    """Return where each misconception was made."""
    sets: dict[tuple[str, ...], int] = {}
    number = np.array([sets.setdefault(one.slips, len(sets)) if one.slips else -1 for one in found.answers], np.int32)
    if not sets:
        return {}
    which = np.flatnonzero(number[rows.answer] >= 0)
    which = which[np.argsort(number[rows.answer[which]], kind="stable")]
    of_set = number[rows.answer[which]]
    parts: dict[str, list[tuple[Numbers, bool]]] = defaultdict(list)
    for slugs, place in sets.items():
        start, end = np.searchsorted(of_set, (place, place + 1)).tolist()
        for slug in slugs if end > start else ():
            parts[slug].append((which[start:end], len(slugs) == 1))
    made = {}
    for slug, some in parts.items():
        places = np.concatenate([part for part, _ in some])
        sure = np.concatenate([np.full(len(part), alone) for part, alone in some])
        made[slug] = _Made(rows.student[places], rows.question[places], sure)
    return made


def _slip(
    slug: str, said: str | None, made: _Made, names: tuple[str, ...], chance: "_Chance | None", known_students: bool
) -> Slip:
    sure = int(made.sure.sum())
    surely = made.student[made.sure & (made.student >= 0)]
    return Slip(
        slug=slug,
        said=said,
        sure=sure,
        perhaps=len(made.sure) - sure,
        students=len(np.unique(made.student[made.student >= 0])) if known_students else None,
        kept=int((np.unique(surely, return_counts=True)[1] >= 2).sum()) if known_students else None,
        questions=names,
        shows=chance.shows if chance else None,
        rate=Score(float(chance.made), chance.apart) if chance else None,
    )


@dataclass(frozen=True, slots=True)
class _Chance:
    """So many answers in which a misconception would show, alone, and in which it alone did."""

    shows: int
    apart: int
    made: int


def _chances(
    slugs: Sequence[str], tallies: Sequence[Sequence[Tally]], known: Sequence[Known | None]
) -> Mapping[str, dict[int, _Chance]]:
    """Return, for each misconception and each question that it speaks of, how often it could have shown."""
    found: dict[str, dict[int, _Chance]] = {slug: {} for slug in slugs}
    for place, question in enumerate(known):
        if question is None:
            continue
        answers: dict[str, int] = defaultdict(int)
        alone: dict[tuple[str, str], int] = defaultdict(int)
        for tally in tallies[place]:
            label = label_of(question, tally.answer)
            answers[label] += tally.n
            if len(tally.answer.slips) == 1:
                alone[label, tally.answer.slips[0]] += tally.n
        for slug in slugs:
            shows = [label for label, variant in question.variants.items() if slug in variant.shows]
            apart = [label for label in shows if slug in question.variants[label].apart]
            if shows:
                found[slug][place] = _Chance(
                    sum(answers[label] for label in shows),
                    sum(answers[label] for label in apart),
                    sum(alone[label, slug] for label in apart),
                )
    return found


def _together(chances: Sequence[_Chance]) -> _Chance | None:
    if not chances:
        return None
    return _Chance(
        *[sum(numbers) for numbers in zip(*[(one.shows, one.apart, one.made) for one in chances], strict=True)]
    )
