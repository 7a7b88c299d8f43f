"""The worked solution of a question: right answers, how they come about, and the facts under them.

Everything is computed: derivations by the formulas of sizes/, the rest by torch. A derivation that torch does
not confirm is left out.
"""

from dataclasses import field
from math import prod
from typing import TYPE_CHECKING

from .fields import fed, input_shapes
from .frozen import dataclass
from .jobs import Each, Feed, Job, Outcome, Raised, Ran, Sizes, Values, Want
from .kinds.count import NEED_INPUT, CountQuestion, windowed
from .kinds.match import MatchQuestion
from .kinds.outcome import OutcomeQuestion
from .kinds.producing import Producing
from .kinds.running import QUESTION_COST, Running, layer_job
from .layercall import LayerCall
from .literals import BANK, Unreadable
from .oracle import Oracle
from .pictures import Picture
from .picturing import picture_of
from .question import Question
from .sizes import derivation, work_out
from .sizes.lines import multiply
from .sizes.rule import Refused
from .tensors import written
from .verdict import QuestionFault

if TYPE_CHECKING:
    from .sizes.nearest import Nearest


@dataclass(frozen=True, slots=True)
class Solution:
    """The worked solution of a question: right answers as one would type them, derivations, facts under them.

    `picture` is that of the right layer, None where there is none.
    """

    answers: tuple[str, ...]
    steps: tuple[str, ...]
    facts: tuple[str, ...]
    picture: Picture | None = field(default=None, compare=False)


def solution_jobs(question: Question) -> tuple[Job, ...]:
    """Return what torch is asked for a solution, so that it can be asked ahead."""
    try:
        truth = question.jobs(None)
    except (QuestionFault, Unreadable):
        truth = ()
    found = _mended(question)
    return (
        *truth,
        *[job for job, _, _ in _subjects(question)],
        *([found[1]] if found else []),
        *[job for fact in _evidence(question) for job in fact.jobs(None)],
    )


def solution(question: Question, oracle: Oracle) -> Solution:
    """Return the worked solution of a question. Raises TorchAbsent."""
    answers = [key.graded for key in question.keys]
    if not answers and question.computed:
        answers = _truth(question, oracle)
    lines: list[str] = []
    for job, layer, feed in _subjects(question):
        derived = steps(layer, feed, oracle.ask([job])[0])
        if derived and isinstance(question, Producing):  # else the layer stands in the question
            lines.append(f"{layer}:")
        lines += derived
    found = _mended(question)
    if found is not None:
        lines += confirmed(found[0], oracle.ask([found[1]])[0])
    if isinstance(question, CountQuestion):
        lines += _counted(question, _truth(question, oracle))
    elif isinstance(question, Running) and isinstance(question.of, str):
        lines += _shape_of(question, oracle)
    facts = [_fact(fact, oracle) for fact in _evidence(question)]
    said = tuple([fact for fact in facts if fact])
    return Solution(tuple(answers), tuple(lines), said, picture_of(question, oracle))


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
    elif isinstance(question, Running | CountQuestion) and question.input is not None and _asks_outputs(question):
        found = [(question.layer, question.input)]
    subjects = []
    for layer, feed in found:
        try:
            subjects.append((layer_job(Want.SHAPE, layer, feed, QUESTION_COST), layer, feed))
        except Unreadable:
            continue
    return subjects


def _asks_outputs(question: Running | CountQuestion) -> bool:
    """Return whether an output is asked, and no parameter."""
    return isinstance(question.of, int) or question.of in NEED_INPUT


def steps(layer: LayerCall, feed: Feed, outcome: Outcome) -> tuple[str, ...]:
    """Return the derivation of what torch has confirmed; where torch refuses, why a formula does too."""
    inputs = input_shapes(fed(layer, feed))
    try:
        shapes = work_out(layer, inputs).shapes
        return derivation(layer, inputs) if isinstance(outcome, Ran) and shapes == outcome.shapes else ()
    except Refused as refused:
        return (str(refused),) if isinstance(outcome, Raised) else ()
    except ValueError:  # no rule, or arguments that do not fit
        return ()


def mend(layer: LayerCall, feed: Feed) -> "tuple[Nearest, Job] | None":
    """Return the nearest setting that works where torch refuses, with the job that confirms it; None without one."""
    from .sizes.nearest import nearest  # only a refusal needs it

    found = nearest(layer, input_shapes(fed(layer, feed)))
    if found is None:
        return None
    changed = found.inputs != input_shapes(fed(layer, feed))
    feed = Sizes(found.inputs) if changed and isinstance(found.inputs, tuple) else feed
    try:
        return found, layer_job(Want.SHAPE, found.layer, feed, QUESTION_COST)
    except Unreadable:
        return None


def confirmed(found: "Nearest", outcome: Outcome) -> tuple[str, ...]:
    """Return what is said of a setting that torch has run with; nothing where it has not."""
    return (found.sentence,) if isinstance(outcome, Ran) else ()


def _mended(question: Question) -> "tuple[Nearest, Job] | None":
    return mend(question.layer, question.input) if isinstance(question, OutcomeQuestion) else None


def counting_steps(layer: LayerCall, feed: Feed | None, counted: int, of: str = "parameters") -> tuple[str, ...]:
    """Return how `of` is counted, one of TOTALS or one parameter, where that comes to `counted`, as torch says."""
    from .sizes.counting import amount, parameter_steps, terms_of  # only counting needs them

    inputs = None if feed is None else input_shapes(fed(layer, feed))
    try:
        return parameter_steps(layer, inputs, of) if amount(terms_of(layer, inputs), of) == counted else ()
    except ValueError:  # no rule, or arguments that do not fit
        return ()


def _counted(question: CountQuestion, truth: list[str]) -> tuple[str, ...]:
    if not truth:
        return ()
    if question.of not in NEED_INPUT:
        return counting_steps(question.layer, question.input, int(truth[0]), question.of)
    assert question.input is not None
    try:
        shape = work_out(question.layer, input_shapes(fed(question.layer, question.input))).shapes[0]
    except ValueError:
        return ()
    if question.of == "windows":
        shape = shape[-1:] if question.layer.name == "Unfold" else shape[-windowed(question.layer.name) :]
    if prod(shape) != int(truth[0]):
        return ()
    lines: list[str] = []
    multiply(lines, question.of, shape)
    return tuple(lines)


def _shape_of(question: Running, oracle: Oracle) -> tuple[str, ...]:
    """Return what the sizes of a parameter are, where its shape is asked."""
    from .sizes.counting import terms_of
    from .sizes.terms import write_shape

    (outcome,) = oracle.ask([question.job]) if question.want is Want.SHAPE else (None,)
    shape = outcome.shapes[0] if isinstance(outcome, Ran) else None
    if shape is None:
        return ()
    try:
        parts = terms_of(question.layer, input_shapes(fed(question.layer, question.input)))
    except ValueError:
        return ()
    return write_shape(parts, str(question.of), shape)


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
        return f"{fact.layer}{_circumstances(fact)} on {_input(fact.input)} {gives}{truth[0]}"
    return ""


def _circumstances(fact: Running) -> str:
    """Return with which weights a layer runs, and whether it is trained; "" where neither is said."""
    weights = " and ".join([f"{name} {written(numbers)}" for name, numbers in fact.weights])
    training = ", in training," if fact.mode == "train" else ""
    return (f" with {weights}" if weights else "") + training


def _input(feed: Feed) -> str:
    match feed:
        case Sizes(shape):
            return str(shape)
        case Values(numbers):
            return written(numbers)
        case Each(by_name):
            return ", ".join([f"{name} {_input(part)}" for name, part in by_name])
