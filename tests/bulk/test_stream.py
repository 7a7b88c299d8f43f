"""Rows and what is said of them: in order, each ask once, whatever the executor and the store do."""

import subprocess
import sys
from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from quizproof.engine.bulk.asks import Ask, Chunk, Said, ask_of
from quizproof.engine.bulk.executing import in_order
from quizproof.engine.bulk.store import Store
from quizproof.engine.bulk.stream import OFTEN, graded
from quizproof.engine.responses.rows import Row


class Later:
    """A promise that is kept after it was looked at some times."""

    def __init__(self, said: Said, looks: int) -> None:
        self.said, self.looks = said, looks

    def done(self) -> bool:
        self.looks -= 1
        return self.looks < 0

    def result(self) -> Said:
        return self.said


class Recorder:
    """An executor that says of each ask what it was, and keeps which it was asked."""

    def __init__(self, chunk: int, ahead: int, looks: Iterable[int] = ()) -> None:
        self.chunk, self.ahead, self.looks = chunk, ahead, iter(looks)
        self.asked: list[Ask] = []
        self.chunks: list[Chunk] = []

    def map(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Said]]:
        return in_order(chunks, self._submit, lambda: self.ahead)

    def _submit(self, chunk: Chunk) -> Later:
        self.asked += chunk
        self.chunks.append(chunk)
        return Later(tuple([f"{ask[0]}:{ask[3]}" for ask in chunk]), next(self.looks, 0))

    def close(self) -> None: ...


def row(question: str, answer: str, place: int = 0) -> Row:
    fields = {"question": question, "answer": answer, "place": place}
    return Row(fields, fields, {})


def said(rows: Iterable[Row | None], executor: Recorder, store: Store | None = None) -> list[tuple[Row, str]]:
    return list(graded(rows, executor, store or Store()))


@given(
    asked=st.lists(st.none() | st.tuples(st.sampled_from("pq"), st.sampled_from("abcdefgh")), max_size=60),
    chunk=st.integers(1, 7),
    ahead=st.integers(0, 4),
    looks=st.lists(st.integers(0, 9), max_size=60),
)
def test_every_row_comes_out_once_in_order_and_each_ask_is_graded_once(
    asked: list[tuple[str, str] | None], chunk: int, ahead: int, looks: list[int]
) -> None:
    rows = [None if one is None else row(*one, place) for place, one in enumerate(asked)]
    executor = Recorder(chunk, ahead, looks)

    found = said(rows, executor)

    kept = [one for one in rows if one is not None]
    assert found == [(one, f"{one.fields['question']}:{one.fields['answer']}") for one in kept]
    assert sorted(executor.asked) == sorted({ask_of(one.fields) for one in kept})
    assert max(map(len, executor.chunks), default=0) <= chunk


def test_a_row_with_a_fault_is_not_graded() -> None:
    executor = Recorder(4, 1)
    fault = Row({}, {}, {"line": 2}, fault="this line is no JSON")

    assert said([row("q", "a"), fault], executor)[1] == (
        fault,
        '{"verdict": "unreadable", "score": null, "computed": "", "feedback": "this line is no JSON", '
        '"misconceptions": []}',
    )
    assert executor.asked == [("q", "\0", "\0", "a")]


def test_what_is_read_so_far_comes_out_while_no_more_is_there() -> None:
    seen: list[str] = []
    executor = Recorder(1_000, 8, looks=[3])

    def rows() -> Iterator[Row | None]:
        yield row("q", "a")
        yield row("q", "b")
        for _ in range(5):
            yield None
        assert seen == ["q:a", "q:b"], "whoever waits for these replies may be who sends the next row"
        yield row("q", "c")

    for _, text in graded(rows(), executor, Store()):
        seen.append(text)
    assert seen == ["q:a", "q:b", "q:c"]


def test_rows_that_wait_are_few_where_nothing_is_new() -> None:
    read = 0

    def rows() -> Iterator[Row]:
        nonlocal read
        for _ in range(5 * OFTEN):
            read += 1
            yield row("q", "a")

    out = graded(rows(), Recorder(1_000, 2), Store())
    next(out)
    assert read <= OFTEN
    assert sum(1 for _ in out) == 5 * OFTEN - 1


def test_what_the_store_has_is_not_asked_again() -> None:
    store, first, again = Store(), Recorder(2, 1), Recorder(2, 1)
    rows = [row("q", answer) for answer in "abcab"]

    before = said(rows, first, store)

    assert said([*rows, row("q", "d")], again, store) == [*before, (row("q", "d"), "q:d")]
    assert again.asked == [("q", "\0", "\0", "d")]


STUCK = """
import threading
from quizproof.engine.bulk.executing import Here

class Stuck:
    def said(self, asks):
        threading.Event().wait()

def chunks():
    yield (("q", "", "", "a"),)
    raise KeyboardInterrupt

here = Here(Stuck())
try:
    list(here.map(chunks()))
except KeyboardInterrupt:
    here.close()
    print("ended")
"""


def test_the_program_ends_whatever_is_still_waited_for() -> None:
    ended = subprocess.run([sys.executable, "-P", "-c", STUCK], capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stdout) == (0, "ended\n")
