"""Where a question says what was measured of it: at one place, beside the author's difficulty where there is one."""

from typing import Any, Final

from ...findings import Edit
from ...keys import Unfit, read_keys
from ...literals import Unreadable
from ...measured import MEASURED, Measurement, measurement_text
from ...yamltraps import CARRIED
from ...yamltree import Marks, Tree, content_end, line_end

_BESIDE: Final = ("difficulty", "tags", "kind", "id")
"""The keys after which it reads well, the best first."""


def as_measured(value: Any) -> Measurement | None:
    """Return what the key of a question says; None where it says nothing that can be read."""
    try:
        return read_keys(Measurement, value) if isinstance(value, dict) else None
    except Unfit:
        return None


def edits_for(tree: Tree, question: Marks, said: Any, found: Measurement) -> tuple[Edit, ...]:
    """Return the edits of which one lets a question say what was found, the best first.

    `said` is the value of the key now. Raises Unreadable where something else would be lost.
    """
    assert isinstance(question.inside, dict)
    if MEASURED in question.inside:
        return (_replacement(tree, question, said, found),)
    return tuple([_after(tree, question, name, found) for name in _BESIDE if name in question.inside])


def _after(tree: Tree, question: Marks, name: str, found: Measurement) -> Edit:
    assert isinstance(question.inside, dict)
    quote = _quote(tree, question, name)
    added, end = (
        f"{quote}{MEASURED}{quote}: {measurement_text(found, quote)}",
        content_end(tree.text, question.inside[name]),
    )
    if tree.text[question.start] == "{":
        return Edit(end, end, f", {added}")
    at, line = line_end(tree.text, end), " " * (tree.position(question.start)[1] - 1) + added
    newline = _newline(tree.text, at)
    return Edit(at, at, line + newline if tree.text[at - 1] == "\n" else newline + line)


def _replacement(tree: Tree, question: Marks, said: Any, found: Measurement) -> Edit:
    assert isinstance(question.inside, dict)
    assert question.keys is not None
    value, text = question.inside[MEASURED], tree.text
    start, end, blank = value.start, content_end(text, value), ""
    if start == end or (value.inside is not None and text[start] not in "[{"):  # nothing is there, or lines are
        start, blank = text.index(":", question.keys[MEASURED][1]) + 1, " "
    end = start + len(text[start:end].rstrip())
    lost = [name for name in said if name.startswith(CARRIED)] if isinstance(said, dict) else []
    if lost:
        raise Unreadable(f"{lost[0]!r} in `{MEASURED}` would be lost: move it out of there")
    if value.inside is not None and "#" in text[start:end]:
        raise Unreadable(f"the comment in `{MEASURED}` would be lost: move it out of there")
    return Edit(start, end, blank + measurement_text(found, _quote(tree, question, MEASURED)))


def _quote(tree: Tree, question: Marks, name: str) -> str:
    """Return the quote around a key: a file that is JSON stays JSON."""
    assert question.keys is not None
    return '"' if tree.text[question.keys[name][0]] == '"' else ""


def _newline(text: str, at: int) -> str:
    """Return how the line before `at` ends, or the one above where that has no end."""
    end = text.rfind("\n", 0, at)
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
