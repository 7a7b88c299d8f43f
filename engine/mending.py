"""The edit that puts a proved key into an author's file: one scalar changes, every other byte stays."""

from typing import Any, Final

from .findings import Edit, Source
from .question import content
from .yamltext import read_yaml
from .yamltree import Marks, Path

_AS_LIST: Final = str.maketrans("()", "[]")


def replaced(source: Source, path: Path, key: str) -> Edit | None:
    """Return the edit that makes the answer at `path` say `key`; None where more than its scalars would change."""
    value, marks, flow = _at(source, path)
    if isinstance(value, dict):
        return None
    old = source.tree.text[marks.start : marks.end]
    written = _list(value, marks, old, key) if isinstance(value, list) else _scalar(old, key, flow=flow)
    return None if written is None else source.edit((marks.start, marks.end), written)


def inserted(source: Source, path: Path, key: str) -> Edit | None:
    """Return the edit that gives the question at `path` the line `answer:` after its kind; None where that is unclear.

    An `answer:` that stands there without a value gets one.
    """
    text = source.tree.text
    _, question, _ = _at(source, path)
    assert isinstance(question.inside, dict)
    assert question.keys is not None
    if "answer" in question.inside:
        at = question.inside["answer"].end
        return source.edit((at, at), ("" if text[at - 1 : at].isspace() else " ") + _plain(key, flow=False))
    kind, end = question.keys["kind"][0], question.inside["kind"].end
    if text[question.start] == "{":
        return source.edit((end, end), f", answer: {_plain(key, flow=True)}")
    if text[question.inside["kind"].start] in "|>":
        return None
    indent = " " * (source.tree.position(kind)[1] - 1)
    line = f"{indent}answer: {_plain(key, flow=False)}"
    at = text.find("\n", end) + 1 or len(text)
    newline = "\r\n" if "\r\n" in text[:at][-2:] or "\r\n" in text[:end] else "\n"
    return source.edit((at, at), f"{line}{newline}" if text[:at].endswith("\n") else f"{newline}{line}")


def _at(source: Source, path: Path) -> tuple[Any, Marks, bool]:
    """Return the value and the marks at `path`, or of what it leads to last; whether a flow collection is around it."""
    value, marks, flow = source.tree.data, source.tree.marks, False
    for step in path:
        inside: Any = marks.inside
        if inside is None or (step not in inside if isinstance(inside, dict) else not isinstance(step, int)):
            break
        flow = flow or source.tree.text[marks.start] in "[{"
        value, marks = value[step], inside[step]
    return value, marks, flow


def _scalar(old: str, key: str, *, flow: bool) -> str | None:
    """Return how `key` is written in place of a scalar, in the same style."""
    if old[:1] == "'":
        return "'" + key.replace("'", "''") + "'"
    if old[:1] == '"':
        return _quoted(key)
    if old[:1] in ("|", ">"):
        head, *lines = old.splitlines(keepends=True)
        filled = [line for line in lines if line.strip()]
        if len(filled) != 1:
            return None
        said = filled[0].strip()
        return head + "".join([line.replace(said, key) if line is filled[0] else line for line in lines])
    return _plain(key, flow=flow)


def _plain(key: str, *, flow: bool) -> str:
    """Return `key` without quotes where YAML reads it so as the same text, else in double quotes."""
    tree = read_yaml(f"- [{key}]\n".encode() if flow else f"- {key}\n".encode())
    read = tree.data[0] if tree.data and not tree.faults else None
    if flow:
        read = read[0] if isinstance(read, list) and len(read) == 1 else None
    plain = not isinstance(read, (dict, bool, type(None))) and content(read) == key
    return key if plain else _quoted(key)


def _quoted(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _list(value: list[Any], marks: Marks, old: str, key: str) -> str | None:
    """Return how `key` is written in place of a list: number by number where both have the same form."""
    wanted = read_yaml(key.replace(",)", ")").translate(_AS_LIST).encode()).data
    for _ in range(_depth(value) - _depth(wanted)):  # keys are computed without leading ones
        wanted = [wanted]
    changes = _leaves(value, marks, wanted)
    if changes is not None:
        parts, at = [], marks.start
        for start, end, new in changes:
            parts += [old[at - marks.start : start - marks.start], new]
            at = end
        return "".join([*parts, old[at - marks.start :]])
    if not isinstance(wanted, list) or old[:1] != "[" or "#" in old:
        return None
    return str(content(wanted))


def _depth(value: Any) -> int:
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _leaves(value: Any, marks: Marks, wanted: Any) -> list[tuple[int, int, str]] | None:
    """Return the scalars that must change, each with its place; None where the forms differ."""
    if isinstance(value, list) and isinstance(wanted, list) and len(value) == len(wanted):
        assert isinstance(marks.inside, list)
        below = [_leaves(*each) for each in zip(value, marks.inside, wanted, strict=True)]
        return None if None in below else [change for changes in below for change in changes or ()]
    if isinstance(value, list) or isinstance(wanted, list):
        return None
    return [] if content(value) == content(wanted) else [(marks.start, marks.end, str(content(wanted)))]
