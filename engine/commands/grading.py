"""Grading what others answered, and grading it again."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from . import FINE, complain, completing, engine
from .banks import banks_named, path_of
from .options import Cluster, Columns, Exam, Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

More = Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="More files of responses.")]


def grade(
    bank: Annotated[
        str, typer.Argument(metavar="TOPIC|FILE|FOLDER", help="The questions.", autocompletion=completing.topics)
    ],
    responses: Annotated[
        list[str],
        typer.Option(metavar="FILE|FOLDER|-", help="JSON lines, CSV or Parquet; - for the standard input."),
    ],
    more: More = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write there, as .jsonl, .csv, .tsv or .parquet."),
    ] = None,
    exam: Exam = None,
    column: Columns = None,
    workers: Jobs = None,
    cluster: Cluster = None,
) -> int:
    """Grade responses. One row out for each row in, in order, with its verdict and score."""
    from .graders import graders
    from .responses import STDIN, refuse_input, responses_named, to_output

    names = [*responses, *(more or ())]
    refuse_input(output, "-o", names)
    rows = responses_named(names, column, exam)
    with (
        _stopping(output),
        rows,
        graders([path_of(bank)], workers, cluster) as by,
        _progress(aside=output is not None) as tell,
        to_output(output, rows, by.about, tell, prompt=STDIN in names) as out,  # who sends rows may wait for replies
    ):
        found = engine.grade_into(out, rows, by.executor, tell)
    if output is not None:
        engine.print_graded(engine.page_on(sys.stderr), found, output)
    return FINE


def regrade(
    old: Annotated[list[str], typer.Argument(metavar="OLD...", help="Files that `grade` wrote.")],
    bank: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="The questions; the project's bank if left out.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write all rows there, graded again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each row that changes as a line of JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Count the rows that change, and list none.")] = False,
    exam: Exam = None,
    column: Columns = None,
    workers: Jobs = None,
    cluster: Cluster = None,
) -> int:
    """Grade again what was graded. Lists the rows whose verdict changes, as after a key was mended."""
    from .graders import graders
    from .responses import refuse_input, responses_named, to_output_only

    refuse_input(output, "-o", old)
    page, found = engine.page_on(sys.stdout), engine.Changes()
    rows = responses_named(old, column, exam)
    with (
        _stopping(output),
        rows,
        graders(banks_named(bank), workers, cluster) as by,
        _progress(aside=quiet) as tell,
        to_output_only(output, rows, by.about, tell) as out,
    ):
        for change in engine.regrade_into(out, rows, by.executor, tell):
            found.add(change)
            if change is None or quiet:
                continue
            if as_json:
                page.raw(f"{change.as_json()}\n")
            else:
                engine.print_change(page, change)
    if not as_json:
        engine.print_regraded(page, found)
    return FINE


def _progress(*, aside: bool) -> AbstractContextManager[engine.Tell]:
    """Give what is told how far it has come; unless all else goes `aside`, a terminal shows one of the two only."""
    return engine.progress(engine.page_on(sys.stderr), "Grading", wanted=aside or not sys.stdout.isatty())


@contextmanager
def _stopping(output: str | None) -> Iterator[None]:
    """Say what is kept where the work ends before its end."""
    try:
        yield
    except (KeyboardInterrupt, engine.Unavailable) as error:
        from ..bulk.store import InUse

        if output is not None and not isinstance(error, InUse) and engine.begun(output):
            complain(f"Stopped: {output} is as it was. What was graded is kept, and the same command goes on.")
        raise
