"""Prove a bank: every key right, every distractor wrong, by torch and by an independent formula."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from .bank import find_files, read_files
from .collecting import seldom
from .filecheck import Checked, How, check_files
from .findings import ERROR, Finding
from .oracle import Oracle

if TYPE_CHECKING:
    from .misconceptions.separability import Separability
    from .scoutprocess import Scout

EVERYTHING: Final = How()


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that are reported: those in `select`, or all, but not those in `ignore`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, finding: Finding) -> bool:
        """Return whether a finding is reported. What could not be read, or not be proved, always is."""
        if finding.fatal or (finding.rule == "not-proved" and finding.rule not in self.ignore):
            return True
        return finding.rule not in self.ignore and (not self.select or finding.rule in self.select)


ALL_RULES: Final = Selection()


@dataclass(slots=True)
class Report:
    """What a check found. `proved` questions were computed, `trusted` ones are text that nothing proves.

    `remembered` questions were proved before and have not changed since, `ignored` findings are those that a comment
    in the file or the settings silence, `ran` is false where nothing was run on purpose. Where they were asked for
    (`with_keys`), `keys` are question, variant and computed key, and `locked` the keys by topic and id. `ids` are all
    questions that could be read, each with its file. `separability` says of each
    question, where that was asked for, which misconceptions its variants tell apart.
    """

    torch: str = ""
    files: int = 0
    questions: int = 0
    proved: int = 0
    trusted: int = 0
    variants: int = 0
    answers_run: int = 0
    remembered: int = 0
    ignored: int = 0
    ran: bool = True
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    with_keys: bool = False
    keys: list[tuple[str, str | None, str]] = field(default_factory=list)
    locked: dict[str, str] = field(default_factory=dict)
    ids: list[tuple[str, str]] = field(default_factory=list)
    separability: "list[tuple[str, Separability]]" = field(default_factory=list)

    def add(self, checked: Checked) -> None:
        """Add what came of one file."""
        self.files += 1
        self.questions += len(checked.ids)
        self.variants += checked.variants
        self.proved += checked.proved
        self.trusted += checked.trusted
        self.remembered += checked.remembered
        self.ignored += checked.ignored
        self.findings += checked.findings
        self.ids += [(checked.file, name) for name in checked.ids]
        if self.with_keys:
            self.keys += checked.keys
            self.locked |= {f"{checked.topic}/{name}": key for name, key in checked.locked}

    @property
    def errors(self) -> int:
        """The number of findings that fail a run."""
        return sum(finding.severity == ERROR for finding in self.findings)


def check(
    names: Sequence[str | os.PathLike[str]],
    oracle: Oracle,
    *,
    keys: bool = False,
    how: How = EVERYTHING,
    selection: Selection = ALL_RULES,
    scout: "Scout | None" = None,
    progress: Callable[[float, int], None] = lambda _done, _files: None,
    clock: Callable[[], float] = perf_counter,
) -> Report:
    """Return everything that is wrong with the bank at these names; with `keys`, the computed keys too.

    Files are read, computed and forgotten one after another, so memory does not grow with the bank. `progress` is told
    after each question how many files are done, and of how many. Raises NoBank and TorchAbsent.
    """
    began = clock()
    files = [file for name in names for file in find_files(name)]
    report = Report(with_keys=keys, ran=how.run)
    how = replace(how, keys=keys)
    with seldom():
        reads = read_files(files, {}, scout)
        for checked in check_files(reads, oracle, how, lambda done: progress(done, len(files))):
            report.add(checked)
    if how.lock is not None:
        report.findings += how.lock.stale()
    return finished(report, oracle, how, selection, clock() - began)


def finished(report: Report, oracle: Oracle, how: How, selection: Selection, seconds: float) -> Report:
    """Return the report of all files together: in order, with what is not selected left out."""
    kept = [finding for finding in report.findings if selection.wants(finding)]
    ignored = [finding for finding in report.findings if finding.rule in selection.ignore]
    report.ignored += sum(not selection.wants(finding) for finding in ignored)
    report.findings = sorted(kept, key=lambda finding: (finding.file, finding.line, finding.column, finding.rule))
    report.answers_run = oracle.answers_run
    report.torch = oracle.torch_run or (how.cache.torch if how.cache is not None and report.remembered else "")
    report.seconds = seconds
    return report
