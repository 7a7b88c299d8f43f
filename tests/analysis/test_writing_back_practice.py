"""A question that was measured in the middle of a sitting is still the same question to its learner."""

from collections.abc import Callable
from pathlib import Path

import pytest

from learning import Learner
from quizproof.engine.analysis.writingback.files import plan_write_back
from quizproof.engine.history.queries import attempts_of
from quizproof.engine.measured import Measurement
from quizproof.engine.oracle import Oracle
from quiztaking import Borrowed
from recording import opened

BANK = """title: Numbers
questions:
  - id: weights
    kind: count
    prompt: How many parameters are there?
    layer: nn.Linear(10, 5)
    answer: 55
    distractors: [50, 15]
    hints: [Each output has a bias., Each output has ten weights.]
"""


def write(path: Path) -> None:
    [one] = plan_write_back([path], {"weights": Measurement(difficulty=0.62, answers=812)}).files
    assert one.write()
    assert path.read_text(encoding="utf-8") == BANK.replace(
        "count\n", "count\n    measured: {difficulty: 0.62, answers: 812}\n"
    )


def edit(path: Path) -> None:
    path.write_text(BANK.replace("are there", "has it"), encoding="utf-8")


@pytest.mark.parametrize(("change", "hints"), [(write, 1), (edit, 0)], ids=["measured", "edited"])
def test_the_hints_that_were_seen_are_kept(
    change: Callable[[Path], None], hints: int, tmp_path: Path, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "numbers.yaml").write_text(BANK, encoding="utf-8")
    learner = Learner(Borrowed(oracle), tmp_path, {})
    learner.does("take numbers.yaml --open", typed=":hint\n")
    change(tmp_path / "numbers.yaml")
    learner.does("take numbers.yaml", typed=":choices\n")  # it is shown anew
    said = learner.does("take numbers.yaml", typed="55\n")
    assert ("You saw 1 hint." in said) == (hints == 1)
    with opened(tmp_path / "record") as history:
        found = attempts_of(history, "numbers", "weights")
    assert [(one.answers, one.ending, one.hints) for one in found] == [
        (("55",), "right", hints + 1)
    ]  # the choices were help, too
