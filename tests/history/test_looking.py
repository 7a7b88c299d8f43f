"""Looking at a record changes nothing, whatever it finds."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from damaging import CLOSED, DAMAGE, a_record, newer, snapshot
from quizproof.engine.history.looking import Condition, Contents, Seen, look
from recording import DAY, NAME, NOON, attempt, begun, many, opened


def looked(folder: Path) -> Seen:
    """Look, and see that nothing was changed by it."""
    before = snapshot(folder)
    seen = look(folder / NAME)
    assert snapshot(folder) == before
    assert seen.path == folder / NAME
    return seen


def test_nothing_is_begun(tmp_path: Path) -> None:
    assert looked(tmp_path) == Seen(tmp_path / NAME, Condition.ABSENT)
    assert look(tmp_path / "no" / NAME) == Seen(tmp_path / "no" / NAME, Condition.ABSENT)
    assert not (tmp_path / "no").exists()


def test_what_is_in_a_record(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(begun("s1"), begun("s2"), *many(10))
        history.append(attempt("late", at=NOON + 40 * DAY, topic="convolution", question="a"))
    size = (tmp_path / NAME).stat().st_size
    contents = Contents(11, 2, 4, 2, date(2026, 11, 22), date(2027, 1, 1))
    assert looked(tmp_path) == Seen(tmp_path / NAME, Condition.SOUND, "", size, contents)


def test_an_empty_record_is_sound(tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.examine()
    assert looked(tmp_path).contents == Contents(0, 0, 0, 0, None, None)


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_one_stays_where_it_is(damage: Callable[[Path], object], said: str, tmp_path: Path) -> None:
    path = a_record(tmp_path)
    damage(path)
    assert looked(tmp_path) == Seen(path, Condition.DAMAGED, said, path.stat().st_size)


@pytest.mark.parametrize(("make", "said"), CLOSED.values(), ids=CLOSED)
def test_one_that_cannot_be_read(make: Callable[[Path], object], said: str, tmp_path: Path) -> None:
    make(a_record(tmp_path))
    seen = looked(tmp_path)
    assert (seen.condition, seen.reason) == (Condition.NEWER if make is newer else Condition.CLOSED, said)
    assert seen.contents is None


def test_an_older_one_is_not_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_record(tmp_path)
    monkeypatch.setattr("quizproof.engine.history.looking.VERSION", 2)
    monkeypatch.setattr("quizproof.engine.history.file.VERSION", 2)
    assert looked(tmp_path) == Seen(path, Condition.OLDER, "", path.stat().st_size)


CRASHING = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = TRUNCATE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("DROP TRIGGER no_change")
connection.execute("UPDATE events SET body = 'rubbish' || body")
connection.execute("DROP TRIGGER no_loss")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_commit_that_a_crash_cut_short_is_seen_as_it_will_be_taken_back(tmp_path: Path) -> None:
    path = a_record(tmp_path)
    subprocess.run([sys.executable, "-c", CRASHING, str(path)], check=False)
    assert os.path.getsize(f"{path}-journal") > 0
    with pytest.raises(sqlite3.OperationalError, match="readonly"):  # this is why a copy is looked at
        sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("SELECT count(*) FROM events").fetchall()

    seen = looked(tmp_path)

    assert (seen.condition, seen.contents and seen.contents.attempts) == (Condition.SOUND, 300)
