"""A question on the screen: where it stands, what it asks, its code, its choices, and what may be typed."""

from typing import Final

from rich.text import Text

from ..choosing import Item
from ..kinds.layer import LayerQuestion
from ..kinds.producing import Producing
from ..kinds.running import Running
from ..kinds.shape import ShapeQuestion
from ..kinds.values import ValuesQuestion
from ..question import Choice, Question
from .code import coloured, print_code
from .markdown import inline, print_markdown
from .page import Page
from .wrapping import code, prose

_BAR: Final = 20
_NARROW: Final = 60
_TINY: Final = 40

_OPEN: Final = {
    "match": "Type the answer.",
    "shape": "Type a shape such as (1, 64, 28, 28).",
    "layer": "Type a layer such as nn.ReLU().",
    "fill": "Type what belongs in the blank.",
    "config": "Type a layer such as nn.ReLU().",
    "values": "Type numbers such as [[6, 8], [3, 4]] or 6 8; 3 4.",
    "outcome": "Type runs, or raises.",
    "count": "Type a number.",
}
"""What is typed where no choices are shown, by kind."""


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
    code = _code(question)
    if code:
        page.line()
        print_code(page, code)


def print_choice(page: Page, question: Question, choice: Choice, letter: str, indent: int = 2) -> None:
    """Print one choice behind its letter."""
    mark = Text(f"{letter}  " if letter else "", style="title")
    levels = prose if _is_prose(question, choice) else code
    page.line(shown(page, question, choice), indent=indent, hang=3, mark=mark, levels=levels)


def shown(page: Page, question: Question, choice: Choice) -> Text:
    """Return what a learner reads of a choice: text in Markdown, or code."""
    words = " ".join(page.safe(choice.shown).split())
    return inline(words) if _is_prose(question, choice) else coloured(words)


def shown_plainly(page: Page, question: Question, choice: Choice) -> str:
    """Return what a learner reads of a choice, without its styles."""
    return shown(page, question, choice).plain


def _is_prose(question: Question, choice: Choice) -> bool:
    return choice.text is not None or question.kind == "match"


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


def _code(question: Question) -> str:
    """Return the code that the question shows; what is graded and not in the code becomes a comment."""
    lines = question.code()
    return f"{lines}\n# y.shape must be {question.output}" if isinstance(question, Producing) else lines


def notes(question: Question, choices: bool) -> list[str]:
    """Return what must be known to answer and stands nowhere else."""
    found = []
    if isinstance(question, LayerQuestion) and question.among:
        names = [f"nn.{name.rpartition('.')[2]}" for name in question.among]
        found.append(f"Only {' and '.join(names)} may be used.")
    axes = question.axes if isinstance(question, ShapeQuestion) else None
    if axes is not None and (choices or len(axes) > 1):
        sizes = f"sizes along the axes {', '.join(map(str, axes))} are" if len(axes) > 1 else f"{_one_size(axes)} is"
        found.append(f"Only the {sizes} asked.")
    if isinstance(question, Running) and question.of != 0:
        asked = f"output {question.of}, counted from 0," if type(question.of) is int else f"the parameter {question.of}"
        found.append(f"Of the layer, {asked} is asked.")
    if not choices:
        found.append(_OPEN.get(question.kind, "") if axes is None else _open_along(axes))
        if isinstance(question, ValuesQuestion) and question.tolerance:
            found.append(f"Each may be off by {question.tolerance:g}.")
    if question.answers:
        found.append(
            "Choose all that apply, such as A, C." if choices else "Give all that apply, parted by semicolons."
        )
    return [note for note in found if note]


def _open_along(axes: tuple[int, ...]) -> str:
    """Return what is typed where only the sizes along some axes are asked."""
    return (
        f"Type the {_one_size(axes)}."
        if len(axes) == 1
        else f"Type {len(axes)} sizes such as {'x'.join('7' * len(axes))}."
    )


def _one_size(axes: tuple[int, ...]) -> str:
    return f"size along axis {axes[0]}"
