"""The summary of a step on GitHub: the whole table, with its author's texts as text and nothing else."""

from html import escape
from typing import Final

from ..checking import Report
from ..findings import Finding
from ..plural import count
from .harmless import one_line
from .ranking import by_importance
from .summary import summary

ROOM: Final = 1024 * 1024
"""Bytes that GitHub takes for one step; of a longer summary it shows nothing."""

_HEAD: Final = "<table>\n<tr><th>Place</th><th>Rule</th><th>Finding</th></tr>\n"
_END: Final = "</table>\n"
_SPARE: Final = 200


def step_summary(report: Report, room: int = ROOM) -> str:
    """Return the findings as a table for $GITHUB_STEP_SUMMARY, the most important first, in `room` bytes at most.

    Rows that have no room are counted below the table. The table is HTML, which Markdown lets through as it is: in a
    table of Markdown's own, a text could still make links and cells.
    """
    head = f"### Quizproof\n\n{escape(summary(report))}"
    if not report.findings:
        return f"{head}\n"
    rows: list[str] = []
    left = room - _size(head) - _size(_HEAD) - _size(_END) - _SPARE
    for finding in by_importance(report.findings):
        row = _row(finding)
        left -= _size(row)
        if left < 0:
            break
        rows.append(row)
    out = len(report.findings) - len(rows)
    note = f"\n{count(out, 'more finding')} left out: GitHub takes {ROOM // 1024:,} KiB.\n" if out else ""
    return "".join([head, "\n", _HEAD, *rows, _END, note, "\n"])


def _row(finding: Finding) -> str:
    place = _text(f"{finding.file}:{finding.line}:{finding.column}")
    rule = f"{finding.severity} {_text(finding.rule)}"
    return f"<tr><td>{place}</td><td>{rule}</td><td>{_text(finding.message)}</td></tr>\n"


def _text(text: str) -> str:
    """Return `text` as code: GitHub makes links of names, numbers and addresses anywhere else."""
    return f"<code>{escape(one_line(text))}</code>"


def _size(text: str) -> int:
    return len(text.encode())
