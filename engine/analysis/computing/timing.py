"""How long answers took."""

import numpy as np

from ..intake.arrays import Numbers
from ..measures import Spread, Times


def times(question: Numbers, seconds: Numbers, full: Numbers, size: int) -> list[Times | None]:
    """Return how long the answers to each question took; None where no row of it has a time.

    Quartiles lie between two times where need be (linear interpolation). Who went away for lunch moves them little,
    unlike a mean.
    """
    timed = ~np.isnan(seconds)
    order = np.argsort(np.where(timed, question, size), kind="stable")  # what has no time comes last
    ends = np.cumsum(np.bincount(question[timed], minlength=size))
    found = []
    for start, end in zip(np.append(0, ends[:-1]).tolist(), ends.tolist(), strict=False):
        own = order[start:end]
        every = _spread(seconds[own])
        found.append(
            None if every is None else Times(every, _spread(seconds[own][full[own]]), _spread(seconds[own][~full[own]]))
        )
    return found


def _spread(seconds: Numbers) -> Spread | None:
    if not len(seconds):
        return None
    low, median, high = np.percentile(seconds.astype(np.float64), (25, 50, 75)).tolist()
    return Spread(len(seconds), low, median, high)
