"""What the commands `check` and `lock` do with their options: every part of the engine in its turn."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from .bank import NoBank, find_files, read_bank
from .cache import Cache, inside, installed_torch, own_folder
from .checking import Report, Selection, check
from .filecheck import How
from .fixing import Fixed, fix_file
from .frozen import dataclass
from .hidden import visible
from .keys import Unfit
from .literals import Unreadable
from .locking import NAME, Lock, lock_beside, lock_text, read_lock
from .misconceptions.separability import Separability
from .oracle import Oracle
from .plural import count
from .project import Project
from .reports import REPORTS, reported
from .reports.full import full_pieces
from .reports.places import project_root, relative
from .reports.stepsummary import step_summary
from .reports.summary import summary
from .rules import known
from .scoutprocess import Scout
from .screen.page import Page, page_on
from .screen.progress import progress
from .screen.reporting import print_pieces
from .watching import Watched, saves, watch
from .writing import write_atomically

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


def run_check(options: Options, project: Project, scout: Scout) -> bool:
    """Check a bank and print the report; return whether the run is fine.

    The scout is the caller's, who starts it before all else: it has to load too. Raises NoBank, Unreadable,
    TorchAbsent and OSError; ParserCrash after the report where a file took the parser down.
    """
    _refuse_what_does_not_fit(options)
    names = bank_of(options.banks, project)
    selection = Selection(*_rules(options, project))
    cache = _cache(options, names)
    with Oracle(options.workers, tries=2) as oracle:

        def checked() -> Report:
            how = How(options.run, cache, _lock(options, names, project))
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
    path = _lock_path(names, project)
    with Oracle(workers, tries=2) as oracle:
        with progress(page_on(sys.stderr)) as tell:
            report = check(
                names, oracle, keys=True, how=How(cache=_cache(Options(), names)), scout=scout, progress=tell
            )
        scout.settle()
    if report.errors:
        page_on(sys.stdout).raw(REPORTS["full"](replace(report, keys=[])))
        _say(f"{path} is not written: the keys are not proved")
        return False
    write_atomically(path, lock_text(report.locked).encode())
    page_on(sys.stdout).line(f"{path}: {count(len(report.locked), 'key')} written")
    return True


def bank_of(banks: Sequence[str], project: Project) -> tuple[str, ...]:
    """Return the names of the bank: those that were typed, else the project's, else its folder."""
    return tuple(banks) or project.bank or (OWN_BANK,)


def _refuse_what_does_not_fit(options: Options) -> None:
    if options.format not in REPORTS:
        raise Unreadable(f"{options.format!r} is no format; there are {', '.join(REPORTS)}")
    if options.output is not None and not Path(options.output).parent.is_dir():
        raise NoBank(f"{options.output} cannot be written: there is no folder {Path(options.output).parent}")
    if options.watch and (options.fix or options.diff or options.output or options.locked):
        raise Unreadable("--watch goes with none of --fix, --diff, --locked and -o")
    if (options.fix or options.diff or options.locked or options.keys) and not options.run:
        raise Unreadable("--fix, --diff, --locked and --keys need torch: leave out --no-run")


def _rules(options: Options, project: Project) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rules to select and to ignore: what is typed says more than what a project settled."""
    select = known(options.select) if options.select else ()
    ignore = tuple([rule for rule in project.ignore if rule not in select])
    return select or project.select, (*ignore, *(known(options.ignore) if options.ignore else ()))


def _cache(options: Options, names: Sequence[str]) -> Cache | None:
    """Return where proofs are remembered, unless that is in the tree that is checked: it could come from there."""
    torch = installed_torch() if options.cache and options.run else None
    if torch is None:
        return None
    try:
        folder = Path(options.cache_dir) if options.cache_dir else own_folder(options.environment)
    except RuntimeError:  # platformdirs, where the system knows no home
        return None
    if any(inside(folder, Path(name)) for name in names if os.path.exists(name)):
        if options.cache_dir:
            _say(f"the cache {folder} is not used: it lies in the tree that is checked, so it could come from there")
        return None
    return Cache(folder, torch)


def _lock_path(names: Sequence[str], project: Project) -> Path:
    if project.lock is not None:
        return Path(project.lock)
    if len(names) != 1:
        raise NoBank(f'name the lock file in quizproof.toml, such as lock = "{NAME}": the bank has several parts')
    [name] = names
    if "/" in name or os.path.exists(name):
        return lock_beside(name)
    [(path, _, _)] = find_files(name)  # a shipped topic
    return lock_beside(path)


def _lock(options: Options, names: Sequence[str], project: Project) -> Lock | None:
    if not options.locked:
        return None
    path = _lock_path(names, project)
    folder = path.with_name(NAME)
    if project.lock is None and not path.exists() and folder.exists():  # one file of a bank that is locked whole
        return read_lock(folder, whole=False)
    return read_lock(path, whole=project.lock is None or not options.banks)


def _fixed(report: Report, oracle: Oracle, selection: Selection) -> list[Fixed]:
    files = dict.fromkeys(finding.file for finding in report.findings if finding.fix is not None)
    return [fix_file(file, oracle, selection) for file in files]


def _write(fixed: Sequence[Fixed]) -> None:
    written = [one for one in fixed if not one.findings or one.write()]
    for one in fixed:
        if one not in written:
            _say(f"{one.file} was saved meanwhile and is left as it is")
    _tell_fixes(written, "mended")


def _tell_fixes(fixed: Sequence[Fixed], what: str) -> None:
    counts = [len(one.findings) for one in fixed if one.findings]
    _say(f"{count(sum(counts), 'key')} in {count(len(counts), 'file')} {what}")
    left = sum(len(one.left) for one in fixed)
    if left:
        _say(f"{count(left, 'key')} left as {'it is' if left == 1 else 'they are'}: more is wrong with the question")


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


def _say(words: str) -> None:
    page_on(sys.stderr).raw(f"quizproof: {visible(words)}\n")
