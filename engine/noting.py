"""A sitting as events of the learner's record, and back: what was left is gone on with as it was.

Nothing here reads a clock or writes a file. Whoever steps a sitting notes what the step has changed, appends that to
the record, and prints then.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from .choosing import Item, Rules, asked, drawn, item
from .family import NoVariant
from .history.events import Asked, Attempt, Begun, Event, Hinted, Listed
from .history.resuming import Progress, Stand
from .question import Choice
from .sitting import Asking, Ending, Judging, Over, Phase, Record, Sitting, Try, unsettled
from .topic import Topic
from .typed import Answer, NotAnAnswer, read_line
from .verdict import Grade, Verdict

NO_TRY = Try(Answer((), ()), Grade(Verdict.VOID, None), 0.0)


@dataclass(frozen=True, slots=True)
class Pen:
    """What events need beside what happened: the sitting's id and bank, where and by what it is taken, ids, digests."""

    sitting: str
    bank: str
    new_id: Callable[[], str]
    digest: Callable[[str, str], str] = lambda topic, question: ""
    zone: int = 0
    engine: str = ""
    torch: str = ""


def note_begin(pen: Pen, sitting: Sitting, at: datetime, mode: str = "take") -> tuple[Event, ...]:
    """Return the events of a sitting that was begun, and whose first question is shown."""
    rules = sitting.rules
    listed = tuple(
        [
            Listed(topic=one.topic, question=_id(one), digest=pen.digest(one.topic, _id(one)), variant=_variant(one))
            for one in sitting.items
        ]
    )
    begun = Begun(
        id=pen.sitting, at=at, bank=pen.bank, mode=mode, seed=rules.seed, attempts=rules.attempts, open=rules.open,
        test=rules.test, timed=rules.timed, items=listed, engine=pen.engine,
    )  # fmt: skip
    return (begun, *_note_shown(pen, sitting, at))


def note_step(pen: Pen, before: Sitting, after: Sitting, at: datetime) -> tuple[Event, ...]:
    """Return the events that made the sitting `before` the sitting `after`, in order; none where nothing counts.

    That the learner left is no event: what is asked still is asked again.
    """
    place, asking = len(before.records), _asking(before.phase)
    item, tries, hints = before.items[place] if place < len(before.items) else None, asking.tries, asking.hints
    if item is None:
        return ()
    if len(after.records) == place:
        now = _asking(after.phase)
        if isinstance(after.phase, Over):
            return ()
        noted = [_attempt(pen, before.rules, item, place, one, hints, None, at) for one in now.tries[len(tries) :]]
        if now.hints > hints:
            where = {"sitting": pen.sitting, "place": place, "topic": item.topic, "question": _id(item)}
            return (*noted, Hinted(id=pen.new_id(), at=at, number=now.hints, **where))  # type: ignore[arg-type]
        return tuple(noted)
    record = after.records[place]
    if len(record.tries) == len(tries) and record.ending in (Ending.RIGHT, Ending.WRONG):
        return ()  # the learner left: its attempts are noted
    one = record.tries[-1] if len(record.tries) > len(tries) else None
    ended = _attempt(pen, before.rules, item, place, one, hints, record, at)
    return (ended, *_note_shown(pen, after, at))


def rebuilt(found: Progress, topics: Iterable[Topic], now: float) -> Sitting:
    """Return the sitting that a record has: the same questions in the same order, and the next is being asked.

    A question that the bank has no more is left out. One that was edited is asked as it is now.
    """
    begun = found.begun
    rules = Rules(begun.seed, begun.attempts, begun.open, begun.test, begun.timed)
    by_name = {topic.name: topic for topic in topics}
    records: list[Record] = []
    items: list[Item] = []
    phase: Phase = Over()
    for stand in found.stands:
        asked = _item(by_name, stand, rules)
        if asked is None:
            continue
        if stand.ending is not None and isinstance(phase, Over):
            records.append(_record(asked, stand))
        elif isinstance(phase, Over):
            asked = drawn(asked, rules, unsettled(tuple(records)))
            phase = Asking(now, tuple([_try(asked, one) for one in stand.attempts]), stand.hints)
        items.append(asked)
    return Sitting(rules, tuple(items), tuple(records), phase)


def _note_shown(pen: Pen, sitting: Sitting, at: datetime) -> tuple[Event, ...]:
    if not isinstance(sitting.phase, Asking):
        return ()
    item = sitting.current
    graded = tuple([choice.graded for choice in item.choices])
    return (
        Asked(
            id=pen.new_id(), at=at, sitting=pen.sitting, place=len(sitting.records), topic=item.topic,
            question=_id(item), digest=pen.digest(item.topic, _id(item)), variant=_variant(item), choices=graded,
        ),
    )  # fmt: skip


def _attempt(
    pen: Pen, rules: Rules, item: Item, place: int, one: Try | None, hints: int, record: Record | None, at: datetime
) -> Attempt:
    seconds = one.seconds if one else record.seconds if record else 0.0
    given = one or NO_TRY
    return Attempt(
        id=pen.new_id(), at=at, sitting=pen.sitting, place=place, topic=item.topic, question=_id(item), bank=pen.bank,
        digest=pen.digest(item.topic, _id(item)), variant=_variant(item), answers=given.answer.contents,
        lettered=given.answer.lettered, verdict=one.grade.verdict.value if one else None, score=given.grade.score,
        computed=given.grade.computed, feedback=given.grade.feedback, misconceptions=given.grade.misconceptions,
        hints=hints, ending=record.ending.value if record else None, late=given.late,
        milliseconds=round(seconds * 1000), zone=pen.zone, seed=rules.seed, engine=pen.engine, torch=pen.torch,
    )  # fmt: skip


def _record(item: Item, stand: Stand) -> Record:
    last = stand.attempts[-1]
    if last.ending == Ending.VOID.value and last.verdict is None:  # left out, whatever had been tried
        return Record(item, Ending.VOID)
    tries = tuple([_try(item, one) for one in stand.attempts if one.verdict is not None])
    return Record(item, Ending(last.ending), tries, last.hints, last.milliseconds / 1000)


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


def _item(topics: dict[str, Topic], stand: Stand, rules: Rules) -> Item | None:
    """Return a question as it was asked, or is to be asked; None where the bank has it no more."""
    topic = topics.get(stand.listed.topic)
    if topic is None:
        return None
    named = [one for one in topic.questions if one.id == stand.listed.question]
    named += [one for one in topic.questions if stand.listed.question in one.was]
    if not named:
        return None
    question = named[0]
    if question.variant is None:
        return asked(topic.name, question, rules)
    family = topic.families[question.id]
    if stand.listed.variant is not None:
        with suppress(NoVariant):
            return asked(topic.name, family.find(stand.listed.variant), rules)
    if stand.ending is not None:  # its values are no more: whichever they are, it is over
        return asked(topic.name, question, rules)
    return item(topic, question, rules)


def _asking(phase: Phase) -> Asking:
    if isinstance(phase, Judging):
        return phase.asking
    return phase if isinstance(phase, Asking) else Asking(0.0)


def _id(item: Item) -> str:
    return item.question.id


def _variant(item: Item) -> str | None:
    """Return which variant is asked; None while it is not drawn."""
    return item.question.variant if item.family is None else None
