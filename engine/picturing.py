"""The picture of a question's layer, and of a layer that somebody answered with: only what torch confirmed."""

from .fields import fed, input_shapes
from .jobs import Computed, Feed, Outcome, Ran, Values, Want
from .kinds.producing import Producing
from .kinds.running import QUESTION_COST, Running, layer_job
from .kinds.shape import ShapeQuestion
from .kinds.values import ValuesQuestion
from .layercall import LayerCall
from .literals import BANK, Bounds, Unreadable
from .oracle import Oracle
from .pictures import Picture, Scene, chain, scene, with_numbers
from .question import Question
from .shapes import Shape, read_shape
from .verdict import QuestionFault


def picture_of(question: Question, oracle: Oracle) -> Picture | None:
    """Return the picture of the right layer, with the numbers where a question has some; None where there is none.

    Asks for nothing that the solution does not ask for. Raises TorchAbsent.
    """
    try:
        if isinstance(question, ShapeQuestion | ValuesQuestion) and question.of == 0:
            return _of_running(question, oracle.ask([question.job])[0])
        if isinstance(question, Producing) and question.keys:
            layer = question.read(question.keys[0].graded, BANK)
            assert isinstance(layer, LayerCall)
            job = layer_job(Want.SHAPE, layer, question.input, QUESTION_COST)
            outcome = oracle.ask([job])[0]
            return _drawn(layer, question.input, outcome.shapes) if isinstance(outcome, Ran) else None
    except (QuestionFault, Unreadable):
        pass
    return None


def picture_of_answer(question: Question, text: str, bounds: Bounds, computed: str) -> Picture | None:
    """Return the picture of a layer that somebody answered with; `computed` is the shape that torch made with it."""
    if not isinstance(question, Producing):
        return None
    try:
        layer, made = question.read(text, bounds), read_shape(computed)
    except Unreadable:  # torch refused: `computed` says why
        return None
    assert isinstance(layer, LayerCall)
    return _drawn(layer, question.input, (made,))


def _of_running(question: Running, outcome: Outcome) -> Picture | None:
    if isinstance(outcome, Ran):
        return _drawn(question.layer, question.input, outcome.shapes)
    if not isinstance(outcome, Computed) or outcome.random:
        return None
    plain = _drawn(question.layer, question.input, (outcome.shape,))
    feed = fed(question.layer, question.input)
    if not isinstance(plain, Scene) or not isinstance(feed, Values):
        return None
    found = with_numbers(plain, feed.numbers, outcome.numbers, question.weights)
    return found if found.numbers else None


def _drawn(layer: LayerCall, feed: Feed, made: tuple[Shape | None, ...]) -> Picture | None:
    given = input_shapes(fed(layer, feed))
    if not isinstance(given, tuple) or not made:
        return None
    return scene(layer, given, made[0]) or chain(layer, given, made)
