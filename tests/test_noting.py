"""A sitting and its record: whatever was typed, what is rebuilt from the events is what was left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import ask
from quizproof.engine.bank import load
from quizproof.engine.choosing import Item, Rules, Wanted, items
from quizproof.engine.choosing import item as item_of
from quizproof.engine.history.events import (
    Asked,
    Attempt,
    Begun,
    Event,
    Flagged,
    Hinted,
    Suspended,
    Undone,
)
from quizproof.engine.history.facts import as_facts, as_line, read_line
from quizproof.engine.history.resuming import Progress, missed, progress
from quizproof.engine.noting import Pen, note_begin, note_said, note_step
from quizproof.engine.question import Question
from quizproof.engine.rebuilding import places, rebuilt
from quizproof.engine.session import begin, graded, leave_out, resume, step, stop
from quizproof.engine.sitting import Asking, Ending, Judging, Over, Sitting, Try
from quizproof.engine.topic import Topic
from quizproof.engine.verdict import Grade, Verdict, correct, unreadable, void, wrong

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
QUESTIONS = (
    ask("{kind: match, id: closed, answer: a, distractors: [b, c], hints: [first, last], seconds: 10}"),
    ask("{kind: count, id: open, layer: 'nn.Linear(2, 3)', answer: 9, distractors: [6, 8], hints: [one]}"),
    ask("{kind: match, id: several, answers: [a, b], distractors: [c]}"),
)
TOPIC = Topic("t", "T", "", "", (), QUESTIONS, (), None)  # type: ignore[arg-type]  # no file is behind it
PRACTICE = Rules(seed=5, open=True, again=True)
RULES = (Rules(), Rules(seed=3, attempts=3), Rules(open=True), Rules(test=True), Rules(timed=True), PRACTICE)
EITHER = Grade(Verdict.WRONG, 0.5, "", "half", ("padding-once", "no-plus-one"))
MOVES = [
    "A", "B", "9", "8", "a", "A, B", "", "\udcff", ":hint", ":choices", ":skip", ":idk", ":undo", ":u", ":suspend",
    ":flag it is odd\x1b", ":quit", ":help", "leave out", "stop", correct("9", "is right"), wrong("9", "is wrong"),
    EITHER, unreadable("What?"), void("It broke."),
]  # fmt: skip
VARIANTS = """title: T
questions:
  - id: side
    kind: shape
    prompt: Which?
    layer: nn.MaxPool2d($k)
    input: [1, 1, $n, $n]
    params: {n: 6..32, k: [2, 3]}
    distractors: misconceptions
    hints: [one, two]
  - {id: plain, kind: match, prompt: Which?, answer: a, distractors: [b]}
  - id: other
    kind: count
    prompt: How many?
    layer: nn.Linear($n, 3)
    params: {n: 2..4}
"""


@cache
def families() -> Topic:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.yaml"
        path.write_text(VARIANTS, encoding="utf-8")
        [topic] = load(path)
    return topic


def of_practice(topic: Topic, question: Question, rules: Rules) -> Item:
    """An item as practice makes it: with what the learner is known for, and has been asked."""
    made = item_of(topic, question, rules)
    return made if made.family is None else replace(made, habits=("no-plus-one",), unlike=("n=2", "n=6,k=2"))


def plain(sitting: Sitting) -> object:
    """Return a sitting with no question in it: each variant that is drawn is an object of its own."""
    records = [replace(one, item=None) for one in sitting.records]  # type: ignore[arg-type]  # compared by its place
    of_records = [plain_item(one.item) for one in sitting.records]
    return [plain_item(one) for one in sitting.items], of_records, records, sitting.phase, sitting.rules


def plain_item(item: Item | None) -> object:
    if item is None:
        return None
    question = item.question
    drawn = item.family is None  # else its variant says nothing
    return (
        (item.topic, question.id, question.variant if drawn else "open still", question.keys if drawn else ()),
        (item.choices, item.attempts, item.seconds, drawn, item.habits, item.unlike, item.again),
        plain_item(item.whole),
    )


class Taking:
    """A sitting that is taken, with its record."""

    def __init__(self, topic: Topic, rules: Rules) -> None:
        self.now, self.topic, self.rules = 0.0, topic, rules
        self._numbers = count()
        self.pen = self._pen()
        asked = tuple([of_practice(topic, one, rules) for one in topic.questions])
        self.sitting, _ = begin(asked if rules.again else items([topic], rules, Wanted()), rules, self.now)
        self.events: list[Event] = list(note_begin(self.pen, self.sitting, NOON, "practice" if rules.again else "take"))
        self.commits = [len(self.events)]
        self.graded: list[Try] = []

    def _pen(self, **more: object) -> Pen:
        numbers = self._numbers
        pen = Pen("s", "t", lambda: f"e{next(numbers)}", lambda _, question: f"of-{question}", 60, "1", "2")
        return replace(pen, **more)  # type: ignore[arg-type]

    def move(self, typed: str | Grade) -> None:
        """Type a line or give a verdict, where one is awaited; what does not fit is left out."""
        self.now += 1
        before, said = self.sitting, ()
        if isinstance(typed, Grade):
            if not isinstance(before.phase, Judging):
                return
            self.sitting, said = graded(before, typed, self.now)  # type: ignore[assignment]
            if typed.verdict is not Verdict.UNREADABLE:
                self.graded.append(Try(before.phase.answer, typed, 0.0))
        elif isinstance(before.phase, Asking):
            act: dict[str, Callable[[Sitting, float], tuple[Sitting, object]]] = {"leave out": leave_out, "stop": stop}
            self.sitting, said = act[typed](before, self.now) if typed in act else step(before, typed, self.now)  # type: ignore[assignment]
        at = NOON + timedelta(seconds=self.now)
        noted = (*note_said(self.pen, said, at), *note_step(self.pen, before, self.sitting, at))
        for one in noted:
            if isinstance(one, Attempt):
                self.pen.attempts.setdefault(one.place, []).append(one.id)
        self.events += noted
        self.commits.append(len(self.events))

    def leave_and_go_on(self, topic: Topic | None = None) -> None:
        """Do what another process does that goes on with it."""
        topic = topic or self.topic
        found = read_again(self.events)
        kept, beyond = places(found, [topic])
        self.pen = self._pen(
            places=kept, beyond=beyond, attempts={one.place: [past.id for past in one.attempts] for one in found.stands}
        )
        self.sitting, _ = resume(rebuilt(found, [topic], self.now, self.make), self.now)

    @property
    def make(self) -> Callable[[Topic, Question, Rules], Item]:
        return of_practice if self.rules.again else item_of

    @property
    def left(self) -> object:
        """What must be gone on with: a verdict that did not come was not given, and nobody has read anything since."""
        phase = self.sitting.phase
        asking = phase.asking if isinstance(phase, Judging) else phase
        since = replace(asking, since=7.0) if isinstance(asking, Asking) else asking
        return plain(replace(self.sitting, phase=since))

    @property
    def rebuilt(self) -> Sitting:
        return rebuilt(read_again(self.events), [self.topic], 7.0, self.make)

    @property
    def is_over(self) -> bool:
        return isinstance(self.sitting.phase, Over)


def read_again(events: list[Event]) -> Progress:
    """Return how a sitting stands as another process finds it: from lines."""
    read = [read_line(as_line(as_facts(event))) for event in events]
    assert read == events
    assert isinstance(read[0], Begun)
    return progress(read[0], read)


def quitted(sitting: Sitting) -> bool:
    return isinstance(sitting.phase, Over) and sitting.phase.quit


def rebuilt_from(events: list[Event], topic: Topic) -> Sitting:
    return rebuilt(read_again(events), [topic], 7.0)


SITTINGS = st.builds(
    Taking, st.sampled_from([TOPIC, families()]), st.sampled_from([*RULES, PRACTICE, replace(PRACTICE, seed=6)])
)
ANSWERED = st.tuples(
    st.sampled_from(["A", "B", "9", "a"]), st.sampled_from([one for one in MOVES if isinstance(one, Grade)])
)
"""An answer and its verdict: without them, chance would seldom come to the end of a sitting."""
SOME_MOVES = st.lists(
    st.one_of(ANSWERED, st.sampled_from(MOVES).map(lambda one: (one,)), st.just(("again",))), max_size=25
).map(lambda moves: [one for some in moves for one in some])


@settings(deadline=None)  # some of them load what draws variants
@given(SITTINGS, SOME_MOVES)
def test_what_is_rebuilt_is_what_was_left(taking: Taking, moves: list[str | Grade]) -> None:
    """Whatever is typed, wherever it is left and gone on with."""
    assert plain(taking.rebuilt) == taking.left
    for move in moves:
        if move == "again":
            taking.leave_and_go_on()
        before = taking.left
        taking.move(move)
        assert plain(taking.rebuilt) == (before if quitted(taking.sitting) else taking.left)
        if taking.is_over:
            break
    kept = [one for one in taking.events if isinstance(one, Attempt) and one.verdict is not None]
    assert [(one.answers, one.verdict, one.score) for one in kept] == [
        (one.answer.contents, one.grade.verdict.value, one.grade.score) for one in taking.graded
    ]


@settings(deadline=None)
@given(SITTINGS, SOME_MOVES, st.integers(0, 200))
def test_killed_after_any_commit_it_goes_on_with_the_same_question(
    taking: Taking, moves: list[str | Grade], at: int
) -> None:
    lefts = [taking.left]
    for move in moves:
        if taking.is_over:
            break
        if move == "again":
            taking.leave_and_go_on()
        taking.move(move)
        lefts += [lefts[-1] if quitted(taking.sitting) else taking.left] * (len(taking.commits) - len(lefts))
    place = at % len(taking.commits)
    killed = rebuilt(read_again(taking.events[: taking.commits[place]]), [taking.topic], 7.0, taking.make)
    assert plain(killed) == lefts[place]


@settings(deadline=None)
@given(SITTINGS, SOME_MOVES, SOME_MOVES)
def test_two_that_go_on_with_one_sitting_both_count(
    taking: Taking, moves: list[str | Grade], others: list[str | Grade]
) -> None:
    for move in moves[:5]:
        if not taking.is_over and move not in (":quit", "stop"):
            taking.move(move)
    other = Taking(taking.topic, taking.rules)
    other._numbers = count(1000)
    other.events = taking.events  # they write into one record
    for one in (taking, other):
        one.leave_and_go_on()
    for pair in zip(moves[5:], others, strict=False):
        for one, move in zip((taking, other), pair, strict=True):
            if not one.is_over:
                one.move(move)
    kept = [one for one in taking.events if isinstance(one, Attempt) and one.verdict is not None]
    assert len(kept) == len(taking.graded) + len(other.graded)
    again = [one for one in read_again(taking.events).stands if one.place >= len(taking.topic.questions)]
    assert all(past.question == one.listed.question for one in again for past in one.attempts)
    found = taking.rebuilt
    assert len({(one.topic, one.question.id, one.again) for one in found.items}) == len(found.items)
    unasked = found.items[len(found.records) :]  # one of them did not know that the other had missed it
    assert isinstance(found.phase, Asking) or all(one.again for one in unasked)


def test_the_events_of_a_quiz() -> None:
    taking = Taking(TOPIC, Rules(attempts=2))
    for move in (":hint", "A", wrong("", "no"), "A", correct("9"), ":idk", "A", unreadable("?"), ":skip"):
        taking.move(move)
    found = [
        (type(event).__name__, event.place, getattr(event, "verdict", ""), getattr(event, "ending", ""))
        for event in taking.events[1:]
        if isinstance(event, (Asked, Attempt, Hinted))
    ]
    assert found == [
        ("Asked", 0, "", ""),
        ("Hinted", 0, "", ""),
        ("Attempt", 0, "wrong", None),
        ("Attempt", 0, "correct", "right"),
        ("Asked", 1, "", ""),
        ("Attempt", 1, None, "shown"),
        ("Asked", 2, "", ""),
        ("Attempt", 2, None, "skipped"),
    ]
    last = taking.events[4]
    assert isinstance(last, Attempt)
    assert (last.hints, last.milliseconds, last.zone, last.digest, last.engine, last.torch) == (
        1,
        3000,
        60,
        "of-closed",
        "1",
        "2",
    )
    begun = taking.events[0]
    assert isinstance(begun, Begun)
    assert [one.question for one in missed(progress(begun, taking.events))] == ["open", "several"]


def test_the_events_of_a_practice() -> None:
    taking = Taking(TOPIC, PRACTICE)
    for move in ("B", wrong("", "no"), ":choices", ":flag odd", "9", correct("9"), ":undo", ":suspend", "A", correct()):
        taking.move(move)
    said = [
        (
            type(one).__name__,
            getattr(one, "place", None),
            getattr(one, "question", None),
            getattr(one, "ending", None) or getattr(one, "note", None) or getattr(one, "attempt", None),
            getattr(one, "hints", None),
        )
        for one in taking.events[1:]
    ]
    answered = [one.id for one in taking.events if isinstance(one, Attempt)][1]
    assert said == [
        ("Asked", 0, "closed", None, None),
        ("Attempt", 0, "closed", "wrong", 0),
        ("Asked", 1, "open", None, None),
        ("Asked", 1, "open", None, None),  # with its choices
        ("Flagged", None, "open", "odd", None),
        ("Attempt", 1, "open", "right", 1),
        ("Asked", 2, "several", None, None),
        ("Undone", None, None, answered, None),
        ("Suspended", None, "several", None, None),
        ("Attempt", 2, "several", "skipped", 0),
        ("Asked", 3, "closed", None, None),
        ("Attempt", 3, "closed", "right", 0),
        ("Asked", 4, "open", None, None),
    ]
    shown = [one.choices for one in taking.events if isinstance(one, Asked)]
    assert [len(one) for one in shown] == [3, 0, 3, 3, 3, 0]
    [flag] = [one for one in taking.events if isinstance(one, Flagged)]
    assert (flag.topic, flag.digest, flag.sitting) == ("t", "of-open", "s")


@pytest.mark.parametrize("seed", range(5))
def test_what_is_asked_once_more_is_asked_in_another_variant(seed: int) -> None:
    taking = Taking(families(), replace(PRACTICE, seed=seed))
    first = taking.sitting.current
    for move in (":idk", ":skip", ":skip"):
        taking.move(move)
    once_more = taking.sitting.current
    assert (once_more.question.id, once_more.again, once_more.choices) == ("side", True, ())
    assert once_more.question.variant not in (None, first.question.variant, "n=6,k=2")
    taking.leave_and_go_on()
    assert plain_item(taking.sitting.current) == plain_item(once_more)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_variants_with_the_same_choices(seed: int) -> None:
    taking = Taking(families(), Rules(seed=seed))
    for move in ("A", wrong("", ""), ":skip", ":hint", "7"):
        taking.move(move)

    def asked(sitting: Sitting) -> list[tuple[str, str | None, list[str], int, bool]]:
        return [
            (
                one.question.id,
                one.question.variant,
                [choice.graded for choice in one.choices],
                one.attempts,
                one.family is None,
            )
            for one in sitting.items
        ]

    again = rebuilt_from(taking.events, families())
    assert asked(again) == asked(taking.sitting)
    assert [one.ending for one in again.records] == [one.ending for one in taking.sitting.records]


def test_a_question_that_is_gone_is_left_out() -> None:
    taking = Taking(TOPIC, Rules())
    taking.move("A")
    taking.move(correct())
    shorter = replace(TOPIC, questions=QUESTIONS[::2])
    again = rebuilt_from(taking.events, shorter)
    assert [one.question.id for one in again.items] == ["closed", "several"]
    assert (len(again.records), again.phase) == (1, Asking(7.0))
    assert rebuilt_from(taking.events, replace(TOPIC, questions=())) == Sitting(Rules(), ())


def test_what_goes_on_without_a_question_that_is_gone_keeps_its_places() -> None:
    """Else an answer would be another question's, and the wrong one taken back."""
    taking = Taking(TOPIC, PRACTICE)
    for move in ("A", correct(), ":idk"):
        taking.move(move)
    shorter = replace(TOPIC, questions=QUESTIONS[1:])
    taking.leave_and_go_on(shorter)
    for move in (":undo", "A", correct()):
        taking.move(move)
    attempts = [one for one in taking.events if isinstance(one, Attempt)]
    assert [(one.place, one.question, one.ending) for one in attempts] == [
        (0, "closed", "right"),
        (1, "open", "shown"),
        (2, "several", "right"),
    ]
    assert [one.attempt for one in taking.events if isinstance(one, Undone)] == [attempts[1].id]
    assert [(one.place, one.question) for one in taking.events[-1:] if isinstance(one, Asked)] == [(3, "open")]
    taking.leave_and_go_on(shorter)
    assert [(one.question.id, one.again) for one in taking.sitting.items] == [
        ("open", False),
        ("several", False),
        ("open", True),
    ]
    assert [one.ending for one in taking.sitting.records] == [Ending.SHOWN, Ending.RIGHT]


def test_a_question_that_was_renamed_is_the_same() -> None:
    taking = Taking(TOPIC, Rules())
    renamed = replace(TOPIC, questions=(replace(QUESTIONS[0], id="new", was=("closed",)), *QUESTIONS[1:]))
    assert [one.question.id for one in rebuilt_from(taking.events, renamed).items] == ["new", "open", "several"]


def test_what_was_put_away_outside_practice_is_noted_and_asked_still() -> None:
    taking = Taking(TOPIC, Rules())
    taking.move(":suspend")
    assert [(one.topic, one.question) for one in taking.events if isinstance(one, Suspended)] == [("t", "closed")]
    assert (taking.sitting.records, taking.sitting.current.question.id) == ((), "closed")
