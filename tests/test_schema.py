"""The schema for editors: it is generated, shipped, and of one mind with what reads a topic."""

import json
from dataclasses import Field
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from quizproof.engine.bank import read_bank
from quizproof.engine.findings import Source
from quizproof.engine.keys import key_fields, readers
from quizproof.engine.kinds import KINDS
from quizproof.engine.measured import Measurement
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Choice, Question
from quizproof.engine.schema import SHIPPED_SCHEMA, schema_text
from quizproof.engine.topic import Example, TopicKeys, read_topic
from quizproof.engine.yamltext import read_yaml
from quiztaking import Borrowed, run

HERE = Path(__file__).parent
SCHEMA = json.loads(schema_text())
VALIDATOR = Draft7Validator(SCHEMA)
BANKS = [*sorted((HERE.parent / "quizbank").glob("*.yaml")), *sorted((HERE / "banks").glob("*.yaml"))]
BAD = sorted((HERE / "bad_banks" / "reading").glob("*.yaml"))

CLASSES = [TopicKeys, Example, Choice, Measurement, Question, *KINDS.values()]
KEYS = [
    pytest.param(one, id=f"{kind.__name__}.{one.name}")
    for kind in CLASSES
    for one in key_fields(kind)
    if kind is Question or one not in key_fields(Question)
]


def test_the_shipped_file_is_what_is_generated() -> None:
    assert SHIPPED_SCHEMA.read_text(encoding="utf-8") == schema_text(), "quizproof schema -o engine/schema.json"


def test_the_shipped_topics_refer_to_it() -> None:
    for path in sorted((HERE.parent / "quizbank").glob("*.yaml")):
        modeline = path.read_text(encoding="utf-8").splitlines()[0]
        assert modeline == "# yaml-language-server: $schema=../engine/schema.json"
        assert (path.parent / modeline.partition("=")[2]).resolve() == SHIPPED_SCHEMA


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "oneOf" not in schema_text()


@pytest.mark.parametrize("one", KEYS)
def test_each_key_is_described_by_a_sentence_and_an_example_that_it_takes(one: "Field[Any]") -> None:
    about, example = one.metadata["about"], one.metadata["example"]
    tree = read_yaml(example.encode())
    assert tree.faults == []
    assert about[0].isupper()
    assert about.endswith(".")
    if one.name != "evidence":  # the reader of topics reads these
        one.metadata["read"](tree.data)
    assert list(Draft7Validator(found_in_schema(one)).iter_errors(tree.data)) == []


def found_in_schema(one: "Field[Any]") -> dict[str, Any]:
    """What the schema says of a key, with the definitions that it may refer to."""
    found: list[dict[str, Any]] = []
    stack: list[Any] = [SCHEMA]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if part.get("description") == one.metadata["about"]:
                found.append(part)
            stack += part.values()
        elif isinstance(part, list):
            stack += part
    assert found, f"nothing is said of {one.name}"
    return found[0] | {"definitions": SCHEMA["definitions"]}


@pytest.mark.parametrize("word", KINDS)
def test_a_kind_lists_all_its_keys(word: str) -> None:
    assert list(SCHEMA["definitions"][word]["properties"]) == list(readers(KINDS[word]))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_it_admits_a_good_bank(path: Path) -> None:
    assert [finding for read in read_bank([path]) for finding in read.findings] == []
    assert told(path.read_bytes()) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_it_refuses_nothing_that_is_read_without_findings(path: Path) -> None:
    if told(path.read_bytes()):
        assert [finding for read in read_bank([path]) for finding in read.findings] != []


def told(raw: bytes) -> list[str]:
    """What the schema says against a text, each with its path."""
    errors = VALIDATOR.iter_errors(read_yaml(raw).data)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


QUESTION = "{id: a, kind: shape, prompt: p, layer: nn.ReLU(), input: [1, 2]"
ONE_MESSAGE = {
    "a wrong key": (
        "title: T\nquestions: [" + QUESTION + ", anwser: 1}]",
        "questions.0: 'anwser' does not match any of the regexes: '^x-'",
    ),
    "a key of another kind": (
        "title: T\nquestions: [" + QUESTION + ", accept: [b]}]",
        "questions.0: 'accept' does not match any of the regexes: '^x-'",
    ),
    "a misspelt key that must be there": (
        "title: T\nquestions: [" + QUESTION.replace("layer", "layr") + "}]",
        "questions.0: 'layr' does not match any of the regexes: '^x-'",
    ),
    "a missing key": (
        "title: T\nquestions: [" + QUESTION.replace(", prompt: p", "") + "}]",
        "questions.0: 'prompt' is a required property",
    ),
    "an unknown kind": (
        "title: T\nquestions: [" + QUESTION.replace("shape", "shap") + "}]",
        "questions.0.kind: 'shap' is not one of ['match', 'shape', 'layer', 'fill', 'config', 'values', 'outcome', "
        "'count']",
    ),
    "a wrong key in a choice": (
        "title: T\nquestions: [" + QUESTION + ", distractors: [{anser: b}]}]",
        "questions.0.distractors.0: 'anser' does not match any of the regexes: '^x-'",
    ),
    "a choice without an answer": (
        "title: T\nquestions: [" + QUESTION + ", answer: {why: b}}]",
        "questions.0.answer: 'answer' is a required property",
    ),
    "a kind that proves nothing, as evidence": (
        "title: T\nquestions: [{id: a, kind: match, prompt: p, answer: b, evidence: [{kind: match, answer: b}]}]",
        "questions.0.evidence.0.kind: 'match' is not one of ['shape', 'layer', 'fill', 'config', 'values', "
        "'outcome', 'count']",
    ),
    "a wrong key of the topic": (
        "titel: T\nquestions: [" + QUESTION + "}]",
        ": 'titel' does not match any of the regexes: '^x-'",
    ),
    "a topic without questions": ("title: T", ": 'questions' is a required property"),
    "text where a number is wanted": (
        "title: T\nquestions: [" + QUESTION + ", difficulty: hard, params: {n: 1..2}}]",
        "questions.0.difficulty: 'hard' is not of type 'integer'",
    ),
    "text where a size is wanted": (
        "title: T\nquestions: [" + QUESTION.replace("[1, 2]", "[1, two]") + "}]",
        "questions.0.input.1: 'two' is not of type 'integer', 'array'",
    ),
    "another word than those that there are": (
        "title: T\nquestions: [" + QUESTION + ", mode: test}]",
        "questions.0.mode: 'test' does not match '^(eval|train)$|\\\\$'",
    ),
    "a placeholder in an example": (
        "title: T\nexamples: [{id: b, layer: nn.ReLU(), input: [$n]}]\nquestions: [" + QUESTION + "}]",
        "examples.0.input.0: '$n' is not of type 'number', 'array'",
    ),
}


@pytest.mark.parametrize(("text", "message"), ONE_MESSAGE.values(), ids=ONE_MESSAGE)
def test_a_defect_gives_one_message(text: str, message: str) -> None:
    assert told(text.encode()) == [message]


def test_a_placeholder_may_stand_for_a_number_a_size_or_a_word() -> None:
    common = "id: a, prompt: p, params: {n: 1..3, m: [eval, train]}, layer: nn.BatchNorm1d(2), mode: $m, "
    shape = "kind: shape, input: [$n, 2, 7], axes: [$n], weights: {bias: [$n, 1.5]}, difficulty: $n, of: $n"
    values = "kind: values, input: {input: {numbers: [[1, $n]]}}, tolerance: ${n}, points: $n, seconds: $n"
    fact = "kind: match, id: b, prompt: p, answer: q, params: {n: 1..3}, evidence: [{kind: layer, answer: nn.ReLU(), "
    fact += "input: [$n, 2], output: [$n, 2]}]"
    asked = [f"{{{common}{shape}}}", f"{{{common}{values}}}", f"{{{fact}}}"]
    assert told(f"title: T\nquestions: [{', '.join(asked)}]".replace("${n}", '"${n}"').encode()) == []


def test_keys_of_ones_own_are_admitted_everywhere() -> None:
    text = (
        "title: T\nx-a: 1\nquestions: ["
        + QUESTION
        + ", x-b: {c: 2}, answer: {answer: 1x2, x-d: no}}]\n"
        + "examples: [{id: b, layer: nn.ReLU(), input: [[1]], x-e: []}]"
    )
    assert told(text.encode()) == []


@pytest.mark.parametrize("word", KINDS)
def test_the_example_of_a_kind_is_a_question_of_it(word: str) -> None:
    lines = KINDS[word].example.splitlines()
    assert lines[:2] == [f"id: {word}-question", f"kind: {word}"]
    body = "".join([f"    {line}\n" for line in lines])[4:]
    topic, findings = read_topic(Source("", read_yaml(f"title: T\nquestions:\n  - {body}".encode())), "t")
    assert findings == []
    assert [type(question) for question in topic.questions] == [KINDS[word]]
    assert topic.questions[0].distractors
    assert all(choice.why for choice in topic.questions[0].distractors)


def test_the_command_prints_it_and_writes_it(tmp_path: Path, oracle: Oracle) -> None:
    file = tmp_path / "own.json"
    assert run(["schema"], Borrowed(oracle)) == (0, schema_text(), "")
    assert run(["schema", "-o", str(file)], Borrowed(oracle)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == schema_text()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, oracle: Oracle) -> None:
    file = tmp_path / "none" / "own.json"
    assert run(["schema", "-o", str(file)], Borrowed(oracle)) == (
        2,
        "",
        f"quizproof: {file}: No such file or directory\n",
    )
