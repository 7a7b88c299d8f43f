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
    names = [name for name in _BESIDE if name in question.inside]
    return tuple([edit for name in names for edit in _after(tree, question, name, found)])


def _after(tree: Tree, question: Marks, name: str, found: Measurement) -> list[Edit]:
    """Return the edits that say it after a key, the best first."""
    assert isinstance(question.inside, dict)
    assert question.keys is not None
    quote, text = _quote(tree, question, name), tree.text
    added, end = f"{quote}{MEASURED}{quote}: {measurement_text(found, quote)}", content_end(text, question.inside[name])
    if text[question.start] == "{":
        own = _on_its_own_line(text, question.keys[name][0], end, added)
        return [*([] if own is None else [own]), Edit(end, end, f", {added}")]
    at, line = line_end(text, end), " " * (tree.position(question.start)[1] - 1) + added
    newline = _newline(text, at)
    return [Edit(at, at, line + newline if text[at - 1] == "\n" else newline + line)]


def _on_its_own_line(text: str, key: int, end: int, added: str) -> Edit | None:
    """Return the edit that adds a line in braces after a key, whose value ends at `end`.

    None where the key has not its own line, or where a comment would come off it.
    """
    at = line_end(text, end)
    before, behind, newline = text[text.rfind("\n", 0, key) + 1 : key], text[end:at].strip(), _newline(text, at)
    commented = behind.removeprefix(",").lstrip()[:1] in ("", "#")
    if before.strip() == "," and commented:
        return Edit(at, at, f"{before}{added}{newline}")
    if before.strip() or not commented:
        return None
    if behind.startswith(","):
        return Edit(at, at, f"{before}{added},{newline}")
    return None if behind else Edit(end, end, f",{newline}{before}{added}")


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
