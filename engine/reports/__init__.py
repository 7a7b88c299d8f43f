"""Every format of a check's report: the word after `--format` and its function."""

from collections.abc import Callable
from typing import Final

from ..checking import Report
from .concise import as_concise
from .full import as_full
from .github import as_github
from .gitlab import as_gitlab
from .json import as_json, as_json_lines
from .junit import as_junit
from .places import relative
from .ranking import statistics
from .sarif import as_sarif
from .summary import summary

REPORTS: Final[dict[str, Callable[[Report], str]]] = {
    "full": as_full,
    "text": as_full,
    "concise": as_concise,
    "json": as_json,
    "jsonl": as_json_lines,
    "github": as_github,
    "gitlab": as_gitlab,
    "junit": as_junit,
    "sarif": as_sarif,
}
FOR_CI: Final = frozenset({"github", "gitlab", "junit", "sarif"})
"""Formats that are read where the names that were typed mean nothing: their paths are from the repository's root."""


def reported(report: Report, format_: str, *, folder: str, root: str, quiet: bool = False, counts: bool = False) -> str:
    """Return the report in one of REPORTS, as a check in `folder` of the repository at `root` prints it.

    `quiet` leaves out the summary; `counts` counts the rules that were broken instead of telling each finding.
    """
    if counts:
        text = statistics(report)
    else:
        text = REPORTS[format_](relative(report, folder, root) if format_ in FOR_CI else report)
    if not quiet:
        return text
    findings = text.removesuffix(summary(report))
    return findings[:-1] if findings.endswith("\n\n") else findings
