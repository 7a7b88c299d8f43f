"""No two choices may mean the same: `(1, 1, 3, 3)` and `1x1x3x3`, `MaxPool2d(2)` and `MaxPool2d(2, stride=2)`."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from .claims import Claim, Proof
from .findings import Finding
from .frozen import dataclass
from .jobs import Built, Job, Outcome, Want
from .judging import Asked
from .kinds.running import QUESTION_COST, layer_job
from .layercall import LayerCall
from .literals import Unreadable, folded
from .oracle import Oracle

_SHOWN_APART: Final = ("outcome",)
"""Kinds in which two choices with different texts are two, whatever they claim."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two layers of one class with one outcome, and what is found if torch says that they mean the same.

    It holds neither claims nor topic: they would keep every file of a large bank in memory.
    """

    layers: tuple[LayerCall, LayerCall]
    finding: Finding


def same_choices(proof: Proof, outcomes: Sequence[Outcome]) -> tuple[tuple[Finding, ...], tuple[Pair, ...]]:
    """Return the choices that mean the same, and the pairs of layers that torch must compare."""
    found: list[Finding] = []
    pairs: list[Pair] = []
    texts = [folded(claim.choice.shown) for claim in proof.claims]
    told: set[int] = set()  # each choice is told once, with the first that means the same
    for (first, text), (second, other_text) in combinations(zip(proof.claims, texts, strict=True), 2):
        if id(second) in told:
            continue
        same = text == other_text
        if not same and isinstance(first.asked, Asked) and isinstance(second.asked, Asked):
            one, other = first.asked.parts[0], second.asked.parts[0]
            if not isinstance(one, LayerCall) or not isinstance(other, LayerCall):
                same = proof.question.kind not in _SHOWN_APART and proof.question.same(one, other)
            elif first.asked.jobs == second.asked.jobs:
                same = True
            elif one.name == other.name and first.outcomes(outcomes) == second.outcomes(outcomes):
                pairs.append(Pair((one, other), _told(proof, first, second)))
        if same:
            told.add(id(second))
            found.append(_told(proof, first, second))
    return tuple(found), tuple(pairs)


def same_settings(oracle: Oracle, pairs: Sequence[Pair]) -> Iterator[bool]:
    """Yield of each pair of layers whether torch builds both with the same effective settings."""
    for _, outcomes in oracle.map((pair, _settings(pair)) for pair in pairs):
        yield len(outcomes) == 2 and isinstance(outcomes[0], Built) and outcomes[0] == outcomes[1]


def _settings(pair: Pair) -> tuple[Job, ...]:
    try:
        return tuple([layer_job(Want.SETTINGS, layer, None, QUESTION_COST) for layer in pair.layers])
    except Unreadable:  # too large to build beside the other: they were told apart by what they give, or not at all
        return ()


def _told(proof: Proof, first: Claim, second: Claim) -> Finding:
    message = f"the choice {second.choice.shown} means the same as {first.choice.shown}: delete one of the two"
    return proof.finding("same-choice", message, second.path)
