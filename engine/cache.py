"""What was proved before: one small file for each file of a bank, in the user's cache folder.

Everything in it is named after a digest of what it was proved from, and a folder is for one version of torch and one
of the engine, so that nothing old is ever taken for new. A cache that is damaged, cannot be read or cannot be written
is as good as none. Two runs at once may write the same file: each writes it whole.
"""

import json
import os
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from .digests import blake2b
from .homes import in_home
from .version import VERSION
from .writing import write_atomically

Entries = dict[str, Any]
"""What was found, by the digest of what it was found in."""

_MAGIC: Final = b"quizproof cache 1 "
_ENGINE: Final = Path(__file__).parent
_TAG: Final = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of quizproof. It may be deleted.\n"
_STALE: Final = 30 * 24 * 3600.0
"""Seconds after which what another version has left behind is deleted."""


class Cache:
    """What is remembered of a bank for one version of torch and of the engine."""

    def __init__(self, folder: Path, torch: str) -> None:
        self.torch = torch
        self._top = folder
        self._folder = folder / digest(torch, engine_version())[:16]
        self._made = False

    def read(self, file: str) -> Entries:
        """Return what is remembered of a file; nothing where that cannot be read or was not written by us."""
        try:
            head, _, body = self._path(file).read_bytes().partition(b"\n")
            if head != _head(body):
                return {}
            found = json.loads(body)
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, file: str, entries: Entries) -> None:
        """Remember what was found in a file; where nothing can be written, nothing is remembered."""
        body = json.dumps(entries, separators=(",", ":")).encode()
        with suppress(OSError):
            self._make()
            write_atomically(self._path(file), _head(body) + b"\n" + body, sync=False)

    def _path(self, file: str) -> Path:
        return self._folder / f"{digest(os.path.realpath(file))}.json"

    def _make(self) -> None:
        """Make the folder, once, so that neither version control nor backups look at it; forget old versions."""
        if self._made or self._folder.is_dir():
            return
        self._made = True
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._top / ".gitignore").write_text("# Made by quizproof\n*\n", encoding="utf-8")
        (self._top / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
        import shutil  # it loads what packs archives, and learners need a cache's digests only

        for other in self._top.iterdir():
            if re.fullmatch("[0-9a-f]{16}", other.name) and other.stat().st_mtime < time.time() - _STALE:
                shutil.rmtree(other, ignore_errors=True)


def digest(*texts: str) -> str:
    """Return a digest of some texts.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    made = blake2b(digest_size=16)
    for text in texts:
        said = text.encode("utf-8", "surrogatepass")
        made.update(b"%d:" % len(said))
        made.update(said)
    return made.hexdigest()


def installed_torch() -> str | None:
    """Return the version of torch that a worker would load, without loading it; None where that is not known.

    >>> installed_torch() is not None
    True
    """
    with suppress(OSError, ImportError, ValueError):
        found = find_spec("torch")
        if found is not None and found.origin is not None:
            said = Path(found.origin).with_name("version.py").read_text(encoding="utf-8")
            version = re.search(r"^__version__ = '([^'\n]+)'", said, re.MULTILINE)
            return version[1] if version else None
    return None


def own_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of this user's cache: QUIZPROOF_CACHE_DIR, else where the system has caches. Raises NoHome."""
    named = environment.get("QUIZPROOF_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return in_home(lambda: user_cache_path("quizproof", appauthor=False), "give the cache's with QUIZPROOF_CACHE_DIR")


def inside(folder: Path, tree: Path) -> bool:
    """Return whether a cache lies in the tree that is checked: in the repository, or the folder, around `tree`.

    Whoever wrote the tree may have written such a cache too.
    """
    real = Path(os.path.realpath(tree))
    roots = [above for above in (real, *real.parents) if (above / ".git").exists()]
    root = roots[0] if roots else (real if real.is_dir() else real.parent)
    return Path(os.path.realpath(folder)).is_relative_to(root)


def _head(body: bytes) -> bytes:
    return _MAGIC + blake2b(body, digest_size=16).hexdigest().encode()


def engine_version() -> str:
    """Return what changes whenever the engine does: its version, and a digest of each of its files."""
    files = sorted(_ENGINE.rglob("*.py"))
    return " ".join([VERSION, *[blake2b(path.read_bytes(), digest_size=8).hexdigest() for path in files]])
