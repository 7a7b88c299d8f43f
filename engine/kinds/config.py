"""`config`: which layer has these settings?"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final

from ..frozen import dataclass
from ..jobs import Broke, Built, Job, Outcome, Raised, Want
from ..layercall import LayerCall, read_layer
from ..literals import BANK, Bounds
from ..question import Question
from ..verdict import Grade, QuestionFault, correct, unreadable, wrong
from .running import answer_limit, layer_job, refusal

_MOST_NAMED: Final = 4


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ConfigQuestion(Question):
    """Right is a layer that torch builds as the same class with the same effective settings as the key."""

    needs_key: ClassVar[bool] = True
    example: ClassVar[str] = """\
id: config-question
kind: config
prompt: Write a max pooling layer with a 3×3 window that moves by 2.
answer: nn.MaxPool2d(kernel_size=3, stride=2)
distractors:
  - answer: nn.MaxPool2d(kernel_size=2, stride=3)
    why: The window and the stride are swapped.
  - answer: nn.MaxPool2d(kernel_size=3)
    why: Left out, the stride equals the window.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> LayerCall:
        return read_layer(text, bounds)

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        wanted = self._wanted
        if answer is None:
            return wanted
        limit = answer_limit(bounds, max(job.cost for job in wanted))
        return (*wanted, layer_job(Want.SETTINGS, answer, None, limit))

    @cached_property
    def _wanted(self) -> tuple[Job, ...]:
        limit = answer_limit(BANK, 0)
        return tuple([layer_job(Want.SETTINGS, self.read(key.graded), None, limit) for key in self.keys])

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        *keys, own = outcomes
        wanted = {key.settings for key in keys if isinstance(key, Built)}
        if len(wanted) < len(set(keys)):
            raise self._fault(keys)
        match own:
            case Built(settings) if settings in wanted:
                return correct(settings, "has the settings that are asked for")
            case Built(settings):
                return wrong(settings, _other(settings, wanted))
            case Raised() as raised:
                return wrong(f"{raised.error}: {raised.message}", refusal(answer, raised))
            case Broke(reason):
                return unreadable(f"torch {reason} on this layer: try a smaller one")
        raise TypeError(own)

    def _fault(self, keys: Sequence[Outcome]) -> QuestionFault:
        for outcome in keys:
            if isinstance(outcome, Raised):
                return QuestionFault(f"torch refuses the key: {outcome.message}")
        return QuestionFault("torch could not build the key", "not-proved")


def _other(own: str, wanted: Iterable[str]) -> str:
    """Return in what a layer differs from the nearest that is wanted: its own settings, never those that are asked."""
    from ..settings import differing  # only a wrong answer needs it

    differences = [found for found in (differing(own, one) for one in sorted(wanted)) if found is not None]
    if not differences:
        return "is not the layer that is asked for"
    nearest = min(differences, key=len)
    shown = nearest if len(nearest) <= _MOST_NAMED else [*nearest[: _MOST_NAMED - 1], "more"]
    has = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"has {has}, and something else is asked for"
