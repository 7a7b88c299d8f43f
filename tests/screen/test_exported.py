"""What `export` says was lost."""

from dataclasses import replace

from asking import ask
from pages import printed
from quizproof.engine.exporters.sheet import Exported, Loss
from quizproof.engine.exporting import Export
from quizproof.engine.posing import Posed
from quizproof.engine.screen.exported import print_export
from quizproof.engine.solving import Solution
from quizproof.engine.topic import Topic

TOPIC = Topic("t", "T", "", "", (), (), (), None)  # type: ignore[arg-type]  # no file is behind it
ONE = Posed(TOPIC, ask("{kind: match, id: one, answer: a}"), "", (), (), Solution((), (), ()))


def named(name: str) -> Posed:
    return replace(ONE, question=replace(ONE.question, id=name))


def test_what_many_lose_is_one_line() -> None:
    many = [Loss(named(f"q{number}"), "no place for hints: left out") for number in range(8)]
    losses = (*many, Loss(named("q1"), "no place for hints: left out"), Loss(ONE, "asked by choices"))
    made = Export(Exported(b"", losses=losses), (Loss(named("bad"), "left out: the key 3 is not what torch says"),), 9)
    assert printed(lambda page: print_export(page, made, ["a.zip", "exam.json"])) == (
        "8 questions: no place for hints: left out (q0, q1, q2, q3, q4 and 3 more)\n"
        "one: asked by choices\n"
        "bad: left out: the key 3 is not what torch says\n"
        "9 questions in a.zip.\n"
        "Beside it: exam.json\n"
    )
