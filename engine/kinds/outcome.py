"""`outcome`: does it run, or what does torch raise?"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from ..fields import fed, input_shapes
from ..frozen import dataclass
from ..jobs import Job, Outcome, Raised, Ran
from ..layercall import LayerCall
from ..literals import BANK, Bounds, Unreadable
from ..shapes import shown
from ..verdict import Grade, QuestionFault, correct, wrong
from .running import Running, explained_by, fault


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says will happen; what is left out is None."""

    raises: bool
    error: str | None = None
    when: str | None = None
    words: str | None = None


_CLAIM: Final = r"""
    \s*(?:it\s+)?(?:(?P<runs>(?:runs?|works?|ok|no\s*(?:error|exception)s?)\b)|(?P<raises>raises?|errors?|fails?|refuses)?)
    (?:\s*(?:an?\s+)?(?:(?P<error>[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Iteration))|(?P<any>error|exception)))?
    (?:[\s,]*(?:when|while|if|once)\s+(?:it\s+(?:is\s+)?)?(?P<when>built|runs?|building|running))?
    (?:[\s,:]*(?P<quote>["'])(?P<words>[^"]*)(?P=quote))?\s*\.?\s*"""
_WHEN: Final = {"built": "built", "building": "built", "run": "run", "runs": "run", "running": "run"}
_RAISING: Final = re.compile("raise|error|exception", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OutcomeQuestion(Running):
    """Right is what happens: it runs, or torch raises (this error, then, with these words)."""

    example: ClassVar[str] = """\
id: outcome-question
kind: outcome
prompt: Does this code run?
layer: nn.Linear(10, 5)
input: [4, 8]
answer:
  text: "No: the layer wants 10 features and gets 8"
  answer: raises RuntimeError when run
distractors:
  - text: "Yes: it takes any number of features"
    answer: runs
    why: The weights form a 5×10 matrix, which fits rows of 10 only.
  - text: "No: a layer cannot have fewer outputs than inputs"
    answer: raises when built
    why: Nothing asks for that. The layer is built.
"""

    def read(self, text: str, bounds: Bounds = BANK) -> Claim:
        bounds.admit(text)
        plain = " ".join(text.replace("`", "").split())
        match = re.fullmatch(_CLAIM, plain, re.VERBOSE | re.IGNORECASE)  # compiled when needed
        if not match and _RAISING.search(plain):
            allowed = "an error's name, `when built` or `when run`, and words of the message in quotes"
            raise Unreadable(f"{shown(text.strip())} is more than `raises`, {allowed}")
        if not match or not (match["runs"] or match["raises"] or match["error"] or match["any"]):
            raise Unreadable(f"{shown(text.strip())} is neither `runs` nor `raises`")
        if match["runs"]:
            if match["error"] or match["any"] or match["when"] or match["words"]:
                raise Unreadable("`runs` stands alone: nothing is raised then")
            return Claim(raises=False)
        error = match["error"].rpartition(".")[2] if match["error"] else None
        when = _WHEN[match["when"].lower()] if match["when"] else None
        return Claim(True, error, when, _plain(match["words"]) or None)

    def jobs(self, answer: Any, bounds: Bounds = BANK) -> tuple[Job, ...]:
        return (self.job,)

    def judge(self, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        raised = _happened(outcomes[0], self.layer)
        if raised is None:
            assert isinstance(outcomes[0], Ran)
            computed = f"runs, and gives {', '.join([str(shape) for shape in outcomes[0].shapes])}"
            return (
                wrong(computed, "is not what happens: it does not raise")
                if answer.raises
                else correct(computed, "is what happens")
            )
        computed = f'raises {raised.error} when {raised.when}: "{raised.message}"'
        if not answer.raises:
            return wrong(computed, "is not what happens: it does not run")
        if answer.error is not None and answer.error.lower() != raised.error.lower():
            return wrong(computed, f"is not what happens: it raises, but not {answer.error}")
        if answer.when is not None and answer.when != raised.when:
            when = "only when run" if raised.when == "run" else "already when built"
            return wrong(computed, f"is not what happens: it raises {when}")
        if answer.words is not None and answer.words not in _plain(raised.message):
            return wrong(computed, "is not what happens: it raises, but its message does not hold these words")
        return correct(computed, "is what happens")

    def truth(self, outcomes: Sequence[Outcome]) -> str:
        raised = _happened(outcomes[0], self.layer)
        return "runs" if raised is None else f"raises {raised.error} when {raised.when}"

    def explained(self, grade: Grade, answer: Any, outcomes: Sequence[Outcome]) -> Grade:
        raised = _happened(outcomes[0], self.layer)
        if answer.raises is not (raised is None):
            return grade
        return explained_by(self, grade, Claim(answer.raises), "it may come of")

    def derived(self) -> str | None:
        try:
            expected = self.job.expected
        except QuestionFault:
            return None
        return None if expected is None else "raises" if isinstance(expected, str) else "runs"

    def predictions(self) -> Iterator[tuple[str, str, str]]:
        from ..misconceptions.outcomes import WRONG_OUTCOMES, attempt

        shape = input_shapes(fed(self.layer, self.input))
        tried = attempt(self.layer, shape) if isinstance(shape, tuple) else None
        for idea in WRONG_OUTCOMES if tried is not None else ():
            if tried is not None and idea.when(tried):
                yield idea.slug, idea.slip, self._by_luck("runs" if idea.runs else "raises")

    def _by_luck(self, text: str) -> str:
        """Return what a misconception says, as the key says it where that is the same as far as both go."""
        key = self.stated[0].graded if len(self.stated) == 1 else ""
        claims = {"runs": False, "raises": True}
        return key if key and self._raises(key) is claims[text] else text

    def _raises(self, key: str) -> bool | None:
        try:
            return self.read(key).raises
        except Unreadable:
            return None


def _happened(outcome: Outcome, layer: LayerCall) -> Raised | None:
    if isinstance(outcome, Raised):
        return outcome
    if isinstance(outcome, Ran):
        return None
    raise fault(outcome, layer)


def _plain(text: str | None) -> str:
    return " ".join((text or "").replace("`", "").lower().split())
