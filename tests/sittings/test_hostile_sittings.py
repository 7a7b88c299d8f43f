"""What a learner's disk, bank, clock and keyboard may do to a sitting: it goes on, or one sentence says why not."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from damaging import as_nobody, home_of_all
from learning import Learner, without_torch
from quizproof.engine.history.queries import attempts_of
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed
from recording import NAME, assert_sound, files, opened

BANK = """title: Letters
questions:
  - {id: first, kind: match, prompt: Which is the first?, answer: alpha, distractors: [beta, omega], tags: [order]}
  - {id: how-many, kind: match, prompt: How many?, answer: 24}
  - {id: last, kind: match, prompt: Which is the last?, answer: omega, distractors: [alpha, zeta], tags: [order]}
"""
RIGHT = {"first": "alpha", "how-many": "24", "last": "omega", "end": "omega"}
NOT_SAVED = "what is answered now is not saved; what was saved before is not touched."


@pytest.fixture
def learner(tmp_path: Path, oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> Learner:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters.yaml").write_text(BANK, encoding="utf-8")
    return Learner(Borrowed(oracle), tmp_path, RIGHT)


def plain(said: str) -> str:
    return " ".join(said.split())


ALONE = """
import sys
from quizproof.cli import main
sys.argv[0] = "quizproof"
sys.exit(main())
"""


def run_alone(
    learner: Learner, folder: Path, command: str, typed: bytes, program: str = ALONE
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-P", "-c", program, *command.split()],
        input=typed,
        capture_output=True,
        env=os.environ | learner.settings() | {"PYTHONPATH": without_torch(folder), "COLUMNS": "80"},
        check=False,
    )


EDITS: dict[str, tuple[Callable[[str], str], str, list[str]]] = {
    "renamed": (lambda text: text.replace("id: last,", "id: end, was: last,"), "question 3 of 3", ["end"]),
    "another prompt": (lambda text: text.replace("the last?", "the very last?"), "question 3 of 3", ["last"]),
    "other wrong answers": (lambda text: text.replace("[alpha, zeta]", "[psi, chi]"), "question 3 of 3", ["last"]),
    "no choices any more": (lambda text: text.replace(", distractors: [alpha, zeta]", ""), "question 3 of 3", ["last"]),
    "choices now": (lambda text: text.replace("24}", "24, distractors: [23]}"), "question 3 of 3", ["last"]),
    "a new question": (
        lambda text: text.replace("questions:\n", "questions:\n  - {id: new, kind: match, prompt: '?', answer: x}\n"),
        "question 3 of 3",
        ["last"],
    ),
    "another order": (
        lambda text: "\n".join([*text.splitlines()[:2], *reversed(text.splitlines()[2:])]) + "\n",
        "question 3 of 3",
        ["last"],
    ),
    "one that was answered is gone": (
        lambda text: "".join([line for line in text.splitlines(True) if "how-many" not in line]),
        "question 2 of 2",
        ["last"],
    ),
}


@pytest.mark.parametrize("command", ["take letters.yaml", "practice letters.yaml"])
@pytest.mark.parametrize(("edit", "told", "asked"), EDITS.values(), ids=EDITS)
def test_a_bank_that_was_edited(
    edit: Callable[[str], str], told: str, asked: list[str], command: str, learner: Learner, tmp_path: Path
) -> None:
    learner.does(command, typed="alpha\n24\n")
    (tmp_path / "letters.yaml").write_text(edit(BANK), encoding="utf-8")
    found = learner.practises(command)
    assert f"on with {told}" in found.said
    assert found.asked == asked
    assert "Done. " in found.said
    with opened(tmp_path / "record") as history:
        ends = attempts_of(history, "letters", asked[0])
        assert [(one.answers, one.ending, one.hints) for one in ends] == [(("omega",), "right", 0)]


def test_all_that_was_left_is_gone(learner: Learner, tmp_path: Path) -> None:
    """Then it is begun anew, with what there is."""
    learner.does("take letters.yaml", typed="alpha\n")
    text = "title: Other\nquestions:\n  - {id: other, kind: match, prompt: '?', answer: x}\n"
    (tmp_path / "letters.yaml").write_text(text, encoding="utf-8")
    assert learner.does("take letters.yaml", typed=":q\n").startswith("Other: 1 question\n")
    (tmp_path / "letters.yaml").write_text("title: [", encoding="utf-8")
    assert learner.does("", typed="").startswith("Quizproof ")


NOTES = {
    "long": ("é" * 3_000, "é" * 1_000),
    "control characters": ("a\x1b[31mred\x07\x00", "a\x1b[31mred\x07\x00"),
    "the other way round": ("\u202eabc", "\u202eabc"),
    "a command": (":quit", ":quit"),
}


@pytest.mark.parametrize(("note", "kept"), NOTES.values(), ids=NOTES)
def test_any_note_is_kept_and_shown_harmlessly(note: str, kept: str, learner: Learner) -> None:
    said = learner.does("take letters.yaml", typed=f":flag {note}\n:q\n")
    assert "Your note is kept." in said
    listed = learner.does("history flags")
    assert [one for one in "\x1b\x07\x00\u202e" if one in said + listed] == []
    [flag] = json.loads(learner.does("history flags --json"))["flags"]
    assert flag["note"] == kept
    assert_sound(Path("record"))


def test_a_note_that_is_no_text_is_kept(learner: Learner, tmp_path: Path) -> None:
    done = run_alone(learner, tmp_path, "take letters.yaml", b":flag half \xff \xed\xa0\x80\n:q\n")
    assert (done.returncode, done.stderr) == (0, b"")
    [flag] = json.loads(learner.does("history flags --json"))["flags"]
    assert flag["note"] == "half \ufffd \ufffd\ufffd\ufffd"


ANSWERS = [
    "\x00",
    "A\x00",
    "\x1b[2J",
    "\ufffd",
    "9" * 10_000,
    "🙂",
    "\u202e",
    ":",
    "::",
    ":flag",
    ":hint x",
    " ",
    ";",
    "-",
]


def test_anything_may_be_typed(learner: Learner) -> None:
    learner.does("take letters.yaml --attempts 99", typed="".join([f"{one}\n" for one in ANSWERS]))
    assert "on with" in learner.does("take letters.yaml", typed="alpha\n24\nomega\n")
    assert_sound(Path("record"))


def a_file(path: Path) -> None:
    path.write_text("mine", encoding="utf-8")


def a_link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("unplugged"))


def a_folder_in_its_place(path: Path) -> None:
    (path / NAME).mkdir(parents=True)


PLACES = {
    "a file": (a_file, "not a directory"),
    "a link to nowhere": (a_link_to_nowhere, "file exists"),
    "a folder in place of the record": (a_folder_in_its_place, "it is a folder"),
}


@pytest.mark.parametrize("command", ["take letters.yaml", "practice letters.yaml"])
@pytest.mark.parametrize(("make", "reason"), PLACES.values(), ids=PLACES)
def test_where_nothing_can_be_saved_the_quiz_goes_on(
    make: Callable[[Path], None], reason: str, command: str, learner: Learner, tmp_path: Path
) -> None:
    make(tmp_path / "record")
    before = files(tmp_path)
    found = learner.practises(command)
    assert found.asked == ["first", "how-many", "last"]
    said = plain(found.said)
    assert said.count(f"Record: record/{NAME} can't be written: {reason}; {NOT_SAVED}") == 1
    assert said.count("Record: ") <= 2
    assert "Saved." not in said
    assert files(tmp_path) == before


def test_no_save_leaves_nothing_and_asks_nothing_of_the_record(learner: Learner, tmp_path: Path) -> None:
    for command in ("take letters.yaml --no-save", "practice letters.yaml --no-save", "learn letters.yaml --no-save"):
        assert "goes on" not in learner.does(command, typed="alpha\n:q\n")
    assert list(files(tmp_path)) == ["letters.yaml"]
    learner.does("take letters.yaml", typed="alpha\n")
    assert learner.does("take letters.yaml --no-save", typed=":q\n").startswith("Letters: 3 questions\n")


def test_another_folder_is_another_learner(learner: Learner, tmp_path: Path) -> None:
    learner.does("take letters.yaml", typed="alpha\n")
    for command in ("take", "practice", "learn"):
        said = learner.does(f"{command} letters.yaml --data-dir other", typed=":q\n")
        assert "on with" not in said
    assert "on with question 2" in learner.does("take letters.yaml", typed=":q\n")
    assert {name.partition("/")[0] for name in files(tmp_path)} == {"letters.yaml", "record", "other"}


REFUSED = {
    "an unknown tag": ("practice letters.yaml --tag ordre", "no question has the tag 'ordre'; did you mean order?"),
    "a tag that nothing is like": ("practice letters.yaml --tag xyz", "no question has the tag 'xyz'; there are order"),
    "a misconception": (
        "practice letters.yaml --misconception no-plus-on",
        "no misconception is called 'no-plus-on'; did you mean no-plus-one?",
    ),
    "an unknown bank": ("practice leters.yaml", "leters.yaml does not exist"),
    "nothing missed": (
        "take letters.yaml --missed",
        "nothing was missed the last time, so there is nothing to ask again",
    ),
}


@pytest.mark.parametrize(("command", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_asked_is_refused_in_a_sentence(command: str, sentence: str, learner: Learner) -> None:
    said = learner.does(command, expect=2)
    assert said == f"quizproof: {sentence}\n"


def test_the_command_that_goes_on_can_be_typed(learner: Learner, tmp_path: Path) -> None:
    """Whatever the file and the tag are called."""
    (tmp_path / "my letters; $(x).yaml").write_text(BANK.replace("[order]", '["in $(order)"]'), encoding="utf-8")
    said = plain(learner.does("practice 'my letters; $(x).yaml' --tag 'in $(order)'", typed="alpha\n"))
    command = said.partition("Saved. `quizproof ")[2].partition("` goes on.")[0]
    assert command == "practice 'my letters; $(x).yaml' '--tag=in $(order)'"
    assert learner.practises(command).asked == ["last"]


def test_a_tag_that_is_gone(learner: Learner, tmp_path: Path) -> None:
    learner.does("practice letters.yaml --tag order", typed="alpha\n")
    (tmp_path / "letters.yaml").write_text(BANK.replace("order", "sequence"), encoding="utf-8")
    assert learner.does("").startswith("Quizproof ")


def test_no_questions_at_all(learner: Learner, tmp_path: Path) -> None:
    (tmp_path / "letters.yaml").write_text("title: None\nquestions: []\n", encoding="utf-8")
    said = learner.does("practice letters.yaml", expect=1)
    assert said == "letters.yaml:2:12: error bad-type: write a list of questions here, each behind a dash\n"


def test_few_questions(learner: Learner) -> None:
    assert learner.practises("practice letters.yaml -n 1").asked == ["first"]
    assert "2 questions you have never met" in learner.does("practice letters.yaml --new 0")
    assert learner.practises("practice letters.yaml --tag order").asked == ["last"]
    assert "usage" in learner.does("practice letters.yaml -n 0", expect=2).casefold()


FULL = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
{ALONE}"""


def test_a_full_disk(learner: Learner, tmp_path: Path) -> None:
    """Nothing can be written, and what was saved is as it was."""
    learner.does("take letters.yaml", typed="alpha\n")
    before = files(tmp_path)
    done = run_alone(learner, tmp_path, "take letters.yaml", b"24\nzeta\n", FULL)
    assert (done.returncode, done.stderr) == (0, b"")
    said = plain(done.stdout.decode())
    assert "on with question 2 of 3" in said
    assert "Done. 2 of 3 right" in said
    assert said.count("Record: ") == 1
    assert NOT_SAVED in said
    assert {name: size for name, size in files(tmp_path).items() if "torch" not in name} == before
    assert "on with question 2 of 3" in learner.does("take letters.yaml", typed="24\n")
    assert_sound(Path("record"))


def test_a_home_that_may_only_be_read(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    with home_of_all() as home:
        monkeypatch.chdir(home)
        (home / "letters.yaml").write_text(BANK, encoding="utf-8")
        learner = Learner(Borrowed(oracle), home, RIGHT)
        learner.does("practice letters.yaml", typed="alpha\n")
        for path in (home / "record", home):
            path.chmod(0o555)
        before = files(home / "record")
        with as_nobody():
            said = plain(learner.practises("practice letters.yaml").said)
        (home / "record").chmod(0o755)
        assert "on with question 2 of 3" in said
        assert said.count("Record: ") == 1
        assert f"can't be written: it may only be read; {NOT_SAVED}" in said
        assert files(home / "record") == before
