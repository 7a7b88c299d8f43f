"""Paths as CI knows them, and how often each rule was broken."""

from dataclasses import replace

import pytest
from hypothesis import given

from quizproof.engine.checking import Report
from quizproof.engine.findings import WARNING, Finding
from quizproof.engine.reports.places import end_of, project_root, relative
from quizproof.engine.reports.ranking import by_importance, statistics
from reporting import BROKEN, MISSING, SPLIT, WRONG, reports


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("pooling.yaml", "course/pooling.yaml"),
        ("./bank//pooling.yaml", "course/bank/pooling.yaml"),
        ("../pooling.yaml", "pooling.yaml"),
        ("/work/course/pooling.yaml", "course/pooling.yaml"),
        ("../../pooling.yaml", "/pooling.yaml"),
        ("/elsewhere/../etc/pooling.yaml", "/etc/pooling.yaml"),
        ("/workshop/pooling.yaml", "/workshop/pooling.yaml"),
        ("a\nb::error::.yaml", "course/a\nb::error::.yaml"),
    ],
)
def test_paths_are_from_the_root(name: str, path: str) -> None:
    report = Report(files=1, findings=[Finding("bad-yaml", "m", name, 3, 4)], ids=[(name, "a")])
    moved = relative(report, "/work/course", "/work")
    assert moved == Report(files=1, findings=[Finding("bad-yaml", "m", path, 3, 4)], ids=[(path, "a")])
    assert report.findings[0].file == name


@pytest.mark.parametrize(
    ("environment", "root"),
    [
        ({}, "/work/course"),
        ({"GITHUB_WORKSPACE": ""}, "/work/course"),
        ({"GITHUB_WORKSPACE": "/elsewhere"}, "/work/course"),
        ({"GITHUB_WORKSPACE": "/wor"}, "/work/course"),
        ({"GITHUB_WORKSPACE": "/work"}, "/work"),
        ({"CI_PROJECT_DIR": "/work/course"}, "/work/course"),
    ],
)
def test_the_root_is_what_ci_checked_out(environment: dict[str, str], root: str) -> None:
    assert project_root(environment, "/work/course") == root


@pytest.mark.parametrize(
    ("end", "expected"),
    [((1, 1), (5, 7)), ((5, 6), (5, 7)), ((5, 9), (5, 9)), ((6, 1), (6, 1))],
)
def test_an_end_is_not_before_its_start(end: tuple[int, int], expected: tuple[int, int]) -> None:
    assert end_of(Finding("r", "m", "f", 5, 7, end_line=end[0], end_column=end[1])) == expected


def test_importance() -> None:
    mild = replace(WRONG, severity=WARNING)
    unknown = replace(WRONG, rule="another-rule")
    later = replace(WRONG, line=40)
    assert by_importance([mild, MISSING, unknown, SPLIT, later, BROKEN, WRONG]) == [
        *(WRONG, later, BROKEN, SPLIT, unknown),
        *(mild, MISSING),
    ]


@given(report=reports)
def test_nothing_is_lost_by_importance(report: Report) -> None:
    assert sorted(by_importance(report.findings), key=repr) == sorted(report.findings, key=repr)


def test_statistics() -> None:
    mild = replace(WRONG, severity=WARNING, fix=None)
    assert statistics(Report(findings=[mild, SPLIT, *[BROKEN] * 1200, MISSING, WRONG, WRONG], files=1)) == (
        "1,200  error    bad-yaml\n"
        "    2  error    wrong-key (2 fixable)\n"
        "    1  error    split-text\n"
        "    1  warning  wrong-key\n"
        "    1  warning  missing-key (1 fixable)\n"
        "\n"
        "1,203 errors and 2 warnings (3 fixable with --fix) in 1 file: "
        "0 of 0 questions proved; 0 answers run in 0.0 s\n"
    )


def test_statistics_of_nothing_are_the_summary() -> None:
    assert statistics(Report(files=1, questions=1, proved=1, torch="2.13.0")) == (
        "no findings in 1 file: 1 of 1 question proved by torch 2.13.0; 0 answers run in 0.0 s\n"
    )
