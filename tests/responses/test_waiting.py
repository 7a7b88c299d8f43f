"""The standard input: lines as they come, and word where none comes, so that a program gets its replies."""

import io
import subprocess
import sys

import pytest

from quizproof.engine.literals import Unreadable
from quizproof.engine.responses import Row, read_responses, waiting

TOLD = """
import sys
from quizproof.engine.responses import read_responses
with read_responses(["-"]) as responses:
    for row in responses.rows():
        print("none" if row is None else row.text or row.fault, flush=True)
"""


def test_a_program_that_waits_for_replies_gets_them_and_that_there_is_no_more_for_now() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-P", "-c", TOLD], stdin=pipe, stdout=pipe, text=True, bufsize=1) as running:
        assert running.stdin is not None
        assert running.stdout is not None

        def next_but_none() -> str:
            assert running.stdout is not None
            return next(line for line in running.stdout if line != "none\n")

        running.stdin.write('{"a": 1}\n{"a": 2}\n{"a"')
        assert [next_but_none(), next_but_none()] == ['{"a": 1}\n', '{"a": 2}\n']
        assert running.stdout.readline() == "none\n"
        running.stdin.write(": 3}\r\n\n[]")
        assert next_but_none() == '{"a": 3}\n'
        assert next_but_none() == "this line is no JSON\n"
        running.stdin.close()
        assert next_but_none() == "this line is no JSON object\n"
        assert [line for line in running.stdout if line != "none\n"] == []
    assert running.returncode == 0


def test_whoever_stops_reading_ends_at_once_though_the_input_goes_on() -> None:
    program = TOLD + "        sys.exit(3)\n"
    with subprocess.Popen(
        [sys.executable, "-P", "-c", program], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        assert running.wait(60) == 3
        assert running.stderr.read() == b""


def test_a_line_without_end_is_told() -> None:
    typed = b"x" * 30_000_000 + b'\n{"a": 1}\n'
    done = subprocess.run([sys.executable, "-P", "-c", TOLD], input=typed, capture_output=True, check=True)
    lines = [line for line in done.stdout.decode().splitlines() if line != "none"]
    assert lines == ["this line has more than 10,000,000 characters", '{"a": 1}']


def test_a_line_without_end_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LONGEST", 150)
    monkeypatch.setattr(waiting, "_blocks", lambda: iter([b"x" * 100] * 9 + [b"\ny"]))
    assert [len(line or "") for line in waiting.lines_coming()] == [200, 1]


def test_another_stream_in_its_place_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"a": 1}\n{}'), encoding="utf-8"))
    with read_responses(["-"]) as responses:
        assert responses.part() is None
        assert list(responses.rows()) == [Row({"a": 1}, {"a": 1}, {}, '{"a": 1}'), Row({}, {}, {}, "{}")]


def test_a_closed_input_is_one_sentence() -> None:
    program = TOLD.replace("with read", "import os; os.close(0); os.open('.', os.O_RDONLY)\nwith read")
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.stderr.splitlines()[-1] == f"{Unreadable.__module__}.Unreadable: the standard input: Is a directory"
