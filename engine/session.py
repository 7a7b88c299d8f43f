"""A session: what a line that was typed makes of a sitting, and what is to be said about it.

A state machine without input or output. `step` takes a line, `graded` the verdict that the event Judge asked
for; both return the next sitting and what the front end has to do, in order.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from .choosing import Item, Rules, drawn, with_choices
from .frozen import dataclass
from .sitting import Asking, Ending, Judging, Over, Record, Sitting, Try, awaits_another, planned, unsettled
from .typed import Answer, Command, Flagging, NotAnAnswer, read_line
from .verdict import Grade, Verdict


@dataclass(frozen=True, slots=True)
class Show:
    """Show the question: the `number`th of `of`."""

    item: Item
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Judge:
    """Have this answer graded, and hand the grade to `graded`."""

    item: Item
    answer: Answer


@dataclass(frozen=True, slots=True)
class NotRead:
    """No answer was found in what was typed: it is asked again, and does not count."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Show a hint: the `number`th of `of`; none where `text` is empty."""

    text: str
    number: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show the choices of a question that was asked open; none are there where `reason` says why not."""

    item: Item
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """What became of a question does not count for the schedule. None: there is nothing to take back."""

    record: Record | None


@dataclass(frozen=True, slots=True)
class Flag:
    """Keep a note that something is wrong with the question."""

    item: Item
    note: str


@dataclass(frozen=True, slots=True)
class PutAway:
    """Ask this question in no practice any more."""

    item: Item


@dataclass(frozen=True, slots=True)
class Help:
    """Say what can be typed."""

    item: Item


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The answer is wrong and attempts remain: say what it does, never the key."""

    attempt: Try
    left: int


@dataclass(frozen=True, slots=True)
class Noted:
    """The question is over, and what became of it is told at the end."""

    record: Record


@dataclass(frozen=True, slots=True)
class Ended:
    """The question is over: say all about it."""

    record: Record


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more is asked: sum up. `untold`: what was only noted until now."""

    untold: tuple[Record, ...] = ()


Event: TypeAlias = (
    Show | Judge | NotRead | Hint | Reveal | TakeBack | Flag | PutAway | Help | TryAgain | Noted | Ended | Finished
)
Stepped: TypeAlias = tuple[Sitting, tuple[Event, ...]]


def begin(items: tuple[Item, ...], rules: Rules, now: float) -> Stepped:
    """Return a sitting before its first question, and the event that shows it."""
    return _next(Sitting(rules, items), now, ())


def resume(sitting: Sitting, now: float) -> Stepped:
    """Return a sitting that was left, and the event that shows the question with which it goes on."""
    if not isinstance(sitting.phase, Asking):
        return _finish(replace(sitting, phase=Over()), ())
    show = Show(sitting.current, len(sitting.records) + 1, len(sitting.items))
    return replace(sitting, phase=replace(sitting.phase, since=now)), (show,)


def step(sitting: Sitting, line: str, now: float) -> Stepped:
    """Return what a line makes of a sitting. `now` is in seconds, from any beginning."""
    asking = sitting.phase
    if not isinstance(asking, Asking):
        raise TypeError(f"no line is awaited: {asking}")
    item = sitting.current
    try:
        said = read_line(item.question, item.choices, line)
    except NotAnAnswer as error:
        return sitting, (NotRead(str(error)),)
    match said:
        case Answer():
            return replace(sitting, phase=Judging(asking, said, now)), (Judge(item, said),)
        case Flagging(note):
            return sitting, (Flag(item, note),)
        case Command():
            return _DO[said](sitting, asking, now)


def graded(sitting: Sitting, grade: Grade, now: float) -> Stepped:
    """Return what the awaited verdict makes of a sitting. The learner is not charged the time it took."""
    judging = sitting.phase
    if not isinstance(judging, Judging):
        raise TypeError(f"no verdict is awaited: {judging}")
    item, waited = sitting.current, now - judging.at
    asking = replace(judging.asking, since=judging.asking.since + waited)
    if grade.verdict is Verdict.UNREADABLE:
        return replace(sitting, phase=asking), (NotRead(grade.feedback),)
    took = now - asking.since
    attempt = Try(judging.answer, grade, took, late=item.seconds is not None and took > item.seconds)
    asking = replace(asking, tries=(*asking.tries, attempt))
    if awaits_another(asking, item, grade) and not attempt.late:
        return replace(sitting, phase=asking), (TryAgain(attempt, item.attempts - len(asking.tries)),)
    return _end(sitting, asking, _ENDINGS[grade.verdict], now)


def shown(sitting: Sitting, now: float) -> Sitting:
    """Return the sitting with the time of its question running from now on: it stands on the screen."""
    phase = sitting.phase
    return replace(sitting, phase=replace(phase, since=now)) if isinstance(phase, Asking) else sitting


def leave_out(sitting: Sitting, now: float) -> Stepped:
    """Return the sitting with the question that is being asked void: the machine cannot judge it."""
    if not isinstance(sitting.phase, Asking):
        raise TypeError(f"no question is being asked: {sitting.phase}")
    after = replace(sitting, records=(*sitting.records, Record(sitting.current, Ending.VOID)))
    return _next(after, now, ())


def stop(sitting: Sitting, now: float) -> Stepped:
    """Return the sitting as it is when the learner leaves: what is unanswered stays so, what was graded is kept."""
    phase = sitting.phase
    asking = phase.asking if isinstance(phase, Judging) else phase
    if isinstance(asking, Asking) and asking.tries:
        record = Record(sitting.current, Ending.WRONG, asking.tries, asking.helped, now - asking.since)
        sitting = replace(sitting, records=(*sitting.records, record))
    return _finish(replace(sitting, phase=Over(quit=True)), ())


_RATED: Final = (Ending.RIGHT, Ending.WRONG, Ending.SHOWN)
_ENDINGS: Final = {Verdict.CORRECT: Ending.RIGHT, Verdict.WRONG: Ending.WRONG, Verdict.VOID: Ending.VOID}


def _hint(sitting: Sitting, asking: Asking, _: float) -> Stepped:
    hints = sitting.current.question.hints
    if sitting.rules.test or not hints:
        return sitting, (Hint(""),)
    place = min(asking.hints, len(hints) - 1)  # asked for once more, the last is repeated
    return replace(sitting, phase=replace(asking, hints=place + 1)), (Hint(hints[place], place + 1, len(hints)),)


def _reveal(sitting: Sitting, asking: Asking, _: float) -> Stepped:
    item = sitting.current
    if item.choices:
        return sitting, (Reveal(item, "the choices are shown above"),)
    if sitting.rules.test or not item.question.choices:
        return sitting, (Reveal(item, "there are no choices here"),)
    item = with_choices(item, sitting.rules)
    return replace(_asked_as(sitting, item), phase=replace(asking, revealed=True)), (Reveal(item),)


def _take_back(sitting: Sitting, _: Asking, __: float) -> Stepped:
    records = sitting.records
    for place in reversed(range(len(records))):
        record = records[place]
        if record.ending in _RATED and not record.undone:
            undone = replace(record, undone=True)
            after = replace(sitting, records=(*records[:place], undone, *records[place + 1 :]))
            return planned(after), (TakeBack(undone),)
    return sitting, (TakeBack(None),)


def _put_away(sitting: Sitting, asking: Asking, now: float) -> Stepped:
    item = sitting.current
    if not sitting.rules.again:
        return sitting, (PutAway(item),)
    after, said = _end(sitting, asking, Ending.SKIPPED, now)
    return after, (PutAway(item), *said[1:])


def _end(sitting: Sitting, asking: Asking, ending: Ending, now: float) -> Stepped:
    record = Record(sitting.current, ending, asking.tries, asking.helped, now - asking.since)
    told = Noted(record) if sitting.rules.test else Ended(record)
    return _next(replace(sitting, records=(*sitting.records, record)), now, (told,))


def _next(sitting: Sitting, now: float, said: tuple[Event, ...]) -> Stepped:
    sitting = planned(replace(sitting, phase=Over()))
    done = len(sitting.records)
    if done == len(sitting.items):
        return _finish(sitting, said)
    item = drawn(sitting.current, sitting.rules, unsettled(sitting.records))
    after = replace(_asked_as(sitting, item), phase=Asking(now))
    return after, (*said, Show(item, done + 1, len(after.items)))


def _asked_as(sitting: Sitting, item: Item) -> Sitting:
    """Return the sitting with what is being asked as it is shown."""
    done = len(sitting.records)
    return replace(sitting, items=(*sitting.items[:done], item, *sitting.items[done + 1 :]))


def _finish(sitting: Sitting, said: tuple[Event, ...]) -> Stepped:
    return sitting, (*said, Finished(sitting.records if sitting.rules.test else ()))


_DO: Final[dict[Command, Callable[[Sitting, Asking, float], Stepped]]] = {
    Command.HINT: _hint,
    Command.CHOICES: _reveal,
    Command.IDK: lambda sitting, asking, now: _end(sitting, asking, Ending.SHOWN, now),
    Command.SKIP: lambda sitting, asking, now: _end(sitting, asking, Ending.SKIPPED, now),
    Command.UNDO: _take_back,
    Command.SUSPEND: _put_away,
    Command.QUIT: lambda sitting, _, now: stop(sitting, now),
    Command.HELP: lambda sitting, _, __: (sitting, (Help(sitting.current),)),
}
"""What each command does."""
