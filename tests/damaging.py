"""States that a learner's record may be found in, each with how it is brought about."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from recording import NAME, many, opened


def a_record(folder: Path, total: int = 300) -> Path:
    with opened(folder) as history:
        history.append(*many(total))
    return folder / NAME


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def a_text(path: Path) -> None:
    path.write_text("my answers\n")


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE events (number INTEGER PRIMARY KEY, body TEXT)")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9")
    connection.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("unplugged"))


def a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[content.index(b"1, 64, 28, 28", 20_000)] ^= 1
    path.write_bytes(content)


NEWER = "a newer Quizproof wrote it (its form is 9, this one knows 1)"

DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "zero bytes": (empty, "is empty, as no record ever is"),
    "half": (half, "is damaged"),
    "a text": (a_text, "is no database"),
    "foreign": (foreign, "is another program's file"),
    "a bit": (a_bit, "is damaged: an event in it is not as it was written"),
}
"""What is damaged, and what is said of it."""

CLOSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "newer": (newer, NEWER),
    "a folder": (a_folder, "it is a folder"),
    "a link to nothing": (a_link_to_nothing, "it is a link to what is not there"),
}
"""What can't be read, and why."""


def snapshot(folder: Path) -> dict[str, tuple[bytes | None, int, int]]:
    """What lies in a folder: of each path the content, which file it is, and when it was changed."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes() if path.is_file() else None,
            path.lstat().st_ino,
            path.lstat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
    }


@contextmanager
def home_of_all() -> Iterator[Path]:
    """A folder that anybody may look into, with what is closed in it open again at the end."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in (folder, *[path for path in folder.iterdir() if path.is_dir()]):
        path.chmod(0o755)
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
