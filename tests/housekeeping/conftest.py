"""Folders for tests of the commands that keep house."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from damaging import home_of_all


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a record is kept: its path is short, whatever the folder of the tests is called."""
    monkeypatch.chdir(tmp_path)
    return Path("DATA")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that somebody else may look into, unlike pytest's own."""
    with home_of_all() as made:
        yield made
