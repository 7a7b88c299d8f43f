"""Questions put at the end of a file's list: new bytes at one place, and every other byte as it was."""

import re
from collections.abc import Sequence
from typing import Any, Final

from .findings import Source
from .frozen import dataclass
from .kinds import KINDS
from .literals import Unreadable
from .topic import read_topic
from .yamltext import read_yaml
from .yamltree import Marks, Tree, content_end, line_end

_NEWLINE: Final = re.compile(r"\r?\n")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\r?\n")
_BLANK_END: Final = re.compile(r"\n[ \t]*\r?\n\Z")
_ASIDE: Final = re.compile(r"([ \t]*)(#[^\n]*)?(?:\r?\n|\Z)")
"""A line that says nothing to YAML: blank, or a comment."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question goes: before character `at`, behind `dash` at `margin`; `apart`: after a blank line."""

    at: int
    margin: str = "  "
    dash: str = "- "
    apart: bool = True


def block(kind: str, name: str, place: Place) -> str:
    """Return a question of a kind as an item of a list."""
    first, *rest = KINDS[kind].example.splitlines()
    assert first.startswith("id: ")
    indent = place.margin + " " * len(place.dash)
    lines = [f"{place.margin}{place.dash}id: {name}", *[f"{indent}{line}" if line else "" for line in rest]]
    return "".join([f"{line}\n" for line in lines])


def appended(raw: bytes, name: str, kinds: Sequence[str], ids: Sequence[str]) -> bytes:
    """Return the bytes of a file with new questions at the end of its list `questions`, and all else as it was.

    Raises Unreadable where there is no such list, it stands in brackets, or the file can't be read.
    """
    tree = read_yaml(raw)
    place = _end_of_list(Source(name, tree))
    before, after = tree.text[: place.at], tree.text[place.at :]
    newline = _newline(tree.text, place.at)
    if not before.endswith("\n"):  # the newline at the end was forgotten: what the file says with it is to be kept
        before += newline
    said = read_yaml((before + after).encode())
    blocks = [block(kind, one, place) for kind, one in zip(kinds, ids, strict=True)]
    for gap in ("\n", "") if place.apart else ("",):  # a blank line may belong to the text above it
        added = (gap.join(blocks) if _BLANK_END.search(before) else gap + gap.join(blocks)).replace("\n", newline)
        text = (before + added + after).encode()
        if _is_as_before(said, read_yaml(text), len(kinds)):
            return raw[: len(raw) - len(tree.text.encode())] + text
    raise Unreadable(f"{name}: no question can be put after the last one; see how the list `questions` ends")


def _end_of_list(source: Source) -> Place:
    """Return where the list of questions ends, before what is said after it. Raises Unreadable."""
    tree = source.tree
    if not isinstance(tree.data, dict):
        fault = read_topic(source, "")[1][0]
        raise Unreadable(f"{fault.file}:{fault.line}:{fault.column}: {fault.message}")
    assert isinstance(tree.marks.inside, dict)
    marks = tree.marks.inside.get("questions", tree.marks)
    if "questions" not in tree.data or not isinstance(tree.data["questions"], list | None):
        raise _refused(source, marks, "there is no list `questions` here: write `questions:` first")
    if marks.start == marks.end:  # only its key is there
        return Place(line_end(tree.text, marks.end), apart=False)
    if tree.text[marks.start] != "-":
        raise _refused(source, marks, "the questions stand in brackets: write each behind a dash, on lines of its own")
    assert isinstance(marks.inside, list)
    column, last = tree.position(marks.start)[1], marks.inside[-1]
    dash = tree.text.rindex("-", marks.start, last.start + 1)
    shown = tree.text[dash : last.start]
    others = [content_end(tree.text, item) for item in marks.inside[:-1]]
    apart = not others or bool(_BLANK_LINE.search(tree.text, others[-1], dash))
    at = _after_remarks(tree.text, line_end(tree.text, content_end(tree.text, last)), column)
    return Place(at, " " * (column - 1), shown if shown.strip(" ") == "-" and shown != "-" else "- ", apart)


def _refused(source: Source, marks: Marks, sentence: str) -> Unreadable:
    line, column = source.tree.position(marks.start)
    return Unreadable(f"{source.file}:{line}:{column}: {sentence}")


def _after_remarks(text: str, at: int, column: int) -> int:
    """Return the place after the comments that are further in than `column`: they belong to the question above."""
    end = at
    while (line := _ASIDE.match(text, at)) and line.end() > at:
        at = line.end()
        if line[2] and len(line[1]) >= column:
            end = at
    return end


def _newline(text: str, at: int) -> str:
    """Return how the line before `at` ends, or the first line of the text where that one has no end."""
    ends = _NEWLINE.findall(text[:at])
    return ends[-1] if ends else "\n"


def _is_as_before(old: Tree, new: Tree, count: int) -> bool:
    """Return whether a file says what it said, and `count` questions more, in which nothing is wrong."""
    if not isinstance(new.data, dict) or not isinstance(new.data.get("questions"), list):
        return False
    said: dict[str, Any] = new.data | {"questions": new.data["questions"][:-count]}
    same = repr(said) == repr(old.data | {"questions": old.data["questions"] or []})
    return same and len(read_topic(Source("", new), "")[1]) <= len(read_topic(Source("", old), "")[1])
