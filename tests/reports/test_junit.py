"""JUnit's XML, by the schema of Jenkins."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from quizproof.engine.checking import Report
from quizproof.engine.findings import Finding
from quizproof.engine.reports.junit import as_junit
from reporting import BROKEN, CLEAN, HOSTILE, PLAIN, SCHEMAS, WRONG, hostile_finding, needs_schemas, reports


def outcomes(report: Report) -> dict[str, str]:
    """Every test with what became of it, which the numbers of its suite must agree with."""
    root = etree.fromstring(as_junit(report).encode())
    for suite in [root, *root.iter("testsuite")]:
        assert int(suite.get("tests")) == len(list(suite.iter("testcase")))
        assert int(suite.get("failures")) == len(list(suite.iter("failure")))
    return {
        f"{case.get('classname')}::{case.get('name')}": "".join([f"{part.tag}: {part.get('message')}" for part in case])
        for case in root.iter("testcase")
    }


def test_a_question_is_a_test() -> None:
    assert outcomes(PLAIN) == {
        "quizbank.norms::which-axis": "",
        "quizbank.norms::running-mean": "",
        "quizbank.pooling::ten-to-four": (
            "failure: 2 errors, the first: a comma splits 'Größe, Schritt' in two: put it in quotes"
        ),
        "quizbank.pooling::how-many": "system-out: None",
        "quizbank.broken::broken.yaml": "failure: a bracket is not closed",
    }


def test_all_is_well() -> None:
    assert set(outcomes(CLEAN).values()) == {""}


def test_an_id_that_is_there_twice_is_one_test() -> None:
    twice = Report(findings=[replace(WRONG, file="a.yaml", question="x")], ids=[("a.yaml", "x"), ("a.yaml", "x")])
    assert outcomes(twice) == {"a::x": f"failure: {WRONG.message}"}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("course/week.1/pooling.yaml", "course.week.1.pooling::x"),
        ("/elsewhere/pooling.yml", "elsewhere.pooling::x"),
        ("pooling", "pooling::x"),
    ],
)
def test_the_file_is_a_class_that_jenkins_splits_into_packages(file: str, name: str) -> None:
    assert list(outcomes(Report(ids=[(file, "x")]))) == [name]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


@needs_schemas
def test_the_schema_refuses_what_others_write(schema: etree.XMLSchema) -> None:
    others = as_junit(PLAIN).replace("<testcase ", '<testcase line="1" ', 1)
    assert not schema.validate(etree.fromstring(others.encode()))


@needs_schemas
@pytest.mark.parametrize("report", [PLAIN, CLEAN, Report(), Report(findings=[BROKEN], seconds=1234567.8912)])
def test_it_is_valid(schema: etree.XMLSchema, report: Report) -> None:
    schema.assertValid(etree.fromstring(as_junit(report).encode()))


@needs_schemas
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text(schema: etree.XMLSchema, text: str) -> None:
    plain = Finding("wrong-key", "plain", "plain", 2, 1, "plain", excerpt="plain")
    roots = [
        etree.fromstring(as_junit(Report(findings=[found], ids=[(found.file, "q")])).encode())
        for found in (plain, hostile_finding(text))
    ]
    schema.assertValid(roots[1])
    assert [element.tag for element in roots[1].iter()] == [element.tag for element in roots[0].iter()]


@needs_schemas
@settings(deadline=None)
@given(report=reports)
def test_any_report_is_valid(schema: etree.XMLSchema, report: Report) -> None:
    schema.assertValid(etree.fromstring(as_junit(report).encode()))
