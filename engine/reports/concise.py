"""`--format concise`: a line for each finding, and the summary."""

from ..checking import Report
from .full import keys_told
from .harmless import first_in_line
from .summary import summary


def as_concise(report: Report) -> str:
    """Return `file:line:column: severity rule: message` for each finding, and the summary."""
    lines = [f"{first_in_line(str(finding))}\n" for finding in report.findings]
    return "".join([*lines, keys_told(report), summary(report)])
