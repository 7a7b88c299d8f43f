"""torch: installed, loaded by a worker within its time, and right about one layer."""

import re
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Final

from ..cache import installed_torch
from ..jobs import Computed, Outcome, Values, Want
from ..kinds.running import QUESTION_COST, layer_job
from ..layercall import read_layer
from ..oracle import Oracle
from ..workerprocess import TorchAbsent
from .checked import Checked, broken, fine, look

PATIENCE: Final = 60.0
"""Seconds that torch may take here. A quiz waits longer, while its questions are read."""

_LEAST: Final = (2, 4)
_LAYER: Final = "nn.MaxPool2d(2)"
_MAP: Final = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16))
_KEPT: Final = (6, 8, 14, 16)
"""The largest number of each window, as anybody sees without torch."""

_INSTALL: Final = "install it: `pip install torch`; a CPU build is enough"
_AGAIN: Final = "install torch again: `pip install --force-reinstall torch`"


@dataclass(slots=True)
class _Trial:
    """What came of loading torch, as far as it got."""

    version: str = ""
    seconds: float = 0.0
    outcome: Outcome | None = None
    absent: str = ""


class Judge:
    """A worker that loads torch from now on, while other things are looked at."""

    def __init__(self, oracle: Oracle) -> None:
        self._oracle = oracle
        self._trial = _Trial()
        self._begun = monotonic()
        self._thread = threading.Thread(target=self._try, daemon=True)
        self._thread.start()

    def check(self, patience: float = PATIENCE) -> Checked:
        """Return how torch is; waits for it, but no longer than `patience` seconds."""
        self._thread.join(max(0.0, self._begun + patience - monotonic()))
        late = self._thread.is_alive()
        self._oracle.close()
        if late:
            done = f"it has loaded ({self._trial.version}), and computes nothing" if self._trial.version else "it loads"
            return broken("torch", f"after {patience:g} s {done} still", "try again when the machine has less to do")
        return judged(
            installed_torch(), self._trial.version, self._trial.seconds, self._trial.outcome, self._trial.absent
        )

    def _try(self) -> None:
        try:
            self._trial.version = self._oracle.torch
            self._trial.seconds = monotonic() - self._begun
            feed = Values(_MAP)
            [self._trial.outcome] = self._oracle.ask([layer_job(Want.VALUES, read_layer(_LAYER), feed, QUESTION_COST)])
        except TorchAbsent as absent:
            self._trial.absent = str(absent)


def judged(installed: str | None, version: str, seconds: float, outcome: Outcome | None, absent: str) -> Checked:
    """Return how torch is, from what is installed and what came of loading it and of asking it."""
    if "No module named 'torch'" in absent:
        return broken("torch", "it is not installed: nothing can be computed", _INSTALL)
    if absent:
        return broken("torch", f"{installed or 'some version'} is installed, but {absent.partition(';')[0]}", _AGAIN)
    if not isinstance(outcome, Computed) or _flat(outcome.numbers) != _KEPT:
        return broken("torch", f"{version} makes {outcome} of {_LAYER}, which keeps {_KEPT}", _AGAIN)
    found = f"{version}, loaded in {seconds:.1f} s; {_LAYER} is computed, and right"
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers and (int(numbers[1]), int(numbers[2])) < _LEAST:
        return look("torch", found, "update it: Quizproof is for torch 2.4 and later")
    return fine("torch", found)


def _flat(numbers: object) -> tuple[object, ...]:
    if isinstance(numbers, tuple):
        return tuple([one for part in numbers for one in _flat(part)])
    return (numbers,)
