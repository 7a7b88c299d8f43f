"""Which format a file of responses has: its name says so."""

import os
from typing import Final, Literal, TypeAlias

from ..literals import Unreadable

Format: TypeAlias = Literal["jsonl", "csv", "tsv", "parquet", "jsonl.gz", "csv.gz", "tsv.gz"]

ENDINGS: Final[dict[str, Format]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".csv.gz": "csv.gz",
    ".tsv.gz": "tsv.gz",
}
"""What a folder is searched for, and what can be written."""

_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")


def format_of(path: str | os.PathLike[str]) -> Format:
    """Return the format in which a file of this name is written. Raises Unreadable.

    >>> format_of("graded.CSV"), format_of("graded.jsonl.gz"), format_of("graded.pq")
    ('csv', 'jsonl.gz', 'parquet')
    """
    found = _known(os.fspath(path))
    if found is None:
        names = ".jsonl, .csv, .tsv or .parquet"
        name = os.fspath(path) or "''"
        raise Unreadable(f"{name}: the ending says no format: use {names}, the first three also with .gz")
    return found


def format_read(name: str) -> Format:
    """Return the format in which a file of this name is read: JSON lines where it says nothing. Raises Unreadable.

    >>> format_read("answers.txt"), format_read("answers.txt.gz"), format_read("answers.tsv")
    ('jsonl', 'jsonl.gz', 'tsv')
    """
    found, lower = _known(name), name.lower()
    if found is not None:
        return found
    if lower.endswith(_WORKBOOKS):
        raise Unreadable(f"{name}: workbooks are not read: save its sheet as CSV")
    if lower.endswith((".parquet.gz", ".pq.gz")):
        raise Unreadable(f"{name}: Parquet is compressed inside: unpack it with gunzip")
    return "jsonl.gz" if lower.endswith(".gz") else "jsonl"


def _known(name: str) -> Format | None:
    lower = os.path.basename(name).lower()
    fitting = [ending for ending in ENDINGS if lower.endswith(ending)]
    return ENDINGS[max(fitting, key=len)] if fitting else None
