"""Files are written whole or not at all."""

import errno
import os
import stat
from contextlib import suppress
from typing import Final

_STREAMS: Final = (1, 2)
"""What the program prints to. A file behind one of them is written through it: another one would be out of step."""


def write_atomically(path: str | os.PathLike[str], content: bytes, *, sync: bool = True) -> None:
    """Let the file hold `content`: it is whole afterwards, or as it was before. Raises OSError, which names `path`.

    Without `sync` that is so unless the machine itself fails.

    A link stays and what it points to is written. Mode and owner stay, and a file that may not be written is not. What
    is no ordinary file, such as /dev/stdout or a pipe, is written to as it is.
    """
    try:
        before = _stat(path)
        if before is None or (stat.S_ISREG(before.st_mode) and _stream(before) is None):
            _replace(os.path.realpath(path), content, before, sync)
        else:
            stream = _stream(before)
            with open(path if stream is None else stream, "wb", buffering=0, closefd=stream is None) as special:
                _write(special.fileno(), content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None


def put_in_place(part: str | os.PathLike[str], path: str | os.PathLike[str]) -> None:
    """Let the file at `path` be what was written at `part`, in the same file system. Mode and owner of it stay.

    Raises OSError, which names `path`.
    """
    try:
        with open(part, "rb") as written:
            os.fsync(written.fileno())
        _put(os.fspath(part), os.path.realpath(path), _stat(path))
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from None


def may_be_replaced(path: str | os.PathLike[str]) -> bool:
    """Return whether another file may take the place of this one; not so of a device, a pipe, or where output goes.

    Raises OSError, which names `path`, where it may not be written.
    """
    before = _stat(path)
    if before is None:
        return True
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
    return stat.S_ISREG(before.st_mode) and _stream(before) is None


def _stat(path: str | os.PathLike[str]) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _stream(before: os.stat_result) -> int | None:
    for stream in _STREAMS:
        with suppress(OSError):  # closed
            if os.path.samestat(os.fstat(stream), before):
                return stream
    return None


def _replace(target: str, content: bytes, before: os.stat_result | None, sync: bool) -> None:
    """Write beside `target`, in the same file system, and put that in its place."""
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    part = os.path.join(os.path.dirname(target), f".quizproof-{os.urandom(8).hex()}.part")
    mode = 0o666 if before is None else 0o600  # nobody may look into what is to be private meanwhile
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with open(descriptor, "wb", buffering=0):
            _write(descriptor, content)
            if sync:
                os.fsync(descriptor)
        _put(part, target, before)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _put(part: str, target: str, before: os.stat_result | None) -> None:
    if before is not None:
        with suppress(OSError, AttributeError):  # another's file, which only root may leave to them; Windows
            os.chown(part, before.st_uid, before.st_gid)
        os.chmod(part, stat.S_IMODE(before.st_mode))
    os.replace(part, target)


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
