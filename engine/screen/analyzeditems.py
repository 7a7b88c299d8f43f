"""Questions as a class answered them: all in a table, or one in full."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from ..analysis import wording as words
from ..analysis.facts import Analysis, Item
from ..analysis.telling import advice, detailing, measuring
from ..stats.wording import percent
from .bars import NARROWEST, Row, bar, print_rows
from .markdown import print_markdown
from .page import Page

_GAP: Final = "  "
_HEAD: Final = ("difficulty", "discr.", "n", "time", "look at")
_LEAST: Final = 12
"""Where less is left for ids, each question takes some lines."""


def print_table(page: Page, items: Sequence[Item]) -> None:
    """Print a line for each question, or some where the screen is too narrow. An id is never cut."""
    cells = [_cells(item) for item in items]
    shown = [place for place in range(len(_HEAD)) if any(row[place] for row in cells)]
    widths = [max(len(_HEAD[place]), *[len(row[place]) for row in cells]) for place in shown]
    room = page.room() - 2 - sum(widths) - len(_GAP) * len(widths)
    names = [page.safe(words.flat(item.id)) for item in items]
    if room < _LEAST:
        for name, row in zip(names, cells, strict=True):
            _print_lines(page, name, row)
        return
    first = min(max([8, *[cell_len(name) for name in names if cell_len(name) <= room]]), room)
    _print_row(page, "question", first, [_HEAD[place] for place in shown], shown, widths, "quiet")
    for name, row in zip(names, cells, strict=True):
        if cell_len(name) > first:
            page.line(name, indent=2, hang=2)
            name = ""
        _print_row(page, name, first, [row[place] for place in shown], shown, widths, "")


def _cells(item: Item) -> tuple[str, ...]:
    mean = item.score.mean
    drawn = words.decimal(mean) if mean is None else f"{words.decimal(mean)} {bar(mean, NARROWEST)}"
    times = "" if item.times is None else words.seconds(item.times.every.median)
    return drawn, words.decimal(item.discrimination.value), f"{item.score.n:,}", times, advice.in_brief(item)


def _print_row(
    page: Page, name: str, first: int, row: Sequence[str], shown: Sequence[int], widths: Sequence[int], style: str
) -> None:
    line = Text(name + " " * (first - cell_len(name)), style=style)
    for place, cell, width in zip(shown, row, widths, strict=True):
        left = _HEAD[place] in ("difficulty", "look at")
        mark = "doubt" if _HEAD[place] == "look at" and not style else style
        line.append(_GAP).append(cell.ljust(width) if left else cell.rjust(width), style=mark)
    page.line(line, indent=2)


def _print_lines(page: Page, name: str, row: Sequence[str]) -> None:
    drawn, discrimination, n, time, remark = row
    page.line(name, indent=2, hang=2)
    page.line(f"{drawn}{_GAP}discr. {discrimination}", indent=4, hang=2)
    page.line(", ".join([part for part in (f"n {n}", time, remark) if part]), indent=4, hang=2)


def print_item(page: Page, found: Analysis, item: Item) -> None:
    """Print all that is known of a question."""
    page.line(words.flat(item.id), "title", hang=2)
    if detailing.about(item):
        page.line(detailing.about(item), "quiet")
    if item.prompt:
        print_markdown(page, item.prompt, indent=2)
        page.line()
    for name, said in measuring.facts_of(found, item):
        page.line(f"{name}: {said}", hang=len(name) + 2)
    if item.answers:
        _print_answers(page, item)
    for parameter in detailing.compared(item):
        page.line()
        page.line(f"Mean score by {words.flat(parameter.name)}", "title")
        rows = [
            Row(
                words.flat(value.label),
                value.score.mean,
                f"{words.decimal(value.score.mean)} of {value.score.n:,}",
                detailing.of_slips(value),
            )
            for value in parameter.values
        ]
        print_rows(page, rows)


def _print_answers(page: Page, item: Item) -> None:
    page.line()
    page.line("Answers", "title")
    thirds = any(detailing.by_thirds(item, answer) for answer in item.answers)
    page.line(f"Which part gave each{', and of each third: weakest, middle, best' if thirds else ''}.", "quiet")
    rows = []
    for answer in detailing.listed(item):
        parts = detailing.by_thirds(item, answer)
        rows.append(
            Row(
                detailing.named(answer),
                answer.share,
                f"{percent(answer.share)} ({answer.count:,})",
                "" if parts is None else ", ".join([percent(part) for part in parts]),
            )
        )
    print_rows(page, rows)
    if detailing.others(item):
        page.line(detailing.others(item), "quiet", indent=2)
