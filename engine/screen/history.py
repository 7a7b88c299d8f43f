"""The learner's record on the screen: what is in it, what came of moving it, and what was put away."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from rich.text import Text

from ..history.events import Flagged
from ..history.lines import Imported
from ..history.looking import Contents
from ..housekeeping import Extent, Restored, Returned
from ..ownrecord import Overview
from ..plural import count
from .page import Page

MOST_TOLD: Final = 10
"""Refused lines that are told one by one."""

_NARROW: Final = 60

_COMMANDS: Final = (
    ("export -o FILE", "write it all as JSON lines"),
    ("import FILE", "add what another machine wrote; twice is as good as once"),
    ("restore", "take back a backup, and what can be read of damaged files"),
    ("forget TOPIC", "begin a topic anew"),
    ("undo", "take back the last question that you answered"),
    ("flags", "what you said of questions"),
    ("suspended", "the cards that you put away; unsuspend ID takes one out again"),
)


def print_overview(page: Page, found: Overview) -> None:
    """Print where the record is and what is in it, its backups, and what can be done with it."""
    seen, contents = found.seen, found.seen.contents
    facts = [
        (
            "Record",
            f"{seen.path}, {_bytes(seen.size)}" if seen.size else f"none yet: {seen.path} begins with the first answer",
        )
    ]
    if contents is not None:
        facts.append(("Holds", _holds(contents)))
    days = f", the newest of {found.backups[0]}" if found.backups else ""
    facts.append(("Backups", f"{len(found.backups) or 'none'}{days}"))
    if found.asides:
        facts.append(("Aside", ", ".join([path.name for path in found.asides])))
    _print_pairs(page, facts, "title")
    page.line()
    page.line("quizproof history ...", "title")
    _print_pairs(page, _COMMANDS, "code")


def _holds(contents: Contents) -> str:
    if not contents.attempts:
        return "no attempt yet"
    days = f"from {contents.first} to {contents.last}" if contents.first != contents.last else f"on {contents.first}"
    return (
        f"{count(contents.attempts, 'attempt')} in {count(contents.sittings, 'sitting')}, "
        f"at {count(contents.questions, 'question')} of {count(contents.topics, 'topic')}, {days}"
    )


def print_imported(page: Page, name: str, done: Imported) -> None:
    """Print how much of a file was new, and which of its lines were refused."""
    shown = "standard input" if name == "-" else name
    page.line(
        f"{shown}: {done.added:,} new, {done.known:,} known already, {count(len(done.refused), 'line')} refused",
        hang=2,
    )
    for one in done.refused[:MOST_TOLD]:
        page.line(f"line {one.number}: {one.sentence}", indent=2, hang=2)
    if len(done.refused) > MOST_TOLD:
        page.line(f"and {count(len(done.refused) - MOST_TOLD, 'line')} more", indent=2)


def print_restored(page: Page, done: Restored) -> None:
    """Print how much came back of each file, and how much the record has now."""
    if done.aside is not None:
        page.line(f"The record could not be used: it is kept as {done.aside}, and a new one is begun.", hang=2)
    for one in done.files:
        page.line(f"{one.path}: {_came(one)}", hang=2)
    page.line(f"The record has {count(done.attempts, 'attempt')} now.")


def _came(one: Returned) -> str:
    if one.reason:
        return f"can't be read: {one.reason}"
    if not one.attempts and not one.others:
        return "nothing in it is new"
    others = f" and {one.others:,} other event{'s' * (one.others != 1)}" if one.others else ""
    return f"{count(one.attempts, 'attempt')}{others} came back"


def print_extent(page: Page, extent: Extent) -> None:
    """Ask whether so much is to be forgotten, and say what that means."""
    page.line(
        "What you answered stays in the record, and in what `history export` writes; "
        "it no longer counts for practice and statistics.",
        "quiet",
    )
    page.line(f"Forget {_extent(extent)}?")


def print_forgotten(page: Page, extent: Extent) -> None:
    """Print what counts no more."""
    page.line(f"Forgotten: {_extent(extent)}. Nothing is deleted: `quizproof history export` still has it.", hang=2)


def _extent(extent: Extent) -> str:
    attempts = count(extent.attempts, "attempt")
    if extent.question is not None:
        return f"{attempts} at {extent.question} of {extent.topic}"
    return f"{attempts} at {count(extent.questions, 'question')} of {extent.topic}"


def print_flags(page: Page, found: Sequence[Flagged], zone: Callable[[datetime], int]) -> None:
    """Print what the learner has said of questions; `zone` says how many minutes east of UTC they are at a time."""
    if not found:
        page.line("You have flagged no question: `:flag` and a note does that while one is asked.")
    for place, one in enumerate(found):
        if place:
            page.line()
        day = (one.at + timedelta(minutes=zone(one.at))).date()
        variant = f", variant {one.variant}" if one.variant else ""
        rest = page.safe(f" of {one.topic}{variant}, {day}")
        page.line(Text.assemble((page.safe(one.question), "name"), rest), hang=2)
        page.line(" ".join(one.note.split()) or "no note", "" if one.note.strip() else "quiet", indent=2)


def print_suspended(page: Page, away: Sequence[tuple[str, str]]) -> None:
    """Print the cards that are put away, by topic and id."""
    if not away:
        page.line("No card is put away: `:suspend` does that while its question is asked.")
        return
    for topic, question in away:
        page.line(Text.assemble((page.safe(question), "name"), page.safe(f" of {topic}")), hang=2)
    page.line()
    page.line("quizproof history unsuspend ID takes one out again.", "quiet")


def _print_pairs(page: Page, pairs: Sequence[tuple[str, str]], style: str) -> None:
    longest = max(len(left) for left, _ in pairs)
    for left, right in pairs:
        if page.room() < _NARROW:
            page.line(left, style)
            page.line(right, indent=4)
        else:
            mark = Text(left.ljust(longest) + "  ", style=style)
            page.line(right, indent=0 if style == "title" else 2, hang=mark.cell_len, mark=mark)


def _bytes(size: int) -> str:
    """Return a size as people say it: in kB, or in MB where it is large."""
    return f"{size / 1e6:,.1f} MB" if size >= 1_000_000 else f"{-(-size // 1000)} kB"
