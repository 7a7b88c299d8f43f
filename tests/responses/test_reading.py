"""Rows of JSON lines and of CSV, whatever they hold: whole rows."""

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.responses import Row, read_responses

NO_JSON = "this line is no JSON"


def rows_in(path: Path, content: bytes, columns: Mapping[str, str] | None = None) -> list[Row | None]:
    path.write_bytes(content)
    with read_responses([str(path)], columns=columns) as responses:
        return list(responses.rows())


def same(fields: dict[str, Any], text: str | None = None) -> Row:
    """A row that asks what it says."""
    return Row(fields, fields, {}, text)


def faulty(fault: str, line: int) -> Row:
    return Row({}, {}, {"line": line}, None, fault)


LINES: dict[str, tuple[bytes, list[Row]]] = {
    "no JSON": (b"{question\n", [faulty(NO_JSON, 1)]),
    "two values": (b"{} {}\n", [faulty(NO_JSON, 1)]),
    "no number": (b'{"answer": NaN}\n', [faulty(NO_JSON, 1)]),
    "a huge number": (b'{"n": ' + b"9" * 5000 + b"}", [faulty(NO_JSON, 1)]),
    "deep": (b"[" * 100_000, [faulty(NO_JSON, 1)]),
    "an empty line": (
        b'{"a": 1}\n\n{"a": 2}',
        [same({"a": 1}, '{"a": 1}'), faulty(NO_JSON, 2), same({"a": 2}, '{"a": 2}')],
    ),
    "no object": (b"[1]\nnull\n", [faulty("this line is no JSON object", 1), faulty("this line is no JSON object", 2)]),
    "a mark at the beginning": (b'\xef\xbb\xbf{"a": 1}\n', [same({"a": 1}, '{"a": 1}')]),
    "UTF-16 without its mark": ('{"a": "ü"}'.encode("utf-16-le"), [same({"a": "ü"})]),
    "UTF-16": ('{"a": "ü"}\n{"a": 1}'.encode("utf-16"), [same({"a": "ü"}), same({"a": 1}, '{"a": 1}')]),
    "ends of other systems": (
        b'{"a": 1}\r\n{"a": 2}\r{}',
        [same({"a": 1}, '{"a": 1}'), same({"a": 2}, '{"a": 2}'), same({}, "{}")],
    ),
    "space around": (b' \t{"a": 1}  \n', [same({"a": 1}, '{"a": 1}')]),
    "no space that JSON knows": ('\u00a0{"a": 1}\n'.encode(), [faulty(NO_JSON, 1)]),
    "no ASCII": ('{"a": "ü"}\n'.encode(), [same({"a": "ü"})]),
    "no UTF-8": (b'{"a": "\xfc"}\n', [same({"a": "\ufffd"})]),
    "half a character": (b'{"a": "\\ud800"}', [same({"a": "\ud800"}, '{"a": "\\ud800"}')]),
    "a name twice": (b'{"a": 1, "a": 2}', [same({"a": 2})]),
    "a name twice, spaced": (b'{"a" : 1, "a": 2}', [same({"a": 2})]),
    "a name twice within": (b'{"b": {"a": 1, "a": 2}}', [same({"b": {"a": 2}})]),
    "what looks like a name twice": (
        b'{"a": "\\":", "b": {"c": ":"}}',
        [same({"a": '":', "b": {"c": ":"}}, '{"a": "\\":", "b": {"c": ":"}}')],
    ),
    "a field given in several ways": (
        b'{"seed": "7", "variant": "", "attempt": null}',
        [
            Row(
                {"seed": "7", "variant": "", "attempt": None},
                {"seed": 7},
                {},
                '{"seed": "7", "variant": "", "attempt": null}',
            )
        ],
    ),
    "too long": (
        b'{"a": "' + b"x" * 10_000_000 + b'"}\n{"a": 1}\n',
        [faulty("this line has more than 10,000,000 characters", 1), same({"a": 1}, '{"a": 1}')],
    ),
}


@pytest.mark.parametrize(("content", "rows"), LINES.values(), ids=LINES)
def test_json_lines(content: bytes, rows: list[Row], tmp_path: Path) -> None:
    assert rows_in(tmp_path / "a.jsonl", content) == rows


HEAD = b"question,answer\n"


def cells(*answers: str) -> list[Row]:
    return [same({"question": "q", "answer": answer}) for answer in answers]


def wrong(fields: dict[str, str], fault: str) -> Row:
    return Row(fields, fields, {}, None, fault)


OPEN = "a quote is opened in it and never closed"
TABLES: dict[str, tuple[bytes, list[Row]]] = {
    "too few cells": (
        HEAD + b"q\nq,a\n",
        [wrong({"question": "q"}, "line 2 has 1 cell, and the first line names 2"), *cells("a")],
    ),
    "too many cells": (
        HEAD + b"q,a,,\xc3\xbc\n",
        [
            wrong(
                {"question": "q", "answer": "a"},
                'line 2 has 4 cells, and the first line names 2: left over are ["", "ü"]',
            )
        ],
    ),
    "a quote that is never closed": (
        HEAD + b'q,a\n"q,b\nq,c\nq,d\n',
        [*cells("a"), wrong({"question": "q,b"}, f"line 3: {OPEN}"), *cells("c", "d")],
    ),
    "three of them": (
        HEAD + b'q,"a\nq,"b\nq,"c\nq,d',
        [
            same({"question": "q", "answer": "a\nq,b"}),
            wrong({"question": "q", "answer": "c"}, f"line 4: {OPEN}"),
            *cells("d"),
        ],
    ),
    "too long": (
        HEAD + b"q," + b"x" * 10_000_000 + b"\nq,a\n",
        [wrong({}, "line 2: it has more than 10,000,000 characters"), *cells("a")],
    ),
    "too long in quotes": (
        HEAD + b'q,"b\n' + (b"x" * 99 + b",\n") * 100_000 + b"q,a\n",
        [wrong({"question": "q", "answer": "b"}, f"line 2: {OPEN}")],
    ),
    "empty": (b"", []),
    "a header only": (HEAD, []),
    "empty lines": (b"\n\r\n" + HEAD + b"\n,\nq,a\n\n,,,\n", cells("a")),
    "cells over, empty": (HEAD + b"q,a,,\n", cells("a")),
    "a mark at the beginning": (b"\xef\xbb\xbf" + HEAD + b"q,a\n", cells("a")),
    "UTF-16, as Excel exports it": ("question\tanswer\r\nq\tü\r\n".encode("utf-16"), cells("ü")),
    "UTF-16 without its mark": ("question,answer\nq,ü".encode("utf-16-le"), cells("ü")),
    "UTF-16 of the other order, without its mark": ("question,answer\nq,ü".encode("utf-16-be"), cells("ü")),
    "UTF-16 of the other order": (b"\xfe\xff" + "question,answer\nq,ü".encode("utf-16-be"), cells("ü")),
    "Windows-1252": (HEAD + b"q,M\xfcller\nq,\x80\nq,\xe2\x82\xac\nq,\x81", cells("Müller", "€", "€", "\x81")),
    "semicolons": (b"question;answer\r\nq;1,5\r\n", cells("1,5")),
    "semicolons, and commas in names": (
        b'"question";"answer";"a, b, c, d"\nq;a;1\n',
        [same({"question": "q", "answer": "a", "a, b, c, d": "1"})],
    ),
    "what parts cells is declared": (b"sep=|\r\nquestion|answer\r\nq|a,b;c\r\n", cells("a,b;c")),
    "tabs": (b"question\tanswer\nq\ta,b\n", cells("a,b")),
    "ends of other systems": (b"question,answer\rq,a\rq,b\r", cells("a", "b")),
    "newlines in quotes": (HEAD + b'q,"a\r\nb"\r\nq,"\r"\nq,"\n\n"', cells("a\r\nb", "\r", "\n\n")),
    "a newline in a name": (b'question,answer,"a\nb"\nq,a,1\n', [same({"question": "q", "answer": "a", "a\nb": "1"})]),
    "quotes in quotes": (HEAD + b'q,"say ""a"""\nq,a"b\n', cells('say "a"', 'a"b')),
    "NUL": (HEAD + b"q,a\0b\n", cells("a\0b")),
    "a list": (HEAD + b'q,"[""a"", ""b""]"\n', cells('["a", "b"]')),
    "what a spreadsheet would run": (HEAD + b"q,=cmd|'/c calc'!A0\nq,-1\n", cells("=cmd|'/c calc'!A0", "-1")),
    "space": (b" question , answer\nq, a \n", cells(" a ")),
    "names that are empty, or there already": (
        b"question,answer,,answer,column 3\nq,a,1,2,3\n",
        [same({"question": "q", "answer": "a", "column 3": "1", "answer (2)": "2", "column 3 (2)": "3"})],
    ),
    "what is not given": (
        b"question,answer,variant,seed,attempt\nq,,,,\nq,a,n=1,7,2\nq,a,,x,\n",
        [
            Row(
                {"question": "q", "answer": "", "variant": "", "seed": "", "attempt": ""},
                {"question": "q", "answer": ""},
                {},
            ),
            Row(
                {"question": "q", "answer": "a", "variant": "n=1", "seed": "7", "attempt": "2"},
                {"question": "q", "answer": "a", "variant": "n=1", "seed": 7, "attempt": "2"},
                {},
            ),
            Row(
                {"question": "q", "answer": "a", "variant": "", "seed": "x", "attempt": ""},
                {"question": "q", "answer": "a", "seed": "x"},
                {},
            ),
        ],
    ),
    "letters that were looked up": (
        b"question,answer,number,answered,feedback\nq,A,1,relu,\nq,Z,2,,\nq,,3,,no letter\nq,typed,,,\n",
        [
            Row(
                {"question": "q", "answer": "A", "number": "1", "answered": "relu", "feedback": ""},
                {"question": "q", "answer": "relu", "number": "1", "answered": "relu", "feedback": ""},
                {},
            ),
            wrong(
                {"question": "q", "answer": "Z", "number": "2", "answered": "", "feedback": ""},
                "the letters that are marked stand for no answer",
            ),
            wrong({"question": "q", "answer": "", "number": "3", "answered": "", "feedback": "no letter"}, "no letter"),
            same({"question": "q", "answer": "typed", "number": "", "answered": "", "feedback": ""}),
        ],
    ),
}


@pytest.mark.parametrize(("content", "rows"), TABLES.values(), ids=TABLES)
def test_tables(content: bytes, rows: list[Row], tmp_path: Path) -> None:
    found = rows_in(tmp_path / "a.csv", content)
    assert found[: len(rows)] == rows
    assert len(found) == len(rows) or content.count(b"\n") > 100_000  # there each line is read again, and is faulty


def test_a_table_of_tabs_has_tabs_whatever_its_names(tmp_path: Path) -> None:
    found = rows_in(tmp_path / "a.tsv", b"question,a,b\tanswer\tquestion\nx,y\t1\tq\n")
    assert found == [same({"question,a,b": "x,y", "answer": "1", "question": "q"})]


def test_what_is_packed_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert rows_in(tmp_path / "a.csv.gz", gzip.compress(HEAD + b"q,a\n")) == cells("a")
    assert rows_in(tmp_path / "a.jsonl.gz", gzip.compress(b"{}\n")) == [same({}, "{}")]


def test_columns_that_are_called_otherwise(tmp_path: Path) -> None:
    found = rows_in(tmp_path / "a.csv", b"item,answer,response\nq,key,a\n", {"question": "item", "answer": "response"})
    fields = {"item": "q", "answer": "key", "response": "a"}
    assert found == [Row(fields, {"item": "q", "response": "a", "question": "q", "answer": "a"}, {})]
