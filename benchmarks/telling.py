"""What Quizproof says of a wrong answer and of a layer.

    python telling.py diagnose    say what wrong answers to questions of several kinds come of
    python telling.py explain     explain layers by the formulas alone, and with torch

Each prints one JSON object.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from statistics import median
from time import perf_counter
from typing import Any, Final, NamedTuple

import bank
from clock import Spent, timed

from quizproof.engine.explaining import explain
from quizproof.engine.jobs import Counted, Job, Outcome, Sizes, Want, foretold, job
from quizproof.engine.judging import plan
from quizproof.engine.layercall import LayerCall, read_layer
from quizproof.engine.oracle import Oracle
from quizproof.engine.question import Question
from quizproof.engine.reading import read_question
from quizproof.engine.sizes.counting import amount, terms_of
from quizproof.engine.verdict import Grade

MANY: Final = 250
_TRIPS: Final = 200


class Wrong(NamedTuple):
    """A wrong answer that was judged, and what torch made of it."""

    question: Question
    answer: Any
    outcomes: Sequence[Outcome]
    grade: Grade


def diagnose() -> dict[str, Any]:
    """Return the time of one diagnosis, its mean and its median by kind, and that of a round trip to the worker."""
    by_kind: dict[str, Spent] = {}
    kinds: dict[str, float] = {}
    with Oracle(workers=1) as oracle:
        for kind, ask in KINDS.items():
            given = list(_judged(ask, oracle))
            _explained(given[0])  # the first loads what knows of misconceptions
            seconds: list[float] = []
            named = 0
            with timed() as watch:
                for one in given:
                    began = perf_counter()
                    grade = _explained(one)
                    seconds.append(perf_counter() - began)
                    named += bool(grade.misconceptions)
            assert named > len(given) / 2, f"only {named} of {len(given)} answers are diagnosed in {kind}"
            by_kind[kind] = _one_of(watch.spent, len(given))
            kinds[kind] = median(seconds)
        relu = LayerCall("ReLU")
        with timed() as trips:
            for number in range(1, _TRIPS + 1):
                oracle.ask([job(Want.SHAPE, relu, Sizes((number, 7)), cost=1)])
    wall, cpu = [sum(part) / len(by_kind) for part in zip(*by_kind.values(), strict=True)]
    return {"wall": wall, "cpu": cpu, "kinds": kinds, "trip": _one_of(trips.spent, _TRIPS)}


def _one_of(spent: Spent, count: int) -> Spent:
    return Spent(spent.wall / count, spent.cpu / count)


def _explained(one: Wrong) -> Grade:
    return one.question.explained(one.grade, one.answer, one.outcomes)


def _judged(ask: "Callable[[random.Random, bank.Made], tuple[dict[str, Any], str]]", oracle: Oracle) -> Iterator[Wrong]:
    """Yield wrong answers to questions of one kind, no two alike."""
    chance = random.Random(4)
    made = (one for one in bank.layers(bank.MAP, seed=5) if one.output is not None and len(one.output) == 4)
    for one in islice(made, MANY):
        keys, answer = ask(chance, one)
        question = read_question({"id": "asked", "prompt": "What comes out?"} | keys)
        asked = plan(question, answer)
        assert not isinstance(asked, Grade), asked
        outcomes = oracle.ask(asked.jobs)
        yield Wrong(question, asked.parts[0], outcomes, question.judge(asked.parts[0], outcomes))


def _shape(chance: random.Random, made: bank.Made) -> tuple[dict[str, Any], str]:
    """Ask for a shape, and answer with one window less or more."""
    assert made.output is not None
    away = chance.choice((-1, 1))
    answer = (*made.output[:2], *[size + away for size in made.output[2:]])
    return {"kind": "shape", "layer": made.text, "input": list(bank.MAP)}, str(answer)


def _layer(chance: random.Random, made: bank.Made) -> tuple[dict[str, Any], str]:
    """Ask for a layer, and answer with one that gives one window less or more."""
    assert made.output is not None
    away = chance.choice((-1, 1))
    wanted = [*made.output[:2], *[size + away for size in made.output[2:]]]
    return {"kind": "layer", "input": list(bank.MAP), "output": wanted}, made.text


def _values(chance: random.Random, _: bank.Made) -> tuple[dict[str, Any], str]:
    """Ask for the largest number of each window, and answer with the mean; or the other way round."""
    rows = [[chance.randint(0, 99) for _ in range(6)] for _ in range(6)]
    blocks = [[[rows[y + i][x + j] for i in (0, 1) for j in (0, 1)] for x in (0, 2, 4)] for y in (0, 2, 4)]
    largest = [[float(max(block)) for block in line] for line in blocks]
    mean = [[sum(block) / 4 for block in line] for line in blocks]
    name, answer = chance.choice((("Max", mean), ("Avg", largest)))
    return {"kind": "values", "layer": f"nn.{name}Pool2d(2)", "input": rows}, str(answer)


def _count(chance: random.Random, _: bank.Made) -> tuple[dict[str, Any], str]:
    """Ask for the parameters of a convolution, and leave out the bias."""
    inside, out, kernel = chance.randint(1, 64), chance.randint(1, 128), chance.randint(1, 7)
    return {"kind": "count", "layer": f"nn.Conv2d({inside}, {out}, {kernel})"}, str(inside * out * kernel**2)


KINDS: Final = {"shape": _shape, "layer": _layer, "values": _values, "count": _count}


def explained() -> dict[str, Any]:
    """Return the time of one explanation by formulas, of how many torch says the same, and the time torch takes."""
    endless = (one.text for one in bank.layers(bank.MAP, seed=6) if one.output is not None)
    texts, given = list(islice(endless, MANY)), ",".join(map(str, bank.MAP))
    explain("nn.MaxPool2d(2)", given, _formulas("nn.MaxPool2d(2)"))  # the first loads what draws
    with timed() as watch:
        by_formulas = [explain(text, given, _formulas(text)) for text in texts]
    with Oracle(workers=1) as oracle:
        with timed() as start:
            explain("nn.MaxPool2d(2)", given, oracle)
        confirmed = [explain(text, given, oracle) for text in texts]
        pairs = zip(by_formulas, confirmed, strict=True)
        same = sum(replace(one, torch=oracle.torch) == other for one, other in pairs)
    return {**_one_of(watch.spent, MANY)._asdict(), "same": same, "count": MANY, "start": start.spent}


class _Formulas(Oracle):
    """Answers by the formulas what is asked of one layer."""

    layer: LayerCall
    torch = ""  # type: ignore[assignment]  # nobody is asked

    def ask(self, jobs: Sequence[Job]) -> list[Outcome]:
        return [self._counted() if one.want is Want.COUNT else foretold(one) for one in jobs]

    def _counted(self) -> Counted:
        parts = terms_of(self.layer)
        return Counted(*[amount(parts, of) or 0 for of in ("parameters", "trainable", "buffers")], ())


def _formulas(text: str) -> Oracle:
    made = _Formulas(workers=1)
    made.layer = read_layer(text)
    return made


RUNS: Final = {"diagnose": diagnose, "explain": explained}

if __name__ == "__main__":
    print(json.dumps(RUNS[sys.argv[1]]()))
