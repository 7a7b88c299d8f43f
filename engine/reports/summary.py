"""The last line of a report for people: how many findings, and what was proved."""

from ..checking import Report
from ..plural import count


def summary(report: Report) -> str:
    """Return the line, with its end."""
    if report.ran:
        by = f" by torch {report.torch}" if report.torch else ""
        remembered = f", {report.remembered:,} remembered" if report.remembered else ""
        trusted = f", {report.trusted:,} trusted (text that nothing computes)" if report.trusted else ""
        asked = f"{report.proved:,} of {count(report.questions, 'question')}{_in_variants(report)}"
        proved = f"{asked} proved{by}{remembered}{trusted}"
        work = f"{count(report.answers_run, 'answer')} run in {report.seconds:.1f} s"
    else:
        proved = f"{count(report.questions, 'question')} read, none proved"
        work = f"nothing was run, in {report.seconds:.1f} s"
    return f"{_found(report)} in {count(report.files, 'file')}: {proved}; {work}\n"


def _in_variants(report: Report) -> str:
    return f", {count(report.variants, 'variant')} in all," if report.variants > report.questions else ""


def _found(report: Report) -> str:
    errors, warnings = report.errors, len(report.findings) - report.errors
    found = f"{count(errors, 'error')} and {count(warnings, 'warning')}" if report.findings else "no findings"
    fixable = sum(finding.fix is not None for finding in report.findings)
    more = [f"{fixable:,} fixable with --fix"] if fixable else []
    more += [f"{report.ignored:,} ignored"] if report.ignored else []
    return f"{found} ({', '.join(more)})" if more else found
