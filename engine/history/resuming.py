"""How a sitting stands, from its events: which questions are over, which is next, and how far that one is.

Two terminals may have gone on with the same sitting: what was answered in either counts, and of each place what ended
it first.
"""

from collections.abc import Iterable
from dataclasses import replace

from ..frozen import dataclass
from .events import Asked, Attempt, Begun, Dropped, Event, Hinted, Listed, Undone


@dataclass(frozen=True, slots=True)
class Stand:
    """What became of one place: the attempts at it, the last of which may have ended it, and the hints seen.

    `asked` says how the question was last shown; None where that was not recorded. `undone`: the learner took it back.
    """

    place: int
    listed: Listed
    asked: Asked | None = None
    attempts: tuple[Attempt, ...] = ()
    hints: int = 0
    undone: bool = False

    @property
    def ending(self) -> str | None:
        """What became of the question, None where it is asked still."""
        return self.attempts[-1].ending if self.attempts else None


@dataclass(frozen=True, slots=True)
class Progress:
    """A sitting from its record: each place in order, with what became of it.

    `place` is that of the question to go on with, None where all are over.
    """

    begun: Begun
    stands: tuple[Stand, ...]
    dropped: bool = False

    @property
    def place(self) -> int | None:
        """Where the sitting goes on."""
        return next((stand.place for stand in self.stands if stand.ending is None), None)

    @property
    def done(self) -> tuple[Stand, ...]:
        """The places before that, each of which is over."""
        return self.stands[: self.place]


def progress(begun: Begun, events: Iterable[Event]) -> Progress:
    """Return how a sitting stands after its events, in the order in which they were recorded."""
    mine = list(events)
    stands = {place: Stand(place, listed) for place, listed in enumerate(begun.items)}
    dropped, undone = False, {event.attempt for event in mine if isinstance(event, Undone)}
    for event in mine:
        match event:
            case Dropped():
                dropped = True
            case Asked() | Hinted() | Attempt():
                before = stands.get(event.place) or Stand(
                    event.place, Listed(topic=event.topic, question=event.question)
                )
                if before.ending is None and not _of_another(event, before, len(begun.items)):
                    stands[event.place] = _after(before, event)
            case _:
                pass
    found = [stands[place] for place in sorted(stands)]
    taken_back = [replace(one, undone=any(attempt.id in undone for attempt in one.attempts)) for one in found]
    return Progress(begun, tuple(taken_back), dropped)


def missed(found: Progress) -> tuple[Listed, ...]:
    """Return the questions of a sitting that did not end well, each once, as they were asked.

    Where it asked what was missed before, that is missed still until it is answered.
    """
    endings = {"wrong", "shown", "skipped", *([None] if found.begun.mode == "missed" else ())}
    last: dict[tuple[str, str], Stand] = {}
    for stand in found.stands:
        if stand.ending is not None or None in endings:
            last[stand.listed.topic, stand.listed.question] = stand
    return tuple([stand.listed for stand in last.values() if stand.ending in endings])


def _of_another(event: Asked | Hinted | Attempt, stand: Stand, listed: int) -> bool:
    """Return whether another terminal put another question there: what is asked once more is in no list."""
    return event.place >= listed and not isinstance(event, Asked) and event.question != stand.listed.question


def _after(stand: Stand, event: Asked | Hinted | Attempt) -> Stand:
    match event:
        case Asked():
            listed = Listed(topic=event.topic, question=event.question, digest=event.digest, variant=event.variant)
            last = stand.asked  # shown once more after a pause, it goes on; edited meanwhile, it begins anew
            again = last is not None and (event.variant, event.digest) == (last.variant, last.digest)
            attempts, hints = (stand.attempts, stand.hints) if again else ((), 0)
            return Stand(stand.place, listed, event, attempts, hints)
        case Hinted():
            return Stand(stand.place, stand.listed, stand.asked, stand.attempts, max(stand.hints, event.number))
        case Attempt():
            return Stand(stand.place, stand.listed, stand.asked, (*stand.attempts, event), stand.hints)
