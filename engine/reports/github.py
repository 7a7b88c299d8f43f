"""`--format github`: workflow commands, which GitHub shows beside the lines of a pull request."""

from collections import Counter
from typing import Final

from ..checking import Report
from ..findings import ERROR, Finding
from ..plural import count
from .full import fix_lines
from .harmless import one_line
from .places import end_of
from .ranking import by_importance
from .summary import summary

SHOWN: Final = 10
"""How many errors, and how many warnings, of one step GitHub shows beside the lines."""


def as_github(report: Report) -> str:
    """Return a command for each finding, the most important first, and the summary.

    Paths should be from the root of the repository.
    """
    lines = [_command(finding) for finding in by_importance(report.findings)]
    kinds = Counter([finding.severity for finding in report.findings])
    more = sum(max(0, number - SHOWN) for number in kinds.values())
    if more:
        lines.append(
            f"{count(more, 'more finding')}: GitHub shows only {SHOWN} errors and {SHOWN} warnings of a step "
            "beside the lines; all of them are above\n"
        )
    return "".join([*lines, summary(report)])


def _command(finding: Finding) -> str:
    end_line, end_column = end_of(finding)
    where = f" in {finding.question}" if finding.question is not None else ""
    properties: dict[str, object] = {
        "title": f"{finding.rule}{where}",
        "file": finding.file,
        "line": finding.line,
        "endLine": end_line - (end_line > finding.line and end_column == 1),  # the last line, not the one behind it
    }
    if end_line == finding.line:  # GitHub refuses columns of several lines
        properties |= {"col": finding.column, "endColumn": end_column}
    said = ",".join([f"{name}={_property(one_line(str(value)))}" for name, value in properties.items()])
    # The log shows nothing but the message, so it has the place once more.
    message = "\n".join([one_line(str(finding)), *[f"fix: {line}" for line in fix_lines(finding)]])
    return f"::{'error' if finding.severity == ERROR else 'warning'} {said}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
