"""A quiz in a real terminal: what a person sees, at each width, and what Ctrl-C, Ctrl-D and resizing do."""

import sys
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len

from terminals import ESCAPES, Start

BANK = str(Path(__file__).parent / "banks" / "text_only.yaml")
SHAPES = str(Path(__file__).parent / "banks" / "all_kinds.yaml")


def test_a_quiz_as_a_person_sees_it(start: Start) -> None:
    terminal = start("take", BANK, "--seed", "1", rows=40)
    terminal.until("answer> ")
    terminal.child.sendline("a")
    terminal.until("answer> ")
    terminal.child.sendline("3")
    assert terminal.end() == 0
    assert terminal.lines() == [
        "Text only: 2 questions",
        "Type an answer and Enter; :hint, :idk, :skip, :quit and :help work at any time.",
        "Question 1 of 2  [....................]                             which-letter",
        "Which letter is the first of abc, of all the letters that one may think of?",
        "最初の文字はどれですか。",
        "  A  b",
        "  B  a",
        "  C  c, which is the third of the three letters × that are shown in this",
        "     question",
        "answer> a",
        "Not correct",
        "Answer",
        "  B  a",
        "Question 2 of 2  [##########..........]                             which-number",
        "How many letters has it?",
        "Type the answer.",
        "answer> 3",
        "Correct",
        "Count them.",
        "Done. 1 of 2 right. 0 s.",
        "To look at again",
        "  which-letter",
        "    you: b",
        "    answer: a",
        "`quizproof take tests/banks/text_only.yaml --missed` asks these again,",
        "  `quizproof practice tests/banks/text_only.yaml` when they are due.",
    ]


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_no_line_is_wider_than_the_screen(columns: int, start: Start) -> None:
    terminal = start("take", BANK, "--seed", "1", columns=columns)
    for line in ("A", ":help", "x", ":idk"):
        terminal.until("answer> ")
        terminal.child.sendline(line)
    assert terminal.end() == 0
    lines = [ESCAPES.sub("", line) for line in terminal.said.splitlines()]
    assert [line for line in lines if cell_len(line) > columns] == []
    assert any("Done. " in line for line in lines)


def test_ctrl_c_at_the_first_question(start: Start) -> None:
    terminal = start("take", SHAPES)
    terminal.until("answer> ")
    terminal.child.send("half an answ")
    terminal.until("half an answ")  # before it is echoed, a signal may fall between two waits of the line editor
    terminal.child.sendintr()
    assert terminal.end() == 130
    assert terminal.lines()[-2:] == [
        "Stopped. 0 of 8 answered, 0 right.",
        "Saved. `quizproof take tests/banks/all_kinds.yaml` goes on.",
    ]


def test_ctrl_c_while_torch_is_loading(start: Start) -> None:
    terminal = start("take", SHAPES, "--tag", "open")
    terminal.until("answer> ")
    terminal.child.sendline("2")
    terminal.until("Loading torch ...")
    terminal.child.sendintr()
    terminal.child.sendintr()
    assert terminal.end() == 130
    assert "Stopped. 0 of 3 answered, 0 right." in [line.removeprefix("^C") for line in terminal.lines()]


def test_ctrl_c_before_the_first_question(start: Start) -> None:
    terminal = start("take", SHAPES)
    terminal.until("8 questions")
    terminal.child.sendintr()
    assert terminal.end() == 130


def test_ctrl_d_ends_it_with_what_was_answered(start: Start) -> None:
    terminal = start("take", BANK, "--seed", "1")
    terminal.until("answer> ")
    terminal.child.sendline("no")
    terminal.until("answer> ")
    terminal.child.sendeof()
    assert terminal.end() == 0
    assert terminal.lines()[-6:] == [
        "Stopped. 0 of 2 right. 0 s.",
        "To look at again",
        "  which-letter",
        "    you: no",
        "    answer: a",
        "Saved. `quizproof take tests/banks/text_only.yaml` goes on.",
    ]


def test_what_follows_a_resize_fits(start: Start) -> None:
    terminal = start("take", BANK, "--seed", "1")
    terminal.until("answer> ")
    terminal.resize(30)
    before = len(terminal.said)
    terminal.child.sendline("b")
    terminal.until("answer> ")
    terminal.child.sendline(":quit")
    assert terminal.end() == 0
    lines = [ESCAPES.sub("", line) for line in terminal.said[before:].splitlines()]
    assert [line for line in lines if cell_len(line) > 30] == []


def test_editing_keeps_the_prompt(start: Start) -> None:
    terminal = start("take", BANK)
    terminal.until("answer> ")
    terminal.child.send("wrong\x15:quit\r")
    assert terminal.end() == 0
    assert "answer> :quit" in terminal.lines()


def test_ctrl_z_keeps_what_stands_in_the_line() -> None:
    shell = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], encoding="utf-8", timeout=30)
    shell.sendline(f"TERM=xterm {sys.executable} -m quizproof take {BANK}")
    shell.expect_exact("answer> ")
    shell.send("half an answer")
    shell.expect_exact("half an answer")
    shell.sendcontrol("z")
    shell.expect_exact("Stopped")
    shell.sendline("fg")
    shell.expect_exact("answer> half an answer")
    shell.send("\x15:quit\r")
    shell.expect_exact("No question of 2 was answered.")
    shell.close(force=True)


@pytest.mark.parametrize(
    ("words", "environment"),
    [(["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"ACCESSIBLE": "1"})],
    ids=["plain", "dumb", "accessible"],
)
def test_words_only(words: list[str], environment: dict[str, str], start: Start) -> None:
    terminal = start("take", BANK, *words, **environment)
    terminal.until("answer> ")
    terminal.child.sendline("a")
    terminal.until("answer> ")
    terminal.child.sendline(":q")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.said
    assert "[" not in terminal.said
