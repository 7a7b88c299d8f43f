"""What came of grading responses, and what changes when they are graded again."""

from typing import Final

from ..grading import Summary
from ..plural import count
from ..regrading import Change, Changes
from ..responses.values import blank
from .page import Page

_NAMED: Final = ("student", "attempt", "question", "variant")
_LONGEST: Final = 60
"""So many characters of an answer are shown."""


def print_graded(page: Page, found: Summary, output: str) -> None:
    """Print how many rows were graded, and how they did."""
    answers = count(found.distinct, "different answer")
    page.line(f"{count(found.rows, 'response')} graded, {answers}, in {output}.", hang=2)
    if found.found:
        page.line(f"{count(found.found, 'answer')} had been graded in a run that did not come to its end.", hang=2)
    if found.verdicts:
        page.line(", ".join([f"{number:,} {verdict}" for verdict, number in found.verdicts]), indent=2, hang=2)
    if "void" in dict(found.verdicts):
        page.line(
            "Void: the row names no question of the bank, or torch contradicts its key; each says which.",
            indent=2,
            hang=2,
        )


def print_change(page: Page, change: Change) -> None:
    """Print what changes in one row."""
    asked = change.row.asked
    named = [str(asked[name]) for name in _NAMED if not blank(asked.get(name))]
    answer = str(asked.get("answer"))
    shown = answer if len(answer) <= _LONGEST else f"{answer[: _LONGEST - 3]}..."
    page.line(f"{'  '.join(named)}  {shown}", hang=4)
    page.line(f"{_said(change.was, change.score)} -> {_said(change.now['verdict'], change.now['score'])}", indent=4)


def print_regraded(page: Page, found: Changes) -> None:
    """Print how many rows change, in which questions, and for how many students."""
    if not found.changed:
        page.line(f"No verdict changes in {count(found.rows, 'row')}.")
        return
    verb = "changes" if found.changed == 1 else "change"
    page.line(f"{found.changed:,} of {count(found.rows, 'row')} {verb}:", "title")
    for (question, was, now), number in sorted(found.kinds.items(), key=lambda one: (-one[1], one[0])):
        page.line(f"{question}: {count(number, 'row')}, {was} -> {now}", indent=2, hang=2)
    if found.gain or found.lose:
        page.line(f"With more points: {count(found.gain, 'student')}. With fewer: {count(found.lose, 'student')}.")


def _said(verdict: str, score: float | None) -> str:
    return verdict if score is None else f"{verdict} ({score:g})"
