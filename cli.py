"""The command `quizproof`: arguments in, exit codes out. What a command does is in engine/commands/.

0 is fine; 1: problems were found, or a score is below --fail-under; 2: misused, or nothing to work on; 130:
interrupted. Nothing is imported before it is needed: help and version come at once, and Ctrl-C is heard
from the start.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or not __package__:  # a checkout: this folder is on the path, under no name
    import engine
    from engine.commands import FINE, FOUND, INTERRUPTED, complain, function_at
else:
    from . import engine
    from .engine.commands import FINE, FOUND, INTERRUPTED, complain, function_at

if TYPE_CHECKING:
    from collections.abc import Callable

MISUSED, GONE = 2, 141

COMMANDS = {
    "take": "taking.take",
    "practice": "taking.practice",
    "learn": "taking.learn",
    "list": "looking.list_",
    "show": "looking.show",
    "explain": "looking.explain",
    "grade": "grading.grade",
    "regrade": "grading.regrade",
    "analyze": "analyzing.analyze",
    "check": "checking.check",
    "lock": "checking.lock",
    "rule": "looking.rule",
    "misconception": "looking.misconception",
    "preview": "looking.preview",
    "export": "exchanging.export",
    "import": "exchanging.import_",
    "new": "checking.new",
    "schema": "checking.schema",
    "stats": "looking.stats",
    "doctor": "record.doctor",
}
"""Where each command is in engine/commands/, in the order of the help."""

GROUPS = {
    "history": (
        "record.history",
        {
            "export": "record.history_export",
            "import": "record.history_import",
            "restore": "record.history_restore",
            "forget": "record.history_forget",
            "flags": "record.history_flags",
            "suspended": "record.history_suspended",
            "unsuspend": "record.history_unsuspend",
            "undo": "record.history_undo",
        },
    ),
}
"""Commands that have commands: what they do first, and alone, and those below."""


def main() -> int:
    """Run the command line and return the exit code."""
    arguments = sys.argv[1:]
    try:
        if arguments == ["--version"]:
            print(f"quizproof {engine.VERSION}", flush=True)
            return FINE
        engine.settle_streams()
        if len(arguments) == 2 and arguments[0] == "take" and not arguments[1].startswith("-"):
            code = _told(function_at("sitting.sit"), arguments[1])  # typer takes longer than the first question
        else:
            code = function_at("parsing.parsed")("starting.start", COMMANDS, GROUPS, _told)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return GONE
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        _close_output()
        complain(f"quizproof: the output cannot be written: {error.strerror}")
        return MISUSED
    return code


def _close_output() -> None:
    """Write what is left nowhere: else Python complains when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(command: Callable[..., int], *args: object, **kwargs: object) -> int:
    """Return the command's exit code; a fault of its user is told in one sentence, without a traceback."""
    try:
        return command(*args, **kwargs)
    except engine.BankError as error:
        complain(*[str(finding) for finding in error.findings])
        return FOUND
    except engine.TorchRefuses as error:
        complain(f"quizproof: {error}", *[f"  {sentence}" for sentence in error.more])
        return FOUND
    except (
        engine.NoBank,
        engine.NoHome,
        engine.NoRecord,
        engine.NoVariant,
        engine.Unreadable,
        engine.TorchAbsent,
        engine.Unavailable,
        engine.BadSettings,
        engine.BadClock,
        engine.ParserCrash,
    ) as error:
        complain(f"quizproof: {error}")
        return MISUSED
    except BrokenPipeError:
        _close_output()
        return GONE
    except OSError as error:
        if error.filename is None:
            raise
        name = error.filename or "''"
        complain(f"quizproof: {name}: {error.strerror}")
        return MISUSED


if __name__ == "__main__":
    sys.exit(main())
