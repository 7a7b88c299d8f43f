"""The arguments, read by typer: a command is loaded, and its options are looked at, when it is asked for."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from shutil import get_terminal_size
from typing import Any, Final, TypeAlias

import typer
from typer.core import TyperGroup
from typer.main import get_command

from . import FINE, function_at

Place: TypeAlias = str
"""Where a command is in this package, such as "taking.take"."""
Groups: TypeAlias = Mapping[str, tuple[Place, Mapping[str, Place]]]
"""Commands that have commands: what they do first, or alone, and those below them."""
Told: TypeAlias = Callable[..., int]
"""Calls a command and returns its exit code; tells what its user did wrong."""
Clicked: TypeAlias = Any
"""A command as typer calls it, or its context: typer brings a click of its own, and names none of it."""

_WIDEST, _NARROWEST = 80, 40
HELP: Final = {
    "help_option_names": ["-h", "--help"],
    "terminal_width": min(_WIDEST, max(_NARROWEST, get_terminal_size().columns)) - 2,  # typer's own is never below 50
}


class Lazy(TyperGroup):
    """A group whose commands are made when they are asked for."""

    makers: Mapping[str, Callable[[], Clicked]]

    def list_commands(self, ctx: Clicked) -> list[str]:
        """Return the names of the commands."""
        return list(self.makers)

    def get_command(self, ctx: Clicked, cmd_name: str) -> Clicked:
        """Return the command of this name, or None: then typer says which names are like it, and needs them all."""
        for name in (cmd_name,) if cmd_name in self.makers else self.makers:
            if name not in self.commands:
                self.commands[name] = self.makers[name]()
        return super().get_command(ctx, cmd_name)


def parsed(start: Place, commands: Mapping[str, Place], groups: Groups, told: Told) -> int:
    """Let typer read the arguments and call the command, or `start` where there is none; return the exit code."""
    makers = _makers(commands, told)
    for name, (alone, below) in groups.items():
        makers[name] = partial(_group, alone, _makers(below, told), told, completed=False)
    try:
        _group(start, makers, told, completed=True)(prog_name="quizproof")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    return FINE


def _makers(commands: Mapping[str, Place], told: Told) -> dict[str, Callable[[], Clicked]]:
    return {name: partial(_command, name, place, told) for name, place in commands.items()}


def _app(completed: bool, cls: type[TyperGroup] | None = None) -> typer.Typer:
    return typer.Typer(cls=cls, add_completion=completed, rich_markup_mode=None, context_settings=HELP)


def _short(function: Callable[..., int]) -> str:
    """Return what stands beside a command in the list: its first sentence, which typer would cut."""
    return f"{(function.__doc__ or '').split('.')[0]}."


def _command(name: str, place: Place, told: Told) -> Clicked:
    """Return a command as typer calls it: it ends with its exit code."""
    function = function_at(place)

    @wraps(function)
    def ending(*args: object, **kwargs: object) -> None:
        raise typer.Exit(told(function, *args, **kwargs))

    app = _app(completed=False)
    app.command(name, short_help=_short(function))(ending)
    return get_command(app)


def _group(alone: Place, makers: Mapping[str, Callable[[], Clicked]], told: Told, completed: bool) -> Clicked:
    """Return a group as typer calls it: what stands before its commands ends the program only where it fails."""
    function = function_at(alone)

    @wraps(function)
    def leading(*args: object, **kwargs: object) -> None:
        code = told(function, *args, **kwargs)
        if code != FINE:
            raise typer.Exit(code)

    app = _app(completed, Lazy)
    app.callback(invoke_without_command=True, short_help=_short(function))(leading)
    group = get_command(app)
    assert isinstance(group, Lazy)
    group.makers = makers
    return group
