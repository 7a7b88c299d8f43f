"""Each file in bad_banks/ must give exactly the findings in the .txt beside it: drop a pair in to add a test."""

from pathlib import Path

import pytest

from quizproof.engine.bank import read_bank
from quizproof.engine.checking import Report, check
from quizproof.engine.oracle import Oracle
from quizproof.engine.reports.full import as_full

FOLDER = Path(__file__).parent / "bad_banks"


def told(report: Report) -> str:
    """Return the findings of a report as text, without the summary, which has times in it."""
    return as_full(report).rpartition("\n\n")[0].replace(f"{FOLDER}/", "") + "\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("reading/*.yaml")), ids=lambda path: path.stem)
def test_reading(path: Path) -> None:
    report = Report(findings=[finding for read in read_bank([path]) for finding in read.findings])

    assert told(report) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("proving/*.yaml")), ids=lambda path: path.stem)
def test_proving(path: Path, oracle: Oracle) -> None:
    assert told(check([path], oracle)) == path.with_suffix(".txt").read_text(encoding="utf-8")
