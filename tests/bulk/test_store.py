"""What was said is there again: beyond what is at hand, after the end of the process, and not where it may be wrong."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quizproof.engine.bulk.asks import Ask
from quizproof.engine.bulk.executing import Unavailable
from quizproof.engine.bulk.store import AT_HAND, Store


def ask(number: int) -> Ask:
    return "question", "\0", "\0", str(number)


@pytest.mark.parametrize("where", ["file", ""])
def test_more_is_kept_than_is_at_hand(tmp_path: Path, where: str) -> None:
    store = Store(tmp_path / where if where else None)
    many = AT_HAND + AT_HAND // 2
    for start in range(0, many, 5_000):
        store.put([(ask(number), f"said {number}") for number in range(start, start + 5_000)])

    assert store.size == many
    assert [store.get(ask(number)) for number in (0, 1, AT_HAND, many - 1, many)] == [
        "said 0", "said 1", f"said {AT_HAND}", f"said {many - 1}", None,
    ]  # fmt: skip


def test_it_is_there_in_the_next_run(tmp_path: Path) -> None:
    first = Store(tmp_path / "file", "bank 1")
    first.put([(ask(1), "said")])
    first.close()

    again = Store(tmp_path / "file", "bank 1")

    assert (again.found, again.get(ask(1)), again.get(ask(2))) == (1, "said", None)


def test_what_is_about_another_bank_is_forgotten(tmp_path: Path) -> None:
    first = Store(tmp_path / "file", "bank 1")
    first.put([(ask(1), "said")])
    first.close()

    again = Store(tmp_path / "file", "bank 2")

    assert (again.found, again.get(ask(1))) == (0, None)


@pytest.mark.parametrize("content", [b"rubbish" * 999, b"SQLite format 3\0" + b"\xff" * 5_000], ids=["text", "head"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    store = Store(tmp_path / "file")
    store.put([(ask(1), "said")])

    assert store.get(ask(1)) == "said"


def test_one_run_at_a_time(tmp_path: Path) -> None:
    held = Store(tmp_path / "file")

    with pytest.raises(Unavailable) as caught:
        Store(tmp_path / "file")

    assert str(caught.value) == "another run is writing the same output: let it end, or name another with -o"
    held.close()
    Store(tmp_path / "file").close()


KILLED = """
import os, signal, sys
from pathlib import Path
from quizproof.engine.bulk.store import Store
store = Store(Path(sys.argv[1]))
for number in range(1_000_000):
    store.put([(("question", "", "", str(number)), f"said {number}")])
    if number == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("last", [0, 7, 250])
def test_what_was_put_is_there_after_a_kill(tmp_path: Path, last: int) -> None:
    done = subprocess.run([sys.executable, "-P", "-c", KILLED, str(tmp_path / "file"), str(last)], check=False)
    assert done.returncode == -signal.SIGKILL

    store = Store(tmp_path / "file")

    assert store.found == last + 1
    assert store.get(("question", "", "", str(last))) == f"said {last}"
