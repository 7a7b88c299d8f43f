"""`--format text`: for people, each finding with its line and a caret."""

from ..checking import Report
from ..findings import Finding
from ..hidden import visible


def as_text(report: Report) -> str:
    """Return the report as lines of text, the summary last."""
    parts = [_told(finding) for finding in report.findings]
    if report.keys:
        parts.append("".join([f"{question}: {key}\n" for question, _, key in report.keys]))
    return "\n".join([*parts, _summary(report)])


def _told(finding: Finding) -> str:
    lines = [visible(str(finding))]
    if finding.excerpt.strip():
        number = str(finding.line)
        before, meant = finding.excerpt[: finding.column - 1], finding.excerpt[finding.column - 1 :][: finding.width]
        blank = "".join(["\t" if character == "\t" else " " * _width(character) for character in visible(before)])
        carets = "^" * max(1, sum(map(_width, visible(meant))))
        lines += [f"  {number} | {visible(finding.excerpt)}", f"  {' ' * len(number)} | {blank}{carets}"]
    return "\n".join(lines) + "\n"


def _width(character: str) -> int:
    from unicodedata import combining, east_asian_width

    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _summary(report: Report) -> str:
    errors, warnings = report.errors, len(report.findings) - report.errors
    found = f"{_count(errors, 'error')} and {_count(warnings, 'warning')}" if report.findings else "no findings"
    proved = f"{report.proved} of {_count(report.questions, 'question')} proved"
    trusted = f", {report.trusted} trusted (text that nothing computes)" if report.trusted else ""
    by = f" by torch {report.torch}" if report.torch else ""
    work = f"{_count(report.answers_run, 'answer')} run in {report.seconds:.1f} s"
    return f"{found} in {_count(report.files, 'file')}: {proved}{by}{trusted}; {work}\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
