"""What the kinds share that run a layer: their keys, the job, and what is said when torch refuses."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ..binding import Misfit, bind
from ..fields import Weights, as_feed, as_layer, as_output, as_weights, fed, input_shapes
from ..frozen import dataclass
from ..jobs import Broke, Feed, Job, Numbers, Outcome, Raised, Ran, Unfit, Want, job
from ..keys import as_one_of, key
from ..layercall import LayerCall
from ..literals import BANK, Bounds, Unreadable
from ..prediction import predicted
from ..question import Question
from ..shapes import Shape
from ..snippet import snippet
from ..verdict import Grade, QuestionFault

if TYPE_CHECKING:
    from ..misconceptions.cases import Rules

QUESTION_COST = 150_000_000
"""Elements of parameters, input and output that a question may cost: about 3 s and 1.2 GB."""

ANSWER_COST = 10_000_000
"""Elements that any answer may cost; one to a costlier question may cost four times what the question does."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Running(Question):
    """A question about one layer and one input."""

    layer: LayerCall = key(
        as_layer,
        about="The layer, as torch users write it. It is data: nothing is evaluated.",
        example="nn.MaxPool2d(2)",
    )
    input: Feed = key(
        as_feed,
        about="What goes in: a shape, nested numbers, or one of these for each input by its name.",
        example="[1, 1, 6, 6]",
    )
    of: int | str = key(
        as_output, 0, about="Which output is asked, counted from 0, or the name of a parameter.", example="weight"
    )
    weights: Weights = key(
        as_weights,
        (),
        about="Parameters by their names; else they are random.",
        example="{weight: [[1, 0]], bias: [0]}",
    )
    mode: str = key(
        as_one_of("eval", "train"), "eval", about="How the layer is run: eval if left out, or train.", example="train"
    )

    want: ClassVar[Want] = Want.SHAPE

    @cached_property
    def job(self) -> Job:
        """The job that computes the truth, `want` for the question's own layer. Raises QuestionFault."""
        try:
            return layer_job(
                self.want,
                self.layer,
                self.input,
                QUESTION_COST,
                of=self.of,
                weights=self.weights,
                train=self.mode == "train",
            )
        except Unreadable as error:
            raise QuestionFault(f"{self.layer}: {error}", "bad-layer") from None

    def code(self) -> str:
        return snippet(self.layer, self.input, weights=self.weights, train=self.mode == "train")


def layer_job(
    want: Want,
    layer: LayerCall,
    feed: Feed | None,
    limit: int,
    *,
    of: int | str = 0,
    weights: tuple[tuple[str, Numbers], ...] = (),
    train: bool = False,
) -> Job:
    """Return the job of one layer. Raises Unreadable where it costs more than `limit` elements."""
    if feed is not None:
        feed = fed(layer, feed)
    elements, expected = predicted(layer, input_shapes(feed) if feed is not None else None)
    if elements > limit:
        raise Unreadable(
            f"too large: about {_millions(elements)} numbers to hold, at most {_millions(limit)} are allowed"
        )
    if train or weights or isinstance(of, str):
        expected = None  # the formulas are those of evaluation, of all outputs and of weights that fit
    return job(want, layer, feed, cost=elements, expected=expected, of=of, weights=weights, train=train)


def _millions(elements: int) -> str:
    return f"{elements / 1e9:,.1f} billion" if elements >= 1e9 else f"{elements / 1e6:.0f} million"


def answer_limit(bounds: Bounds, question_cost: int) -> int:
    """Return how many elements an answer may cost."""
    return QUESTION_COST if bounds is BANK else max(ANSWER_COST, 4 * question_cost)


def explained(
    grade: Grade,
    verb: str,
    layer: LayerCall,
    feed: Feed,
    right: Shape,
    answer: Shape,
    axes: tuple[int, ...] | None = None,
    rules: "Rules" = (),
) -> Grade:
    """Return the grade of a wrong answer with the misconceptions that give exactly it, and what their users do."""
    from ..misconceptions import diagnose, said  # only a wrong answer needs it

    shape = input_shapes(fed(layer, feed))
    found = diagnose(layer, shape, right, answer, axes, rules) if isinstance(shape, tuple) else ()
    return blamed(grade, verb, [rule.slug for rule in found], said(found)) if found else grade


def explained_by(question: Question, grade: Grade, answer: object, verb: str = "it comes of") -> Grade:
    """Return the grade of a wrong answer with the misconceptions that predict exactly it, and what their users do."""
    from ..misconceptions import either

    slips = {slug: slip for slug, slip, text in question.predictions() if question.same(question.read(text), answer)}
    return blamed(grade, verb, list(slips), either(slips.values())) if slips else grade


def blamed(grade: Grade, verb: str, slugs: Sequence[str], slips: str) -> Grade:
    """Return the grade with the misconceptions that led to the answer."""
    mark = ";" if ":" in grade.feedback else ":"
    return Grade(grade.verdict, grade.score, grade.computed, f"{grade.feedback}{mark} {verb} {slips}", tuple(slugs))


def shapes_by_formula(layer: LayerCall, feed: Feed, of: int = 0) -> tuple[Shape, Shape] | None:
    """Return the shape of the only input and that of an output; None where there are more, or no formula knows."""
    feed = fed(layer, feed)
    shape = input_shapes(feed)
    try:
        expected = predicted(layer, shape)[1]
    except Unreadable:
        return None
    if not isinstance(shape, tuple) or not isinstance(expected, tuple) or not 0 <= of < len(expected):
        return None
    return shape, expected[of]


def output_of(outcome: Outcome, layer: LayerCall, of: int | str = 0) -> Shape:
    """Return the shape of the wanted output. Raises QuestionFault where the question's own layer gave none."""
    if isinstance(outcome, Ran):
        place = of if isinstance(of, int) else 0
        shape = outcome.shapes[place] if place < len(outcome.shapes) else None
        if shape is not None:
            return shape
    raise fault(outcome, layer)


def fault(outcome: Outcome, layer: LayerCall) -> QuestionFault:
    """Return why the question's own layer cannot be judged."""
    match outcome:
        case Broke(reason):
            return QuestionFault(f"torch {reason}", "not-proved")
        case Unfit(reason):
            return QuestionFault(reason, "bad-type")
        case Raised():
            return QuestionFault(f"{layer}: {refusal(layer, outcome)}")
    return QuestionFault("the layer has no such output", "bad-type")


def refusal(layer: LayerCall, raised: Raised, *, of_layer: bool = False) -> str:
    """Return what torch refused, in plain words, as the end of a sentence.

    With `of_layer`, only what it says of the layer itself: what arrives there may be what is asked.
    """
    reason = raised.message
    if of_layer:
        from ..refusals import of_the_layer  # only a wrong answer needs it

        reason = of_the_layer(reason)
    if raised.when == "built" and raised.error == "TypeError":
        reason = _misfit(layer) or reason
    doing = "build it" if raised.when == "built" else "run it"
    return f"torch refuses to {doing}: {reason}"


def _misfit(layer: LayerCall) -> str | None:
    for part in layer.walk():
        try:
            bind(part)
        except Misfit as misfit:
            return str(misfit)
    return None
