"""The worker's frames, and what it keeps from the outside."""

import io
import marshal
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from quizproof.engine import worker
from quizproof.engine.children import PARENT
from quizproof.engine.layers import VERSION
from quizproof.engine.worker import read_frame, write_frame

RUN = [sys.executable, "-P", "-m", "quizproof.engine.worker"]


def key(name: str, *args: object, shape: tuple[int, ...] = (1, 1, 4, 4)) -> bytes:
    return marshal.dumps(("shape", [name, args, ()], ("sizes", shape), 0, (), False), 2)


POOL, POOLED = key("MaxPool2d", 2), ("Ran", ((1, 1, 2, 2),))


@contextmanager
def started(command: list[str], environment: Mapping[str, str] = {}) -> "Iterator[subprocess.Popen[bytes]]":
    pipe, known = subprocess.PIPE, os.environ | environment
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=known) as process:
        stop = threading.Timer(60, process.kill)  # a broken worker fails the test instead of holding it up
        stop.start()
        try:
            yield process
        finally:
            stop.cancel()
            process.kill()


def hello(process: "subprocess.Popen[bytes]") -> Any:
    assert process.stdout is not None
    frame = read_frame(process.stdout)
    return frame and marshal.loads(frame)


def ask(process: "subprocess.Popen[bytes]", keys: list[bytes], alone: bool = False) -> list[Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    write_frame(process.stdin, (keys, alone))
    replies: list[Any] = []
    while len(replies) < len(keys):
        frame = read_frame(process.stdout)
        if frame is None:
            break
        replies += marshal.loads(frame)
    return replies


def test_a_batch_is_answered_in_order_and_the_end_of_input_ends_the_worker() -> None:
    with started(RUN) as process:
        assert hello(process) == ("Hello", VERSION)
        keys = [key("MaxPool2d", size) for size in (1, 2, 0, 4)]
        assert [reply[-1] for reply in ask(process, keys)] == [
            ((1, 1, 4, 4),),
            ((1, 1, 2, 2),),
            "stride should not be zero",
            ((1, 1, 1, 1),),
        ]
        assert process.communicate(timeout=30) == (b"", b"")
        assert process.returncode == 0


def test_a_worker_whose_parent_has_ended_before_it_begins_ends_too() -> None:
    """Its stdin may be held open: a process that was started at the same time has inherited it."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    with started(RUN, {PARENT: str(gone.pid)}) as process:
        assert process.wait(timeout=30) == 1


def test_a_worker_says_nothing_on_ctrl_c_and_goes_on() -> None:
    with started(RUN) as process:
        time.sleep(0.3)  # while torch is loading
        process.send_signal(signal.SIGINT)
        assert hello(process)[0] == "Hello"
        process.send_signal(signal.SIGINT)
        assert ask(process, [POOL]) == [POOLED]
        assert process.communicate(timeout=30) == (b"", b"")


NOISY = """
import os
from quizproof.engine import answers, worker
quiet = answers.answer
def loud(request):
    print("printed", flush=True)
    os.write(1, b"written")
    assert os.read(0, 1) == b""
    return quiet(request)
answers.answer = loud
worker.main()
"""


def test_what_torch_prints_or_reads_does_not_reach_the_frames() -> None:
    with started([sys.executable, "-c", NOISY]) as process:
        hello(process)
        assert ask(process, [POOL, POOL]) == [POOLED, POOLED]
        _, said = process.communicate(timeout=30)
        assert b"printed" in said
        assert b"written" in said


def test_a_machine_without_torch_is_told_so() -> None:
    without = "import sys; sys.modules['torch'] = None; from quizproof.engine import worker; sys.exit(worker.main())"
    with started([sys.executable, "-c", without]) as process:
        word, reason = hello(process)
        assert (word, "torch" in reason) == ("Absent", True)
        assert process.wait(timeout=30) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the address space")
def test_a_layer_that_takes_too_much_memory_costs_its_own_answer_only() -> None:
    with started([*RUN, "300000000"]) as process:
        hello(process)
        bombs = [key("Linear", 4, 10**8), key("Conv2d", 1, 1, 1, 1, 9000), key("Upsample", 20000)]
        replies = ask(process, [POOL, *bombs, POOL])
        assert replies == [POOLED, *[("Broke", "ran out of memory")] * len(bombs), POOLED]


@pytest.mark.skipif(not hasattr(signal, "SIGSEGV"), reason="needs signals")
def test_what_was_answered_before_a_crash_is_known() -> None:
    crash = NOISY.replace('print("printed", flush=True)', 'request[1][0] == "Crash" and os.abort()')
    with started([sys.executable, "-c", crash]) as process:
        hello(process)
        assert ask(process, [POOL, POOL, key("Crash"), POOL], alone=True) == [POOLED, POOLED]
        assert process.wait(timeout=30) == -signal.SIGABRT


def test_little_is_imported_besides_torch() -> None:
    code = (
        "import sys; from quizproof.engine import worker; worker.do_without_numpy()\n"
        "from quizproof.engine import answers\n"
        "print(*sorted(name for name, module in sys.modules.items() if module is not None))"
    )
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    ours = [name.removeprefix("quizproof.engine.") for name in modules if name.startswith("quizproof.engine.")]
    assert ours == ["answers", "catalogue", "children", "feeding", "frozen", "layers", "refusals", "settings", "worker"]
    assert {"numpy", "pydantic", "rich", "typer", "yaml", "torch._dynamo"} & set(modules) == set()


def served(requests: bytes, seconds: float, monkeypatch: pytest.MonkeyPatch) -> list[list[object]]:
    """Serve with answers that take this long each; return the frames of replies."""
    now = 0.0

    def answer(request: tuple[object, ...]) -> tuple[object, ...]:
        nonlocal now
        now += seconds
        return ("answer", request)

    monkeypatch.setattr(worker, "monotonic", lambda: now)
    replies = io.BytesIO()
    worker.serve(io.BytesIO(requests), replies, answer)
    replies.seek(0)
    frames = []
    while (frame := read_frame(replies)) is not None:
        frames.append([request for _, request in marshal.loads(frame)])
    return frames


def framed(content: object) -> bytes:
    stream = io.BytesIO()
    write_frame(stream, content)
    return stream.getvalue()


KEYS = [marshal.dumps(number, 2) for number in range(5)]


@pytest.mark.parametrize(
    ("requests", "seconds", "frames"),
    [
        pytest.param(framed((KEYS, False)), 0.0001, [[0, 1, 2, 3, 4]], id="quick ones go together"),
        pytest.param(
            framed((KEYS, False)), 0.0015, [[0, 1], [2, 3], [4]], id="none waits longer than 2 ms for another"
        ),
        pytest.param(framed((KEYS, False)), 0.003, [[0], [1], [2], [3], [4]], id="slow ones go at once"),
        pytest.param(framed((KEYS, True)), 0.0, [[0], [1], [2], [3], [4]], id="alone, each goes at once"),
        pytest.param(framed((KEYS[:2], False)) + framed((KEYS[3:], False)), 0.0, [[0, 1], [3, 4]], id="two batches"),
        pytest.param(framed(([], False)), 0.0, [], id="an empty batch"),
        pytest.param(b"", 0.0, [], id="no input"),
        pytest.param(framed((KEYS, False))[:-1], 0.0, [], id="half a frame"),
    ],
)
def test_when_replies_are_sent(
    requests: bytes, seconds: float, frames: list[list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert served(requests, seconds, monkeypatch) == frames


def test_a_limit_that_the_system_refuses_is_left_alone() -> None:
    worker._limit("RLIMIT_NO_SUCH_THING", 1)
    size = worker._address_space()
    assert size is None or size > 10 * os.sysconf("SC_PAGE_SIZE")
