"""A bank with questions in variants, through every command that meets one."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.cache import Cache
from quizproof.engine.checking import Report, check
from quizproof.engine.choosing import Rules, Wanted, drawn, find_variant, items, variants
from quizproof.engine.family import NoVariant
from quizproof.engine.filecheck import How
from quizproof.engine.findings import Source
from quizproof.engine.grading import grade
from quizproof.engine.judging import grade_answer
from quizproof.engine.locking import lock_text, read_lock
from quizproof.engine.misconceptions.separability import tells_apart
from quizproof.engine.oracle import Oracle
from quizproof.engine.reports import REPORTS
from quizproof.engine.session import Judge, begin, graded, step
from quizproof.engine.topic import Topic, read_topic
from quizproof.engine.yamltext import read_yaml

BANK = """\
title: Windows
questions:
  - id: side
    kind: shape
    prompt: How large does a map of $n×$n become?
    layer: nn.MaxPool2d($k, stride=$s)
    input: [1, 1, $n, $n]
    axes: [-1]
    answer: $m
    distractors: [$more]
    params: {n: 8..10, k: [2, 3], s: [1, 2]}
    let: {m: (n - k) // s + 1, more: m + 1}
  - id: plain
    kind: count
    prompt: How many parameters?
    layer: nn.Linear(3, 4)
    answer: 16
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "windows.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def topic(bank: Path) -> Topic:
    [found] = load(bank)
    return found


def test_every_variant_is_proved_and_counted(bank: Path, oracle: Oracle) -> None:
    before = oracle.answers_run
    report = check([bank], oracle, keys=True)
    assert (report.questions, report.proved, report.variants, report.findings) == (2, 2, 13, [])
    assert report.answers_run - before <= 13  # each layer with its input runs once, whatever is asked about it
    assert report.keys[:2] == [("side", "n=8,k=2,s=1", "7"), ("side", "n=8,k=2,s=2", "4")]
    assert report.keys[-1] == ("plain", None, "16")
    assert len(report.keys) == 13
    assert "2 of 2 questions, 13 variants in all, proved" in REPORTS["full"](report)
    facts = json.loads(REPORTS["json"](report))
    assert (facts["variants"], facts["keys"][0]) == (
        13,
        {"question": "side", "variant": "n=8,k=2,s=1", "key": "7"},
    )


def test_a_finding_names_the_variants(bank: Path, oracle: Oracle) -> None:
    bank.write_text(BANK.replace("m: (n - k) // s + 1", "m: -((k - n) // s) + 1"), encoding="utf-8")
    [found] = check([bank], oracle).findings
    assert (found.rule, found.question, found.variant) == ("wrong-key", "side", "n=8,k=3,s=2")
    assert found.variants == ("n=8,k=3,s=2", "n=9,k=2,s=2", "n=10,k=3,s=2")
    assert found.fix is None
    facts = json.loads(REPORTS["jsonl"](Report(findings=[found])))
    assert (facts["variant"], facts["variants"]) == ("n=8,k=3,s=2", ["n=8,k=3,s=2", "n=9,k=2,s=2", "n=10,k=3,s=2"])


def test_what_was_proved_of_a_family_is_remembered(bank: Path, tmp_path: Path, oracle: Oracle) -> None:
    cache = Cache(tmp_path / "cache", oracle.torch)
    bank.write_text(BANK.replace("m: (n - k) // s + 1", "m: -((k - n) // s) + 1"), encoding="utf-8")
    first = check([bank], oracle, how=How(cache=cache))
    second = check([bank], oracle, how=How(cache=cache))
    assert (first.remembered, second.remembered) == (0, 2)
    assert (second.findings, second.variants) == (first.findings, 13)
    assert check([bank], oracle, how=How(cache=cache), keys=True).remembered == 1  # its keys must be computed again


def test_the_lock_file_holds_one_hash_for_a_family(bank: Path, tmp_path: Path, oracle: Oracle) -> None:
    report = check([bank], oracle, keys=True)
    text = lock_text(report.locked)
    [plain, side] = text.splitlines()[-2:]
    assert plain == "windows/plain 16"
    assert side.startswith("windows/side blake2b:")
    assert side.endswith(" of 12 variants")
    path = tmp_path / "quizproof.lock"
    path.write_text(text, encoding="utf-8")
    assert check([bank], oracle, how=How(lock=read_lock(path))).findings == []
    bank.write_text(
        BANK.replace("stride=$s)", "stride=$s, padding=1)").replace("(n - k)", "(n + 2 - k)"), encoding="utf-8"
    )
    assert [one.rule for one in check([bank], oracle, how=How(lock=read_lock(path))).findings] == ["moved-key"]


def test_without_torch_the_formulas_speak_of_every_variant(bank: Path, oracle: Oracle) -> None:
    bank.write_text(BANK.replace("m: (n - k) // s + 1", "m: -((k - n) // s) + 1"), encoding="utf-8")
    report = check([bank], oracle, how=How(run=False))
    [found] = report.findings
    assert found.variants == ("n=8,k=3,s=2", "n=9,k=2,s=2", "n=10,k=3,s=2")


def test_a_seed_draws_the_same_variant_for_ever(bank: Path) -> None:
    def asked(seed: int) -> str | None:
        rules = Rules(seed)
        [side, _] = items([topic(bank)], rules, Wanted())
        return drawn(side, rules).question.variant

    assert [asked(seed) for seed in range(4)] == [asked(seed) for seed in range(4)]
    assert len({asked(seed) for seed in range(40)}) > 3


def test_a_variant_is_drawn_when_its_question_is_asked(bank: Path) -> None:
    rules = Rules(5)
    [side, plain] = items([topic(bank)], rules, Wanted())
    assert side.family is not None
    found = drawn(side, rules)
    assert found.family is None
    assert [choice.graded for choice in found.choices if choice in found.question.keys] == [
        found.question.stated[0].graded
    ]
    assert len(found.choices) == 2
    assert drawn(plain, rules) is plain


def test_variants_are_found_by_name_and_listed(bank: Path) -> None:
    found = topic(bank)
    [side, plain] = found.questions
    listed = list(variants(found, side))
    assert len(listed) == 12
    assert listed[0].variant == "n=8,k=2,s=1"
    assert list(variants(found, plain)) == [plain]
    assert find_variant(found, side, "n=9").variant == "n=9,k=2,s=1"
    with pytest.raises(NoVariant, match="side has no variant n=11"):
        find_variant(found, side, "n=11")


def test_answers_name_their_variant(bank: Path, oracle: Oracle) -> None:
    def judged(**fields: object) -> dict[str, object]:
        [line] = grade([topic(bank)], [json.dumps({"question": "side"} | fields)], oracle)
        found: dict[str, object] = json.loads(line)
        return found

    assert judged(variant="n=8,k=3,s=2", answer="3")["verdict"] == "correct"
    assert judged(variant="n=8,k=2,s=1", answer="3")["verdict"] == "wrong"
    assert judged(variant="n=8,k=3,s=2", answer="3", student="ada")["student"] == "ada"
    missing = judged(answer="3")
    assert (missing["verdict"], missing["feedback"]) == (
        "void",
        "the field 'variant' is missing: side has 12, such as n=8,k=2,s=1",
    )
    unknown = judged(answer="3", variant="n=1")
    assert (unknown["verdict"], unknown["feedback"]) == (
        "void",
        "side has no variant n=1; it has 12, such as n=8,k=2,s=1",
    )


def test_each_answer_is_graded_by_its_own_variant_in_a_stream(bank: Path, oracle: Oracle) -> None:
    """The grades of one variant must never be taken for those of another."""

    def lines() -> Iterator[str]:
        for question in variants(topic(bank), topic(bank).questions[0]):
            yield json.dumps({"question": "side", "variant": question.variant, "answer": "4"})

    verdicts = [json.loads(line)["verdict"] for line in grade([topic(bank)], lines(), oracle)]
    expected = [(n - k) // s + 1 == 4 for n in (8, 9, 10) for k in (2, 3) for s in (1, 2)]
    assert verdicts == ["correct" if right else "wrong" for right in expected]
    assert any(one != other for one, other in pairwise(verdicts))


LEARNED = """\
title: Sides
questions:
  - id: first
    kind: shape
    prompt: How large?
    layer: nn.MaxPool2d(2, stride=2)
    input: [1, 1, 8, 8]
    axes: [-1]
    answer: 4
  - id: second
    kind: shape
    prompt: How large?
    layer: nn.MaxPool2d($k, stride=$s)
    input: [1, 1, $n, $n]
    axes: [-1]
    params: {n: 6..16, k: [2, 3], s: [1, 2, 3]}
"""


def test_after_either_or_the_next_variant_separates_the_two(bank: Path, oracle: Oracle) -> None:
    """8 becomes 2 with the + 1 in the denominator, and with the kernel as a radius: either could be."""
    bank.write_text(LEARNED, encoding="utf-8")
    sides = topic(bank)
    for seed in range(12):
        rules = Rules(seed)
        sitting, _ = begin(items([sides], rules, Wanted()), rules, 0.0)
        sitting, [judge] = step(sitting, "2", 1.0)
        assert isinstance(judge, Judge)
        grade = grade_answer(oracle, judge.item.question, "2")
        assert set(grade.misconceptions) == {"plus-one-in-denominator", "kernel-as-radius"}
        sitting, _ = graded(sitting, grade, 2.0)
        sitting, _ = step(sitting, ":idk", 3.0)
        asked = sitting.current.question
        assert asked.id == "second"
        assert tells_apart(asked, "plus-one-in-denominator", "kernel-as-radius"), asked.variant


def test_a_seed_names_these_variants() -> None:
    """Never change these: a seed names a variant for ever."""
    [found, _] = read_topic(Source("sides.yaml", read_yaml(LEARNED.encode())), "sides")
    assert isinstance(found, Topic)
    drawings = []
    for seed in range(6):
        rules = Rules(seed)
        [_, second] = items([found], rules, Wanted())
        drawings.append(drawn(second, rules).question.variant)
    assert drawings == [
        "n=7,k=3,s=1",
        "n=12,k=2,s=1",
        "n=9,k=2,s=1",
        "n=9,k=3,s=1",
        "n=15,k=2,s=1",
        "n=12,k=3,s=1",
    ]
