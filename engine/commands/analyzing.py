"""What answers say of their questions."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import FINE, FOUND, complain, engine
from .banks import banks_named, readable_topics, topics_of
from .options import Cluster, Columns, DataDir, Exam, FactsAsJson, Jobs, Plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def analyze(
    responses: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RESPONSES]...", help="Graded or not, or records; your own record if left out."),
    ] = None,
    bank: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="The questions; the project's bank if left out.")
    ] = None,
    question: Annotated[str | None, typer.Option(metavar="ID", help="Say all there is of one question.")] = None,
    attempts: Annotated[
        str, typer.Option(metavar="WHICH", help="Which attempts count: first, last, best or all.")
    ] = "first",
    unanswered: Annotated[
        str, typer.Option(metavar="skip|wrong", help="What a question counts that a student left out.")
    ] = "skip",
    as_json: FactsAsJson = False,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="Write a page with charts for a browser.")] = None,
    write_back: Annotated[
        bool, typer.Option("--write-back", help="Put the measured difficulty into the bank's files.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --write-back would change, and change nothing.")
    ] = False,
    exam: Exam = None,
    column: Columns = None,
    workers: Jobs = None,
    cluster: Cluster = None,
    data_dir: DataDir = None,
    plain: Plain = False,
) -> int:
    """Analyze the questions of an exam or a course. Difficulty, discrimination, distractors, misconceptions."""
    if unanswered not in ("skip", "wrong"):
        raise engine.Unreadable(f"--unanswered {unanswered}: it can be skip or wrong")
    if attempts not in engine.ATTEMPTS:
        raise engine.Unreadable(f"--attempts {attempts}: it can be {' or '.join(engine.ATTEMPTS)}")
    if as_json and question is not None:
        raise engine.Unreadable("--json says all of every question: leave --question out")
    if html is not None and responses:
        from .responses import refuse_input

        refuse_input(html, "--html", responses)
    page = engine.page_on(sys.stdout, plain=plain)
    topics = _topics(bank)
    wish = _Wish(tuple(responses or ()), bank, column, exam, workers, cluster, data_dir)
    found = engine.analyze(_rows(wish), topics, attempts=attempts, unanswered_wrong=unanswered == "wrong")
    if html is not None:
        engine.write_atomically(html, engine.analysis_page(found).encode())
    if as_json:
        page.raw(engine.analysis_as_json(found))
    elif diff:
        pass
    elif html is None or question is not None:
        engine.print_analysis(page, found, question)
    else:
        page.line(f"The analysis is in {html}.", hang=2)
    return _write_back(page, found, bank, diff=diff) if write_back or diff else FINE


def _topics(bank: Sequence[str] | None) -> tuple[engine.Topic, ...]:
    """Return what is known of the questions: of the banks that were named; else of the own bank, and of the shelf."""
    if bank is not None:
        return tuple([topic for name in bank for topic in topics_of(name)])
    return readable_topics(list({os.path.realpath(one): one for one in (*banks_named(None), engine.SHIPPED)}))


@dataclass(frozen=True)
class _Wish:
    """Where the rows are, and who grades those that are not graded yet."""

    names: tuple[str, ...]
    bank: Sequence[str] | None
    column: Sequence[str] | None
    exam: str | None
    workers: int | None
    cluster: str | None
    data_dir: str | None


def _rows(wish: _Wish) -> Iterator[Mapping[str, Any]]:
    """Yield the rows to analyze."""
    if not wish.names:
        with engine.record(engine.own_folder(wish.data_dir), engine.now) as record:
            yield from engine.rows_of(record, engine.former_ids(readable_topics()))
        return
    if engine.are_records(wish.names):
        yield from engine.rows_of_records(wish.names, lambda sentence: complain(f"quizproof: {sentence}"))
        return
    from .graders import graders
    from .responses import responses_named

    responses = responses_named(wish.names, wish.column, wish.exam, needs=("question",))

    def grade(rows: Iterable[engine.Row]) -> Iterator[tuple[engine.Row, str]]:
        with (
            graders(banks_named(wish.bank), wish.workers, wish.cluster) as by,
            closing(engine.Store()) as store,
        ):
            yield from engine.graded(rows, by.executor, store)

    page = engine.page_on(sys.stderr)
    with responses, engine.progress(page, "Reading") as tell:
        yield from engine.rows_of_responses(engine.told(responses.rows(), responses, tell), grade)


def _write_back(page: engine.Page, found: engine.Analysis, bank: Sequence[str] | None, *, diff: bool) -> int:
    """Put the measured difficulty into the files of a bank, or show what that would change."""
    plan = engine.plan_write_back(banks_named(bank), engine.measurements(found))
    if diff:
        page.raw("".join([one.diff() for one in plan.files]))
    sentences = [*plan.sentences]
    for one in [file for file in plan.files if file.changed and not diff]:
        if one.write():
            complain(f"quizproof: {one.file}: {engine.count(len(one.changed), 'question')} measured")
        else:
            sentences.append(f"{one.file} was saved meanwhile and is left as it is")
    complain(*[f"quizproof: {sentence}" for sentence in sentences])
    return FOUND if sentences else FINE
