"""The options of `check`, and what they stand for in a project."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from ..bank import NoBank, find_files
from ..cache import Cache, inside, installed_torch, own_folder
from ..frozen import dataclass
from ..hidden import visible
from ..homes import NoHome
from ..literals import Unreadable
from ..locking import NAME, Lock, lock_beside, read_lock
from ..project import Project
from ..reports import REPORTS
from ..rules import known
from ..screen.page import page_on

OWN_BANK: Final = f"quizbank{os.sep}"
"""The bank of a project that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of `check`, as they were typed."""

    banks: Sequence[str] = ()
    format: str = "full"
    output: str | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fix: bool = False
    diff: bool = False
    watch: bool = False
    run: bool = True
    locked: bool = False
    keys: bool = False
    separability: bool = False
    cache: bool = True
    cache_dir: str | None = None
    warn_as_error: bool = False
    exit_zero: bool = False
    statistics: bool = False
    quiet: bool = False
    workers: int | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


def bank_of(banks: Sequence[str], project: Project) -> tuple[str, ...]:
    """Return the names of the bank: those that were typed, else the project's, else its folder."""
    return tuple(banks) or project.bank or (OWN_BANK,)


def refuse_what_does_not_fit(options: Options) -> None:
    """Raise Unreadable where options do not go together, and NoBank where the report has no place."""
    if options.format not in REPORTS:
        raise Unreadable(f"{options.format!r} is no format; there are {', '.join(REPORTS)}")
    if options.output is not None and not Path(options.output).parent.is_dir():
        raise NoBank(f"{options.output} cannot be written: there is no folder {Path(options.output).parent}")
    if options.watch and (options.fix or options.diff or options.output or options.locked):
        raise Unreadable("--watch goes with none of --fix, --diff, --locked and -o")
    if (options.fix or options.diff or options.locked or options.keys) and not options.run:
        raise Unreadable("--fix, --diff, --locked and --keys need torch: leave out --no-run")


def rules_of(options: Options, project: Project) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules to select and to ignore: what is typed says more than what a project settled."""
    select = known(options.select) if options.select else ()
    ignore = tuple([rule for rule in project.ignore if rule not in select])
    return select or project.select, (*ignore, *(known(options.ignore) if options.ignore else ()))


def cache_of(options: Options, names: Sequence[str]) -> Cache | None:
    """Return where proofs are remembered, unless that is in the tree that is checked: it could come from there."""
    torch = installed_torch() if options.cache and options.run else None
    if torch is None:
        return None
    try:
        folder = Path(options.cache_dir) if options.cache_dir else own_folder(options.environment)
    except NoHome:  # then each key is proved again
        return None
    if any(inside(folder, Path(name)) for name in names if os.path.exists(name)):
        if options.cache_dir:
            say(f"the cache {folder} is not used: it lies in the tree that is checked, so it could come from there")
        return None
    return Cache(folder, torch)


def lock_path(names: Sequence[str], project: Project) -> Path:
    """Return the project's lock file, else the one beside the bank. Raises NoBank where there is no such place."""
    if project.lock is not None:
        return Path(project.lock)
    if len(names) != 1:
        raise NoBank(f'name the lock file in quizproof.toml, such as lock = "{NAME}": the bank has several parts')
    [name] = names
    if "/" in name or os.path.exists(name):
        return lock_beside(name)
    [(path, _, _)] = find_files(name)  # a shipped topic
    return lock_beside(path)


def lock_of(options: Options, names: Sequence[str], project: Project) -> Lock | None:
    """Return the keys to hold the bank to; None where that is not wanted."""
    if not options.locked:
        return None
    path = lock_path(names, project)
    folder = path.with_name(NAME)
    if project.lock is None and not path.exists() and folder.exists():  # one file of a bank that is locked whole
        return read_lock(folder, whole=False)
    return read_lock(path, whole=project.lock is None or not options.banks)


def say(words: str) -> None:
    """Say something beside the report."""
    page_on(sys.stderr).raw(f"quizproof: {visible(words)}\n")
