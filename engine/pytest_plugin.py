"""Banks in a run of pytest: each question is a test, and fails as `quizproof check` would show it.

`quizproof_pytest` loads this once a bank is named. All banks are proved together when the first of their tests runs:
ids are unique across them, and torch loads once. Each test hands out what was found of its question. Where no such
test is selected, torch is never loaded.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from .collected import Asked, AskedIn, Found, asked_in, files_of, found_in, outermost, place_of, settled, shown

if TYPE_CHECKING:
    from .findings import Finding
    from .project import Project

OF_THE_FILE: Final = "_file"
"""The test for what belongs to no question. No id can begin with an underscore."""

_PROVED: Final = "quizproof-proved"
_TRUSTED: Final = "quizproof-trusted"
_WRONG: Final = "quizproof-wrong"
_TORCH: Final = "quizproof-torch"
_WARNING: Final = "quizproof-warning"
"""Properties of a test: JUnit reports show them, and the workers of pytest-xdist send them home."""


class Wrong(Exception):
    """Errors were found. `str()` is all of them as `quizproof check` shows them."""

    def __init__(self, findings: list[Finding]) -> None:
        from .reports.full import told

        super().__init__("\n".join(map(told, findings)).rstrip("\n"))
        self.first = findings[0]


def take_part(config: pytest.Config) -> None:
    """Add the banks that the settings and the command line name to the run. Raises UsageError."""
    here = config.invocation_params.dir
    wanted = [settled(here / path) for path in config.getoption("quizproof")]
    banks = outermost([*map(settled, config.getini("quizproof_banks")), *wanted])
    for path in banks:
        if not os.path.lexists(path):
            raise pytest.UsageError(f"quizproof: the bank {shown(path, here)} does not exist")
    plugin = Banks(config, banks)
    whole = config.args_source is not config.ArgsSource.ARGS and here == config.rootpath
    for path in banks if whole else outermost(wanted):
        if not plugin.is_named(path):
            config.args.append(os.fspath(path))
    config.stash[_BANKS] = plugin
    config.pluginmanager.register(plugin, "quizproof-banks")


class Banks:
    """The banks of a run: which files they have, what these ask, and what was found."""

    def __init__(self, config: pytest.Config, banks: list[Path]) -> None:
        self.config = config
        self.banks = banks
        self.whole_files: bool = config.getini("quizproof_per_file")

    @cached_property
    def files(self) -> frozenset[Path]:
        """The files of all banks. Raises NoBank."""
        return files_of(self.banks)

    @cached_property
    def asked(self) -> AskedIn:
        """What each file asks. Raises NoBank."""
        return asked_in(self.banks)

    @cached_property
    def project(self) -> Project:
        """The settings of Quizproof where pytest has its own. Raises BadSettings."""
        from .project import find_project

        return find_project(self.config.rootpath)

    @cached_property
    def found(self) -> Found:
        """What was found; the first who asks waits for torch. Raises NoBank and TorchAbsent."""
        return found_in(self.banks, self.asked, self.project, self.config.invocation_params.dir)

    def is_named(self, path: Path) -> bool:
        """Return whether the run is about `path`, or a folder that it lies in."""
        named = [settled(self.config.invocation_params.dir / arg.partition("::")[0]) for arg in self.config.args]
        return any(map(path.is_relative_to, named))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Refuse a bank without a file, and settings that cannot be read, before anything runs."""
        from .bank import NoBank
        from .project import BadSettings

        try:
            _ = self.files, self.project
        except (BadSettings, NoBank) as error:
            raise pytest.UsageError(f"quizproof: {error}") from None

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> BankFile | None:
        """Return the tests of a file if it belongs to a bank."""
        return BankFile.from_parent(parent, path=file_path) if file_path in self.files else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add the files that pytest passes over, such as those in a folder `build`, or a fifo, which is an error."""
        option = self.config.option
        for path in sorted(self.files - {item.path for item in items}):
            if self.is_named(path) and not option.ignore and not option.ignore_glob:
                try:
                    items += BankFile.from_parent(session, path=path).collect()
                except BankFile.CollectError as error:
                    raise pytest.UsageError(str(error)) from None

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was proved and what nobody computed, and show the warnings: they fail nothing."""
        counts: Counter[str] = Counter()
        warnings, torch = [], ""
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
            for name, value in report.user_properties:
                if name in (_PROVED, _TRUSTED, _WRONG):
                    counts[name] += value
                elif name == _WARNING:
                    warnings.append(value)
                elif name == _TORCH:
                    torch = f" by torch {value}"
        if counts or warnings:
            terminalreporter.write_sep("=", "quizproof")
            for warning in warnings:
                terminalreporter.write_line(warning)
            trusted = f", {counts[_TRUSTED]:,} trusted (text that nothing computes)" if counts[_TRUSTED] else ""
            questions = f"{counts.total():,} question{'s' if counts.total() != 1 else ''}"
            terminalreporter.write_line(f"{counts[_PROVED]:,} of {questions} proved{torch}{trusted}")


class BankFile(pytest.File):
    """A file of a bank."""

    def collect(self) -> Iterator[Question]:
        """Yield a test for what belongs to no question, and one for each question."""
        from .bank import NoBank

        banks = self.config.stash[_BANKS]
        try:
            asked = banks.asked[self.path]
        except NoBank as error:
            raise self.CollectError(f"quizproof: {error}") from None
        yield Question.from_parent(self, name=OF_THE_FILE, asked=asked if banks.whole_files else ())
        told: set[str] = set()
        for place, one in enumerate(() if banks.whole_files else asked):
            name = f"{one.id}@{one.line}" if one.id in told else one.id
            told.add(one.id)
            yield Question.from_parent(self, name=name, place=place, line=one.line, asked=(one,))


class Question(pytest.Item):
    """The test of one question, or of what belongs to none, or of a whole file."""

    def __init__(self, *, asked: tuple[Asked, ...], place: int | None = None, line: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked = asked
        self.place = place
        self.line = line
        self.add_marker("quizproof")

    def runtest(self) -> None:
        """Raise Wrong where an error was found."""
        from .reports.harmless import one_line

        banks = self.config.stash[_BANKS]
        findings = banks.found.of_file(self.path) if banks.whole_files else banks.found.of(self.path, self.place)
        errors = [finding for finding in findings if finding.severity == "error"]
        wrong = {place_of(self.asked, finding) for finding in errors}
        computed = [one.computed for place, one in enumerate(self.asked) if place not in wrong]
        for name, count in [
            (_PROVED, computed.count(True)),
            (_TRUSTED, computed.count(False)),
            (_WRONG, len(self.asked) - len(computed)),
        ]:
            if count:
                self.user_properties.append((name, count))
        if any(computed):
            self.user_properties.append((_TORCH, banks.found.torch))
        self.user_properties += [(_WARNING, one_line(str(one))) for one in findings if one not in errors]
        if errors:
            raise Wrong(errors)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is shown of a failure: what was found, and no traceback."""
        from .bank import NoBank
        from .workerprocess import TorchAbsent

        if isinstance(excinfo.value, NoBank | TorchAbsent):
            return f"quizproof: {excinfo.value}"
        if not isinstance(excinfo.value, Wrong):
            return super().repr_failure(excinfo, style or "short")
        told, first = excinfo.getrepr(style="value"), excinfo.value.first
        if told.reprcrash is not None:  # the place and the line that summaries show
            told.reprcrash.path, told.reprcrash.lineno = first.file, first.line
            told.reprcrash.message = f"{first.rule}: {first.message}"
        return told

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the file, the line from 0, and the name to show."""
        return self.path, self.line - 1, self.name


_BANKS: Final = pytest.StashKey[Banks]()
