"""Whatever a job does to its worker costs that job, and nothing else."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizproof.engine import workerprocess
from quizproof.engine.children import started
from quizproof.engine.jobs import Broke, Job, Raised, Ran, Sizes, Values, Want, job
from quizproof.engine.layercall import LayerCall
from quizproof.engine.layers import VERSION
from quizproof.engine.oracle import Oracle

SHAPE = (1, 1, 8)


def run(name: str, *args: int, cost: int = 1, **words: object) -> Job:
    layer = LayerCall(name, args, tuple(words.items()))  # type: ignore[arg-type]  # numbers and truth values
    return job(Want.SHAPE, layer, Sizes(SHAPE), cost=cost)


CRASHES = run("MaxPool1d", 9223372036854775807)
HANGS = run("MaxPool1d", 2**40, ceil_mode=True)
STARVES = run("Conv1d", 60_000, 60_000, 1)
FINE = run("MaxPool1d", 2)
OTHERS = [run("MaxPool1d", k, stride=s) for k in range(1, 8) for s in range(1, 40)]


@pytest.fixture
def impatient() -> Iterator[Oracle]:
    with Oracle(1, answer_seconds=1.0) as one:
        yield one


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        pytest.param(CRASHES, "crashed", id="segmentation fault"),
        pytest.param(HANGS, "did not finish within 1 s", id="endless loop"),
        pytest.param(STARVES, "ran out of memory", id="memory"),
    ],
)
def test_one_bad_job_among_many(impatient: Oracle, bad: Job, reason: str) -> None:
    outcomes = impatient.ask([*OTHERS[:150], bad, *OTHERS[150:]])

    assert outcomes[150] == Broke(reason)
    assert impatient.ask(OTHERS) == outcomes[:150] + outcomes[151:]
    assert {type(outcome) for outcome in outcomes[:150]} == {Ran}


def test_several_bad_jobs_and_the_next_answer(impatient: Oracle) -> None:
    assert impatient.ask([CRASHES, FINE, CRASHES, run("MaxPool1d", 9223372036854775806), run("MaxPool1d", 3)]) == [
        Broke("crashed"),
        Ran(((1, 1, 4),)),
        Broke("crashed"),
        Broke("crashed"),
        Ran(((1, 1, 2),)),
    ]


def test_results_are_remembered_by_layer_and_input(impatient: Oracle) -> None:
    first = impatient.ask(OTHERS)
    ran = impatient.answers_run

    assert impatient.ask(OTHERS) == first
    assert impatient.answers_run == ran
    one, yes = run("MaxPool1d", 2, ceil_mode=1), run("MaxPool1d", 2, ceil_mode=True)
    raised, gave = impatient.ask([one, yes])
    assert isinstance(raised, Raised)
    assert gave == Ran(((1, 1, 4),))


def test_order_is_kept_and_reading_ahead_is_bounded(oracle: Oracle) -> None:
    read = 0

    def asked() -> Iterator[tuple[int, tuple[Job, ...]]]:
        nonlocal read
        for number in range(20_000):
            read += 1
            yield number, (OTHERS[number % len(OTHERS)],)

    stream = oracle.map(asked())
    first = [number for number, _ in (next(stream) for _ in range(5))]

    assert first == [0, 1, 2, 3, 4]
    assert read < 10_000
    assert [number for number, _ in stream] == list(range(5, 20_000))


def test_heavy_jobs_run_and_are_given_back_in_order(oracle: Oracle) -> None:
    heavy = [
        job(Want.SHAPE, LayerCall("Linear", (size, 4096)), Sizes((1, size)), cost=4096 * size) for size in (9000, 9001)
    ]

    assert oracle.ask([heavy[0], FINE, heavy[1]]) == [Ran(((1, 4096),)), Ran(((1, 1, 4),)), Ran(((1, 4096),))]


def test_values_are_exact_and_the_same_for_ever(oracle: Oracle) -> None:
    layer = LayerCall("AvgPool1d", (2,))
    asked = job(Want.VALUES, layer, Values((((1.0, 2.0, 4.0, 8.0),),)), cost=1)

    with Oracle(1) as other:
        assert other.ask([asked]) == oracle.ask([asked])
    outcome = oracle.ask([asked])[0]
    assert (outcome.numbers, outcome.random) == ((((1.5, 6.0),),), False)  # type: ignore[union-attr]


USES = """
from quizproof.engine.jobs import Sizes, Want, job
from quizproof.engine.layercall import LayerCall
from quizproof.engine.oracle import Oracle
print(Oracle(1).ask([job(Want.SHAPE, LayerCall("MaxPool1d", (2,)), Sizes((1, 1, 8)), cost=1)]))
"""
SPAWNED = """
import multiprocessing
def use():
    exec(open("use.py").read())
if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=use)
    child.start()
    child.join()
"""


def test_a_worker_that_is_killed_while_it_loads_torch_is_started_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def doomed_at_first(module: str) -> "subprocess.Popen[bytes]":
        begun.append(started(module))
        if len(begun) == 1:
            begun[0].kill()
        return begun[-1]

    monkeypatch.setattr(workerprocess, "started", doomed_at_first)
    with Oracle(1) as oracle:
        assert oracle.torch == VERSION
    assert len(begun) == 2


@pytest.mark.parametrize("script", [pytest.param("use.py", id="unguarded"), pytest.param("spawned.py", id="spawned")])
def test_works_beside_a_learners_own_files(tmp_path: Path, script: str) -> None:
    for name in ("torch", "engine", "cli", "quizbank", "marshal_"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong file was imported')\n")
    (tmp_path / "use.py").write_text(USES)
    (tmp_path / "spawned.py").write_text(SPAWNED)

    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr, done.returncode) == ("[Ran(shapes=((1, 1, 4),))]\n", "", 0)


ENDS = {
    "idle": ("MaxPool1d", 2, "[Ran("),
    "in the middle of what never ends": ("MaxPool1d", 2**40, ""),
}


@pytest.mark.parametrize(("name", "kernel", "said"), ENDS.values(), ids=ENDS)
def test_workers_end_with_their_parent(name: str, kernel: int, said: str) -> None:
    script = f"""
import os, threading, time
from quizproof.engine.jobs import Sizes, Want, job
from quizproof.engine.layercall import LayerCall
from quizproof.engine.oracle import Oracle
oracle = Oracle(1)
oracle.torch
asked = job(Want.SHAPE, LayerCall({name!r}, ({kernel},), (("ceil_mode", True),)), Sizes((1, 1, 8)), cost=1)
threading.Thread(target=lambda: print(oracle.ask([asked]), flush=True), daemon=True).start()
time.sleep(1)
print(oracle._processes[0]._process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.startswith(said)
    worker = Path("/proc") / done.stdout.split()[-1]

    for _ in range(100):
        if not worker.exists():
            return
        time.sleep(0.1)
    pytest.fail(f"the worker {worker.name} outlives its parent")
