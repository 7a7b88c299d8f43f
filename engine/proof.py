"""What is found of one question when torch has spoken."""

from collections.abc import Iterator, Sequence
from typing import Final

from .claims import Claim, Proof
from .findings import ERROR, WARNING, Edit, Finding
from .jobs import Broke, Outcome, Raised, Ran, Unrun
from .judging import Asked, settle_one
from .literals import Unreadable
from .mending import inserted, replaced
from .proofprose import prose_findings
from .question import PREDICTED, Choice, Question
from .remembering import Result
from .sameness import Pair, same_choices
from .verdict import Grade, QuestionFault, Verdict

_READS_LAYERS: Final = ("layer", "fill", "config")


def settle_proof(proof: Proof, outcomes: Sequence[Outcome]) -> tuple[Result, tuple[Pair, ...]]:
    """Return what came of a question, from the outcomes of its jobs, and the choices that torch must still compare."""
    findings = [*prose_findings(proof, outcomes), *_formula_findings(proof, outcomes)]
    key, fault = _truth(proof, outcomes)
    if fault is not None:
        findings.append(fault)
    else:
        right = key or _possible(proof, outcomes)
        for claim in proof.claims:
            findings += _claim_findings(proof, claim, claim.outcomes(outcomes), key, right)
        findings += _missing(proof, right)
        findings += _made_by_misconceptions(proof)
    for fact in proof.facts:
        findings += _fact_findings(proof, fact, fact.outcomes(outcomes))
    same, pairs = same_choices(proof, outcomes)
    if key is None and proof.question.computed and proof.question.keys:
        key = proof.question.keys[0].graded
    return Result((*findings, *same), key, proof.question.computed or bool(proof.facts)), pairs


def _truth(proof: Proof, outcomes: Sequence[Outcome]) -> tuple[str | None, Finding | None]:
    """Return the computed key, or why nothing about the question can be judged."""
    question, path = proof.question, proof.path
    fault = proof.truth
    if isinstance(fault, int):
        if any(isinstance(outcome, Unrun) for outcome in outcomes[:fault]):
            return None, None
        try:
            return question.truth(outcomes[:fault]), None
        except QuestionFault as found:
            fault = found
    at = "answer" if fault.rule == "wrong-key" and question.answer is not None else fault.at
    twice = ", twice" if fault.rule == "not-proved" else ""
    return None, proof.finding(fault.rule, f"{fault}{twice}", (*path, at))


def _claim_findings(
    proof: Proof, claim: Claim, outcomes: Sequence[Outcome], truth: str | None = None, right: str | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with one choice: a key that is not right, a distractor that is.

    `truth` is the one right answer, `right` a right one, where they are known.
    """
    if any(isinstance(outcome, Unrun) for outcome in outcomes):
        return
    written = claim.choice.graded
    broke = next((outcome for outcome in outcomes if isinstance(outcome, Broke)), None)
    if broke is not None:
        yield proof.finding("not-proved", f"{written}: torch {broke.reason}, twice", claim.path)
        return
    grade = claim.asked if isinstance(claim.asked, Grade) else settle_one(claim.asked, outcomes)
    match grade.verdict, claim.right:
        case ((Verdict.UNREADABLE | Verdict.VOID), _):
            rule = "bad-layer" if claim.question.kind in _READS_LAYERS else "bad-answer"
            fix = _fix(proof, right) if claim.right else None
            yield proof.finding(rule, f"{written}: {grade.feedback}", claim.path, fix=fix)
        case Verdict.WRONG, True:
            named = f"with the key {written}," if grade.feedback.startswith("torch ") else f"the key {written}"
            message = f"{named} {grade.feedback}{_mend(proof.question, truth, right)}"
            yield proof.finding("wrong-key", message, claim.path, fix=_fix(proof, right))
        case Verdict.CORRECT, False:
            said = f": it {grade.feedback}" if grade.feedback else ""
            yield proof.finding("right-distractor", f"the distractor {written} is right{said}", claim.path)


def _mend(question: Question, truth: str | None, right: str | None) -> str:
    """Return the end of the sentence that says that a key is wrong."""
    if truth is not None and question.variant is not None:
        return f"; torch gives {truth}: mend it, or leave it out, and it is computed"
    if truth is not None:
        return f"; torch gives {truth}: write `answer: {truth}`"
    return f"; `answer: {right}` would be right" if right is not None else ""


def _fix(proof: Proof, truth: str | None) -> Edit | None:
    """Return the edit that replaces a wrong key; None where the author wrote a text of his own for it, or several."""
    answer = proof.question.answer
    if truth is None or answer is None or answer.text is not None:
        return None
    return replaced(proof.topic.source, (*proof.path, "answer", "answer"), truth)


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
    if question.stated or (question.variant is not None and (question.keys or not question.distractors)):
        return
    if question.variant is not None:
        message = "no formula knows the answer here, so no choices can be shown before torch is there: write `answer`"
        yield proof.finding("missing-key", message, (*proof.path, "answer"))
        return
    severity = ERROR if any(isinstance(one, Choice) for one in question.distractors) else WARNING
    mend = f"write `answer: {truth}`" if truth is not None else "write one that is right"
    fix = inserted(proof.topic.source, proof.path, truth) if truth is not None else None
    yield proof.finding("missing-key", f"the answer is missing: {mend}", (*proof.path, "answer"), severity, fix)
    if question.distractors and isinstance(proof.truth, int) and not proof.truth:
        yield proof.finding("no-right-choice", "none of the choices is right", (*proof.path, "distractors"))


def _made_by_misconceptions(proof: Proof) -> Iterator[Finding]:
    """Yield what misconceptions did not make of the distractors that ask for them."""
    question = proof.question
    made = [place for place, _ in question.wrong]
    for place, one in enumerate(question.distractors):
        if isinstance(one, Choice) or (question.stated or question.keys) == ():
            continue
        at = (*proof.path, "distractors", place)
        if one.misconception is None:
            if len(made) < PREDICTED:
                number = f"{len(made)} wrong answer{'s' * (len(made) != 1)}"
                message = f"misconceptions make only {number} here, and {PREDICTED} are wanted: choose other numbers"
                yield proof.finding("few-distractors", message, at[:-1], WARNING)
        elif unknown := _unknown(question, one.misconception):
            yield proof.finding("unknown-id", unknown, at)
        elif place not in made:
            message = f"{one.misconception} makes no wrong answer here: {_why_none(question, one.misconception)}"
            yield proof.finding("idle-distractor", message, at, WARNING)


def _unknown(question: Question, misconception: str) -> str | None:
    """Return what is wrong with the name of a misconception; None where there is one of this name."""
    from .misconceptions.known import find_misconception  # few questions need it

    if any(rule.slug == misconception for rule in question.rules):
        return None
    try:
        find_misconception(misconception)
    except Unreadable as error:
        return str(error)
    return None


def _why_none(question: Question, misconception: str) -> str:
    texts = [text for slug, _, text in question.predictions() if slug == misconception]
    if not texts:
        return "it does not apply"
    if any(question.same(question.read(text), question.read(key.graded)) for text in texts for key in question.keys):
        return f"it gives {texts[0]}, which is right, by luck"
    return f"it gives {texts[0]}, which is a choice already"


def _fact_findings(proof: Proof, fact: Claim, outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield what is false in the evidence under a text question."""
    for found in _claim_findings(proof, fact, outcomes):
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
        says = expected if isinstance(expected, str) else ", ".join(map(str, expected))
        message = f"torch {_said(outcome)}, but the formula says {says}"
        if message not in told:
            told.add(message)
            yield proof.finding("formula-disagrees", f"{message}: please report this", proof.path)


def _said(outcome: Ran | Raised) -> str:
    if isinstance(outcome, Ran):
        return f"gives {', '.join(map(str, outcome.shapes))}"
    return f"raises {outcome.error} ({outcome.message})"
