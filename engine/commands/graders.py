"""Who grades for a command: this machine or a cluster, and under what name what was graded is remembered."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from ..bank import load
from ..bulk.executing import Executor, Here
from ..bulk.grader import Grader
from ..bulk.local import Local
from ..bulk.packing import packed
from ..cache import digest, engine_version, installed_torch
from ..frozen import dataclass
from ..literals import Unreadable
from ..oracle import cores
from ..screen.page import page_on
from . import engine


@dataclass(frozen=True, slots=True)
class Graders:
    """An executor; `about` names all that its grades follow from."""

    executor: Executor
    about: str


@contextmanager
def graders(banks: Sequence[str | os.PathLike[str]], workers: int | None, cluster: str | None) -> Iterator[Graders]:
    """Give who grades answers to the questions of these banks. Raises what `load` and `Cluster` do."""
    topics = [topic for bank in banks for topic in load(bank)]
    bank = packed(banks)
    about = digest(bank.digest, engine_version(), installed_torch() or str(cluster))
    if cluster is None and (workers or cores()) == 1:
        with engine.Oracle(1) as oracle, closing(Here(Grader(topics, oracle))) as here:
            oracle.start()
            yield Graders(here, about)
        return
    if cluster is None:
        with closing(Local(bank, workers or cores())) as local:
            yield Graders(local, about)
        return
    if workers is not None:
        raise Unreadable("-j is about this machine, and --cluster names another: its workers are as many as it has")
    from ..bulk.cluster import Cluster  # an extra, and it takes a second to load

    page = page_on(sys.stderr)
    with Cluster(cluster, bank, tell=lambda sentence: page.line(f"quizproof: {sentence}", hang=2)) as spread:
        yield Graders(spread, about)
