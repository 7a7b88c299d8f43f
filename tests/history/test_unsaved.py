"""Where nothing can be saved, one sentence says so, the quiz goes on, and what was saved before is as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from quizproof.engine.history import file as files_of_record
from recording import NAME, Teller, assert_sound, attempt, files, ids, many, opened

NOT_SAVED = "what is answered now is not saved; what was saved before is not touched"


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that somebody else may look into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder / "data"
    folder.chmod(0o755)
    with suppress(FileNotFoundError):
        (folder / "data").chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anything, so it must be somebody else."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("of_folder", "of_file", "readable", "reason"),
    [
        pytest.param(0o555, 0o444, True, "it may only be read", id="all read-only"),
        pytest.param(0o555, 0o666, True, "it may only be read", id="a read-only folder"),
        pytest.param(0o777, 0o444, True, "it may only be read", id="a read-only file"),
        pytest.param(0o777, 0o000, False, "permission denied", id="a file that may not be read"),
        pytest.param(0o000, 0o666, False, "permission denied", id="a closed folder"),
    ],
)
def test_without_permission(home: Path, of_folder: int, of_file: int, readable: bool, reason: str) -> None:
    with opened(home) as history:
        history.append(*many(10))
    (home / NAME).chmod(of_file)
    home.chmod(of_folder)
    teller = Teller()
    with as_nobody(), opened(home, teller) as history:
        assert len(history.events("number > 0")) == (10 if readable else 0)
        assert not history.append(attempt("new"))
        assert history.unsaved == 1
        assert (history.back_up() is None) == (of_folder != 0o777 or not readable)
    assert f"DATA/{NAME} can't be written: {reason}; {NOT_SAVED}" in teller.said(home)

    home.chmod(0o755)
    (home / NAME).chmod(0o644)
    assert ids(home) == [f"n{number}" for number in range(10)]
    assert [name for name in files(home) if "aside" in name] == []


def test_a_home_where_nothing_can_be_made(home: Path) -> None:
    home.parent.chmod(0o555)
    teller = Teller()
    with as_nobody(), opened(home, teller) as history:
        assert not history.append(attempt())
        assert history.events("number > 0") == ()
    assert teller.said(home) == [
        f"DATA/{NAME} can't be written: permission denied; {NOT_SAVED}",
        f"DATA/{NAME} can't be read: permission denied",
    ]


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("unplugged"))


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


NO_FILES = {
    "a folder": (Path.mkdir, "it is a folder"),
    "a pipe": (a_pipe, "it is no ordinary file"),
    "a link to nothing": (a_link_to_nothing, "it is a link to what is not there"),
}


@pytest.mark.parametrize(("make", "reason"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_is_left_alone(make: object, reason: str, tmp_path: Path) -> None:
    make(tmp_path / NAME)  # type: ignore[operator]
    teller = Teller()
    with opened(tmp_path, teller) as history:
        assert not history.append(attempt())
    assert teller.said(tmp_path) == [f"DATA/{NAME} can't be written: {reason}; {NOT_SAVED}"]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    teller = Teller()
    with opened(tmp_path / "data", teller) as history:
        assert not history.append(attempt())
    assert teller.said(tmp_path) == [f"DATA/data/{NAME} can't be written: not a directory; {NOT_SAVED}"]
    assert (tmp_path / "data").read_text() == "mine"


def test_a_file_of_a_newer_version_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as history:
        history.append(attempt("a1"))
    connection = sqlite3.connect(tmp_path / NAME)
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    content = (tmp_path / NAME).read_bytes()

    teller = Teller()
    with opened(tmp_path, teller) as history:
        assert not history.append(attempt("a2"))
        assert history.back_up() is None
    newer = "a newer Quizproof wrote it (its form is 9, this one knows 1): update it"
    assert teller.said(tmp_path) == [
        f"DATA/{NAME} can't be written: {newer}; {NOT_SAVED}",
        f"no backup of DATA/{NAME} could be made: {newer}",
    ]
    assert (tmp_path / NAME).read_bytes() == content
    assert list(files(tmp_path)) == [NAME]


def test_another_program_that_holds_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be saved goes with the next answer."""
    monkeypatch.setattr(files_of_record, "PATIENCE", 0.05)
    with opened(tmp_path) as history:
        history.append(attempt("a1"))
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    teller = Teller()
    with opened(tmp_path, teller) as history:
        assert [history.append(attempt(name)) for name in ("a2", "a3")] == [False, False]
        assert history.unsaved == 2
        other.execute("ROLLBACK")
        assert history.append(attempt("a4"))
        assert history.unsaved == 0
    other.close()
    assert teller.said(tmp_path) == [
        f"DATA/{NAME} can't be written: another program has been holding it for 5 seconds; {NOT_SAVED}"
    ]
    assert ids(tmp_path) == ["a1", "a2", "a3", "a4"]


FILLING = """
import resource, signal, sys
from pathlib import Path
from recording import Clock, Teller, many
from quizproof.engine.history.record import History

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
teller = Teller()
history = History(folder, teller, Clock())
for one in many(20_000):
    if not history.append(one):
        break
    print(one.id, flush=True)
print("TOLD", *teller.said(folder), sep=chr(10), flush=True)
"""


def filled(folder: Path, limit: int) -> tuple[list[str], list[str]]:
    """Fill a disk in another process. Return the ids that it acknowledged, and what it told."""
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(folder), str(limit)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    saved, _, told = done.stdout.partition("TOLD\n")
    return saved.split(), told.splitlines()


def assert_nothing_is_hurt(folder: Path, saved: list[str]) -> None:
    assert len(saved) > 20
    assert ids(folder) == saved
    assert_sound(folder)
    with opened(folder) as history:
        assert history.append(attempt("later"))


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    saved, told = filled(tmp_path, 200_000)

    assert told == [f"DATA/{NAME} can't be written: the disk is full or fails; {NOT_SAVED}"]
    assert_nothing_is_hurt(tmp_path, saved)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    with suppress(OSError):
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True, check=False
        )
        if made.returncode == 0:
            yield folder
            subprocess.run(["umount", folder], check=True)
            return
    pytest.skip("a small disk can't be made here")


def test_a_full_disk(small_disk: Path) -> None:
    saved, told = filled(small_disk, 0)
    assert told == [f"DATA/{NAME} can't be written: the disk is full; {NOT_SAVED}"]
    assert ids(small_disk) == saved
    assert_sound(small_disk)
    assert len(saved) > 20

    teller = Teller()
    with opened(small_disk, teller) as history:  # a backup has no room, and leaves none of its own
        assert history.back_up() is None
    assert teller.said(small_disk) == [f"no backup of DATA/{NAME} could be made: the disk is full"]
    assert list(files(small_disk)) == [NAME]


def test_a_disk_that_is_full_from_the_beginning(small_disk: Path) -> None:
    with suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(b"x" * 4096):
            pass
    teller = Teller()
    with opened(small_disk / "data", teller) as history:
        assert not history.append(attempt("a1"))
        assert teller.said(small_disk) == [f"DATA/data/{NAME} can't be written: the disk is full; {NOT_SAVED}"]
        (small_disk / "filler").unlink()
        assert history.append(attempt("a2"))
    assert ids(small_disk / "data") == ["a1", "a2"]
