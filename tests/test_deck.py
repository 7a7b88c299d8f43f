"""The deck is what the attempts make it, whatever was kept, undone, forgotten, renamed, brought in or cut off."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizproof.engine import deck
from quizproof.engine.deck import keep_deck, read_deck
from quizproof.engine.history import practised
from quizproof.engine.history.derived import Derived, derived, keep
from quizproof.engine.history.disk import Refused
from quizproof.engine.history.events import Event, Forgotten, Suspended, Undone
from quizproof.engine.history.facts import as_facts, as_line
from quizproof.engine.history.lines import import_lines
from quizproof.engine.history.queries import AGAIN, GOOD, NOTHING_WAS, Review, Was, reviews
from quizproof.engine.history.record import History
from quizproof.engine.schedule import Standing, after, standing
from recording import DAY, NOON, attempt, opened, wrong

TODAY = NOON.date()
TOPICS = ("pooling", "norms")
NAMES = ("a", "b", "c", "d")
WASES: tuple[Was, ...] = (
    NOTHING_WAS,
    {(topic, name): () for topic in TOPICS for name in NAMES},
    {("pooling", "b"): ("a",), ("norms", "a"): (), ("norms", "b"): ()},
    {("pooling", "c"): ("b", "a"), ("pooling", "d"): ()},
    {("pooling", "e"): ("a", "b", "b"), ("norms", "c"): ("a", "d")},
    {("pooling", "a"): ("b",), ("pooling", "b"): ("a",)},
)


def rebuilt(history: History, was: Was) -> dict[tuple[str, str], Standing]:
    """The deck from nothing but the attempts."""
    found: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in reviews(history, was):
        found[review.topic, review.question].append(review)
    return {name: made for name, its_reviews in found.items() if (made := standing(its_reviews))}


TIMES = st.integers(0, 40).map(lambda hours: NOON + timedelta(hours=7 * hours))
CARDS = {"topic": st.sampled_from(TOPICS), "question": st.sampled_from(NAMES)}
ANSWERS = st.sampled_from(["right", "hinted", "wrong", "shown", "skipped"])
STEPS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"do": st.just("answer"), "at": TIMES, "answer": ANSWERS, **CARDS}),
        st.fixed_dictionaries({"do": st.just("import"), "at": TIMES, "answer": ANSWERS, **CARDS}),
        st.fixed_dictionaries({"do": st.just("undo"), "which": st.integers(0, 20), "at": TIMES}),
        st.fixed_dictionaries({"do": st.just("forget"), "at": TIMES, **CARDS, "all": st.booleans()}),
        st.fixed_dictionaries({"do": st.just("suspend"), "at": TIMES, **CARDS}),
        st.fixed_dictionaries({"do": st.just("keep"), "was": st.sampled_from(WASES)}),
        st.fixed_dictionaries({"do": st.just("look"), "was": st.sampled_from(WASES)}),
        st.fixed_dictionaries({"do": st.just("open again")}),
    ),
    max_size=40,
)


class Living:
    """A record that things happen to."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder, lambda notice: pytest.fail(notice.sentence), lambda: NOON)
        self.numbers = count()
        self.attempts = 0

    def do(self, step: dict[str, Any]) -> None:
        identity = f"e{next(self.numbers)}"
        match step["do"]:
            case "answer":
                assert self.history.append(self.answered(step))
            case "import":
                import_lines(self.history, [as_line(as_facts(self.answered(step)))])
            case "undo":
                assert self.history.append(Undone(id=identity, at=step["at"], attempt=f"a{step['which']}"))
            case "forget":
                question = None if step["all"] else step["question"]
                assert self.history.append(
                    Forgotten(id=identity, at=step["at"], topic=step["topic"], question=question)
                )
            case "suspend":
                assert self.history.append(
                    Suspended(id=identity, at=step["at"], topic=step["topic"], question=step["question"])
                )
            case "keep":
                assert keep_deck(self.history, read_deck(self.history, step["was"]))
            case "look":
                assert read_deck(self.history, step["was"]).cards == rebuilt(self.history, step["was"])
            case "open again":
                self.history.close()

    def answered(self, step: dict[str, Any]) -> Event:
        self.attempts += 1
        of = {name: step[name] for name in ("at", "topic", "question")}
        identity = f"a{self.attempts}"
        match step["answer"]:
            case "wrong":
                return wrong(identity, **of)
            case "shown" | "skipped" as ending:
                return attempt(identity, ending=ending, verdict=None, score=None, answers=(), **of)
            case answer:
                return attempt(identity, hints=int(answer == "hinted"), **of)


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_the_deck_is_what_the_attempts_make_it(steps: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        living = Living(Path(folder))
        for step in steps:
            living.do(step)
        for was in WASES:
            assert read_deck(living.history, was).cards == rebuilt(living.history, was)
        living.history.close()


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[Collection[tuple[str, str]]]:
    """Which questions were worked out, each time that some were."""
    found: list[Collection[tuple[str, str]]] = []

    def noted(history: History, cards: Collection[tuple[str, str]], was: Was = NOTHING_WAS) -> Any:
        found.extend([sorted(cards)] if cards else [])
        return practised.rated(history, cards, was)

    monkeypatch.setattr(deck, "rated", noted)
    return found


def learn(history: History) -> None:
    history.append(
        attempt("a1"), wrong("a2", question="b"), attempt("a3", topic="norms"), attempt("a4", at=NOON + 2 * DAY)
    )


def test_a_deck(history: History) -> None:
    learn(history)
    made = read_deck(history)
    good, again = (standing([Review("", "", TODAY, NOON, rating)]) for rating in (GOOD, AGAIN))
    assert good
    assert made.cards == {
        ("pooling", "a"): after(good, GOOD, TODAY + 2 * DAY),
        ("pooling", "b"): again,
        ("norms", "a"): good,
    }
    assert made.reviewed_on(TODAY) == {("pooling", "b"), ("norms", "a")}
    assert made.first_reviewed_on(TODAY) == {*made.cards}
    assert made.reviewed_on(TODAY + 2 * DAY) == {("pooling", "a")}


def test_nobody_has_answered_anything(history: History) -> None:
    assert read_deck(history).cards == {}
    assert keep_deck(history, read_deck(history))


def test_only_what_was_touched_is_worked_out_again(history: History, worked_out: list[Any]) -> None:
    learn(history)
    assert keep_deck(history, read_deck(history))
    worked_out.clear()
    was = {("pooling", "c"): ("b",), ("norms", "a"): ()}
    events: dict[str, tuple[Event | None, Was, list[Any]]] = {
        "nothing": (None, NOTHING_WAS, []),
        "an answer": (attempt("a5", question="b", at=NOON + DAY), NOTHING_WAS, [[("pooling", "b")]]),
        "taken back": (Undone(id="u", at=NOON, attempt="a5"), NOTHING_WAS, [[("pooling", "b")]]),
        "taken back what is not there": (Undone(id="u2", at=NOON, attempt="a0"), NOTHING_WAS, []),
        "put away": (Suspended(id="s", at=NOON, topic="pooling", question="b"), NOTHING_WAS, []),
        "renamed": (None, was, [[("pooling", "c")]]),
        "renamed, once more": (None, was, []),
        "one forgotten": (
            Forgotten(id="f", at=NOON, topic="pooling", question="b"), was, [[("pooling", "b")], [("pooling", "c")]]
        ),
        "a topic forgotten": (Forgotten(id="g", at=NOON, topic="norms"), was, [[("norms", "a")]]),
    }  # fmt: skip
    found: dict[str, list[Any]] = {}
    for name, (event, its_was, _) in events.items():
        worked_out.clear()
        assert event is None or history.append(event)
        made = read_deck(history, its_was)
        found[name] = worked_out.copy()
        assert made.cards == rebuilt(history, its_was)
        assert keep_deck(history, made)
    assert found == {name: expected for name, (_, _, expected) in events.items()}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: "",
        lambda body: body[:-1],
        lambda body: body.replace("0", "1", 1),
        lambda body: body.replace('"pooling"', '"poolinG"', 1),
        lambda body: body.replace("1 ", "2 ", 1),
        lambda body: "{}",
        lambda body: "\n",
    ],
    ids=["nothing", "cut off", "another stability", "another topic", "another form", "other data", "no text"],
)
def test_what_was_kept_is_not_trusted(history: History, worked_out: list[Any], spoil: Callable[[str], str]) -> None:
    learn(history)
    expected = read_deck(history)
    assert keep_deck(history, expected)
    kept = derived(history, "deck")
    spoilt = spoil(kept.body)
    assert spoilt != kept.body
    keep(history, "deck", Derived(kept.upto, spoilt))
    worked_out.clear()
    assert read_deck(history) == expected
    assert worked_out == [[("norms", "a"), ("pooling", "a"), ("pooling", "b")]]
    assert keep_deck(history, read_deck(history))
    assert derived(history, "deck") == kept


def test_what_was_kept_of_another_record_is_not_trusted(history: History) -> None:
    learn(history)
    keep_deck(history, read_deck(history))
    kept = derived(history, "deck")
    with TemporaryDirectory() as folder, opened(Path(folder)) as other:
        other.append(wrong(question="c"))
        keep(other, "deck", kept)
        assert read_deck(other).cards == rebuilt(other, NOTHING_WAS)


def test_what_is_kept_already_is_not_written_again(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(history)
    assert keep_deck(history, read_deck(history))
    monkeypatch.setattr(deck, "keep", lambda *_: pytest.fail("it was written"))
    assert keep_deck(history, read_deck(history))


def test_another_fsrs(history: History, monkeypatch: pytest.MonkeyPatch, worked_out: list[Any]) -> None:
    learn(history)
    assert keep_deck(history, read_deck(history))
    worked_out.clear()
    monkeypatch.setattr(deck, "fingerprint", lambda: "another")
    assert read_deck(history).cards == rebuilt(history, NOTHING_WAS)
    assert len(worked_out) == 1
    monkeypatch.setattr(deck, "fingerprint", lambda: None)
    made = read_deck(history)
    assert made.cards == rebuilt(history, NOTHING_WAS)
    assert not keep_deck(history, made)


def test_a_deck_that_cannot_be_kept_is_no_error(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(history)
    made = read_deck(history)

    def refuse(*_: object) -> None:
        raise Refused("the disk is full")

    monkeypatch.setattr(deck, "keep", refuse)
    assert not keep_deck(history, made)
    assert read_deck(history) == made


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), TIMES, ANSWERS), max_size=12), st.sampled_from(WASES))
def test_many_questions_are_worked_out_as_few_are(answers: list[tuple[str, datetime, str]], was: Was) -> None:
    with TemporaryDirectory() as folder:
        living = Living(Path(folder))
        for question, at, answer in answers:
            living.do({"do": "answer", "at": at, "answer": answer, "topic": "pooling", "question": question})
        few = read_deck(living.history, was)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(practised, "_MANY", 0)
            assert read_deck(living.history, was) == few
        living.history.close()
