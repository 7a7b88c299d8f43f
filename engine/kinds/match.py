"""`match`: the answer stands in the file, as text or as a number."""

from collections.abc import Sequence
from functools import cached_property
from math import isclose, isnan
from typing import Any, ClassVar, Final, TypeAlias

from ..frozen import dataclass
from ..hidden import FORBIDDEN, hidden_character
from ..jobs import Outcome
from ..keys import MOST_ITEMS, as_many, as_number, key, takes, wanted
from ..literals import BANK, Bounds, Unreadable, folded
from ..question import Question, content
from ..tensors import read_number
from ..verdict import Grade, correct, wrong

Said: TypeAlias = str | int | float

EVIDENCE: Final = {"$ref": "#/definitions/evidence"}
"""What an item of `evidence` takes: a question of another kind, which the reader of topics reads."""


@takes({"type": "array", "maxItems": MOST_ITEMS, "items": EVIDENCE})
def _evidence(value: Any) -> tuple[Question, ...]:
    """Take what the reader of topics made of the list: questions of the other kinds."""
    if not isinstance(value, tuple):
        raise wanted("a list", value)
    return value


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MatchQuestion(Question):
    """Right is what matches an answer of the author directly: nobody computes it, but `evidence` may prove it."""

    accept: tuple[str, ...] = key(
        as_many(content), (), about="Other ways to write the answer, right as well.", example="[maximum, the greatest]"
    )
    tolerance: float | None = key(
        as_number(least=0), None, about="How far a number may be off; not at all if left out.", example="0.01"
    )
    evidence: tuple[Question, ...] = key(
        _evidence,
        (),
        about="Computed facts under the answer, each a question without id and prompt: check proves them.",
        example="[{kind: values, layer: nn.MaxPool2d(2), input: [[1, 2], [3, 6]], answer: [[6]]}]",
    )

    needs_key: ClassVar[bool] = True
    example: ClassVar[str] = """\
id: match-question
kind: match
prompt: What does a max pooling layer keep of each window?
answer: the largest number
distractors:
  - answer: the mean of all numbers
    why: That is average pooling.
  - answer: the number in the middle
    why: A window of 2×2 has no middle.
evidence:
  - {kind: values, layer: nn.MaxPool2d(2), input: [[1, 2], [3, 6]], answer: [[6]]}
"""

    @property
    def computed(self) -> bool:
        return False

    def read(self, text: str, bounds: Bounds = BANK) -> Said:
        if len(text) > bounds.chars:
            raise Unreadable(f"too long: {len(text):,} characters, at most {bounds.chars} are read")
        hidden = FORBIDDEN.search(text)
        if hidden:
            raise Unreadable(hidden_character(hidden[0]))
        plain = folded(text)
        if not plain:
            raise Unreadable("nothing was typed")
        number = _number(text)
        if number is None and bounds is not BANK and self._asks_for_a_number:
            raise Unreadable("a number is asked: write digits such as 64 or 0.5")
        return plain if number is None else number

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        right = any(self.same(answer, one) for one in self._accepted)
        return correct() if right else wrong()

    @cached_property
    def _accepted(self) -> tuple[Said, ...]:
        return tuple([self.read(text) for text in (*[key.graded for key in self.keys], *self.accept)])

    def truth(self, outcomes: Sequence[Outcome]) -> None:
        return None

    def same(self, one: Any, other: Any) -> bool:
        if isinstance(one, str) or isinstance(other, str):
            return bool(one == other)
        close = isclose(one, other, rel_tol=1e-9, abs_tol=(self.tolerance or 0.0) * (1 + 1e-9))
        return close or (isnan(one) and isnan(other))

    @cached_property
    def _asks_for_a_number(self) -> bool:
        texts = [choice.graded for choice in (*self.keys, *[choice for _, choice in self.wrong])]
        return all(_number(text) is not None for text in (*texts, *self.accept))


def _number(text: str) -> int | float | None:
    try:
        return read_number(text.replace("`", ""), BANK)
    except Unreadable:
        return None
