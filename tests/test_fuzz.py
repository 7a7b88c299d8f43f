"""Whatever the bytes, readers read or refuse: shortly here, for as long as one likes with `make fuzz`."""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mutations import ANSWER, CALLS, PROSE, YAML, mutated
from quizproof.engine.bank import load
from quizproof.engine.checking import Report, check
from quizproof.engine.filecheck import How
from quizproof.engine.findings import Source
from quizproof.engine.judging import plan
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.literals import BANK, LEARNER, Unreadable
from quizproof.engine.oracle import Oracle
from quizproof.engine.prose import false_claims, shape_claims
from quizproof.engine.reports import REPORTS
from quizproof.engine.screen.markdown import blocks, inline
from quizproof.engine.topic import read_topic
from quizproof.engine.yamlscalars import plain_scalar
from quizproof.engine.yamltext import read_yaml, survey
from quizproof.engine.yamltree import Marks, Tree

HERE = Path(__file__).parent
QUESTIONS = [question for topic in load(HERE / "banks" / "all_kinds.yaml") for question in topic.questions]
SCRATCH = tempfile.TemporaryDirectory(prefix="quizproof-fuzz-")

SLOW = settings(deadline=None)


def quick(seconds: float) -> None:
    assert seconds < 1, f"this took {seconds:.1f} s"


def nodes(data: Any, marks: Marks) -> Iterator[tuple[Any, Marks]]:
    yield data, marks
    if isinstance(data, dict):
        for key, value in data.items():
            yield from nodes(value, marks.inside[key])
    elif isinstance(data, list):
        for value, inside in zip(data, marks.inside, strict=True):
            yield from nodes(value, inside)


def check_tree(tree: Tree) -> None:
    for fault in tree.faults:
        assert 0 <= fault.start <= fault.end
        assert fault.start <= len(tree.text)
        assert "\n" not in fault.message
    for value, marks in nodes(tree.data, tree.marks) if tree.data is not None else ():
        assert 0 <= marks.start <= marks.end <= len(tree.text)
        written = tree.text[marks.start : marks.end]
        if not isinstance(value, list | dict) and "\n" not in written and not tree.faults:
            assert repr(read_yaml(f"- {written}".encode()).data) == repr([value])


def same(ours: Any, base: Any) -> bool:
    """Whether PyYAML, which makes text of every scalar in its `BaseLoader`, reads the same."""
    if isinstance(ours, dict):
        return list(ours) == list(base) and all(same(value, base[key]) for key, value in ours.items())
    if isinstance(ours, list):
        return len(ours) == len(base) and all(map(same, ours, base))
    return bool(ours == base or repr(ours) == repr(plain_scalar(base)))


@SLOW
@given(st.binary(max_size=200) | YAML.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_of_yaml(raw: bytes) -> None:
    began = process_time()
    survey(raw)
    tree = read_yaml(raw)
    quick(process_time() - began)

    check_tree(tree)
    if not tree.faults:
        assert same(tree.data, yaml.load(tree.text, yaml.CBaseLoader))  # noqa: S506


@SLOW
@given(st.sampled_from(QUESTIONS), ANSWER)
def test_answers(question: Any, text: str) -> None:
    began = process_time()
    plan(question, text)
    with suppress(Unreadable):
        answer = question.read(text, LEARNER)
        hash(answer)
        assert question.same(answer, question.read(text, LEARNER)) or "nan" in text
    quick(process_time() - began)


@SLOW
@given(ANSWER)
def test_text_of_layers(text: str) -> None:
    began = process_time()
    with suppress(Unreadable):
        layer = read_layer(text, LEARNER)
        assert repr(read_layer(str(layer), BANK)) == repr(layer)
    quick(process_time() - began)


@SLOW
@given(CALLS)
def test_layers_written_are_read_again(layer: LayerCall) -> None:
    text = str(layer)
    assume(len(text) <= BANK.chars)

    assert read_layer(text, BANK) == layer


@SLOW
@given(mutated())
def test_mutated_topics(raw: bytes) -> None:
    began = process_time()
    path = Path(SCRATCH.name, "topic.yaml")
    path.write_bytes(raw)
    source = Source(str(path), read_yaml(raw))
    _, findings = read_topic(source, "topic")
    report = check([path], Oracle(1), how=How(run=False))
    quick(process_time() - began)

    check_tree(source.tree)
    lines = source.tree.text.split("\n")
    for finding in [*findings, *report.findings]:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert (finding.end_line, finding.end_column) >= (finding.line, finding.column) or finding.end_line == 1
        assert finding.excerpt.strip("…") in lines[finding.line - 1]
    for write in REPORTS.values():
        assert isinstance(write(Report(findings=[*findings, *report.findings])), str)


@SLOW
@given(PROSE)
def test_prose(text: str) -> None:
    began = process_time()
    for claim in false_claims(text):
        assert text[claim.start : claim.end] == claim.claim
    for shapes in shape_claims(text):
        assert text[shapes.start : shapes.end] == shapes.claim
    for block in blocks(text):
        inline(block.words)
    quick(process_time() - began)
