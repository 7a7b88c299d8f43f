"""SARIF, by the official schema."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings

from quizproof.engine.checking import Report
from quizproof.engine.findings import Edit, Finding
from quizproof.engine.reports.fingerprints import fingerprints
from quizproof.engine.reports.sarif import MOST, as_sarif
from quizproof.engine.rules import RULES, about
from quizproof.engine.version import VERSION
from reporting import BROKEN, CLEAN, HOSTILE, MISSING, PLAIN, SCHEMAS, WRONG, hostile_finding, needs_schemas, reports


def run(report: Report) -> Any:
    [only] = json.loads(as_sarif(report))["runs"]
    return only


def test_a_result() -> None:
    [result] = run(Report(findings=[WRONG]))["results"]
    file = {"uri": "quizbank/pooling.yaml", "uriBaseId": "SRCROOT"}
    region = {"startLine": 17, "startColumn": 13, "endLine": 17, "endColumn": 25}
    replacement = {"deletedRegion": region, "insertedContent": {"text": "(1, 1, 4, 4)"}}
    assert result == {
        "ruleId": "wrong-key",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": WRONG.message},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": file, "region": region},
                "logicalLocations": [{"name": "ten-to-four"}],
            }
        ],
        "partialFingerprints": {"quizproof/v1": fingerprints([WRONG])[0]},
        "fixes": [
            {
                "description": {"text": "Write what was proved."},
                "artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}],
            }
        ],
    }


def test_the_run() -> None:
    whole = run(PLAIN)
    del whole["results"]
    driver = whole.pop("tool")["driver"]
    rules = driver.pop("rules")
    assert driver == {"name": "quizproof", "version": VERSION}
    assert whole == {
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "properties": {"torch": "2.13.0+cpu", "questions": 4, "proved": 2, "trusted": 1},
    }
    assert [rule["id"] for rule in rules] == ["wrong-key", "bad-yaml", "split-text", "missing-key"]
    assert rules[0] == {
        "id": "wrong-key",
        "shortDescription": {"text": RULES["wrong-key"].summary},
        "help": {"text": about(RULES["wrong-key"]), "markdown": about(RULES["wrong-key"])},
        "defaultConfiguration": {"level": "error"},
        "properties": {"problem.severity": "error"},
    }


def test_results_name_their_rules() -> None:
    whole = run(Report(findings=[MISSING, BROKEN, WRONG, replace(WRONG, rule="another-rule"), MISSING]))
    rules = [rule["id"] for rule in whole["tool"]["driver"]["rules"]]
    named = [(result["ruleId"], rules[result["ruleIndex"]]) for result in whole["results"]]
    assert named == [(name, name) for name in ("wrong-key", "bad-yaml", "another-rule", *["missing-key"] * 2)]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/ü#?%.yaml", "a%20b/%C3%BC%23%3F%25.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("/bank/a b.yaml", "file:///bank/a%20b.yaml"),
        ("C:/bank/a:b.yaml", "file:///C:/bank/a%3Ab.yaml"),
    ],
)
def test_a_file_is_an_address(file: str, uri: str) -> None:
    [result] = run(Report(findings=[replace(BROKEN, file=file)]))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == ({"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "SRCROOT"})
    assert unquote(urlsplit(uri).path).removeprefix("/") == file.removeprefix("/")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("[click](https://example.org)", "[click] (https://example.org)"),
        ("gives [[1, 2], [3, 4]], not (1, 2)", "gives [[1, 2], [3, 4]], not (1, 2)"),
    ],
)
def test_a_message_holds_no_link(message: str, text: str) -> None:
    [result] = run(Report(findings=[replace(BROKEN, message=message)]))["results"]
    assert result["message"] == {"text": text}


def test_a_run_holds_what_github_takes() -> None:
    whole = run(Report(findings=[MISSING] * MOST + [WRONG] * 2))
    assert len(whole["results"]) == MOST
    assert [result["ruleId"] for result in whole["results"][:3]] == ["wrong-key", "wrong-key", "missing-key"]
    assert whole["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {"level": "warning", "message": {"text": "2 more findings left out: a run holds 25,000."}}
            ],
        }
    ]


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_bytes()))


def faults(schema: jsonschema.Draft7Validator, report: Report) -> list[str]:
    return [error.message for error in schema.iter_errors(json.loads(as_sarif(report)))]


@needs_schemas
def test_the_schema_refuses_what_others_write(schema: jsonschema.Draft7Validator) -> None:
    assert faults(schema, Report(findings=[replace(WRONG, line=0)])) == ["0 is less than the minimum of 1"]


@needs_schemas
@pytest.mark.parametrize("report", [PLAIN, CLEAN, Report(), Report(findings=[MISSING] * (MOST + 1))])
def test_it_is_valid(schema: jsonschema.Draft7Validator, report: Report) -> None:
    small = json.loads(as_sarif(report))
    small["runs"][0]["results"] = small["runs"][0]["results"][:10]
    assert [error.message for error in schema.iter_errors(small)] == []


@needs_schemas
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_valid(schema: jsonschema.Draft7Validator, text: str) -> None:
    assert faults(schema, Report(findings=[hostile_finding(text)])) == []


@needs_schemas
@settings(deadline=None, max_examples=30)
@given(report=reports)
def test_any_report_is_valid(schema: jsonschema.Draft7Validator, report: Report) -> None:
    assert faults(schema, report) == []


def applied(text: str, fix: Any) -> str:
    """The file as an editor makes it that applies a fix of SARIF."""
    [change] = fix["artifactChanges"]
    [replacement] = change["replacements"]
    region, lines = replacement["deletedRegion"], text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
    return text[:start] + replacement["insertedContent"]["text"] + text[end:]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Edit(9, 12, "new", 2, 4, 2, 7), id="a scalar"),
        pytest.param(Edit(6, 6, "x: 1\n", 2, 1, 2, 1), id="a line"),
        pytest.param(Edit(6, 13, "", 2, 1, 3, 1), id="none"),
    ],
)
def test_a_fix_gives_the_file_that_the_edit_gives(edit: Edit) -> None:
    text = "a: é𝟙\nb: old\nc: 1\n"
    [result] = run(Report(findings=[Finding("wrong-key", "m", "f.yaml", fix=edit)]))["results"]
    assert applied(text, result["fixes"][0]) == text[: edit.start] + edit.text + text[edit.end :]
