"""Grading while somebody waits: asked ahead while the learner reads, and a word on the screen when it takes long."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from ..choosing import Item
from ..jobs import Job
from ..judging import Asked, grade_answer, plan, plan_choice
from ..oracle import Oracle
from ..typed import Answer
from ..verdict import Grade, void
from ..workerprocess import TorchAbsent

if TYPE_CHECKING:
    from ..solving import Solution

T = TypeVar("T")

PATIENCE: Final = 0.3
"""Seconds of silence before one line says what is being waited for."""


class _Task(Generic[T]):
    """A call in a thread of its own, so that Ctrl-C is heard while torch works."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._found: list[T] = []
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._found.append(self._call())
        except Exception as error:  # noqa: BLE001  # raised again where the result is asked for
            self._error = error

    def done(self, seconds: float | None) -> bool:
        """Return whether it is done within this time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> T:
        """Return what the call returned, or raise what it raised."""
        self.done(None)
        if self._error is not None:
            raise self._error
        return self._found[0]


class Assessor:
    """Grades answers by the oracle. `absent` says why there is no torch, once that is known."""

    def __init__(self, oracle: Oracle, say: Callable[[str], None]) -> None:
        self.absent = ""
        self._oracle = oracle
        self._say = say
        self._ahead: _Task[None] | None = None

    def ask_ahead(self, item: Item) -> None:
        """Begin to compute what the verdict on any choice of a question needs. Returns at once."""
        self._ahead = _Task(lambda: self._ask_ahead(item))

    def grade(self, item: Item, answer: Answer) -> Grade:
        """Return the grade of an answer; VOID where there is no torch."""
        given = answer.contents if item.question.answers else answer.contents[0]

        def grade() -> Grade:
            return grade_answer(self._oracle, item.question, given, answer.bounds)

        if not item.question.computed or isinstance(plan(item.question, given, answer.bounds), Grade):
            return grade()  # nothing needs torch
        try:
            return self._awaited(grade)
        except TorchAbsent as absent:
            self.absent = str(absent)
            return void(self.absent)

    def solution(self, item: Item) -> "Solution | None":
        """Return the worked solution; None where there is no torch."""
        from ..solving import solution

        try:
            return self._awaited(lambda: solution(item.question, self._oracle))
        except TorchAbsent as absent:
            self.absent = str(absent)
            return None

    def _ask_ahead(self, item: Item) -> None:
        from ..solving import solution_jobs  # all that solves and draws loads while the learner reads

        jobs: list[Job] = []
        for choice in (*item.choices, *item.question.keys):
            asked = plan_choice(item.question, choice)
            jobs += asked.jobs if isinstance(asked, Asked) else ()
        try:
            self._oracle.ask([*jobs, *solution_jobs(item.question)])
        except TorchAbsent as absent:
            self.absent = str(absent)

    def _awaited(self, call: Callable[[], T]) -> T:
        """Return what a call returns, once what was asked ahead is there; after a while, say what is waited for."""
        ahead = self._ahead

        def whole() -> T:
            if ahead is not None:
                ahead.done(None)
            return call()

        task = _Task(whole)
        if not task.done(PATIENCE):
            self._say("Checking ..." if self._oracle.ready else "Loading torch ...")
        return task.result()
