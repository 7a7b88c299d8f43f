"""Which misconceptions a learner keeps making: what is said of each, and which tells most."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from ..family import NoVariant
from ..frozen import dataclass
from ..history.events import Attempt
from ..history.queries import Habit, Was, habits, ids_now
from ..history.record import History
from ..history.sums import Tries, newest, showing, since
from ..keys import Unfit
from ..misconceptions.known import MISCONCEPTIONS
from ..question import Question
from ..topic import Topic
from .facts import Example, Slip
from .shares import Share

FADES: Final = 14
"""After so many days, a slip weighs half of what it did."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one misconception explains, or several that lead to the same answers.

    `written`: as the record has just these, `others` as it has these and more, which they explain as well.
    """

    slugs: tuple[str, ...]
    count: int
    at: datetime
    written: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...] = ()
    perhaps: int = 0


def explained(found: Iterable[Habit]) -> tuple[Seen, ...]:
    """Return what explains the habits of a learner, each counted once.

    Who left out the + 1 ten times, and four times made what is either that or an early rounding, most likely left it
    out again: those four count as perhaps. Where several would explain it, that counts which was seen more often.
    """
    seen: dict[frozenset[str], Seen] = {}
    for habit in found:
        before = seen.get(frozenset(habit.slugs))
        if before is None:
            seen[frozenset(habit.slugs)] = Seen(habit.slugs, habit.count, habit.at, (habit.slugs,))
        else:
            seen[frozenset(habit.slugs)] = Seen(
                max((before.count, before.slugs), (habit.count, habit.slugs))[1],
                before.count + habit.count,
                max(before.at, habit.at),
                tuple(dict.fromkeys([*before.written, habit.slugs])),
            )
    simplest = {key: one for key, one in seen.items() if not any(other < key for other in seen)}
    for key, one in seen.items():
        if key not in simplest:
            part = max(
                [other for other in simplest if other < key], key=lambda other: (seen[other].count, sorted(other))
            )
            whole = simplest[part]
            simplest[part] = Seen(
                whole.slugs,
                whole.count,
                max(whole.at, one.at),
                whole.written,
                (*whole.others, *one.written),
                whole.perhaps + one.count,
            )
    return tuple(simplest.values())


def slips(
    history: History, was: Was, topics: Mapping[str, Topic], names: Sequence[str] | None, tries: Tries, today: date
) -> tuple[Slip, ...]:
    """Return the misconceptions that a learner has shown, the most telling first; only in topics of these `names`.

    `tries`: the first tries at questions of these topics.
    """
    scopes: Sequence[str | None] = (None,) if names is None else names
    own = {rule.slug: rule.slip for topic in topics.values() for rule in topic.rules}
    questions = [showing(history, was, scope) for scope in scopes]
    made = []
    for seen in explained([habit for scope in scopes for habit in habits(history, was, scope)]):
        every = (*seen.written, *seen.others)
        asked, right = since(tries, {name for one in questions for key in every for name in one.get(key, ())}, seen.at)
        said = tuple([own.get(slug) or _said(slug) for slug in seen.slugs])
        known = [slug for slug, words in zip(seen.slugs, said, strict=True) if words is not None]
        last = _newest(history, every, was, scopes)
        shown = _newest(history, seen.written, was, scopes)
        made.append(
            Slip(
                slugs=seen.slugs,
                said=said,
                count=seen.count,
                perhaps=seen.perhaps,
                last=last.day if last else seen.at.date(),
                since=Share(right, asked),
                example=_example(shown, was, topics) if shown else None,
                practise=known[0] if known else None,
            )
        )
    return tuple(sorted(made, key=lambda slip: (slip.overcome, -weight(slip, today), slip.slugs)))


def weight(slip: Slip, today: date) -> float:
    """Return how much a slip tells: how often it was made, half of that for every FADES days since it was seen last.

    Where it only may have been the reason, it counts half.
    """
    days: int = max(0, (today - slip.last).days)
    faded: float = 0.5 ** (days / FADES)
    return (slip.count + slip.perhaps / 2) * faded


def _newest(
    history: History, slips: Sequence[tuple[str, ...]], was: Was, scopes: Sequence[str | None]
) -> Attempt | None:
    found = [one for scope in scopes for one in [newest(history, slips, was, scope)] if one is not None]
    return max(found, key=lambda one: one.at, default=None)


def _said(slug: str) -> str | None:
    known = MISCONCEPTIONS.get(slug)
    return None if known is None else known.slip


def _example(attempt: Attempt, was: Was, topics: Mapping[str, Topic]) -> Example:
    name = ids_now(was).get((attempt.topic, attempt.question), attempt.question)
    question = _asked(attempt, name, topics.get(attempt.topic))
    right = [key.graded for key in question.keys] if question else []
    return Example(attempt.topic, name, attempt.variant, attempt.answers, tuple(right), attempt.day)


def _asked(attempt: Attempt, name: str, topic: Topic | None) -> Question | None:
    """Return the question as it was asked; None where no bank has it, or none with these values."""
    found = [one for one in topic.questions if one.id == name] if topic else []
    if topic is None or not found or (found[0].variant is None) != (attempt.variant is None):
        return None
    if attempt.variant is None:
        return found[0]
    with suppress(NoVariant, Unfit):
        return topic.families[found[0].id].find(attempt.variant)
    return None
