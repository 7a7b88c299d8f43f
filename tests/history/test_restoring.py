"""Taking back a backup and what is left of a damaged file: nothing that was answered meanwhile is lost."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from quizproof.engine.history.derived import Derived, derived, keep
from quizproof.engine.history.disk import Refused
from quizproof.engine.history.folder import asides, backup_files
from quizproof.engine.history.restoring import restore
from recording import DAY, NAME, Clock, Teller, assert_sound, attempt, ids, many, opened

NOISE = random.Random(3).randbytes(4096)


def restored(folder: Path) -> int:
    """Take back what lies in a folder, as the command does: the newest backup and what was kept aside."""
    backups = [path for _, path in backup_files(folder)[:1]]
    with opened(folder) as history:
        return restore(history, [*backups, *asides(folder)])


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def a_page(path: Path) -> None:
    """Overwrite a page that holds events, and not the first."""
    content = bytearray(path.read_bytes())
    place = content.index(b'"place":0,"topic":"pooling","question":"a"', 40_000) // 4096 * 4096
    content[place : place + 4096] = NOISE
    path.write_bytes(content)


def a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[content.index(b"1, 64, 28, 28", 20_000)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        pytest.param(half, 100, id="half"),
        pytest.param(a_page, 270, id="a page"),
        pytest.param(a_bit, 299, id="a bit"),
        pytest.param(lambda path: path.write_bytes(b""), 0, id="nothing left"),
    ],
)
def test_what_can_be_read_is_taken_back(damage: Callable[[Path], object], least: int, tmp_path: Path) -> None:
    with opened(tmp_path) as history:
        history.append(*many(300))
    damage(tmp_path / NAME)
    with opened(tmp_path, Teller()) as history:
        history.examine()
        history.append(attempt("meanwhile"))
    assert ids(tmp_path) == ["meanwhile"]

    added = restored(tmp_path)

    assert least <= added < 300
    assert ids(tmp_path)[0] == "meanwhile"
    assert set(ids(tmp_path)[1:]) < {f"n{number}" for number in range(300)}
    assert len(ids(tmp_path)) == added + 1
    assert_sound(tmp_path)
    assert restored(tmp_path) == 0


def test_a_backup_and_what_is_left_make_a_whole(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock=clock) as history:
        history.append(*many(200))
        history.back_up()
        history.append(*many(300, 200))
    clock.now += DAY
    a_page(tmp_path / NAME)
    with opened(tmp_path, Teller(), clock) as history:
        history.examine()

    added = restored(tmp_path)

    assert added > 450
    assert {f"n{number}" for number in range(200)} <= set(ids(tmp_path))


def test_what_was_derived_is_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path / "old") as history:
        history.append(attempt("old"))
        old = history.back_up()
    assert old is not None
    with opened(tmp_path / "new") as history:
        history.append(attempt("new"))
        keep(history, "cards", Derived(1, "..."))
        assert restore(history, [old]) == 1
        assert derived(history, "cards") == Derived(0, "")


@pytest.mark.parametrize("content", [b"", b"rubbish", b"SQLite format 3\0" + NOISE], ids=["empty", "rubbish", "noise"])
def test_nothing_is_taken_from_what_is_no_record(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with opened(tmp_path) as history:
        assert restore(history, [tmp_path / "file"]) == 0
    assert (tmp_path / "file").read_bytes() == content


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with opened(tmp_path) as history, pytest.raises(Refused, match="no such file or directory"):
        restore(history, [tmp_path / "file"])
