"""`quizproof history` alone: where the record is, and what is in it."""

import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from damaging import snapshot
from keepinghouse import filled, history
from recording import NAME, opened

COMMANDS = """
quizproof history ...
  export -o FILE  write it all as JSON lines
  import FILE     add what another machine wrote; twice is as good as once
  restore         take back a backup, and what can be read of damaged files
  forget TOPIC    begin a topic anew
  undo            take back the last question that you answered
  flags           what you said of questions
  suspended       the cards that you put away; unsuspend ID takes one out again
"""


def test_what_is_there(data: Path) -> None:
    filled(data)
    with opened(data) as record:
        record.back_up()
    (data / "quizproof-aside-2026-11-20-120000-7.sqlite3").write_bytes(b"")
    size = -(-(data / NAME).stat().st_size // 1000)

    before = snapshot(data)
    assert history(data) == (
        0,
        f"Record   DATA/{NAME}, {size} kB\n"
        "Holds    32 attempts in 1 sitting, at 5 questions of 2 topics, from 2026-11-22\n"
        "         to 2026-11-23\n"
        "Backups  1, the newest of 2026-11-22\n"
        f"Aside    quizproof-aside-2026-11-20-120000-7.sqlite3\n{COMMANDS}",
        "",
    )
    assert snapshot(data) == before


def test_what_is_there_before_the_first_answer(data: Path) -> None:
    code, out, err = history(data)
    assert (code, err) == (0, "")
    assert out == f"Record   none yet: DATA/{NAME} begins with the first answer\nBackups  none\n{COMMANDS}"
    assert not (data).exists()


@pytest.mark.parametrize("words", [[], ["flags"], ["suspended"], ["forget", "pooling", "--yes"]], ids=str)
@pytest.mark.parametrize("width", [80, 40, 20])
def test_everything_fits(words: list[str], width: int, data: Path) -> None:
    code, out, err = history(filled(data), *words, width=width)
    assert (code, err) == (0, "")
    assert max(map(cell_len, out.splitlines())) <= max(width, 20)


def test_looking_at_the_record_loads_neither_torch_nor_yaml() -> None:
    program = (
        "import sys; sys.argv = ['quizproof', 'history']; from quizproof.cli import main; main();"
        "print(sorted({'torch', 'yaml', 'fsrs', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == "[]\n"
