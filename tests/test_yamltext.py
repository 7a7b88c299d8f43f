"""Bytes of YAML in, data with places or a refusal out; nothing takes long."""

import os
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.bank import NoBank, find_files, read_bank
from quizproof.engine.hidden import FORBIDDEN
from quizproof.engine.yamlscalars import plain_scalar
from quizproof.engine.yamltext import MAX_BYTES, read_yaml
from quizproof.engine.yamltree import Tree

REFUSED = {
    "utf-16": (b"\xff\xfet\x00", (1, 1), "the file is UTF-16 or UTF-32: save it as UTF-8"),
    "utf-16 without a mark": (b"t\x00i\x00", (1, 1), "the file is UTF-16 or UTF-32: save it as UTF-8"),
    "latin-1": ("a: 1\nb: é".encode("latin-1"), (2, 4), "byte 0xE9 is not UTF-8: save the file as UTF-8"),
    "surrogate in UTF-8": (b"a: \xed\xa0\x80", (1, 4), "byte 0xED is not UTF-8: save the file as UTF-8"),
    "escape": (b"a: 1\nb: \x1b[2J", (2, 4), "U+001B (control character) is not allowed: delete it"),
    "delete": (b"a: \x7f", (1, 4), "U+007F (control character) is not allowed: delete it"),
    "8-bit control": ("a: \x9b2J".encode(), (1, 4), "U+009B (control character) is not allowed: delete it"),
    "next line": ("a: b\x85c".encode(), (1, 5), "U+0085 (control character) is not allowed: delete it"),
    "override": ("a: \u202eb".encode(), (1, 4), "U+202E (right-to-left override) is not allowed: delete it"),
    "isolate in a comment": (
        "a: 1 # \u2066".encode(),
        (1, 8),
        "U+2066 (left-to-right isolate) is not allowed: delete it",
    ),
    "mark in the middle": (
        "a: \ufeffb".encode(),
        (1, 4),
        "U+FEFF (zero width no-break space) is not allowed: delete it",
    ),
    "carriage returns": (b"a: 1\rb: 2", (1, 5), "U+000D (carriage return without a newline) is not allowed: delete it"),
    "NUL": (b"a: 1234\x00", (1, 8), "U+0000 (control character) is not allowed: delete it"),
    "backspace as an escape": (rb'a: "\x08"', (1, 4), "U+0008 (control character) is not allowed: delete it"),
    "C1 as an escape": (rb'a: "\N"', (1, 4), "U+0085 (control character) is not allowed: delete it"),
    "override as an escape in a key": (
        rb'"\u202e": 1',
        (1, 1),
        "U+202E (right-to-left override) is not allowed: delete it",
    ),
    "alias that holds itself": (b"a: &a [*a]", (1, 4), "the anchor &a is not allowed: delete it"),
    "tag of its own": (b"a: !x 1", (1, 4), "the tag !x is not allowed: delete it"),
    "tag without a name": (b"a: ! 1", (1, 4), "the tag ! is not allowed: delete it"),
    "tagged mapping": (b"a: !!map {b: 1}", (1, 4), "the tag !!map is not allowed: delete it"),
    "quoted merge key": (b'"<<": {a: 1}', (1, 1), "the merge key << is not allowed: write the keys out"),
    "tag directive": (b"%TAG ! tag:x,2000:\n---\na: 1", (1, 1), "directives (%) are not allowed: delete the line"),
    "two documents": (b"a: 1\n---\nb: 1", (2, 1), "a second document begins here: a file holds one topic"),
    "too large": (b"#" * (MAX_BYTES + 1), (1, 1), "the file is larger than 1 MiB: split the topic"),
    "17 levels of flow": (b"[" * 17 + b"]" * 17, (1, 17), "nested deeper than 16 levels"),
    "17 levels of block": (b"- " * 17 + b"a", (1, 33), "nested deeper than 16 levels"),
}


@pytest.mark.parametrize(("raw", "place", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(raw: bytes, place: tuple[int, int], message: str) -> None:
    tree = read_yaml(raw)

    assert tree.data is None
    assert [(fault.rule, tree.position(fault.start), fault.message) for fault in tree.faults] == [
        ("refused-yaml", place, message)
    ]


READ = {
    "byte order mark and CRLF": ("\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n".encode(), {"a": 1, "b": "x\ny\n"}),
    "core schema": (
        b"[~, null, true, False, -7, 0x1F, 1e3, .5, -.inf]",
        [None, None, True, False, -7, 31, 1000.0, 0.5, float("-inf")],
    ),
    "text of YAML 1.1": (b"[=, 2024-01-01, 3.10.1, 1.2.3, y, n]", ["=", "2024-01-01", "3.10.1", "1.2.3", "y", "n"]),
    "no numbers": (
        "[0x, 0x1_0, 0xG, 0x\uff11, -0x1, 0x-1, 0o8, 1e, .e1, +., \uff11]".encode(),
        ["0x", "0x1_0", "0xG", "0x\uff11", "-0x1", "0x-1", "0o8", "1e", ".e1", "+.", "\uff11"],
    ),
    "quoted": (b"""['no', "010", "a\\tb", 'it''s']""", ["no", "010", "a\tb", "it's"]),
    "one document with its marks": (b"---\na: 1\n...\n", {"a": 1}),
    "16 levels": (b"[" * 16 + b"]" * 16, [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]),
    "a number of 5,000 digits": (b"a: " + b"9" * 5000, {"a": "9" * 5000}),
    "wide and combining characters": ("a: 卷积é👍🏽".encode(), {"a": "卷积é👍🏽"}),
    "joiners": ("a: \u200dक\u200c".encode(), {"a": "\u200dक\u200c"}),
}


@pytest.mark.parametrize(("raw", "data"), READ.values(), ids=READ)
def test_read(raw: bytes, data: object) -> None:
    tree = read_yaml(raw)

    assert (tree.data, tree.faults) == (data, [])


BOMBS = {
    "30 kB of brackets": b"[" * 30_000,
    "1 MB of brackets": b"[" * 1_000_000,
    "1 MB of dashes": b"- " * 500_000,
    "1 MB of braces": b"{a: " * 250_000,
    "laughs": b"a: &a [x,x]\n" + b"".join(b"b%d: &b%d [*a,*a]\n" % (i, i) for i in range(60)),
    "empty items": b"[" + b"," * 1_000_000,
    "items": b"[" + b"1," * 500_000 + b"]",
    "questions": b"- \n" * 330_000,
    "one long word": b"a: " + b"x" * 1_000_000,
    "one long key": b"x" * 1_000_000 + b": 1",
    "quotes": b"'" * 1_000_000,
    "comments": b"#\n" * 500_000,
    "hashes after words": b"a: b" + b" #" * 500_000,
    "tabs": b"\t" * 1_000_000,
    "colons": b": " * 500_000,
    "question marks": b"? " * 500_000,
    "block text": b"a: |\n" + b"  x\n" * 200_000,
}


@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS)
def test_no_file_costs_more_than_its_length(raw: bytes) -> None:
    began = process_time()
    read_yaml(raw)

    assert process_time() - began < 30  # what is not linear takes minutes


@given(st.binary(max_size=400) | st.text("[]{}:-,?!&*|>'\"%@`#\n ab1\t~<", max_size=200).map(str.encode))
def test_any_bytes(raw: bytes) -> None:
    tree = read_yaml(raw)

    for fault in tree.faults:
        line, column = tree.position(fault.start)
        assert line >= 1
        assert column >= 1
        assert "\n" not in fault.message


@given(st.integers() | st.floats(allow_nan=False))
def test_numbers_mean_what_they_say(number: float) -> None:
    assert plain_scalar(repr(number).replace("inf", ".inf")) == number


def test_places_count_characters_not_bytes() -> None:
    tree = read_yaml("ü: é\nk: {👍: ö, b: [1, 2]}\n".encode())

    assert [tree.text[slice(*tree.span(path))] for path in (("ü",), ("k", "👍"), ("k", "b", 1), ("k", "nowhere"))] == [
        "é",
        "ö",
        "2",
        "{👍: ö, b: [1, 2]}",
    ]
    assert tree.text[slice(*tree.span(("k", "b"), key=True))] == "b"
    assert tree.position(tree.span(("k", "b", 1))[0]) == (2, 18)


TOPIC = "title: T\nquestions:\n  - {id: a, kind: match, prompt: Why?, answer: because}\n"


def refusals(folder: Path) -> list[str]:
    return [
        f"{Path(finding.file).name}: {finding.message}" for read in read_bank([folder]) for finding in read.findings
    ]


def test_links_and_devices(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(TOPIC)
    bank = tmp_path / "bank"
    (bank / "inner").mkdir(parents=True)
    (bank / "inner" / "a.yaml").write_text(TOPIC)
    (bank / "b.yaml").symlink_to(outside)
    (bank / "c.yaml").symlink_to("/dev/zero")
    (bank / "d.yaml").symlink_to(bank / "inner" / "a.yaml")
    (bank / "e").symlink_to(tmp_path)
    os.mkfifo(bank / "f.yaml")
    (bank / "g.yaml").mkdir()
    (bank / "g.yaml" / "h.yml").write_text(TOPIC.replace("id: a", "id: h"))

    assert refusals(bank) == [
        f"b.yaml: this is a symbolic link that leaves the bank, to {outside}: put the file itself here",
        "c.yaml: this is a symbolic link that leaves the bank, to /dev/zero: put the file itself here",
        f"e: this is a symbolic link that leaves the bank, to {tmp_path}: put the file itself here",
        "f.yaml: this is a fifo, not a file of text",
        f"a.yaml: id 'a' is already at {bank / 'd.yaml'}:3: an id names one question for ever",
    ]


def test_a_file_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("/etc/passwd")

    assert refusals(tmp_path / "a.yaml") == [
        "a.yaml: this is a symbolic link that leaves the bank, to /etc/passwd: put the file itself here"
    ]


NOWHERE = {
    "no such topic": (
        "poolin",
        "no topic is called 'poolin'; did you mean pooling? (a file needs its path, such as ./poolin.yaml)",
    ),
    "no such file": ("nowhere/x.yaml", "nowhere/x.yaml does not exist"),
    "dangling": ("x.yaml", "x.yaml does not exist"),
}


@pytest.mark.parametrize(("name", "sentence"), NOWHERE.values(), ids=NOWHERE)
def test_nothing_there(name: str, sentence: str) -> None:
    with pytest.raises(NoBank) as caught:
        find_files(name)

    assert str(caught.value) == sentence


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(NoBank) as caught:
        read_bank([tmp_path])

    assert str(caught.value) == f"no questions found: {tmp_path} holds no .yaml or .yml file"


def test_a_line_without_an_end() -> None:
    assert [Tree("a\nb").line(number) for number in (1, 2)] == ["a", "b"]


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n\t \x85\u202e\ufeff×")), max_size=20))
def test_a_hidden_character_is_refused_wherever_it_stands(text: str) -> None:
    said = f"title: 'x{text}'\n"
    told = [one.start for one in read_yaml(said.encode()).faults if one.message.startswith("U+")]
    hidden = FORBIDDEN.search(said)
    assert told == ([hidden.start()] if hidden else [])
