"""A sitting and its record: whatever was typed, what is rebuilt from the events is what was left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import ask
from quizproof.engine.bank import load
from quizproof.engine.choosing import Rules, Wanted, items
from quizproof.engine.history.events import Asked, Attempt, Begun, Event, Hinted
from quizproof.engine.history.facts import as_facts, as_line, read_line
from quizproof.engine.history.resuming import missed, progress
from quizproof.engine.noting import Pen, note_begin, note_step, rebuilt
from quizproof.engine.session import begin, graded, leave_out, step, stop
from quizproof.engine.sitting import Asking, Judging, Over, Sitting
from quizproof.engine.topic import Topic
from quizproof.engine.verdict import Grade, Verdict, correct, unreadable, void, wrong

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
QUESTIONS = (
    ask("{kind: match, id: closed, answer: a, distractors: [b, c], hints: [first, last], seconds: 10}"),
    ask("{kind: count, id: open, layer: 'nn.Linear(2, 3)', answer: 9, hints: [one]}"),
    ask("{kind: match, id: several, answers: [a, b], distractors: [c]}"),
)
TOPIC = Topic("t", "T", "", "", (), QUESTIONS, (), None)  # type: ignore[arg-type]  # no file is behind it
RULES = (Rules(), Rules(seed=3, attempts=3), Rules(open=True), Rules(test=True), Rules(timed=True))
MOVES = [
    "A", "B", "9", "8", "a", "A, B", "", ":hint", ":skip", ":idk", ":quit", ":help", "leave out", "stop",
    correct("9", "is right"), wrong("9", "is wrong"), Grade(Verdict.WRONG, 0.5, "", "half", ("no-floor", "stride-one")),
    unreadable("What?"), void("It broke."),
]  # fmt: skip


class Taking:
    """A sitting that is taken, with its record."""

    def __init__(self, topic: Topic, rules: Rules) -> None:
        self.now = 0.0
        numbers = count()
        self.pen = Pen("s", "t", lambda: f"e{next(numbers)}", lambda _, question: f"of-{question}", 60, "1", "2")
        self.sitting, _ = begin(items([topic], rules, Wanted()), rules, self.now)
        self.events = list(note_begin(self.pen, self.sitting, NOON))

    def move(self, typed: str | Grade) -> None:
        """Type a line or give a verdict, where one is awaited; what does not fit is left out."""
        self.now += 1
        before = self.sitting
        if isinstance(typed, Grade):
            if not isinstance(before.phase, Judging):
                return
            self.sitting, _ = graded(before, typed, self.now)
        elif isinstance(before.phase, Asking):
            act: dict[str, Callable[[Sitting, float], tuple[Sitting, object]]] = {"leave out": leave_out, "stop": stop}
            self.sitting, _ = act[typed](before, self.now) if typed in act else step(before, typed, self.now)
        self.events += note_step(self.pen, before, self.sitting, NOON + timedelta(seconds=self.now))

    @property
    def left(self) -> Sitting:
        """What must be gone on with: a verdict that did not come was not given, and nobody has read anything since."""
        phase = self.sitting.phase
        asking = phase.asking if isinstance(phase, Judging) else phase
        return replace(self.sitting, phase=replace(asking, since=7.0) if isinstance(asking, Asking) else asking)


def rebuilt_from(events: list[Event], topic: Topic) -> Sitting:
    """Rebuild a sitting as another process does: from lines."""
    read = [read_line(as_line(as_facts(event))) for event in events]
    assert isinstance(read[0], Begun)
    return rebuilt(progress(read[0], read), [topic], 7.0)


@given(st.sampled_from(RULES), st.lists(st.sampled_from(MOVES), max_size=25))
def test_what_is_rebuilt_is_what_was_left(rules: Rules, moves: list[str | Grade]) -> None:
    taking = Taking(TOPIC, rules)
    assert rebuilt_from(taking.events, TOPIC) == taking.left
    for move in moves:
        before = taking.left
        taking.move(move)
        if isinstance(taking.sitting.phase, Over) and taking.sitting.phase.quit:
            assert rebuilt_from(taking.events, TOPIC) == before
            return
        assert rebuilt_from(taking.events, TOPIC) == taking.left


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


VARIANTS = """title: T
questions:
  - id: side
    kind: shape
    prompt: Which?
    layer: nn.MaxPool2d($k)
    input: [1, 1, $n, $n]
    params: {n: 6..32, k: [2, 3]}
    distractors: misconceptions
  - id: other
    kind: count
    prompt: How many?
    layer: nn.Linear($n, 3)
    params: {n: 2..30}
  - {id: last, kind: match, prompt: Which?, answer: a, distractors: [b]}
"""


@pytest.mark.parametrize("seed", range(5))
def test_the_same_variants_with_the_same_choices(seed: int, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(VARIANTS, encoding="utf-8")
    [topic] = load(tmp_path / "t.yaml")
    taking = Taking(topic, Rules(seed=seed))
    for move in (
        "A",
        wrong(
            "",
            "",
        ),
        ":hint",
        "7",
    ):
        taking.move(move)

    again = rebuilt_from(taking.events, topic)

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


def test_a_question_that_was_renamed_is_the_same() -> None:
    taking = Taking(TOPIC, Rules())
    renamed = replace(TOPIC, questions=(replace(QUESTIONS[0], id="new", was=("closed",)), *QUESTIONS[1:]))
    assert [one.question.id for one in rebuilt_from(taking.events, renamed).items] == ["new", "open", "several"]
