"""What is refused before a row is read, and what is wrong with a file as a whole: one sentence each."""

import gzip
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from quizproof.engine.literals import Unreadable
from quizproof.engine.responses import format_of, read_responses, writer

GOOD = b"question,answer\nhalved,1x1\n"
LINES = b'{"question": "halved", "answer": "1x1"}\n'


def said_of(names: list[str], columns: Mapping[str, str] | None = None) -> str:
    with pytest.raises(Unreadable) as caught, read_responses(names, columns=columns) as responses:
        list(responses.rows())
    return str(caught.value)


REFUSED: dict[str, tuple[dict[str, bytes], list[str], str]] = {
    "no name": ({}, [], "no file of responses is named"),
    "no file": ({}, ["none.csv"], "none.csv: No such file or directory"),
    "a file as folder": ({"a.csv": GOOD}, ["a.csv/b.csv"], "a.csv/b.csv: Not a directory"),
    "a name with a NUL byte": ({}, ["a\0b"], "'a\\x00b': no file can be called this"),
    "an empty folder": (
        {"in/exam.json": b"{}", "in/.hidden.csv": GOOD, "in/x.csv/y": b""},
        ["in"],
        "in: there is no file in this folder whose name ends in .jsonl, .ndjson, .csv, .tsv, .parquet or .pq",
    ),
    "twice": ({"a.csv": GOOD}, ["a.csv", "a.csv"], "a.csv is named twice: each of its rows would count twice"),
    "twice by two names": (
        {"in/a.csv": GOOD},
        ["in", "./in/a.csv"],
        "./in/a.csv is named twice, also as in/a.csv: each of its rows would count twice",
    ),
    "stdin twice": ({}, ["-", "-"], "the standard input is named twice: each of its rows would count twice"),
    "a workbook": ({"a.XLSX": b"PK"}, ["a.XLSX"], "a.XLSX: workbooks are not read: save its sheet as CSV"),
    "Parquet packed once more": (
        {"a.parquet.gz": b""},
        ["a.parquet.gz"],
        "a.parquet.gz: Parquet is compressed inside: unpack it with gunzip",
    ),
    "not packed": ({"a.csv.gz": GOOD}, ["a.csv.gz"], "a.csv.gz: this is no gzip file, or a part of it is missing"),
    "cut off": (
        {"a.jsonl.gz": gzip.compress(LINES)[:-9]},
        ["a.jsonl.gz"],
        "a.jsonl.gz: this is no gzip file, or a part of it is missing",
    ),
    "no Parquet": ({"a.parquet": GOOD}, ["a.parquet"], "a.parquet: this is no Parquet, or it is broken"),
    "an empty Parquet": ({"a.pq": b""}, ["a.pq"], "a.pq: this is no Parquet, or it is broken"),
    "no header": (
        {"a.csv": b"ada,halved,1x1\n"},
        ["a.csv"],
        "a.csv: no column is called 'question': there are 'ada', 'halved', '1x1'; "
        "--column question=COLUMN says which it is",
    ),
    "other names": (
        {"a.csv": b"Question,Answer\n"},
        ["a.csv"],
        "a.csv: no column is called 'question'; did you mean 'Question'? --column question=COLUMN says which it is",
    ),
    "no answer": (
        {"a.tsv": b"question\n"},
        ["a.tsv"],
        "a.tsv: no column is called 'answer': there is 'question'; --column answer=COLUMN says which it is",
    ),
    "letters without their exam": (
        {"a.csv": b"paper,number,answer\n1,1,A\n"},
        ["a.csv"],
        "a.csv: these are answers to an exam: name its exam.json with --exam",
    ),
    "sheets without their exam": (
        {"a.csv": b"student,Q1,Q2\nada,A,B\n"},
        ["a.csv"],
        "a.csv: these are answers to an exam: name its exam.json with --exam",
    ),
    "a line of a gigabyte in the header": (
        {"a.csv": b"x" * 10_000_001},
        ["a.csv"],
        "a.csv: its first line has more than 10,000,000 characters: this is no table",
    ),
}


@pytest.mark.parametrize(("files", "names", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read(
    files: dict[str, bytes], names: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in files.items():
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).write_bytes(content)
    assert said_of(names) == said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everybody may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    (tmp_path / "a.csv").chmod(0)
    assert said_of([str(tmp_path / "a.csv")]) == f"{tmp_path / 'a.csv'}: Permission denied"


NAMED: dict[str, tuple[bytes, str, Mapping[str, str], str]] = {
    "in a table": (
        b"question,response\n",
        "a.csv",
        {"answer": "repsonse"},
        "a.csv: no column is called 'repsonse'; did you mean 'response'?",
    ),
    "in JSON lines": (
        LINES * 1_001,
        "a.jsonl",
        {"answer": "zebra"},
        "no file has a column 'zebra': there are 'question', 'answer'",
    ),
    "in a table, of what it need not have": (
        GOOD,
        "a.csv",
        {"student": "zebra"},
        "no file has a column 'zebra': there are 'question', 'answer'",
    ),
    "in nothing": (b"", "a.csv", {"student": "zebra"}, "no file has a column 'zebra': there are none"),
    "among many": (
        ",".join(["question", "answer", *map(str, range(20))]).encode(),
        "a.csv",
        {"student": "zebra"},
        "no file has a column 'zebra': there are 'question', 'answer', '0', '1', '2', '3', '4', '5', '6', '7', '8', "
        "'9' and 10 more",
    ),
}


@pytest.mark.parametrize(("content", "name", "columns", "said"), NAMED.values(), ids=NAMED)
def test_a_column_that_is_nowhere(
    content: bytes, name: str, columns: Mapping[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    assert said_of([name], columns) == said


def test_a_column_of_a_late_line_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES * 1_001 + b'{"question": "q", "got": "late"}\n')
    with read_responses([str(tmp_path / "a.jsonl")], columns={"answer": "got"}) as responses:
        *_, last = responses.rows()
    assert last is not None
    assert last.asked == {"question": "q", "got": "late", "answer": "late"}


NO_FORMAT = {
    "none": "graded",
    "another": "graded.txt",
    "no name": "",
    "a workbook": "graded.xlsx",
    "Parquet packed once more": "graded.parquet.gz",
    "the ending of a folder": "a.csv/graded",
}


@pytest.mark.parametrize("name", NO_FORMAT.values(), ids=NO_FORMAT)
def test_a_name_that_says_no_format_to_write(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        format_of(name)
    said = "the ending says no format: use .jsonl, .csv, .tsv or .parquet, the first three also with .gz"
    assert str(caught.value) == (name or "''") + f": {said}"


def test_columns_of_what_can_be_read_only_once(tmp_path: Path) -> None:
    pipe = str(tmp_path / "pipe.csv")
    os.mkfifo(pipe)
    why = (
        "can be read only once, and this format has to know all columns first: write JSON lines, or name a file to read"
    )
    for name, called in (("-", "the standard input"), (pipe, pipe)):
        with pytest.raises(Unreadable) as caught, read_responses([name]) as responses:
            responses.columns()
        assert str(caught.value) == f"{called} {why}"
        assert responses.part() is None


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    mend = "Parquet needs pyarrow: install it with `pip install 'quizproof[parquet]'`"
    (tmp_path / "a.parquet").write_bytes(b"")
    assert said_of([str(tmp_path / "a.parquet")]) == f"{tmp_path / 'a.parquet'}: reading {mend}"
    with pytest.raises(Unreadable) as caught, open(tmp_path / "out.parquet", "wb") as file:
        writer(file, "parquet", ())
    assert str(caught.value) == f"writing {mend}"
