"""Ctrl-C: one line that says how far the quiz had come, and nothing of it is lost."""

from ..scoring import tally
from ..session import stop
from ..sitting import Sitting
from .terminal import Terminal


def interrupted(terminal: Terminal, sitting: Sitting, command: str) -> Sitting:
    """Print the line, and return the sitting as it is left. `command` goes on with it, if it is saved."""
    left, _ = stop(sitting, terminal.clock())
    counts = tally(left)
    terminal.page.line()
    terminal.page.line(f"Stopped. {counts.answered} of {counts.asked} answered, {counts.right} right.")
    if command:
        terminal.page.line(f"Saved. `{command}` goes on.", hang=2)
    return left
