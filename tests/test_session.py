"""A session as a value: lines and verdicts in, the next state and what is to be said out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import ask
from quizproof.engine.choosing import Rules, Wanted, items
from quizproof.engine.session import (
    Ended,
    Event,
    Finished,
    Help,
    Hint,
    Judge,
    Noted,
    NotRead,
    Show,
    TryAgain,
    begin,
    graded,
    leave_out,
    shown,
    step,
    stop,
)
from quizproof.engine.sitting import Asking, Ending, Over, Record, Sitting, Try
from quizproof.engine.topic import Topic
from quizproof.engine.typed import Answer, Command
from quizproof.engine.verdict import Grade, correct, unreadable, void, wrong

CLOSED = ask("{kind: match, id: closed, answer: a, distractors: [b], hints: [first, last], seconds: 10}")
OPEN = ask("{kind: count, id: open, layer: 'nn.Linear(2, 3)', answer: 9, points: 2}")
RIGHT, WRONG = correct("9", "is right"), wrong("9", "is wrong")
PLAINLY = Rules()
PARTLY = Grade(WRONG.verdict, 0.5)


def started(rules: Rules = PLAINLY) -> tuple[Sitting, tuple[Event, ...]]:
    topic = Topic("t", "T", "", "", (), (CLOSED, OPEN), (), None)  # type: ignore[arg-type]  # no file is behind it
    return begin(items([topic], rules, Wanted()), rules, 100.0)


def play(rules: Rules, *moves: str | Grade, at: float = 100.0, each: float = 1.0) -> tuple[Sitting, list[Event]]:
    """Type lines and give verdicts, one after another; return the last state and all that was to be said."""
    sitting, events = started(rules)
    said = list(events)
    for move in moves:
        at += each
        sitting, events = step(sitting, move, at) if isinstance(move, str) else graded(sitting, move, at)
        said += events
    return sitting, said


def kinds(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_it_begins_with_the_first_question() -> None:
    sitting, events = started()
    assert events == (Show(sitting.items[0], 1, 2),)
    assert sitting == Sitting(Rules(), sitting.items, (), Asking(100.0))


def test_nothing_to_ask_is_over_at_once() -> None:
    assert begin((), Rules(), 0.0) == (Sitting(Rules(), (), (), Over()), (Finished(),))


FLOWS: dict[str, tuple[Rules, tuple[Any, ...], list[str], list[Ending]]] = {
    "right": (Rules(), ("xx", RIGHT), ["Judge", "Ended", "Show"], [Ending.RIGHT]),
    "wrong once": (Rules(), ("xx", WRONG), ["Judge", "Ended", "Show"], [Ending.WRONG]),
    "partly right is not right": (Rules(), ("xx", PARTLY), ["Judge", "Ended", "Show"], [Ending.WRONG]),
    "void": (Rules(attempts=2), ("xx", void("no")), ["Judge", "Ended", "Show"], [Ending.VOID]),
    "unreadable does not count": (Rules(), ("xx", unreadable("no"), "yy"), ["Judge", "NotRead", "Judge"], []),
    "not an answer": (Rules(), ("", ":foo", "z y"), ["NotRead", "NotRead", "NotRead"], []),
    "attempts": (
        Rules(attempts=2),
        ("xx", WRONG, "yy", WRONG),
        ["Judge", "TryAgain", "Judge", "Ended", "Show"],
        [Ending.WRONG],
    ),
    "right at the second attempt": (
        Rules(attempts=2),
        ("xx", WRONG, "yy", RIGHT),
        ["Judge", "TryAgain", "Judge", "Ended", "Show"],
        [Ending.RIGHT],
    ),
    "open has two": (
        Rules(),
        (":s", "xx", WRONG, "yy", WRONG),
        ["Ended", "Show", "Judge", "TryAgain", "Judge", "Ended", "Finished"],
        [Ending.SKIPPED, Ending.WRONG],
    ),
    "show me": (Rules(), (":idk",), ["Ended", "Show"], [Ending.SHOWN]),
    "help": (Rules(), (":help",), ["Help"], []),
    "quit": (Rules(), (":quit",), ["Finished"], []),
    "a test tells at the end": (
        Rules(test=True, attempts=5),
        (":h", "xx", WRONG, "9", RIGHT),
        ["Hint", "Judge", "Noted", "Show", "Judge", "Noted", "Finished"],
        [Ending.WRONG, Ending.RIGHT],
    ),
}


@pytest.mark.parametrize(("rules", "moves", "said", "endings"), FLOWS.values(), ids=FLOWS)
def test_flow(rules: Rules, moves: tuple[str | Grade, ...], said: list[str], endings: list[Ending]) -> None:
    sitting, events = play(rules, *moves)
    assert kinds(events) == ["Show", *said]
    assert [record.ending for record in sitting.records] == endings


def test_what_an_answer_becomes() -> None:
    sitting, events = play(Rules(attempts=2), "B", WRONG, "`a`", RIGHT, each=2.0)
    first, second = sitting.items
    letter = Answer((first.choices[1].graded,), (first.choices[1],), lettered=True)
    written = Answer(("a",), (CLOSED.answer,))
    tries = (Try(letter, WRONG, 2.0), Try(written, RIGHT, 4.0))
    record = Record(first, Ending.RIGHT, tries, 0, 4.0)
    assert events[1:] == [
        Judge(first, letter),
        TryAgain(tries[0], 1),
        Judge(first, written),
        Ended(record),
        Show(second, 2, 2),
    ]
    assert sitting == Sitting(Rules(attempts=2), sitting.items, (record,), Asking(108.0))
    assert (record.score, record.late) == (1.0, False)


def test_hints_come_one_by_one_and_the_last_is_repeated() -> None:
    sitting, events = play(Rules(), ":h", ":hint", ":h", ":skip", ":h")
    assert events[1:5] == [
        Hint("first", 1, 2),
        Hint("last", 2, 2),
        Hint("last", 2, 2),
        Ended(Record(sitting.items[0], Ending.SKIPPED, (), 2, 4.0)),
    ]
    assert events[-1] == Hint("")


def test_a_test_gives_no_hints_and_tells_all_at_the_end() -> None:
    sitting, events = play(Rules(test=True), ":h", ":i", ":s")
    assert events[1] == Hint("")
    assert events[-1] == Finished(sitting.records)
    assert [event for event in events if isinstance(event, Noted)] == [Noted(one) for one in sitting.records]


def test_help_and_what_cannot_be_read_say_why() -> None:
    sitting, events = play(Rules(), ":help", "xx", unreadable("cannot be read"), "")
    assert events[1] == Help(sitting.items[0])
    assert events[3:] == [
        NotRead("cannot be read"),
        NotRead("nothing was typed; :idk shows the answer, :help says what can be typed"),
    ]


LATE = {
    "in time": (9.0, RIGHT, Ending.RIGHT, False, 1.0),
    "just in time": (10.0, RIGHT, Ending.RIGHT, False, 1.0),
    "right, but late": (11.0, RIGHT, Ending.RIGHT, True, 0.0),
    "wrong and late": (11.0, WRONG, Ending.WRONG, True, 0.0),
}


@pytest.mark.parametrize(("took", "grade", "ending", "late", "score"), LATE.values(), ids=LATE)
def test_timed(took: float, grade: Grade, ending: Ending, late: bool, score: float) -> None:
    sitting, _ = started(Rules(timed=True))
    sitting, _ = step(sitting, "xx", 100.0 + took)
    sitting, _ = graded(sitting, grade, 999.0)  # torch may take its time: the learner is not charged for it
    [record] = sitting.records
    assert (record.ending, record.late, record.score, record.seconds) == (ending, late, score, took)


def test_a_late_wrong_answer_leaves_no_attempt() -> None:
    sitting, events = started(Rules(timed=True, attempts=2))
    sitting, _ = step(sitting, "xx", 120.0)
    sitting, events = graded(sitting, WRONG, 120.0)
    assert kinds(list(events)) == ["Ended", "Show"]


def test_time_runs_from_when_the_question_stands_on_the_screen() -> None:
    sitting, _ = started(Rules(timed=True))
    sitting, _ = step(shown(sitting, 150.0), "xx", 155.0)
    sitting, _ = graded(sitting, unreadable("no"), 170.0)
    sitting, _ = step(sitting, "xx", 174.0)
    sitting, _ = graded(sitting, RIGHT, 180.0)
    assert sitting.records[0].seconds == 9.0


def test_leaving_keeps_what_was_graded() -> None:
    sitting, _ = play(Rules(attempts=2), ":h", "xx", WRONG, each=1.0)
    kept = Record(sitting.items[0], Ending.WRONG, (Try(Answer(("xx",), (None,)), WRONG, 1.0 * 2),), 1, 3.0)
    for left in (stop(sitting, 104.0), step(sitting, ":quit", 104.0), stop(step(sitting, "yy", 104.0)[0], 104.0)):
        assert left == (replace(sitting, records=(kept,), phase=Over(quit=True)), (Finished(),))


def test_a_question_that_cannot_be_judged_is_left_out() -> None:
    sitting, _ = started()
    after, events = leave_out(sitting, 101.0)
    assert after.records == (Record(sitting.items[0], Ending.VOID),)
    assert events == (Show(sitting.items[1], 2, 2),)


def test_a_line_is_not_taken_for_a_verdict() -> None:
    sitting, _ = started()
    with pytest.raises(TypeError, match="no verdict is awaited"):
        graded(sitting, RIGHT, 1.0)
    judging, _ = step(sitting, "xx", 1.0)
    with pytest.raises(TypeError, match="no line is awaited"):
        step(judging, "xx", 1.0)
    with pytest.raises(TypeError, match="no question is being asked"):
        leave_out(judging, 1.0)
    left, _ = stop(sitting, 1.0)
    for command in Command:
        for waiting in (judging, left):
            with pytest.raises(TypeError, match="no line is awaited"):
                step(waiting, f":{command.value} x", 1.0)


LINES = st.sampled_from(
    [
        "A",
        "b",
        "xx",
        ":h",
        ":c",
        ":i",
        ":s",
        ":u",
        ":suspend",
        ":flag it",
        ":q",
        ":help",
        ":x",
        "",
        "A B",
        "9",
        "🙂",
        "\x1b[2J",
    ]
)
VERDICTS = st.sampled_from([RIGHT, WRONG, PARTLY, unreadable("no"), void("no")])
RULES = st.builds(
    Rules, st.just(0), st.sampled_from([None, 1, 3]), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)


@given(RULES, st.lists(st.tuples(LINES, VERDICTS, st.floats(0, 100))))
def test_no_attempt_is_ever_lost(rules: Rules, moves: list[tuple[str, Grade, float]]) -> None:
    now, counted = 100.0, 0
    sitting, _ = started(rules)
    for line, grade, seconds in moves:
        if isinstance(sitting.phase, Over):
            break
        now += seconds
        sitting, events = step(sitting, line, now)
        if any(isinstance(event, Judge) for event in events):
            counted += grade.score is not None or grade.verdict is void("").verdict
            now += 1
            sitting, _ = graded(sitting, grade, now)
    sitting, _ = (sitting, ()) if isinstance(sitting.phase, Over) else stop(sitting, now)
    assert sum(len(record.tries) for record in sitting.records) == counted
    assert len(sitting.records) <= len(sitting.items)
    assert all(len(record.tries) <= record.item.attempts for record in sitting.records)
    assert all(0 <= record.score <= 1 and record.seconds >= 0 for record in sitting.records)
