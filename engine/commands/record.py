"""The learner's record, and whether all that is needed is there."""

import sys
from typing import Annotated

import typer

from . import FINE, FOUND, complain, completing, engine
from .banks import all_banks
from .options import DataDir, Output, OwnDataDir


def history(
    context: typer.Context,
    data_dir: OwnDataDir = None,
) -> int:
    """Say what is in the record of your answers. Its commands move it, take it back, or forget."""
    if context.invoked_subcommand is None:
        engine.print_overview(engine.page_on(sys.stdout), engine.overview(engine.own_folder(data_dir)))
    else:
        context.default_map = {context.invoked_subcommand: {"data_dir": data_dir}}  # said before it, it holds for it
    return FINE


def history_export(
    output: Output = "-",
    data_dir: DataDir = None,
) -> int:
    """Write the record as JSON lines. Another machine, or another program, reads them."""
    page = engine.page_on(sys.stdout)
    with engine.record(engine.own_folder(data_dir), engine.now) as record:
        lines = engine.export_lines(record)
        if output == "-":
            for line in lines:
                page.raw(f"{line}\n")
            return FINE
        content = "".join([f"{line}\n" for line in lines]).encode()
    engine.write_atomically(output, content)
    return FINE


def history_import(
    files: Annotated[list[str], typer.Argument(metavar="FILE|-", help="JSON lines; - for the standard input.")],
    data_dir: DataDir = None,
) -> int:
    """Add what `export` wrote. What is there already is not added again."""
    from contextlib import ExitStack

    page, refused = engine.page_on(sys.stdout), False
    with ExitStack() as stack:
        opened = [(file, stack.enter_context(engine.lines_of(file))) for file in files]
        record, heard = stack.enter_context(engine.any_record(engine.own_folder(data_dir), engine.now))
        for file, lines in opened:
            done = engine.import_from(record, lines, file)
            engine.print_imported(page, file, done)
            refused = refused or bool(done.refused)
    complain(*[f"quizproof: {notice.sentence}" for notice in heard])
    return FOUND if refused else FINE


def history_restore(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="A record; the newest backup and what was kept aside if left out."),
    ] = None,
    data_dir: DataDir = None,
) -> int:
    """Take back a backup and damaged records. What is there now stays, and what can be read is added."""
    with engine.any_record(engine.own_folder(data_dir), engine.now) as (record, _):
        done = engine.take_back(record, file)
    engine.print_restored(engine.page_on(sys.stdout), done)
    return FINE


def history_forget(
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC|FILE", help="Its name, or its file.", autocompletion=completing.topics)
    ],
    question: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only this question.", autocompletion=completing.ids)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
) -> int:
    """Begin a topic or a question anew. Asks first; what you answered before then counts no more."""
    page = engine.page_on(sys.stdout)
    with engine.record(engine.own_folder(data_dir), engine.now) as record:
        extent = engine.forgettable(record, topic, question, engine.former_names(all_banks()))
        if not yes:
            engine.print_extent(page, extent)
            if not engine.agreed(engine.reader(page)):
                page.line("Nothing is forgotten.")
                return FOUND
        engine.forget(record, extent, engine.now())
    engine.print_forgotten(page, extent)
    return FINE


def history_flags(
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    data_dir: DataDir = None,
) -> int:
    """List what you said of questions, the newest first."""
    with engine.record(engine.own_folder(data_dir), engine.now) as record:
        found = engine.newest_flags(record)
    page = engine.page_on(sys.stdout)
    if as_json:
        page.raw(engine.flags_as_json(found))
    else:
        engine.print_flags(page, found, engine.zone)
    return FINE


def history_suspended(
    data_dir: DataDir = None,
) -> int:
    """List the cards that you put away."""
    with engine.record(engine.own_folder(data_dir), engine.now) as record:
        away = engine.suspended(record, engine.former_names(all_banks()))
    engine.print_suspended(engine.page_on(sys.stdout), sorted(away))
    return FINE


def history_unsuspend(
    question: Annotated[str, typer.Argument(metavar="ID", help="The card.")],
    topic: Annotated[str | None, typer.Option(metavar="TOPIC", help="Of which topic, where several have it.")] = None,
    data_dir: DataDir = None,
) -> int:
    """Take a card out again that you put away."""
    with engine.record(engine.own_folder(data_dir), engine.now) as record:
        found = engine.take_out(record, question, topic, engine.now(), engine.former_names(all_banks()))
    engine.page_on(sys.stdout).line(f"{question} of {found} is asked again.", hang=2)
    return FINE


def history_undo(
    data_dir: DataDir = None,
) -> int:
    """Take back the last question that you answered: it is practised as if you had not."""
    with engine.record(engine.own_folder(data_dir), engine.now) as record:
        found = engine.undo_last(record, engine.now())
    engine.page_on(sys.stdout).line(f"Taken back: {found.question} of {found.topic}.", hang=2)
    return FINE


def doctor(
    data_dir: OwnDataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> int:
    """Look whether all that is needed is there. Says what to do where it is not; changes nothing."""
    page = engine.page_on(sys.stdout)
    checks = engine.examine(engine.patient(data_dir, engine.screen_of(page)), engine.Oracle(workers=1))
    if as_json:
        found = tuple(checks)
        page.raw(engine.checks_as_json(found))
        return FINE if engine.sound(found) else FOUND
    return FINE if engine.print_checked(page, checks) else FOUND
