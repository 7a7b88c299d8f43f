"""Explanations: the worked solution of a question and the facts under it, and what becomes of any layer and shape.

Everything is computed: derivations by the formulas of sizes/, the rest by torch. A derivation that torch does
not confirm is left out.
"""

import json
from dataclasses import dataclass
from math import prod

from .fields import fed, input_shapes
from .jobs import Broke, Each, Feed, Job, Outcome, Raised, Ran, Sizes, Unfit, Values, Want
from .kinds.count import CountQuestion
from .kinds.match import MatchQuestion
from .kinds.producing import Producing
from .kinds.running import QUESTION_COST, Running, layer_job, refusal
from .layercall import LayerCall, read_layer
from .literals import BANK, Unreadable
from .oracle import Oracle
from .question import Question, QuestionFault
from .shapes import Shape, read_shape
from .sizes import derivation, work_out
from .sizes.rule import Refused
from .sliding import Slide, slides
from .tensors import written


class TorchRefuses(Exception):
    """torch does not build the layer, or does not run it. `str()` is one sentence."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The worked solution of a question: right answers as one would type them, derivations, facts under them."""

    answers: tuple[str, ...]
    steps: tuple[str, ...]
    facts: tuple[str, ...]


def solution_jobs(question: Question) -> tuple[Job, ...]:
    """Return what torch is asked for a solution, so that it can be asked ahead."""
    try:
        truth = question.jobs(None)
    except (QuestionFault, Unreadable):
        truth = ()
    return (
        *truth,
        *[job for job, _, _ in _subjects(question)],
        *[job for fact in _evidence(question) for job in fact.jobs(None)],
    )


def solution(question: Question, oracle: Oracle) -> Solution:
    """Return the worked solution of a question. Raises TorchAbsent."""
    answers = [key.graded for key in question.keys]
    if not answers and question.computed:
        answers = _truth(question, oracle)
    steps: list[str] = []
    for job, layer, feed in _subjects(question):
        lines = _steps(layer, feed, oracle.ask([job])[0])
        if lines and isinstance(question, Producing):  # else the layer stands in the question
            steps.append(f"{layer}:")
        steps += lines
    facts = [_fact(fact, oracle) for fact in _evidence(question)]
    return Solution(tuple(answers), tuple(steps), tuple([fact for fact in facts if fact]))


def _truth(question: Question, oracle: Oracle) -> list[str]:
    try:
        truth = question.truth(oracle.ask(question.jobs(None)))
    except (QuestionFault, Unreadable):
        return []
    return [] if truth is None else [truth]


def _subjects(question: Question) -> list[tuple[Job, LayerCall, Feed]]:
    """Return each layer whose output a solution derives, its input, and the job that confirms it."""
    found: list[tuple[LayerCall, Feed]] = []
    if isinstance(question, Producing):
        layers = [question.read(key.graded, BANK) for key in question.keys]
        found = [(layer, question.input) for layer in layers if isinstance(layer, LayerCall)]
    elif isinstance(question, Running | CountQuestion) and question.input is not None:
        found = [(question.layer, question.input)]
    subjects = []
    for layer, feed in found:
        try:
            subjects.append((layer_job(Want.SHAPE, layer, feed, QUESTION_COST), layer, feed))
        except Unreadable:
            continue
    return subjects


def _steps(layer: LayerCall, feed: Feed, outcome: Outcome) -> tuple[str, ...]:
    """Return the derivation of what torch has confirmed; where torch refuses, why a formula does too."""
    inputs = input_shapes(fed(layer, feed))
    try:
        shapes = work_out(layer, inputs).shapes
        return derivation(layer, inputs) if isinstance(outcome, Ran) and shapes == outcome.shapes else ()
    except Refused as refused:
        return (str(refused),) if isinstance(outcome, Raised) else ()
    except ValueError:  # no rule, or arguments that do not fit
        return ()


def _evidence(question: Question) -> tuple[Question, ...]:
    return question.evidence if isinstance(question, MatchQuestion) else ()


def _fact(fact: Question, oracle: Oracle) -> str:
    """Return one computed fact as a sentence without a full stop; "" where it cannot be said."""
    if isinstance(fact, Producing):
        return f"{fact.keys[0].graded} on {_input(fact.input)} gives {fact.output}"
    truth = _truth(fact, oracle)
    if not truth:
        return ""
    if isinstance(fact, CountQuestion):
        return f"{fact.layer} has {truth[0]} {fact.of}" + (f" on {_input(fact.input)}" if fact.input else "")
    if isinstance(fact, Running):
        gives = "" if fact.kind == "outcome" else "gives "
        return f"{fact.layer} on {_input(fact.input)} {gives}{truth[0]}"
    return ""


def _input(feed: Feed) -> str:
    match feed:
        case Sizes(shape):
            return str(shape)
        case Values(numbers):
            return written(numbers)
        case Each(by_name):
            return ", ".join([f"{name} {_input(part)}" for name, part in by_name])


@dataclass(frozen=True, slots=True)
class Explanation:
    """What becomes of an input of a shape, as torch confirms it. `outputs` has None for one that is no tensor."""

    layer: LayerCall
    input: Shape
    outputs: tuple[Shape | None, ...]
    parameters: int
    steps: tuple[str, ...]
    slides: tuple[Slide, ...]
    torch: str

    def as_json(self) -> str:
        """Return the explanation as one JSON object."""
        facts = {
            "format": 1,
            "torch": self.torch,
            "layer": str(self.layer),
            "input": list(self.input),
            "outputs": [None if shape is None else list(shape) for shape in self.outputs],
            "parameters": self.parameters,
            "derivation": list(self.steps),
            "windows": [
                {
                    "axis": slide.axis,
                    "size": slide.size,
                    "kernel": slide.kernel,
                    "stride": slide.stride,
                    "padding": [slide.before, slide.after],
                    "dilation": slide.dilation,
                    "count": slide.fitting,
                    "dropped": slide.dropped,
                }
                for slide in self.slides
            ],
        }
        return json.dumps(facts, indent=2) + "\n"


def explain(layer: str, shape: str, oracle: Oracle) -> Explanation:
    """Return what becomes of an input of `shape` in `layer`.

    Raises Unreadable where there is no layer or no shape, TorchRefuses, and TorchAbsent.
    """
    call, sizes = read_layer(layer, BANK), read_shape(shape)
    if any(size < 0 for size in sizes):
        raise Unreadable(f"{sizes} is not a shape: no size may be negative")
    feed = Sizes(sizes)
    shaped = layer_job(Want.SHAPE, call, feed, QUESTION_COST)
    counted = layer_job(Want.COUNT, call, feed, QUESTION_COST)
    outcome, count = oracle.ask([shaped, counted])
    if not isinstance(outcome, Ran):
        raise TorchRefuses(_refusal(call, outcome))
    steps = _steps(call, feed, outcome)
    found = slides(call, sizes)
    if found and (not outcome.shapes or outcome.shapes[0] is None or not _agree(found, outcome.shapes[0])):
        found = ()
    parameters = getattr(count, "parameters", 0)
    return Explanation(call, sizes, outcome.shapes, parameters, steps, found, oracle.torch)


def _agree(found: tuple[Slide, ...], shape: Shape) -> bool:
    """Return whether torch's output has one element for each window."""
    counts = tuple([slide.fitting for slide in found])
    return shape[-len(counts) :] == counts or shape[-1:] == (prod(counts),)


def _refusal(layer: LayerCall, outcome: Outcome) -> str:
    match outcome:
        case Raised():
            return refusal(layer, outcome)
        case Unfit(reason):
            return reason
        case Broke(reason):
            return f"torch {reason} on this"
    return "torch gives no tensor"
