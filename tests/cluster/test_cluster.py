"""Grading on a cluster: a real scheduler and workers in processes of their own, which are killed meanwhile."""

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client

from clusters import Dask, torch_processes, until
from quizproof.engine.bulk.asks import Ask, Chunk, ask_of
from quizproof.engine.bulk.cluster import PATIENCE_SECONDS, Cluster
from quizproof.engine.bulk.executing import Unavailable
from quizproof.engine.bulk.grader import Grader
from quizproof.engine.bulk.node import facts
from quizproof.engine.bulk.packing import PackedBank, packed, unpacked
from quizproof.engine.bulk.scheduler import Future, Scheduler
from quizproof.engine.oracle import Oracle
from quizproof.engine.version import VERSION

BANK = """
title: T
questions:
  - {id: word, kind: match, prompt: '?', answer: yes it is, distractors: [no]}
  - {id: family, kind: shape, prompt: '?', layer: nn.MaxPool2d($k), input: [1, 1, $n, $n], axes: [-1],
     params: {n: 6..32, k: 2..5}}
  - id: layer
    kind: layer
    prompt: '?'
    input: [1, 1, 9]
    output: [1, 1, 3]
    answer: nn.MaxPool1d(3)
    distractors: [nn.MaxPool1d(2)]
"""
OTHER = """
title: U
questions:
  - {id: word, kind: match, prompt: '?', answer: no, distractors: [yes it is]}
"""

HOSTILE = [
    {"question": "layer", "answer": "nn.MaxPool1d(9223372036854775807)"},
    {"question": "layer", "answer": "__import__('os').abort()"},
    {"question": "word", "answer": "\ud800\x1b[2J\u202e"},
    {"question": "word", "answer": "x" * 20_000},
    {"question": "word", "answer": {"a": [1]}},
    {"question": ["word"], "answer": None},
    {"question": "quizproof-grader", "answer": 1e308},
    {"question": "family", "variant": "n=9,k=99", "answer": "3"},
    {},
]


def bank(folder: Path, text: str = BANK) -> PackedBank:
    (folder / "bank.yaml").write_text(text.replace("[no]", "['no']").replace("answer: no,", "answer: 'no',"))
    return packed([folder])


def some_asks() -> list[Ask]:
    """Some hundreds, of several kinds."""
    layers = [
        f"nn.{name}({kernel}, stride={stride}, padding={padding})"
        for name in ("MaxPool1d", "AvgPool1d")
        for kernel in range(1, 6)
        for stride in range(1, 5)
        for padding in range(3)
    ]
    fields: list[dict[str, Any]] = [{"question": "layer", "answer": layer} for layer in layers]
    fields += [{"question": "family", "seed": seed, "answer": seed % 17} for seed in range(60)]
    fields += [{"question": "word", "answer": f"no {number}"} for number in range(100)]
    asks = [ask_of(one) for one in fields]
    for number, hostile in enumerate(HOSTILE):
        asks.insert(31 * number, ask_of(hostile))
    return asks


def words(number: int) -> list[Ask]:
    """Asks that need no torch, each of them another."""
    return [ask_of({"question": "word", "answer": f"{n} times no"}) for n in range(number)]


def chunks(asks: Sequence[Ask], size: int) -> list[Chunk]:
    return [tuple(asks[n : n + size]) for n in range(0, len(asks), size)]


def said(cluster: Cluster, asks: Sequence[Ask], size: int = 20) -> list[str]:
    return [text for _, part in cluster.map(chunks(asks, size)) for text in part]


def here(packed_bank: PackedBank, asks: Sequence[Ask], oracle: Oracle) -> list[str]:
    return list(Grader(unpacked(packed_bank), oracle).said(tuple(asks)))


def kill_after(number: int, cluster: Cluster, asks: Sequence[Ask], found: list[str], kill: Callable[[], None]) -> None:
    """Grade, note what is said, and kill somebody when that is so much."""
    for _, part in cluster.map(chunks(asks, 3)):
        found += part
        if len(found) == number:
            kill()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler with two workers, which no test kills."""
    made = Dask(tmp_path_factory.mktemp("dask"))
    made.worker()
    made.worker()
    yield made
    made.close()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler without workers."""
    made = Dask(tmp_path_factory.mktemp("other"))
    yield made
    made.close()


@pytest.fixture
def empty(other: Dask) -> Iterator[Dask]:
    """That scheduler, which loses its workers after the test."""
    yield other
    for process in other.started[1:]:
        process.kill()
        process.wait()


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler that a test kills."""
    made = Dask(tmp_path)
    yield made
    made.close()


@pytest.fixture
def client(dask: Dask) -> Iterator[Client]:
    """Looks into the cluster from outside."""
    with Client(scheduler_file=str(dask.file), set_as_default=False) as made:
        made.wait_for_workers(2)
        yield made


def test_the_same_is_said_as_here_and_nothing_is_left(
    dask: Dask, client: Client, tmp_path: Path, oracle: Oracle, capfd: pytest.CaptureFixture[str]
) -> None:
    asks, one = some_asks(), bank(tmp_path)
    tops = [process.pid for process in dask.started]
    with Cluster(str(dask.file), one) as cluster:
        parts = chunks(asks, 20)
        parts.insert(3, ())
        found = list(cluster.map(parts))
        assert 1 <= len(torch_processes(*tops)) <= 2
    assert [chunk for chunk, _ in found] == parts
    assert {len(chunk) - len(part) for chunk, part in found} == {0}
    assert [text for _, part in found for text in part] == here(one, asks, oracle)
    verdicts = {json.loads(text)["verdict"] for _, part in found for text in part}
    assert verdicts == {"correct", "wrong", "unreadable", "void"}
    until(lambda: not torch_processes(*tops), "torch ends with the run", seconds=30)  # not after a minute's rest
    until(lambda: not tasks(client), "the tasks are forgotten")
    assert capfd.readouterr() == ("", "")


def test_a_run_that_is_broken_off_leaves_nothing(dask: Dask, client: Client, tmp_path: Path) -> None:
    with Cluster(str(dask.file), bank(tmp_path)) as cluster:
        for number, _ in enumerate(cluster.map(chunks(words(300), 2))):
            if number == 40:
                assert 2 < tasks(client) <= 2 + 9  # what all chunks need, and what is under way
                break
    until(lambda: not tasks(client), "the tasks are forgotten")


def tasks(client: Client) -> int:
    """Return how many tasks the scheduler knows."""
    return client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))


def test_two_runs_at_once_do_not_disturb_each_other(dask: Dask, client: Client, tmp_path: Path, oracle: Oracle) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    banks = [bank(tmp_path / "a"), bank(tmp_path / "b", OTHER), bank(tmp_path / "a")]
    asks = [ask_of({"question": "word", "answer": text}) for text in ("no", "yes it is")] * 40
    with ThreadPoolExecutor(3) as threads:

        def run(one: PackedBank) -> list[str]:
            with Cluster(str(dask.file), one) as cluster:
                return said(cluster, asks, 2)

        assert list(threads.map(run, banks)) == [here(one, asks, oracle) for one in banks]


def test_a_chunk_of_long_answers_is_sent_in_parts(
    dask: Dask, client: Client, tmp_path: Path, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizproof.engine.bulk.cluster._LOAD", 1_000)
    monkeypatch.setattr("quizproof.engine.bulk.cluster._LOAD_AHEAD", 3_000)
    sent: list[str] = []
    submit = Scheduler.submit
    monkeypatch.setattr(Scheduler, "submit", lambda self, key, *rest: sent.append(key) or submit(self, key, *rest))
    asks = [ask_of({"question": "word", "answer": f"{number} {'x' * 300}"}) for number in range(50)]
    with Cluster(str(dask.file), bank(tmp_path)) as cluster:
        found = said(cluster, asks, 25)
    assert found == here(bank(tmp_path), asks, oracle)
    assert sum("-chunk-" in key for key in sent) == 2 * 7  # of four answers each, and one


DIFFERENT = {
    "version": (
        *(0, "0.0.9"),
        "worker {worker} has Quizproof 0.0.9, and this machine {version}: "
        "install the same there with `pip install quizproof=={version}`",
    ),
    "files": (
        *(1, "f" * 32),
        "worker {worker} has a Quizproof {version} whose files are not those of this machine: install the same there",
    ),
    "torch": (
        *(2, "2.0.1+cpu"),
        "worker {worker} has torch 2.0.1+cpu, and this machine {torch}: "
        "install the same there with `pip install torch=={plain}`",
    ),
    "no torch": (2, "", "torch is missing on worker {worker}: install it there with `pip install torch=={plain}`"),
}


def patching(place: int, value: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """What lets a worker say that it has something else, and what takes that back."""

    def patch() -> None:
        from quizproof.engine.bulk import node

        kept = node.facts
        found = [*kept()]
        found[place] = value
        node.facts = lambda: tuple(found)
        node.facts.kept = kept

    def unpatch() -> None:
        from quizproof.engine.bulk import node

        node.facts = node.facts.kept

    return patch, unpatch


@pytest.mark.parametrize(("place", "value", "sentence"), DIFFERENT.values(), ids=DIFFERENT)
def test_a_worker_that_would_grade_otherwise_is_named(
    dask: Dask, client: Client, tmp_path: Path, place: int, value: str, sentence: str
) -> None:
    worker = min(client.nthreads())
    patch, unpatch = patching(place, value)
    client.run(patch, workers=[worker])
    try:
        with Cluster(str(dask.file), bank(tmp_path)) as cluster, pytest.raises(Unavailable) as refused:
            said(cluster, words(60), 1)
    finally:
        client.run(unpatch, workers=[worker])
    version, _, torch = facts()
    assert str(refused.value) == sentence.format(
        worker=worker, version=version, torch=torch, plain=torch.partition("+")[0]
    )


def test_killed_workers_lose_and_double_nothing_and_a_scheduler_that_dies_is_named(
    doomed: Dask, tmp_path: Path, oracle: Oracle, capfd: pytest.CaptureFixture[str]
) -> None:
    mortal, nursed = doomed.worker(), doomed.worker(nanny=True)
    asks, one = words(300), bank(tmp_path)
    found = []
    with Cluster(str(doomed.file), one) as cluster:
        until(lambda: cluster._scheduler.threads() == 2, "both workers come")
        for number, (chunk, part) in enumerate(cluster.map(chunks(asks, 3))):
            found.append((chunk, part))
            if number == 10:
                mortal.kill()
            if number == 30:
                for child in psutil.Process(nursed.pid).children(recursive=True):
                    child.kill()
    assert [ask for chunk, _ in found for ask in chunk] == asks
    assert [text for _, part in found for text in part] == here(one, asks, oracle)
    with Cluster(str(doomed.file), one) as cluster, pytest.raises(Unavailable) as refused:
        kill_after(30, cluster, asks, [], doomed.scheduler.kill)
    address = json.loads(doomed.file.read_text())["address"]
    mend = "start it and its workers again, and run the same command again"
    assert str(refused.value) == f"the Dask scheduler at {address} is gone: {mend}"
    assert capfd.readouterr() == ("", "")


def test_a_result_that_cannot_be_fetched_for_a_while_is_awaited(
    dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the worker that has it was killed, and the scheduler does not know that yet."""
    waits: list[float] = []
    with Cluster(str(dask.file), bank(tmp_path)) as cluster:
        fetch = cluster._scheduler.fetch

        def lost(future: Future, waiting: float, fetching: float) -> Any:
            waits.append(fetching)
            if len(waits) < 1_100:  # doubled so often, a number of seconds is none any more
                raise TimeoutError
            return fetch(future, waiting, fetching)

        monkeypatch.setattr(cluster._scheduler, "fetch", lost)
        assert len(said(cluster, words(3))) == 3
    assert max(waits) == PATIENCE_SECONDS


def test_a_run_waits_for_workers_and_ends_when_none_comes(empty: Dask, tmp_path: Path) -> None:
    worker = empty.worker()
    running: list[int] = []
    told: list[str] = []
    found: list[str] = []

    def kill() -> None:
        running.extend(torch_processes(worker.pid))
        worker.kill()

    with Cluster(str(empty.file), bank(tmp_path), tell=told.append, patience=1.5) as cluster:
        until(cluster._scheduler.threads, "the worker comes")
        asks = [ask_of({"question": "layer", "answer": "nn.MaxPool1d(3)"}), *words(299)]
        with pytest.raises(Unavailable) as refused:
            kill_after(30, cluster, asks, found, kill)
    address = json.loads(empty.file.read_text())["address"]
    start = f"start some with `dask worker {address} --nworkers 2 --nthreads 1`"
    assert str(refused.value) == f"no worker came to {address} in 1.5 s: {start}, and run the same command again"
    assert told == [f"waiting for a worker of {address}: {start}"]
    assert 30 <= len(found) < 300
    assert len(running) == 1
    until(lambda: not psutil.pid_exists(running[0]), "torch ends with the worker that has started it")


def test_a_worker_without_quizproof_is_named(empty: Dask, tmp_path: Path) -> None:
    empty.worker(quizproof=False)
    with Cluster(str(empty.file), bank(tmp_path)) as cluster, pytest.raises(Unavailable) as refused:
        said(cluster, words(10))
    with Client(scheduler_file=str(empty.file), set_as_default=False) as client:
        [worker] = client.nthreads()
    assert str(refused.value) == (
        f"Quizproof is missing on worker {worker}: install it there with `pip install quizproof=={VERSION}`"
    )


def test_a_scheduler_that_stands_still_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizproof.engine.bulk.scheduler._ANSWER_SECONDS", 0.3)
    (tmp_path / "dask").mkdir()
    still = Dask(tmp_path / "dask")
    try:
        still.worker()
        with Cluster(str(still.file), bank(tmp_path), patience=0.5) as cluster:
            until(cluster._scheduler.threads, "the worker comes")
            still.scheduler.send_signal(signal.SIGSTOP)
            with pytest.raises(Unavailable) as refused:
                said(cluster, words(50))
            still.scheduler.send_signal(signal.SIGCONT)
    finally:
        still.close()
    address = json.loads(still.file.read_text())["address"]
    assert str(refused.value) == (
        f"{address} has not answered for 0.5 s: look after it, and run the same command again"
    )
