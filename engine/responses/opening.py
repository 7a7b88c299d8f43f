"""Files of text opened: unpacked, decoded as their first bytes say, in lines of a bounded length."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, Final, TextIO, cast

from ..literals import Unreadable

LONGEST: Final = 10_000_000
"""So many characters of a line are held in memory, and of a row that goes over several lines."""
TOO_LONG: Final = f"has more than {LONGEST:,} characters"

_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PACKED: Final = "this is no gzip file, or a part of it is missing"


@contextmanager
def decoded(file: BinaryIO, name: str, *, packed: bool, table: bool) -> Iterator[TextIO]:
    """Open the text of a file. Raises Unreadable, also where what was packed turns out to be broken.

    What is no UTF-8 in a table is taken for Windows-1252, which Excel writes. In a table, lines keep their ends.
    """
    opened = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
    try:
        buffered = io.BufferedReader(cast(io.RawIOBase, opened), 1 << 18)
        encoding = _encoding(buffered.peek(4))
        errors = _WINDOWS if table and encoding == "utf-8" else "replace"
        yield io.TextIOWrapper(buffered, encoding, errors, newline="" if table else None)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Unreadable(f"{name}: {_PACKED}") from None
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from None


def _encoding(start: bytes) -> str:
    """Return the encoding of a text that begins so: its mark says it, or where the zeros of an ASCII letter are."""
    marked = [name for mark, name in _MARKS.items() if start.startswith(mark)]
    if marked:
        return marked[0]
    match [byte == 0 for byte in start[:2]]:
        case [False, True]:
            return "utf-16-le"
        case [True, False]:
            return "utf-16-be"
    return "utf-8"


def bounded(text: TextIO) -> Iterator[str]:
    """Yield the lines of a text. Of one that is too long only its beginning is there, which `too_long` knows."""
    read = partial(text.readline, LONGEST)
    for line in iter(read, ""):
        if len(line) >= LONGEST:
            rest = line
            while rest and not rest.endswith(("\n", "\r")):
                rest = read()
        yield line


def too_long(line: str) -> bool:
    """Tell whether this is only the beginning of a line."""
    return len(line) >= LONGEST and not line.endswith(("\n", "\r"))


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join([_WINDOWS_1252[byte] for byte in wrong]), error.end


_WINDOWS_1252: Final = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_WINDOWS: Final = "quizproof.windows"
codecs.register_error(_WINDOWS, _windows)
