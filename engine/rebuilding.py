"""A sitting from the learner's record: what was left is gone on with as it was.

Nothing here reads a clock or a file.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeAlias

from .choosing import Item, Rules, drawn, drawn_as, item, once_more, with_choices
from .family import NoVariant
from .history.events import Attempt, Begun
from .history.resuming import Progress, Stand
from .question import Choice, Question
from .sitting import Asking, Ending, Over, Phase, Record, Sitting, Try, planned, unsettled
from .topic import Topic
from .typed import Answer, NotAnAnswer, read_line
from .verdict import Grade, Verdict

Make: TypeAlias = Callable[[Topic, Question, Rules], Item]
"""How a question becomes an item."""


def rules_of(begun: Begun) -> Rules:
    """Return the rules of a sitting that a record has."""
    again = begun.mode == "practice"
    return Rules(begun.seed, begun.attempts, begun.open, begun.test, begun.timed, again)


def rebuilt(found: Progress, topics: Iterable[Topic], now: float, make: Make = item) -> Sitting:
    """Return the sitting that a record has: the same questions in the same order, and the next is being asked.

    A question that the bank has no more is left out. One that was edited is asked as it is now. `make` makes the item
    of a question that is still to be asked.
    """
    rules, listed = rules_of(found.begun), len(found.begun.items)
    records: list[Record] = []
    items: list[Item] = []
    phase: Phase = Over()
    for stand, topic, question in _kept(found, topics):
        one = make(topic, question, rules)
        before = [other for other in items if (other.topic, other.question.id) == (one.topic, one.question.id)]
        if stand.place >= listed:  # it was missed, and asked once more
            one = once_more(before[0] if before else one)
        one = _as_shown(one, stand, rules)
        if stand.ending is None and isinstance(phase, Over):
            one = drawn(one, rules, unsettled(tuple(records)))
        shown = not one.choices and stand.asked is not None and bool(stand.asked.choices)
        revealed = shown and bool(one.question.choices)  # in this order: those of a variant may take a while to make
        if revealed:  # it is asked open, and its choices were shown
            one = with_choices(one, rules)
        if stand.ending is not None and isinstance(phase, Over):
            records.append(_record(one, stand))
        elif isinstance(phase, Over):
            phase = Asking(now, tuple([_try(one, attempt) for attempt in stand.attempts]), stand.hints, revealed)
        items.append(one)
    return planned(Sitting(rules, tuple(items), tuple(records), phase))


def places(found: Progress, topics: Iterable[Topic]) -> tuple[tuple[int, ...], int]:
    """Return the places of the questions that a rebuilt sitting has, and that of the first one after these."""
    last = max([len(found.begun.items), *[stand.place + 1 for stand in found.stands]])
    return tuple([stand.place for stand, _, _ in _kept(found, topics)]), last


def _record(item: Item, stand: Stand) -> Record:
    last = stand.attempts[-1]
    if last.ending == Ending.VOID.value and last.verdict is None:  # left out, whatever had been tried
        return Record(item, Ending.VOID, undone=stand.undone)
    tries = tuple([_try(item, one) for one in stand.attempts if one.verdict is not None])
    return Record(item, Ending(last.ending), tries, last.hints, last.milliseconds / 1000, stand.undone)


def _try(item: Item, one: Attempt) -> Try:
    grade = Grade(Verdict(one.verdict), one.score, one.computed, one.feedback, one.misconceptions)
    answer = Answer(one.answers, tuple([_chosen(item, content) for content in one.answers]), one.lettered)
    return Try(answer, grade, one.milliseconds / 1000, one.late)


def _chosen(item: Item, content: str) -> Choice | None:
    """Return the choice that an answer is; None where it is none."""
    choices = item.choices or item.question.choices
    for choice in choices:
        if choice.graded == content:
            return choice
    try:
        said = read_line(item.question, (), content)  # what means the same as a choice is one
    except NotAnAnswer:
        return None
    return said.choices[0] if isinstance(said, Answer) else None


def _kept(found: Progress, topics: Iterable[Topic]) -> list[tuple[Stand, Topic, Question]]:
    """Return what a bank has still of a sitting: of its list each question once, and what was asked once more."""
    by_name = {topic.name: topic for topic in topics}
    kept: dict[tuple[str, str, int | None], tuple[Stand, Topic, Question]] = {}
    for stand in found.stands:
        topic = by_name.get(stand.listed.topic)
        question = _named(topic, stand.listed.question) if topic else None
        if topic and question:
            more = stand.place if stand.place >= len(found.begun.items) else None
            kept.setdefault((topic.name, question.id, more), (stand, topic, question))
    return list(kept.values())


def _named(topic: Topic, name: str) -> Question | None:
    """Return the question of this id, else that which once had it."""
    named = [one for one in topic.questions if one.id == name]
    named += [one for one in topic.questions if name in one.was]
    return named[0] if named else None


def _as_shown(item: Item, stand: Stand, rules: Rules) -> Item:
    """Return an item in the variant in which it was shown, as far as that is there still."""
    if item.family is None:
        return item
    if stand.listed.variant is not None:
        with suppress(NoVariant):
            return drawn_as(item, stand.listed.variant, rules)
    if stand.ending is not None:  # its values are no more: whichever they are, it is over
        return drawn_as(item, item.question.variant or "", rules)
    return item
