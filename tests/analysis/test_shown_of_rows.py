"""What is shown of a class as its rows are: however odd they are, all three tell it, and the same."""

import json
import re
from collections.abc import Iterator
from random import Random

import pytest
from lxml import html

from gradedrows import Row, of_matrix, row
from pages import printed
from quizproof.engine.analysis.analyzing import analyze
from quizproof.engine.analysis.telling.asjson import analysis_as_json
from quizproof.engine.analysis.telling.page import analysis_page
from quizproof.engine.screen.analyzed import print_analysis

NAMES = ("Ada Lovelace", "alan@turing.example", "grace-hopper")


def course(students: int = 60) -> Iterator[Row]:
    """Answers to a question in variants, to one that misleads the best, and to six others."""
    draw = Random(1)
    for number in range(students):
        name, able = f"{NAMES[number % 3]} {number}", draw.random()
        for place in range(6):
            yield row(name, f"q{place}", float(draw.random() < 0.15 + 0.7 * able), seconds=20 + number)
        size = draw.choice((2, 3))
        slipped = draw.random() < (1.2 - able if size == 3 else 0.1)
        slugs = {"misconceptions": ["ceil-for-floor"]} if slipped else {}
        yield row(name, "sizes", float(not slipped), variant=f"n={size}", answer=f"({size + slipped},)", **slugs)
        yield row(name, "backwards", float(able < 0.5), answer="right" if able < 0.5 else "tempting")


ROWS: dict[str, list[Row]] = {
    "none": [],
    "one": [row("a", "q")],
    "of nobody": [row(None, "q"), row(None, "q", 0.0), row(None, "p", 0.0)],
    "all the same": list(of_matrix([[1, 1, 1]] * 12)),
    "one student": list(of_matrix([[1, 0, 1, 0]])),
    "one question": list(of_matrix([[1], [0]] * 9)),
    "void": [row("a", "q", verdict="void") | {"score": None}] * 3,
    "unreadable": [row("a", "q", verdict="unreadable") | {"score": None}] * 9,
    "parts of a score": list(of_matrix([[0.5, 0.25, 1], [0, 0.75, 0.5], [1, 1, 0.5]] * 5)),
    "odd texts": [row("a\n", "q\n\x1b", 0.5, answer=["x", 1, None], misconceptions=["p\n"], variant="\t")] * 4,
    "a course": list(course()),
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_all_three_tell_it(rows: list[Row]) -> None:
    found = analyze(rows)
    told = json.loads(analysis_as_json(found))
    assert [item["id"] for item in told["items"]] == [item.id for item in found.items]
    tree = html.fromstring(analysis_page(found))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert tree.xpath("count(//article[@class='question'])") == len(found.items)
    shown = printed(lambda page: print_analysis(page, found), width=200)
    assert shown.startswith(tree.xpath("string(//h1)"))
    for item in found.items:
        full = printed(lambda page, name=item.id: print_analysis(page, found, name), width=40)  # type: ignore[misc]
        assert re.search(r"^difficulty: ([01]\.\d\d|-)", full, re.MULTILINE)


def test_nobody_is_named() -> None:
    found = analyze(course())
    for said in (
        analysis_as_json(found),
        analysis_page(found),
        printed(lambda page: print_analysis(page, found)),
        *[printed(lambda page, name=item.id: print_analysis(page, found, name)) for item in found.items],  # type: ignore[misc]
    ):
        assert [name for name in NAMES if name.partition(" ")[0] in said] == []


def test_what_misleads_the_best_comes_first_and_where_a_misconception_shows() -> None:
    found = analyze(course())
    shown = printed(lambda page: print_analysis(page, found), width=200)
    last = shown.partition("Questions to look at\n")[2].splitlines()
    assert last[1] == "backwards"
    assert any(line.startswith("  Who does well in the other questions does badly here: ") for line in last)
    assert re.search(
        r"It shows most in sizes with n = 3: \d\d% of \d+ answers, and \d+% with all other values\.", shown
    )


def test_a_parameter_is_told_where_there_are_values_to_compare() -> None:
    rows = [row(f"s{place}", "q", float(place % 2), variant=f"n={place % 4},k=2") for place in range(40)]
    found = analyze(rows)
    assert [parameter["name"] for parameter in json.loads(analysis_as_json(found))["items"][0]["parameters"]] == [
        "n",
        "k",
    ]
    shown = printed(lambda page: print_analysis(page, found, "q"))
    assert ("Mean score by n" in shown, "Mean score by k" in shown) == (True, False)
    tree = html.fromstring(analysis_page(found))
    assert tree.xpath("//article[@class='question']//caption/text()")[-2:] == [
        "Mean score of q by n",
        "The variants that went worst",
    ]
    assert [picture.get("id") for picture in tree.xpath("//*[local-name()='svg']")][-2:] == [
        "chart-q1-a",
        "chart-q1-p0",
    ]
