"""Transcripts: a file in tests/golden is a test. It holds the command, the lines typed, and all that is printed.

    $ take tests/banks/all_kinds.yaml --seed 3
    width 40
    > A
    ----
    what is printed

To write what is printed now into them: WRITE_GOLDEN=1 pytest tests/test_golden.py, and read the difference.
"""

import os
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed, run

HERE = Path(__file__).parent
FILES = sorted((HERE / "golden").glob("*.txt"))
RULE = "----\n"


def test_there_are_transcripts_of_three_widths() -> None:
    assert {width(path) for path in FILES} >= {20, 40, 80}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_transcript(path: Path, oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE.parent)
    head, _, expected = path.read_text(encoding="utf-8").partition(RULE)
    command, typed = read_head(head)

    code, out, err = run(shlex.split(command), Borrowed(oracle), typed=typed, width=width(path))

    said = out + err + (f"exit {code}\n" if code else "")
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(head + RULE + said, encoding="utf-8")
    assert said == expected
    assert [line for line in out.splitlines() if cell_len(line) > width(path)] == []
    assert "\x1b" not in out


def width(path: Path) -> int:
    [line] = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("width ")][:1]
    return int(line.removeprefix("width "))


def read_head(head: str) -> tuple[str, str]:
    lines = head.splitlines()
    [command] = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    typed = [line.removeprefix(">").removeprefix(" ") for line in lines if line.startswith(">")]
    return command, "".join([f"{line}\n" for line in typed])
