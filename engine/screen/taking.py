"""`take`: a quiz from its first line to its summary."""

import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..choosing import Item, Rules, drawn
from ..oracle import Oracle
from ..topic import Topic
from .asking import print_item
from .terminal import Terminal

if TYPE_CHECKING:
    from ..sitting import Sitting


def take(
    terminal: Terminal, topics: Sequence[Topic], items: tuple[Item, ...], rules: Rules, oracle: Oracle
) -> "tuple[Sitting, bool]":
    """Ask the questions and sum up. Return how it went, and whether the learner interrupted it."""
    page = terminal.page
    title = topics[0].title if len(topics) == 1 else f"{len(topics)} topics"
    page.line(f"{title}: {len(items)} question{'s' * (len(items) != 1)}", "title")
    page.line("Type an answer and Enter; :hint, :idk, :skip, :quit and :help work at any time.", "quiet")
    if rules.test:
        page.line("This is a test: one answer each, no hints, and all that is to be said at the end.", "quiet")
    items = (drawn(items[0], rules), *items[1:])
    print_item(page, items[0], 1, len(items))
    page.flush()
    front = None
    before = signal.signal(signal.SIGINT, _interrupt_once)
    try:
        from .front import Front  # and all that a verdict needs: it loads while the first question is read

        front = Front(terminal, oracle, standing=items[0])
        sitting = front.take(items, rules)
        front.sum_up()
    except KeyboardInterrupt:
        from .interrupted import interrupted

        return interrupted(terminal, front.sitting if front else None, items, rules), True
    signal.signal(signal.SIGINT, before)
    return sitting, False


def _interrupt_once(*_: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one must not print a traceback over what is said then
    raise KeyboardInterrupt
