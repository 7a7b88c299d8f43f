"""`export`: what was written, and a line for everything that a format cannot hold."""

from collections.abc import Iterable, Sequence
from typing import Final

from ..exporters.sheet import Loss
from ..exporting import Export
from ..plural import count
from .page import Page

_NAMED: Final = 5
"""So many questions are named that lose the same."""


def print_export(page: Page, made: Export, files: Sequence[str]) -> None:
    """Print the losses, what was left out, and what was written."""
    for line in lost((*made.exported.losses, *made.left_out)):
        page.line(line, hang=2)
    page.line(f"{count(made.questions, 'question')} in {files[0]}.", hang=2)
    for name in files[1:]:
        page.line(f"Beside it: {name}", hang=2)


def lost(losses: Iterable[Loss]) -> list[str]:
    """Return a line for each thing that is lost, with the questions that lose it."""
    found: dict[str, list[Loss]] = {}
    for loss in losses:
        found.setdefault(loss.sentence, []).append(loss)
    lines = []
    for sentence, mine in found.items():
        if len(mine) == 1:
            lines.append(str(mine[0]))
            continue
        names = list(dict.fromkeys([loss.posed.id for loss in mine]))
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        lines.append(f"{count(len(names), 'question')}: {sentence} ({', '.join(names[:_NAMED])}{more})")
    return lines
