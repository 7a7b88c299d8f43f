"""A packed bank grades as the bank does: the same topics, ids, families, and misconceptions of its own."""

from pathlib import Path

import pytest

from quizproof.engine.bank import load
from quizproof.engine.bankfiles import NoBank
from quizproof.engine.bulk.packing import PackedBank, packed, unpacked
from quizproof.engine.shelf import SHIPPED
from quizproof.engine.topic import Topic

QUESTION = "title: T\nquestions:\n  - {{id: {0}, kind: match, prompt: '?', answer: {0}, distractors: [other]}}\n"


def told(topics: tuple[Topic, ...]) -> list[object]:
    return [
        (
            topic.name,
            topic.source.tree.text,
            [question.id for question in topic.questions],
            {name: family.sets for name, family in topic.families.items()},
        )
        for topic in topics
    ]


def test_shipped_topics_come_out_as_they_went_in() -> None:
    names = ["pooling", str(SHIPPED / "pooling.yaml")]
    assert told(unpacked(packed(names[:1]))) == told(load(names[0]))
    assert told(unpacked(packed([SHIPPED]))) == told(load(SHIPPED))


def test_the_order_of_many_banks_stays(tmp_path: Path) -> None:
    names = []
    for number in range(12):
        (tmp_path / f"{number}").mkdir()
        names.append(tmp_path / f"{number}" / "sub.yaml")
        names[-1].write_text(QUESTION.format(f"id-{number}"))

    topics = unpacked(packed(names))

    assert [topic.questions[0].id for topic in topics] == [f"id-{number}" for number in range(12)]


def test_folders_and_what_lies_beside_come_along(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.yaml").write_text(QUESTION.format("a"))
    (tmp_path / "misconceptions.yaml").write_text("misconceptions: []\n")
    (tmp_path / "notes.txt").write_text("not of the bank")

    bank = packed([tmp_path])

    assert [name for name, _ in bank.files] == ["000000/misconceptions.yaml", "000000/deep/a.yaml"]


def test_a_bank_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoBank) as caught:
        packed([tmp_path / "no.yaml"])
    assert str(caught.value) == f"{tmp_path}/no.yaml does not exist"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((("a.yaml", b"other"),), id="content"),
        pytest.param((("b.yaml", b"text"),), id="name"),
        pytest.param((("a.yam", b"ltext"),), id="where one ends"),
        pytest.param((), id="nothing"),
    ],
)
def test_banks_that_differ_have_other_digests(other: tuple[tuple[str, bytes], ...]) -> None:
    assert PackedBank(other).digest != PackedBank((("a.yaml", b"text"),)).digest
