"""What the doctor says of the record, its backups, and what was kept aside."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from damaging import CLOSED, DAMAGE, NEWER, a_record, as_nobody, newer
from quizproof.engine.doctor import Checked, State
from quizproof.engine.doctor import folders as looked_at
from quizproof.engine.doctor.folders import hindrance
from quizproof.engine.doctor.record import check_record
from quizproof.engine.doctor.remembered import check_cache
from recording import DAY, NAME, Clock, attempt, opened

RESTORE = "`quizproof history restore`"


COPY = "`quizproof history export -o FILE` writes a copy now"


MAKE = "make that possible, or give another folder with --data-dir or QUIZPROOF_DATA_DIR"


FINE, LOOK, BROKEN = State.FINE, State.LOOK, State.BROKEN


def test_an_absent_record_stays_absent(data: Path) -> None:
    assert check_record(data) == [
        Checked("record", FINE, "none yet: it begins with the first answer, in DATA"),
        Checked("backup", FINE, "none yet, and nothing to keep"),
        Checked("aside", FINE, "nothing"),
    ]
    assert not data.exists()


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_record_is_not_moved(damage: Callable[[Path], object], said: str, data: Path) -> None:
    damage(a_record(data))
    mend = f"{RESTORE} keeps it aside, and takes back what can be read of it and of the newest backup"
    assert check_record(data)[0] == Checked("record", BROKEN, f"DATA/{NAME} {said}", mend)
    assert [path.name for path in data.iterdir()] == [NAME]


@pytest.mark.parametrize(("make", "said"), CLOSED.values(), ids=CLOSED)
def test_a_record_that_cannot_be_read(make: Callable[[Path], object], said: str, data: Path) -> None:
    make(a_record(data))
    found = check_record(data)[0]
    elsewhere = "or give another folder with --data-dir or QUIZPROOF_DATA_DIR"
    if make is newer:
        mend = "update Quizproof: `pip install --upgrade quizproof`"
        assert found == Checked("record", BROKEN, f"DATA/{NAME}: {NEWER}", mend)
    else:
        expected = f"DATA/{NAME} can't be read: {said}"
        assert found == Checked("record", BROKEN, expected, f"put that right, {elsewhere}")


def test_backups(data: Path) -> None:
    clock = Clock()
    a_record(data, 41)
    none = "none yet: the first is made after a sitting"
    assert check_record(data)[1] == Checked("backup", LOOK, none, COPY)
    with opened(data, clock=clock) as record:
        record.back_up()
        record.append(attempt("later", at=clock.now + 14 * DAY))
        assert check_record(data)[1].state is FINE
        record.append(attempt("muchlater", at=clock.now + 15 * DAY))
    old = "the newest of 1 is of 2026-11-22, with 41 attempts; the last answer is of 2026-12-07"
    assert check_record(data)[1] == Checked("backup", LOOK, old, COPY)
    [backup] = (data / "backups").iterdir()
    backup.write_bytes(b"")
    assert check_record(data)[1] == Checked("backup", LOOK, "none of the 1 in DATA/backups can be used", COPY)


def test_what_was_kept_aside_and_a_record_that_is_gone(data: Path) -> None:
    DAMAGE["a text"][0](a_record(data))
    aside = data / "quizproof-aside-2026-11-22-120000-7.sqlite3"
    (data / NAME).rename(aside)
    assert check_record(data) == [
        Checked("record", LOOK, "there is none in DATA, but there was one", f"{RESTORE} takes it back"),
        Checked("backup", FINE, "none yet, and nothing to keep"),
        Checked("aside", LOOK, str(aside), f"{RESTORE} takes back what can be read; delete it when nothing is missed"),
    ]


@pytest.mark.parametrize(
    ("of_folder", "of_file", "found"),
    [
        pytest.param(0o555, 0o444, f"what is answered can't be saved: DATA/{NAME} may only be read", id="all"),
        pytest.param(0o555, 0o666, "what is answered can't be saved: the folder DATA may not be written", id="folder"),
        pytest.param(0o777, 0o444, f"what is answered can't be saved: DATA/{NAME} may only be read", id="file"),
        pytest.param(0o777, 0o000, f"DATA/{NAME} can't be read: permission denied", id="unreadable"),
        pytest.param(0o000, 0o666, f"DATA/{NAME} can't be read: permission denied", id="closed folder"),
    ],
)
def test_without_permission(
    of_folder: int, of_file: int, found: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    a_record(Path("DATA")).chmod(of_file)
    Path("DATA").chmod(of_folder)
    with as_nobody():
        record = check_record(Path("DATA"))[0]
        cache = check_cache(Path("DATA"))
    assert (record.state, record.found) == (BROKEN, found)
    assert cache.state is (FINE if of_folder == 0o777 else LOOK)


def test_where_no_record_can_be_made(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    (home / "file").write_text("mine")
    home.chmod(0o555)
    with as_nobody():
        assert check_record(Path("a/b"))[0] == Checked(
            "record", BROKEN, f"there is none, and none can be made: the folder {home} may not be written", MAKE
        )
    assert hindrance(Path("file/a")) == f"{home}/file is no folder"


def test_a_full_disk(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_record(data)
    usage = shutil.disk_usage(data)
    monkeypatch.setattr(looked_at.shutil, "disk_usage", lambda path: usage._replace(free=999_999))
    found = "what is answered can't be saved: the disk of DATA is full"
    assert check_record(data)[0] == Checked("record", BROKEN, found, MAKE)
