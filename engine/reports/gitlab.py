"""`--format gitlab`: what GitLab shows as Code Quality in a merge request."""

from typing import Final

from ..checking import Report
from ..findings import ERROR
from .fingerprints import fingerprints
from .harmless import json_text, one_line, whole

_SEVERE: Final = {ERROR: "major"}


def as_gitlab(report: Report) -> str:
    """Return a JSON list with an object for each finding. Paths should be from the root of the repository."""
    found = [
        {
            "description": f"{finding.rule}: {one_line(finding.message)}",
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERE.get(finding.severity, "minor"),
            "location": {"path": whole(finding.file), "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    return json_text(found, indent=2) + "\n"
