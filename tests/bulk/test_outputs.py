"""The file that is made is whole or as it was; what was graded for it is gone on with."""

import os
import stat
from pathlib import Path

import pytest

from quizproof.engine.bulk.asks import Ask
from quizproof.engine.bulk.executing import Unavailable
from quizproof.engine.bulk.outputs import whole
from quizproof.engine.literals import Unreadable

ASK: Ask = ("question", "\0", "\0", "1")


class Stopped(BaseException):
    """Ctrl-C, or the end of the world."""


def make(path: Path, *, about: str = "", fails: bool = False, graded: bool = True) -> int:
    """Write the file; return how much was there of an earlier run."""
    with whole(os.fspath(path), about) as output:
        output.file.write(b"new")
        if graded:
            output.store.put([(ASK, "said")])
        if fails:
            raise Stopped
        return output.store.found


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        make(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a folder: name a file in it"


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        make(tmp_path / "no" / "out.csv")
    assert str(caught.value) == f"{tmp_path}/no/out.csv cannot be written: there is no folder {tmp_path}/no"


def test_the_file_is_there_and_nothing_else(tmp_path: Path) -> None:
    assert make(tmp_path / "out.csv") == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.csv": b"new"}


def test_a_run_that_ends_early_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")

    with pytest.raises(Stopped):
        make(tmp_path / "out.csv", fails=True)

    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == [".out.csv.quizproof", "out.csv"]


def test_the_next_run_goes_on_and_tidies_up(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        make(tmp_path / "out.csv", fails=True)

    assert make(tmp_path / "out.csv") == 1
    assert os.listdir(tmp_path) == ["out.csv"]


def test_what_was_graded_for_another_bank_is_no_use(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        make(tmp_path / "out.csv", about="one bank", fails=True)

    assert make(tmp_path / "out.csv", about="another") == 0


def test_a_run_that_did_nothing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        make(tmp_path / "out.csv", fails=True, graded=False)
    assert os.listdir(tmp_path) == []


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    with whole(os.fspath(tmp_path / "out.csv"), "") as output:
        output.file.write(b"first")
        with pytest.raises(Unavailable):
            make(tmp_path / "out.csv")
        output.store.put([(ASK, "said")])
    assert (tmp_path / "out.csv").read_bytes() == b"first"


def test_mode_and_link_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "out.csv"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link.csv").symlink_to(real)

    make(tmp_path / "link.csv")

    assert (tmp_path / "link.csv").is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"new", 0o640)


def test_a_device_is_written_as_it_is(tmp_path: Path) -> None:
    make(Path(os.devnull))
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
