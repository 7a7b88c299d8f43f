"""The command `quizproof`: arguments in, exit codes out. What it does is in the engine.

0 is fine; 1: problems were found, or a score is below --fail-under; 2: misused, or nothing to work on; 130:
interrupted. Nothing is imported before it is needed: help and version come at once, and Ctrl-C is heard
from the start. Every option is declared once, here, which makes this file longer than others.
"""

from __future__ import annotations

import errno
import os
import sys
from functools import wraps
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING or not __package__:  # a checkout: this folder is on the path, under no name
    import engine
else:
    from . import engine

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

FINE, FOUND, MISUSED, INTERRUPTED, GONE = 0, 1, 2, 130, 141


def main() -> int:
    """Run the command line and return the exit code."""
    arguments = sys.argv[1:]
    try:
        if arguments == ["--version"]:
            print(f"quizproof {engine.VERSION}", flush=True)
            return FINE
        engine.settle_streams()
        if len(arguments) == 2 and arguments[0] == "take" and not arguments[1].startswith("-"):
            code = _told(take, arguments[1])  # reading options takes longer than showing the first question
        else:
            code = _parsed()
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
        _complain(f"quizproof: the output cannot be written: {error.strerror}")
        return MISUSED
    return code


def _close_output() -> None:
    """Write what is left nowhere: else Python complains when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parsed() -> int:
    """Let typer read the arguments and call the command; return the exit code."""
    global typer  # the commands' signatures name it; it takes longer to load than all of --version
    import typer

    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(start)
    for name, command in COMMANDS.items():
        app.command(name)(_ending(command))
    for name, (alone, commands) in GROUPS.items():
        group = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})
        group.callback(invoke_without_command=True)(_leading(alone))
        for below, command in commands.items():
            group.command(below)(_ending(command))
        app.add_typer(group, name=name)
    try:
        app(prog_name="quizproof")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    return FINE


def _ending(command: Callable[..., int]) -> Callable[..., None]:
    """Return the command as typer calls it: it ends with its exit code."""

    @wraps(command)
    def ending(*args: object, **kwargs: object) -> None:
        raise typer.Exit(_told(command, *args, **kwargs))

    return ending


def _leading(command: Callable[..., int]) -> Callable[..., None]:
    """Return what stands before the commands of a group as typer calls it: it ends the program only where it fails."""

    @wraps(command)
    def leading(*args: object, **kwargs: object) -> None:
        code = _told(command, *args, **kwargs)
        if code != FINE:
            raise typer.Exit(code)

    return leading


def _told(command: Callable[..., int], *args: object, **kwargs: object) -> int:
    """Return the command's exit code; a fault of its user is told in one sentence, without a traceback."""
    try:
        return command(*args, **kwargs)
    except engine.BankError as error:
        _complain(*[str(finding) for finding in error.findings])
        return FOUND
    except engine.TorchRefuses as error:
        _complain(f"quizproof: {error}", *[f"  {sentence}" for sentence in error.more])
        return FOUND
    except (
        engine.NoBank,
        engine.NoRecord,
        engine.NoVariant,
        engine.Unreadable,
        engine.TorchAbsent,
        engine.BadSettings,
        engine.BadClock,
        engine.ParserCrash,
    ) as error:
        _complain(f"quizproof: {error}")
        return MISUSED
    except OSError as error:
        if isinstance(error, BrokenPipeError) or error.filename is None:
            raise
        _complain(f"quizproof: {error.filename}: {error.strerror}")
        return MISUSED


def _complain(*lines: str) -> None:
    for line in lines:
        print(engine.visible(line), file=sys.stderr)


def _keeper(page: engine.Page, data_dir: str | None, save: bool = True) -> engine.Keeper:
    """Return what keeps the learner's record; what must be told of it is printed on the page."""
    return engine.keeper(data_dir, save, lambda sentence: page.word("Record", "doubt", f"{sentence}."), engine.now)


def _terminal(plain: bool) -> engine.Terminal:
    page = engine.page_on(sys.stdout, plain=plain)
    return engine.Terminal(page, engine.reader(page))


def _load(bank: str) -> tuple[engine.Topic, ...]:
    """Return the topics of a file or folder, or the one of this name in the project's bank or on the shelf."""
    return engine.load(_found(bank))


def _found(bank: str) -> str:
    """Return the path of the topic of this name in the project's bank; else the name."""
    return engine.topic_of(engine.find_project().bank, bank)


def _all_topics() -> tuple[engine.Topic, ...]:
    """Return the topics of the project's bank and those on the shelf."""
    banks: list[str | os.PathLike[str]] = [*engine.find_project().bank, engine.SHIPPED]
    return tuple([topic for bank in banks for topic in engine.load(bank)])


def _banks() -> list[str | os.PathLike[str]]:
    """Return the project's bank and the shelf; the shelf alone where the project's settings can't be read."""
    try:
        return [*engine.find_project().bank, engine.SHIPPED]
    except engine.BadSettings:
        return [engine.SHIPPED]


def _readable_topics() -> tuple[engine.Topic, ...]:
    """Return the topics of the project's bank and those on the shelf; of a bank with problems it is told, no more."""
    topics: list[engine.Topic] = []
    for bank in _banks():
        try:
            topics += engine.load(bank)
        except (engine.BankError, engine.NoBank):
            _complain(f"quizproof: {bank} can't be read; `quizproof check` says why")
    return tuple(topics)


def _topics(incomplete: str) -> list[str]:
    return [*[name for name in engine.shipped() if name.startswith(incomplete)], *engine.paths_like(incomplete)]


def _files(incomplete: str) -> list[str]:
    return engine.paths_like(incomplete)


def _ids(incomplete: str) -> list[str]:
    return [name for name in engine.shipped_ids() if name.startswith(incomplete)]


def _importers(incomplete: str) -> list[str]:
    return [name for name in engine.IMPORTERS if name.startswith(incomplete)]


def _kinds(incomplete: str) -> list[str]:
    return [name for name in engine.KINDS if name.startswith(incomplete)]


def _rules(incomplete: str) -> list[str]:
    return [name for name in engine.RULES if name.startswith(incomplete)]


def _misconceptions(incomplete: str) -> list[str]:
    return [name for name in engine.MISCONCEPTIONS if name.startswith(incomplete)]


def _formats(incomplete: str) -> list[str]:
    return [name for name in engine.REPORTS if name.startswith(incomplete)]


def _exporters(incomplete: str) -> list[str]:
    return [name for name in engine.EXPORTERS if name.startswith(incomplete)]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"quizproof {engine.VERSION}")
        raise typer.Exit(FINE)


def start(
    context: typer.Context,
    _: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Quizzes whose answer keys are proved by running them. Alone: on with what you left, or what is due."""
    if context.invoked_subcommand is None:
        raise typer.Exit(_told(_start))


def _start() -> int:
    """Go on with what was left; else say what is due, or what there is."""
    terminal = _terminal(plain=False)
    keeper = _keeper(terminal.page, None)
    left = engine.newest_left(keeper, engine.day_of(engine.now()))
    code = _go_on(terminal, keeper, left) if left is not None else None
    if code is not None:
        return code
    topics = _all_topics()
    due = engine.due_today(keeper, topics)
    if due.by_topic:
        engine.print_due(terminal.page, due)
    else:
        engine.print_start(terminal.page, topics, engine.VERSION)
    return FINE


def _go_on(terminal: engine.Terminal, keeper: engine.Keeper, left: engine.Progress) -> int | None:
    """Go on with a sitting that was left. Return the exit code; None where its bank is no more."""
    mode, (banks, wish) = left.begun.mode, engine.banks_of(left.begun.bank)
    try:
        topics = tuple([topic for bank in banks for topic in engine.load(bank)]) if banks else _all_topics()
    except (engine.NoBank, engine.BankError):
        return None
    oracle = engine.Oracle(workers=1)
    oracle.start()
    if mode == "practice":
        try:
            return _practise(terminal, keeper, topics, left.begun.bank, wish, left.begun.seed, oracle)
        except engine.NoBank:  # no question has the tag any more
            return None
    opened = engine.gone_on(left, topics, terminal.clock())
    if opened is None:
        return None
    _, interrupted = engine.take(terminal, topics, opened, oracle, keeper)
    return INTERRUPTED if interrupted else FINE


def take(
    bank: Annotated[
        str, typer.Argument(metavar="TOPIC|FILE|FOLDER", help="What to be asked about.", autocompletion=_topics)
    ],
    open_: Annotated[bool, typer.Option("--open", help="Show no choices where torch decides.")] = False,
    test: Annotated[bool, typer.Option("--test", help="Easy to hard, one attempt, all feedback at the end.")] = False,
    timed: Annotated[bool, typer.Option("--timed", help="Answers that come late earn nothing.")] = False,
    count: Annotated[int | None, typer.Option(min=1, help="Ask so many questions, drawn by the seed.")] = None,
    seed: Annotated[
        int | None, typer.Option(help="The order of the choices; another one each time if left out.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only questions with this tag; may be repeated.")] = None,
    difficulty: Annotated[str | None, typer.Option(metavar="N[-M]", help="Only questions from N to M, 1 to 5.")] = None,
    attempts: Annotated[
        int | None, typer.Option(min=1, help="Attempts: 1 with choices and 2 without if left out.")
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(min=0, max=100, metavar="PERCENT", help="Exit with 1 below this score.")
    ] = None,
    json_file: Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write the results as JSON.")] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Begin again, whatever was left.")] = False,
    missed: Annotated[bool, typer.Option("--missed", help="Only what was missed the last time.")] = False,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Whether to keep what you answer.")] = True,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colours and no bar.")] = False,
) -> int:
    """Take a quiz, or go on with the one that you left. Type a letter or the answer itself; :help lists what else."""
    oracle = engine.Oracle(workers=1)
    oracle.start()  # torch loads while the bank and the first question are read
    rules = engine.Rules(_seed() if seed is None else seed, attempts, open_, test, timed)
    wanted = engine.Wanted(count, tuple(tag or ()), engine.read_difficulty(difficulty))
    found, terminal = _found(bank), _terminal(plain)
    topics, keeper = engine.load(found), _keeper(terminal.page, data_dir, save)
    wish = engine.Quiz(engine.label_of(found), wanted, rules, seed, restart, missed)
    opened = engine.opened(keeper, topics, wish, terminal.clock())
    sitting, interrupted = engine.take(terminal, topics, opened, oracle, keeper)
    if json_file is not None:
        engine.write_results(json_file, sitting)
    if interrupted:
        return INTERRUPTED
    return FINE if fail_under is None else _held(engine.tally(sitting).percent, fail_under)


def _seed() -> int:
    return int.from_bytes(os.urandom(3), "big")


def _held(percent: float | None, least: float) -> int:
    """Return the exit code of a score that is held to --fail-under."""
    if percent is not None and percent >= least:
        return FINE
    reached = "no question could be counted" if percent is None else f"{percent:.1f} percent of the points"
    _complain(f"quizproof: {reached}, and --fail-under wants {least:g}")
    return FOUND


def practice(
    banks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC]...", help="What to practise; all topics if left out.", autocompletion=_topics),
    ] = None,
    most: Annotated[int, typer.Option("-n", min=1, help="So many questions at most.")] = 10,
    new: Annotated[int, typer.Option(min=0, help="So many new ones a day.")] = 5,
    ahead: Annotated[bool, typer.Option("--ahead", help="Also what is not due yet.")] = False,
    tag: Annotated[list[str] | None, typer.Option(help="Only questions with this tag; may be repeated.")] = None,
    misconception: Annotated[
        str | None, typer.Option(metavar="NAME", help="Questions that show this one.", autocompletion=_misconceptions)
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Which variants; others each time if left out.")] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Begin again, whatever was left.")] = False,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Whether to keep what you answer.")] = True,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colours and no bar.")] = False,
) -> int:
    """Practise what is due today, and some that is new. Questions come back when you are about to forget them."""
    oracle = engine.Oracle(workers=1)
    oracle.start()
    terminal = _terminal(plain)
    keeper, found = _keeper(terminal.page, data_dir, save), [_found(bank) for bank in banks or ()]
    topics = tuple([topic for bank in found for topic in engine.load(bank)]) if found else _all_topics()
    wish = engine.Wish(most, new, ahead, tuple(tag or ()), misconception)
    label = engine.practice_label([engine.label_of(bank) for bank in found], wish)
    seed = _seed() if seed is None else seed
    return _practise(terminal, keeper, topics, label, wish, seed, oracle, restart)


def _practise(
    terminal: engine.Terminal,
    keeper: engine.Keeper,
    topics: tuple[engine.Topic, ...],
    label: str,
    wish: engine.Wish,
    seed: int,
    oracle: engine.Oracle,
    restart: bool = False,
) -> int:
    found = engine.opened_practice(keeper, topics, label, wish, seed, terminal.clock(), restart=restart)
    if found.opened is None:
        engine.print_nothing(terminal.page, found, label)
        return FINE
    following = engine.Following(terminal.page, found)
    _, interrupted = engine.take(terminal, topics, found.opened, oracle, keeper, following)
    return INTERRUPTED if interrupted else FINE


def learn(
    bank: Annotated[str, typer.Argument(metavar="TOPIC|FILE", help="The topic to learn.", autocompletion=_topics)],
    seed: Annotated[
        int | None, typer.Option(help="The order of the choices; another one each time if left out.")
    ] = None,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Whether to keep what you answer.")] = True,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colours and no bar.")] = False,
) -> int:
    """Read the lesson of a topic. Its examples are computed as you read, and it asks questions."""
    oracle = engine.Oracle(workers=1)
    oracle.start()
    terminal, rules = _terminal(plain), engine.Rules(_seed() if seed is None else seed)
    found, keeper = _found(bank), _keeper(terminal.page, data_dir, save)
    for topic in engine.load(found):
        engine.print_lesson(terminal, topic, oracle, rules, keeper, engine.label_of(found))
    keeper.close()
    return FINE


def list_(
    bank: Annotated[
        str | None, typer.Argument(metavar="[TOPIC|FILE|FOLDER]", help="Its questions.", autocompletion=_topics)
    ] = None,
) -> int:
    """List the topics, or the questions of one."""
    page = engine.page_on(sys.stdout)
    if bank is None:
        engine.print_topics(page, _all_topics())
    else:
        for topic in _load(bank):
            engine.print_questions(page, topic)
    return FINE


def show(
    question: Annotated[str, typer.Argument(metavar="ID", help="The id of the question.", autocompletion=_ids)],
    bank: Annotated[
        str | None, typer.Option(metavar="TOPIC|FILE|FOLDER", help="Where it is; the shipped topics if left out.")
    ] = None,
    answer: Annotated[bool, typer.Option("--answer", help="Show the answer and how it comes about.")] = False,
    variant: Annotated[
        str | None, typer.Option(metavar="n=10,k=3", help="Which variant; the first if left out.")
    ] = None,
) -> int:
    """Show one question."""
    topics = _all_topics() if bank is None else _load(bank)
    topic, found = engine.find_question(topics, question)
    if variant is not None:
        found = engine.find_variant(topic, found, variant)
    with engine.Oracle(workers=1) as oracle:
        solution = engine.solution(found, oracle) if answer else None
    engine.print_shown(engine.page_on(sys.stdout), topic, found, solution)
    return FINE


def explain(
    layer: Annotated[str, typer.Argument(metavar="LAYER", help="Such as 'nn.MaxPool2d(3, stride=2)'.")],
    given: Annotated[str, typer.Argument(metavar="SHAPE|NUMBERS", help="The input: 1,1,10,10 or '[[1, 2], [3, 4]]'.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
    svg: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the picture as SVG; - for the standard output.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colours.")] = False,
) -> int:
    """Say which shape a layer gives, and why. Draws what it does, and counts its parameters."""
    if as_json and svg == "-":
        raise engine.Unreadable("--json and --svg - both print to the standard output: write the picture to a file")
    with engine.Oracle(workers=1) as oracle:
        explanation = engine.explain(layer, given, oracle)
    page = engine.page_on(sys.stdout, plain=plain)
    if svg == "-":
        page.raw(explanation.as_svg())
    elif svg is not None:
        engine.write_atomically(svg, explanation.as_svg().encode())
    if as_json:
        page.raw(explanation.as_json())
    elif svg is None:
        engine.print_explanation(page, explanation)
    elif svg != "-":
        page.line(f"The picture is in {svg}.", hang=2)
    return FINE


def grade(
    bank: Annotated[str, typer.Argument(metavar="TOPIC|FILE|FOLDER", help="The questions.", autocompletion=_topics)],
    responses: Annotated[
        str, typer.Option(metavar="FILE|-", help="JSON lines with question and answer; - for the standard input.")
    ],
    exam: Annotated[
        str | None, typer.Option(metavar="FILE", help="What the letters on papers stand for: exam.json.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Workers; as many as cores if left out.")
    ] = None,
) -> int:
    """Grade a stream of answers. One JSON line out for each line in, in order."""
    topics, page = _load(bank), engine.page_on(sys.stdout)
    lookup = engine.exam_of(exam) if exam is not None else None
    with engine.Oracle(workers) as oracle, engine.lines_of(responses) as lines:
        for line in engine.grade(topics, lines, oracle, lookup):
            page.raw(f"{line}\n")
    return FINE


def check(
    banks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Topics, files or folders; the project's bank if left out."),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="full, concise, json, jsonl, github, gitlab, junit or sarif.",
            autocompletion=_formats,
        ),
    ] = "full",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report there.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="Report only these rules.", autocompletion=_rules)
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="Do not report these rules.", autocompletion=_rules)
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write proved keys in place of wrong and missing ones.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    watch: Annotated[bool, typer.Option("-w", "--watch", help="Prove again at each save, until Ctrl-C.")] = False,
    run: Annotated[
        bool, typer.Option("--run/--no-run", help="Without torch, only read, and compare with the formulas.")
    ] = True,
    locked: Annotated[bool, typer.Option("--locked", help="Hold the keys to the lock file too.")] = False,
    keys: Annotated[bool, typer.Option("--keys", help="Print the computed keys too.")] = False,
    separability: Annotated[
        bool, typer.Option("--separability", help="Say which misconceptions the variants tell apart.")
    ] = False,
    cache_dir: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Where proofs are remembered; the user's cache if left out.")
    ] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Prove again what was proved before.")] = True,
    warn_as_error: Annotated[bool, typer.Option("--warn-as-error", help="Let warnings fail the run.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings by rule.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print findings only.")] = False,
    workers: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Workers; as many as cores if left out.")
    ] = None,
) -> int:
    """Prove every key. Answers are right, distractors wrong, formulas and torch of one mind."""
    with engine.Scout() as scout:  # started before all else: it has to load too
        options = engine.Options(
            banks=banks or (),
            format=format_,
            output=output,
            select=select or (),
            ignore=ignore or (),
            fix=fix,
            diff=diff,
            watch=watch,
            run=run,
            locked=locked,
            keys=keys,
            separability=separability,
            cache=cache,
            cache_dir=cache_dir,
            warn_as_error=warn_as_error,
            exit_zero=exit_zero,
            statistics=statistics,
            quiet=quiet,
            workers=workers,
        )
        return FINE if engine.run_check(options, engine.find_project(), scout) else FOUND


def lock(
    banks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Topics, files or folders; the project's bank if left out."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Workers; as many as cores if left out.")
    ] = None,
) -> int:
    """Write down the computed keys. `check --locked` tells which ones move."""
    with engine.Scout() as scout:
        return FINE if engine.run_lock(banks or (), engine.find_project(), scout, workers) else FOUND


def rule(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Such as wrong-key.", autocompletion=_rules)
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown; without NAME all pages as one document.")
    ] = False,
) -> int:
    """Say what a rule of `check` means. How to mend what it finds, with examples; without NAME, list the rules."""
    page = engine.page_on(sys.stdout)
    if markdown:
        page.raw(page.safe(engine.rules_as_markdown(name)))
    elif name is None:
        engine.print_rules(page)
    else:
        engine.print_rule(page, name)
    return FINE


def misconception(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Such as padding-once.", autocompletion=_misconceptions)
    ] = None,
) -> int:
    """Say what a misconception is and where it was met. Without NAME, list them: distractors may name them."""
    page = engine.page_on(sys.stdout)
    if name is None:
        engine.print_misconceptions(page)
    else:
        engine.print_misconception(page, name)
    return FINE


def preview(
    bank: Annotated[str, typer.Argument(metavar="FILE", help="Its questions.", autocompletion=_topics)],
    question: Annotated[str | None, typer.Argument(metavar="ID", help="Only this question.")] = None,
    variant: Annotated[
        str | None, typer.Option(metavar="n=10,k=3", help="Which variant of it; the first if left out.")
    ] = None,
) -> int:
    """Show questions as learners see them. With the verdict on every choice, hints, feedback and solution."""
    page = engine.page_on(sys.stdout)
    with engine.Oracle(workers=1) as oracle:
        found = engine.preview(bank, oracle, question, variant)
    engine.print_preview(page, found)
    if found.shown and found.report.findings:
        page.line()
    engine.print_pieces(page, engine.full_pieces(found.report, quiet=True))
    engine.print_elsewhere(page, found, bank)
    return FOUND if found.report.errors else FINE


def export(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="Such as html, canvas, moodle.", autocompletion=_exporters)
    ],
    banks: Annotated[
        list[str], typer.Argument(metavar="TOPIC...", help="Topics, files or folders.", autocompletion=_topics)
    ],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")],
    seed: Annotated[int, typer.Option(help="The order of choices, and which variants.")] = 0,
    variants: Annotated[int, typer.Option(min=1, help="So many variants of each question that has some.")] = 1,
    papers: Annotated[int, typer.Option(min=1, max=99, help="So many different papers, where a format has some.")] = 1,
    exam: Annotated[bool, typer.Option("--exam", help="No keys and no explanations; they are written beside.")] = False,
    title: Annotated[str | None, typer.Option(help="What it is called; the topic's title if left out.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="So many questions, drawn by the seed.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only questions with this tag; may be repeated.")] = None,
    difficulty: Annotated[str | None, typer.Option(metavar="N[-M]", help="Only questions from N to M, 1 to 5.")] = None,
) -> int:
    """Write topics in another format. For browsers, course platforms, cards, paper; says what a format cannot hold."""
    topics = tuple([topic for bank in banks for topic in _load(bank)])
    wanted = engine.Wanted(count, tuple(tag or ()), engine.read_difficulty(difficulty))
    order = engine.Order(format_, seed, wanted, variants, papers, exam, title)
    with engine.Oracle() as oracle:
        made = engine.exported(topics, order, oracle)
    engine.print_export(engine.page_on(sys.stdout), made, made.write(output))
    return FOUND if made.left_out else FINE


def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="GIFT, Moodle XML, Canvas QTI 1.2 and others.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The topic; - for the output.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="What they are in.", autocompletion=_importers)
    ] = None,
    guess: Annotated[bool, typer.Option("--guess", help="Let torch compute what reads as a layer or a shape.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a topic that is there.")] = False,
    title: Annotated[str | None, typer.Option(help="What the topic is called.")] = None,
) -> int:
    """Bring in quizzes of other programs. Their keys are proved, and what cannot be carried is told by name."""
    aside = output == "-"
    page = engine.page_on(sys.stderr if aside else sys.stdout)
    asked = not aside and sys.stdin.isatty() and sys.stdout.isatty()
    ask = (lambda *_: True) if guess else engine.asking(page, engine.reader(page)) if asked else None
    to = None if aside else output
    brought = engine.bring(files, ask, format_=from_, title=title or "", output=to, force=force)
    if aside and len(brought.texts) > 1:
        raise engine.Unreadable(f"{brought.carried} questions are more than one topic holds: name a file with -o")
    if aside:
        engine.page_on(sys.stdout).raw("".join(brought.texts))
    written = [] if aside else engine.write_brought(brought, output, force=force)
    errors = 0
    if written:
        with engine.Oracle() as oracle:
            report = engine.check(written, oracle)
        engine.print_pieces(page, engine.full_pieces(report))
        errors = report.errors
    engine.print_brought(page, brought, written)
    return FOUND if errors or brought.refused or brought.left or not brought.carried else FINE


def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The topic, new or not.", autocompletion=_files)],
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="A question of this kind; may be repeated.", autocompletion=_kinds),
    ] = None,
) -> int:
    """Write a topic to begin with. It has a question of each kind; or append some to one that is there."""
    append = kind and os.path.lexists(file)
    written = engine.append_questions(file, kind or ()) if append else engine.new_topic(file, kind or ())
    engine.print_written(engine.page_on(sys.stdout), file, written)
    return FINE


def schema(
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")] = None,
) -> int:
    """Print the JSON Schema of a topic. Editors complete and check by it."""
    text = engine.schema_text()
    if output is None:
        engine.page_on(sys.stdout).raw(text)
    else:
        engine.write_atomically(output, text.encode())
    return FINE


def history(
    context: typer.Context,
    data_dir: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Where your record is; your data folder if left out.")
    ] = None,
) -> int:
    """Say what is in the record of your answers. Its commands move it, take it back, or forget."""
    if context.invoked_subcommand is None:
        engine.print_overview(engine.page_on(sys.stdout), engine.overview(engine.data_folder(data_dir)))
    else:
        context.default_map = {context.invoked_subcommand: {"data_dir": data_dir}}  # said before it, it holds for it
    return FINE


def history_export(
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")] = "-",
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """Write the record as JSON lines. Another machine, or another program, reads them."""
    page = engine.page_on(sys.stdout)
    with engine.record(engine.data_folder(data_dir), engine.now) as record:
        lines = engine.export_lines(record)
        if output == "-":
            for line in lines:
                page.raw(f"{line}\n")
            return FINE
        content = "".join([f"{line}\n" for line in lines]).encode()
    engine.write_atomically(output, content)
    return FINE


def history_import(
    files: Annotated[list[str], typer.Argument(metavar="FILE|-", help="JSON lines; - for the standard input.")],
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """Add what `export` wrote. What is there already is not added again."""
    from contextlib import ExitStack

    page, refused = engine.page_on(sys.stdout), False
    with ExitStack() as stack:
        opened = [(file, stack.enter_context(engine.lines_of(file))) for file in files]
        record, heard = stack.enter_context(engine.any_record(engine.data_folder(data_dir), engine.now))
        for file, lines in opened:
            done = engine.import_from(record, lines, file)
            engine.print_imported(page, file, done)
            refused = refused or bool(done.refused)
    _complain(*[f"quizproof: {notice.sentence}" for notice in heard])
    return FOUND if refused else FINE


def history_restore(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="A record; the newest backup and what was kept aside if left out."),
    ] = None,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """Take back a backup and damaged records. What is there now stays, and what can be read is added."""
    with engine.any_record(engine.data_folder(data_dir), engine.now) as (record, _):
        done = engine.take_back(record, file)
    engine.print_restored(engine.page_on(sys.stdout), done)
    return FINE


def history_forget(
    topic: Annotated[str, typer.Argument(metavar="TOPIC|FILE", help="Its name, or its file.", autocompletion=_topics)],
    question: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only this question.", autocompletion=_ids)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """Begin a topic or a question anew. Asks first; what you answered before then counts no more."""
    page = engine.page_on(sys.stdout)
    with engine.record(engine.data_folder(data_dir), engine.now) as record:
        extent = engine.forgettable(record, topic, question, engine.former_names(_banks()))
        if not yes:
            engine.print_extent(page, extent)
            if not engine.agreed(engine.reader(page)):
                page.line("Nothing is forgotten.")
                return FOUND
        engine.forget(record, extent, engine.now())
    engine.print_forgotten(page, extent)
    return FINE


def history_flags(
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """List what you said of questions, the newest first."""
    with engine.record(engine.data_folder(data_dir), engine.now) as record:
        found = engine.newest_flags(record)
    page = engine.page_on(sys.stdout)
    if as_json:
        page.raw(engine.flags_as_json(found))
    else:
        engine.print_flags(page, found, engine.zone)
    return FINE


def history_suspended(
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """List the cards that you put away."""
    with engine.record(engine.data_folder(data_dir), engine.now) as record:
        away = engine.suspended(record, engine.former_names(_banks()))
    engine.print_suspended(engine.page_on(sys.stdout), sorted(away))
    return FINE


def history_unsuspend(
    question: Annotated[str, typer.Argument(metavar="ID", help="The card.")],
    topic: Annotated[str | None, typer.Option(metavar="TOPIC", help="Of which topic, where several have it.")] = None,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """Take a card out again that you put away."""
    with engine.record(engine.data_folder(data_dir), engine.now) as record:
        found = engine.take_out(record, question, topic, engine.now(), engine.former_names(_banks()))
    engine.page_on(sys.stdout).line(f"{question} of {found} is asked again.", hang=2)
    return FINE


def history_undo(
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
) -> int:
    """Take back the last question that you answered: it is practised as if you had not."""
    with engine.record(engine.data_folder(data_dir), engine.now) as record:
        found = engine.undo_last(record, engine.now())
    engine.page_on(sys.stdout).line(f"Taken back: {found.question} of {found.topic}.", hang=2)
    return FINE


def stats(
    bank: Annotated[
        str | None, typer.Argument(metavar="[TOPIC|FILE|FOLDER]", help="Only this.", autocompletion=_topics)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="Write a page with charts for a browser.")] = None,
    data_dir: Annotated[str | None, typer.Option(metavar="FOLDER", help="Where your record is.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colours.")] = False,
) -> int:
    """Say how it goes. Right at the first try, days, what comes back, and the misconceptions you keep making."""
    page, unknown = engine.page_on(sys.stdout, plain=plain), None
    topics, names = _readable_topics(), None
    if bank is not None:
        try:
            topics = _load(bank)
            names = [topic.name for topic in topics]
        except engine.NoBank as error:
            unknown, names = error, [bank]  # the record may know what no bank has any more
    found = engine.read_statistics(engine.data_folder(data_dir), topics, names, engine.now)
    if unknown is not None and found.empty:
        raise unknown
    suggestion = bank or "pooling"
    if html is not None:
        engine.write_atomically(html, engine.statistics_page(found, suggestion).encode())
    if as_json:
        page.raw(engine.statistics_as_json(found))
    elif html is None:
        engine.print_statistics(page, found, suggestion)
    else:
        page.line(f"The statistics are in {html}.", hang=2)
    return FINE


def doctor(
    data_dir: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Where your record is; your data folder if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> int:
    """Look whether all that is needed is there. Says what to do where it is not; changes nothing."""
    page = engine.page_on(sys.stdout)
    checks = engine.examine(engine.patient(data_dir, engine.screen_of(page)), engine.Oracle(workers=1))
    if as_json:
        found = tuple(checks)
        page.raw(engine.checks_as_json(found))
        return FINE if engine.sound(found) else FOUND
    return FINE if engine.print_checked(page, checks) else FOUND


COMMANDS: dict[str, Callable[..., int]] = {
    "take": take,
    "practice": practice,
    "learn": learn,
    "list": list_,
    "show": show,
    "explain": explain,
    "grade": grade,
    "check": check,
    "lock": lock,
    "rule": rule,
    "misconception": misconception,
    "preview": preview,
    "export": export,
    "import": import_,
    "new": new,
    "schema": schema,
    "stats": stats,
    "doctor": doctor,
}

GROUPS: dict[str, tuple[Callable[..., int], dict[str, Callable[..., int]]]] = {
    "history": (
        history,
        {
            "export": history_export,
            "import": history_import,
            "restore": history_restore,
            "forget": history_forget,
            "flags": history_flags,
            "suspended": history_suspended,
            "unsuspend": history_unsuspend,
            "undo": history_undo,
        },
    ),
}

if __name__ == "__main__":
    sys.exit(main())
