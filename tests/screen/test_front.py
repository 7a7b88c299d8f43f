"""The front end: what is asked ahead, what is said while torch is slow or missing, and what is void."""

import io
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from asking import ask
from pages import printed
from quizproof.engine.choosing import Item, Rules, asked
from quizproof.engine.jobs import Broke, Job, Outcome, Ran
from quizproof.engine.oracle import Oracle
from quizproof.engine.screen import assessor
from quizproof.engine.screen.front import Front
from quizproof.engine.screen.page import Page, page_on
from quizproof.engine.screen.terminal import Terminal
from quizproof.engine.session import Event, begin
from quizproof.engine.sitting import Ending, Judging, Over, Record, Sitting
from quiztaking import Absent

SHAPE = ask("{kind: shape, id: shape, layer: nn.MaxPool2d(2), input: [1, 1, 6, 6], answer: '(1, 1, 3, 3)'}")
LAYER = ask("{kind: layer, id: layer, input: [1, 1, 6, 6], output: [1, 1, 3, 3], answer: nn.MaxPool2d(2)}")
TEXT = ask("{kind: match, id: text, answer: a, distractors: [b]}")
HINTED = ask("{kind: match, id: hinted, answer: a, distractors: [b], hints: [It is a vowel.]}")
CHOSEN = ask(
    "{kind: shape, layer: nn.MaxPool2d(2), input: [1, 1, 6, 6], answer: '(1, 1, 3, 3)', distractors: ['(1, 1, 2, 2)']}"
)


class Scripted(Oracle):
    """Gives one outcome for every job, and remembers what it was asked."""

    def __init__(self, outcome: Outcome, slow: threading.Event | None = None) -> None:
        super().__init__(1)
        self.outcome, self.slow = outcome, slow
        self.asked: list[list[bytes]] = []

    @property
    def ready(self) -> bool:
        return isinstance(self.outcome, Broke)

    def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        self.asked.append([job.key for job in jobs])
        if self.slow is not None:
            self.slow.wait(10)
        return [self.outcome for _ in jobs]


def taken(oracle: Oracle, questions: list, *lines: str) -> tuple[Sitting, str]:
    """Take these questions by typing these lines. Return the sitting, and what was printed after the first one."""
    items = tuple([Item("t", question, question.choices) for question in questions])
    left = list(lines)
    ended: list[Sitting] = []

    def read(prompt: str) -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    def show(page):
        front = Front(Terminal(page, read, lambda: 0.0), oracle, standing=items[0])
        ended.append(front.take(begin(items, Rules(), 0.0)))

    said = printed(show)
    return ended[0], said


def test_torch_is_asked_ahead_of_the_answer() -> None:
    oracle = Scripted(Ran(((1, 1, 3, 3),)))
    taken(oracle, [SHAPE])
    deadline = threading.Event()
    while not oracle.asked:
        deadline.wait(0.01)
    assert len(oracle.asked[0]) > 0


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Ran(((1, 1, 3, 3),)), "Loading torch ..."), (Broke("crashed"), "Checking ...")],
    ids=["loading", "checking"],
)
def test_a_long_wait_is_explained(outcome: Outcome, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessor, "PATIENCE", 0.01)
    slow = threading.Event()
    threading.Timer(0.3, slow.set).start()
    _, said = taken(Scripted(outcome, slow), [SHAPE], "(1, 1, 3, 3)")
    assert said.startswith(f"{words}\n")


def test_text_is_not_kept_waiting_by_torch() -> None:
    sitting, said = taken(Absent(1), [TEXT], "a letter is no answer here", "A")
    assert said.startswith("Not correct\n")
    assert [record.ending for record in sitting.records] == [Ending.WRONG]


@pytest.fixture
def known_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """That torch is missing shows when the first answer is graded."""
    monkeypatch.setattr(assessor.Assessor, "ask_ahead", lambda *_: None)


@pytest.fixture
def known_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """That torch is missing shows before anything is typed."""
    monkeypatch.setattr(assessor.Assessor, "ask_ahead", assessor.Assessor._ask_ahead)


@pytest.mark.parametrize(("known", "lines"), [("known_late", ["(1, 1, 3, 3)", "A"]), ("known_early", ["A"])])
def test_without_torch_text_is_asked_and_the_rest_is_left_out(
    known: str, lines: list[str], request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(known)
    sitting, said = taken(Absent(1), [SHAPE, LAYER, TEXT, SHAPE], *lines)
    assert [record.ending for record in sitting.records] == [Ending.VOID, Ending.VOID, Ending.RIGHT, Ending.VOID]
    assert said == (
        "Not counted: torch cannot be loaded: no module; install it with `pip install\n"
        "  torch`.\n"
        "\n"
        "Not counted: the questions that need torch are left out.\n"
        "\n"
        "Question 3 of 4  [##########..........]                                     text\n"
        "?\n"
        "\n"
        "  A  a\n"
        "  B  b\n"
        "Correct\n"
    )


def test_a_layer_that_breaks_torch_is_asked_again() -> None:
    sitting, said = taken(Scripted(Broke("crashed")), [LAYER], "nn.MaxPool2d(3)", ":skip")
    assert said == "Not read: torch crashed on this layer: try a smaller one.\nSkipped\n"
    assert sitting.records[0].tries == ()


def test_a_key_that_torch_contradicts_is_void_and_says_so() -> None:
    sitting, said = taken(Scripted(Ran(((1, 1, 9, 9),))), [SHAPE], "(1, 1, 9, 9)")
    assert sitting.records[0].ending is Ending.VOID
    assert said.startswith("Not counted: the key of this question, (1, 1, 3, 3), is contradicted by torch")
    assert "(1, 1, 9, 9)" not in said


def test_an_error_of_ours_is_not_swallowed() -> None:
    class Faulty(Scripted):
        def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        taken(Faulty(Broke("")), [SHAPE], "(1, 1, 3, 3)")


class Watching:
    """A scribe that notes what is on the page, and what is recorded, when it is asked to write."""

    def __init__(self, page: Page, said: io.StringIO) -> None:
        self.page, self.said = page, said
        self.seen: list[tuple[str, int, tuple[Event, ...]]] = []

    def step(self, before: Sitting, after: Sitting, said: tuple[Event, ...]) -> None:
        assert isinstance(before.phase, Judging) or self.said.getvalue().endswith("> ")
        self.seen.append((self.said.getvalue(), len(after.records), said))


def test_what_happened_is_written_before_it_is_said() -> None:
    """A verdict that stands on the screen is on the disk."""
    said = io.StringIO()
    page = page_on(said, environment={"COLUMNS": "80"})
    lines = iter([":hint", "b", "a", ":quit"])

    def read(prompt: str) -> str:
        page.raw("> ")
        return next(lines)

    scribe = Watching(page, said)
    items = (Item("t", HINTED, HINTED.choices, attempts=2), Item("t", TEXT, TEXT.choices))
    front = Front(Terminal(page, read, lambda: 0.0), Absent(1), items[0], scribe)  # type: ignore[arg-type]
    front.take(begin(items, Rules(), 0.0))

    verdicts = ("Hint", "Not correct", "Correct", "Stopped")
    assert [[one for one in verdicts if one in page_then] for page_then, _, _ in scribe.seen] == [
        [],  # the hint
        ["Hint"],  # "b" is read
        ["Hint"],  # it is wrong
        ["Hint", "Not correct"],
        ["Hint", "Not correct"],
        ["Hint", "Not correct", "Correct"],
    ]
    assert [done for _, done, _ in scribe.seen] == [0, 0, 0, 0, 1, 1]
    assert [[type(one).__name__ for one in events] for _, _, events in scribe.seen] == [
        ["Hint"],
        ["Judge"],
        ["TryAgain"],
        ["Judge"],
        ["Ended", "Show"],
        ["Finished"],
    ]


def test_what_follows_is_said_after_each_question() -> None:
    heard: list[tuple[int, Record]] = []

    def follows(sitting: Sitting, record: Record) -> str:
        heard.append((len(sitting.records), record))
        return "" if record.ending is Ending.SKIPPED else "It comes back tomorrow."

    lines = iter([":skip", "a"])
    items = (Item("t", HINTED, HINTED.choices), Item("t", TEXT, TEXT.choices))

    def show(page: Page) -> None:
        front = Front(Terminal(page, lambda _: next(lines), lambda: 0.0), Absent(1), items[0], follow=follows)
        front.take(begin(items, Rules(), 0.0))

    said = printed(show, width=40)
    assert said.startswith("Skipped\n\nQuestion 2 of 2")
    assert said.endswith("Correct\nIt comes back tomorrow.\n")
    assert [(done, record.item, record.ending) for done, record in heard] == [
        (1, items[0], Ending.SKIPPED),
        (2, items[1], Ending.RIGHT),
    ]


SAID = {
    "a note without a record": (":flag wrong key", "Notes are kept with the record only.\n"),
    "no note": (
        ":flag",
        "Not read: say what is wrong with the question, such as `:flag the key should be\n  4`.\n",
    ),
    "nothing to take back": (":undo", "There is no answer to take back.\n"),
    "put away": (":suspend", "Put away. `quizproof history unsuspend hinted` takes it out again.\n"),
    "choices that stand above": (":choices", "The choices are shown above.\n"),
}


@pytest.mark.parametrize(("line", "expected"), SAID.values(), ids=SAID)
def test_what_is_said_of_a_command(line: str, expected: str) -> None:
    _, said = taken(Absent(1), [HINTED], line)
    assert said == expected


def test_the_choices_of_an_open_question_are_shown_when_they_are_asked_for() -> None:
    oracle = Scripted(Ran(((1, 1, 3, 3),)))
    lines = iter([":choices", ":quit"])
    items = (replace(asked("t", CHOSEN, Rules(open=True)), attempts=2),)

    def show(page: Page) -> None:
        front = Front(Terminal(page, lambda _: next(lines), lambda: 0.0), oracle, items[0])
        front.take(begin(items, Rules(seed=2, open=True), 0.0))

    assert printed(show) == "  A  (1, 1, 2, 2)\n  B  (1, 1, 3, 3)\n"


def test_without_torch_it_is_said_once_also_after_the_choices_were_shown(known_late: None) -> None:
    lines = iter([":choices", "A"])
    items = (asked("t", CHOSEN, Rules(open=True)),)
    ended: list[Sitting] = []

    def show(page: Page) -> None:
        front = Front(Terminal(page, lambda _: next(lines), lambda: 0.0), Absent(1), items[0])
        ended.append(front.take(begin(items, Rules(seed=2, open=True), 0.0)))

    said = printed(show)
    assert said.endswith("Not counted: torch cannot be loaded: no module; install it with `pip install\n  torch`.\n")
    assert (ended[0].phase, [one.ending for one in ended[0].records]) == (Over(), [Ending.VOID])
