"""What `check` and `lock` do with their options: every part of the engine in its turn."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..bank import NoBank, read_bank
from ..checking import Report, Selection, check
from ..filecheck import How
from ..fixing import Fixed, fix_file
from ..keys import Unfit
from ..locking import lock_text
from ..misconceptions.separability import Separability
from ..oracle import Oracle
from ..plural import count
from ..project import Project
from ..reports import REPORTS, reported
from ..reports.full import full_pieces
from ..reports.places import project_root, relative
from ..reports.stepsummary import step_summary
from ..reports.summary import summary
from ..scoutprocess import Scout
from ..screen.page import Page, page_on
from ..screen.progress import progress
from ..screen.reporting import print_pieces
from ..watching import Watched, saves, watch
from ..writing import write_atomically
from .checkoptions import Options, bank_of, cache_of, lock_of, lock_path, refuse_what_does_not_fit, rules_of, say


def run_check(options: Options, project: Project, scout: Scout) -> bool:
    """Check a bank and print the report; return whether the run is fine.

    The scout is the caller's, who starts it before all else: it has to load too. Raises NoBank, Unreadable,
    TorchAbsent and OSError; ParserCrash after the report where a file took the parser down.
    """
    refuse_what_does_not_fit(options)
    names = bank_of(options.banks, project)
    selection = Selection(*rules_of(options, project))
    cache = cache_of(options, names)
    with Oracle(options.workers, tries=2) as oracle:

        def checked() -> Report:
            how = How(options.run, cache, lock_of(options, names, project))
            with progress(page_on(sys.stderr), wanted=not options.quiet) as tell:
                return check(names, oracle, keys=options.keys, how=how, selection=selection, scout=scout, progress=tell)

        if options.watch:
            _watch(options, Watched(names, oracle, How(options.run, cache), selection), names, oracle)
            return True
        report = checked()
        if not report.questions and not report.findings:
            raise NoBank("no questions found")
        fixed = _fixed(report, oracle, selection) if options.fix or options.diff else []
        if options.diff:
            page_on(sys.stdout).raw("".join([one.diff() for one in fixed]))
            _tell_fixes(fixed, "would be mended")
            scout.settle()
            return not any(one.findings for one in fixed) and not _fails(report, options)
        if fixed:
            _write(fixed)
            report = checked()
        if options.separability:
            report.separability = separability(names)
        _print(report, options)
        scout.settle()
    return options.exit_zero or not _fails(report, options)


def separability(names: Sequence[str]) -> list[tuple[str, Separability]]:
    """Return for each question which misconceptions its variants tell apart, and which are right by luck."""
    found = []
    for read in read_bank(names):
        for question in read.topic.questions:
            table = Separability()
            for values in read.topic.families[question.id].sets if question.variant is not None else ():
                with suppress(Unfit):  # the report has it
                    table.add(read.topic.families[question.id].question(values))
            if question.variant is None:
                table.add(question)
            if table.applies:
                found.append((question.id, table))
    return found


def run_lock(banks: Sequence[str], project: Project, scout: Scout, workers: int | None = None) -> bool:
    """Write the lock file of a bank; return whether that was done. Raises what `run_check` does."""
    names = bank_of(banks, project)
    path = lock_path(names, project)
    with Oracle(workers, tries=2) as oracle:
        with progress(page_on(sys.stderr)) as tell:
            report = check(
                names, oracle, keys=True, how=How(cache=cache_of(Options(), names)), scout=scout, progress=tell
            )
        scout.settle()
    if report.errors:
        page_on(sys.stdout).raw(REPORTS["full"](replace(report, keys=[])))
        say(f"{path} is not written: the keys are not proved")
        return False
    write_atomically(path, lock_text(report.locked).encode())
    page_on(sys.stdout).line(f"{path}: {count(len(report.locked), 'key')} written")
    return True


def _fixed(report: Report, oracle: Oracle, selection: Selection) -> list[Fixed]:
    files = dict.fromkeys(finding.file for finding in report.findings if finding.fix is not None)
    return [fix_file(file, oracle, selection) for file in files]


def _write(fixed: Sequence[Fixed]) -> None:
    written = [one for one in fixed if not one.findings or one.write()]
    for one in fixed:
        if one not in written:
            say(f"{one.file} was saved meanwhile and is left as it is")
    _tell_fixes(written, "mended")


def _tell_fixes(fixed: Sequence[Fixed], what: str) -> None:
    counts = [len(one.findings) for one in fixed if one.findings]
    say(f"{count(sum(counts), 'key')} in {count(len(counts), 'file')} {what}")
    left = sum(len(one.left) for one in fixed)
    if left:
        say(f"{count(left, 'key')} left as {'it is' if left == 1 else 'they are'}: more is wrong with the question")


def _fails(report: Report, options: Options) -> bool:
    return bool(report.errors or (options.warn_as_error and report.findings))


def _print(report: Report, options: Options, page: Page | None = None) -> None:
    """Print a report, or write it to a file and print its summary."""
    page = page or page_on(sys.stdout)
    if options.format in ("full", "text") and options.output is None and not options.statistics:
        print_pieces(page, full_pieces(report, quiet=options.quiet, width=page.room()))
        return
    folder = os.getcwd()
    root = project_root(options.environment, folder)
    text = reported(report, options.format, folder=folder, root=root, quiet=options.quiet, counts=options.statistics)
    if options.output is not None:
        write_atomically(options.output, text.encode("utf-8", "replace"))
        text = "" if options.quiet or not Path(options.output).is_file() else summary(report)
    page.raw(text)
    steps = options.environment.get("GITHUB_STEP_SUMMARY")
    if options.format == "github" and steps:
        with open(steps, "a", encoding="utf-8") as file:
            file.write(step_summary(relative(report, folder, root)))


def _watch(options: Options, watched: Watched, names: Sequence[str], oracle: Oracle) -> None:
    """Print what is found at first and after each save, until Ctrl-C."""
    if options.run:
        oracle.start()
    page = page_on(sys.stdout)
    for found in watch(watched, saves(names)):
        page.clear()
        if isinstance(found, NoBank):
            page.line(str(found))
        else:
            _print(found, options, page)
        page.line("Watching for saves; Ctrl-C ends.", "quiet")
        page.flush()
