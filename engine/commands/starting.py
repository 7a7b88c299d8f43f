"""The command alone: on with what was left, or what is due, or what there is."""

from __future__ import annotations

from typing import Annotated

import typer

from . import FINE, INTERRUPTED, engine
from .banks import all_topics
from .sitting import keeper_of, practise, terminal_of


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quizproof {engine.VERSION}")
        raise typer.Exit(FINE)


def start(
    context: typer.Context,
    _: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> int:
    """Quizzes whose answer keys are proved by running them. Alone: on with what you left, or what is due."""
    return _start() if context.invoked_subcommand is None else FINE


def _start() -> int:
    """Go on with what was left; else say what is due, or what there is."""
    terminal = terminal_of(plain=False)
    keeper = keeper_of(terminal.page, None)
    left = engine.newest_left(keeper, engine.day_of(engine.now()))
    code = _go_on(terminal, keeper, left) if left is not None else None
    if code is not None:
        return code
    topics = all_topics()
    due = engine.due_today(keeper, topics)
    if due.by_topic:
        engine.print_due(terminal.page, due)
    else:
        engine.print_start(terminal.page, topics, engine.VERSION)
    return FINE


def _go_on(terminal: engine.Terminal, keeper: engine.Keeper, left: engine.Progress) -> int | None:
    """Go on with a sitting that was left. Return the exit code; None where its bank is no more."""
    mode, (names, wish) = left.begun.mode, engine.banks_of(left.begun.bank)
    try:
        topics = tuple([topic for name in names for topic in engine.load(name)]) if names else all_topics()
    except (engine.NoBank, engine.BankError):
        return None
    oracle = engine.Oracle(workers=1)
    oracle.start()
    if mode == "practice":
        try:
            return practise(terminal, keeper, topics, left.begun.bank, wish, left.begun.seed, oracle)
        except engine.NoBank:  # no question has the tag any more
            return None
    opened = engine.gone_on(left, topics, terminal.clock())
    if opened is None:
        return None
    _, interrupted = engine.take(terminal, topics, opened, oracle, keeper)
    return INTERRUPTED if interrupted else FINE
