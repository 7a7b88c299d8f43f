"""`learn`: lessons with examples and questions in their places."""

from pathlib import Path

import pytest

from pages import printed
from quizproof.engine.bank import load
from quizproof.engine.choosing import Rules
from quizproof.engine.clock import now
from quizproof.engine.history.events import Begun
from quizproof.engine.history.queries import attempts_of
from quizproof.engine.keeping import keeper
from quizproof.engine.oracle import Oracle
from quizproof.engine.screen.lesson import print_lesson
from quizproof.engine.screen.page import Page
from quizproof.engine.screen.terminal import Terminal
from quiztaking import Absent
from recording import opened

QUESTION = """questions:
  - {id: q, kind: match, prompt: Which?, answer: a1}
  - {id: p, kind: match, prompt: What?, answer: b1}
"""
EXAMPLE = "examples:\n  - {id: e, caption: So, layer: nn.MaxPool1d(2), input: [1, 2]}\n"


def learned(folder: Path, text: str, oracle: Oracle, *lines: str) -> str:
    (folder / "t.yaml").write_text(f"title: T\n{text}", encoding="utf-8")
    [topic] = load(folder / "t.yaml")
    left = list(lines)

    def read(prompt: str) -> str:
        if not left:
            raise EOFError
        return left.pop(0)

    def show(page: Page) -> None:
        kept = keeper(str(folder / "record"), True, page.line, now)
        print_lesson(Terminal(page, read, lambda: 0.0), topic, oracle, Rules(), kept, "t.yaml")
        kept.close()

    return printed(show, width=40)


LESSONS = {
    "text, example, question": (
        f"lesson: |\n  One.\n  {{{{e}}}}\n  Two.\n  {{{{ q }}}}\n  Three.\n{EXAMPLE}{QUESTION}",
        ["a1"],
        "T\n\nOne.\n\nSo\n  nn.MaxPool1d(2)\n  window 1    torch gives\n  [1 *2]       2\n\n"
        "  window 1: max(1, 2) = 2\n\nTwo.\n\n"
        "Question\nq\nWhich?\n\nType the answer.\nCorrect\n\nThree.\n",
    ),
    "quitting ends it": (
        f"lesson: |\n  {{{{q}}}}\n\n  {{{{p}}}}\n\n  End.\n{QUESTION}",
        [":quit"],
        "T\n\nQuestion\nq\nWhich?\n\nType the answer.\n",
    ),
    "skipping does not": (
        f"lesson: |\n  {{{{q}}}}\n\n  End.\n{QUESTION}",
        [":skip"],
        "T\n\nQuestion\nq\nWhich?\n\nType the answer.\nSkipped\n\nEnd.\n",
    ),
    "nobody answers": (
        f"lesson: |\n  {{{{q}}}}\n\n  {{{{p}}}}\n\n  End.\n{QUESTION}",
        [],
        "T\n\nQuestion\nq\nWhich?\n\nType the answer.\n\nQuestion\np\nWhat?\n\nType the answer.\n\nEnd.\n",
    ),
    "an unknown id": (
        f"lesson: |\n  {{{{x}}}}\n{QUESTION}",
        [],
        "T\n\nThere is no example or question x.\n",
    ),
    "no lesson": (
        f"about: A thing.\n{EXAMPLE}{QUESTION}",
        [],
        "T\n\nA thing.\n\nSo\n  nn.MaxPool1d(2)\n  window 1    torch gives\n  [1 *2]       2\n\n"
        "  window 1: max(1, 2) = 2\n",
    ),
}


@pytest.mark.parametrize(("text", "lines", "said"), LESSONS.values(), ids=LESSONS)
def test_lesson(text: str, lines: list[str], said: str, tmp_path: Path, oracle: Oracle) -> None:
    assert learned(tmp_path, text, oracle, *lines) == said


def test_what_is_answered_in_a_lesson_is_kept(tmp_path: Path, oracle: Oracle) -> None:
    learned(tmp_path, f"lesson: |\n  {{{{q}}}}\n\n  {{{{p}}}}\n{QUESTION}", oracle, "a1", "z", "y")
    with opened(tmp_path / "record") as history:
        begun = [one for one in history.events("mark = 'begun' ORDER BY number") if isinstance(one, Begun)]
        found = [attempts_of(history, "t", name) for name in ("q", "p")]
    assert [(one.mode, [listed.question for listed in one.items]) for one in begun] == [
        ("learn", ["q"]),
        ("learn", ["p"]),
    ]
    assert [[(one.answers, one.ending, one.sitting) for one in attempts] for attempts in found] == [
        [(("a1",), "right", begun[0].id)],
        [(("z",), None, begun[1].id), (("y",), "wrong", begun[1].id)],
    ]


def test_without_torch_the_lesson_goes_on(tmp_path: Path) -> None:
    assert learned(tmp_path, f"{EXAMPLE}{QUESTION}", Absent(1)) == (
        "T\n\nSo\n  nn.MaxPool1d(2)\nNot computed: torch cannot be loaded: no\n"
        "  module; install it with `pip install\n  torch`.\n"
    )


def test_an_example_without_windows_is_shown_as_numbers(tmp_path: Path, oracle: Oracle) -> None:
    said = learned(tmp_path, f"{EXAMPLE.replace('nn.MaxPool1d(2)', 'nn.ReLU()')}{QUESTION}", oracle)
    assert said == "T\n\nSo\n  nn.ReLU()\n  1  2   ->   1  2\n"


CONV = """examples:
  - id: e
    layer: nn.Conv1d(1, 1, 2)
    weights: {weight: [[[-1, 2]]], bias: [10]}
    input: [1, 2, 5]
"""


def test_an_example_runs_with_its_weights_and_shows_them(tmp_path: Path, oracle: Oracle) -> None:
    assert learned(tmp_path, f"{CONV}{QUESTION}", oracle) == (
        "T\n\n  nn.Conv1d(1, 1, 2)\n  weight: [[[-1, 2]]]\n  bias: [10]\n"
        "  window 1    window 2    torch gives\n  [1 2]5       1[2 5]      13 18\n\n"
        "  window 1: -1*1 + 2*2 + 10 = 13\n  window 2: -1*2 + 2*5 + 10 = 18\n"
    )


def test_an_example_of_a_shape_shows_the_shape_that_comes_out(tmp_path: Path, oracle: Oracle) -> None:
    text = "examples: [{id: e, layer: 'nn.Conv2d(3, 4, 3)', input: {shape: [1, 3, 8, 8]}}]\n"
    assert learned(tmp_path, f"{text}{QUESTION}", oracle) == (
        "T\n\n  nn.Conv2d(3, 4, 3)\n  (1, 3, 8, 8) -> (1, 4, 6, 6)\n"
    )


REFUSED = EXAMPLE.replace("nn.MaxPool1d(2)", "nn.MaxPool1d(5)")


def test_an_example_that_torch_refuses_says_so(tmp_path: Path, oracle: Oracle) -> None:
    said = learned(tmp_path, f"{REFUSED}{QUESTION}", oracle)
    assert said == "T\n\nSo\n  nn.MaxPool1d(5)\nNot computed: torch does not run this\n  example.\n"
