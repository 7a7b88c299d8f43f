"""A question on the screen: where it stands, what it asks, its code, its choices, and what may be typed."""

from typing import Final

from rich.text import Text

from ..choosing import Item
from ..question import Choice, Question
from ..wordings import code_of, is_prose, notes
from .code import coloured, print_code
from .markdown import inline, print_markdown
from .page import Page
from .wrapping import code, prose

_BAR: Final = 20
_NARROW: Final = 60
_TINY: Final = 40


def print_item(page: Page, item: Item, number: int, of: int) -> None:
    """Print a question as it is asked, the `number`th of `of`."""
    page.line()
    print_heading(page, item, number, of)
    print_question(page, item.question, item.choices)
    if item.seconds is not None:
        page.line(f"Answer within {item.seconds:g} s.", "quiet")


def print_question(page: Page, question: Question, choices: tuple[Choice, ...]) -> None:
    """Print what a question asks, its code and its choices, or what may be typed."""
    print_asked(page, question)
    more = notes(question, bool(choices))
    if choices or more:
        page.line()
    for place, choice in enumerate(choices):
        print_choice(page, question, choice, chr(ord("A") + place))
    for note in more:
        page.line(note, "quiet")


def print_asked(page: Page, question: Question) -> None:
    """Print what a question asks, and its code."""
    print_markdown(page, question.prompt)
    code = code_of(question)
    if code:
        page.line()
        print_code(page, code)


def print_choice(page: Page, question: Question, choice: Choice, letter: str, indent: int = 2) -> None:
    """Print one choice behind its letter."""
    mark = Text(f"{letter}  " if letter else "", style="title")
    levels = prose if is_prose(question, choice) else code
    page.line(shown(page, question, choice), indent=indent, hang=3, mark=mark, levels=levels)


def shown(page: Page, question: Question, choice: Choice) -> Text:
    """Return what a learner reads of a choice: text in Markdown, or code."""
    words = " ".join(page.safe(choice.shown).split())
    return inline(words) if is_prose(question, choice) else coloured(words)


def shown_plainly(page: Page, question: Question, choice: Choice) -> str:
    """Return what a learner reads of a choice, without its styles."""
    return shown(page, question, choice).plain


def print_heading(page: Page, item: Item, number: int, of: int, bar: bool = True) -> None:
    """Print the position, how far the quiz has come, and the id that a learner quotes to report a question.

    Which variant it is, is told when the question is over: its values may give the answer away.
    """
    width, name = page.room(), page.safe(item.question.id)
    heading = Text("Question" if of == 1 else f"Question {number} of {of}", style="title")
    if bar and width >= _TINY and not page.plain and of > 1:
        done = _BAR * (number - 1) // of
        heading.append(f"  [{'#' * done}{'.' * (_BAR - done)}]", style="quiet")
    gap = width - heading.cell_len - len(name)
    if width >= _NARROW and gap >= 2:
        page.line(heading.append(" " * gap).append(name, style="quiet"))
    else:
        page.line(heading)
        page.line(name, "quiet")
