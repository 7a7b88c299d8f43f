"""The loop of a quiz: read a line, let the session decide, print what it says."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..choosing import Item, Rules
from ..oracle import Oracle
from ..session import Ended, Event, Finished, Flag, Noted, Show, Stepped, graded, leave_out, shown, step, stop
from ..sitting import Ending, Judging, Over, Record, Sitting
from .asking import print_heading, print_item
from .assessor import Assessor
from .summary import asked_as, print_summary
from .terminal import PROMPT, Terminal
from .verdict import print_ending, print_lesson_of, print_said, print_typed

if TYPE_CHECKING:
    from ..keeping import Scribe
    from ..solving import Solution


class Front:
    """Takes one learner through questions. `sitting` is how far it has come, also when it is interrupted.

    `standing`: a question that stands on the page already. `scribe` writes down what happens before it is printed.
    `follow` says what follows from a question that is over.
    """

    def __init__(
        self,
        terminal: Terminal,
        oracle: Oracle,
        standing: Item | None = None,
        scribe: "Scribe | None" = None,
        follow: Callable[[Sitting, Record], str] | None = None,
    ) -> None:
        self.sitting = Sitting(Rules(), ())
        self._page = terminal.page
        self._terminal = terminal
        self._assessor = Assessor(oracle, lambda words: terminal.page.line(words, "quiet"))
        self._solutions: dict[tuple[str, str, str | None], Solution] = {}
        self._told_absent = False
        self._standing = standing
        self.scribe = scribe
        self._follow = follow

    def take(self, begun: Stepped) -> Sitting:
        """Ask the questions of a sitting that was begun, or is gone on with; return it when it is over."""
        clock = self._terminal.clock
        self.sitting, events = begun
        while True:
            for event in events:
                self._print(event)
            if isinstance(self.sitting.phase, Over):
                return self.sitting
            if any(isinstance(event, Show) for event in events):
                self.sitting = shown(self.sitting, clock())
            after, events = self._advance(self.sitting)
            if self.scribe is not None:
                self.scribe.step(self.sitting, after, events)
            self.sitting = after

    @property
    def quit(self) -> bool:
        """Whether the learner left before the end."""
        return isinstance(self.sitting.phase, Over) and self.sitting.phase.quit

    def sum_up(self, since: int = 0) -> None:
        """Print what the sitting has come to; where the learner has left, what to look at after so many questions."""
        print_summary(self._page, self.sitting, self._solutions, since)

    def _advance(self, sitting: Sitting) -> Stepped:
        """Return what follows: from the verdict that is awaited, or from a line."""
        clock = self._terminal.clock
        if isinstance(sitting.phase, Judging):
            grade = self._assessor.grade(sitting.current, sitting.phase.answer)
            return graded(sitting, grade, clock())
        if self._cannot_judge(sitting.current):
            if sitting.current is self._standing:
                self._page.word("Not counted", "doubt", f"{self._assessor.absent}.")
            return leave_out(sitting, clock())
        try:
            line = self._terminal.read(PROMPT)
        except EOFError:
            return stop(sitting, clock())
        return step(sitting, line, clock())

    def _cannot_judge(self, item: Item) -> bool:
        return bool(self._assessor.absent) and item.question.computed

    def _print(self, event: Event) -> None:
        match event:
            case Show(item, number, of):
                self._show(item, number, of)
            case Noted():
                self._page.line("Noted.")
            case Ended(record):
                self._tell(record)
            case Finished(untold):
                self._tell_all(untold)
            case Flag():
                self._page.line("Your note is kept." if self.scribe else "Notes are kept with the record only.")
            case _:
                print_said(self._page, event)

    def _tell_all(self, untold: tuple[Record, ...]) -> None:
        for number, record in enumerate(untold, 1):
            self._page.line()
            print_heading(self._page, record.item, number, len(self.sitting.items), bar=False)
            print_typed(self._page, record)
            self._tell(record)

    def _show(self, item: Item, number: int, of: int) -> None:
        if self._cannot_judge(item):
            if not self._told_absent:
                self._told_absent = True
                self._page.line()
                self._page.word("Not counted", "doubt", "the questions that need torch are left out.")
            return
        if item is not self._standing:
            print_item(self._page, item, number, of)
        self._standing = item
        self._assessor.ask_ahead(item)

    def _tell(self, record: Record) -> None:
        print_ending(self._page, record)
        if record.ending not in (Ending.SKIPPED, Ending.VOID):
            solution = self._assessor.solution(record.item)
            if solution is not None:
                self._solutions[asked_as(record.item)] = solution
                print_lesson_of(self._page, record, solution)
        follows = self._follow(self.sitting, record) if self._follow is not None else ""
        if follows:
            self._page.line(follows)
