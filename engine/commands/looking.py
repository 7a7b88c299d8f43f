"""Looking at questions, layers, rules, misconceptions and how it goes."""

import sys
from typing import Annotated

import typer

from . import FINE, FOUND, completing, engine
from .banks import all_topics, readable_topics, topics_of
from .options import DataDir, FactsAsJson, Plain


def list_(
    bank: Annotated[
        str | None,
        typer.Argument(metavar="[TOPIC|FILE|FOLDER]", help="Its questions.", autocompletion=completing.topics),
    ] = None,
) -> int:
    """List the topics, or the questions of one."""
    page = engine.page_on(sys.stdout)
    if bank is None:
        engine.print_topics(page, all_topics())
    else:
        for topic in topics_of(bank):
            engine.print_questions(page, topic)
    return FINE


def show(
    question: Annotated[
        str, typer.Argument(metavar="ID", help="The id of the question.", autocompletion=completing.ids)
    ],
    bank: Annotated[
        str | None, typer.Option(metavar="TOPIC|FILE|FOLDER", help="Where it is; the shipped topics if left out.")
    ] = None,
    answer: Annotated[bool, typer.Option("--answer", help="Show the answer and how it comes about.")] = False,
    variant: Annotated[
        str | None, typer.Option(metavar="n=10,k=3", help="Which variant; the first if left out.")
    ] = None,
) -> int:
    """Show one question."""
    topics = all_topics() if bank is None else topics_of(bank)
    topic, found = engine.find_question(topics, question)
    if variant is not None:
        found = engine.find_variant(topic, found, variant)
    with engine.Oracle(workers=1) as oracle:
        solution = engine.solution(found, oracle) if answer else None
    engine.print_shown(engine.page_on(sys.stdout), topic, found, solution)
    return FINE


def preview(
    bank: Annotated[str, typer.Argument(metavar="FILE", help="Its questions.", autocompletion=completing.topics)],
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


def explain(
    layer: Annotated[str, typer.Argument(metavar="LAYER", help="Such as 'nn.MaxPool2d(3, stride=2)'.")],
    given: Annotated[str, typer.Argument(metavar="SHAPE|NUMBERS", help="The input: 1,1,10,10 or '[[1, 2], [3, 4]]'.")],
    as_json: FactsAsJson = False,
    svg: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the picture as SVG; - for the standard output.")
    ] = None,
    plain: Plain = False,
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


def rule(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Such as wrong-key.", autocompletion=completing.rules)
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
        str | None,
        typer.Argument(metavar="NAME", help="Such as padding-once.", autocompletion=completing.misconceptions),
    ] = None,
) -> int:
    """Say what a misconception is and where it was met. Without NAME, list them: distractors may name them."""
    page = engine.page_on(sys.stdout)
    if name is None:
        engine.print_misconceptions(page)
    else:
        engine.print_misconception(page, name)
    return FINE


def stats(
    bank: Annotated[
        str | None, typer.Argument(metavar="[TOPIC|FILE|FOLDER]", help="Only this.", autocompletion=completing.topics)
    ] = None,
    as_json: FactsAsJson = False,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="Write a page with charts for a browser.")] = None,
    data_dir: DataDir = None,
    plain: Plain = False,
) -> int:
    """Say how it goes. Right at the first try, days, what comes back, and the misconceptions you keep making."""
    page, unknown = engine.page_on(sys.stdout, plain=plain), None
    topics, names = readable_topics(), None
    if bank is not None:
        try:
            topics = topics_of(bank)
            names = [topic.name for topic in topics]
        except engine.NoBank as error:
            unknown, names = error, [bank]  # the record may know what no bank has any more
    found = engine.read_statistics(engine.own_folder(data_dir), topics, names, engine.now)
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
