"""`--format junit`: a test for each question, as Jenkins, GitLab and others show them."""

from pathlib import PurePosixPath
from typing import TypeAlias

from ..checking import Report
from ..findings import ERROR, Finding
from ..plural import count
from .full import told
from .harmless import one_line

Cases: TypeAlias = dict[str, list[Finding]]


def as_junit(report: Report) -> str:
    """Return XML with a suite for each file and a test for each question, which fails with the errors about it.

    What is wrong with a file and with none of its questions is a test named as the file. Warnings are output.
    """
    from xml.etree import ElementTree as Xml

    suites = _suites(report)
    failed = {file: sum(any(map(_fails, found)) for found in cases.values()) for file, cases in suites.items()}
    total = _counts(sum(map(len, suites.values())), sum(failed.values()))
    root = Xml.Element("testsuites", {"name": "quizproof", **total, "time": f"{report.seconds:.3f}"})
    for file, cases in suites.items():
        names = {"name": one_line(file), "file": one_line(file)}
        suite = Xml.SubElement(root, "testsuite", names | _counts(len(cases), failed[file]))
        for name, found in cases.items():
            case = Xml.SubElement(suite, "testcase", {"classname": _class(file), "name": one_line(name)})
            errors = [finding for finding in found if _fails(finding)]
            warnings = [finding for finding in found if not _fails(finding)]
            if errors:
                first = one_line(errors[0].message)
                message = first if len(errors) == 1 else f"{count(len(errors), 'error')}, the first: {first}"
                failure = Xml.SubElement(case, "failure", {"type": one_line(errors[0].rule), "message": message})
                failure.text = "\n".join(["", *map(told, errors)])
            if warnings:
                Xml.SubElement(case, "system-out").text = "\n".join(["", *map(told, warnings)])
    Xml.indent(root)
    written: bytes = Xml.tostring(root, encoding="us-ascii", xml_declaration=True)
    return f"{written.decode()}\n"


def _suites(report: Report) -> dict[str, Cases]:
    """Return the findings by file and question, with every question that was read."""
    suites: dict[str, Cases] = {}
    for file, question in report.ids:
        suites.setdefault(file, {}).setdefault(question, [])
    for finding in report.findings:
        name = PurePosixPath(finding.file).name if finding.question is None else finding.question
        suites.setdefault(finding.file, {}).setdefault(name, []).append(finding)
    return suites


def _fails(finding: Finding) -> bool:
    return finding.severity == ERROR


def _counts(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0"}


def _class(file: str) -> str:
    """Return the file as the name of a class, which Jenkins splits at its dots into packages.

    >>> _class("course/pooling.yaml")
    'course.pooling'
    """
    path = PurePosixPath(file)
    return one_line(".".join([part for part in (*path.parent.parts, path.stem) if part not in "/."]) or file)
