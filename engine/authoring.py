"""New topics and new questions: text that passes `check`, put into an author's file without changing another byte."""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final, Literal

from .appending import Place, appended, block
from .frozen import dataclass
from .kinds import KINDS
from .layercall import closest
from .literals import Unreadable
from .schema import SHIPPED_SCHEMA
from .shelf import ids_like
from .writing import write_atomically
from .yamlscalars import plain_scalar
from .yamltext import MAX_BYTES
from .yamltraps import ambiguous

SCHEMA_NAME: Final = "quizproof.schema.json"
_ENDINGS: Final = (".yaml", ".yml")
_PLAIN_TITLE: Final = re.compile(r"\w+( \w+)*")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the ids of the new questions, and for a new topic the schema that editors read.

    The schema is "new", or "kept" because it was there; "other" is one that was there, of another version.
    """

    ids: tuple[str, ...]
    schema: Path | None = None
    schema_is: Literal["new", "kept", "other"] = "kept"


def new_topic(file: str | os.PathLike[str], kinds: Sequence[str] = ()) -> Written:
    """Write a topic with one question of each kind, of all where none is named, and a schema for editors beside it.

    Its folder is made where it is missing. A schema that lies there already, or further up in the same repository, is
    referred to and not touched. Raises Unreadable where the file exists or the names won't do, and OSError.
    """
    path, words = Path(file), _known(kinds)
    if path.suffix not in _ENDINGS:
        raise Unreadable(f"{file} is no name for a topic: it must end in .yaml")
    if os.path.lexists(path):
        raise Unreadable(f"{file} exists: append to it with --kind, such as --kind shape, or choose another name")
    schema = find_schema(path.parent)
    reference = Path(os.path.relpath(schema, path.parent)).as_posix()
    ids = _free(words, _taken(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, topic_text(path.stem, words, ids, reference).encode())
    if not schema.exists():
        write_atomically(schema, SHIPPED_SCHEMA.read_bytes())
        return Written(ids, schema, "new")
    return Written(ids, schema, "kept" if schema.read_bytes() == SHIPPED_SCHEMA.read_bytes() else "other")


def append_questions(file: str | os.PathLike[str], kinds: Sequence[str]) -> Written:
    """Append one question of each kind to the topic in a file. Raises Unreadable where it can't be, and OSError."""
    path, words = Path(file), _known(kinds)
    if not path.is_file():
        raise Unreadable(f"{file} is no file of text: name a file, or one that does not exist yet")
    with path.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    ids = _free(words, ids_like(raw) | _taken(path))
    write_atomically(path, appended(raw, os.fspath(file), words, ids))
    return Written(ids)


def find_schema(folder: Path) -> Path:
    """Return the schema that the topics of a folder refer to: one in it or above it in its repository, or a new one."""
    here = Path(os.path.abspath(folder))
    inside = [here, *here.parents]
    root = next((place for place, above in enumerate(inside) if (above / ".git").exists()), 0)
    found = next((above / SCHEMA_NAME for above in inside[: root + 1] if (above / SCHEMA_NAME).is_file()), None)
    return found or here / SCHEMA_NAME


def topic_text(stem: str, kinds: Sequence[str], ids: Sequence[str], schema: str) -> str:
    """Return the text of a new topic that is named after its file."""
    title = re.sub(r"[\W_]+", " ", stem).strip().capitalize() or "A new topic"
    if not _PLAIN_TITLE.fullmatch(title) or plain_scalar(title) != title or ambiguous(title):
        title = f'"{title}"'
    questions = [block(kind, name, Place(0)) for kind, name in zip(kinds, ids, strict=True)]
    return f"# yaml-language-server: $schema={schema}\ntitle: {title}\nquestions:\n" + "\n".join(questions)


def _known(kinds: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds, all where none is named. Raises Unreadable."""
    for kind in kinds:
        if kind not in KINDS:
            close = closest(kind, tuple(KINDS))
            raise Unreadable(f"{kind!r} is no kind; {f'did you mean {close}?' if close else f'there are {_LISTED}'}")
    return tuple(kinds or KINDS)


_LISTED: Final = ", ".join(KINDS)


def _free(kinds: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    """Return an id for a question of each kind that nothing else is called."""
    found: list[str] = []
    for kind in kinds:
        names = (f"{kind}-question{f'-{number}' if number > 1 else ''}" for number in count(1))
        found.append(next(name for name in names if name not in taken and name not in found))
    return tuple(found)


def _taken(path: Path) -> set[str]:
    """Return the ids in the files beside this one: those of a bank are unique."""
    found: set[str] = set()
    for other in path.parent.glob("*"):
        if other.suffix in _ENDINGS and other.is_file():
            with suppress(OSError):  # another's file, which does not concern us
                found |= ids_like(other.read_bytes())
    return found
