"""`markdown`: a document to read, print or keep in a repository; `quizproof import` reads it back."""

import re
from collections.abc import Iterator
from typing import Final

from ..kinds.match import MatchQuestion
from ..posing import Option, Posed
from .blanks import plainly
from .limits import lost, once
from .naming import name_of
from .prose import fenced, plain, safe_line, safe_prose, span
from .sheet import Exported, Loss, Sheet
from .telling import is_about, lines_of, listed_notes, sentence

NAME: Final = "Markdown"

_LISTED: Final = re.compile(r"\s*[-+*] |\s+\S")


def to_markdown(sheet: Sheet) -> Exported:
    """Return a document with the papers of a sheet. Of an exam, keys and solutions stay at home."""
    blocks: list[str] = []
    losses: list[Loss] = []
    for paper in sheet.papers:
        of = f", paper {plain(paper.name)}" if len(sheet.papers) > 1 else ""
        blocks.append(f"# {plain(sheet.title)}{of}")
        for posed in paper.posed:
            losses += lost(posed, None, NAME, ("hints", "points"))
            blocks += _question(posed, sheet.exam)
    return Exported("".join([f"{block}\n\n" for block in blocks if block])[:-1].encode(), losses=once(losses))


def _question(posed: Posed, exam: bool) -> Iterator[str]:
    question = posed.question
    yield f"## {plain(name_of(posed))}"
    yield safe_prose(question.prompt)
    if posed.code:
        yield fenced(posed.code, "python")
    for note in listed_notes(posed):
        yield plain(note)
    if question.points != 1:
        yield f"Points: {question.points:g}"
    if posed.options and not posed.code and _LISTED.match(safe_prose(question.prompt).rpartition("\n")[2]):
        yield "Choices:"  # else they would go on with the list that the prompt ends in
    yield "\n".join([_box(option, exam) for option in posed.options])
    if exam:
        return
    if question.hints:
        yield from _folded("Hints", ["\n".join([f"- {safe_line(hint)}" for hint in question.hints])])
    yield from _folded("Answer", list(_solved(posed)))


def _box(option: Option, exam: bool) -> str:
    return f"- [{'x' if option.right and not exam else ' '}] {_choice(option)}"


def _choice(option: Option) -> str:
    return safe_line(option.shown) if option.prose else span(option.shown)


def _solved(posed: Posed) -> Iterator[str]:
    question = posed.question
    right = [_choice(option) for option in posed.options if option.right] or _typed(posed)
    if right:
        yield f"Answer{'s' if len(right) > 1 else ''}: {'; '.join(right)}"
    if isinstance(question, MatchQuestion) and question.accept:
        yield f"Also right: {'; '.join(map(safe_line, question.accept))}"
    if isinstance(question, MatchQuestion) and question.tolerance:
        yield f"A number may be off by {plainly(question.tolerance)}."
    lines = lines_of(posed)
    if lines:
        yield fenced("\n".join(lines))
    yield "\n".join([f"- {said}" for option in posed.options if (said := _said(option))])
    if question.explanation:
        yield safe_prose(question.explanation)
    if question.mistakes:
        yield "Common mistakes:"
        yield "\n".join([f"- {safe_line(mistake)}" for mistake in question.mistakes])


def _typed(posed: Posed) -> list[str]:
    return [safe_line(one) if isinstance(posed.question, MatchQuestion) else span(one) for one in posed.answers]


def _said(option: Option) -> str:
    """Return what is said to whoever gives this answer, in one line; nothing where nothing is."""
    said = sentence(option)
    subject = span(option.graded) if is_about(said) else f"{_choice(option)}:"
    words = [one for one in (plain(said), safe_line(option.why)) if one]
    return " ".join([subject, *words]) if words else ""


def _folded(title: str, blocks: list[str]) -> Iterator[str]:
    yield f"<details>\n<summary>{title}</summary>"
    yield from blocks
    yield "</details>"
