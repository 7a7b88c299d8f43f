"""A sitting on the screen: from its first line to its summary."""

import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..keeping import Keeper
from ..opening import Opened, command_of
from ..oracle import Oracle
from ..scoring import to_review
from ..sitting import Asking, Over, Sitting
from ..topic import Topic
from .asking import print_item
from .page import Page
from .terminal import Terminal

if TYPE_CHECKING:
    from ..history.resuming import Progress
    from .practising import Following


def take(
    terminal: Terminal,
    topics: Sequence[Topic],
    opened: Opened,
    oracle: Oracle,
    keeper: Keeper,
    following: "Following | None" = None,
) -> tuple[Sitting, bool]:
    """Ask the questions and sum up. Return how it went, and whether the learner interrupted it.

    `following` says what follows from questions that are over, in practice.
    """
    page, sitting = terminal.page, opened.sitting
    _print_start(page, topics, opened)
    if following is not None and opened.found is None:
        following.begin()
    print_item(page, sitting.current, len(sitting.records) + 1, len(sitting.items))
    _print_so_far(page, sitting)
    page.flush()
    front = None
    before = signal.signal(signal.SIGINT, _interrupt_once)
    try:
        from .front import Front  # and all that a verdict needs: it loads while the first question is read

        scribe = keeper.scribe(opened.bank, topics, opened.found)
        if scribe is not None:
            if opened.dropped is not None:
                scribe.drop(opened.dropped.begun)
            if opened.found is None:
                scribe.begin(sitting, opened.mode)
        front = Front(terminal, oracle, sitting.current, scribe, following.follows if following else None)
        sitting = front.take(opened.begun)
        front.sum_up(len(opened.sitting.records))
        _print_next(page, sitting, opened, keeper)
        if following is not None:
            following.end()
    except KeyboardInterrupt:
        from .interrupted import interrupted

        keeper.close(interrupted=True)
        left = front.sitting if front else sitting
        return interrupted(terminal, left, command_of(opened.mode, opened.bank) if keeper.saved else ""), True
    page.flush()
    keeper.close()
    signal.signal(signal.SIGINT, before)
    return sitting, False


def _print_start(page: Page, topics: Sequence[Topic], opened: Opened) -> None:
    sitting, number = opened.sitting, len(opened.sitting.items)
    title = topics[0].title if len(topics) == 1 else f"{len(topics)} topics"
    title = {"missed": f"{title}, what you missed", "practice": "Practice"}.get(opened.mode, title)
    if opened.found is None:
        page.line(f"{title}: {number} question{'s' * (number != 1)}", "title")
    else:
        page.line(f"{title}: on with question {len(sitting.records) + 1} of {number}", "title")
        page.line(f"You began it on {_begun(opened.found)}; --restart begins again.", "quiet")
    page.line("Type an answer and Enter; :hint, :idk, :skip, :quit and :help work at any time.", "quiet")
    if sitting.rules.test:
        page.line("This is a test: one answer each, no hints, and all that is to be said at the end.", "quiet")


def _begun(found: "Progress") -> str:
    at = found.begun.at.astimezone()
    return f"{at.day} {at:%B at %H:%M}"


def _print_so_far(page: Page, sitting: Sitting) -> None:
    """Say what was done already at the question with which a sitting goes on."""
    asking = sitting.phase
    if not isinstance(asking, Asking):
        return
    tries, hints = len(asking.tries), asking.hints
    said = [f"You tried {tries} of {sitting.current.attempts} times." if tries else "",
            f"You saw {hints} hint{'s' * (hints != 1)}." if hints else ""]  # fmt: skip
    if any(said):
        page.line(" ".join(filter(None, said)), "quiet")


def _print_next(page: Page, sitting: Sitting, opened: Opened, keeper: Keeper) -> None:
    """Say how what is left is gone on with, or what was missed is asked again."""
    if not keeper.saved:
        return
    if isinstance(sitting.phase, Over) and sitting.phase.quit:
        page.line()
        page.line(f"Saved. `{command_of(opened.mode, opened.bank)}` goes on.", hang=2)
    elif opened.mode != "practice" and to_review(sitting):
        page.line()
        missed, practice = [command_of(mode, opened.bank) for mode in ("missed", "practice")]
        page.line(f"`{missed}` asks these again, `{practice}` when they are due.", hang=2)


def _interrupt_once(*_: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one must not print a traceback over what is said then
    raise KeyboardInterrupt
