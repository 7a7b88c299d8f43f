"""What the doctor says of the cache and of the shipped bank."""

import shutil
from pathlib import Path

from quizproof.engine.cache import Cache
from quizproof.engine.doctor import Checked, State
from quizproof.engine.doctor.remembered import check_cache
from quizproof.engine.doctor.shelves import check_bank
from quizproof.engine.shelf import SHIPPED

FINE, LOOK, BROKEN = State.FINE, State.LOOK, State.BROKEN


def test_the_cache(tmp_path: Path) -> None:
    Cache(tmp_path, "2.x").write("bank.yaml", {"a": 1})
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "large.json").write_bytes(bytes(1000))
    assert check_cache(tmp_path) == Checked("cache", FINE, f"1 file of 0.0 MB in {tmp_path}")


def test_a_shipped_bank_that_was_changed(tmp_path: Path) -> None:
    folder = tmp_path / "quizbank"
    shutil.copytree(SHIPPED, folder)
    found = check_bank(folder)
    assert (found.state, found.mend, found.found.endswith("with all their variants, all readable")) == (
        FINE,
        None,
        True,
    )
    (folder / "own.yaml").write_text("title: T\nquestons: []\n")
    broken = check_bank(folder)
    assert broken.state is BROKEN
    assert broken.found.startswith(f"{folder}/own.yaml:2:1: error unknown-key: key 'questons' is unknown; did you")
    shutil.rmtree(folder)
    folder.mkdir()
    absent = check_bank(folder)
    assert (absent.state, absent.found) == (BROKEN, f"no questions found: {folder} holds no .yaml or .yml file")
