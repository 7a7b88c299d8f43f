"""The banks that a command is about: what was typed, the project's bank, the shelf."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from . import complain, engine

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN: Final = "quizbank"
"""The bank of a project that names none."""


def path_of(bank: str) -> str:
    """Return the path of the topic of this name in the project's bank; else the name."""
    return engine.topic_of(engine.find_project().bank, bank)


def topics_of(bank: str) -> tuple[engine.Topic, ...]:
    """Return the topics of a file or folder, or the one of this name in the project's bank or on the shelf."""
    return engine.load(path_of(bank))


def all_topics() -> tuple[engine.Topic, ...]:
    """Return the topics of the project's bank and those on the shelf."""
    banks: list[str | os.PathLike[str]] = [*engine.find_project().bank, engine.SHIPPED]
    return tuple([topic for bank in banks for topic in engine.load(bank)])


def all_banks() -> list[str | os.PathLike[str]]:
    """Return the project's bank and the shelf; the shelf alone where the project's settings can't be read."""
    try:
        return [*engine.find_project().bank, engine.SHIPPED]
    except engine.BadSettings:
        return [engine.SHIPPED]


def readable_topics(banks: Sequence[str | os.PathLike[str]] | None = None) -> tuple[engine.Topic, ...]:
    """Return the topics of banks, if left out the project's and the shelf; of one with problems it is told, no more."""
    topics: list[engine.Topic] = []
    for bank in all_banks() if banks is None else banks:
        try:
            topics += engine.load(bank)
        except (engine.BankError, engine.NoBank):
            complain(f"quizproof: {bank} can't be read; `quizproof check` says why")
    return tuple(topics)


def banks_named(named: Sequence[str] | None) -> tuple[str | os.PathLike[str], ...]:
    """Return the banks that were named; if none was, the project's, else its folder, else the shelf."""
    if named:
        return tuple([path_of(bank) for bank in named])
    own = engine.find_project().bank or ((_OWN,) if os.path.isdir(_OWN) else ())
    return own or (engine.SHIPPED,)
