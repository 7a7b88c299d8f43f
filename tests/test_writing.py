"""A file is written whole or not at all."""

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from quizproof.engine import writing
from quizproof.engine.writing import write_atomically


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# What must be refused, and leave nothing behind.


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("missing/out", errno.ENOENT, id="no such folder"),
        pytest.param("file/out", errno.ENOTDIR, id="a file as folder"),
        pytest.param("folder", errno.EISDIR, id="a folder"),
        pytest.param("loop", errno.ELOOP, id="a link to itself"),
        pytest.param("x" * 300, errno.ENAMETOOLONG, id="too long a name"),
    ],
)
def test_what_cannot_be_written_is_named(tmp_path: Path, name: str, number: int) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "loop").symlink_to("loop")
    before = names(tmp_path)

    with pytest.raises(OSError, match=f"^\\[Errno {number}\\] ") as caught:
        write_atomically(tmp_path / name, b"new")

    assert (caught.value.errno, caught.value.filename) == (number, str(tmp_path / name))
    assert names(tmp_path) == before
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_file_that_may_not_be_written_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: not (path == str(file) and mode == os.W_OK))  # root may all

    with pytest.raises(PermissionError) as caught:
        write_atomically(file, b"new")

    assert str(caught.value) == f"[Errno 13] Permission denied: {str(file)!r}"
    assert (names(tmp_path), file.read_bytes()) == (["file"], b"old")


@pytest.mark.parametrize("failing", ["fsync", "replace", "chmod", "write"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writing.os, failing, fail)
    with pytest.raises(OSError, match="No space left on device") as caught:
        write_atomically(file, b"new")

    assert caught.value.filename == str(file)
    assert (names(tmp_path), file.read_bytes()) == (["file"], b"old")


def test_an_interrupt_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "file", b"new")

    assert names(tmp_path) == []


# What is written.


@pytest.mark.parametrize("content", [b"", b"new\r\n\x00\xff", b"x" * 3_000_000], ids=["none", "bytes", "much"])
def test_content_arrives_as_it_is(tmp_path: Path, content: bytes) -> None:
    for _ in ("a new file", "an old one"):
        write_atomically(str(tmp_path / "file"), content)
        assert (names(tmp_path), (tmp_path / "file").read_bytes()) == (["file"], content)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o660])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(mode)
    write_atomically(file, b"new")
    assert (stat.S_IMODE(file.stat().st_mode), file.read_bytes()) == (mode, b"new")


def test_a_new_file_has_the_mode_that_others_get(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_the_owner_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    os.chown(file, 12345, 54321)
    write_atomically(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid, file.read_bytes()) == (12345, 54321, b"new")


@pytest.mark.parametrize("there", [True, False], ids=["file", "dangling"])
def test_a_link_stays_and_its_target_is_written(tmp_path: Path, there: bool) -> None:
    (tmp_path / "far").mkdir()
    if there:
        (tmp_path / "far/file").write_bytes(b"old")
    (tmp_path / "middle").symlink_to("far/file")
    (tmp_path / "link").symlink_to("middle")

    write_atomically(tmp_path / "link", b"new")

    assert [os.readlink(tmp_path / name) for name in ("link", "middle")] == ["middle", "far/file"]
    assert (names(tmp_path / "far"), (tmp_path / "far/file").read_bytes()) == (["file"], b"new")


def test_a_bare_name_is_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_atomically("file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_reader_sees_one_whole_content_or_the_other(tmp_path: Path) -> None:
    file, sizes = tmp_path / "file", set()
    contents = (b"a" * 200_000, b"b" * 300_000)
    write_atomically(file, contents[0])
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen = file.read_bytes()
            sizes.add((seen[:1], len(seen), len(set(seen))))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(40):
        write_atomically(file, contents[turn % 2])
    done.set()
    reader.join()

    assert sizes <= {(b"a", 200_000, 1), (b"b", 300_000, 1)}


def test_what_can_be_made_again_need_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(writing.os, "fsync")
    write_atomically(tmp_path / "file", b"new", sync=False)
    assert (tmp_path / "file").read_bytes() == b"new"


# What is no ordinary file.


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_atomically(tmp_path / "pipe", b"new" * 100_000)
    reader.join()
    assert read == [b"new" * 100_000]
    assert names(tmp_path) == ["pipe"]


def test_a_full_device_is_named() -> None:
    with pytest.raises(OSError, match="No space left on device") as caught:
        write_atomically("/dev/full", b"new")
    assert caught.value.filename == "/dev/full"


SCRIPT = """
import sys
from quizproof.engine.writing import write_atomically
print("before", flush=True)
write_atomically(sys.argv[1], b"content\\n")
print("after")
"""


@pytest.mark.parametrize("redirected", [False, True], ids=["pipe", "file"])
def test_dev_stdout_is_written_in_order(tmp_path: Path, redirected: bool) -> None:
    out = tmp_path / "out"
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-P", "-c", SCRIPT, "/dev/stdout"],
            stdout=file if redirected else subprocess.PIPE,
            check=True,
        )
    assert (out.read_bytes() if redirected else done.stdout) == b"before\ncontent\nafter\n"
    assert names(tmp_path) == ["out"]
