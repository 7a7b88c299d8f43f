"""Graded rows written: JSON lines and CSV that other programs read, and that we read again as they were."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizproof.engine.literals import Unreadable
from quizproof.engine.responses import Column, Format, Row, format_of, read_responses, rows_of_lines, writer
from quizproof.engine.responses import written as written_row

SAID = '{"verdict": "wrong", "score": 0.0, "computed": "2", "feedback": "f", "misconceptions": ["a-b", "c"]}'
OURS = ["verdict", "score", "computed", "feedback", "misconceptions"]
CELLS = ["wrong", "0.0", "2", "f", "a-b c"]


def out_of(format_: Format, rows: list[Row], columns: list[Column], said: str = SAID) -> bytes:
    file = io.BytesIO()
    made = writer(file, format_, columns)
    for row in rows:
        made.write(row, said)
    made.close()
    assert not file.closed
    return file.getvalue()


def columns(*names: str) -> list[Column]:
    return [Column(name, "text") for name in names]


def row_of(fields: dict[str, Any], added: dict[str, Any] | None = None, text: str | None = None) -> Row:
    return Row(fields, fields, added or {}, text)


LINES = {
    "as it was written": (row_of({"a": 1.5}, text='{"a":1.50 }'), f'{{"a":1.50 , {SAID[1:]}'),
    "what was added": (row_of({"a": 1}, {"file": "ü"}, '{"a": 1}'), f'{{"a": 1, "file": "\\u00fc", {SAID[1:]}'),
    "nothing in it": (row_of({}, text="{ }"), SAID),
    "nothing in it, and something added": (row_of({}, {"line": 3}), f'{{"line": 3, {SAID[1:]}'),
    "without its text": (row_of({"a": "ü\ud800"}), f'{{"a": "\\u00fc\\ud800", {SAID[1:]}'),
    "graded before": (
        row_of({"score": 1, "a": 2}, text='{"score": 1, "a": 2}'),
        '{"score": 0.0, "a": 2, "verdict": "wrong", "computed": "2", "feedback": "f", "misconceptions": ["a-b", "c"]}',
    ),
    "added before": (row_of({"file": "a"}, {"file": "b"}, '{"file": "a"}'), f'{{"file": "b", {SAID[1:]}'),
    "what is no number": (row_of({"a": [float("nan"), float("inf")]}), f'{{"a": [null, "inf"], {SAID[1:]}'),
}


@pytest.mark.parametrize(("row", "line"), LINES.values(), ids=LINES)
def test_a_line(row: Row, line: str) -> None:
    assert written_row(row, SAID) == line
    assert out_of("jsonl", [row, row], []) == f"{line}\n{line}\n".encode()


VALUES: dict[str, tuple[object, str]] = {
    "none": (None, ""),
    "a text": ("a", "a"),
    "a text with all that CSV uses": ('a,";\t\r\n', 'a,";\t\r\n'),
    "what a spreadsheet would run": ("=cmd|'/c calc'!A0", "=cmd|'/c calc'!A0"),
    "what others would": ("@SUM(1)", "@SUM(1)"),
    "a number below zero": (-1, "-1"),
    "a sign": ("+1", "+1"),
    "a number": (1e-7, "1e-07"),
    "no number": (float("nan"), ""),
    "truth": (True, "true"),
    "a list": (["a", None, "ü"], '["a", null, "ü"]'),
    "an object": ({"a": [1.0]}, '{"a": [1.0]}'),
    "half a character": ("a\ud800", "a\\ud800"),
    "NUL": ("a\0", "a\0"),
    "no JSON": ([float("inf")], '["inf"]'),
}


@pytest.mark.parametrize(("value", "cell"), VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_cell_is_read_by_others_as_what_it_is(value: object, cell: str, format_: Format) -> None:
    found = out_of(format_, [row_of({"a": value, "b": "x"})], columns("a", "b"))
    parting = "," if format_ == "csv" else "\t"
    rows = list(csv.reader(io.StringIO(found.decode(), newline=""), delimiter=parting, strict=True))
    assert rows == [["a", "b", *OURS], [cell, "x", *CELLS]]


def test_the_bytes_of_a_table() -> None:
    said = SAID.replace('{"verdict"', '{"variant": "n=1,k=2", "verdict"').replace('"score": 0.0', '"score": null')
    rows = [row_of({"a": "1", "verdict": "old"}, {"file": "x"}), row_of({"b": 'say "a"'}, {"file": "y"})]
    assert out_of("csv", rows, columns("a", "verdict", "b", "file", "variant"), said) == (
        b"a,verdict,b,file,variant,score,computed,feedback,misconceptions\r\n"
        b'1,wrong,,x,"n=1,k=2",,2,f,a-b c\r\n'
        b',wrong,"say ""a""",y,"n=1,k=2",,2,f,a-b c\r\n'
    )


def test_a_header_whose_names_have_what_parts_other_cells_is_read_again(tmp_path: Path) -> None:
    fields = {"question;a;b;c;d;e;f;g": "1", "question": "q", "answer": "a;b"}
    (tmp_path / "a.csv").write_bytes(out_of("csv", [row_of(fields)], columns(*fields)))
    with read_responses([str(tmp_path / "a.csv")]) as responses:
        (found,) = responses.rows()
    assert found is not None
    assert found.fields == fields | dict(zip(OURS, CELLS, strict=True))


def test_a_field_that_no_column_is_there_for() -> None:
    with pytest.raises(Unreadable) as caught:
        out_of("csv", [row_of({"new": 1})], columns("a"))
    changed = "the files changed while they were read; start again"
    assert str(caught.value) == f"there is a field 'new', which was not there before: {changed}"


@pytest.mark.parametrize("format_", ["jsonl", "csv", "tsv"])
def test_what_is_packed_has_the_same_bytes_every_time(format_: Format) -> None:
    rows = [row_of({"a": "1"}), row_of({"a": "2"})]
    packed = [out_of(format_of(f"graded.{format_}.gz"), rows, columns("a")) for _ in range(2)]
    assert packed[0] == packed[1]
    assert packed[0][4:8] == bytes(4), "no time is in it"
    assert gzip.decompress(packed[0]) == out_of(format_, rows, columns("a"))


def test_a_row_is_there_as_soon_as_it_is_written() -> None:
    for format_, told in (("jsonl", 1), ("csv", 2)):
        file = io.BytesIO()
        writer(file, format_, columns("a")).write(row_of({"a": "1"}), SAID)  # type: ignore[arg-type]
        assert file.getvalue().count(b"\n") == told


# Laws over many rows.

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda name: name == name.strip() and not name.startswith("\ufeff") and name not in OURS
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.lists(NAMES, min_size=1, max_size=4, unique=True).flatmap(
    lambda names: st.tuples(
        st.just(["question", "answer", *[name for name in names if name not in ("question", "answer", "file")]]),
        st.lists(st.lists(TEXTS, min_size=6, max_size=6), max_size=4),
    )
)


@given(found=ROWS, format_=st.sampled_from(["csv", "tsv"]))
@settings(max_examples=80, deadline=None)
def test_what_a_table_can_hold_comes_back_from_it(
    found: tuple[list[str], list[list[str]]], format_: Format, tmp_path_factory: pytest.TempPathFactory
) -> None:
    names, cells = found
    lines = [json.dumps(dict(zip(names, row, strict=False))) for row in cells]
    rows = list(rows_of_lines(lines))
    path = tmp_path_factory.getbasetemp() / f"law.{format_}"
    path.write_bytes(out_of(format_, rows, columns(*names)))
    with read_responses([str(path)]) as responses:
        again = [row for row in responses.rows() if row is not None]
    assert [row.fault for row in again] == [None] * len(rows)
    back = [{name: row.fields[name] for name in names} for row in again]
    assert back == [json.loads(line) for line in lines]
    assert [json.loads(written_row(row, SAID))["misconceptions"] for row in again] == [["a-b", "c"]] * len(rows)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(fields=st.dictionaries(st.text(max_size=6) | st.sampled_from(OURS), JSON, max_size=5), ascii_=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_line_says_the_same_whether_its_text_is_kept_or_not(fields: dict[str, Any], ascii_: bool) -> None:
    (row,) = rows_of_lines([json.dumps(fields, ensure_ascii=ascii_)])
    line = written_row(row, SAID)
    assert line.isascii()
    assert list(json.loads(line).items()) == list((fields | json.loads(SAID)).items())


def test_files_are_changed_into_one_another_and_back(tmp_path: Path) -> None:
    first = [
        {"student": "ada", "question": "q", "answer": '["a", "b"]', "note": "a\r\n=1"},
        {"question": "q", "answer": ""},
    ]
    (tmp_path / "0.jsonl").write_text("".join([json.dumps(one) + "\n" for one in first]))
    for number, ending in enumerate(["csv", "parquet", "tsv.gz", "jsonl"], 1):
        (before,) = tmp_path.glob(f"{number - 1}.*")
        path = tmp_path / f"{number}.{ending}"
        with read_responses([str(before)]) as responses, open(path, "wb") as file:
            made = writer(file, format_of(path), responses.columns())
            for row in responses.rows():
                assert row is not None
                made.write(row, SAID)
            made.close()
    empty = {"student": "", "note": ""}
    assert [json.loads(line) for line in (tmp_path / "4.jsonl").read_text().splitlines()] == [
        first[0] | json.loads(SAID),
        {"student": "", **first[1], **empty, **json.loads(SAID)},
    ]
