"""A file with other bytes: what would change, and the writing of it."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .findings import Edit
from .frozen import dataclass
from .writing import write_atomically

_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file by its path: `before` and `after` are its bytes."""

    file: str
    before: bytes
    after: bytes

    def diff(self) -> str:
        """Return the change as a unified diff."""
        old, new = [raw.decode("utf-8", "replace").splitlines(keepends=True) for raw in (self.before, self.after)]
        lines = difflib.unified_diff(old, new, self.file, self.file)
        return "".join([line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines])

    def write(self) -> bool:
        """Write the file, unless it was saved meanwhile; return whether that was done. Raises OSError."""
        if Path(self.file).read_bytes() != self.before:
            return False
        write_atomically(self.file, self.after)
        return True


def edited(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes with the edits made, which do not overlap; those of a byte order mark are not counted by them.

    >>> edited("a ü c".encode(), [Edit(4, 5, "d"), Edit(2, 3, "b")])
    b'a b d'
    """
    mark = _BOM if raw.startswith(_BOM) else b""
    text = raw.removeprefix(_BOM).decode("utf-8")
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return mark + "".join([*pieces, text[at:]]).encode("utf-8")
