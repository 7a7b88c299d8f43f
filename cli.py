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
        engine.NoVariant,
        engine.Unreadable,
        engine.TorchAbsent,
        engine.BadSettings,
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


def _terminal(plain: bool) -> engine.Terminal:
    page = engine.page_on(sys.stdout, plain=plain)
    return engine.Terminal(page, engine.reader(page))


def _load(bank: str) -> tuple[engine.Topic, ...]:
    """Return the topics of a file or folder, or the one of this name in the project's bank or on the shelf."""
    return engine.load(engine.topic_of(engine.find_project().bank, bank))


def _all_topics() -> tuple[engine.Topic, ...]:
    """Return the topics of the project's bank and those on the shelf."""
    banks: list[str | os.PathLike[str]] = [*engine.find_project().bank, engine.SHIPPED]
    return tuple([topic for bank in banks for topic in engine.load(bank)])


def _topics(incomplete: str) -> list[str]:
    return [*[name for name in engine.shipped() if name.startswith(incomplete)], *engine.paths_like(incomplete)]


def _files(incomplete: str) -> list[str]:
    return engine.paths_like(incomplete)


def _ids(incomplete: str) -> list[str]:
    return [name for name in engine.shipped_ids() if name.startswith(incomplete)]


def _kinds(incomplete: str) -> list[str]:
    return [name for name in engine.KINDS if name.startswith(incomplete)]


def _rules(incomplete: str) -> list[str]:
    return [name for name in engine.RULES if name.startswith(incomplete)]


def _misconceptions(incomplete: str) -> list[str]:
    return [name for name in engine.MISCONCEPTIONS if name.startswith(incomplete)]


def _formats(incomplete: str) -> list[str]:
    return [name for name in engine.REPORTS if name.startswith(incomplete)]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"quizproof {engine.VERSION}")
        raise typer.Exit(FINE)


def start(
    context: typer.Context,
    _: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False,
) -> None:
    """Quizzes whose answer keys are proved by running them. Without a command: what there is, and what to do next."""
    if context.invoked_subcommand is None:
        engine.print_start(engine.page_on(sys.stdout), _all_topics(), engine.VERSION)


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
    plain: Annotated[bool, typer.Option("--plain", help="No colours and no bar.")] = False,
) -> int:
    """Take a quiz. Type a letter or the answer itself; :help lists what else can be typed."""
    oracle = engine.Oracle(workers=1)
    oracle.start()  # torch loads while the bank and the first question are read
    rules = engine.Rules(_seed() if seed is None else seed, attempts, open_, test, timed)
    topics = _load(bank)
    items = engine.items(topics, rules, engine.Wanted(count, tuple(tag or ()), engine.read_difficulty(difficulty)))
    if not items:
        raise engine.NoBank("no question has these tags and this difficulty")
    sitting, interrupted = engine.take(_terminal(plain), topics, items, rules, oracle)
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


def learn(
    bank: Annotated[str, typer.Argument(metavar="TOPIC|FILE", help="The topic to learn.", autocompletion=_topics)],
    seed: Annotated[
        int | None, typer.Option(help="The order of the choices; another one each time if left out.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="No colours and no bar.")] = False,
) -> int:
    """Read the lesson of a topic, with examples that are computed as you read, and answer its questions."""
    oracle = engine.Oracle(workers=1)
    oracle.start()
    terminal, rules = _terminal(plain), engine.Rules(_seed() if seed is None else seed)
    for topic in _load(bank):
        engine.print_lesson(terminal, topic, oracle, rules)
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
    """Say which shape a layer gives, how its size comes about, and draw what it does."""
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
    workers: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Workers; as many as cores if left out.")
    ] = None,
) -> int:
    """Grade a stream of answers: one JSON line out for each line in, in order."""
    topics, page = _load(bank), engine.page_on(sys.stdout)
    with engine.Oracle(workers) as oracle, engine.lines_of(responses) as lines:
        for line in engine.grade(topics, lines, oracle):
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
    """Prove every key: answers right, distractors wrong, formulas and torch of one mind."""
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
    """Write down the computed keys, so that `check --locked` tells which ones move."""
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
    """Say what a rule means and how to mend what it finds, with examples. Without NAME, list the rules."""
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
    """Show questions as learners see them, with the verdict on every choice, hints, feedback and solution."""
    page = engine.page_on(sys.stdout)
    with engine.Oracle(workers=1) as oracle:
        found = engine.preview(bank, oracle, question, variant)
    engine.print_preview(page, found)
    if found.shown and found.report.findings:
        page.line()
    engine.print_pieces(page, engine.full_pieces(found.report, quiet=True))
    engine.print_elsewhere(page, found, bank)
    return FOUND if found.report.errors else FINE


def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The topic, new or not.", autocompletion=_files)],
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="A question of this kind; may be repeated.", autocompletion=_kinds),
    ] = None,
) -> int:
    """Write a topic with an example of each kind of question, or append examples to one that is there."""
    append = kind and os.path.lexists(file)
    written = engine.append_questions(file, kind or ()) if append else engine.new_topic(file, kind or ())
    engine.print_written(engine.page_on(sys.stdout), file, written)
    return FINE


def schema(
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")] = None,
) -> int:
    """Print the JSON Schema of a topic, by which editors complete and check."""
    text = engine.schema_text()
    if output is None:
        engine.page_on(sys.stdout).raw(text)
    else:
        engine.write_atomically(output, text.encode())
    return FINE


COMMANDS: dict[str, Callable[..., int]] = {
    "take": take,
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
    "new": new,
    "schema": schema,
}

if __name__ == "__main__":
    sys.exit(main())
