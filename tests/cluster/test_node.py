"""What a node keeps: graders that wait, and the topics of banks, for as long as somebody may want them."""

import marshal
import threading
from pathlib import Path
from typing import ClassVar

import pytest

from clusters import until
from quizproof.engine.bulk import node
from quizproof.engine.bulk.asks import ask_of
from quizproof.engine.bulk.node import _Pool, facts, graded
from quizproof.engine.bulk.packing import packed
from quizproof.engine.workerprocess import TorchAbsent

BANK = "questions: [{id: word, kind: match, prompt: '?', answer: ANSWER, distractors: [other]}]\n"


class Torch:
    """Stands for an oracle, and notes who is there."""

    made: ClassVar[list["Torch"]] = []

    def __init__(self, workers: int) -> None:
        self.closed = False
        Torch.made.append(self)

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    Torch.made.clear()
    monkeypatch.setattr(node, "Oracle", Torch)


def files(folder: Path, answer: str = "sure") -> node.Files:
    (folder / "bank.yaml").write_text("title: T\n" + BANK.replace("ANSWER", answer))
    return packed([folder]).files


def test_one_grader_serves_chunk_after_chunk(tmp_path: Path) -> None:
    pool = _Pool()
    first = pool.take("run", "a", files(tmp_path))
    pool.give_back("a", first)
    assert pool.take("run", "a", files(tmp_path)) is first


def test_torch_is_handed_from_one_bank_to_the_next(tmp_path: Path) -> None:
    pool = _Pool()
    first = pool.take("run", "a", files(tmp_path))
    pool.give_back("a", first)
    second = pool.take("another run", "b", files(tmp_path, "never"))
    assert second is not first
    assert (second.oracle, len(Torch.made)) == (first.oracle, 1)


def test_threads_have_graders_of_their_own(tmp_path: Path) -> None:
    pool = _Pool()
    assert pool.take("run", "a", files(tmp_path)).oracle is not pool.take("run", "a", files(tmp_path)).oracle


def test_what_waits_too_long_is_closed(tmp_path: Path) -> None:
    pool = _Pool(idle_seconds=0.05)
    first, second = pool.take("run", "a", files(tmp_path)), pool.take("run", "a", files(tmp_path))
    pool.give_back("a", first)
    until(lambda: first.oracle.closed, "the first is closed")
    assert not second.oracle.closed
    pool.give_back("a", second)
    until(lambda: second.oracle.closed, "the second is closed")


def test_with_the_last_run_everything_ends(tmp_path: Path) -> None:
    pool = _Pool()
    first, second = pool.take("run", "a", files(tmp_path)), pool.take("another run", "a", files(tmp_path))
    pool.give_back("a", first)
    pool.release("run")
    assert [torch.closed for torch in Torch.made] == [False, False]
    pool.release("another run")
    until(lambda: first.oracle.closed, "what waits is closed")
    assert not second.oracle.closed
    pool.give_back("a", second)
    assert second.oracle.closed


def test_a_chunk_that_comes_after_its_run_has_ended_leaves_nothing(tmp_path: Path) -> None:
    pool = _Pool()
    pool.release("run")
    late = pool.take("run", "a", files(tmp_path))
    pool.give_back("a", late)
    assert late.oracle.closed


def test_a_bank_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacking, unpacked = [], node.unpacked
    monkeypatch.setattr(node, "unpacked", lambda bank: unpacking.append(bank) or unpacked(bank))
    pool, bank = _Pool(), files(tmp_path)
    threads = [threading.Thread(target=pool.take, args=("run", "a", bank)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(unpacking), len(Torch.made)) == (1, 4)


def test_torch_that_cannot_be_loaded_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object) -> None:
        raise TorchAbsent("torch cannot be loaded: it is broken")

    monkeypatch.setattr(node.Grader, "said", absent)
    asks = marshal.dumps((ask_of({"question": "word", "answer": "sure"}),))
    assert graded("run", files(tmp_path), "a", asks) == (facts(), (), "torch cannot be loaded: it is broken")
    assert [torch.closed for torch in Torch.made] == [True]
    node.release("run")
