"""Questions in variants: which sets of values there are, in which order, and what they make of a question."""

import itertools
import random
from typing import Any

import pytest

from asking import ask
from quizproof.engine.family import Family, NoVariant, read_family
from quizproof.engine.findings import Source
from quizproof.engine.jobs import Sizes
from quizproof.engine.keys import Unfit
from quizproof.engine.topic import Topic, read_topic
from quizproof.engine.walking import Effort
from quizproof.engine.yamltext import read_yaml

ITEM: dict[str, Any] = {
    "id": "windows",
    "kind": "shape",
    "prompt": "How large is $n×$n?",
    "layer": "nn.MaxPool2d($k, stride=$s)",
    "input": [1, 1, "$n", "${n}"],
    "params": {"n": "6..9", "k": [2, 3], "s": "1..2"},
    "let": {"m": "(n - k) // s + 1"},
    "where": "(n - k) % s == 0 and m > 1",
}


def family(**changed: Any) -> Family:
    item = {name: value for name, value in (ITEM | changed).items() if value is not None}
    return read_family(item, Effort())


def faults(**changed: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    with pytest.raises(Unfit) as unfit:
        family(**changed)
    return [(fault.rule, fault.path, fault.sentence) for fault in unfit.value.faults]


def test_sets_come_in_a_fixed_order_with_the_last_name_changing_fastest() -> None:
    assert family().sets == (
        (6, 2, 1), (6, 2, 2), (6, 3, 1), (7, 2, 1), (7, 3, 1), (7, 3, 2), (8, 2, 1), (8, 2, 2), (8, 3, 1), (9, 2, 1),
        (9, 3, 1), (9, 3, 2),
    )  # fmt: skip
    assert len(family()) == 12


def test_a_variant_is_the_question_with_its_values() -> None:
    found = family(explanation="It is $m. $$5 and ${m}px.", hints=["$n"], answer=None, axes=[-1])
    question = found.question((7, 3, 2))
    assert question.variant == "n=7,k=3,s=2"
    assert (question.prompt, question.explanation) == ("How large is 7×7?", "It is 3. $5 and 3px.")
    assert question.hints == ("7",)
    assert str(question.layer) == "nn.MaxPool2d(3, stride=2)"  # type: ignore[attr-defined]
    assert question.input == Sizes((1, 1, 7, 7))  # type: ignore[attr-defined]
    assert found.first.variant == "n=6,k=2,s=1"


@pytest.mark.parametrize(
    ("label", "variant"),
    {
        "n=7,k=3,s=2": "n=7,k=3,s=2",
        " s=2, n = 7,k=3": "n=7,k=3,s=2",
        "n=8": "n=8,k=2,s=1",
        "s=2": "n=6,k=2,s=2",
    }.items(),
)
def test_a_label_names_a_variant(label: str, variant: str) -> None:
    assert family().find(label).variant == variant


@pytest.mark.parametrize(
    ("label", "sentence"),
    {
        "n=10,k=3": "windows has no variant n=10,k=3; it has 12, such as n=6,k=2,s=1",
        "n=7,k=2,s=2": "windows has no variant n=7,k=2,s=2; it has 12, such as n=6,k=2,s=1",
        "m=3": "'m=3' names no variant: write values of n, k, s, such as n=10",
        "7": "'7' names no variant: write values of n, k, s, such as n=10",
        "": "'' names no variant: write values of n, k, s, such as n=10",
        "x,n=7": "'x,n=7' names no variant: write values of n, k, s, such as n=10",
    }.items(),
)
def test_a_label_that_names_none(label: str, sentence: str) -> None:
    with pytest.raises(NoVariant) as none:
        family().find(label)
    assert str(none.value) == sentence


def test_values_may_be_texts_and_truth_values() -> None:
    found = family(
        prompt="What does $pool give?",
        layer="$pool($k, ceil_mode=$up)",
        input=[1, 1, 7, 7],
        params={"pool": ["nn.MaxPool2d", "nn.AvgPool2d"], "k": [2, 3], "up": [True, False]},
        let=None,
        where="not up or pool == 'nn.MaxPool2d'",
    )
    assert [found.label(values) for values in found.sets] == [
        "pool=nn.MaxPool2d,k=2,up=True",
        "pool=nn.MaxPool2d,k=2,up=False",
        "pool=nn.MaxPool2d,k=3,up=True",
        "pool=nn.MaxPool2d,k=3,up=False",
        "pool=nn.AvgPool2d,k=2,up=False",
        "pool=nn.AvgPool2d,k=3,up=False",
    ]
    assert str(found.find("pool=nn.AvgPool2d,k=3").layer) == "nn.AvgPool2d(3, ceil_mode=False)"  # type: ignore[attr-defined]


WRONG: dict[str, tuple[dict[str, Any], str, tuple[str | int, ...], str]] = {
    "no parameters": (
        {"params": {}},
        "bad-type",
        ("params",),
        "a mapping from names to ranges or lists is wanted here, such as {n: 6..32, k: [2, 3]}, not an empty one",
    ),
    "range upside down": (
        {"params": {"n": "9..6"}},
        "bad-type",
        ("params", "n"),
        "9..6 holds no number: write the smaller one first",
    ),
    "no range": (
        {"params": {"n": "six"}},
        "bad-type",
        ("params", "n"),
        "a range or a list is wanted here, such as 6..32 or [2, 3], not 'six'",
    ),
    "empty list": (
        {"params": {"n": []}},
        "bad-type",
        ("params", "n"),
        "the list is empty: write the values",
    ),
    "twice in a list": (
        {"params": {"n": [2, 2]}},
        "bad-type",
        ("params", "n", 1),
        "2 stands here twice: delete one of the two",
    ),
    "list in a list": (
        {"params": {"n": [[2]]}},
        "bad-type",
        ("params", "n", 0),
        "a number or text is wanted here, not a list",
    ),
    "large range": (
        {"params": {"n": "1..2000000000"}},
        "bad-type",
        ("params", "n"),
        "this is too large: numbers up to 1,000,000,000 are read",
    ),
    "name of an operator": (
        {"params": {"and": [1]}},
        "bad-type",
        ("params", "and"),
        "'and' cannot name a number: write a short word such as n or kernel",
    ),
    "name of a function": (
        {"params": {"max": [1]}},
        "bad-type",
        ("params", "max"),
        "'max' cannot name a number: write a short word such as n or kernel",
    ),
    "let unclosed": (
        {"let": {"m": "(n - k"}},
        "bad-formula",
        ("let", "m"),
        "cannot be read: '(' was never closed at character 1",
    ),
    "let names a parameter": (
        {"let": {"n": "k"}, "where": None},
        "bad-formula",
        ("let", "n"),
        "'n' is a name of params already: choose another",
    ),
    "let with unknown name": (
        {"let": {"m": "j + 1"}},
        "bad-formula",
        ("let", "m"),
        "the name 'j' is unknown; there are k, n, s",
    ),
    "where with unknown name": (
        {"where": "m > q"},
        "bad-formula",
        ("where",),
        "the name 'q' is unknown; there are k, m, n, s",
    ),
    "where never holds": (
        {"where": "n > 100"},
        "no-variant",
        ("where",),
        "no set of values makes a variant: `where` holds for none",
    ),
    "where divides by 0": (
        {"where": "n % (k - k) == 0"},
        "bad-formula",
        ("where",),
        "with n=6,k=2,s=1 `where` divides by 0",
    ),
    "let divides by 0": (
        {"let": {"m": "n // (s - s)"}, "where": None},
        "bad-formula",
        ("let", "m"),
        "with n=6,k=2,s=1 `m` divides by 0",
    ),
    "unknown placeholder": (
        {"prompt": "$q"},
        "unknown-name",
        ("prompt",),
        "$q is no name of params or let; there are n, k, s, m, and $$ is a dollar",
    ),
    "letters follow": (
        {"prompt": "$nx$n"},
        "unknown-name",
        ("prompt",),
        "$nx is no name of params or let; write ${n} where more letters follow",
    ),
    "lone dollar": (
        {"hints": ["It costs $5."]},
        "unknown-name",
        ("hints", 0),
        "'$5.' begins with a dollar that names nothing: write $$ for a dollar",
    ),
    "unknown layer": (
        {"layer": "nn.MaxPol2d($k)"},
        "bad-layer",
        ("layer",),
        "nn.MaxPol2d is not a layer of torch.nn; did you mean nn.MaxPool2d? (with n=6,k=2,s=1)",
    ),
    "too many": (
        {"params": {"n": "1..700", "k": "1..300", "s": [1]}, "where": None, "let": None},
        "too-many-variants",
        ("params",),
        "there are 210,000 variants, and at most 100,000 are proved: narrow the ranges",
    ),
    "too many to try": (
        {"params": {"n": "1..90000", "k": "1..90000", "s": [1]}, "where": None, "let": None},
        "too-many-variants",
        ("params",),
        "these ranges span 8,100,000,000 sets of values, more than are tried in a file: narrow them",
    ),
    "too many to try and none holds": (
        {"params": {"n": "1..90000", "k": "1..90000", "s": [1]}, "where": "n + k < 0", "let": None},
        "too-many-variants",
        ("where",),
        "these ranges span 8,100,000,000 sets of values, more than are tried in a file: narrow them",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_place(name: str) -> None:
    changed, *told = WRONG[name]
    assert faults(**changed) == [tuple(told)]


def test_a_sign_may_stand_before_a_placeholder() -> None:
    assert str(family(layer="nn.ConstantPad2d(-$s, 0)").first.layer) == "nn.ConstantPad2d(-1, 0)"  # type: ignore[attr-defined]


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = faults(let={"m": "j", "q": "n +"}, where="z")
    assert [(rule, path) for rule, path, _ in found] == [
        ("bad-formula", ("let", "m")),
        ("bad-formula", ("let", "q")),
        ("bad-formula", ("where",)),
    ]


def test_a_set_of_which_a_formula_has_no_value_is_left_out_and_noted() -> None:
    found = family(params={"n": "6..7", "k": [2, 0, 3], "s": [1]}, let=None, where="n % k == 0")
    assert found.sets == ((6, 2, 1), (6, 3, 1))
    assert found.fault == ("with n=6,k=0,s=1 `where` divides by 0", ("where",))
    guarded = family(params={"n": "6..7", "k": [2, 0, 3], "s": [1]}, let=None, where="k > 0 and n % k == 0")
    assert (guarded.sets, guarded.fault) == (((6, 2, 1), (6, 3, 1)), None)


def test_a_condition_on_later_names_guards_an_earlier_one() -> None:
    """`k` is bound before `s`, so a condition on `k` alone is tried first; what it gives counts only if `s > 1`."""
    found = family(params={"n": [6], "k": [0, 2], "s": [1, 2]}, let=None, where="s < 1 and 6 % k == 0 or s > 1")
    assert (found.sets, found.fault) == (((6, 0, 2), (6, 2, 2)), None)


def test_the_sets_are_those_that_trying_all_of_them_finds() -> None:
    draw = random.Random(2)
    conditions = [
        "n > k",
        "(n - k) % s == 0",
        "m > 2",
        "m != k",
        "(n % 2 == 0 or s > 1)",
        "k * s < n",
        "(m % s == 0 or k == 2)",
    ]
    for _ in range(60):
        chosen = draw.sample(conditions, draw.randint(1, 4))
        found = family(where=" and ".join(chosen))
        expected = []
        for n, k, s in itertools.product(range(6, 10), (2, 3), (1, 2)):
            named = {"n": n, "k": k, "s": s, "m": (n - k) // s + 1}
            if all(eval(one, {}, named) for one in chosen):  # noqa: S307  # ours, from above
                expected.append((n, k, s))
        assert found.sets == tuple(expected)


def test_a_dollar_is_a_dollar_where_there_are_no_params() -> None:
    assert ask("{}", kind="match", prompt="It costs $5, or $n.", answer="$n").prompt == "It costs $5, or $n."


def topic(text: str) -> Topic:
    found, findings = read_topic(Source("bank.yaml", read_yaml(text.encode())), "bank")
    assert not findings
    return found


def test_evidence_is_filled_in() -> None:
    found = topic(
        """\
title: T
questions:
  - id: one
    kind: match
    prompt: What is kept of $n windows?
    answer: the largest
    evidence:
      - {kind: shape, layer: nn.MaxPool2d(2), input: [1, 1, $n, $n], answer: "(1, 1, $m, $m)"}
    params: {n: [4, 6]}
    let: {m: n // 2}
"""
    )
    second = found.families["one"].question((6,))
    [fact] = second.evidence  # type: ignore[attr-defined]
    assert (fact.input, fact.stated[0].graded) == (Sizes((1, 1, 6, 6)), "(1, 1, 3, 3)")


def test_params_let_and_where_need_each_other() -> None:
    text = "title: T\nquestions:\n  - {id: one, kind: match, prompt: P, answer: a, let: {m: 3}}\n"
    _, [found] = read_topic(Source("bank.yaml", read_yaml(text.encode())), "bank")
    assert str(found) == "bank.yaml:3:50: error missing-key: 'let' speaks of values, and key 'params' is missing"


def test_many_variants_of_long_texts_are_refused() -> None:
    changed = {"params": {"n": "1..1000", "k": "1..9", "s": [1]}, "let": None, "where": None}
    [(rule, path, sentence)] = faults(**changed, explanation="$n is a number. " * 4_000)
    assert (rule, path) == ("too-many-variants", ("params",))
    assert sentence.startswith("there are 9,000 variants of up to 8")
    assert len(family(**changed, explanation="$n is a number. " * 100)) == 9_000


def test_the_effort_of_reading_a_file_is_bounded() -> None:
    """Thousands of questions whose conditions never hold must not keep a reader waiting for hours."""
    one = "  - {id: q%d, kind: match, prompt: P, answer: a, params: {n: 1..1000, k: 1..100}, where: n * k < 0}\n"
    text = "title: T\nquestions:\n" + "".join([one % number for number in range(30)])
    _, findings = read_topic(Source("bank.yaml", read_yaml(text.encode())), "bank")
    rules = [finding.rule for finding in findings]
    assert rules[:19] == ["no-variant"] * 19
    assert rules[19:] == ["too-many-variants"] * 11
