"""A file that crashes the parser of YAML costs itself and nothing else, and the scout outlives nobody."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizproof.engine import bank, scoutprocess
from quizproof.engine.bank import read_bank
from quizproof.engine.scoutprocess import ParserCrash, Scout
from quizproof.engine.yamltext import MAX_BYTES

DYING = """
import os, signal, sys, time
from quizproof.engine import scout

survey = scout.survey
def dying(raw):
    if b"crash" in raw:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"leave" in raw:
        os._exit(3)
    if b"hold" in raw:
        time.sleep(60)
    survey(raw)

scout.survey = dying
sys.exit(scout.main())
"""
TOPIC = "title: T\nquestions:\n  - {{id: {0}, kind: match, prompt: Why?, answer: because}}\n"


def started(code: str) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the scout die in files that say so."""
    monkeypatch.setattr(scoutprocess, "started", lambda module: started(DYING))


@pytest.fixture
def scout() -> Iterator[Scout]:
    with Scout() as running:
        yield running


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        folder.joinpath(f"{name}.yaml").write_text(text, encoding="utf-8")


def told(folder: Path, scout: Scout) -> list[tuple[str, list[str], list[str]]]:
    """Return each file with the ids of its questions and what is wrong in it."""
    return [
        (
            Path(read.topic.source.file).name,
            [question.id for question in read.topic.questions],
            [str(finding).partition(": ")[2] for finding in read.findings],
        )
        for read in read_bank([folder], scout=scout)
    ]


def test_a_crash_is_named_and_the_other_files_are_read(dying: None, tmp_path: Path) -> None:
    write(tmp_path, a=TOPIC.format("a"), b="crash", c="leave", d="[1", e=TOPIC.format("e"))

    with Scout() as scout:
        assert told(tmp_path, scout) == [
            ("a.yaml", ["a"], []),
            (
                "b.yaml",
                [],
                ["error refused-yaml: this file crashed the parser of YAML (signal 11): please report it"],
            ),
            (
                "c.yaml",
                [],
                ["error refused-yaml: this file crashed the parser of YAML (exit code 3): please report it"],
            ),
            (
                "d.yaml",
                [],
                [
                    "error bad-yaml: YAML cannot be read here: did not find expected ',' or ']'; "
                    "a bracket is not closed, or text inside brackets needs quotes"
                ],
            ),
            ("e.yaml", ["e"], []),
        ]
        with pytest.raises(ParserCrash) as crash:
            scout.settle()

    assert str(crash.value) == (
        f"{tmp_path}/b.yaml crashed the parser of YAML (signal 11); "
        f"{tmp_path}/c.yaml crashed the parser of YAML (exit code 3)"
    )


def test_a_file_that_holds_the_parser_up_is_given_up(dying: None, tmp_path: Path) -> None:
    write(tmp_path, a=TOPIC.format("a"), b="hold", c=TOPIC.format("c"))

    with Scout(silent_seconds=0.3) as scout:
        assert [(name, ids) for name, ids, _ in told(tmp_path, scout)] == [
            ("a.yaml", ["a"]),
            ("b.yaml", []),
            ("c.yaml", ["c"]),
        ]
        assert scout.crashed == [f"{tmp_path}/b.yaml held the parser of YAML up for 0.3 s"]


def test_a_scout_that_is_killed_from_outside_blames_no_file(
    scout: Scout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank, "_LOT_FILES", 1)
    write(tmp_path, **{f"q{place}": TOPIC.format(f"q{place}") for place in range(8)})
    read = read_bank([tmp_path], scout=scout)

    ids = [next(read).topic.questions[0].id]
    for one in read:
        if scout._process is not None:
            scout._process.kill()
        ids.append(one.topic.questions[0].id)

    assert ids == [f"q{place}" for place in range(8)]
    scout.settle()


def test_many_files_come_in_order_and_few_are_held(
    scout: Scout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"q{place:03}" for place in range(300)]
    write(tmp_path, **{name: TOPIC.format(name) for name in names})
    opened = []
    read_file = bank._read_file
    monkeypatch.setattr(bank, "_read_file", lambda path, root: opened.append(path) or read_file(path, root))
    read = read_bank([tmp_path], scout=scout)

    assert next(read).topic.questions[0].id == "q000"
    assert len(opened) == 128
    assert [one.topic.questions[0].id for one in read] == names[1:]


def test_the_largest_files_come_through(scout: Scout, tmp_path: Path) -> None:
    padding = "#" * (MAX_BYTES - 200)
    write(tmp_path, **{name: f"{TOPIC.format(name)}{padding}\n" for name in "abcd"}, e=padding * 2)

    assert [len(ids) for _, ids, _ in told(tmp_path, scout)] == [1, 1, 1, 1, 0]
    scout.settle()


NOBODY = {
    "no process": "raise SystemExit(1)",
    "no module": "import nowhere",
    "killed": "import os; os.kill(os.getpid(), 9)",
}


@pytest.mark.parametrize("code", NOBODY.values(), ids=NOBODY)
def test_where_nobody_scouts_files_are_read(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoutprocess, "started", lambda module: started(code))
    write(tmp_path, a=TOPIC.format("a"), b=TOPIC.format("b"))

    with Scout() as scout:
        assert [ids for _, ids, _ in told(tmp_path, scout)] == [["a"], ["b"]]
        scout.settle()


def test_where_no_process_can_be_started_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(module: str) -> None:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr(scoutprocess, "started", refused)
    write(tmp_path, a=TOPIC.format("a"))

    with Scout() as scout:
        assert [ids for _, ids, _ in told(tmp_path, scout)] == [["a"]]
        scout.settle()


PARENT = """
import time
from quizproof.engine.scoutprocess import Scout
scout = Scout()
scout.fates(scout.send([b"a: 1"]))
print(scout._process.pid, flush=True)
time.sleep(60)
"""


def test_the_scout_ends_with_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        parent.kill()

    assert ended(pid)


def test_a_closed_scout_is_gone(scout: Scout) -> None:
    scout.fates(scout.send([b"a: 1"]))
    was = pid(scout)
    scout.close()

    assert ended(was)


def pid(scout: Scout) -> int:
    assert scout._process is not None
    return scout._process.pid


def ended(pid: int) -> bool:
    """Wait for a process to end; a zombie that nobody waits for has ended too."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


CRASHING = """
import os, signal, yaml

class Crashing(yaml.CLoader):
    def __init__(self, text):
        if "crash" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        super().__init__(text)

yaml.CLoader = Crashing
"""


def test_the_command_reports_what_it_can_and_ends_with_2(tmp_path: Path) -> None:
    site, folder = tmp_path / "site", tmp_path / "bank"
    site.mkdir()
    folder.mkdir()
    site.joinpath("sitecustomize.py").write_text(CRASHING, encoding="utf-8")
    write(folder, a=TOPIC.format("A"), b="crash: 1", c=TOPIC.format("c"))
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-m", "quizproof", "check", "--no-run", "--format", "concise", "."],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (2, "quizproof: b.yaml crashed the parser of YAML (signal 11)\n")
    assert done.stdout.splitlines()[:2] == [
        "a.yaml:3:10: error bad-type: a name in lower-case words joined by dashes is wanted here, such as max-pool, "
        "not 'A'",
        "b.yaml:1:1: error refused-yaml: this file crashed the parser of YAML (signal 11): please report it",
    ]
