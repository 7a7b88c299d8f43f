"""What the doctor says of the terminal."""

import os
from io import BytesIO, TextIOWrapper
from unittest import mock

import pytest

from quizproof.engine.doctor import State
from quizproof.engine.doctor.terminal import Screen, check_terminal
from quizproof.engine.screen.doctor import screen_of
from quizproof.engine.screen.page import page_on

FINE, LOOK, BROKEN = State.FINE, State.LOOK, State.BROKEN


class Terminal(TextIOWrapper):
    """What is printed to a terminal, kept."""

    def isatty(self) -> bool:
        return True


TERMINAL = Screen(True, 80, "utf-8", True)


TERMINALS = {
    "a good one": (TERMINAL, {}, FINE, "a terminal, 80 wide, utf-8, colours, line editing"),
    "NO_COLOR": (
        Screen(True, 80, "utf-8", False),
        {"NO_COLOR": "1", "TERM": "xterm"},
        FINE,
        "a terminal, 80 wide, utf-8, no colours (NO_COLOR is set), line editing",
    ),
    "dumb": (
        Screen(True, 80, "utf-8", False),
        {"TERM": "dumb", "NO_COLOR": "1"},
        FINE,
        "a terminal, 80 wide, utf-8, no colours (TERM is dumb), line editing",
    ),
    "accessible": (
        Screen(True, 80, "utf-8", False),
        {"ACCESSIBLE": "1"},
        FINE,
        "a terminal, 80 wide, utf-8, no colours (ACCESSIBLE is set), line editing",
    ),
    "poor": (
        Screen(True, 80, "utf-8", False),
        {"TERM": "vt52"},
        FINE,
        "a terminal, 80 wide, utf-8, no colours (TERM promises none), line editing",
    ),
    "ASCII": (
        Screen(False, 80, "ascii", False),
        {},
        LOOK,
        "no terminal, 80 wide, ascii, no colours (it is no terminal), line editing; it lacks signs such as that of "
        "multiplication, for which letters of ASCII stand",
    ),
    "an unknown encoding": (
        Screen(True, 80, "klingon", True),
        {},
        LOOK,
        "a terminal, 80 wide, klingon, colours, line editing; it lacks signs such as that of multiplication, for which "
        "letters of ASCII stand",
    ),
    "narrow": (
        Screen(True, 39, "utf-8", True),
        {},
        LOOK,
        "a terminal, 39 wide, utf-8, colours, line editing; pictures need more room",
    ),
}


@pytest.mark.parametrize(("screen", "environment", "state", "found"), TERMINALS.values(), ids=TERMINALS)
def test_terminals(screen: Screen, environment: dict[str, str], state: State, found: str) -> None:
    done = check_terminal(screen, environment)
    assert (done.state, done.found, done.mend is None) == (state, found, state is FINE)


@pytest.mark.parametrize(
    "environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=["none", "no", "dumb", "words"]
)
def test_the_reason_is_that_of_the_page(environment: dict[str, str]) -> None:
    """A page has colours exactly where no reason against them is known."""

    with mock.patch.dict(os.environ, {"TERM": "xterm-256color", "COLUMNS": "70"} | environment, clear=True):
        screen = screen_of(page_on(Terminal(BytesIO(), encoding="utf-8")))
        found = check_terminal(screen).found
    assert (screen.width, screen.encoding, screen.colours) == (70, "utf-8", not environment)
    assert ("no colours" in found) == bool(environment)


def test_without_readline() -> None:
    with mock.patch("quizproof.engine.doctor.terminal.find_spec", return_value=None):
        done = check_terminal(TERMINAL, {})
    assert (done.state, done.found) == (LOOK, "a terminal, 80 wide, utf-8, colours, no line editing")
