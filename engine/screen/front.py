"""The loop of a quiz: read a line, let the session decide, print what it says."""

from typing import TYPE_CHECKING

from ..choosing import Item, Rules
from ..oracle import Oracle
from ..session import (
    Ended,
    Event,
    Finished,
    Help,
    Hint,
    Judge,
    Noted,
    NotRead,
    Show,
    Stepped,
    TryAgain,
    begin,
    graded,
    leave_out,
    shown,
    step,
    stop,
)
from ..sitting import Ending, Judging, Over, Record, Sitting
from .asking import print_heading, print_item
from .assessor import Assessor
from .summary import print_summary
from .terminal import PROMPT, Terminal
from .verdict import print_ending, print_help, print_hint, print_lesson_of, print_not_read, print_try_again, print_typed

if TYPE_CHECKING:
    from ..solving import Solution


class Front:
    """Takes one learner through questions. `sitting` is how far it has come, also when it is interrupted.

    `standing`: a question that stands on the page already.
    """

    def __init__(self, terminal: Terminal, oracle: Oracle, standing: Item | None = None) -> None:
        self.sitting = Sitting(Rules(), ())
        self._page = terminal.page
        self._terminal = terminal
        self._assessor = Assessor(oracle, lambda words: terminal.page.line(words, "quiet"))
        self._solutions: dict[str, Solution] = {}
        self._told_absent = False
        self._standing = standing

    def take(self, items: tuple[Item, ...], rules: Rules) -> Sitting:
        """Ask the questions one after another; return the sitting when it is over."""
        clock = self._terminal.clock
        self.sitting, events = begin(items, rules, clock())
        while True:
            for event in events:
                self._print(event)
            if isinstance(self.sitting.phase, Over):
                return self.sitting
            if any(isinstance(event, Show) for event in events):
                self.sitting = shown(self.sitting, clock())
            self.sitting, events = self._advance(self.sitting)

    @property
    def quit(self) -> bool:
        """Whether the learner left before the end."""
        return isinstance(self.sitting.phase, Over) and self.sitting.phase.quit

    def sum_up(self) -> None:
        """Print what the sitting has come to."""
        print_summary(self._page, self.sitting, self._solutions)

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
            case NotRead():
                print_not_read(self._page, event)
            case Hint():
                print_hint(self._page, event)
            case Help(item):
                print_help(self._page, item)
            case TryAgain():
                print_try_again(self._page, event)
            case Noted():
                self._page.line("Noted.")
            case Ended(record):
                self._tell(record)
            case Finished(untold):
                for number, record in enumerate(untold, 1):
                    self._page.line()
                    print_heading(self._page, record.item, number, len(self.sitting.items), bar=False)
                    print_typed(self._page, record)
                    self._tell(record)
            case Judge():
                pass

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
        if record.ending in (Ending.SKIPPED, Ending.VOID):
            return
        solution = self._assessor.solution(record.item)
        if solution is not None:
            self._solutions[record.item.question.id] = solution
            print_lesson_of(self._page, record, solution)
