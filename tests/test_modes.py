"""Quizproof starts in every way that it can be started, beside a learner's own modules.

The wheel and the sdist have an environment of their own in the gate; here it is the checkout that is started.
"""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizproof.engine.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).parent / "quizproof"

WAYS = {
    "command": [COMMAND],
    "module": [sys.executable, "-m", "quizproof"],
    "file": [sys.executable, ROOT / "cli.py"],
    "folder": [sys.executable, ROOT],
}


@pytest.fixture
def learners_folder(tmp_path: Path) -> Path:
    for name in ("cli.py", "engine.py", "quizbank.py", "torch.py"):
        tmp_path.joinpath(name).write_text(f"raise SystemExit('{name} of the folder was imported')\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_starts(way: list[str | Path], learners_folder: Path) -> None:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*way, "--version"], cwd=learners_folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"quizproof {VERSION}\n", "")


def test_the_installed_version_is_the_trees() -> None:
    assert importlib.metadata.version("quizproof") == VERSION, "install again: make clean"
