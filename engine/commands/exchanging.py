"""Exchanging banks with other programs."""

import sys
from typing import Annotated

import typer

from . import FINE, FOUND, completing, engine
from .banks import topics_of
from .options import Difficulty, Output, Tags


def export(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="Such as html, canvas, moodle.", autocompletion=completing.exporters)
    ],
    banks: Annotated[
        list[str],
        typer.Argument(metavar="TOPIC...", help="Topics, files or folders.", autocompletion=completing.topics),
    ],
    output: Output,
    seed: Annotated[int, typer.Option(help="The order of choices, and which variants.")] = 0,
    variants: Annotated[int, typer.Option(min=1, help="So many variants of each question that has some.")] = 1,
    papers: Annotated[int, typer.Option(min=1, max=99, help="So many different papers, where a format has some.")] = 1,
    exam: Annotated[bool, typer.Option("--exam", help="No keys and no explanations; they are written beside.")] = False,
    title: Annotated[str | None, typer.Option(help="What it is called; the topic's title if left out.")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="So many questions, drawn by the seed.")] = None,
    tag: Tags = None,
    difficulty: Difficulty = None,
) -> int:
    """Write topics in another format. For browsers, course platforms, cards, paper; says what a format cannot hold."""
    topics = tuple([topic for bank in banks for topic in topics_of(bank)])
    wanted = engine.Wanted(count, tuple(tag or ()), engine.read_difficulty(difficulty))
    order = engine.Order(format_, seed, wanted, variants, papers, exam, title)
    with engine.Oracle() as oracle:
        made = engine.exported(topics, order, oracle)
    if output == "-":
        sys.stdout.buffer.write(made.alone())
        sys.stdout.flush()
        engine.print_export(engine.page_on(sys.stderr), made, ["the output"])
    else:
        engine.print_export(engine.page_on(sys.stdout), made, made.write(output))
    return FOUND if made.left_out else FINE


def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="GIFT, Moodle XML, Canvas QTI 1.2 and others.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The topic; - for the output.")],
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="What they are in.", autocompletion=completing.importers),
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
