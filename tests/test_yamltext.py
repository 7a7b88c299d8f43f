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


def _escape(written: str, character: str) -> str:
    stands = f"{written} in double quotes stands for {character}, which is not allowed"
    return f"{stands}: delete it, or put the text in single quotes"


REFUSED = {
    "utf-16": (b"\xff\xfet\x00", (1, 1), "the file is UTF-16 or UTF-32: save it as UTF-8"),
    "utf-16 without a mark": (b"t\x00i\x00", (1, 1), "the file is UTF-16 or UTF-32: save it as UTF-8"),
    "NUL first": (b"\0title: T", (1, 1), "U+0000 (control character) is not allowed: delete it"),
    "gzip": (b"\x1f\x8b\x08\x00\x00", (1, 2), "byte 0x8B is not UTF-8: save the file as UTF-8"),
    "latin-1": ("a: 1\nb: é".encode("latin-1"), (2, 4), "byte 0xE9 is not UTF-8: save the file as UTF-8"),
    "surrogate in UTF-8": (b"a: \xed\xa0\x80", (1, 4), "byte 0xED is not UTF-8: save the file as UTF-8"),
    "escape": (b"a: 1\nb: \x1b[2J", (2, 4), "U+001B (control character) is not allowed: delete it"),
    "delete": (b"a: \x7f", (1, 4), "U+007F (control character) is not allowed: delete it"),
    "8-bit control": ("a: \x9b2J".encode(), (1, 4), "U+009B (control character) is not allowed: delete it"),
    "next line": (
        "a: b\x85c".encode(),
        (1, 5),
        "U+0085 (control character) is not allowed: write a newline in its place",
    ),
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
    "carriage returns": (
        b"a: 1\rb: 2",
        (1, 5),
        "U+000D (carriage return without a newline) is not allowed: write a newline in its place",
    ),
    "NUL": (b"a: 1234\x00", (1, 8), "U+0000 (control character) is not allowed: delete it"),
    "backspace as an escape": (rb'a: "\x08"', (1, 5), _escape(r"\x08", "U+0008 (control character)")),
    "C1 as an escape": (rb'a: "\N"', (1, 5), _escape(r"\N", "U+0085 (control character)")),
    "TeX as an escape": (rb"""a: "see $\\x\frac{1}{2}$" """, (1, 13), _escape(r"\f", "U+000C (control character)")),
    "override as an escape in a key": (
        rb'"\u202e": 1',
        (1, 2),
        _escape(r"\u202e", "U+202E (right-to-left override)"),
    ),
    "alias that holds itself": (b"a: &a [*a]", (1, 4), "the anchor &a is not allowed: delete it, or quote the text"),
    "tag of its own": (b"a: !x 1", (1, 4), "the tag !x is not allowed: delete it, or quote the text"),
    "tag without a name": (b"a: ! 1", (1, 4), "the tag ! is not allowed: delete it, or quote the text"),
    "tagged mapping": (b"a: !!map {b: 1}", (1, 4), "the tag !!map is not allowed: delete it, or quote the text"),
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


NO_YAML = {
    "no blank after a colon": ("a: 1\nkind:match\nb: 2", (2, 5), "a blank is missing after the colon"),
    "no blank after the last colon": ("a: 1\nb:2\n", (2, 2), "a blank is missing after the colon"),
    "no blank after the first colon": ("title:T\nquestions:\n", (1, 6), "a blank is missing after the colon"),
    "no blank after a dash": ("a:\n  - b\n  -c\n", (3, 3), "a blank is missing after the dash"),
    "no blank after the first dash": ("a:\n  -b: 1\n   c: 2\n", (2, 3), "a blank is missing after the dash"),
    "no-break space for a blank": ("a:\xa01\nb: 2", (1, 3), "U+00A0 looks like a blank and is none: write a blank"),
    "no-break spaces for indentation": (
        "- a: 1\n\xa0\xa0b: 2",
        (2, 1),
        "U+00A0 looks like a blank and is none: write a blank",
    ),
    "colon of another keyboard": ("a\uff1a1\nb: 2", (1, 2), "\uff1a is another letter than ':': write ': '"),
    "bullet": ("a:\n  • b: 1\n    c: 2", (2, 3), "an item of a list begins with '- ', not with '•'"),
    "number of an item": ("a:\n  1. b: 1\n     c: 2", (2, 3), "an item of a list begins with '- ', not with '1.'"),
    "comment of another language": (
        "// a comment\ntitle: T",
        (1, 1),
        "the line above is neither a key with ': ' nor a comment, which begins with '#'",
    ),
    "key too far in": (
        "- a: 1\n    b: 2",
        (2, 6),
        "this line is further in than the key above, whose text it goes on: line the keys up, or quote the text",
    ),
    "second line of a text": (
        "- a: Which\n  one?\n  b: 2",
        (2, 3),
        "this line is no key with ': ', and not further in than the one above: indent it, or quote the whole text",
    ),
    "merge that is not done": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n",
        (2, 1),
        "two versions of the file were merged here: keep one, and delete the lines with <, = and >",
    ),
    "apostrophe": (
        "a: 'What's that?'",
        (1, 10),
        "text goes on after the closing quote: put the whole text in double quotes",
    ),
    "quoted word": (
        'a: "Floor" is what?',
        (1, 12),
        "text goes on after the closing quote: put the whole text in single quotes",
    ),
    "quote that another one closes": ('a: "What?\nb: "x"', (1, 4), "a quote is not closed, or only in line 2"),
    "text behind brackets": ("a: {n} is it", (1, 8), "text goes on after the closing bracket: quote the whole text"),
    "no comma": ('{"a": "b"\n "c": "d"}', (2, 2), "a comma is missing between this value and the one before"),
    "star": ("a: **b** c", (1, 4), "text that begins with '*' needs quotes"),
    "exclamation marks": ("a: !! c", (1, 4), "text that begins with '!' needs quotes"),
    "question mark": ("a: ? c", (1, 4), "text that begins with '? ' needs quotes"),
    "dash": ("a: - c", (1, 4), "a list begins on the line after its key; text that begins with '- ' needs quotes"),
    "colon without a key": ("a: 1\n: 2", (2, 1), "a key is missing before the colon"),
    "text beside a bar": (
        "a: | What?",
        (1, 6),
        "the text of a block begins on the line after its | or >; other text that begins with | or > needs quotes",
    ),
    "bar with a nought": ("a: |0\n b", (1, 5), "write | or > alone, and the text on the lines below"),
}


@pytest.mark.parametrize(("text", "place", "mend"), NO_YAML.values(), ids=NO_YAML)
def test_the_mistake_is_named_where_it_was_made(text: str, place: tuple[int, int], mend: str) -> None:
    tree = read_yaml(text.encode())

    assert [(fault.rule, tree.position(fault.start), fault.message.partition("; ")[2]) for fault in tree.faults] == [
        ("bad-yaml", place, mend)
    ]


TRAPS = {
    "dash further in": (
        "hints:\n  - one\n    - two",
        [(3, 5, "this line goes on the text above it, as it is further in: line the dashes up, or quote the text")],
    ),
    "dash in quotes": ("hints:\n  - 'one\n    - two'", []),
    "TeX after a tab": (
        r'prompt: "H \times W"',
        [(1, 12, r"\times in double quotes is a tab and 'imes': put the text in single quotes")],
    ),
    "TeX behind two backslashes": (r'prompt: "H \\times W\ttwo"', []),
    "items in quotes": ("hints: ['First divide', 'then add one.']", []),
    "key without a value": ("let: {m: }", []),
    "dash of another item is missing": (
        "- id: a\n  text: b\n  id: c\n  text: d",
        [(3, 3, "key 'id' is already at 1:3: delete one of the two, or begin another item here with '- '")],
    ),
}


@pytest.mark.parametrize(("text", "told"), TRAPS.values(), ids=TRAPS)
def test_traps(text: str, told: list[tuple[int, int, str]]) -> None:
    tree = read_yaml(text.encode())

    assert [(*tree.position(fault.start), fault.message) for fault in tree.faults] == told


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


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("a.yaml", "B.YML", ".#a.yaml", "._a.yaml", "a.yaml~"):
        (tmp_path / name).write_text(TOPIC)

    assert [file.name for file, _, _ in find_files(tmp_path)] == ["B.YML", "a.yaml"]


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
