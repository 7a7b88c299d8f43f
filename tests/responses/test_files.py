"""Several files at once: what each row is of, what types their columns have, how far they are read."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from quizproof.engine.responses import Column, Row, read_responses

NO_JSON = "this line is no JSON"
HEAD = b"question,answer\n"


def same(fields: dict[str, Any], text: str | None = None) -> Row:
    """A row that asks what it says."""
    return Row(fields, fields, {}, text)


def test_several_files_and_what_each_row_is_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/b.csv").write_bytes(HEAD + b"q,b\n")
    Path("in/a.jsonl").write_bytes(b'{"answer": 1}\nx\n{"file": "mine"}\n')
    Path("in/notes.txt").write_bytes(b"x")
    Path("last.tsv").write_bytes(b"question\tanswer\tscore\nq\tc\t1\n")
    with read_responses(["in", "last.tsv"]) as responses:
        before, rows, after = responses.part(), list(responses.rows()), responses.part()
        columns = responses.columns()

    last = {"question": "q", "answer": "c", "score": "1"}
    assert rows == [
        Row({"answer": 1}, {"answer": 1}, {"file": "in/a.jsonl"}, '{"answer": 1}'),
        Row({}, {}, {"file": "in/a.jsonl", "line": 2}, None, NO_JSON),
        same({"file": "mine"}, '{"file": "mine"}'),
        Row({"question": "q", "answer": "b"}, {"question": "q", "answer": "b"}, {"file": "in/b.csv"}),
        Row(last, last, {"file": "last.tsv"}),
    ]
    assert (before, after) == (0.0, 1.0)
    assert columns == (
        Column("answer", "other"),
        Column("file", "text"),
        Column("question", "text"),
        Column("score", "text"),
        Column("line", "whole number"),
    )


TYPES: dict[str, tuple[list[Any], str]] = {
    "text": (["a", None, ""], "text"),
    "nothing": ([None], "text"),
    "whole": ([1, -(2**63), None], "whole number"),
    "too large": ([2**63], "other"),
    "with a fraction": ([1.0, None], "number"),
    "both": ([1, 0.5], "number"),
    "both, and a fraction would lose it": ([2**53 + 1, 0.5], "other"),
    "truth": ([True, None], "truth value"),
    "truth and whole": ([True, 1], "other"),
    "text and whole": (["a", 1], "other"),
    "lists": ([["a"]], "other"),
}


@pytest.mark.parametrize(("values", "kind"), TYPES.values(), ids=TYPES)
def test_the_type_that_fits_all_values(values: list[Any], kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join([json.dumps({"a": value}) + "\n" for value in values]))
    with read_responses([str(tmp_path / "a.jsonl")]) as responses:
        assert [(column.name, column.kind) for column in responses.columns()] == [("a", kind)]


def test_rows_are_read_as_they_are_asked_for_and_how_far_is_known(tmp_path: Path) -> None:
    with open(tmp_path / "a.csv", "w", newline="") as file:
        csv.writer(file).writerows([["question", "answer"], *[["q" * 90, number] for number in range(30_000)]])
    with read_responses([str(tmp_path / "a.csv")]) as responses:
        parts = [(row, responses.part()) for row in responses.rows()]
    told = [part for _, part in parts]
    assert told == sorted(told)
    assert told[0] is not None
    assert told[0] < 0.2
    assert told[-1] == 1.0
    assert [row.fields["answer"] for row, _ in parts if row] == [str(number) for number in range(30_000)]
