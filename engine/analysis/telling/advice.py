"""What is said of a question that is worth looking at: why, in a sentence with its numbers, and what to do."""

from typing import Final

from ..facts import Item
from ..reasons import Reason, Remark
from ..remarking import ABOUT

NOTHING_TO_LOOK_AT: Final = "None: no question is out of the usual range."
GUESS: Final = "A guess: these are few answers."


def in_brief(item: Item) -> str:
    """Return the gravest reason to look at a question in few words, and how many more there are.

    >>> from dataclasses import replace
    >>> from ..measures import Measured, Score
    >>> item = Item("a", Score(), 0, Measured(None), Measured(None))
    >>> easy, slow = Remark(Reason.EASY, 0.97, 0.9, 120), Remark(Reason.SLOW, 200, 120, 6, few=True)
    >>> in_brief(item), in_brief(replace(item, remarks=(slow,))), in_brief(replace(item, remarks=(slow, easy)))
    ('', 'slow?', 'too easy +1')
    """
    if not item.remarks:
        return ""
    gravest = grave(item)[0]
    more = f" +{len(item.remarks) - 1}" if len(item.remarks) > 1 else ""
    return f"{ABOUT[gravest.reason].brief}{'?' if gravest.few else ''}{more}"


def told_together(item: Item) -> list[tuple[list[str], str]]:
    """Return the reasons to look at a question, the gravest first, those of one kind with what to do about them."""
    kinds: dict[tuple[Reason, bool], list[str]] = {}
    for remark in grave(item):
        kinds.setdefault((remark.reason, remark.few), []).append(ABOUT[remark.reason].why(item, remark))
    told = []
    for (reason, few), whys in kinds.items():
        about = ABOUT[reason]
        unproved = about.unproved if item.kind == "match" else ""
        told.append(([*whys, *about.besides(item), *([GUESS] if few else [])], unproved or about.to_do))
    return told


def grave(item: Item) -> list[Remark]:
    """Return the remarks on a question, the gravest first."""
    return sorted(item.remarks, key=lambda remark: remark.rank)
