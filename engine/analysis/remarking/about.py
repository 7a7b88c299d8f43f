"""What there is to know of a reason to look at a question: when it holds, and what is said where it does."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ...frozen import dataclass
from ..facts import Item
from ..reasons import Remark

FEW: Final = 30
"""With fewer students all is a guess: the standard error of a correlation near 0, 1 / sqrt(n - 3), is 0.19 with 30, so
that a discrimination of 0.2 can't be told from none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question that may be worth a look: its facts, and how many seconds its author gives for it.

    `medians` are the median times of all questions.
    """

    item: Item
    seconds: float | None = None
    medians: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class About:
    """A reason. `brief` is its name in the width of a column, `found` yields a remark each time it holds.

    `why` says a remark in a sentence with its numbers; `besides` what more there is to say, once for all of them.
    `to_do` is advice in words of ours only, where what stands between backticks is code, and `unproved` that for
    questions whose keys nothing computes, "" where it is the same. `of_few`: it may hold with fewer than five answers.
    """

    brief: str
    found: Callable[[Case], Iterator[Remark]]
    why: Callable[[Item, Remark], str]
    to_do: str
    unproved: str = ""
    besides: Callable[[Item], list[str]] = lambda _: []
    of_few: bool = False
