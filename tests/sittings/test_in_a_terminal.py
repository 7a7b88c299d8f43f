"""A learner at a real terminal, who leaves in every way there is, and goes on."""

import os
import signal
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from learning import without_torch
from terminals import ESCAPES, Start, Terminal

BANK = """title: Letters
questions:
  - id: first
    kind: match
    prompt: Which letter is the first?
    answer: alpha
    distractors: [beta, {text: omega, why: That is the last.}, gamma]
    hints: [It is in the word alphabet., Bet is what follows.]
  - {id: how-many, kind: match, prompt: How many letters are there?, answer: 24, explanation: English has two more.}
  - {id: last, kind: match, prompt: Which letter is the last?, answer: omega, distractors: [alpha, zeta, psi]}
"""
PROMPT = "answer> "


@pytest.fixture(autouse=True)
def _with_a_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZPROOF_DATA_DIR", str(tmp_path / "record"))
    monkeypatch.setenv("QUIZPROOF_NOW", "2026-11-22T09:00:00Z")
    monkeypatch.setenv("PYTHONPATH", without_torch(tmp_path))
    (tmp_path / "letters.yaml").write_text(BANK, encoding="utf-8")


def question_on(terminal: Terminal) -> list[str]:
    """Return the question that stands last on the screen, from its heading to the prompt."""
    lines = [line for line in terminal.lines() if line != PROMPT.strip()]
    start = max(place for place, line in enumerate(lines) if line.startswith("Question "))
    prompts = [place for place, line in enumerate(lines) if line.startswith(PROMPT.strip()) and place > start]
    return [
        line for line in lines[start : min(prompts, default=len(lines))] if not line.startswith(("You ", "Stopped"))
    ]


def interrupt(terminal: Terminal) -> None:
    """Press Ctrl-C in the middle of a line: before one is begun, it may fall between two waits of the line editor."""
    terminal.child.send("half")
    terminal.until("half")
    terminal.child.sendintr()


TYPED = {
    "take letters.yaml": [":hint", "zeta", "20", ":help", "24"],
    "practice letters.yaml": [":hint", "zeta", ":undo", ":flag why?", "24", "zeta", "A"],
}


@pytest.mark.parametrize("command", TYPED)
def test_ctrl_c_at_every_prompt_and_on(command: str, start: Start) -> None:
    """What stands on the screen when it is left stands there again."""
    shown: list[list[str]] = []
    for line in [*TYPED[command], None]:
        terminal = start(*command.split(), rows=100)
        terminal.until(PROMPT)
        if shown:
            assert question_on(terminal) == shown[-1]
        if line is not None:
            terminal.child.sendline(line)
            terminal.until(PROMPT)
        shown.append(question_on(terminal))
        interrupt(terminal)
        assert terminal.end() == 130
        stopped, saved = terminal.lines()[-2:]
        assert stopped.startswith("Stopped. ")
        assert stopped.endswith(" right.")
        assert saved == f"Saved. `quizproof {command}` goes on."
    assert len({tuple(one) for one in shown}) >= 3


def test_a_closed_terminal(start: Start) -> None:
    terminal = start("take", "letters.yaml")
    terminal.until(PROMPT)
    terminal.child.sendline("alpha")
    terminal.until(PROMPT)
    terminal.child.kill(signal.SIGHUP)
    terminal.end()
    assert terminal.child.signalstatus == signal.SIGHUP
    again = start()
    again.until(PROMPT)
    assert again.lines()[0] == "Letters: on with question 2 of 3"
    assert "How many letters are there?" in question_on(again)


def test_ctrl_d_and_on(start: Start) -> None:
    terminal = start("practice", "letters.yaml")
    terminal.until(PROMPT)
    terminal.child.sendline("alpha")
    terminal.until(PROMPT)
    terminal.child.sendeof()
    assert terminal.end() == 0
    assert terminal.lines()[-2:] == [
        "Saved. `quizproof practice letters.yaml` goes on.",
        "Coming back: 1 on 24 November, in 2 days.",
    ]
    again = start("practice", "letters.yaml")
    again.until(PROMPT)
    assert question_on(again)[1] == "How many letters are there?"


def test_stopped_and_continued(start: Start) -> None:
    """As Ctrl-Z and fg do."""
    terminal = start("take", "letters.yaml")
    terminal.until(PROMPT)
    os.kill(terminal.child.pid, signal.SIGSTOP)
    terminal.child.sendline("alpha")
    time.sleep(0.2)
    os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.until("Correct")
    terminal.until(PROMPT)
    terminal.child.sendline(":q")
    assert terminal.end() == 0


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_no_line_is_wider_than_the_screen(columns: int, start: Start) -> None:
    for lines in (
        [":help", ":hint", ":flag it", ":choices", "zeta", ":q"],
        [":undo", ":suspend", ":idk", "omega", ":idk"],
    ):
        terminal = start("practice", "letters.yaml", columns=columns)
        for line in lines:
            terminal.until(PROMPT)
            terminal.child.sendline(line)
        assert terminal.end() == 0
        said = [ESCAPES.sub("", line) for line in terminal.said.splitlines()]
        assert [line for line in said if cell_len(line) > columns] == []
    assert [line for line in said if line.startswith("Done.")] != []
    nothing = start("practice", "letters.yaml", "--new", "0", columns=columns)
    assert nothing.end() == 0
    said = [ESCAPES.sub("", line) for line in nothing.said.splitlines()]
    assert said[0].startswith("Nothing is due")
    assert [line for line in said if cell_len(line) > columns] == []


def test_a_screen_that_shrinks_and_a_sitting_that_goes_on_in_it(start: Start) -> None:
    terminal = start("practice", "letters.yaml")
    terminal.until(PROMPT)
    terminal.resize(24)
    before = len(terminal.said)
    terminal.child.sendline("zeta")
    terminal.until(PROMPT)
    interrupt(terminal)
    assert terminal.end() == 130
    again = start("practice", "letters.yaml", columns=24)
    again.until(PROMPT)
    again.resize(60)
    again.child.sendline("24")
    again.until(PROMPT)
    again.child.sendline(":q")
    assert again.end() == 0
    narrow = [ESCAPES.sub("", line) for line in terminal.said[before:].splitlines()]
    assert [line for line in narrow if cell_len(line) > 24] == []
    wide = [ESCAPES.sub("", line) for line in again.said.splitlines()]
    assert [line for line in wide if cell_len(line) > 60] == []
    assert any(cell_len(line) > 24 for line in wide)
