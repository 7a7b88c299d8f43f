"""What the doctor says of torch: it waits, but not for ever."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizproof.engine.cache import installed_torch
from quizproof.engine.doctor import Checked, State
from quizproof.engine.doctor.judge import Judge, judged
from quizproof.engine.jobs import Broke, Computed
from quizproof.engine.oracle import Oracle

FINE, LOOK, BROKEN = State.FINE, State.LOOK, State.BROKEN


RIGHT = Computed((1, 1, 2, 2), ((((6.0, 8.0), (14.0, 16.0)),),), False)


WRONG = Computed((1, 1, 2, 2), ((((6.0, 8.0), (14.0, 15.0)),),), False)


AGAIN = "install torch again: `pip install --force-reinstall torch`"


JUDGED = {
    "right": (
        ("2.13.0", "2.13.0+cpu", 1.23, RIGHT, ""),
        Checked("torch", FINE, "2.13.0+cpu, loaded in 1.2 s; nn.MaxPool2d(2) is computed, and right"),
    ),
    "old": (
        ("2.3.1", "2.3.1", 1.23, RIGHT, ""),
        Checked(
            "torch",
            LOOK,
            "2.3.1, loaded in 1.2 s; nn.MaxPool2d(2) is computed, and right",
            "update it: Quizproof is for torch 2.4 and later",
        ),
    ),
    "wrong": (
        ("2.13.0", "2.13.0", 1.23, WRONG, ""),
        Checked("torch", BROKEN, f"2.13.0 makes {WRONG} of nn.MaxPool2d(2), which keeps (6, 8, 14, 16)", AGAIN),
    ),
    "crashing": (
        ("2.13.0", "2.13.0", 1.23, Broke("crashed"), ""),
        Checked(
            "torch",
            BROKEN,
            "2.13.0 makes Broke(reason='crashed') of nn.MaxPool2d(2), which keeps (6, 8, 14, 16)",
            AGAIN,
        ),
    ),
    "absent": (
        (None, "", 0.0, None, "torch cannot be loaded: No module named 'torch'; install it with `pip install torch`"),
        Checked(
            "torch",
            BROKEN,
            "it is not installed: nothing can be computed",
            "install it: `pip install torch`; a CPU build is enough",
        ),
    ),
    "half installed": (
        ("2.13.0", "", 0.0, None, "torch cannot be loaded: libc10.so is missing; install it with `pip install torch`"),
        Checked("torch", BROKEN, "2.13.0 is installed, but torch cannot be loaded: libc10.so is missing", AGAIN),
    ),
}


@pytest.mark.parametrize(("given", "expected"), JUDGED.values(), ids=JUDGED)
def test_torch(given: tuple[str | None, str, float, Computed | None, str], expected: Checked) -> None:
    assert judged(*given) == expected


def fake_torch(folder: Path, text: str) -> str:
    (folder / "torch").mkdir()
    (folder / "torch" / "__init__.py").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("raise ModuleNotFoundError(\"No module named 'torch'\")", "it is not installed", id="none"),
        pytest.param("raise OSError('libc10.so: cannot open')", "some version is installed, but torch", id="half"),
        pytest.param("import os; os._exit(3)", "torch cannot be loaded: the process that loads it ends", id="a crash"),
    ],
)
def test_a_torch_that_does_not_load(text: str, found: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": fake_torch(tmp_path, text), "QUIZPROOF_DATA_DIR": str(tmp_path / "D")}
    command = [sys.executable, "-m", "quizproof", "doctor", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert (done.returncode, done.stderr) == (1, "")
    last = json.loads(done.stdout)["checks"][-1]
    assert (last["name"], last["state"], found in last["found"]) == ("torch", "broken", True), last


def test_a_torch_that_never_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", fake_torch(tmp_path, "import time; time.sleep(1000)"))
    found = Judge(Oracle(1)).check(0.5)
    assert found == Checked("torch", BROKEN, "after 0.5 s it loads still", "try again when the machine has less to do")


def test_what_is_installed_is_what_loads(oracle: Oracle) -> None:
    assert installed_torch() == oracle.torch
