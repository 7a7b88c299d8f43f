"""`--format json`: one object, for programs, and `--format jsonl`: one for each finding."""

from ..checking import Report
from ..findings import Edit, Finding
from .harmless import json_text, whole
from .places import end_of

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
        "remembered": report.remembered,
        "ignored": report.ignored,
        "seconds": round(report.seconds, 3),
        "findings": [_facts(finding) for finding in report.findings],
    }
    if report.with_keys:
        facts["keys"] = [
            {"question": question, "variant": variant, "key": key} for question, variant, key in report.keys
        ]
    if report.separability:
        facts["separability"] = [{"question": name, **one.as_facts()} for name, one in report.separability]
    return json_text(facts, indent=2) + "\n"


def as_json_lines(report: Report) -> str:
    """Return each finding as a JSON object in a line of its own."""
    return "".join([f"{json_text(_facts(finding))}\n" for finding in report.findings])


def _facts(finding: Finding) -> dict[str, object]:
    end_line, end_column = end_of(finding)
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": whole(finding.file),
        "line": finding.line,
        "column": finding.column,
        "end_line": end_line,
        "end_column": end_column,
        "question": None if finding.question is None else whole(finding.question),
        "variant": finding.variant,
        "variants": [whole(variant) for variant in finding.variants],
        "message": whole(finding.message),
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _fix(fix: Edit) -> dict[str, object]:
    return {
        "line": fix.line,
        "column": fix.column,
        "end_line": fix.end_line,
        "end_column": fix.end_column,
        "text": whole(fix.text),
    }
