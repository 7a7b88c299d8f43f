"""What was measured comes into a file at one place a question: every other byte stays, and all else says the same."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_topics import ITEMS, alike, topics
from quizproof.engine.analysis.writingback.planning import PlannedFile, plan
from quizproof.engine.findings import Edit, Source
from quizproof.engine.measured import Measurement
from quizproof.engine.remembering import asked_digest, question_digest
from quizproof.engine.topic import Topic, read_topic
from quizproof.engine.yamltext import MAX_BYTES, read_yaml

FOUND = Measurement(difficulty=0.617, discrimination=0.4149, answers=812)
SAID = "{difficulty: 0.62, discrimination: 0.41, answers: 812}"
LINE = f"measured: {SAID}"
HEAD = "title: T\nquestions:\n"


def back(raw: bytes, *ids: str, found: Measurement = FOUND) -> PlannedFile:
    """What becomes of a file in which these questions were measured."""
    result = plan([("t.yaml", raw)], dict.fromkeys(ids, found))
    assert result.unknown == ""
    [one] = result.files
    return one


LONG = "#" * (MAX_BYTES - len(HEAD) - 80)
REFUSED = {
    "an id twice": (
        HEAD + "  - {id: a}\n  - {id: a}\n",
        "t.yaml:4:10: id 'a' is already at t.yaml:3:10: nobody knows which of the two was measured",
    ),
    "a comment in it": (
        HEAD + "  - id: a\n    measured:  # in 2026\n      difficulty: 0.5\n      answers: 3\n    kind: match\n",
        "t.yaml:4:5: the comment in `measured` would be lost: move it out of there",
    ),
    "a comment in its braces": (
        HEAD + "  - id: a\n    measured: {  # in 2026\n      difficulty: 0.5, answers: 3}\n    kind: match\n",
        "t.yaml:4:5: the comment in `measured` would be lost: move it out of there",
    ),
    "a key in it that is not ours": (
        HEAD + "  - {id: a, measured: {difficulty: 0.5, answers: 3, x-term: spring}}\n",
        "t.yaml:3:13: 'x-term' in `measured` would be lost: move it out of there",
    ),
    "a file that is as large as a file may be": (
        HEAD + "  - {id: a, kind: match, prompt: p, answer: x}\n" + LONG,
        "t.yaml:3:10: with `measured` in it, the file is larger than 1 MiB: split the topic",
    ),
    "a pair without braces": (
        "title: T\nquestions: [id: a]\n",
        "t.yaml:2:17: `measured` cannot be put here without changing what the file says: write it there yourself",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_left_as_it_is(text: str, sentence: str) -> None:
    raw = text.encode()
    one = back(raw, "a")
    assert one == PlannedFile("t.yaml", raw, raw, refused=(sentence,))
    assert one.diff() == ""


NOWHERE = "the bank has no question 'a': what was measured there is written nowhere"
UNKNOWN = {
    "no YAML": (
        "title: @home\n",
        "t.yaml:1:8: YAML cannot be read here: found character that cannot start any token; text that begins with '@' "
        "needs quotes",
    ),
    "an anchor": (HEAD + "  - {id: &a a}\n", "t.yaml:3:10: the anchor &a is not allowed: delete it, or quote the text"),
    "an alias": (
        HEAD + "  - {id: *a}\n",
        "t.yaml:3:10: the alias *a is not allowed: write its value out, or quote the text",
    ),
    "a merge key": (HEAD + "  - <<: {id: a}\n", "t.yaml:3:5: the merge key << is not allowed: write the keys out"),
    "a tag": (HEAD + "  - id: !!str a\n", "t.yaml:3:9: the tag !!str is not allowed: delete it, or quote the text"),
    "UTF-16": ("\ufefftitle: T\n".encode("utf-16"), "t.yaml:1:1: the file is UTF-16 or UTF-32: save it as UTF-8"),
    "no list": ("title: T\nquestions: a\n", None),
    "questions without ids": (HEAD + "  - a\n  - [id, a]\n  - {id: 1}\n  - {kind: match}\n", None),
    "no topic": ("- id: a\n", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_question_that_cannot_be_found_is_named(text: str | bytes, sentence: str | None) -> None:
    raw = text if isinstance(text, bytes) else text.encode()
    result = plan([("t.yaml", raw)], {"a": FOUND})
    assert result.sentences == ((sentence, NOWHERE) if sentence else (NOWHERE,))
    assert all(one.after == raw for one in result.files)


def test_many_that_cannot_be_found_are_counted() -> None:
    hostile = {"\x1b[2J": FOUND, "x" * 99: FOUND} | {f"q{number}": FOUND for number in range(2006)}
    assert plan([], hostile).unknown == (
        f"the bank has no question '\\x1b[2J', '{'x' * 39}…', 'q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7' "
        "and 1,998 more: what was measured there is written nowhere"
    )


LAYOUTS = {
    "after the difficulty": (
        "  - id: a\n    kind: match\n    difficulty: 2\n@    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "a comment at the end of its line": (
        "  - id: a\n    kind: match\n    difficulty: 2  # easy?\n@    # of the prompt\n    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "the difficulty comes last, and blank lines": (
        "  - id: a\n    kind: match\n    prompt: p\n    answer: x\n    difficulty: 2\n@\n\n",
        f"    {LINE}\n",
    ),
    "the difficulty comes last, and no newline": (
        "  - id: a\n    kind: match\n    prompt: p\n    answer: x\n    difficulty: 2@",
        f"\n    {LINE}",
    ),
    "the difficulty comes last, and a comment without a newline": (
        "  - id: a\n    kind: match\n    prompt: p\n    answer: x\n    difficulty: 2  # a @",
        f"\n    {LINE}",
    ),
    "the difficulty comes first": (
        "  - difficulty: 2\n@    id: a\n    kind: match\n    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "a difficulty on the next line": (
        "  - id: a\n    difficulty:\n        2\n@    kind: match\n    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "a difficulty that says nothing": (
        "  - id: a\n    kind: match\n    prompt: p\n    answer: x\n    difficulty:\n@",
        f"    {LINE}\n",
    ),
    "a difficulty that cannot be read": (
        "  - id: a\n    kind: match\n    difficulty: |\n      hard\n@    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "a difficulty after the tags": (
        "  - id: a\n    tags: [b, c]\n    kind: match\n    difficulty: 2\n@    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "tags on one line": (
        "  - id: a\n    tags: [b, c]\n@    kind: match\n    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "tags on lines of their own": (
        "  - id: a\n    tags:\n    - b\n    - c  # d\n@    # e\n    kind: match\n    prompt: p\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "neither": (
        "  - id: a\n    kind: match\n@    prompt: |+\n\n      p\n\n    answer: x\n",
        f"    {LINE}\n",
    ),
    "an id alone": ("  - id: a\n@", f"    {LINE}\n"),
    "no indentation": ("- id: a\n  kind: match\n@  prompt: p\n  answer: x\n", f"  {LINE}\n"),
    "much indentation": (
        "      -    id: a\n           kind: match\n@           prompt: p\n           answer: x\n",
        f"           {LINE}\n",
    ),
    "the dash on a line of its own": (
        "  -\n   # the first\n\n     id: a\n     kind: match\n@     prompt: p\n     answer: x\n",
        f"     {LINE}\n",
    ),
    "keys behind question marks": (
        "  - ? id\n    : a\n    ? kind\n    : match\n@    ? prompt\n    : p\n    ? answer\n    : x\n",
        f"    {LINE}\n",
    ),
    "braces": ("  - {id: a, kind: match@, prompt: p, answer: x}  # b\n", f", {LINE}"),
    "braces with a difficulty": ("  - {id: a, kind: match, prompt: p, answer: x, difficulty: 2@}\n", f", {LINE}"),
    "braces on several lines": (
        "  - {\n      id: a,\n      difficulty: 2,  # b\n@      kind: match,\n      prompt: p, answer: x,\n    }\n",
        f"      {LINE},\n",
    ),
    "braces on several lines, and the key not on its own": (
        "  - {\n      id: a,\n      difficulty: 2@, kind: match,\n      prompt: p, answer: x,\n    }\n",
        f", {LINE}",
    ),
    "braces on several lines, and a value that takes two": (
        "  - {\n      id: a,\n      tags: [b,\n        c],\n@      kind: match, prompt: p, answer: x}\n",
        f"      {LINE},\n",
    ),
    "braces with the key last": (
        "  - {\n      id: a, kind: match, prompt: p, answer: x,\n      difficulty: 2@\n    }\n",
        f",\n      {LINE}",
    ),
    "braces with the key last, and a comment": (
        "  - {\n      id: a, kind: match, prompt: p, answer: x,\n      difficulty: 2@  # b\n    }\n",
        f", {LINE}",
    ),
    "braces with commas in front": (
        "  - { id: a\n    , difficulty: 2 # b\n@    , kind: match, prompt: p, answer: x\n    }\n",
        f"    , {LINE}\n",
    ),
    "tight braces": (
        '  - {"id":"a","kind":"match"@,"prompt":"p","answer":"x"}\n',
        f", {LINE}".replace("measured", '"measured"')
        .replace("difficulty", '"difficulty"')
        .replace("discrimination", '"discrimination"')
        .replace("answers", '"answers"'),
    ),
    "single quotes": ("  - {'id': 'a', 'kind': 'match'@, prompt: p, answer: x}\n", f", {LINE}"),
    "a kind that takes lines in braces": (
        "  - {id: a, kind:\n    match@, prompt: p, answer: x}\n",
        f", {LINE}",
    ),
    "characters of several bytes": (
        "  - {id: 0, prompt: 窓×}\n  - id: a # 最大\n    kind: match\n@    prompt: 🎉\n    answer: ü\n",
        f"    {LINE}\n",
    ),
    "variants": (
        "  - id: a\n    kind: match\n@    prompt: $n\n    answer: $n\n    params: {n: 1..3}\n",
        f"    {LINE}\n",
    ),
    "a question that cannot be read": ("  - id: a\n    kind: nothing\n@    id: a\n    anser: x\n", f"    {LINE}\n"),
    "the end of the document is marked": ("  - id: a\n    kind: match\n@...\n", f"    {LINE}\n"),
    "other keys after the questions": ("  - id: a\n    kind: match\n@\nabout: b\n", f"    {LINE}\n"),
    "nothing where there was a key": (
        "  - id: a\n    kind: match\n    measured:@  # b\n    prompt: p\n    answer: x\n",
        f" {SAID}",
    ),
}


@pytest.mark.parametrize(("text", "inserted"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_every_other_byte_is_kept(text: str, inserted: str, newline: str, mark: str) -> None:
    before = (mark + HEAD + text.replace("@", "")).replace("\n", newline).encode()
    after = (mark + HEAD + text.replace("@", inserted)).replace("\n", newline).encode()
    assert back(before, "a") == PlannedFile("t.yaml", before, after, changed=("a",))
    assert back(after, "a") == PlannedFile("t.yaml", after, after, kept=("a",))


VALUES = {
    "other numbers": "{difficulty: 0.5, answers: 3}",
    "a wrong one": "{dificulty: 50, discrimination: [x]}",
    "a number": "0.62",
    "a word in quotes": "'a # b'",
    "nothing": "null",
    "lines": "\n      difficulty: 0.5\n\n      answers: 3",
    "a list": "\n    - 0.5\n    - 3",
    "braces on several lines": "{\n      difficulty: 0.5,\n      answers: 3\n    }",
    "a text on lines": "|\n      0.5\n      3",
}


AFTER = {"the end": "", "a comment": "  # b", "a newline": "\n", "more": "\n    prompt: p"}
REPLACED = [
    pytest.param(value, rest, id=f"{name}, then {end}")
    for name, value in VALUES.items()
    for end, rest in AFTER.items()
    if not (value.startswith("|") and "#" in rest)  # that would be text
]


@pytest.mark.parametrize(("value", "rest"), REPLACED)
def test_another_value_is_replaced(value: str, rest: str) -> None:
    before = (HEAD + f"  - id: a\n    difficulty: 3\n    measured: {value}{rest}").encode()
    after = (HEAD + f"  - id: a\n    difficulty: 3\n    measured: {SAID}{rest}").encode()
    assert back(before, "a") == PlannedFile("t.yaml", before, after, changed=("a",))


@pytest.mark.parametrize(
    "value",
    [
        SAID,
        "{answers: 812, difficulty: .620, discrimination: 41e-2}",
        "\n      answers: 812  # b\n      difficulty: 0.62\n      x-term: c\n      discrimination: 0.41",
    ],
    ids=["ours", "another spelling", "lines, a comment and more"],
)
def test_what_is_said_already_is_left_as_it_is(value: str) -> None:
    raw = (HEAD + f"  - id: a\n    measured: {value}\n").encode()
    assert back(raw, "a") == PlannedFile("t.yaml", raw, raw, kept=("a",))


NUMBERS = {
    "a half is rounded to even": (Measurement(difficulty=0.125, answers=1), "{difficulty: 0.12, answers: 1}"),
    "nobody": (Measurement(difficulty=0, discrimination=-0.001, answers=9),
               "{difficulty: 0.00, discrimination: 0.00, answers: 9}"),
    "everybody": (Measurement(difficulty=1, discrimination=-1, answers=1_000_000),
                  "{difficulty: 1.00, discrimination: -1.00, answers: 1000000}"),
}  # fmt: skip


@pytest.mark.parametrize(("found", "said"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_have_two_decimals(found: Measurement, said: str) -> None:
    raw = (HEAD + "  - {id: a}\n").encode()
    after = raw.replace(b"a}", f"a, measured: {said}}}".encode())
    assert back(raw, "a", found=found) == PlannedFile("t.yaml", raw, after, changed=("a",))
    assert back(after, "a", found=found).kept == ("a",)


OUT_OF_BOUNDS = {
    "points": Measurement(difficulty=1.5, answers=3),
    "no number": Measurement(difficulty=float("nan"), answers=3),
    "no answer": Measurement(difficulty=0.5, answers=0),
    "correlation": Measurement(difficulty=0.5, discrimination=-1.01, answers=3),
}


@pytest.mark.parametrize("found", OUT_OF_BOUNDS.values(), ids=OUT_OF_BOUNDS)
def test_what_nobody_could_read_is_not_written(found: Measurement) -> None:
    raw = (HEAD + "  - {id: a}\n").encode()
    said = "t.yaml:3:10: `measured` would not say what was measured"
    assert back(raw, "a", found=found) == PlannedFile("t.yaml", raw, raw, refused=(said,))


def test_the_others_are_written_where_one_is_refused() -> None:
    lines = [f"  {{id: q{number}, kind: match}},\n" for number in range(9)]
    lines[4] = "  id: q4,\n"
    after = [line.replace("match", f"match, {LINE}") for line in lines]
    head = HEAD.replace("s:", "s: [")
    raw = f"{head}{''.join(lines)}]".encode()
    said = "t.yaml:7:7: `measured` cannot be put here without changing what the file says: write it there yourself"
    ids = [f"q{number}" for number in range(9)]
    assert back(raw, *ids) == PlannedFile(
        "t.yaml", raw, f"{head}{''.join(after)}]".encode(), tuple([one for one in ids if one != "q4"]), refused=(said,)
    )


TEXT = HEAD + f"  - {{id: a, difficulty: 2, kind: match, prompt: 'no', answer: x, {LINE}}}\n"
HARM = {
    "another text": TEXT.replace("answer: x", "answer: y"),
    "a number of another type": TEXT.replace("2, kind", "2.0, kind"),
    "another order of keys": TEXT.replace("difficulty: 2, kind: match", "kind: match, difficulty: 2"),
    "a key twice": TEXT.replace("answer: x", "answer: x, answer: x"),
    "a text without its quotes": TEXT.replace("'no'", "no"),
    "another question": TEXT + "  - {id: b}\n",
    "no question": "title: T\nquestions: []\n",
    "no list": "title: T\nquestions: a\n",
    "a text alone": "T\n",
    "no YAML": "title: [\n",
    "other numbers": TEXT.replace("812", "813"),
    "no numbers": TEXT.replace(f", {LINE}", ""),
}


@pytest.mark.parametrize("harmed", HARM.values(), ids=HARM)
def test_an_edit_that_would_do_harm_is_not_made(harmed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT.replace(f", {LINE}", "")
    bad, good = Edit(0, len(text), harmed), Edit(0, len(text), TEXT)
    monkeypatch.setattr("quizproof.engine.analysis.writingback.planning.edits_for", lambda *_: (bad, good))
    assert back(text.encode(), "a").after == TEXT.encode()
    monkeypatch.setattr("quizproof.engine.analysis.writingback.planning.edits_for", lambda *_: (bad, bad))
    one = back(text.encode(), "a")
    assert (one.after, one.changed, len(one.refused)) == (text.encode(), (), 1)


def test_what_goes_alone_and_not_together_is_not_written() -> None:
    items = "".join([f"  - {{id: {one}, kind: match, prompt: p, answer: x}}\n" for one in "ab"])
    raw = (HEAD + items + "#" * (MAX_BYTES - len(HEAD + items + LINE) - 9)).encode()
    assert [back(raw, one).changed for one in "ab"] == [("a",), ("b",)]
    said = "with `measured` in it, the file is larger than 1 MiB: split the topic"
    assert back(raw, "a", "b") == PlannedFile(
        "t.yaml", raw, raw, refused=(f"t.yaml:3:10: {said}", f"t.yaml:4:10: {said}")
    )


def test_a_file_that_is_json_stays_json() -> None:
    questions: list[dict[str, Any]] = [{"id": "a", "kind": "match", "prompt": "p", "answer": "x"}]
    one = back(json.dumps({"title": "T", "questions": questions}, indent=1).encode(), "a")
    questions[0]["measured"] = {"difficulty": 0.62, "discrimination": 0.41, "answers": 812}
    assert json.loads(one.after) == {"title": "T", "questions": questions}


WAS = "  - {id: new, was: [old, older]}\n  - {id: other, was: oldest}\n"


def test_a_former_id_means_the_question_that_has_it() -> None:
    raw = (HEAD + WAS).encode()
    after = raw.replace(b"id: new", f"id: new, {LINE}".encode()).replace(b"id: other", f"id: other, {LINE}".encode())
    assert back(raw, "older", "oldest") == PlannedFile("t.yaml", raw, after, ("new", "other"))


@pytest.mark.parametrize("ids", [("old", "new"), ("new", "old")])
def test_what_was_measured_under_the_id_of_today_counts(ids: tuple[str, str]) -> None:
    raw = (HEAD + WAS).encode()
    one = plan([("t.yaml", raw)], {"old": Measurement(difficulty=0, answers=1), "new": FOUND}).files[0]
    said = "t.yaml:3:10: 'old' is a former id of 'new', which was measured, too: only one of both can be written"
    assert one == PlannedFile("t.yaml", raw, raw.replace(b"new", f"new, {LINE}".encode()), ("new",), refused=(said,))


def test_of_two_former_ids_the_first_counts() -> None:
    raw = (HEAD + WAS).encode()
    said = "t.yaml:3:10: 'older' is a former id of 'new', which was measured, too: only one of both can be written"
    assert back(raw, "old", "older").refused == (said,)


def test_an_id_in_two_files_is_refused_in_both() -> None:
    raw = (HEAD + "  - {id: a}\n").encode()
    result = plan([("one.yaml", raw), ("two.yaml", raw), ("three.yaml", b"title: T\n")], {"a": FOUND})
    said = "two.yaml:3:10: id 'a' is already at one.yaml:3:10: nobody knows which of the two was measured"
    assert result.files == (PlannedFile("two.yaml", raw, raw, refused=(said,)),)
    assert result.sentences == (said,)


MORE = [
    "difficulty: 2\nid: a\nkind: config\nprompt: p\nanswer: nn.ReLU()",
    "id: a\nkind: config\nprompt: p\nanswer: nn.ReLU()\n\n# hard?\ndifficulty: 4  # yes\n\n# why\n",
    "id: a\nkind: config\ntags: [a,\n  b]\nprompt: 'p\n\n  q'\nanswer: nn.ReLU()",
    "id: a\nkind: config\nprompt: p\nanswer: nn.ReLU()\ntags:\n- b\n-\n  c",
    "{id: a, kind: config, prompt: p, answer: nn.ReLU(), tags: [b, c]}  # d",
    "{\n  id: a,  # b\n  difficulty: 3\n  , kind: config, prompt: p, answer: nn.ReLU()\n}",
    "{\n  id: a,\n  difficulty: 3,  # b\n  kind: config,\n  prompt: p,\n  answer: nn.ReLU(),\n}",
    "{ id: a\n, kind: config\n, prompt: p\n, answer: nn.ReLU()\n}",
    "{\n  id: a, prompt: p, answer: nn.ReLU(),\n  kind: config\n}",
    '{"id": "a", "kind": "config", "prompt": "p", "answer": "nn.ReLU()"}'.replace('"a"', "a").replace(
        '"id": a', "id: a"
    ),
    "id: a\nmeasured: {difficulty: 0.5, answers: 3}  # b\nkind: config\nprompt: p\nanswer: nn.ReLU()",
    "measured:\n  answers: 3\n  difficulty: 0.5\nid: a\nkind: config\nprompt: p\nanswer: nn.ReLU()",
    "id: a\nkind: config\nprompt: p\nanswer: nn.ReLU()\nmeasured:",
    "{measured: {difficulty: 0.5, answers: 3}, id: a, kind: config, prompt: p, answer: nn.ReLU()}",
    "id: a\nkind: |-\n  config\nprompt: >-\n  p\n\nanswer: nn.ReLU()\nx-measured: {difficulty: 0.5}\n# measured: no",
]
MEASURED = st.builds(
    Measurement,
    difficulty=st.floats(0, 1),
    discrimination=st.none() | st.floats(-1, 1),
    answers=st.integers(1, 1_000_000_000),
)


def topic_of(raw: bytes) -> Topic:
    return read_topic(Source("", read_yaml(raw)), "t")[0]


@settings(max_examples=120, deadline=None)
@given(
    topics([*ITEMS, *MORE]), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans(), MEASURED, st.data()
)  # fmt: skip
def test_whatever_the_layout(
    text: str, newline: str, cut: bool, mark: bool, found: Measurement, data: st.DataObject
) -> None:
    before = ("\ufeff" * mark + (text.rstrip("\n") if cut else text)).replace("\n", newline).encode()
    ids = [item["id"] for item in yaml.safe_load(before)["questions"]]
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    one = back(before, *chosen, found=found)
    assert (one.refused, sorted(one.changed)) == ((), sorted(chosen))

    old, new = yaml.safe_load(before), yaml.safe_load(one.after)
    said = {"difficulty": found.difficulty, "discrimination": found.discrimination, "answers": found.answers}
    for item in old["questions"]:
        if item["id"] in chosen:
            item["measured"] = {key: round(value, 2) for key, value in said.items() if value is not None}
    assert new == old

    step = before
    for item in yaml.safe_load(before)["questions"]:
        if item["id"] in chosen:
            last, step = step, back(step, item["id"], found=found).after
            assert "measured" in item or alike(last, step) + alike(last[::-1], step[::-1]) >= len(last)
    assert step == one.after
    assert back(step, *chosen, found=found).kept == one.changed

    was, now = topic_of(before), topic_of(one.after)
    for place, item in zip(was.places, was.questions, strict=True):
        if item.measured is None and item.id in chosen:
            assert asked_digest(now, place) == asked_digest(was, place) == question_digest(was, place)
            assert question_digest(now, place) != question_digest(was, place)
