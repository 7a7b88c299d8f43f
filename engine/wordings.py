"""The words that a question needs beside its prompt: its code, and what must be known and stands nowhere else."""

from typing import Final

from .kinds.layer import LayerQuestion
from .kinds.producing import Producing
from .kinds.running import Running
from .kinds.shape import ShapeQuestion
from .kinds.values import ValuesQuestion
from .question import Choice, Question

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


def is_prose(question: Question, choice: Choice) -> bool:
    """Return whether a choice is text in Markdown; else it is code."""
    return choice.text is not None or question.kind == "match"


def code_of(question: Question) -> str:
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
