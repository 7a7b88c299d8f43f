"""What Canvas asks of a package: names, numbers, groups, blanks."""

import re
from dataclasses import replace

import pytest
from lxml import etree

from exporting import BANK, named, pose, sheet_of
from exportreading import QTI, Read, canvas_files, canvas_root
from exportreadingtext import READERS
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.exporters.zipped import zipped
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed


@pytest.fixture(scope="module")
def questions(oracle: Oracle) -> tuple[Posed, ...]:
    return pose(oracle, BANK)


def read(name: str, *questions: Posed) -> list[Read]:
    return READERS[name](EXPORTERS[name](sheet_of(questions)).file)


def test_the_package_names_what_is_in_it(questions: tuple[Posed, ...]) -> None:
    files = canvas_files(EXPORTERS["canvas"](sheet_of(questions)).file)

    manifest = etree.fromstring(files["imsmanifest.xml"])
    space = {"m": manifest.nsmap[None]}
    named = {str(one) for one in manifest.xpath("//m:file/@href", namespaces=space)}
    assert named == set(files) - {"imsmanifest.xml"}
    [dependency] = manifest.xpath("//m:dependency/@identifierref", namespaces=space)
    [quiz, meta] = manifest.xpath("//m:resource", namespaces=space)
    assert (quiz.get("type"), meta.get("identifier")) == ("imsqti_xmlv1p2", dependency)
    about = etree.fromstring(files[meta.get("href")])
    assert about.get("identifier") == quiz.get("identifier")
    assert about.findtext("{*}points_possible") == "15"


def test_names_are_told_apart_and_follow_from_the_content(questions: tuple[Posed, ...]) -> None:
    def names(*asked: Posed) -> dict[str, str]:
        items = canvas_root(EXPORTERS["canvas"](sheet_of(asked)).file).iter(f"{QTI}item")
        return {one.get("title"): one.get("ident") for one in items}

    before = names(*questions)
    changed = replace(questions[1], question=replace(questions[1].question, prompt="Another prompt?"))
    after = names(questions[0], changed, *questions[2:])

    assert len(set(before.values())) == len(before)
    assert [name for name in before if before[name] != after[name]] == [questions[1].id]


def test_answers_have_numbers_for_names(questions: tuple[Posed, ...]) -> None:
    for one in read("canvas", *questions):
        names = one.more["original_answer_ids"].split(",")
        assert all(re.fullmatch("[1-9][0-9]{5,6}", name) for name in names)
        assert len(set(names)) == len(names) == len(one.answers), one.name


def test_variants_are_a_group_of_which_one_is_drawn(questions: tuple[Posed, ...]) -> None:
    [group] = [
        one
        for one in canvas_root(EXPORTERS["canvas"](sheet_of(questions)).file).iter(f"{QTI}section")
        if one.get("title")
    ]

    assert group.get("title") == "size-in-variants"
    assert group.findtext(f"{QTI}selection_ordering/{QTI}selection/{QTI}selection_number") == "1"
    assert [one.get("title") for one in group.iter(f"{QTI}item")] == [
        "size-in-variants (n=10,k=4)",
        "size-in-variants (n=9,k=4)",
    ]


def test_a_shape_is_blanks(questions: tuple[Posed, ...]) -> None:
    [one] = read("canvas", named(questions, "shape-typed"))

    assert (one.kind, one.more["points_possible"]) == ("fill_in_multiple_blanks", "2")
    assert [(answer.text, answer.share) for answer in one.answers] == [
        ("1", 25.0),
        ("3", 25.0),
        ("4", 25.0),
        ("4", 25.0),
    ]
    assert "<code>[size1]</code>" in one.more["html"]
    assert one.asked.endswith("([size-of1], [size-of2], [size-of3], [size-of4])")  # as the author's is no blank


def test_a_number_in_canvas_has_ends(questions: tuple[Posed, ...]) -> None:
    [count, value] = read("canvas", named(questions, "count"), named(questions, "one-value"))

    assert (count.kind, [one.text for one in count.answers], count.more["ends"]) == ("numerical", ["57"], ["57", "57"])
    assert ([one.text for one in value.answers], value.more["ends"]) == (["3.4"], ["3.39", "3.41"])


def test_numbers_that_canvas_rounds_away_are_typed_as_text(questions: tuple[Posed, ...]) -> None:
    [one] = read("canvas", named(questions, "number"))

    assert (one.kind, [answer.text for answer in one.answers]) == ("short_answer", ["0.333", "0.00001", "1e-05"])


def test_an_archive_follows_from_its_files() -> None:
    files = {"b/c.xml": b"<c/>", "a.xml": b"<a/>"}

    archive = zipped(files)

    assert archive == zipped(dict(reversed(files.items())))
    assert list(canvas_files(archive).items()) == [("a.xml", b"<a/>"), ("b/c.xml", b"<c/>")]
    assert archive[10:14] == bytes([0, 0, 0x21, 0])  # 1980-01-01, midnight
