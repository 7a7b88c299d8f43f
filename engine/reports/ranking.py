"""The order of findings where only some can be shown, and how often each rule was broken."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ..checking import Report
from ..findings import ERROR, Finding
from ..rules import RULES
from .summary import summary

_RANK: Final = {name: rank for rank, name in enumerate(RULES)}


def by_importance(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, the most important first: errors, then in the order of the rules, then as they stand."""
    return sorted(
        findings,
        key=lambda finding: (
            *_importance(finding.rule, finding.severity),
            finding.file,
            finding.line,
            finding.column,
        ),
    )


def statistics(report: Report) -> str:
    """Return a line for each rule that was broken, the most frequent first, and the summary."""
    times = Counter([(finding.rule, finding.severity) for finding in report.findings])
    fixable = Counter([(finding.rule, finding.severity) for finding in report.findings if finding.fix is not None])
    rows = sorted(times, key=lambda row: (-times[row], *_importance(*row)))
    wide = max([len(f"{number:,}") for number in times.values()], default=0)
    lines = [
        f"{times[row]:>{wide},}  {row[1]:<7}  {row[0]}{f' ({fixable[row]:,} fixable)' if row in fixable else ''}\n"
        for row in rows
    ]
    return "".join([*lines, "\n" if lines else "", summary(report)])


def _importance(rule: str, severity: str) -> tuple[bool, int]:
    return severity != ERROR, _RANK.get(rule, len(_RANK))
