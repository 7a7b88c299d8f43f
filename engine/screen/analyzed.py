"""An item analysis on the screen. What tells most comes last: it stands above the prompt when all is printed."""

from typing import Final

from ..analysis import wording as words
from ..analysis.facts import Analysis, Item, Slip
from ..analysis.spots import spots
from ..analysis.telling import advice, detailing, measuring, wholetest
from ..literals import Unreadable
from .analyzeditems import print_item, print_table
from .bars import Row, print_rows
from .page import Page

MOST: Final = 10
"""So many questions to look at are told in full. The others are named: --json and --html tell all."""

MOST_ROWS: Final = 100
"""Of more questions, only those to look at are in the table."""

MOST_SLIPS: Final = 8
_MOST_TOLD: Final = 4
_MOST_SPOTS: Final = 2


def print_analysis(page: Page, found: Analysis, question: str | None = None) -> None:
    """Print what a class's answers say of all questions, or of one in full. Raises Unreadable where it is not there."""
    if question is not None:
        item = _item(found, question)
        print_item(page, found, item)
        if item.remarks:
            page.line()
            page.line("Why to look at it", "title")
            _print_remarks(page, item, indent=0)
        return
    page.line(wholetest.heading(found), "title")
    page.line(wholetest.overview(found))
    page.line(wholetest.counting(found), "quiet")
    if not found.items:
        page.line(wholetest.NOTHING_AT_ALL)
        return
    _print_items(page, found)
    _print_whole(page, found)
    if found.slips:
        _print_slips(page, found)
    _print_to_look_at(page, found)


def _print_items(page: Page, found: Analysis) -> None:
    shown = found.items if len(found.items) <= MOST_ROWS else tuple([item for item in found.items if item.remarks])
    page.line()
    page.line("Questions", "title")
    page.line(f"{measuring.DIFFICULTY} {measuring.DISCRIMINATION}", "quiet")
    print_table(page, shown)
    left = len(found.items) - len(shown)
    if left:
        page.line(
            f"{left:,} more have nothing to look at and are left out here: --question ID shows one, --json and --html "
            "have all.",
            "quiet",
        )
    unknown = measuring.unknowns(shown)
    if unknown:
        page.line(unknown, "quiet")


def _print_whole(page: Page, found: Analysis) -> None:
    page.line()
    page.line("Reliability", "title")
    page.line(wholetest.reliability(found))
    for sentence in (wholetest.reliable_enough(found), wholetest.measurement(found)):
        if sentence:
            page.line(sentence)


def _print_slips(page: Page, found: Analysis) -> None:
    page.line()
    page.line("Misconceptions", "title")
    if any(slip.perhaps for slip in found.slips):
        page.line(detailing.PERHAPS, "quiet")
    drawn, others = found.slips[:MOST_SLIPS], found.slips[MOST_SLIPS:]
    most = max(slip.sure + slip.perhaps for slip in drawn)
    print_rows(page, [_row(slip, most) for slip in drawn])
    for slip in drawn[:_MOST_TOLD]:
        _print_slip(page, found, slip)
    if others:
        sure = [detailing.briefly(slip) for slip in others if slip.sure]
        rest = len(others) - len(sure)
        told = [*sure, *([f"{rest:,} that are only perhaps there"] if rest else [])]
        page.line()
        page.line(f"Seen too: {', '.join(told)}.", hang=2)


def _row(slip: Slip, most: int) -> Row:
    perhaps = f"perhaps {slip.perhaps:,} more" if slip.perhaps else ""
    return Row(words.flat(slip.slug), slip.sure / most, f"{slip.sure:,}", perhaps)


def _print_slip(page: Page, found: Analysis, slip: Slip) -> None:
    page.line()
    page.line(words.flat(slip.slug), "name", hang=2)
    for sentence in detailing.of_slip(slip):
        page.line(sentence, indent=2)
    for spot in spots(found.items, slip.slug)[:_MOST_SPOTS]:
        page.line(detailing.of_spot(spot), indent=2, hang=2)


def _print_to_look_at(page: Page, found: Analysis) -> None:
    told, others = found.to_look_at[:MOST], found.to_look_at[MOST:]
    page.line()
    page.line("Questions to look at", "title")
    if not told:
        page.line(advice.NOTHING_TO_LOOK_AT)
    else:
        page.line("--question ID shows one in full: its answers by thirds, its parameters.", "quiet")
    for place, item in enumerate(told):
        if place:
            page.line()
        page.line(words.flat(item.id), "name", hang=2)
        page.line(measuring.in_few_words(item), "quiet", indent=2)
        _print_remarks(page, item, indent=2)
    if others:
        page.line()
        page.line(
            f"Also: {', '.join([f'{words.flat(item.id)} ({advice.in_brief(item)})' for item in others])}.", hang=2
        )


def _print_remarks(page: Page, item: Item, indent: int) -> None:
    for whys, to_do in advice.told_together(item):
        for why in whys:
            page.line(why, indent=indent)
        page.line(to_do, indent=indent + 2)


def _item(found: Analysis, name: str) -> Item:
    """Return the question of this id. Raises Unreadable where no answer was to it."""
    for item in found.items:
        if item.id == name:
            return item
    from ..layercall import closest  # reads Python, which only a mistake needs here
    from ..shapes import shown

    close = closest(name, tuple([item.id for item in found.items]))
    mend = f"did you mean {close}?" if close else "leave --question out, and all are listed"
    raise Unreadable(f"no answer is to a question {shown(name, 40)}; {mend}")
