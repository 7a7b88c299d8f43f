"""The front end: what is asked ahead, what is said while torch is slow or missing, and what is void."""

import threading
from collections.abc import Sequence

import pytest

from asking import ask
from pages import printed
from quizproof.engine.choosing import Item, Rules
from quizproof.engine.jobs import Broke, Job, Outcome, Ran
from quizproof.engine.oracle import Oracle
from quizproof.engine.screen import assessor
from quizproof.engine.screen.front import Front
from quizproof.engine.screen.terminal import Terminal
from quizproof.engine.sitting import Ending, Sitting
from quiztaking import Absent

SHAPE = ask("{kind: shape, id: shape, layer: nn.MaxPool2d(2), input: [1, 1, 6, 6], answer: '(1, 1, 3, 3)'}")
LAYER = ask("{kind: layer, id: layer, input: [1, 1, 6, 6], output: [1, 1, 3, 3], answer: nn.MaxPool2d(2)}")
TEXT = ask("{kind: match, id: text, answer: a, distractors: [b]}")


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
        ended.append(Front(Terminal(page, read, lambda: 0.0), oracle, standing=items[0]).take(items, Rules()))

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
