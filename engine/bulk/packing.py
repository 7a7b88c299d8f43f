"""A bank packed up, to be graded by other processes and on other machines: they need no folder that all can see."""

import os
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from ..bank import load
from ..bankfiles import find_files, with_own_rules
from ..frozen import dataclass
from ..topic import Topic


@dataclass(frozen=True, slots=True)
class PackedBank:
    """The files of a bank, each by its path in the bank, with `/` between folders."""

    files: tuple[tuple[str, bytes], ...]

    @property
    def digest(self) -> str:
        """Name what is in it: banks that differ have different ones."""
        made = blake2b(digest_size=16)
        for name, content in self.files:
            made.update(b"%d:%d:" % (len(name.encode()), len(content)))
            made.update(name.encode() + content)
        return made.hexdigest()


def packed(banks: Sequence[str | os.PathLike[str]]) -> PackedBank:
    """Return the files of a bank as they are now. Raises NoBank and OSError."""
    files = []
    for number, bank in enumerate(banks):
        for path, _, root in with_own_rules(find_files(bank)):
            files.append((f"{number:06}/{path.relative_to(root).as_posix()}", path.read_bytes()))
    return PackedBank(tuple(files))


def unpacked(bank: PackedBank) -> tuple[Topic, ...]:
    """Return the topics of a packed bank. Raises what `load` does."""
    with tempfile.TemporaryDirectory(prefix="quizproof-bank-") as folder:
        for name, content in bank.files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return tuple([topic for part in sorted(Path(folder).iterdir()) for topic in load(part)])
