"""`--format json`: one object, for programs."""

import json

from ..checking import Report
from ..findings import Finding

FORMAT = 1


def as_json(report: Report) -> str:
    """Return the report as one JSON object; positions count from 1."""
    facts: dict[str, object] = {
        "format": FORMAT,
        "torch": report.torch,
        "files": report.files,
        "questions": report.questions,
        "proved": report.proved,
        "trusted": report.trusted,
        "variants": report.variants,
        "answers_run": report.answers_run,
        "seconds": round(report.seconds, 3),
        "findings": [_fields(finding) for finding in report.findings],
    }
    if report.with_keys:
        facts["keys"] = [
            {"question": question, "variant": variant, "key": key} for question, variant, key in report.keys
        ]
    return json.dumps(facts, indent=2) + "\n"


def _fields(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "question": finding.question,
        "variant": finding.variant,
        "message": finding.message,
    }
