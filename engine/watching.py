"""Prove a bank again whenever one of its files is saved: only that file, by workers that have torch loaded."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Final, TypeAlias

from .bank import NoBank, find_files, read_files
from .bankfiles import with_own_rules
from .checking import ALL_RULES, EVERYTHING, Report, Selection, finished
from .filecheck import Checked, How, check_files
from .oracle import Oracle
from .shelf import OWN_RULES

Found: TypeAlias = tuple[Path, str, Path]

_STEP_MS: Final = 10
_DEBOUNCE_MS: Final = 40
"""An editor writes a file in several steps; what comes within this time is one save."""
_NOW_AND_THEN_MS: Final = 1_000


class Watched:
    """A bank whose files are proved when they are new or have changed."""

    def __init__(
        self,
        names: Sequence[str | os.PathLike[str]],
        oracle: Oracle,
        how: How = EVERYTHING,
        selection: Selection = ALL_RULES,
    ) -> None:
        self._names = names
        self._oracle = oracle
        self._how = how
        self._selection = selection
        self._states: dict[str, object] = {}
        self._checked: dict[str, Checked] = {}
        self._ids: dict[str, dict[str, str]] = {}

    def report(self) -> Report | None:
        """Return what is wrong with the bank now; None where no file changed since. Raises NoBank and TorchAbsent."""
        began, run = perf_counter(), self._oracle.answers_run
        try:
            found = [file for name in self._names for file in find_files(name)]
        except NoBank:
            self._states = {}  # what comes back has changed
            raise
        files = {shown: (path, shown, root) for path, shown, root in with_own_rules(found)}
        states = {shown: _state(path) for shown, (path, _, _) in files.items()}
        if states == self._states:
            return None
        changed = [shown for shown in files if states[shown] != self._states.get(shown)]
        if any(os.path.basename(shown) == OWN_RULES for shown in {*changed, *(self._states.keys() - files.keys())}):
            changed = list(files)  # questions may ask for what it holds
        for gone in self._checked.keys() - files.keys():
            del self._checked[gone], self._ids[gone]
        again = {*changed, *self._repeating(files)}
        for shown in again:
            self._ids.pop(shown, None)  # what it no longer says must not be found twice
        self._prove([files[shown] for shown in sorted(again)])
        self._states = states
        report = Report(ran=self._how.run)
        for shown in files:
            report.add(self._checked[shown])
        report = finished(report, self._oracle, self._how, self._selection, perf_counter() - began)
        report.answers_run -= run
        return report

    def _repeating(self, files: Iterable[str]) -> list[str]:
        """Return the files that repeat an id of another file, which may have gone from there."""
        known = [shown for shown in files if shown in self._checked]
        return [shown for shown in known if any(one.rule == "duplicate-id" for one in self._checked[shown].findings)]

    def _prove(self, found: Sequence[Found]) -> None:
        seen = {name: place for ids in self._ids.values() for name, place in ids.items()}
        for checked in check_files(read_files(found, seen), self._oracle, self._how):
            own = f"{checked.file}:"
            self._checked[checked.file] = checked
            self._ids[checked.file] = {name: seen[name] for name in checked.ids if seen[name].startswith(own)}


def watch(watched: Watched, changes: Iterable[None]) -> Iterator[Report | NoBank]:
    """Yield what is found at first and after each change; NoBank where there is nothing to prove just then."""
    missing = ""
    for _ in chain((None,), changes):
        try:
            report = watched.report()
        except NoBank as none:
            if str(none) != missing:
                missing = str(none)
                yield none
            continue
        missing = ""
        if report is not None:
            yield report


def saves(names: Sequence[str | os.PathLike[str]]) -> Iterator[None]:
    """Yield whenever something may have changed at these names, and now and then, until Ctrl-C is pressed."""
    from watchfiles import watch as watch_folders

    folders = {os.fspath(name) if os.path.isdir(name) else os.path.dirname(name) or "." for name in names}
    for _ in watch_folders(
        *folders,
        watch_filter=None,
        step=_STEP_MS,
        debounce=_DEBOUNCE_MS,
        recursive=any(os.path.isdir(name) for name in names),
        rust_timeout=_NOW_AND_THEN_MS,
        yield_on_timeout=True,  # what was saved before the watch began, or where no event comes, is found all the same
    ):
        yield


def _state(path: Path) -> object:
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
