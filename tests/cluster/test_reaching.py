"""What is refused before anything is graded: no address, no scheduler that answers, no Dask, nodes that differ."""

import gc
import socket
import sys
from pathlib import Path

import dask
import distributed  # noqa: F401  # it puts its defaults into Dask's configuration
import pytest

from quizproof.engine.bulk import scheduler
from quizproof.engine.bulk.address import scheduler_at
from quizproof.engine.bulk.alike import difference
from quizproof.engine.bulk.cluster import Cluster
from quizproof.engine.bulk.executing import Unavailable
from quizproof.engine.bulk.node import Facts
from quizproof.engine.bulk.packing import PackedBank
from quizproof.engine.literals import Unreadable

EMPTY = PackedBank(())
SUCH = "write one such as tcp://127.0.0.1:8786, or the path of its file"
WRITE = "write an address such as tcp://127.0.0.1:8786, or the path that `dask scheduler --scheduler-file` has"
NOT_WRITTEN = "is not what `dask scheduler --scheduler-file` writes: it names no tcp:// or tls:// address"

NO_ADDRESSES = {
    "http": ("http://127.0.0.1:8786", f"http://127.0.0.1:8786 is no address of a Dask scheduler: {SUCH}"),
    "no port": ("tcp://127.0.0.1", f"tcp://127.0.0.1 is no address of a Dask scheduler: {SUCH}"),
    "port 0": ("tcp://127.0.0.1:0", f"tcp://127.0.0.1:0 is no address of a Dask scheduler: {SUCH}"),
    "port too large": ("tcp://a:65536", f"tcp://a:65536 is no address of a Dask scheduler: {SUCH}"),
    "digits of another script": ("tcp://a:٨٧", f"tcp://a:٨٧ is no address of a Dask scheduler: {SUCH}"),
    "no scheme": (
        "node7:8786",
        "node7:8786 is no address of a Dask scheduler: write one such as tcp://node7:8786, or the path of its file",
    ),
    "controls": ("tcp://\x1b[2J:1", f"tcp://<U+001B>[2J:1 is no address of a Dask scheduler: {SUCH}"),
    "no file": ("absent.json", f"the scheduler file absent.json cannot be opened (no such file or directory): {WRITE}"),
    "nothing": ("", f"'' is no address of a Dask scheduler: {SUCH}"),
    "a folder": (".", f"the scheduler file . cannot be opened (is a directory): {WRITE}"),
    "no JSON": ("text.json", f"text.json {NOT_WRITTEN}"),
    "a list": ("list.json", f"list.json {NOT_WRITTEN}"),
    "a number": ("number.json", f"number.json {NOT_WRITTEN}"),
    "another scheme": ("inproc.json", f"inproc.json {NOT_WRITTEN}"),
    "deep": ("deep.json", f"deep.json {NOT_WRITTEN}"),
}
FILES = {
    "text.json": "{",
    "list.json": "[]",
    "number.json": '{"address": 1}',
    "inproc.json": '{"address": "inproc://127.0.0.1/1/1"}',
    "deep.json": "[" * 100_000,
    "good.json": '{"address": "tls://[::1]:8786"}',
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("place", "sentence"), NO_ADDRESSES.values(), ids=NO_ADDRESSES)
def test_what_is_no_address_is_refused(files: None, place: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        scheduler_at(place)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("tcp://node-7.example.org:8786", "tcp://node-7.example.org:8786"),
        ("tls://[fe80::1%eth0]:1", "tls://[fe80::1%eth0]:1"),
        ("good.json", "tls://[::1]:8786"),
    ],
)
def test_an_address_is_read(files: None, place: str, address: str) -> None:
    assert scheduler_at(place) == address


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Unreadable) as refused:
        Cluster("tcp://127.0.0.1:1", EMPTY)
    assert str(refused.value) == "a cluster needs distributed: install it with `pip install 'quizproof[cluster]'`"


def test_nobody_answers(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unavailable) as refused:
        Cluster("tcp://127.0.0.1:1", EMPTY, reach=0.3)
    assert str(refused.value) == (
        "no Dask scheduler answers at tcp://127.0.0.1:1: start one with `dask scheduler`, "
        "and its workers with `dask worker tcp://127.0.0.1:1 --nworkers 2 --nthreads 1`"
    )
    assert capfd.readouterr() == ("", "")


def test_who_has_the_port_says_nothing(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unavailable) as refused:
            Cluster(address, EMPTY, reach=0.3)
    assert str(refused.value).startswith(f"no Dask scheduler answers at {address}: start one with `dask scheduler`")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        pytest.param(None, "there are none", id="none"),
        pytest.param("nowhere.pem", "FileNotFoundError: [Errno 2] No such file or directory", id="missing"),
    ],
)
def test_certificates_are_wanted(file: str | None, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    named = {f"distributed.comm.tls.{name}": file for name in ("ca-file", "client.cert", "client.key")}
    with dask.config.set(named), pytest.raises(Unavailable) as refused:
        Cluster("tls://127.0.0.1:1", EMPTY, reach=0.3)
    gc.collect()  # what is half made says so when it goes
    mend = "name them in Dask's configuration, under distributed.comm.tls as `ca-file`, `client.cert`, `client.key`"
    assert str(refused.value) == f"tls://127.0.0.1:1 wants certificates, and {why}: {mend}"
    assert capfd.readouterr() == ("", "")


OURS: Facts = ("1.2", "aa", "2.9.0+cpu")
NODES: dict[str, tuple[Facts, dict[str, Facts | Exception], str]] = {
    "all alike": (OURS, {"a": OURS, "b": ("1.2", "aa", "2.9.0+cu128")}, ""),
    "nobody": (OURS, {}, ""),
    "several": (
        OURS,
        {"a": OURS, "b": ("1.1", "bb", "2.9.0"), "c": ("1.1", "cc", "2.8.0")},
        "worker b (and 1 more) has Quizproof 1.1, and this machine 1.2: "
        "install the same there with `pip install quizproof==1.2`",
    ),
    "no torch here": (
        ("1.2", "aa", ""),
        {"a": ("1.2", "aa", "2.9.0"), "b": ("1.2", "aa", "2.8.0")},
        "worker b has torch 2.8.0, and worker a 2.9.0: install the same there with `pip install torch==2.9.0`",
    ),
    "no torch anywhere": (
        ("1.2", "aa", ""),
        {"a": ("1.2", "aa", "")},
        "torch is missing on worker a: install it there with `pip install torch`",
    ),
    "what cannot be loaded": (
        OURS,
        {"a": ImportError("no\x1b[2J\nhtml")},
        "worker a cannot load the Quizproof that this machine has (ImportError: no<U+001B>[2J html): "
        "install it there with `pip install quizproof==1.2`",
    ),
}


@pytest.mark.parametrize(("ours", "nodes", "sentence"), NODES.values(), ids=NODES)
def test_what_differs_is_said_in_one_sentence(ours: Facts, nodes: dict[str, Facts | Exception], sentence: str) -> None:
    assert difference(ours, nodes) == sentence
