"""The end of a quiz: score, time, hints, and what to look at again."""

from typing import TYPE_CHECKING

from ..choosing import Item
from ..scoring import Tally, tally, to_review
from ..sitting import Ending, Over, Record, Sitting
from .asking import shown_plainly
from .page import Page
from .verdict import typed_plainly

if TYPE_CHECKING:
    from ..solving import Solution


def asked_as(item: Item) -> tuple[str, str, str | None]:
    """Return what tells a question in its variant from every other that is asked."""
    return item.topic, item.question.id, item.question.variant


def print_summary(
    page: Page, sitting: Sitting, solutions: "dict[tuple[str, str, str | None], Solution]", since: int = 0
) -> None:
    """Print what a sitting has come to. `solutions`: by `asked_as`, of what was told.

    Where the learner has left, only what came after the first `since` questions is looked at again: the rest was told.
    """
    counts = tally(sitting)
    left = isinstance(sitting.phase, Over) and sitting.phase.quit
    page.line()
    if left and not sitting.records:
        page.line(f"Stopped. No question of {counts.asked} was answered.", "title")
        return
    page.line(_score(counts, left), "title")
    for line in _more(counts):
        page.line(line)
    told = sitting.records[:since] if left else ()
    again = [record for record in to_review(sitting) if record not in told]
    if again:
        page.line()
        page.line("To look at again", "title")
    for record in again:
        _print_again(page, record, solutions.get(asked_as(record.item)))


def _score(counts: Tally, left: bool) -> str:
    words = f"{'Stopped' if left else 'Done'}. {counts.right} of {counts.asked} right"
    if counts.first < counts.right:
        words += f", {counts.first} of them at the first try"
    return f"{words}. {_minutes(counts.seconds)}."


def _more(counts: Tally) -> list[str]:
    lines = []
    if (counts.of and counts.points != counts.right) or counts.of != counts.asked:
        lines.append(f"Points: {counts.points:g} of {counts.of:g}.")
    said = [
        (counts.hints, f"Hints used: {counts.hints}."),
        (counts.skipped, f"Skipped: {counts.skipped}."),
        (counts.late, f"Late: {counts.late}."),
        (counts.void, f"Not counted: {counts.void}."),
    ]
    words = " ".join([sentence for number, sentence in said if number])
    return [*lines, words] if words else lines


def _print_again(page: Page, record: Record, solution: "Solution | None") -> None:
    question = record.item.question
    page.line(question.id, "code", indent=2)
    if question.variant is not None:
        page.line(f"variant {question.variant}", "quiet", indent=4, hang=4)
    if record.ending is Ending.SKIPPED:
        page.line("skipped", indent=4)
        return
    if record.tries:
        page.line(f"you: {typed_plainly(page, record)}", indent=4, hang=5)
    keys = [shown_plainly(page, question, key) for key in question.keys]
    right = keys or list(solution.answers if solution else ())
    if right:
        page.line(f"answer: {' and '.join(right)}", indent=4, hang=8)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
