"""The statistics of a record: sums by SQLite, put together with what the banks say of topics and questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from ..former import former_ids
from ..history.queries import flags
from ..history.record import History
from ..history.sums import Spent, Tries, by_topic, first_tries, spent
from ..topic import Topic
from .facts import Day, Due, OfDifficulty, OfTopic, Statistics
from .shares import Share
from .telling import slips

DAYS: Final = 28
"""So many days are shown one by one: four weeks."""


def statistics(
    history: History,
    topics: Iterable[Topic],
    today: date,
    names: Sequence[str] | None = None,
    due: Due | None = None,
) -> Statistics:
    """Return what a record says as of `today`, the learner's day.

    `topics` are those that are here; `names` say which are asked for, also if no bank has them any more: else all.
    """
    here = {topic.name: topic for topic in topics}
    was = former_ids(here.values())
    scopes: Sequence[str | None] = (None,) if names is None else names
    tries = {name: found for scope in scopes for name, found in first_tries(history, was, scope).items()}
    times = sorted([one for scope in scopes for one in spent(history, was, scope)], key=lambda one: one.day)
    known = {one.topic for one in times}
    places = {name: place for place, name in enumerate(here)}  # in the order of the banks, then what they have no more
    return Statistics(
        today=today,
        asked_for=None if names is None else tuple(names),
        first=times[0].day if times else None,
        practised=len({one.day for one in times}),
        topics=_topics(sorted(known, key=lambda name: (places.get(name, len(places)), name)), here, tries, times),
        difficulties=_difficulties([topic for name, topic in here.items() if name in known], tries),
        slips=slips(history, was, here, names, tries, today),
        days=_days(times, today),
        due=due,
        flags=sum(names is None or one.topic in names for one in flags(history)),
    )


def nothing_yet(today: date, names: Sequence[str] | None) -> Statistics:
    """Return what is said where there is no record."""
    asked_for = None if names is None else tuple(names)
    return Statistics(today, asked_for, None, 0, (), (), (), _days((), today), None, 0)


def _topics(
    names: Iterable[str], here: Mapping[str, Topic], tries: Tries, times: Sequence[Spent]
) -> tuple[OfTopic, ...]:
    took = by_topic(times)
    last = {one.topic: one.day for one in times}  # the first day comes first
    found = []
    for name in names:
        topic = here.get(name)
        ids = None if topic is None else {question.id for question in topic.questions}
        met = [question for its_topic, question in tries if its_topic == name]
        found.append(
            OfTopic(
                name=name,
                title=topic.title if topic else None,
                questions=len(ids) if ids is not None else None,
                met=sum(ids is None or question in ids for question in met),
                firsts=sum([_share(tries[name, question]) for question in met], Share()),
                milliseconds=took[name],
                last=last[name],
            )
        )
    return tuple(found)


def _difficulties(topics: Iterable[Topic], tries: Tries) -> tuple[OfDifficulty, ...]:
    """Return how it goes with each difficulty; what has none comes last, and none at all where that is all there is."""
    groups: defaultdict[int | None, list[Share]] = defaultdict(list)
    for topic in topics:
        for question in topic.questions:
            groups[question.difficulty].append(_share(tries.get((topic.name, question.id), ())))
    if set(groups) <= {None}:
        return ()
    found = []
    for difficulty in sorted(groups, key=lambda one: (one is None, one)):
        shares = groups[difficulty]
        met = sum(share.asked > 0 for share in shares)
        found.append(OfDifficulty(difficulty, len(shares), met, sum(shares, Share())))
    return tuple(found)


def _days(times: Sequence[Spent], today: date) -> tuple[Day, ...]:
    days = {day: Day(day) for day in [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]}
    for one in times:
        if one.day in days:
            before = days[one.day]
            days[one.day] = Day(one.day, before.questions + one.questions, before.milliseconds + one.milliseconds)
    return tuple(days.values())


def _share(tries: Iterable[tuple[int, bool]]) -> Share:
    rights = [right for _, right in tries]
    return Share(sum(rights), len(rights))
