"""Transcripts of learners who come back: a file in tests/sittings/transcripts is a test.

It holds commands with their time, what the learner has done besides (`!`), the lines typed, and all that is printed:

    width 40
    ==== 2026-11-22T09:00:00Z
    $ take letters.yaml --seed 1
    > b
    ----
    what is printed

To write what is printed now into them: WRITE_GOLDEN=1 pytest tests/sittings, and read the difference.
"""

import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from damaging import DAMAGE
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run
from recording import NAME

HERE = Path(__file__).parent
FILES = sorted((HERE / "transcripts").glob("*.txt"))
BEGIN, RULE = "==== ", "----\n"


def a_project(folder: Path) -> None:
    """Then `quizproof` alone knows the letters."""
    (folder / "quizproof.toml").write_text('bank = ["letters.yaml"]\n', encoding="utf-8")


def a_file_in_the_way(folder: Path) -> None:
    shutil.rmtree(folder / "record", ignore_errors=True)
    (folder / "record").write_text("mine", encoding="utf-8")


def the_bank_is_gone(folder: Path) -> None:
    (folder / "letters.yaml").unlink()


def the_first_is_gone(folder: Path) -> None:
    text = (folder / "letters.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("  - id: first")
    (folder / "letters.yaml").write_text(head + rest[rest.index("  - {id: last") :], encoding="utf-8")


def damaged(how: str) -> Callable[[Path], object]:
    return lambda folder: DAMAGE[how][0](folder / "record" / NAME)


DONE: dict[str, Callable[[Path], object]] = {
    "a project": a_project,
    "a file in the way": a_file_in_the_way,
    "the bank is gone": the_bank_is_gone,
    "the first is gone": the_first_is_gone,
    "half the record": damaged("half"),
    "an empty record": damaged("zero bytes"),
}


def test_there_are_transcripts_of_three_widths() -> None:
    assert {width(path.read_text(encoding="utf-8")) for path in FILES} >= {20, 40, 80}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_transcript(path: Path, oracle: Oracle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "getpid", lambda: 7)  # what is kept aside is named after it
    shutil.copy(HERE / "letters.yaml", tmp_path)
    expected = path.read_text(encoding="utf-8")
    first, *steps = expected.split(BEGIN)
    said = first
    for step in steps:
        said += BEGIN + step.partition(RULE)[0] + RULE
        said += played(step, width(expected), oracle, tmp_path)
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(said, encoding="utf-8")
    assert said == expected
    assert [line for line in said.splitlines() if cell_len(line) > max(width(expected), 80)] == []
    assert "\x1b" not in said


def played(step: str, columns: int, oracle: Oracle, folder: Path) -> str:
    """Run one command, and return what it prints."""
    lines = step.partition(RULE)[0].splitlines()
    typed = [line.removeprefix(">").removeprefix(" ") for line in lines if line.startswith(">")]
    for line in lines:
        if line.startswith("! "):
            DONE[line.removeprefix("! ")](folder)
    words = [line.removeprefix("$") for line in lines if line.startswith("$")]
    code, out, err = run(
        shlex.split(" ".join(words)),
        Borrowed(oracle),
        typed="".join([f"{line}\n" for line in typed]),
        width=columns,
        environment={"QUIZPROOF_NOW": lines[0], "QUIZPROOF_DATA_DIR": "record"},
    )
    assert [line for line in out.splitlines() if cell_len(line) > columns] == []
    return out + err + (f"exit {code}\n" if code else "")


def width(text: str) -> int:
    return int(text.splitlines()[0].removeprefix("width "))
