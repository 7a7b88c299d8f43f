"""What a learner sits before: a quiz, or practice. Loaded without typer, for the first question must come at once."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from . import FINE, FOUND, INTERRUPTED, complain, engine
from .banks import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence


@engine.seldom()  # else Python looks for cycles again and again until the first question stands: 3 % of the work
def sit(
    bank: str,
    *,
    open_: bool = False,
    test: bool = False,
    timed: bool = False,
    count: int | None = None,
    seed: int | None = None,
    tags: Sequence[str] = (),
    difficulty: str | None = None,
    attempts: int | None = None,
    fail_under: float | None = None,
    json_file: str | None = None,
    restart: bool = False,
    missed: bool = False,
    save: bool = True,
    data_dir: str | None = None,
    plain: bool = False,
) -> int:
    """Hold a quiz; return the exit code. The options are those of `take`, and stand for the same if left out."""
    oracle = engine.Oracle(workers=1)
    oracle.start()  # torch loads while the bank and the first question are read
    rules = engine.Rules(any_seed() if seed is None else seed, attempts, open_, test, timed)
    wanted = engine.Wanted(count, tuple(tags), engine.read_difficulty(difficulty))
    found, terminal = path_of(bank), terminal_of(plain)
    topics, keeper = engine.load(found), keeper_of(terminal.page, data_dir, save)
    wish = engine.Quiz(engine.label_of(found), wanted, rules, seed, restart, missed)
    opened = engine.opened(keeper, topics, wish, terminal.clock())
    sitting, interrupted = engine.take(terminal, topics, opened, oracle, keeper)
    if json_file is not None:
        engine.write_results(json_file, sitting)
    if interrupted:
        return INTERRUPTED
    return FINE if fail_under is None else _held(engine.tally(sitting).percent, fail_under)


def _held(percent: float | None, least: float) -> int:
    """Return the exit code of a score that is held to --fail-under."""
    if percent is not None and percent >= least:
        return FINE
    reached = "no question could be counted" if percent is None else f"{percent:.1f} percent of the points"
    complain(f"quizproof: {reached}, and --fail-under wants {least:g}")
    return FOUND


def practise(
    terminal: engine.Terminal,
    keeper: engine.Keeper,
    topics: tuple[engine.Topic, ...],
    label: str,
    wish: engine.Wish,
    seed: int,
    oracle: engine.Oracle,
    restart: bool = False,
) -> int:
    """Practise what is due, or say that nothing is; return the exit code. Raises NoBank where no question fits."""
    found = engine.opened_practice(keeper, topics, label, wish, seed, terminal.clock(), restart=restart)
    if found.opened is None:
        engine.print_nothing(terminal.page, found, label)
        return FINE
    following = engine.Following(terminal.page, found)
    _, interrupted = engine.take(terminal, topics, found.opened, oracle, keeper, following)
    return INTERRUPTED if interrupted else FINE


def any_seed() -> int:
    """Return a seed, another one each time."""
    return int.from_bytes(os.urandom(3), "big")


def keeper_of(page: engine.Page, data_dir: str | None, save: bool = True) -> engine.Keeper:
    """Return what keeps the learner's record; what must be told of it is printed on the page."""
    return engine.keeper(data_dir, save, lambda sentence: page.word("Record", "doubt", f"{sentence}."), engine.now)


def terminal_of(plain: bool) -> engine.Terminal:
    """Return what questions are shown on and answers are read from."""
    page = engine.page_on(sys.stdout, plain=plain)
    return engine.Terminal(page, engine.reader(page))
