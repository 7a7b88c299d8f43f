"""Practice on the screen: what is asked and why, when each question comes back, and what is next."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ..dealing import Why, coming
from ..frozen import dataclass
from ..opening import command_of
from ..plural import count
from ..practising import Due, Practice
from ..sitting import Ending, Record, Sitting
from .page import Page


@dataclass(frozen=True, slots=True)
class Following:
    """Says what follows from each question of a practice, and in the end what is next."""

    page: Page
    practice: Practice

    def begin(self) -> None:
        """Print why the questions are asked."""
        dealt = self.practice.dealt
        why = {Why.DUE: "due", Why.NEW: "new", Why.AHEAD: "before time"}
        counted = Counter([card.why for card in dealt.cards])
        counts = [f"{counted[one]} {word}" for one, word in why.items() if counted[one]]
        left = f"; {dealt.due} more are due" if dealt.due else ""
        self.page.line(f"{', '.join(counts)}{left}.", "quiet")

    def follows(self, sitting: Sitting, record: Record) -> str:
        """Return when a question that is over comes back."""
        due = self.practice.comes_back(sitting, record)
        missed = record.ending in (Ending.WRONG, Ending.SHOWN) and not record.item.again
        if due is None:
            return ""
        back = _when(due, self.practice.today)
        return f"It comes once more before the end, and {back}." if missed else f"It comes back {back}."

    def end(self) -> None:
        """Print what is next, and keep what follows from the record for the next time."""
        deck = self.practice.read_again()
        later = coming(deck, self.practice.coming_back(deck), self.practice.today)
        if later:
            self.page.line()
            print_later(self.page, later, self.practice.today)
        self.page.flush()
        self.practice.keep(deck)


def print_nothing(page: Page, practice: Practice, label: str) -> None:
    """Print that nothing is to be practised now, and what else can be done. `label` names what was to be practised."""
    dealt, today = practice.dealt, practice.today
    ahead = [name for name in practice.coming_back(practice.deck) if practice.deck.cards[name].last != today]
    page.line("Nothing is due today." if dealt.later or dealt.new else "There is nothing to practise here.")
    print_later(page, dealt.later, today)
    if dealt.new:
        page.line(f"{count(dealt.new, 'question')} you have never met: --new 10 takes more of them a day.", hang=2)
    if dealt.later and ahead and "--ahead" not in label.splitlines():
        page.line(f"`{command_of('practice', label)} --ahead` practises before time.", hang=2)


def print_later(page: Page, later: Sequence[tuple[date, int]], today: date) -> None:
    """Print when how much comes back."""
    if later:
        words = [f"{count} {_when(day, today)}" for day, count in later]
        page.line(f"Coming back: {'; '.join(words)}.", hang=2)


def _when(day: date, today: date) -> str:
    """Return a day as it is said.

    >>> _when(date(2026, 11, 23), date(2026, 11, 22)), _when(date(2026, 12, 3), date(2026, 11, 22))
    ('tomorrow', 'on 3 December, in 11 days')
    """
    days = (day - today).days
    if days < 1:
        return "today"
    if days == 1:
        return "tomorrow"
    year = f" {day.year}" if day.year != today.year else ""
    return f"on {day.day} {day:%B}{year}, in {days} days"


def print_due(page: Page, due: Due) -> None:
    """Print how much is due, by topic."""
    total = sum([number for _, number in due.by_topic])
    said = f"{count(total, 'question')} {'are' if total != 1 else 'is'} due today"
    page.line(f"{said}: {', '.join([f'{name} {number}' for name, number in due.by_topic])}.", "title", hang=2)
    page.line("`quizproof practice` asks what is due.", hang=2)
    print_later(page, due.later, due.today)
