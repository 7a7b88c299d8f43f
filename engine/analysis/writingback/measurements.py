"""What an analysis measured, as a bank may say it: of first tries, and only of those."""

from ...literals import Unreadable
from ...measured import MEASURED, Measurement
from ..facts import Analysis


def measurements(analysis: Analysis) -> dict[str, Measurement]:
    """Return what was measured of each question that somebody answered, by its id.

    Raises Unreadable where other tries than the first were counted, or questions that nobody tried.
    """
    if analysis.attempts != "first":
        raise Unreadable(f"`{MEASURED}` is about first tries, and here the {analysis.attempts} count: count the first")
    if analysis.unanswered_wrong:
        raise Unreadable(
            f"`{MEASURED}` is about first tries, and here what was left out counts as wrong: leave --unanswered out"
        )
    return {
        item.id: Measurement(
            difficulty=item.score.mean, discrimination=item.discrimination.value, answers=item.score.n
        ).rounded
        for item in analysis.items
        if item.score.mean is not None
    }
