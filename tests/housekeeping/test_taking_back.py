"""`quizproof history restore`: what an accident left comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from damaging import CLOSED, DAMAGE, NEWER, a_record, as_nobody, half, newer
from keepinghouse import filled, history
from quizproof.engine.history.events import Flagged
from recording import NAME, NOON, Clock, attempt, ids, many, opened


def test_restore_takes_back_the_newest_backup_and_what_is_left(data: Path) -> None:
    clock = Clock()
    with opened(data, clock=clock) as record:
        record.append(*many(200))
        record.back_up()
        record.append(*many(100, 200))
    half(data / NAME)

    code, out, err = history(data, "restore")

    [aside] = [path.name for path in data.glob("*aside*")]
    came = len(ids(data))
    assert (code, err) == (0, "")
    assert " ".join(out.split()) == (
        f"The record could not be used: it is kept as DATA/{aside}, and a new one is begun. "
        "DATA/backups/quizproof-2026-11-22.sqlite3: 200 attempts came back "
        f"DATA/{aside}: nothing in it is new The record has {came} attempts now."
    )
    assert history(data, "restore") == (
        0,
        "DATA/backups/quizproof-2026-11-22.sqlite3: nothing in it is new\n"
        f"DATA/{aside}: nothing in it is new\nThe record has {came} attempts now.\n",
        "",
    )


def test_restore_takes_back_a_record_that_is_gone(data: Path) -> None:
    a_record(data, 5)
    with opened(data) as record:
        record.back_up()
    (data / NAME).unlink()
    assert history(data, "export") == (
        2,
        "",
        f"quizproof: there is no record at DATA/{NAME}; `quizproof history restore` takes back the backup of "
        "2026-11-22\n",
    )
    assert history(data, "restore") == (
        0,
        "DATA/backups/quizproof-2026-11-22.sqlite3: 5 attempts came back\nThe record has 5 attempts now.\n",
        "",
    )


def test_restore_of_a_file(data: Path) -> None:
    path = a_record(data.parent / "old", 5).relative_to(data.parent)
    filled(data)
    assert history(data, "restore", str(path)) == (
        0,
        f"{path}: nothing in it is new\nThe record has 32 attempts now.\n",
        "",
    )
    with opened(data.parent / "old") as record:
        record.append(attempt("more"))
    assert history(data, "restore", str(path)) == (
        0,
        f"{path}: 1 attempt came back\nThe record has 33 attempts now.\n",
        "",
    )
    with opened(data.parent / "old") as record:
        record.append(Flagged(id="f3", at=NOON, topic="pooling", question="a"))
    assert history(data, "restore", str(path)) == (
        0,
        f"{path}: 0 attempts and 1 other event came back\nThe record has 33 attempts now.\n",
        "",
    )


def test_a_file_that_cannot_be_read_keeps_no_other_from_coming_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    with opened(home / "DATA") as record:
        record.append(*many(5))
    (home / "DATA").chmod(0o777)
    aside, closed = [f"quizproof-aside-2026-11-2{day}-120000-7.sqlite3" for day in (1, 2)]
    (home / "DATA" / NAME).rename(home / "DATA" / aside)
    (home / "DATA" / closed).write_bytes(b"")
    (home / "DATA" / closed).chmod(0)
    with as_nobody():
        assert history(home / "DATA", "restore") == (
            0,
            f"DATA/{closed}: can't be read: permission\n  denied\n"
            f"DATA/{aside}: 5 attempts came back\nThe record has 5 attempts now.\n",
            "",
        )


NOTHING_IN = {
    "not there": (lambda path: path.unlink(), "does not exist"),
    "newer": (newer, f"can't be read: {NEWER}: update it"),
    "a folder": (CLOSED["a folder"][0], "can't be read: it is a folder"),
    "empty": (DAMAGE["zero bytes"][0], "is empty, as no record ever is: nothing can be taken back from it"),
    "a text": (DAMAGE["a text"][0], "is no database: nothing can be taken back from it"),
    "foreign": (DAMAGE["foreign"][0], "is another program's file: nothing can be taken back from it"),
}


@pytest.mark.parametrize(("make", "said"), NOTHING_IN.values(), ids=NOTHING_IN)
def test_nothing_is_taken_back_from(make: Callable[[Path], object], said: str, data: Path) -> None:
    path = a_record(data.parent / "old").relative_to(data.parent)
    make(path)
    hint = "; JSON lines are for `quizproof history import`" if "nothing" in said else ""
    assert history(data, "restore", str(path)) == (2, "", f"quizproof: {path} {said}{hint}\n")
    assert not (data).exists()


def test_there_may_be_nothing_to_take_back(data: Path) -> None:
    said = "quizproof: there is no backup in DATA, and nothing was kept aside: nothing to take back\n"
    assert history(data, "restore") == (2, "", said)
    assert not (data).exists()
