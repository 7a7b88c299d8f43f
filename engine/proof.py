"""What is found of one question when torch has spoken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .claims import Claim, Proof
from .findings import ERROR, WARNING, Finding
from .jobs import Broke, Outcome, Raised, Ran
from .judging import Asked, settle_one
from .proofprose import prose_findings
from .question import Grade, QuestionFault, Verdict
from .sameness import Pair, same_choices

_READS_LAYERS: Final = ("layer", "fill", "config")


@dataclass(frozen=True, slots=True)
class Proved:
    """What came of a proof: `key` is the computed key as one would type it, None where there is none."""

    findings: tuple[Finding, ...]
    key: str | None
    pairs: tuple[Pair, ...]
    computed: bool


def settle_proof(proof: Proof, outcomes: Sequence[Outcome]) -> Proved:
    """Return what is wrong with a question, from the outcomes of its jobs."""
    findings = [*prose_findings(proof, outcomes), *_formula_findings(proof, outcomes)]
    key, fault = _truth(proof, outcomes)
    if fault is not None:
        findings.append(fault)
    else:
        for claim in proof.claims:
            findings += _claim_findings(proof, claim, claim.outcomes(outcomes), key)
        findings += _missing(proof, key or _possible(proof, outcomes))
    for fact in proof.facts:
        findings += _fact_findings(proof, fact, fact.outcomes(outcomes))
    same, pairs = same_choices(proof, outcomes)
    if key is None and proof.question.computed and proof.question.keys:
        key = proof.question.keys[0].graded
    return Proved((*findings, *same), key, pairs, proof.question.computed or bool(proof.facts))


def _truth(proof: Proof, outcomes: Sequence[Outcome]) -> tuple[str | None, Finding | None]:
    """Return the computed key, or why nothing about the question can be judged."""
    question, path = proof.question, proof.path
    fault = proof.truth
    if isinstance(fault, int):
        try:
            return question.truth(outcomes[:fault]), None
        except QuestionFault as found:
            fault = found
    at = "answer" if fault.rule == "wrong-key" and question.answer is not None else fault.at
    return None, proof.finding(fault.rule, str(fault), (*path, at))


def _claim_findings(proof: Proof, claim: Claim, outcomes: Sequence[Outcome], truth: str | None) -> Iterator[Finding]:
    """Yield what is wrong with one choice: a key that is not right, a distractor that is."""
    written = claim.choice.graded
    broke = next((outcome for outcome in outcomes if isinstance(outcome, Broke)), None)
    if broke is not None:
        yield proof.finding("not-proved", f"{written}: torch {broke.reason}, twice", claim.path)
        return
    grade = claim.asked if isinstance(claim.asked, Grade) else settle_one(claim.asked, outcomes)
    match grade.verdict, claim.right:
        case ((Verdict.UNREADABLE | Verdict.VOID), _):
            rule = "bad-layer" if claim.question.kind in _READS_LAYERS else "bad-answer"
            yield proof.finding(rule, f"{written}: {grade.feedback}", claim.path)
        case Verdict.WRONG, True:
            mend = f"; torch gives {truth}: write `answer: {truth}`" if truth is not None else ""
            yield proof.finding("wrong-key", f"the key {written} {grade.feedback}{mend}", claim.path)
        case Verdict.CORRECT, False:
            said = f": it {grade.feedback}" if grade.feedback else ""
            yield proof.finding("right-distractor", f"the distractor {written} is right{said}", claim.path)


def _possible(proof: Proof, outcomes: Sequence[Outcome]) -> str | None:
    """Return the answer that was found for a question without a key, where torch says that it is right."""
    claim = proof.possible
    if claim is None or not isinstance(claim.asked, Asked):
        return None
    grade = settle_one(claim.asked, claim.outcomes(outcomes))
    return claim.choice.graded if grade.verdict is Verdict.CORRECT else None


def _missing(proof: Proof, truth: str | None) -> Iterator[Finding]:
    """Yield what is missing where the author wrote no key."""
    question = proof.question
    if question.keys:
        return
    severity = ERROR if question.distractors else WARNING
    mend = f"write `answer: {truth}`" if truth is not None else "write one that is right"
    yield proof.finding("missing-key", f"the answer is missing: {mend}", proof.path, severity)
    if question.distractors and isinstance(proof.truth, int) and not proof.truth:
        yield proof.finding("no-right-choice", "none of the choices is right", (*proof.path, "distractors"))


def _fact_findings(proof: Proof, fact: Claim, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield what is false in the evidence under a text question."""
    for found in _claim_findings(proof, fact, outcomes, None):
        rule = "false-evidence" if found.rule in ("wrong-key", "right-distractor") else found.rule
        yield proof.finding(rule, found.message.replace("the key ", "the evidence ", 1), fact.path)


def _formula_findings(proof: Proof, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield where torch and the independent formula disagree: one of the two is wrong, so nothing is proved."""
    told: set[str] = set()
    for job, outcome in zip(proof.jobs, outcomes, strict=True):
        expected = job.expected
        if expected is None or not isinstance(outcome, Ran | Raised):
            continue
        if isinstance(outcome, Ran) and outcome.shapes == expected:
            continue
        if isinstance(outcome, Raised) and isinstance(expected, str):
            continue
        message = f"torch {_said(outcome)}, but the formula says {expected}"
        if message not in told:
            told.add(message)
            yield proof.finding("formula-disagrees", f"{message}: please report this", proof.path)


def _said(outcome: Ran | Raised) -> str:
    if isinstance(outcome, Ran):
        return f"gives {', '.join(map(str, outcome.shapes))}"
    return f"raises {outcome.error} ({outcome.message})"
