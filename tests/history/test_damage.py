"""A file that can't be used is kept, and told; it is never written over, and never taken for a new learner's."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quizproof.engine.history import disk
from quizproof.engine.history import file as files_of_record
from quizproof.engine.history.record import Notice
from recording import DAY, NAME, Clock, Teller, assert_sound, attempt, files, ids, many, opened

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
ASIDE = f"quizproof-aside-2026-11-22-120000-{os.getpid()}.sqlite3"
BACKUP = "backups/quizproof-2026-11-21.sqlite3"


def a_record(folder: Path, total: int = 300) -> Path:
    with opened(folder) as history:
        history.append(*many(total))
    return folder / NAME


def others(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE events (number INTEGER PRIMARY KEY, body TEXT)")
    connection.execute("INSERT INTO events VALUES (1, 'theirs')")
    connection.commit()
    connection.close()


def without_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE events")
    connection.close()


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


def overwritten(path: Path, start: int, content: bytes) -> None:
    with path.open("r+b") as opened_file:
        opened_file.seek(start)
        opened_file.write(content)


NOISE = random.Random(7).randbytes(5000)
DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "zero bytes": (lambda path: path.write_bytes(b""), "is empty, as no record ever is"),
    "one byte": (lambda path: path.write_bytes(b"S"), "is no database"),
    "random bytes": (lambda path: path.write_bytes(NOISE), "is no database"),
    "zeros, as a power cut leaves them": (lambda path: path.write_bytes(bytes(8192)), "is no database"),
    "a picture": (lambda path: path.write_bytes(PNG), "is no database"),
    "a text": (lambda path: path.write_text("my answers\n" * 99), "is no database"),
    "another program's database": (others, "is another program's file"),
    "half": (lambda path: cut(path, 0.5), "is damaged"),
    "all but the last byte": (
        lambda path: os.truncate(path, path.stat().st_size - 1),
        "is damaged: an event in it is not as it was written",
    ),
    "its head only": (lambda path: os.truncate(path, 100), "is damaged"),
    "its head zeroed": (lambda path: overwritten(path, 0, bytes(16)), "is no database"),
    "its first page overwritten": (lambda path: overwritten(path, 100, NOISE[:3900]), "is damaged"),
    "another's mark": (lambda path: overwritten(path, 68, b"GPKG"), "is another program's file"),
    "of no version": (lambda path: overwritten(path, 60, bytes(4)), "is damaged: its tables are not there"),
    "without tables": (without_tables, "is damaged: its tables are not there"),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("backed_up", [True, False], ids=["with a backup", "without"])
def test_a_file_that_cannot_be_used(
    damage: Callable[[Path], object], said: str, backed_up: bool, tmp_path: Path
) -> None:
    clock, teller = Clock(), Teller()
    path = a_record(tmp_path)
    if backed_up:
        clock.now -= DAY
        with opened(tmp_path, clock=clock) as history:
            history.back_up()
        clock.now += DAY
    damage(path)
    content = path.read_bytes()

    with opened(tmp_path, teller, clock) as history:
        assert history.events("number > 0") == ()
        assert history.append(attempt("new"))

    offer = (
        "the backup of 2026-11-21 has 300 attempts: `quizproof history restore` takes it back"
        if backed_up
        else "there is no backup of it"
    )
    assert teller.said(tmp_path) == [f"the record DATA/{NAME} {said}; it is kept as DATA/{ASIDE}, and {offer}"]
    [notice] = teller.notices
    backup = notice.backup
    assert (notice.aside, backup and (backup.path, backup.day, backup.attempts)) == (
        tmp_path / ASIDE,
        (tmp_path / BACKUP, (clock.now - DAY).date(), 300) if backed_up else None,
    )
    assert (tmp_path / ASIDE).read_bytes() == content
    assert ids(tmp_path) == ["new"]
    assert_sound(tmp_path)


def test_what_lies_beside_a_damaged_file_goes_with_it(tmp_path: Path) -> None:
    """What SQLite needs to make it whole may be in there."""
    (tmp_path / NAME).write_bytes(PNG)
    (tmp_path / f"{NAME}-journal").write_bytes(b"journal")
    (tmp_path / f"{NAME}-wal").write_bytes(b"log")
    teller = Teller()
    with opened(tmp_path, teller) as history:
        history.append(attempt())
    assert {name: size for name, size in files(tmp_path).items() if name != NAME} == {
        ASIDE: len(PNG),
        f"{ASIDE}-journal": 7,
        f"{ASIDE}-wal": 3,
    }


def test_a_second_file_is_kept_beside_the_first(tmp_path: Path) -> None:
    for content in (b"one", b"two", b"three"):
        (tmp_path / NAME).write_bytes(content)
        with opened(tmp_path, Teller()) as history:
            history.append(attempt())
    kept = [path.read_bytes() for path in sorted(tmp_path.glob("*aside*.sqlite3"))]
    assert sorted(kept) == [b"one", b"three", b"two"]


def flipped(path: Path, inside: bytes) -> None:
    """Flip a bit where SQLite's own checks see nothing: in what an event says."""
    content = path.read_bytes()
    place = content.index(inside)
    overwritten(path, place, bytes([content[place] ^ 1]))


def test_an_event_that_is_not_as_it_was_written(tmp_path: Path) -> None:
    path = a_record(tmp_path, 3)
    flipped(path, b"1, 64, 28, 28")
    teller = Teller()
    with opened(tmp_path, teller) as history:
        assert history.rows("PRAGMA quick_check") == [("ok",)]
        assert history.events("number > 0") == ()
    assert teller.said(tmp_path) == [
        f"the record DATA/{NAME} is damaged: an event in it is not as it was written; it is kept as DATA/{ASIDE}, "
        "and there is no backup of it"
    ]


def pages_overwritten(path: Path) -> None:
    overwritten(path, 4096, NOISE * (path.stat().st_size // len(NOISE)))


def test_damage_that_is_met_while_writing_loses_nothing_that_is_acknowledged(tmp_path: Path) -> None:
    path = a_record(tmp_path, 3000)
    teller = Teller()
    with opened(tmp_path, teller) as history:
        history.rows("SELECT 1")
        history.close()
        pages_overwritten(path)
        taken = [history.append(one) for one in many(50, 3000)]
        with_aside = [notice.aside for notice in teller.notices]
    assert taken == [True] * 50
    assert with_aside == [tmp_path / ASIDE]
    assert ids(tmp_path) == [f"n{number}" for number in range(3000, 3050)]
    assert_sound(tmp_path)


def test_a_backup_of_a_damaged_record_is_not_made(tmp_path: Path) -> None:
    path = a_record(tmp_path, 3000)
    pages_overwritten(path)
    teller = Teller()
    with opened(tmp_path, teller) as history:
        assert history.back_up() is None
    assert [notice.aside for notice in teller.notices] == [tmp_path / ASIDE]
    assert [name for name in files(tmp_path) if "backups/" in name] == []


def test_whoever_is_slower_puts_back_what_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two programs find the same damage: the first makes a new record, which the other must not keep aside."""
    (tmp_path / NAME).write_bytes(b"")
    processes = iter([1, 2, 3])
    monkeypatch.setattr(os, "getpid", lambda: next(processes))
    rename = disk.rename

    def first_the_other(path: Path, to: Path) -> None:
        monkeypatch.setattr(disk, "rename", rename)
        with opened(tmp_path, Teller()) as other:
            assert other.append(attempt("other"))
        rename(path, to)

    slow = Teller()
    monkeypatch.setattr(disk, "rename", first_the_other)
    with opened(tmp_path, slow) as history:
        assert history.append(attempt("mine"))

    assert ids(tmp_path) == ["other", "mine"]
    assert slow.notices == []


def test_a_record_that_is_gone_is_told_where_there_are_backups(tmp_path: Path) -> None:
    path = a_record(tmp_path)
    with opened(tmp_path) as history:
        history.back_up()
    path.unlink()
    teller = Teller()
    with opened(tmp_path, teller) as history:
        history.append(attempt())
    assert teller.said(tmp_path) == [
        f"there was no record at DATA/{NAME}, so a new one is begun; the backup of 2026-11-22 has 300 attempts: "
        "`quizproof history restore` takes it back"
    ]


def test_a_program_that_dies_while_keeping_a_file_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NAME).write_bytes(PNG)

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files_of_record, "create", killed)
    with pytest.raises(KeyboardInterrupt), opened(tmp_path, Teller()) as history:
        history.append(attempt())
    monkeypatch.undo()

    teller = Teller()
    with opened(tmp_path, teller) as history:
        history.append(attempt())
    assert teller.notices == [
        Notice(
            f"there was no record at {tmp_path / NAME}, so a new one is begun; {tmp_path / ASIDE} was kept aside",
            tmp_path / ASIDE,
        )
    ]
