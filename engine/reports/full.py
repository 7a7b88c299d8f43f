"""`--format full`: for people, each finding with its line, a caret, and what would mend it."""

from collections.abc import Iterator
from typing import TypeAlias

from ..checking import Report
from ..findings import Finding
from ..plural import count
from .harmless import first_in_line, one_line
from .summary import summary

Piece: TypeAlias = tuple[str, str]
"""What a piece of text is (`error`, `warning`, `rule`, `quiet`, `mark`, `fix` or nothing), and the text."""


def as_full(report: Report) -> str:
    """Return the report as lines of text, the summary last."""
    return "".join([text for _, text in full_pieces(report)])


def full_pieces(report: Report, *, quiet: bool = False, width: int = 80) -> Iterator[Piece]:
    """Yield the same in pieces, for whoever has colours; without the summary where it is to be `quiet`."""
    between = ""
    for finding in report.findings:
        yield "", between
        yield from _pieces(finding)
        between = "\n"
    if report.keys:
        yield "", f"{between}{keys_told(report)}"
        between = "\n"
    for name, table in report.separability:
        yield "", between
        yield "rule", first_in_line(name)
        yield "", f", {count(table.variants, 'variant')}\n{table.as_text(width)}\n"
        between = "\n"
    if not quiet:
        yield "", f"{between}{summary(report)}"


def keys_told(report: Report) -> str:
    """Return a line for each computed key."""
    names = [f"{question} {variant}" if variant else question for question, variant, _ in report.keys]
    keys = [key for _, _, key in report.keys]
    return "".join([f"{first_in_line(name)}: {one_line(key)}\n" for name, key in zip(names, keys, strict=True)])


def told(finding: Finding) -> str:
    """Return one finding: a line with its place, the line of the file, a caret, the fix."""
    return "".join([text for _, text in _pieces(finding)])


def _pieces(finding: Finding) -> Iterator[Piece]:
    yield "", f"{first_in_line(finding.file)}:{finding.line}:{finding.column}: "
    yield finding.severity, finding.severity
    yield "", " "
    yield "rule", one_line(finding.rule)
    yield "", f": {one_line(finding.message)}\n"
    margin = " " * len(str(finding.line))
    if finding.excerpt.strip():
        first = finding.column - 1 - finding.skipped
        before, meant = finding.excerpt[:first], finding.excerpt[first:][: finding.width]
        blank = "\t".join([" " * _cells(part) for part in one_line(before).split("\t")])
        carets = "^" * max(1, _cells(one_line(meant)))
        yield "quiet", f"  {finding.line} | "
        yield "", f"{one_line(finding.excerpt)}\n"
        yield "quiet", f"  {margin} | "
        yield "mark", f"{blank}{carets}\n"
    for line in fix_lines(finding):
        yield "quiet", f"  {margin} = "
        yield "fix", "fix"
        yield "", f": {line}\n"


def fix_lines(finding: Finding) -> list[str]:
    """Return the lines that the file would have instead, without the spaces around them; none where no fix is known."""
    fix = finding.fix
    if fix is None:
        return []
    text = fix.text
    if (fix.line, fix.end_line) == (finding.line, finding.line):
        first, last = (max(0, column - 1 - finding.skipped) for column in (fix.column, fix.end_column))
        text = f"{finding.excerpt[:first]}{text}{finding.excerpt[last:]}"
    return [one_line(line.strip()) for line in text.splitlines() if line.strip()] or ["delete it"]


def _cells(text: str) -> int:
    """Return how wide a terminal shows the text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum([2 if east_asian_width(each) in "WF" else 1 for each in text if not combining(each)])
