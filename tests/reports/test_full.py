"""The report for people."""

from dataclasses import replace
from io import StringIO

import pytest

from quizproof.engine.checking import Report
from quizproof.engine.findings import Edit, Finding
from quizproof.engine.reports.full import as_full, fix_lines, full_pieces, told
from quizproof.engine.reports.summary import summary
from quizproof.engine.screen.page import page_on
from quizproof.engine.screen.reporting import print_pieces
from reporting import MISSING, PLAIN, WRONG


@pytest.mark.parametrize(
    ("finding", "caret"),
    [
        pytest.param(Finding("r", "m", "f", 3, 3, excerpt="a: b c", width=3), "    |   ^^^", id="plain"),
        pytest.param(Finding("r", "m", "f", 3, 9, excerpt="a: b c", width=1), "    |       ^", id="behind the end"),
        pytest.param(Finding("r", "m", "f", 3, 3, excerpt="日本語", width=1), "    |     ^^", id="wide"),
        pytest.param(Finding("r", "m", "f", 3, 3, excerpt="e\u0301b", width=1), "    |  ^", id="combining"),
        pytest.param(Finding("r", "m", "f", 3, 3, excerpt="\t b", width=1), "    | \t ^", id="tab"),
        pytest.param(Finding("r", "m", "f", 3, 503, excerpt="… b c", width=1, skipped=500), "    |   ^", id="cut"),
        pytest.param(Finding("r", "m", "f", 3, 2, excerpt="\x1bb", width=1), "    |         ^", id="written out"),
    ],
)
def test_the_caret_is_below_what_is_meant(finding: Finding, caret: str) -> None:
    assert told(finding).splitlines()[2] == caret


@pytest.mark.parametrize(
    ("fix", "lines"),
    [
        pytest.param(None, [], id="none"),
        pytest.param(Edit(0, 0, "(2, 2)", 17, 13, 17, 25), ["answer: (2, 2)  # floor"], id="in the line"),
        pytest.param(Edit(0, 0, "  answer: 9\r\n", 18, 1, 18, 1), ["answer: 9"], id="another line"),
        pytest.param(Edit(0, 0, "- 1\n\n    - 2", 17, 13, 17, 25), ["answer: - 1", "- 2  # floor"], id="several"),
        pytest.param(Edit(0, 0, "", 17, 1, 17, 99), ["delete it"], id="all of the line"),
        pytest.param(Edit(0, 0, "", 18, 1, 19, 1), ["delete it"], id="another line is deleted"),
        pytest.param(Edit(0, 0, "\x1b[2J", 18, 1, 18, 1), ["<U+001B>[2J"], id="hostile"),
    ],
)
def test_the_fix_is_told_as_the_line_that_it_makes(fix: Edit | None, lines: list[str]) -> None:
    finding = replace(WRONG, fix=fix)
    assert fix_lines(finding) == lines
    assert [line for line in told(finding).splitlines() if " = " in line] == [f"     = fix: {line}" for line in lines]


def test_the_fix_of_a_long_line_is_told_as_far_as_the_line_is() -> None:
    fix = Edit(0, 0, "new", 17, 505, 17, 508)
    assert fix_lines(replace(WRONG, column=505, excerpt="a: [old, b", skipped=500, fix=fix)) == ["a: [new, b"]


@pytest.mark.parametrize(
    ("report", "line"),
    [
        pytest.param(
            Report(torch="2.13.0", files=1, questions=1, proved=1, answers_run=3, seconds=3.04),
            "no findings in 1 file: 1 of 1 question proved by torch 2.13.0; 3 answers run in 3.0 s\n",
            id="clean",
        ),
        pytest.param(
            Report(files=2, questions=2000, proved=2000, remembered=1999, trusted=1, torch="2.13.0", seconds=0.2),
            "no findings in 2 files: 2,000 of 2,000 questions proved by torch 2.13.0, 1,999 remembered, "
            "1 trusted (text that nothing computes); 0 answers run in 0.2 s\n",
            id="remembered",
        ),
        pytest.param(
            Report(files=1, questions=4, ignored=3, ran=False, seconds=0.2),
            "no findings (3 ignored) in 1 file: 4 questions read, none proved; nothing was run, in 0.2 s\n",
            id="not run",
        ),
        pytest.param(
            Report(files=1, questions=2, findings=[MISSING, WRONG, replace(WRONG, fix=None)]),
            "2 errors and 1 warning (2 fixable with --fix) in 1 file: "
            "0 of 2 questions proved; 0 answers run in 0.0 s\n",
            id="fixable",
        ),
    ],
)
def test_the_summary(report: Report, line: str) -> None:
    assert summary(report) == line
    assert as_full(report).endswith(line)


def test_keys_are_told_behind_the_findings() -> None:
    keyed = Report(findings=[WRONG], keys=[("a", None, "(1, 2)"), ("b", None, "9")], with_keys=True)
    assert as_full(keyed) == f"{told(WRONG)}\na: (1, 2)\nb: 9\n\n{summary(keyed)}"
    assert "".join([text for _, text in full_pieces(keyed, quiet=True)]) == f"{told(WRONG)}\na: (1, 2)\nb: 9\n"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


COLOURS = {"TERM": "xterm-256color", "COLUMNS": "40"}


@pytest.mark.parametrize(
    ("file", "environment", "plain"),
    [
        pytest.param(StringIO(), COLOURS, False, id="pipe"),
        pytest.param(Terminal(), {**COLOURS, "NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(Terminal(), {"TERM": "dumb"}, False, id="dumb"),
        pytest.param(Terminal(), COLOURS, True, id="--plain"),
    ],
)
def test_without_colours_it_is_the_text(
    file: StringIO, environment: dict[str, str], plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    print_pieces(page_on(file, environment=environment, plain=plain), full_pieces(PLAIN))
    assert file.getvalue() == as_full(PLAIN)


def test_colours_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    file = Terminal()
    print_pieces(page_on(file, environment=COLOURS), full_pieces(Report(findings=[WRONG]), quiet=True))
    red, bold, dim, green, off = "\x1b[1;31m", "\x1b[1m", "\x1b[2m", "\x1b[1;32m", "\x1b[0m"
    assert file.getvalue() == (
        f"quizbank/pooling.yaml:17:13: {red}error{off} {bold}wrong-key{off}: {WRONG.message}\n"
        f"{dim}  17 | {off}    answer: (1, 1, 3, 3)  # floor\n"
        f"{dim}     | {off}{red}            ^^^^^^^^^^^^{off}\n"
        f"{dim}     = {off}{green}fix{off}: answer: (1, 1, 4, 4)  # floor\n"
    )
