"""Parquet in and out: pyarrow reads what we write, and we read what it writes, with types as they were."""

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from quizproof.engine.literals import Unreadable
from quizproof.engine.responses import Column, Row, read_responses, writer

SAID = '{"verdict": "wrong", "score": 0.5, "computed": "2", "feedback": "f", "misconceptions": ["a", "b"]}'
OURS = {
    "verdict": pa.string(),
    "score": pa.float64(),
    "computed": pa.string(),
    "feedback": pa.string(),
    "misconceptions": pa.list_(pa.string()),
}
MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)

VALUES: dict[str, tuple[pa.DataType, list[Any], list[Any]]] = {
    "text": (pa.string(), ["a", None, "=1"], ["a", None, "=1"]),
    "large text": (pa.large_string(), ["a", None], ["a", None]),
    "text by number": (pa.dictionary(pa.int8(), pa.string()), ["a", "b", "a", None], ["a", "b", "a", None]),
    "whole numbers": (pa.int16(), [1, None], [1, None]),
    "whole numbers without sign": (pa.uint64(), [2**64 - 1], [2**64 - 1]),
    "numbers": (pa.float32(), [0.5, None], [0.5, None]),
    "truth values": (pa.bool_(), [True, None], [True, None]),
    "lists": (pa.list_(pa.string()), [["a"], [], None], [["a"], [], None]),
    "objects": (pa.struct([("a", pa.int8())]), [{"a": 1}], [{"a": 1}]),
    "moments": (pa.timestamp("us", "UTC"), [MOMENT, None], ["2026-01-02 03:04:05.000000Z", None]),
    "nanoseconds": (pa.timestamp("ns"), [1], ["1970-01-01 00:00:00.000000001"]),
    "days": (pa.date32(), [datetime.date(2026, 1, 2)], ["2026-01-02"]),
    "decimals": (pa.decimal128(5, 2), [Decimal("1.50"), None], ["1.50", None]),
    "bytes": (pa.binary(), [b"\xff\x00"], ["ff00"]),
    "lists of days": (pa.list_(pa.date32()), [[datetime.date(2026, 1, 2)]], ['["2026-01-02"]']),
    "pairs": (pa.map_(pa.string(), pa.int8()), [[("a", 1)]], ['[["a", 1]]']),
    "nothing": (pa.null(), [None], [None]),
}


def written(path: Path, columns: dict[str, pa.Array]) -> str:
    pq.write_table(pa.table(columns), path)
    return str(path)


@pytest.mark.parametrize(("kind", "values", "told"), VALUES.values(), ids=VALUES)
def test_values_are_told_as_json_and_stay_what_they_are(
    kind: pa.DataType, values: list[Any], told: list[Any], tmp_path: Path
) -> None:
    array = pa.array(values, type=kind)
    name = written(tmp_path / "in.parquet", {"question": pa.array(["q"] * len(values)), "answer": array})
    out, lines = io.BytesIO(), io.BytesIO()
    with read_responses([name]) as responses:
        parquet, text = writer(out, "parquet", responses.columns()), writer(lines, "jsonl")
        for row in responses.rows():
            assert row is not None
            parquet.write(row, SAID)
            text.write(row, SAID)
        parquet.close()
        text.close()
        assert responses.part() == 1.0
    assert [json.loads(line)["answer"] for line in lines.getvalue().splitlines()] == told
    found = pq.read_table(io.BytesIO(out.getvalue()))
    assert {field.name: field.type for field in found.schema} == {
        "question": pa.string(),
        "answer": pa.string() if kind == pa.null() else kind,
        **OURS,
    }
    assert found.column("answer").combine_chunks().equals(array.cast(found.schema.field("answer").type))
    assert found.slice(0, 1).select(list(OURS)).to_pylist() == [json.loads(SAID)]


def test_a_graded_file_is_replaced_in_place(tmp_path: Path) -> None:
    name = written(
        tmp_path / "in.pq",
        {
            "score": pa.array([Decimal("1.0")], pa.decimal128(3, 1)),
            "misconceptions": pa.array(["old"]),
            "question": pa.array(["q"]),
            "answer": pa.array([3.0]),
            "seed": pa.array([7.0]),
            "variant": pa.array([None], pa.null()),
        },
    )
    out = io.BytesIO()
    said = SAID.replace('{"verdict"', '{"variant": "n=1", "verdict"')
    with read_responses([name]) as responses:
        parquet = writer(out, "parquet", responses.columns())
        (row,) = responses.rows()
        assert row is not None
        assert row.asked == {"score": "1.0", "misconceptions": "old", "question": "q", "answer": 3.0, "seed": 7}
        parquet.write(row, said)
        parquet.close()
    found = pq.read_table(io.BytesIO(out.getvalue()))
    added = ["verdict", "computed", "feedback"]
    assert found.schema.names == ["score", "misconceptions", "question", "answer", "seed", "variant", *added]
    assert found.to_pylist() == [json.loads(said) | {"question": "q", "answer": 3.0, "seed": 7.0}]


def test_columns_of_several_files_have_a_type_where_all_agree(tmp_path: Path) -> None:
    texts = {"question": pa.array(["q"]), "answer": pa.array(["a"])}
    first = written(tmp_path / "a.parquet", texts | {"n": pa.array([1], pa.int8()), "day": pa.array([1], pa.date32())})
    second = written(tmp_path / "b.parquet", texts | {"n": pa.array([0.5]), "day": pa.array([2], pa.date32())})
    with read_responses([first, second]) as responses:
        assert responses.columns() == (
            Column("question", "text", pa.string()),
            Column("answer", "text", pa.string()),
            Column("n", "number"),
            Column("day", "other", pa.date32()),
            Column("file", "text"),
        )


def test_what_json_has_gets_types() -> None:
    out = io.BytesIO()
    kinds = {"t": "text", "w": "whole number", "n": "number", "b": "truth value", "o": "other", "line": "whole number"}
    parquet = writer(out, "parquet", [Column(name, kind) for name, kind in kinds.items()])  # type: ignore[arg-type]
    fields = {"t": "a\ud800", "w": 1, "n": 1, "b": True, "o": ["a", None]}
    parquet.write(Row(fields, fields, {}), SAID)
    parquet.write(Row({"o": "a"}, {}, {}), SAID)
    parquet.write(Row({"n": 0.5, "o": 1}, {}, {"line": 3}), SAID)
    parquet.close()
    none: dict[str, Any] = dict.fromkeys(kinds)
    assert pq.read_table(io.BytesIO(out.getvalue())).drop_columns(list(OURS)).to_pylist() == [
        {"t": "a\\ud800", "w": 1, "n": 1.0, "b": True, "o": '["a", null]', "line": None},
        none | {"o": "a"},
        none | {"n": 0.5, "o": "1", "line": 3},
    ]


CHANGED = {
    "a field": (
        {"new": 1},
        "there is a field 'new', which was not there before: the files changed while they were read; start again",
    ),
    "a type": (
        {"w": "x"},
        "the values of 'w' are not all of the type int64: the files changed while they were read; start again",
    ),
    "a size": (
        {"w": 2**70},
        "the values of 'w' are not all of the type int64: the files changed while they were read; start again",
    ),
}


@pytest.mark.parametrize(("fields", "said"), CHANGED.values(), ids=CHANGED)
def test_what_is_not_as_it_was_before(fields: dict[str, Any], said: str) -> None:
    parquet = writer(io.BytesIO(), "parquet", [Column("w", "whole number")])
    parquet.write(Row(fields, fields, {}), SAID)
    with pytest.raises(Unreadable) as caught:
        parquet.close()
    assert str(caught.value) == said


def test_many_rows_are_written_in_groups_and_none_is_lost(tmp_path: Path) -> None:
    count = 100_500
    out = io.BytesIO()
    parquet = writer(out, "parquet", [Column("n", "whole number")])
    for number in range(count):
        parquet.write(Row({"n": number}, {}, {}), SAID)
    parquet.close()
    file = pq.ParquetFile(io.BytesIO(out.getvalue()))
    groups = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
    assert groups == [100_000, 500]
    assert file.read(["n"]).column("n").to_pylist() == list(range(count))
