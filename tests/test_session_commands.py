"""Every command in every state of a session: the next state, and all that is to be said."""

from dataclasses import replace
from typing import Any

import pytest

from asking import ask
from quizproof.engine.choosing import Rules, asked, once_more, with_choices
from quizproof.engine.session import (
    Ended,
    Event,
    Finished,
    Flag,
    Help,
    Hint,
    Judge,
    Noted,
    NotRead,
    PutAway,
    Reveal,
    Show,
    TakeBack,
    begin,
    graded,
    resume,
    step,
)
from quizproof.engine.sitting import Asking, Ending, Over, Record, Sitting, Try
from quizproof.engine.typed import Answer, Command
from quizproof.engine.verdict import correct, unreadable, wrong

CLOSED = ask("{kind: match, id: closed, answer: a, distractors: [b], hints: [first, last], seconds: 10}")
RIGHT, WRONG = correct("9", "is right"), wrong("9", "is wrong")
HINTED = ask("{kind: count, id: open, layer: 'nn.Linear(2, 3)', answer: 9, distractors: [6], hints: [one]}")
UNCLOSED = ask("{kind: match, id: unclosed, answer: 3}")
TAKING, PRACTISING = Rules(seed=1, attempts=2), Rules(seed=1, open=True, again=True)
TRIED = Try(Answer(("x",), (None,)), WRONG, 2.0)
CLOSED_AS, HINTED_AS = asked("t", CLOSED, TAKING), asked("t", HINTED, TAKING)
CARD, OPEN_CARD = asked("t", CLOSED, PRACTISING), asked("t", HINTED, PRACTISING)
ABOVE, NONE_HERE = "the choices are shown above", "there are no choices here"


def at(rules: Rules, *asked: Any, records: tuple[Record, ...] = (), **phase: Any) -> Sitting:
    """A question that was shown at 100 seconds, after those with a record."""
    return Sitting(rules, asked, records, Asking(100.0, **phase))


def closed(ending: Ending, *tries: Try, item: Any = CARD, **more: Any) -> Record:
    return Record(item, ending, tries, **more)


MISSED = closed(Ending.WRONG, TRIED)
KNOWN = closed(Ending.RIGHT, Try(Answer(("9",), (None,)), RIGHT, 1.0), item=OPEN_CARD)
STATES = {
    "fresh": at(TAKING, CLOSED_AS, HINTED_AS),
    "one try left": at(TAKING, CLOSED_AS, HINTED_AS, tries=(TRIED,)),
    "after a hint": at(TAKING, CLOSED_AS, HINTED_AS, hints=1),
    "after the last hint": at(TAKING, CLOSED_AS, HINTED_AS, hints=2),
    "the last question": at(TAKING, CLOSED_AS, HINTED_AS, records=(closed(Ending.SKIPPED, item=CLOSED_AS),)),
    "no choices": at(TAKING, asked("t", UNCLOSED, TAKING)),
    "a test": at(Rules(test=True), CLOSED_AS, HINTED_AS),
    "a test, asked open": at(Rules(test=True, open=True), OPEN_CARD),
    "practice": at(PRACTISING, CARD, OPEN_CARD, once_more(CARD), records=(MISSED,)),
    "practice, choices revealed": at(PRACTISING, with_choices(OPEN_CARD, PRACTISING), CARD, revealed=True),
    "practice, once more": at(PRACTISING, CARD, OPEN_CARD, once_more(CARD), records=(MISSED, KNOWN)),
}


def stay(*said: Event, **phase: Any) -> Any:
    """The question is asked still, with some of its phase changed."""
    return lambda now: (replace(now, phase=replace(now.phase, **phase)), said)


def over(ending: Ending, *before: Event, more: tuple[Any, ...] = (), **record: Any) -> Any:
    """The question is over after 7 seconds, which is told, and the next one is shown."""

    def made(now: Sitting) -> tuple[Sitting, tuple[Event, ...]]:
        assert isinstance(now.phase, Asking)
        ended = Record(
            now.current, ending, **({"tries": now.phase.tries, "hints": now.phase.helped} | record), seconds=7.0
        )
        asked, records = (*now.items, *more), (*now.records, ended)
        said = before or (Noted(ended) if now.rules.test else Ended(ended),)
        if len(records) == len(asked):
            untold = records if now.rules.test else ()
            return replace(now, items=asked, records=records, phase=Over()), (*said, Finished(untold))
        after = replace(now, items=asked, records=records, phase=Asking(107.0))
        return after, (*said, Show(after.current, len(records) + 1, len(asked)))

    return made


def left(*record: Record, untold: tuple[Record, ...] = ()) -> Any:
    """The learner left."""
    return lambda now: (replace(now, records=(*now.records, *record), phase=Over(quit=True)), (Finished(untold),))


def taken_back(place: int, *more: Any) -> Any:
    """What became of an earlier question does not count, and it comes once more."""

    def made(now: Sitting) -> tuple[Sitting, tuple[Event, ...]]:
        undone = replace(now.records[place], undone=True)
        records = (*now.records[:place], undone, *now.records[place + 1 :])
        return replace(now, items=(*now.items, *more), records=records), (TakeBack(undone),)

    return made


NOTHING_BACK, NO_HINT = stay(TakeBack(None)), stay(Hint(""))
BY_STATE: dict[str, dict[str, Any]] = {
    "fresh": {
        ":hint": stay(Hint("first", 1, 2), hints=1),
        ":choices": stay(Reveal(CLOSED_AS, ABOVE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(CLOSED_AS)),
        ":quit": left(),
    },
    "one try left": {
        ":hint": stay(Hint("first", 1, 2), hints=1),
        ":choices": stay(Reveal(CLOSED_AS, ABOVE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(CLOSED_AS)),
        ":quit": left(Record(CLOSED_AS, Ending.WRONG, (TRIED,), 0, 7.0)),
    },
    "after a hint": {
        ":hint": stay(Hint("last", 2, 2), hints=2),
        ":choices": stay(Reveal(CLOSED_AS, ABOVE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(CLOSED_AS)),
        ":quit": left(),
    },
    "after the last hint": {
        ":hint": stay(Hint("last", 2, 2)),
        ":choices": stay(Reveal(CLOSED_AS, ABOVE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(CLOSED_AS)),
        ":quit": left(),
    },
    "the last question": {
        ":hint": stay(Hint("one", 1, 1), hints=1),
        ":choices": stay(Reveal(HINTED_AS, ABOVE)),
        ":undo": NOTHING_BACK,  # what was skipped is no answer
        ":suspend": stay(PutAway(HINTED_AS)),
        ":quit": left(),
    },
    "no choices": {
        ":hint": NO_HINT,
        ":choices": stay(Reveal(asked("t", UNCLOSED, TAKING), NONE_HERE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(asked("t", UNCLOSED, TAKING))),
        ":quit": left(),
    },
    "a test": {
        ":hint": NO_HINT,
        ":choices": stay(Reveal(CLOSED_AS, ABOVE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(CLOSED_AS)),
        ":quit": left(),
    },
    "a test, asked open": {
        ":hint": NO_HINT,
        ":choices": stay(Reveal(OPEN_CARD, NONE_HERE)),
        ":undo": NOTHING_BACK,
        ":suspend": stay(PutAway(OPEN_CARD)),
        ":quit": left(),
    },
    "practice": {
        ":hint": stay(Hint("one", 1, 1), hints=1),
        ":choices": lambda now: (
            at(
                PRACTISING, CARD, with_choices(OPEN_CARD, PRACTISING), once_more(CARD), records=(MISSED,), revealed=True
            ),
            (Reveal(with_choices(OPEN_CARD, PRACTISING)),),
        ),
        ":idk": over(Ending.SHOWN, more=(once_more(OPEN_CARD),)),
        ":undo": taken_back(0),  # it comes once more already
        ":suspend": over(Ending.SKIPPED, PutAway(OPEN_CARD)),
        ":quit": left(),
    },
    "practice, choices revealed": {
        ":hint": stay(Hint("one", 1, 1), hints=1),
        ":choices": stay(Reveal(with_choices(OPEN_CARD, PRACTISING), ABOVE)),
        ":idk": over(Ending.SHOWN, more=(once_more(OPEN_CARD),)),
        ":undo": NOTHING_BACK,
        ":suspend": over(Ending.SKIPPED, PutAway(with_choices(OPEN_CARD, PRACTISING))),
        ":quit": left(),
    },
    "practice, once more": {
        ":hint": stay(Hint("first", 1, 2), hints=1),
        ":choices": stay(Reveal(once_more(CARD), ABOVE)),
        ":undo": taken_back(1, once_more(OPEN_CARD)),
        ":suspend": over(Ending.SKIPPED, PutAway(once_more(CARD))),
        ":quit": left(),
    },
}
EVERYWHERE = {
    ":idk": lambda now: over(Ending.SHOWN)(now),
    ":skip": lambda now: over(Ending.SKIPPED)(now),
    ":flag 9 is no answer": lambda now: stay(Flag(now.current, "9 is no answer"))(now),
    ":help": lambda now: stay(Help(now.current))(now),
    "": stay(NotRead("nothing was typed; :idk shows the answer, :help says what can be typed")),
    ":flag": stay(NotRead("say what is wrong with the question, such as `:flag the key should be 4`")),
}
CELLS = {
    f"{state}: {line or 'nothing'}": (state, line, expected)
    for state, lines in BY_STATE.items()
    for line, expected in (EVERYWHERE | lines).items()
}


@pytest.mark.parametrize(("state", "line", "expected"), CELLS.values(), ids=CELLS)
def test_every_command_in_every_state(state: str, line: str, expected: Any) -> None:
    assert step(STATES[state], line, 107.0) == expected(STATES[state])


def test_the_table_has_every_command() -> None:
    assert {line.partition(" ")[0] for _, line, _ in CELLS.values() if line} == {f":{one.value}" for one in Command}
    assert BY_STATE.keys() == STATES.keys()


def test_the_answers_of_every_state_are_graded() -> None:
    for state in STATES.values():
        after, said = step(state, "3", 107.0)
        [judge] = said
        assert judge == Judge(state.current, judge.answer)  # type: ignore[union-attr]  # the line above has seen to it
        assert (after.records, after.items) == (state.records, state.items)
        again, said = graded(after, unreadable("What?"), 110.0)
        assert said == (NotRead("What?"),)
        assert again == replace(state, phase=replace(state.phase, since=103.0))  # nobody is charged the time of torch


def test_the_choices_that_were_shown_may_be_named_by_their_letters() -> None:
    state = STATES["practice, choices revealed"]
    _, [judge] = step(state, "B", 107.0)
    assert judge == Judge(
        state.current,
        Answer((state.current.choices[1].graded,), (state.current.choices[1],), lettered=True),
    )


def test_what_was_missed_comes_once_more_and_only_once() -> None:
    sitting, said = begin((CARD, OPEN_CARD), PRACTISING, 100.0)
    heard = list(said)
    for line, grade in (("A", WRONG), ("9", RIGHT), ("A", WRONG)):
        sitting, said = step(sitting, line, 100.0)
        heard += said
        sitting, said = graded(sitting, grade, 100.0)
        heard += said
    assert [(one.item.question.id, one.number, one.of) for one in heard if isinstance(one, Show)] == [
        ("closed", 1, 2),
        ("open", 2, 3),
        ("closed", 3, 3),
    ]
    assert heard[-1] == Finished()
    assert sitting.items == (CARD, OPEN_CARD, once_more(CARD))


def test_the_last_answer_is_taken_back_and_then_the_one_before() -> None:
    sitting = STATES["practice, once more"]
    for place in (1, 0):
        sitting, said = step(sitting, ":u", 100.0)
        assert said == (TakeBack(sitting.records[place]),)
    assert [one.undone for one in sitting.records] == [True, True]
    assert step(sitting, ":u", 100.0) == (sitting, (TakeBack(None),))


def test_going_on_shows_the_question_and_its_time_runs_anew() -> None:
    state = STATES["practice"]
    assert resume(state, 500.0) == (
        replace(state, phase=Asking(500.0)),
        (Show(OPEN_CARD, 2, 3),),
    )
    assert resume(replace(state, phase=Over()), 500.0) == (replace(state, phase=Over()), (Finished(),))
