"""Flash cards for Anki: a text file, and a package whose database another program would read."""

import builtins
import csv
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from lxml.etree import fromstring

from exporting import BANK, HOSTILE, pose, sheet_of, spoilt
from quizproof.engine.exporters import EXPORTERS
from quizproof.engine.exporters.anki import to_anki
from quizproof.engine.exporters.apkg import to_apkg
from quizproof.engine.exporters.consequences import options_of
from quizproof.engine.exporters.naming import name_of
from quizproof.engine.exporters.sheet import CannotExport, Paper, Sheet
from quizproof.engine.hidden import visible
from quizproof.engine.oracle import Oracle
from quizproof.engine.posing import Posed

GOLDEN = Path(__file__).parent / "golden" / "bank.anki.txt"
SHOWN = ("marks-of-all-formats", "word", "size-in-variants", "layers", "layer-typed")
"""One question of each form, in the golden file."""


@pytest.fixture(scope="module")
def questions(oracle: Oracle) -> tuple[Posed, ...]:
    return pose(oracle, BANK)


def rows(file: bytes) -> list[list[str]]:
    """The notes of a text file, read as a table."""
    lines = file.decode().split("\n")
    return list(csv.reader(StringIO("\n".join([line for line in lines if not line.startswith("#")])), delimiter="\t"))


@contextmanager
def collection(file: bytes) -> Iterator[sqlite3.Connection]:
    """The database of a package."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(ZipFile(BytesIO(file)).read("collection.anki2"))
        yield database
    finally:
        database.close()


def notes(file: bytes) -> dict[str, list[str]]:
    """The fields of each note of a package, by its guid, in the order in which they are asked."""
    with collection(file) as database:
        found = database.execute("SELECT guid, flds FROM notes JOIN cards ON nid = notes.id ORDER BY due")
        return {guid: fields.split("\x1f") for guid, fields in found}


def text(markup: str) -> str:
    """What a reader sees of HTML, without what parts words."""
    return re.sub(r"\s", "", html.fromstring(f"<div>{markup}</div>").text_content())


# What must be refused


@pytest.mark.parametrize("name", ["anki", "apkg"])
def test_an_exam_is_no_card(name: str, questions: tuple[Posed, ...]) -> None:
    with pytest.raises(CannotExport) as refused:
        EXPORTERS[name](sheet_of(questions, exam=True))
    assert str(refused.value) == (
        "Anki holds the keys, so it is no exam to hand out: leave --exam out, or choose html or pdf"
    )


def test_without_genanki_one_sentence_says_what_to_install(
    questions: tuple[Posed, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def missing(name: str, *more: object) -> object:
        if name == "genanki":
            raise ImportError(name)
        return found(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(CannotExport) as refused:
        to_apkg(sheet_of(questions))
    assert str(refused.value) == (
        "apkg needs genanki, which is not installed: pip install 'quizproof[anki]'; anki needs nothing"
    )


# The text file


def test_the_text_file_as_a_whole(questions: tuple[Posed, ...]) -> None:
    made = to_anki(sheet_of([one for one in questions if one.id in SHOWN]))
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_bytes(made.file)
    assert made.file.decode() == GOLDEN.read_text(encoding="utf-8")


def test_each_question_is_a_note_in_one_line(questions: tuple[Posed, ...]) -> None:
    file = to_anki(sheet_of(questions)).file
    read = rows(file)
    assert len(file.decode().split("\n")) == 6 + len(questions) + 1
    assert [len(row) for row in read] == [4] * len(questions)
    assert len({row[0] for row in read}) == len(questions)
    for posed, (_, front, back, tags) in zip(questions, read, strict=True):
        for option in options_of(posed):
            assert re.sub(r"[\s`]", "", option.shown) in text(front) or option.prose
        for answer in posed.answers:
            assert re.sub(r"[\s`]", "", answer) in text(back)
        assert tags.split()[0] == "bank"


def test_several_topics_are_decks_in_one(oracle: Oracle) -> None:
    found = [*pose(oracle, BANK)[:1], *pose(oracle, "pooling")[:1]]
    file = to_anki(sheet_of(found, "A::B\tC")).file
    assert file.decode().split("\n")[:6] == [
        "#separator:tab",
        "#html:true",
        "#notetype:Basic",
        "#guid column:1",
        "#tags column:4",
        "#deck column:5",
    ]
    assert [row[4] for row in rows(file)] == ["A:B C::Every kind, out", "A:B C::Max and average pooling"]


def test_an_id_stays_when_all_else_changes(questions: tuple[Posed, ...]) -> None:
    changed = [spoilt(one, "other") for one in questions]
    before, after = rows(to_anki(sheet_of(questions)).file), rows(to_anki(sheet_of(changed, "Other")).file)
    assert [row[0] for row in before] == [row[0] for row in after]
    assert [row[1:3] for row in before] != [row[1:3] for row in after]
    assert set(notes(to_apkg(sheet_of(questions)).file)) == {row[0] for row in before}


LOSSES = [
    "number: Anki has no place for seconds: left out",
    "shape-typed: Anki has no place for points: left out",
]


@pytest.mark.parametrize("name", ["anki", "apkg"])
def test_each_loss_is_told(name: str, questions: tuple[Posed, ...]) -> None:
    assert [str(loss) for loss in EXPORTERS[name](sheet_of(questions)).losses] == LOSSES


# What anybody may write

COMMANDS = ("[sound:a.mp3]", "[latex]\\input{x}[/latex]", "[$]x[/$]", "[anki:tts lang=en]x[/anki:tts]", "{{c1::x}}")
"""What Anki would play, run or hide."""


@pytest.mark.parametrize("hostile", [*HOSTILE, *COMMANDS])
def test_a_hostile_text_is_a_text(hostile: str, questions: tuple[Posed, ...]) -> None:
    found = [spoilt(one, hostile) for one in questions]
    shown = re.sub(r"\s", "", visible(hostile))
    fields = [row[1:3] for row in rows(to_anki(sheet_of(found, hostile)).file)]
    fields += [["".join(one[1:4]), one[4] + one[6]] for one in notes(to_apkg(sheet_of(found, hostile)).file).values()]
    assert len(fields) == 2 * len(found)
    for front, back in fields:
        assert shown in text(front)
        assert shown in text(back)
        for field in (front, back):
            assert not re.search(r"\[/?(sound:|latex|\$|anki:)", field, re.IGNORECASE)
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", field)
            elements = html.fromstring(f"<div>{field}</div>").iter()
            assert {str(one.tag) for one in elements} <= ELEMENTS


ELEMENTS = {"a", "br", "code", "details", "div", "em", "h1", "li", "ol", "p", "pre", "span", "strong", "summary", "ul"}


# The package


def test_a_package_holds_notes_cards_and_pictures(questions: tuple[Posed, ...]) -> None:
    archive = ZipFile(BytesIO(to_apkg(sheet_of(questions)).file))
    media = json.loads(archive.read("media"))
    assert sorted(archive.namelist()) == sorted(["collection.anki2", "media", *media])
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for number in media:
        assert fromstring(archive.read(number)).tag == "{http://www.w3.org/2000/svg}svg"
    file = to_apkg(sheet_of(questions)).file
    found = notes(file)
    assert [fields[0] for fields in found.values()] == [name_of(one) for one in questions]
    pictures = {name for fields in found.values() for name in re.findall('src="(.*?)"', "".join(fields))}
    assert pictures == set(media.values())
    with collection(file) as database:
        cards = database.execute("SELECT count(*), count(DISTINCT nid), count(DISTINCT did) FROM cards").fetchone()
        assert cards == (len(questions), len(questions), 1)
        [[decks]] = database.execute("SELECT decks FROM col")
        assert sorted([deck["name"] for deck in json.loads(decks).values()]) == ["Default", "Every kind"]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_card_shows_choices_and_reveals_the_solution(questions: tuple[Posed, ...]) -> None:
    [posed] = [one for one in questions if one.id == "shape-chosen"]
    file = to_apkg(sheet_of([posed])).file
    [[_, _, choices, hints, solution, _, more]] = notes(file).values()
    assert [one.get("class") for one in html.fromstring(choices)] == [
        "right" if option.right else None for option in posed.options
    ]
    assert hints == ""
    right = next(option.letter for option in posed.options if option.right)
    assert solution.startswith(f"<p>Right: <strong>{right}</strong></p>\n<p>Answer: <code>(2, 8, 8)</code></p>")
    assert "Nothing is padded." in more
    with collection(file) as database:
        [[models]] = database.execute("SELECT models FROM col")
    [model] = json.loads(models).values()
    [card] = model["tmpls"]
    assert [field["name"] for field in model["flds"]] == [
        "Name", "Question", "Choices", "Hints", "Solution", "Picture", "More"
    ]  # fmt: skip
    assert re.findall("{{(.*?)}}", card["qfmt"]) == ["Question", "Choices", "Hints"]
    assert re.findall("{{(.*?)}}", card["afmt"]) == ["Question", "Choices", "Solution", "Picture", "More"]
    assert ".told .right" in model["css"]
    assert ".nightMode" in model["css"]
    assert "http" not in model["css"]


def test_what_changed_is_not_as_old_as_before(questions: tuple[Posed, ...]) -> None:
    """Anki takes a note again only where its time is another."""
    changed = [replace(questions[0], code="changed"), *questions[1:]]
    times = []
    for found in (questions, changed):
        with collection(to_apkg(sheet_of(found)).file) as database:
            times.append(database.execute("SELECT mod FROM notes ORDER BY id").fetchall())
    assert [one == two for one, two in zip(*times, strict=True)].count(False) == 1


def test_notes_of_two_decks_have_numbers_of_their_own(oracle: Oracle, questions: tuple[Posed, ...]) -> None:
    numbers: list[int] = []
    for found in (questions, pose(oracle, "pooling")[:20]):
        with collection(to_apkg(sheet_of(found)).file) as database:
            numbers += [one for [one] in database.execute("SELECT id FROM notes UNION ALL SELECT id FROM cards")]
    assert len(set(numbers)) == len(numbers) == 2 * (len(questions) + 20)


@pytest.mark.parametrize("name", ["anki", "apkg"])
def test_the_same_sheet_gives_the_same_bytes(name: str, questions: tuple[Posed, ...]) -> None:
    sheet = Sheet("Same", (Paper("1", questions),))
    assert EXPORTERS[name](sheet).file == EXPORTERS[name](sheet).file
