"""Grading in several processes: the same is said as in one, whoever is killed, and nobody is left behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from quizproof.engine.bulk.asks import Ask, ask_of
from quizproof.engine.bulk.executing import Unavailable
from quizproof.engine.bulk.grader import Grader
from quizproof.engine.bulk.local import Local
from quizproof.engine.bulk.packing import PackedBank, packed, unpacked
from quizproof.engine.oracle import Oracle
from quizproof.engine.workerprocess import TorchAbsent

BANK = """
title: T
questions:
  - {id: layer, kind: layer, prompt: '?', input: [1, 1, 9], output: [1, 1, 3], answer: nn.MaxPool1d(3)}
  - {id: word, kind: match, prompt: '?', answer: yes it is, distractors: [maybe]}
"""


@pytest.fixture
def bank(tmp_path: Path) -> PackedBank:
    (tmp_path / "bank.yaml").write_text(BANK)
    return packed([tmp_path / "bank.yaml"])


def words(number: int) -> list[Ask]:
    """Asks that need no torch."""
    return [ask_of({"question": "word", "answer": f"{place} times \ud800"}) for place in range(number)]


def layers(number: int) -> list[Ask]:
    made = [f"nn.MaxPool1d({place % 5 + 1}, stride={place % 3 + 1})" for place in range(number)]
    return [ask_of({"question": "layer", "answer": layer}) for layer in made]


def chunks(asks: list[Ask], size: int) -> Iterator[tuple[Ask, ...]]:
    return (tuple(asks[place : place + size]) for place in range(0, len(asks), size))


def grading_processes() -> list[psutil.Process]:
    below = psutil.Process().children(recursive=True)
    return [one for one in below if any("gradingprocess" in word for word in one.cmdline())]


def test_the_same_is_said_as_by_one_grader(bank: PackedBank, oracle: Oracle) -> None:
    asks = [*words(40), *layers(60)]
    local = Local(bank, 2)

    found = [text for _, said in local.map(chunks(asks, 7)) for text in said]
    running = grading_processes()
    local.close()

    assert found == list(Grader(unpacked(bank), oracle).said(tuple(asks)))
    assert len(running) == 2
    assert psutil.wait_procs(running, timeout=5)[1] == []


def test_a_process_that_is_killed_loses_and_doubles_nothing(bank: PackedBank, oracle: Oracle) -> None:
    asks = words(300)
    local = Local(bank, 2)
    found: list[tuple[Ask, str]] = []

    for chunk, said in local.map(chunks(asks, 3)):
        found += zip(chunk, said, strict=True)
        if len(found) in (30, 90):
            for process in grading_processes():
                os.kill(process.pid, signal.SIGKILL)
    local.close()

    assert [ask for ask, _ in found] == asks
    assert [text for _, text in found] == list(Grader(unpacked(bank), oracle).said(tuple(asks)))


def test_no_more_processes_are_started_than_have_something_to_do(bank: PackedBank) -> None:
    local = Local(bank, 4)
    for chunk in ([words(3)], [words(2)]):
        list(local.map(chunks(*chunk, 3)))
    running = grading_processes()
    local.close()
    assert len(running) == 1


def test_processes_that_die_whatever_they_are_asked_are_given_up(
    bank: PackedBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    local = Local(bank, 1)

    with pytest.raises(Unavailable) as caught:
        list(local.map(chunks(words(3), 3)))

    local.close()
    assert str(caught.value) == (
        "the processes that grade are killed again and again: is memory short? name fewer with -j"
    )


def test_without_torch(bank: PackedBank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "torch.py").write_text("raise ImportError('no torch here')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "none"))
    local = Local(bank, 1)

    with pytest.raises(TorchAbsent) as caught:
        list(local.map(chunks(layers(3), 3)))

    local.close()
    assert str(caught.value) == "torch cannot be loaded: no torch here; install it with `pip install torch`"


def test_what_is_under_way_when_it_is_closed_keeps_nobody(bank: PackedBank) -> None:
    local = Local(bank, 2)
    graded = local.map(chunks(layers(2_000), 100))
    next(graded)
    running = grading_processes()

    local.close()

    assert running
    assert psutil.wait_procs(running, timeout=5)[1] == []
