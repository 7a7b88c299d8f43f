"""Workflow commands and the summary of a step, read as GitHub reads them."""

from dataclasses import replace

import pytest
from hypothesis import given
from lxml import html
from markdown_it import MarkdownIt

from quizproof.engine.checking import Report
from quizproof.engine.findings import WARNING
from quizproof.engine.reports.github import as_github
from quizproof.engine.reports.harmless import one_line
from quizproof.engine.reports.ranking import by_importance
from quizproof.engine.reports.stepsummary import ROOM, step_summary
from reporting import BROKEN, HOSTILE, MISSING, PLAIN, SPLIT, WRONG, hostile_finding, reports
from runner import Command, commands


def test_a_command_is_read_back() -> None:
    named = replace(WRONG, file="a,b:c%d.yaml", message="100 % :: of\nit")
    assert commands(as_github(Report(findings=[named]))) == [
        Command(
            "error",
            {
                "title": "wrong-key in ten-to-four",
                "file": "a,b:c%d.yaml",
                "line": "17",
                "endLine": "17",
                "col": "13",
                "endColumn": "25",
            },
            "a,b:c%d.yaml:17:13: error wrong-key: 100 % :: of<U+000A>it\nfix: answer: (1, 1, 4, 4)  # floor",
        )
    ]


@pytest.mark.parametrize(
    ("end", "place"),
    [
        pytest.param((20, 9), {"line": "20", "endLine": "20", "col": "5", "endColumn": "9"}, id="a line"),
        pytest.param((1, 1), {"line": "20", "endLine": "20", "col": "5", "endColumn": "5"}, id="no end"),
        pytest.param((24, 7), {"line": "20", "endLine": "24"}, id="lines have no columns"),
        pytest.param((24, 1), {"line": "20", "endLine": "23"}, id="whole lines"),
        pytest.param((21, 1), {"line": "20", "endLine": "20"}, id="to the line's end"),
    ],
)
def test_where_a_command_points(end: tuple[int, int], place: dict[str, str]) -> None:
    [command] = commands(as_github(Report(findings=[replace(MISSING, end_line=end[0], end_column=end[1])])))
    assert {name: value for name, value in command.properties.items() if name not in ("title", "file")} == place


def test_the_most_important_come_first_and_the_rest_are_counted() -> None:
    lines = as_github(Report(findings=[MISSING, *[SPLIT] * 9, BROKEN, WRONG], files=1)).splitlines()
    titles = [command.properties["title"].split()[0] for command in commands("\n".join(lines))]
    assert titles == ["wrong-key", "bad-yaml", *["split-text"] * 9, "missing-key"]
    assert lines[-2:] == [
        "1 more finding: GitHub shows only 10 errors and 10 warnings of a step beside the lines; all of them are above",
        "11 errors and 1 warning (2 fixable with --fix) in 1 file: 0 of 0 questions proved; 0 answers run in 0.0 s",
    ]


@pytest.mark.parametrize("errors", [0, 10])
def test_ten_of_a_kind_are_shown(errors: int) -> None:
    lines = as_github(Report(findings=[SPLIT] * errors + [replace(SPLIT, severity=WARNING)] * 10)).splitlines()
    assert len(lines) == errors + 10 + 1


def cells(markdown: str) -> list[list[str]]:
    """The table as GitHub makes it of the Markdown, which must have nothing but text in it."""
    page = html.fromstring(f"<div>{MarkdownIt('commonmark').render(markdown)}</div>")
    tags = {element.tag for element in page.iter()}
    assert tags <= {"div", "h3", "p", "table", "tbody", "tr", "th", "td", "code"}, tags
    assert [element.attrib for element in page.iter() if element.attrib] == []
    return [[cell.text_content() for cell in row] for row in page.iter("tr")]


def rows(report: Report) -> list[list[str]]:
    return [
        [one_line(f"{each.file}:{each.line}:{each.column}"), f"{each.severity} {each.rule}", one_line(each.message)]
        for each in by_importance(report.findings)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text_in_the_table(text: str) -> None:
    report = Report(findings=[hostile_finding(text)])
    assert cells(step_summary(report)) == [["Place", "Rule", "Finding"], *rows(report)]


@given(report=reports.filter(lambda report: bool(report.findings)))
def test_the_table_says_what_was_found(report: Report) -> None:
    assert cells(step_summary(report)) == [["Place", "Rule", "Finding"], *rows(report)]


def test_what_has_no_room_is_counted() -> None:
    many = Report(findings=[replace(WRONG, message=f"{number} × {'é' * 100}") for number in range(6000)])
    written = step_summary(many)
    shown = len(cells(written)) - 1
    assert ROOM - 1000 < len(written.encode()) <= ROOM
    assert written.endswith(f"</table>\n\n{6000 - shown:,} more findings left out: GitHub takes 1,024 KiB.\n\n")
    assert step_summary(PLAIN, room=100).endswith("</table>\n\n4 more findings left out: GitHub takes 1,024 KiB.\n\n")
