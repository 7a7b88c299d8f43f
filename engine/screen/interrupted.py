"""Ctrl-C: one line that says how far the quiz had come, and nothing of it is lost."""

from ..choosing import Item, Rules
from ..scoring import tally
from ..session import stop
from ..sitting import Sitting
from .terminal import Terminal


def interrupted(terminal: Terminal, sitting: Sitting | None, items: tuple[Item, ...], rules: Rules) -> Sitting:
    """Print the line, and return the sitting as it is left; it is None where nothing could be answered yet."""
    left, _ = stop(sitting or Sitting(rules, items), terminal.clock())
    counts = tally(left)
    terminal.page.line()
    terminal.page.line(f"Stopped. {counts.answered} of {counts.asked} answered, {counts.right} right.")
    return left
