"""Edits of a file with which it says exactly what it said, and what was measured besides: it is read again to see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ...findings import Edit
from ...measured import MEASURED, Measurement
from ...rewriting import edited
from ...yamltext import read_yaml
from ...yamltree import Tree
from .placing import as_measured


def sound_edits(
    tree: Tree, edits: Mapping[int, Sequence[Edit]], wanted: Mapping[int, Measurement]
) -> tuple[dict[int, Edit], dict[int, str]]:
    """Return the edits with which the file says what it said, and for each question without one why there is none."""
    sound: dict[int, Edit] = {}
    faults: dict[int, str] = {}
    left = [sorted(edits)]
    while left:
        part = left.pop()
        first = {index: edits[index][0] for index in part}
        fault = _fault(tree, first, wanted)
        if not fault:
            sound |= first
        elif len(part) > 1:
            left += [part[: len(part) // 2], part[len(part) // 2 :]]
        else:
            [index] = part
            others = [one for one in edits[index][1:] if not _fault(tree, {index: one}, wanted)]
            if others:
                sound[index] = others[0]
            else:
                faults[index] = fault
    fault = _fault(tree, sound, wanted) if faults or len(sound) > 1 else ""
    return ({}, dict.fromkeys(edits, fault)) if fault else (sound, dict(sorted(faults.items())))


def _fault(tree: Tree, edits: Mapping[int, Edit], wanted: Mapping[int, Measurement]) -> str:
    """Return why a file would say something else with these edits; "" where it says what it said, and these numbers."""
    new = read_yaml(edited(tree.text.encode(), edits.values()))
    if new.data is None and new.faults[0].rule == "refused-yaml":
        return f"with `{MEASURED}` in it, {new.faults[0].message}"
    told = Counter([(one.rule, new.text[one.start : one.end]) for one in new.faults])
    told.subtract([(one.rule, tree.text[one.start : one.end]) for one in tree.faults])
    if _rest(new.data, edits) != _rest(tree.data, edits) or max(told.values(), default=0) > 0:
        return f"`{MEASURED}` cannot be put here without changing what the file says: write it there yourself"
    if not all(says(new, index, wanted[index]) for index in edits):
        return f"`{MEASURED}` would not say what was measured"
    return ""


def _rest(found: Any, edits: Mapping[int, Edit]) -> str:
    """Return what a file says but what was measured of some questions: types and the order of keys as well."""
    questions = found.get("questions") if isinstance(found, dict) else None
    if not isinstance(questions, list):
        return repr(found)
    kept = [
        {name: part for name, part in item.items() if name != MEASURED}
        if index in edits and isinstance(item, dict)
        else item
        for index, item in enumerate(questions)
    ]
    return repr(found | {"questions": kept})


def says(tree: Tree, index: int, found: Measurement) -> bool:
    """Return whether a question of a file says already what was found."""
    return as_measured(tree.data["questions"][index].get(MEASURED)) == found.rounded
