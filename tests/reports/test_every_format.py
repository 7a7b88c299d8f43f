"""What holds of a report in every format: it says what was found, and no author can make it say more."""

import json
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from quizproof.engine.checking import Report
from quizproof.engine.findings import Finding
from quizproof.engine.reports import REPORTS, reported
from quizproof.engine.reports.harmless import one_line, whole
from quizproof.engine.reports.ranking import by_importance, statistics
from quizproof.engine.reports.stepsummary import step_summary
from reporting import CLEAN, HOSTILE, PLAIN, hostile_finding, reports
from runner import commands, obeyed

GOLDEN = Path(__file__).parent / "golden"
WRITTEN: dict[str, Callable[[Report], str]] = {**REPORTS, "statistics": statistics, "step-summary": step_summary}

thorough = settings(max_examples=60, deadline=None)  # a dozen formats an example


# How each format is read back, as messages in the order of the report.


def from_lines(text: str) -> list[str]:
    return re.findall(r"(?m)^.*?:\d+:\d+: (?:error|warning) [a-z-]+: (.*)$", text)


def from_github(text: str) -> list[str]:
    return [message for command in commands(text) for message in from_lines(command.data)]


def from_junit(text: str) -> list[str]:
    root = etree.fromstring(text.encode())
    return [line for part in root.iter("failure", "system-out") for line in from_lines(part.text)]


def from_sarif(text: str) -> list[str]:
    [run] = json.loads(text)["runs"]
    return [result["message"]["text"] for result in run["results"]]


def from_step_summary(text: str) -> list[str]:
    return re.findall(r"<code>([^<]*)</code></td></tr>", text)


READERS: dict[str, Callable[[str], Iterable[str]]] = {
    "full": from_lines,
    "text": from_lines,
    "concise": from_lines,
    "json": lambda text: [found["message"] for found in json.loads(text)["findings"]],
    "jsonl": lambda text: [json.loads(line)["message"] for line in text.split("\n") if line],
    "github": from_github,
    "gitlab": lambda text: [found["description"].partition(": ")[2] for found in json.loads(text)],
    "junit": from_junit,
    "sarif": from_sarif,
}


def said(message: str) -> str:
    """What is the same of a message in all formats: its letters and digits, but not how what is harmful is written."""
    return re.sub(r"<U\+[0-9A-F]+>|[\W_]", "", one_line(message))


def test_every_format_is_read_back() -> None:
    assert set(READERS) == set(REPORTS)


# Hostile texts


def ours(report: Report) -> list[tuple[str, str]]:
    """The commands that the report is to give, with the file that each is about."""
    return [(finding.severity, one_line(finding.file)) for finding in by_importance(report.findings)]


def given_commands(text: str) -> list[tuple[str, str]]:
    return [(command.name, command.properties.get("file", "")) for command in commands(text)]


def test_what_is_hostile_would_be_obeyed() -> None:
    harmful = [text for text in HOSTILE if obeyed(text) or commands(text)]
    assert harmful == [text for text in HOSTILE[:12] if not text.startswith("%")]


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_commands_nobody(name: str, text: str) -> None:
    report = Report(findings=[hostile_finding(text)], ids=[(text, text)], keys=[(text, None, text)], with_keys=True)
    written = WRITTEN[name](report)
    assert obeyed(written) == []
    assert given_commands(written) == (ours(report) if name == "github" else [])


@thorough
@given(report=reports)
def test_nothing_is_obeyed_in_any_format(report: Report) -> None:
    for name, write in WRITTEN.items():
        written = write(report)
        assert obeyed(written) == [], name
        assert given_commands(written) == (ours(report) if name == "github" else []), name


@thorough
@given(report=reports)
def test_every_message_is_read_back(report: Report) -> None:
    messages = sorted(said(finding.message) for finding in report.findings)
    for name, read in READERS.items():
        assert sorted(map(said, read(REPORTS[name](report)))) == messages, name
    for name in ("json", "jsonl"):
        assert READERS[name](REPORTS[name](report)) == [whole(finding.message) for finding in report.findings]


@thorough
@given(report=reports)
def test_a_report_is_encoded_as_it_is(report: Report) -> None:
    for write in WRITTEN.values():
        write(report).encode()


# The whole text


@pytest.mark.parametrize("report", [PLAIN, CLEAN], ids=["found", "clean"])
@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in ("text", "sarif")])
def test_the_whole_text(name: str, report: Report) -> None:
    """WRITE_GOLDEN=1 writes what is printed now into the files: read the difference."""
    path = GOLDEN / f"{name}-{'found' if report.findings else 'clean'}.txt"
    text = WRITTEN[name](report)
    if os.environ.get("WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


# What `check` prints


@pytest.mark.parametrize("name", ["full", "text", "concise", "github"])
def test_quiet_leaves_out_the_summary_alone(name: str) -> None:
    loud = reported(PLAIN, name, folder="/bank", root="/bank")
    quiet = reported(PLAIN, name, folder="/bank", root="/bank", quiet=True)
    assert loud.rstrip("\n").splitlines()[-1].startswith("3 errors and 1 warning (2 fixable with --fix, 2 ignored) in ")
    assert quiet.endswith("\n")
    assert not quiet.endswith("\n\n")
    assert loud.splitlines()[:-1] == [*quiet.splitlines(), *[""] * (name in ("full", "text"))]
    assert reported(CLEAN, name, folder="/bank", root="/bank", quiet=True) == ""


@pytest.mark.parametrize("name", ["json", "jsonl", "gitlab", "junit", "sarif"])
def test_quiet_says_nothing_to_programs(name: str) -> None:
    loud, quiet = [reported(PLAIN, name, folder="/bank", root="/bank", quiet=quiet) for quiet in (False, True)]
    assert quiet == loud


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *[(name, "../quizbank/./x.yaml") for name in ("full", "text", "concise", "json", "jsonl")],
        *[(name, "bank/quizbank/x.yaml") for name in ("github", "gitlab", "junit", "sarif")],
    ],
)
def test_ci_is_told_paths_from_the_root(name: str, path: str) -> None:
    report = Report(findings=[Finding("bad-yaml", "!", "../quizbank/./x.yaml")])
    text = reported(report, name, folder="/work/bank/course", root="/work")
    assert re.findall(r"[\w./]*x\.yaml", text)[0] == path


def test_counts_replace_the_findings() -> None:
    counted = reported(PLAIN, "full", folder="/", root="/", counts=True)
    assert counted == statistics(PLAIN)
    assert reported(PLAIN, "full", folder="/", root="/", counts=True, quiet=True) == (
        "1  error    wrong-key (1 fixable)\n"
        "1  error    bad-yaml\n"
        "1  error    split-text\n"
        "1  warning  missing-key (1 fixable)\n"
    )
