"""A bank's own misconceptions: what is refused at its place, and what questions make of them."""

from pathlib import Path

import pytest

from quizproof.engine.bank import BankError, find_files, load, read_bank
from quizproof.engine.bankfiles import NoBank
from quizproof.engine.findings import Source
from quizproof.engine.judging import grade_answer
from quizproof.engine.misconceptions.ownrules import OWN_RULES, read_own_rules
from quizproof.engine.oracle import Oracle
from quizproof.engine.sides import Side, WrongSize
from quizproof.engine.watching import Watched
from quizproof.engine.yamltext import read_yaml

GOOD = """\
misconceptions:
  - name: half-rounded
    slip: rounding half a window up
    size: ceil((L + 2*p - k) / s) + 6
    when: p > 0
    for: [MaxPool2d, nn.AvgPool2d]
  - {name: back-doubled, slip: doubling, size: 2*L + op}
"""


def read(text: str) -> tuple[tuple[WrongSize, ...], list[str]]:
    rules, findings = read_own_rules(Source(OWN_RULES, read_yaml(text.encode())))
    return rules, [str(finding).removeprefix(f"{OWN_RULES}:") for finding in findings]


def item(**keys: str) -> str:
    return f"misconceptions: [{{{', '.join(f'{name}: {value}' for name, value in keys.items())}}}]"


ONE = {"name": "half-rounded", "slip": "rounding", "size": "L // s"}

REFUSED: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", ["1:1: error bad-type: write a list of a bank's own misconceptions under the key misconceptions"]),
    "a list": (
        "- half",
        ["1:1: error bad-type: write a list of a bank's own misconceptions under the key misconceptions"],
    ),
    "no list": (
        "misconceptions: half",
        ["1:17: error bad-type: write a list of a bank's own misconceptions under the key misconceptions"],
    ),
    "an empty list": (
        "misconceptions: []",
        ["1:17: error bad-type: write a list of a bank's own misconceptions under the key misconceptions"],
    ),
    "another key": (
        f"{item(**ONE)}\ntitle: Mine",
        ["2:1: error unknown-key: key 'title' is unknown; this file has the one key misconceptions"],
    ),
    "no mapping": (
        "misconceptions: [half]",
        ["1:18: error bad-type: a mapping with the keys name, slip and size is wanted here, not 'half'"],
    ),
    "keys": (
        "misconceptions:\n- {name: half-rounded, slop: up, fro: x}",
        [
            "2:24: error unknown-key: key 'slop' is unknown; did you mean 'slip'?",
            "2:34: error unknown-key: key 'fro' is unknown; did you mean 'for'?",
            "2:3: error bad-type: key 'size' is missing",
        ],
    ),
    "a name": (
        item(**ONE | {"name": "Half"}),
        [
            "1:25: error bad-type: a name in lower-case words joined by dashes is wanted here, such as max-pool, "
            "not 'Half'"
        ],
    ),
    "a name that there is": (
        item(**ONE | {"name": "padding-once"}),
        [
            "1:25: error duplicate-id: the misconception 'padding-once' comes with Quizproof already: give this one "
            "another name"
        ],
    ),
    "a name twice": (
        "misconceptions:\n- {name: a-b, slip: up, size: L // s}\n- {name: a-b, slip: down, size: L // k}",
        ["3:10: error duplicate-id: the misconception 'a-b' is in this bank already: give this one another name"],
    ),
    "a formula": (
        item(**ONE | {"size": "'L //'"}),
        ["1:61: error bad-formula: "],
    ),
    "an unknown name": (
        item(**ONE | {"size": "K // s"}),
        ["1:61: error bad-formula: the name 'K' is unknown; "],
    ),
    "a call": (
        item(**ONE | {"when": "'__import__(\"os\").getcwd()'"}),
        ["1:75: error bad-formula: "],
    ),
    "a text": (
        item(**ONE | {"size": "\"'L'\""}),
        ["1:61: error bad-formula: this gives no size for any setting that was tried"],
    ),
    "less than nothing": (
        item(**ONE | {"size": "0 - L"}),
        ["1:61: error bad-formula: this gives no size for any setting that was tried"],
    ),
    "a division by nothing": (
        item(**ONE | {"size": "L // (s - s)"}),
        ["1:61: error bad-formula: this gives no size for any setting that was tried"],
    ),
    "torch's own": (
        item(**ONE | {"size": "(L + 2*p - d*(k - 1) - 1) // s + 1"}),
        ["1:61: error bad-formula: this gives the right size for every setting that was tried"],
    ),
    "torch's own, back": (
        item(**ONE | {"size": "(L - 1)*s - 2*p + d*(k - 1) + op + 1"}),
        ["1:61: error bad-formula: this gives the right size for every setting that was tried"],
    ),
    "a layer without windows": (
        item(**ONE | {"for": "[Linear]"}),
        ["1:75: error bad-layer: 'Linear' is no layer with windows; write one that has windows, such as MaxPool2d"],
    ),
    "a misspelt layer": (
        item(**ONE | {"for": "[MaxPol2d]"}),
        ["1:75: error bad-layer: 'MaxPol2d' is no layer with windows; did you mean MaxPool2d?"],
    ),
    "op where there is none": (
        item(**ONE | {"size": "L + op", "for": "[Conv2d]"}),
        ["1:61: error bad-formula: op is the output_padding of a transposed convolution, and nn.Conv2d has none"],
    ),
    "both ways": (
        item(**ONE | {"for": "[Conv2d, ConvTranspose2d]"}),
        ["1:83: error bad-type: nn.ConvTranspose2d goes by a formula of its own: write a misconception for it alone"],
    ),
    "an anchor": (
        "misconceptions: &a []",
        ["1:17: error refused-yaml: the anchor &a is not allowed: delete it, or quote the text"],
    ),
    "brackets": ("[" * 40, ["1:17: error refused-yaml: nested deeper than 16 levels"]),
    "a truth value": (
        item(**ONE | {"slip": "yes"}),
        ["1:45: error ambiguous-scalar: "],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text: str, expected: list[str]) -> None:
    _, findings = read(text)

    assert [found[: len(said)] for found, said in zip(findings, expected, strict=True)] == expected


def test_what_is_read() -> None:
    (pools, back), findings = read(GOOD)

    assert findings == []
    assert (pools.slug, pools.slip, pools.layers) == (
        "half-rounded",
        "rounding half a window up",
        ("MaxPool2d", "AvgPool2d"),
    )
    assert pools.size(Side(10, 3, 2, 1, 1)) == 11
    assert [pools.applies(Side(10, 3, 2, p, 1, ceil=ceil)) for p in (0, 1) for ceil in (False, True)] == [
        False,
        False,
        True,
        False,
    ]
    assert pools.text == (
        "half-rounded\nrounding half a window up\nceil((L + 2*p - k) / s) + 6\np > 0\nMaxPool2d\nAvgPool2d"
    )
    assert back.size(Side(5, 3, 2, 1, 1, op=1)) == 11
    assert (back.applies(Side(5, 3, 2, 1, 1)), back.applies(Side(5, 3, 2, 1, 1, op=0))) == (False, True)


def test_a_rule_about_ceil_mode() -> None:
    [rule], _ = read("misconceptions: [{name: a-b, slip: up, size: L // s + ceil_mode}]")

    assert [rule.size(Side(8, 3, 2, 0, 1, ceil=ceil)) for ceil in (False, True)] == [4, 5]
    assert [rule.applies(Side(8, 3, 2, 0, 1, ceil=ceil)) for ceil in (False, True)] == [True, True]


def test_what_can_be_read_is_read() -> None:
    rules, findings = read(f"{GOOD}  - {{name: c-d}}\n")

    assert [rule.slug for rule in rules] == ["half-rounded", "back-doubled"]
    assert len(findings) == 2


def test_no_more_than_some_rules() -> None:
    many = [f"- {{name: a-{number}, slip: up, size: L // s + {number}}}" for number in range(1, 502)]
    rules, findings = read("\n".join(["misconceptions:", *many]))

    assert len(rules) == 500
    assert findings == ["502:3: error bad-type: too many: at most 500 misconceptions are read"]


def test_no_more_than_some_findings() -> None:
    _, findings = read("misconceptions:\n" + "- x\n" * 400)

    assert len(findings) == 301
    assert findings[-1] == "302:3: error refused-yaml: more than 300 problems in this file: mend those above first"


TOPIC = """\
title: Pools
questions:
  - id: {id}
    kind: shape
    prompt: What?
    layer: nn.MaxPool2d(3, 2, 1)
    input: [1, 1, 10, 10]
    distractors: [{{misconception: half-rounded}}, {{misconception: no-plus-one}}]
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    (folder / "week").mkdir(parents=True)
    (folder / OWN_RULES).write_text(GOOD, encoding="utf-8")
    (folder / "a.yaml").write_text(TOPIC.format(id="one"), encoding="utf-8")
    (folder / "week" / "b.yaml").write_text(TOPIC.format(id="two"), encoding="utf-8")
    return folder


def test_the_file_is_no_topic(bank: Path) -> None:
    assert [path.name for path, _, _ in find_files(bank)] == ["a.yaml", "b.yaml"]
    assert [topic.name for topic in load(bank)] == ["a", "b"]

    (bank / "a.yaml").unlink()
    (bank / "week" / "b.yaml").unlink()
    with pytest.raises(NoBank, match="no questions found"):
        find_files(bank)


def test_each_question_has_them(bank: Path, oracle: Oracle) -> None:
    questions = [question for name in (bank, bank / "a.yaml") for topic in load(name) for question in topic.questions]

    assert [question.id for question in questions] == ["one", "two", "one"]
    for question in questions:
        assert [choice.graded for _, choice in question.wrong] == ["(1, 1, 11, 11)", "(1, 1, 4, 4)"]
        grade = grade_answer(oracle, question, "(1, 1, 11, 11)")
        assert grade.feedback == "is not the shape that torch gives: it comes of rounding half a window up"
        assert grade.misconceptions == ("half-rounded",)


def test_they_reach_down_only(bank: Path) -> None:
    (bank / OWN_RULES).rename(bank / "week" / OWN_RULES)
    rules = {topic.name: [rule.slug for rule in topic.rules] for topic in load(bank)}

    assert rules == {"a": [], "b": ["half-rounded", "back-doubled"]}


def test_a_name_in_a_folder_around(bank: Path) -> None:
    (bank / "week" / OWN_RULES).write_text(GOOD.replace("half-rounded", "other"), encoding="utf-8")

    with pytest.raises(BankError) as error:
        load(bank)

    assert [str(finding) for finding in error.value.findings] == [
        f"{bank}/week/{OWN_RULES}:7:12: error duplicate-id: the misconception 'back-doubled' is in this bank already: "
        "give this one another name"
    ]


def test_what_is_wrong_with_them_belongs_to_their_file(bank: Path) -> None:
    (bank / OWN_RULES).write_text("misconceptions: [{name: half-rounded}]", encoding="utf-8")
    reads = list(read_bank([bank]))

    assert [(read.topic.source.file, len(read.findings), read.own) for read in reads] == [
        (f"{bank}/{OWN_RULES}", 2, ()),
        (f"{bank}/a.yaml", 0, None),
        (f"{bank}/week/b.yaml", 0, None),
    ]


def test_a_watch_sees_them_change(bank: Path, oracle: Oracle) -> None:
    watched = Watched([bank], oracle)

    def found() -> list[str] | None:
        report = watched.report()
        return None if report is None else [f"{Path(one.file).name} {one.rule}" for one in report.findings]

    missing = ["a.yaml missing-key", "b.yaml missing-key"]
    assert found() == missing
    assert found() is None
    (bank / OWN_RULES).write_text(GOOD.replace("half-rounded", "other-name"), encoding="utf-8")
    changed = found()
    assert changed is not None
    assert len(changed) == 4  # in each topic something now names what is not there
    (bank / OWN_RULES).write_text("misconceptions: []", encoding="utf-8")
    assert f"{OWN_RULES} bad-type" in (found() or [])
    (bank / OWN_RULES).write_text(GOOD, encoding="utf-8")
    assert found() == missing
