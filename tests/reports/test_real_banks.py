"""Reports of real banks with real faults, in the formats of CI, read back."""

import json
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from quizproof.engine.checking import Report, check
from quizproof.engine.oracle import Oracle
from quizproof.engine.reports import reported
from quizproof.engine.rules import RULES
from reporting import ROOT, SCHEMAS, needs_schemas
from runner import commands

FOLDER = ROOT / "tests" / "bad_banks"
SMALL = """\
title: Small pools
questions:
  - id: ten-to-three
    kind: layer
    prompt: Which layer turns a 10×10 map into 3×3?
    input: [1, 1, 10, 10]
    output: [1, 1, 3, 3]
    answer: nn.MaxPool2d(kernel_size=3, stride=2)
  - id: six-by-six
    kind: shape
    prompt: Which shape comes out?
    layer: nn.MaxPool2d(3, stride=2)
    input: [1, 1, 6, 6]
    answer: (1, 1, 2, 2)
"""


@pytest.fixture(scope="module")
def bad(oracle: Oracle) -> Report:
    """What is wrong with every bad bank at once."""
    report = check(sorted(FOLDER.glob("*/*.yaml")), oracle)
    assert len(report.findings) > 60
    return report


def told(report: Report, name: str) -> str:
    return reported(report, name, folder=str(ROOT / "tests"), root=str(ROOT))


def test_every_rule_has_a_page(bad: Report) -> None:
    assert {finding.rule for finding in bad.findings} <= set(RULES)


def test_every_finding_is_a_command(bad: Report) -> None:
    found = commands(told(bad, "github"))
    places = sorted((each.properties["file"], int(each.properties["line"]), each.name) for each in found)
    assert places == sorted(
        (Path(each.file).relative_to(ROOT).as_posix(), each.line, each.severity) for each in bad.findings
    )


def test_gitlab_knows_each_apart(bad: Report) -> None:
    read = json.loads(told(bad, "gitlab"))
    assert len({each["fingerprint"] for each in read}) == len(bad.findings)
    assert {each["location"]["path"].partition("/")[0] for each in read} == {"tests"}


@needs_schemas
def test_sarif_is_valid(bad: Report) -> None:
    read = json.loads(told(bad, "sarif"))
    schema = jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_bytes()))
    assert [error.message for error in schema.iter_errors(read)] == []
    assert len(read["runs"][0]["results"]) == len(bad.findings)


@needs_schemas
def test_junit_is_valid(bad: Report) -> None:
    root = etree.fromstring(told(bad, "junit").encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(root)
    assert int(root.get("tests")) >= len(set(bad.ids))


def test_a_small_bank(tmp_path: Path, oracle: Oracle) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    report = check([tmp_path / "small.yaml"], oracle)
    root = etree.fromstring(reported(report, "junit", folder=str(tmp_path), root=str(tmp_path)).encode())
    message = "the key nn.MaxPool2d(kernel_size=3, stride=2) gives (1, 1, 4, 4), not (1, 1, 3, 3)"
    assert [(case.get("classname"), case.get("name"), len(case)) for case in root.iter("testcase")] == [
        ("small", "ten-to-three", 1),
        ("small", "six-by-six", 0),
    ]
    [failure] = root.iter("failure")
    assert failure.get("message").partition(";")[0] == message
    assert failure.text.splitlines()[1].partition(";")[0] == f"small.yaml:8:13: error wrong-key: {message}"
