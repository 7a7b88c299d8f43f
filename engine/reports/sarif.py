"""`--format sarif`: SARIF 2.1.0, which code scanning and editors read."""

from typing import Final
from urllib.parse import quote

from ..checking import Report
from ..findings import Edit, Finding
from ..plural import count
from ..rules import RULES, about
from ..version import VERSION
from .fingerprints import fingerprints
from .harmless import json_text, one_line, whole
from .places import end_of
from .ranking import by_importance

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST: Final = 25_000
"""Results that GitHub takes of one run; it refuses a file with more."""

_ROOT: Final = "SRCROOT"


def as_sarif(report: Report) -> str:
    """Return one run of SARIF, the most important findings first. Paths should be from the root of the repository."""
    findings = by_importance(report.findings)
    found = list(zip(findings, fingerprints(findings), strict=True))[:MOST]
    rules = list(dict.fromkeys([finding.rule for finding, _ in found]))
    places = {rule: place for place, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "quizproof", "version": VERSION, "rules": [_rule(name) for name in rules]}},
        "invocations": [{"executionSuccessful": True} | _left_out(len(findings) - len(found))],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [_result(finding, places[finding.rule], fingerprint) for finding, fingerprint in found],
        "properties": {
            "torch": report.torch,
            "questions": report.questions,
            "proved": report.proved,
            "trusted": report.trusted,
        },
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _left_out(number: int) -> dict[str, object]:
    if not number:
        return {}
    text = f"{count(number, 'more finding')} left out: a run holds {MOST:,}."
    return {"toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}]}


def _rule(name: str) -> dict[str, object]:
    rule = RULES.get(name)
    if rule is None:
        return {"id": name}
    page = about(rule)
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"problem.severity": rule.severity},
    }


def _result(finding: Finding, rule: int, fingerprint: str) -> dict[str, object]:
    end_line, end_column = end_of(finding)
    file = _file(finding.file)
    region = _region(finding.line, finding.column, end_line, end_column)
    place: dict[str, object] = {"physicalLocation": {"artifactLocation": file, "region": region}}
    if finding.question is not None:
        name = finding.question if finding.variant is None else f"{finding.question} ({finding.variant})"
        place["logicalLocations"] = [{"name": one_line(name)}]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": _message(finding.message)},
        "locations": [place],
        "partialFingerprints": {"quizproof/v1": fingerprint},
    } | ({} if finding.fix is None else {"fixes": [_fix(finding.fix, file)]})


def _message(text: str) -> str:
    """Return `text` so that no reader of SARIF makes a link of it, which `[words](address)` would be."""
    return one_line(text).replace("](", "] (")


def _file(file: str) -> dict[str, object]:
    path = quote(whole(file), safe="/")
    if file.startswith("/"):
        return {"uri": f"file://{path}"}
    if file[1:3] == ":/":  # a drive of Windows
        return {"uri": f"file:///{file[:2]}{quote(whole(file[2:]), safe='/')}"}
    return {"uri": path, "uriBaseId": _ROOT}


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, object]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(fix: Edit, file: dict[str, object]) -> dict[str, object]:
    replacement = {
        "deletedRegion": _region(fix.line, fix.column, fix.end_line, fix.end_column),
        "insertedContent": {"text": whole(fix.text)},
    }
    return {
        "description": {"text": "Write what was proved."},
        "artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}],
    }
