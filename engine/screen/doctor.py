"""The doctor on the screen: a word, what was found, and what to do about it."""

from collections.abc import Iterable
from typing import Final

from rich.text import Text

from ..doctor import Checked, Screen, State
from .page import Page

_WORDS: Final = {State.FINE: ("Fine", "good"), State.LOOK: ("Look", "doubt"), State.BROKEN: ("Broken", "bad")}
_NAMES: Final = {"quizproof": "Quizproof", "python": "Python", "aside": "kept aside"}
_COLUMN: Final = 8
_NARROW: Final = 60


def screen_of(page: Page) -> Screen:
    """Return what a page is printed on."""
    console = page.console
    return Screen(console.is_terminal, page.room(), console.encoding, console.color_system is not None)


def print_checked(page: Page, found: Iterable[Checked]) -> bool:
    """Print what each check finds, as soon as it is known. Return whether nothing is broken."""
    states = []
    for one in found:
        states.append(one.state)
        _print_one(page, one)
        page.flush()
    broken, doubtful = states.count(State.BROKEN), states.count(State.LOOK)
    page.line()
    if broken or doubtful:
        page.line(f"{len(states)} checks: {broken} broken, {doubtful} worth a look.")
    else:
        page.line(f"{len(states)} checks: all fine.")
    return not broken


def _print_one(page: Page, one: Checked) -> None:
    word, style = _WORDS[one.state]
    found = Text.assemble((_NAMES.get(one.name, one.name), "strong"), page.safe(f": {one.found}"))
    wide = page.room() >= _NARROW
    mark = Text(f"{word:<{_COLUMN}}" if wide else f"{word}  ", style=style)
    page.line(found, mark=mark, hang=_COLUMN)
    if one.mend is not None:
        page.line(f"What to do: {one.mend}.", indent=_COLUMN if wide else 2)
