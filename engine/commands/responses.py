"""The files of responses that a command reads, and where the graded rows go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from ..bulk.destinations import Destination, into_file, into_nothing, into_stream
from ..exporters.exam import Exam
from ..layercall import closest
from ..literals import Unreadable
from ..responses import Responses, read_responses
from ..responses.asking import NAMES
from . import engine

STDIN: Final = "-"


def responses_named(
    names: Sequence[str],
    column: Sequence[str] | None,
    exam: str | None,
    needs: Sequence[str] = ("question", "answer"),
) -> Responses:
    """Return the responses in files, whose columns may be called otherwise. Raises Unreadable and OSError."""
    return read_responses(names, columns=_columns_of(column), exam=_exam_named(exam), needs=needs)


def to_output(
    output: str | None, responses: Responses, about: str, tell: Callable[[float], None], *, prompt: bool
) -> AbstractContextManager[Destination]:
    """Return the destination that -o names; the standard output where it names none."""
    if output is not None:
        return into_file(output, about, responses, tell)
    sys.stdout.flush()
    return into_stream(sys.stdout.buffer, prompt=prompt)


def to_output_only(
    output: str | None, responses: Responses, about: str, tell: Callable[[float], None]
) -> AbstractContextManager[Destination]:
    """Return the destination that -o names; nothing where it names none."""
    return into_nothing() if output is None else into_file(output, about, responses, tell)


def _exam_named(file: str | None) -> Exam | None:
    """Return the exam in this file; None where none is named. Raises Unreadable and OSError."""
    try:
        return None if file is None else engine.exam_of(file)
    except Unreadable as error:
        raise Unreadable(f"{file}: {error}") from None


def refuse_input(output: str | None, option: str, inputs: Sequence[str]) -> None:
    """Raise Unreadable where what is written would take the place of a file that is read."""
    if output is None or not os.path.isfile(output):
        return
    for name in inputs:
        if os.path.isfile(name) and os.path.samefile(name, output):
            raise Unreadable(f"{option} {output} is a file that is read, which stays as it is: name another")


def _columns_of(named: Sequence[str] | None) -> dict[str, str]:
    """Return the columns that are called otherwise, such as `answer=response`. Raises Unreadable.

    >>> _columns_of(["answer=response", "student=E-mail = address"])
    {'answer': 'response', 'student': 'E-mail = address'}
    """
    columns: dict[str, str] = {}
    for text in named or ():
        name, equals, column = text.partition("=")
        if not (name and equals and column):
            raise Unreadable(f"--column {text!r}: write the name and the column that has it, as in answer=response")
        if name not in NAMES:
            close = closest(name, NAMES)
            meant = f"; did you mean {close}?" if close else ""
            raise Unreadable(f"--column {text!r}: {name!r} is none of {', '.join(NAMES)}{meant}")
        if name in columns:
            raise Unreadable(f"--column {text!r}: {name} is {columns[name]!r} already")
        columns[name] = column
    return columns
