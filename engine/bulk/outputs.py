"""The file that is made: whole or absent, and gone on with after a kill.

What was graded is kept in a hidden folder beside it, and what is written goes to a part of its own there: the file
itself changes in one step at the end.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from ..frozen import dataclass
from ..literals import Unreadable
from ..writing import may_be_replaced, put_in_place
from .store import Store

_STORE: Final = "grades.sqlite3"
_PART: Final = "part"


@dataclass(frozen=True, slots=True)
class Output:
    """A file that is being made, and what was said of the answers so far."""

    file: BinaryIO
    store: Store


@contextmanager
def whole(path: str, about: str) -> Iterator[Output]:
    """Give a file to write, which takes its place at `path` at the end, unless an error ends it before.

    What the store has is there again in the next run, if that is `about` the same. Raises Unreadable, Unavailable where
    another run writes the same file, and OSError.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise Unreadable(f"{path} is a folder: name a file in it")
    if not target.parent.is_dir():
        raise Unreadable(f"{path} cannot be written: there is no folder {Path(path).parent}")
    if not may_be_replaced(path):
        with open(path, "wb") as special, _stored() as store:
            yield Output(special, store)
        return
    aside, kept = _aside(target), True
    try:
        aside.mkdir(exist_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    try:
        with _stored(aside / _STORE, about) as store:
            try:
                with open(aside / _PART, "wb") as file:
                    yield Output(file, store)
                put_in_place(aside / _PART, path)
                kept = False
            except BaseException:
                kept = store.size > 0  # what took no time is not worth a folder that nobody asked for
                raise
    finally:
        if not kept:
            shutil.rmtree(aside, ignore_errors=True)


def begun(path: str) -> bool:
    """Return whether an earlier run has graded something for this file, and did not come to its end."""
    return (_aside(Path(os.path.realpath(path))) / _STORE).exists()


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.quizproof")


@contextmanager
def _stored(path: Path | None = None, about: str = "") -> Iterator[Store]:
    store = Store(path, about)
    try:
        yield store
    finally:
        store.close()
