"""Writing a bank and proving it."""

import os
import sys
from typing import Annotated

import typer

from . import FINE, FOUND, completing, engine
from .options import Jobs, OutputOrNone, Paths


def check(
    banks: Paths = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="full, concise, json, jsonl, github, gitlab, junit or sarif.",
            autocompletion=completing.formats,
        ),
    ] = "full",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report there.")
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Report only these rules.", autocompletion=completing.rules),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Do not report these rules.", autocompletion=completing.rules),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write proved keys in place of wrong and missing ones.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    watch: Annotated[bool, typer.Option("-w", "--watch", help="Prove again at each save, until Ctrl-C.")] = False,
    run: Annotated[
        bool, typer.Option("--run/--no-run", help="Without torch, only read, and compare with the formulas.")
    ] = True,
    locked: Annotated[bool, typer.Option("--locked", help="Hold the keys to the lock file too.")] = False,
    keys: Annotated[bool, typer.Option("--keys", help="Print the computed keys too.")] = False,
    separability: Annotated[
        bool, typer.Option("--separability", help="Say which misconceptions the variants tell apart.")
    ] = False,
    cache_dir: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Where proofs are remembered; the user's cache if left out.")
    ] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Prove again what was proved before.")] = True,
    warn_as_error: Annotated[bool, typer.Option("--warn-as-error", help="Let warnings fail the run.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings by rule.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print findings only.")] = False,
    workers: Jobs = None,
) -> int:
    """Prove every key. Answers are right, distractors wrong, formulas and torch of one mind."""
    with engine.Scout() as scout:  # started before all else: it has to load too
        from .checkoptions import Options
        from .proving import run_check

        options = Options(
            banks=banks or (),
            format=format_,
            output=output,
            select=select or (),
            ignore=ignore or (),
            fix=fix,
            diff=diff,
            watch=watch,
            run=run,
            locked=locked,
            keys=keys,
            separability=separability,
            cache=cache,
            cache_dir=cache_dir,
            warn_as_error=warn_as_error,
            exit_zero=exit_zero,
            statistics=statistics,
            quiet=quiet,
            workers=workers,
        )
        return FINE if run_check(options, engine.find_project(), scout) else FOUND


def lock(banks: Paths = None, workers: Jobs = None) -> int:
    """Write down the computed keys. `check --locked` tells which ones move."""
    with engine.Scout() as scout:
        from .proving import run_lock

        return FINE if run_lock(banks or (), engine.find_project(), scout, workers) else FOUND


def new(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The topic, new or not.", autocompletion=completing.files)
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="A question of this kind; may be repeated.", autocompletion=completing.kinds),
    ] = None,
) -> int:
    """Write a topic to begin with. It has a question of each kind; or append some to one that is there."""
    append = kind and os.path.lexists(file)
    written = engine.append_questions(file, kind or ()) if append else engine.new_topic(file, kind or ())
    engine.print_written(engine.page_on(sys.stdout), file, written)
    return FINE


def schema(output: OutputOrNone = None) -> int:
    """Print the JSON Schema of a topic. Editors complete and check by it."""
    text = engine.schema_text()
    if output is None:
        engine.page_on(sys.stdout).raw(text)
    else:
        engine.write_atomically(output, text.encode())
    return FINE
