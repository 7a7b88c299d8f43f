"""Shapes beside an arrow in prose, "`nn.MaxPool2d(2)`: 6×6 → 3×3": torch runs the layer, and the shapes must be its."""

from collections.abc import Iterable, Iterator, Sequence

from .binding import Misfit, bind
from .findings import Finding
from .frozen import dataclass
from .jobs import Job, Outcome, Raised, Ran, Sizes, Want
from .kinds.running import QUESTION_COST, layer_job, refusal
from .layercall import LayerCall, read_layer
from .literals import BANK, Unreadable
from .prose import MOST_TOLD, ShapeClaim, shape_claims
from .shapes import Shape
from .topic import Topic
from .yamltree import Path


@dataclass(frozen=True, slots=True)
class Arrow:
    """A claim in `text`, which stands at `path`, the layer that it names, and the place of its job."""

    claim: ShapeClaim
    layer: LayerCall
    text: str
    path: Path
    place: int


def plan_arrows(texts: Iterable[tuple[str, Path]], jobs: list[Job]) -> tuple[Arrow, ...]:
    """Return the claims in some texts, and append what torch must compute for them to `jobs`."""
    arrows = []
    for text, path in texts:
        for claim in shape_claims(text):
            try:
                layer = read_layer(claim.layer, BANK)
                job = layer_job(Want.SHAPE, layer, Sizes(_fed(layer, claim)), QUESTION_COST)
            except Unreadable:  # prose may name what is no layer
                continue
            arrows.append(Arrow(claim, layer, text, path, len(jobs)))
            jobs.append(job)
    return tuple(arrows)


def _fed(layer: LayerCall, claim: ShapeClaim) -> Shape:
    """Return the shape before the arrow; where it leaves them out, with a batch of 1 and the channels of the layer."""
    if claim.before_full:
        return claim.before
    try:
        settings = bind(layer)
    except Misfit:
        settings = {}
    channels = settings.get("in_channels", settings.get("num_features", 1))
    return (1, channels if type(channels) is int else 1, *claim.before)


def arrow_findings(
    topic: Topic, arrows: Iterable[Arrow], outcomes: Sequence[Outcome], question: str | None
) -> Iterator[Finding]:
    """Yield the claims that torch contradicts, the first of very many."""
    told = 0
    for arrow in arrows:
        claim, outcome = arrow.claim, outcomes[arrow.place]
        if isinstance(outcome, Raised):
            said = refusal(arrow.layer, outcome)
        elif isinstance(outcome, Ran) and outcome.shapes and outcome.shapes[0] is not None:
            shape = outcome.shapes[0] if claim.after_full else outcome.shapes[0][-len(claim.after) :]
            if shape == claim.after:
                continue
            said = f"torch gives {shape if claim.after_full else '×'.join(map(str, shape))}"
        else:
            continue
        told += 1
        if told > MOST_TOLD:
            return
        span = topic.place(arrow.path, arrow.text, claim.start, claim.claim)
        message = f"`{claim.claim}` does not hold for {arrow.layer}: {said}"
        yield topic.source.finding("wrong-arithmetic", message, span, question=question)
