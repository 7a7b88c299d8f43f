"""A sitting as events of the learner's record. `rebuilding` makes a sitting of them again.

Nothing here reads a clock or writes a file. Whoever steps a sitting notes what the step has changed, appends that to
the record, and prints then.
"""

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import datetime
from typing import Final

from . import session
from .choosing import Item, Rules
from .frozen import dataclass
from .history.events import Asked, Attempt, Begun, Event, Flagged, Hinted, Listed, Suspended, Undone
from .sitting import Asking, Ending, Judging, Over, Phase, Record, Sitting, Try
from .typed import Answer
from .verdict import Grade, Verdict

NO_TRY: Final = Try(Answer((), ()), Grade(Verdict.VOID, None), 0.0)


@dataclass(frozen=True, slots=True)
class Pen:
    """What events need beside what happened: the sitting's id and bank, where and by what it is taken, ids, digests.

    `attempts` has the ids of the attempts that were noted at each place; whoever appends events sees to that. `places`
    are those of the questions that a sitting went on with, and `beyond` that of the first one after these.
    """

    sitting: str
    bank: str
    new_id: Callable[[], str]
    digest: Callable[[str, str], str] = lambda topic, question: ""
    zone: int = 0
    engine: str = ""
    torch: str = ""
    attempts: dict[int, list[str]] = field(default_factory=dict)
    places: tuple[int, ...] = ()
    beyond: int = 0

    def place(self, number: int) -> int:
        """Return the place in the record of a question of the sitting, counted from 0: those that are gone had one."""
        return self.places[number] if number < len(self.places) else self.beyond + number - len(self.places)


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


def note_said(pen: Pen, said: Iterable[session.Event], at: datetime) -> tuple[Event, ...]:
    """Return what the learner did beside answering: questions that were flagged or put away."""
    noted: list[Event] = []
    for one in said:
        match one:
            case session.Flag(item, note):
                name, variant = _id(item), _variant(item)
                digest = pen.digest(item.topic, name)
                noted.append(
                    Flagged(
                        id=pen.new_id(), at=at, topic=item.topic, question=name, note=note, digest=digest,
                        variant=variant, sitting=pen.sitting,
                    )
                )  # fmt: skip
            case session.PutAway(item):
                noted.append(Suspended(id=pen.new_id(), at=at, topic=item.topic, question=_id(item)))
            case _:
                pass
    return tuple(noted)


def note_step(pen: Pen, before: Sitting, after: Sitting, at: datetime) -> tuple[Event, ...]:
    """Return the events that made the sitting `before` the sitting `after`, in order; none where nothing counts.

    That the learner left is no event: what is asked still is asked again.
    """
    return (*_note_undone(pen, before, after, at), *_note_asked(pen, before, after, at))


def _note_undone(pen: Pen, before: Sitting, after: Sitting, at: datetime) -> tuple[Event, ...]:
    places = [
        place
        for place, (one, now) in enumerate(zip(before.records, after.records, strict=False))
        if now.undone and not one.undone
    ]
    ids = [attempt for place in places for attempt in pen.attempts.get(pen.place(place), ())]
    return tuple([Undone(id=pen.new_id(), at=at, attempt=attempt, sitting=pen.sitting) for attempt in ids])


def _note_asked(pen: Pen, before: Sitting, after: Sitting, at: datetime) -> tuple[Event, ...]:
    place, asking = len(before.records), _asking(before.phase)
    item, tries, helped = before.items[place] if place < len(before.items) else None, asking.tries, asking.helped
    if item is None:
        return ()
    if len(after.records) == place:
        now = _asking(after.phase)
        if isinstance(after.phase, Over):
            return ()
        noted = [_attempt(pen, before.rules, item, place, one, helped, None, at) for one in now.tries[len(tries) :]]
        if now.revealed and not asking.revealed:
            return (*noted, *_note_shown(pen, after, at))
        if now.hints > asking.hints:
            where = {"sitting": pen.sitting, "place": pen.place(place), "topic": item.topic, "question": _id(item)}
            return (*noted, Hinted(id=pen.new_id(), at=at, number=now.hints, **where))  # type: ignore[arg-type]
        return tuple(noted)
    record = after.records[place]
    if len(record.tries) == len(tries) and record.ending in (Ending.RIGHT, Ending.WRONG):
        return ()  # the learner left: its attempts are noted
    one = record.tries[-1] if len(record.tries) > len(tries) else None
    ended = _attempt(pen, before.rules, item, place, one, helped, record, at)
    return (ended, *_note_shown(pen, after, at))


def _note_shown(pen: Pen, sitting: Sitting, at: datetime) -> tuple[Event, ...]:
    if not isinstance(sitting.phase, Asking):
        return ()
    item = sitting.current
    graded = tuple([choice.graded for choice in item.choices])
    return (
        Asked(
            id=pen.new_id(), at=at, sitting=pen.sitting, place=pen.place(len(sitting.records)),
            topic=item.topic, question=_id(item), digest=pen.digest(item.topic, _id(item)), variant=_variant(item),
            choices=graded,
        ),
    )  # fmt: skip


def _attempt(
    pen: Pen, rules: Rules, item: Item, place: int, one: Try | None, hints: int, record: Record | None, at: datetime
) -> Attempt:
    seconds = one.seconds if one else record.seconds if record else 0.0
    given = one or NO_TRY
    return Attempt(
        id=pen.new_id(), at=at, sitting=pen.sitting, place=pen.place(place), topic=item.topic, question=_id(item),
        bank=pen.bank, digest=pen.digest(item.topic, _id(item)), variant=_variant(item),
        answers=given.answer.contents, lettered=given.answer.lettered,
        verdict=one.grade.verdict.value if one else None, score=given.grade.score,
        computed=given.grade.computed, feedback=given.grade.feedback, misconceptions=given.grade.misconceptions,
        hints=hints, ending=record.ending.value if record else None, late=given.late,
        milliseconds=round(seconds * 1000), zone=pen.zone, seed=rules.seed, engine=pen.engine, torch=pen.torch,
    )  # fmt: skip


def _asking(phase: Phase) -> Asking:
    if isinstance(phase, Judging):
        return phase.asking
    return phase if isinstance(phase, Asking) else Asking(0.0)


def _id(item: Item) -> str:
    return item.question.id


def _variant(item: Item) -> str | None:
    """Return which variant is asked; None while it is not drawn."""
    return item.question.variant if item.family is None else None
