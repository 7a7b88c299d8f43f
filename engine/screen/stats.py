"""Statistics on the screen. What tells most comes last: it stands above the prompt when all is printed."""

from dataclasses import replace
from datetime import date
from typing import Final

from ..stats import wording as words
from ..stats.facts import Slip, Statistics
from ..stats.shares import Share
from .bars import Row, print_rows
from .page import Page

MOST: Final = 5
"""So many misconceptions are told in full. The others are named: --json and --html tell all."""

_COLUMN: Final = 4
_LABEL: Final = 6
_LEAST: Final = 10
"""So many questions that come back make a whole bar, or more do: one alone is no mountain."""
_UNBROKEN: Final = 1_000_000


def print_statistics(page: Page, found: Statistics, suggestion: str) -> None:
    """Print what a record says; where it has nothing yet, that `suggestion` is a topic to begin with."""
    if found.empty:
        page.line(words.nothing(found, suggestion), hang=2)
        return
    page.line(words.heading(found), "title")
    page.line(words.overview(found))
    _print_firsts(page, found)
    _print_days(page, found)
    if found.due is not None:
        _print_due(page, found)
    if found.flags:
        page.line()
        page.line(words.flagged(found))
    if found.slips:
        _print_slips(page, found)


def _print_firsts(page: Page, found: Statistics) -> None:
    page.line()
    page.line("Right at the first try", "title")
    page.line(f"{words.FIRST_TRY} {words.LIKELY}", "quiet")
    print_rows(page, [_row(words.titled(topic), topic.firsts) for topic in found.topics])
    if found.difficulties:
        page.line()
        page.line("By difficulty", "title")
        print_rows(page, [_row(words.DIFFICULTIES[one.difficulty], one.firsts) for one in found.difficulties])


def _row(label: str, share: Share) -> Row:
    if share.few or share.part is None:
        return Row(label, None, words.part(share), words.likely(share))
    return Row(label, share.part, f"{words.percent(share.part)} of {share.asked}", f"likely {words.likely(share)}")


def _print_days(page: Page, found: Statistics) -> None:
    page.line()
    page.line("Days practised", "title")
    page.line(words.practised(found))
    page.line(f"Time: {words.spent(found)}")
    if not found.recent:
        return
    if page.room() < 2 + _LABEL + 7 * _COLUMN:
        page.line("Questions asked on each day", "quiet")
        for day in found.recent:
            page.line(f"{words.weekday(day.day)}: {day.questions}", indent=2)
        return
    page.line("Questions asked on each day; - is a day without.", "quiet")
    page.line(" " * _LABEL + "".join([name.rjust(_COLUMN) for name in words.WEEK]), "quiet", indent=2)
    for monday, *cells in words.weeks(found):
        page.line((monday.rjust(_LABEL) + "".join([cell.rjust(_COLUMN) for cell in cells])).rstrip(), indent=2)


def _print_due(page: Page, found: Statistics) -> None:
    due = found.due
    assert due is not None
    page.line()
    page.line("What comes back", "title")
    page.line(words.due_now(due))
    if due.now:
        page.line(words.PRACTISE, "code", indent=2)
    if due.days:
        scale = max(_LEAST, *[number for _, number in due.days])
        print_rows(page, [Row(words.weekday(day), number / scale, str(number)) for day, number in due.days])


def _print_slips(page: Page, found: Statistics) -> None:
    told = found.kept[:MOST]
    page.line()
    page.line(words.KEPT, "title")
    if not told:
        page.line(words.NONE_KEPT)
    if any(slip.perhaps for slip in told):
        page.line(words.PERHAPS, "quiet")
    for place, slip in enumerate(told):
        if place:
            page.line()
        _print_slip(page, slip, found.today)
    others = [slip for slip in found.slips if slip not in told]
    for label, over in (("Seen too", False), ("Right since", True)):
        named = [words.briefly(slip) for slip in others if slip.overcome is over]
        if named:
            page.line()
            page.line(f"{label}: {', '.join(named)}.", hang=2)


def _print_slip(page: Page, slip: Slip, today: date) -> None:
    page.line(words.named(slip), "name", hang=2)
    page.line(f"{words.often(slip).capitalize()}, last {words.on(slip.last, today)}.", indent=2)
    if words.meant(slip):
        page.line(words.meant(slip), indent=2)
    if slip.example is not None:
        page.line(words.asked(slip.example), "quiet", indent=2, hang=2)
        if slip.example.answers:
            page.line(f"you: {words.typed(slip.example.answers)}", indent=4, hang=5)
        if slip.example.right:
            page.line(f"answer: {words.typed(slip.example.right)}", indent=4, hang=8)
    page.line(words.afterwards(slip), indent=2)
    command = words.practise(slip)
    if command is not None:
        unbroken = replace(page, width=lambda: _UNBROKEN)  # the terminal breaks the line, and a copy of it is whole
        unbroken.line(command, "code", indent=2)
