"""`import`: files of other programs as one topic of ours, written when all of it is known."""

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Final

from .authoring import find_schema
from .importers import IMPORTERS, format_of
from .importers.form import Asked, Broken, Imported, Line
from .importers.texts import MOST_BYTES
from .layercall import closest
from .literals import Unreadable
from .recasting import Recast, as_computed, as_text, problem_of
from .shelf import ids_like
from .topicwriting import question_text, topic_texts
from .writing import write_atomically

_LONGEST_ID: Final = 48

Ask = Callable[[Asked, str], bool]
"""Whether a question is to be taken for what it was guessed to be."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of all files: the texts to be written, and what there is to tell."""

    texts: tuple[str, ...]
    carried: int
    guessed: tuple[str, ...]
    refused: tuple[Line, ...]
    left: tuple[Line, ...]
    possible: tuple[Line, ...]


def bring(
    files: Sequence[str],
    ask: Ask | None = None,
    *,
    format_: str | None = None,
    title: str = "",
    output: str | None = None,
    force: bool = False,
) -> Brought:
    """Return the questions of files as the text of a topic. Raises Unreadable, and OSError where one can't be read.

    `ask` decides on each guess; without it none is taken, and each is told as possible. Ids differ from those in the
    files beside `output`, where the topic will be; whether it may be there is told before all else.
    """
    if format_ is not None and format_ not in IMPORTERS:
        close = closest(format_, tuple(IMPORTERS))
        meant = f"did you mean {close}?" if close else f"there are {', '.join(IMPORTERS)}"
        raise Unreadable(f"{format_!r} is no format; {meant}")
    if output is not None:
        _refuse_name(output, [Path(output)], force=force)
    beside = None if output is None else Path(output).parent
    taken = _ids_beside(Path(output)) if output is not None else set()
    used: dict[str, int] = {}
    refused: list[Line] = []
    left: list[Line] = []
    possible: list[Line] = []
    guessed: list[str] = []
    texts: list[str] = []
    titles: list[str] = []
    for file in files:
        raw = _content(file)
        kind = format_ or format_of(Path(file).suffix, raw)
        if kind is None:
            raise Unreadable(f"{file} is in no format that is known: name it with --from, {', '.join(IMPORTERS)}")
        shown = os.path.basename(file)
        try:
            found = IMPORTERS[kind](raw)
        except Broken as why:
            refused.append(Line(file, "", str(why)))
            continue
        if len(files) > 1:
            found = _placed(found, shown)
        titles.append(found.title or Path(file).stem.replace("_", " ").replace("-", " ").strip().capitalize())
        refused += found.refused
        left += found.left
        for asked in found.asked:
            name = _id_of(asked, taken, used)
            recast = as_text(asked, name, f"{shown}, {asked.name}")
            computed = as_computed(asked, name, f"{shown}, {asked.name}")
            if computed is not None:
                if ask is None:
                    possible.append(Line(asked.name, asked.place, f"could be computed: {computed.guess}"))
                elif ask(asked, computed.guess):
                    recast = computed
            fault = problem_of(recast.keys)
            if fault:
                refused.append(Line(asked.name, asked.place, fault))
                continue
            taken.add(name)
            guessed += [name] if recast.guess else []
            texts.append(_text(recast))
    schema = _schema(beside)
    named = title or (titles[0] if titles else "") or "Imported"
    written = topic_texts(named, texts, schema) if texts else []
    return Brought(tuple(written), len(texts), tuple(guessed), tuple(refused), tuple(left), tuple(possible))


def write_brought(brought: Brought, file: str, *, force: bool = False) -> list[str]:
    """Write the texts, the first to `file` and any further beside it, and return their names. Raises Unreadable."""
    path = Path(file)
    names = [path, *[path.with_stem(f"{path.stem}-{number}") for number in range(2, len(brought.texts) + 1)]]
    _refuse_name(file, names, force=force)
    if not brought.texts:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    for name, text in zip(names, brought.texts, strict=True):
        write_atomically(name, text.encode())
    return [os.fspath(name) for name in names]


def _placed(found: Imported, file: str) -> Imported:
    """Return the same with the name of the file in each place."""

    def placed(line: Line) -> Line:
        return replace(line, place=f"{file}, {line.place}" if line.place else file)

    asked = tuple([replace(one, place=f"{file}, {one.place}") for one in found.asked])
    return Imported(asked, tuple(map(placed, found.refused)), tuple(map(placed, found.left)), found.title)


def _refuse_name(file: str, names: Sequence[Path], *, force: bool) -> None:
    if names[0].suffix not in (".yaml", ".yml"):
        raise Unreadable(f"{file} is no name for a topic: it must end in .yaml")
    there = next((name for name in names if os.path.lexists(name)), None)
    if there is not None and not force:
        raise Unreadable(f"{there} exists: give --force to write over it, or choose another name")


def _content(file: str) -> bytes:
    path = Path(file)
    if path.exists() and not path.is_file():
        raise Unreadable(f"{file} is no file")
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _schema(beside: Path | None) -> str:
    if beside is None:
        return ""
    found = find_schema(beside)
    return Path(os.path.relpath(found, beside)).as_posix() if found.exists() else ""


def _ids_beside(path: Path) -> set[str]:
    found: set[str] = set()
    for other in path.parent.glob("*"):
        if other.name != path.name and other.suffix in (".yaml", ".yml") and other.is_file():
            with suppress(OSError):
                found |= ids_like(other.read_bytes())
    return found


def _id_of(asked: Asked, taken: set[str], used: dict[str, int]) -> str:
    """Return a name in lower-case words joined by dashes that nothing else has."""
    best = next((one for one in map(_dashed, (asked.id, asked.name)) if one), "question")
    if best not in taken:
        return best
    stem = best[: _LONGEST_ID - 8].rstrip("-")
    for number in count(used.get(stem, 2)):  # thousands may be called "Question"
        used[stem] = number + 1
        if f"{stem}-{number}" not in taken:
            return f"{stem}-{number}"
    raise AssertionError(stem)


def _dashed(text: str) -> str:
    if re.fullmatch(r"[0-9]+|i?[0-9a-f]{20,}|[0-9a-f-]{36}", text):
        return ""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = "-".join(words)
    return name if len(name) <= _LONGEST_ID else name[: _LONGEST_ID + 1].rpartition("-")[0] or name[:_LONGEST_ID]


def _text(recast: Recast) -> str:
    return question_text(recast.keys, f"guessed: {recast.guess}" if recast.guess else "")
